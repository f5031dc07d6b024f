/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The exchange by which HTTP becomes WebSocket (RFC 6455, 4), over a connected socket, without the
 * queue of messages, the body streams and the timers of a SoupSession: what it reads and refuses is
 * what libsoup 3.2 reads and refuses, in libsoup's words. In the context that is thread-default at
 * the start. */
typedef struct _FechoUpgrade FechoUpgrade;

typedef struct
{
  int                 status;     /* 0: no answer came that can be read */
  SoupMessageHeaders *headers;
  const char         *protocol;   /* that was chosen, NULL: none */
  gboolean            is_too_big; /* and was not read to its end */
} FechoUpgradeAnswer;

/* Once, never within fecho_upgrade_new(); the upgrade may be freed in it. */
typedef void (*FechoUpgradeFunc) (gpointer data);

/* Sends the request; headers are added to it. protocols NULL: none. */
FechoUpgrade             *fecho_upgrade_new        (GSocket             *socket,
                                                    GUri                *uri,
                                                    SoupMessageHeaders  *headers,
                                                    const char          *origin,
                                                    char               **protocols,
                                                    FechoUpgradeFunc     over,
                                                    gpointer             data) G_GNUC_WARN_UNUSED_RESULT;
/* over() does not come any more. */
void                      fecho_upgrade_free       (FechoUpgrade        *self);
/* FALSE: it is no WebSocket, and what came of the answer is there all the same. */
gboolean                  fecho_upgrade_finish     (FechoUpgrade        *self,
                                                    GError             **error);
const FechoUpgradeAnswer *fecho_upgrade_get_answer (FechoUpgrade        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoUpgrade, fecho_upgrade_free)

G_END_DECLS
