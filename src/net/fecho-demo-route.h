/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FECHO_DEMO_INDEX,             /* the text page */
  FECHO_DEMO_STATUS,            /* an HTTP status in place of an upgrade */
  FECHO_DEMO_CLOSE,             /* a Close frame with a code */
  FECHO_DEMO_EMPTY,             /* a Close frame without one */
  FECHO_DEMO_EOF,
  FECHO_DEMO_RESET,
  FECHO_DEMO_SILENT,            /* answers nothing any more, pings neither */
  FECHO_DEMO_IDLE,              /* the end of the stream once nothing came for a while */
  FECHO_DEMO_STAY,              /* stays until the client closes */
  FECHO_DEMO_ECHO,
  FECHO_DEMO_BAD_UTF8,
  FECHO_DEMO_TOO_BIG,
} FechoDemoKind;

/* What the demo's server does with one connection. */
typedef struct
{
  FechoDemoKind kind;
  guint         code;           /* of a Close frame, or HTTP status */
  char         *reason;
  gint64        after_us;       /* from the upgrade on, for what is not IDLE; IDLE's time-out */
  double        rate;           /* messages per second until then, 0: none */
} FechoDemoAct;

/* What a path and query ask for; FALSE where there is no such path. n_before is how many connections
 * asked for the same before: /cycle goes on by it. */
gboolean fecho_demo_route_parse (const char   *path,
                                 const char   *query,
                                 guint         n_before,
                                 FechoDemoAct *ret_act);
void     fecho_demo_act_clear   (FechoDemoAct *act);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FechoDemoAct, fecho_demo_act_clear)

G_END_DECLS
