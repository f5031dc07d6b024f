/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-close-event.h"
#include "fecho-endpoint.h"

G_BEGIN_DECLS

typedef enum
{
  FECHO_SESSION_PAUSED,
  FECHO_SESSION_CONNECTING,
  FECHO_SESSION_OPEN,
  FECHO_SESSION_WAITING,        /* for the next attempt */
  FECHO_SESSION_STOPPED,        /* by a rule or a limit */
  FECHO_SESSION_CLOSED,         /* ended, no reconnection wanted */
  FECHO_SESSION_NO_NETWORK,
  FECHO_SESSION_ELSEWHERE,      /* another run of Fecho watches it */
} FechoSessionState;

/* One watched endpoint with its live state; decides when to try again. */
#define FECHO_TYPE_SESSION (fecho_session_get_type ())
G_DECLARE_FINAL_TYPE (FechoSession, fecho_session, FECHO, SESSION, GObject)

/* Properties, all read-only and notified: "id", "name", "group", "url" (secrets masked), "state"
 * (int, FechoSessionState), "stage" (int, FechoStage while connecting), "since-us" (gint64, wall clock
 * of the state), "retry-at-us" (gint64, wall clock, while waiting), "last-code" (int, FECHO_UNKNOWN at
 * first), "n-closes" (guint64, since the start), "lacks-secret" (gboolean: it is stopped, and not
 * watched, because a secret of it is not known).
 * Signals:
 *   connection-opened (gint64 opened_at_us)
 *   connection-closed (FechoCloseEvent *event)      also of an attempt that failed; not yet stored
 *   message (gboolean incoming, gboolean binary, GBytes *payload)   while messages are watched;
 *                                                   secrets in what we send are masked
 *   messages-skipped (guint64 n)                    so many were too fast to be shown */
const char          *fecho_session_get_id          (FechoSession *self);
const char          *fecho_session_get_name        (FechoSession *self);
const char          *fecho_session_get_group       (FechoSession *self);
char                *fecho_session_dup_url         (FechoSession *self);
const FechoEndpoint *fecho_session_get_endpoint    (FechoSession *self);
FechoSessionState    fecho_session_get_state       (FechoSession *self);
FechoStage           fecho_session_get_stage       (FechoSession *self);
gint64               fecho_session_get_since_us    (FechoSession *self);
gint64               fecho_session_get_retry_at_us (FechoSession *self);
int                  fecho_session_get_last_code   (FechoSession *self);
gboolean             fecho_session_get_lacks_secret (FechoSession *self);
/* Of its connection; FECHO_UNKNOWN where there is none or it is not measured. */
gint64               fecho_session_get_rtt_us      (FechoSession *self);
/* Counted: each TRUE is to be followed by one FALSE. Only between them there are signals of messages. */
void                 fecho_session_watch_messages  (FechoSession *self,
                                                    gboolean      watch);
/* While it is open; else nothing is sent. Text is UTF-8. */
void                 fecho_session_send_text       (FechoSession *self,
                                                    const char   *text);
void                 fecho_session_send_binary     (FechoSession *self,
                                                    GBytes       *payload);
/* Commands; they do nothing where another run watches it. Pause closes with 1000 by the user. */
void                 fecho_session_pause           (FechoSession *self);
void                 fecho_session_resume          (FechoSession *self);
void                 fecho_session_reconnect_now   (FechoSession *self);
gboolean             fecho_session_close           (FechoSession *self,
                                                    guint16       code,
                                                    const char   *reason,
                                                    GError      **error);

G_END_DECLS
