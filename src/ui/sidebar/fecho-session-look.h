/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-session.h"

G_BEGIN_DECLS

/* The live state of a session as the sidebar tells it. Pure: times are of the wall clock. */
typedef struct
{
  FechoSessionState state;
  FechoStage        stage;      /* while connecting */
  gint64            since_us;
  gint64            retry_at_us; /* while waiting */
  int               last_code;  /* FECHO_UNKNOWN: none yet */
  const char       *last_name;  /* what the session's dictionary calls it; NULL: nothing */
  gboolean          lacks_secret; /* stopped for want of it */
} FechoSessionLook;

void        fecho_session_look_init   (FechoSessionLook       *look,
                                       FechoSession           *session);
/* The second line of a row, "Retrying in 12 s · 1006". Where it counts, *ret_seconds is after how
 * many seconds it reads otherwise, else 0. Free it. */
char       *fecho_session_look_line   (const FechoSessionLook *look,
                                       gint64                  now_us,
                                       guint                  *ret_seconds);
/* For a screen reader, "Vega Futures, waiting: retrying in 12 seconds, last close 1006". It says
 * since when, not for how long, so that it need not be told anew every second. Free it. */
char       *fecho_session_look_spoken (const FechoSessionLook *look,
                                       const char             *name,
                                       gint64                  now_us);
/* Whole seconds until the next attempt, 0 when it is due. */
guint       fecho_session_look_wait_s (const FechoSessionLook *look,
                                       gint64                  now_us);
const char *fecho_session_state_icon  (FechoSessionState       state);
/* The style class of the icon, which carries its colour. */
const char *fecho_session_state_class (FechoSessionState       state);

G_END_DECLS
