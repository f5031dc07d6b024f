/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-close-event.h"
#include "fecho-endpoint.h"
#include "fecho-filter.h"
#include "fecho-session.h"

G_BEGIN_DECLS

/* The application's one model object: owns the history, the engine and the sessions. Main thread. */
#define FECHO_TYPE_MONITOR (fecho_monitor_get_type ())
G_DECLARE_FINAL_TYPE (FechoMonitor, fecho_monitor, FECHO, MONITOR, GObject)

/* Signals:
 *   committed (GPtrArray *events): after each commit, at most once per turn of the main loop; empty
 *     where another run committed, events were removed, or origins were found;
 *   marked (GArray *ids, gboolean marked): gint64 ids of events that a person marked, or no longer;
 *   state-changed (FechoSession *session): of one of the sessions, also of one that was removed and
 *     still closes: one handler for all, where each "notify::state" costs every session memory;
 *   damage-mended (): summaries of the history were damaged and are made anew from its events,
 *     nothing is lost; once at most.
 * Properties:
 *   "sessions" (GListModel of FechoSession, in order), "n-open" (guint), "fault" (GError, boxed: why
 *   closes cannot be saved now, NULL when all is well), "n-waiting", "n-dropped" (guint64),
 *   "secrets-fault" (GError, boxed: why secrets cannot be kept or read, NULL when all is well). */

/* path NULL: the application's own history. watch FALSE: only reading and editing. With
 * watch_stored the stored sessions are watched too, unless another run does: then
 * FECHO_ERROR_IN_USE where require_stored is set, else they are shown (FECHO_SESSION_ELSEWHERE) and
 * taken over when that run ends. */
typedef enum
{
  FECHO_MONITOR_READ           = 0,
  FECHO_MONITOR_EDIT           = 1 << 0,
  FECHO_MONITOR_WATCH          = 1 << 1,
  FECHO_MONITOR_WATCH_STORED   = 1 << 2,
  FECHO_MONITOR_REQUIRE_STORED = 1 << 3,
  FECHO_MONITOR_NOT_THE_HOST   = 1 << 4, /* what this computer does is told by another: the demo */
} FechoMonitorFlags;

void          fecho_monitor_open_async       (const char           *path,
                                              FechoMonitorFlags     flags,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
FechoMonitor *fecho_monitor_open_finish      (GAsyncResult         *result,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Closes every connection with 1001, records it, closes the history; at most about 2 s and the
 * last commit. Fails where events could not be written. */
void          fecho_monitor_close_async      (FechoMonitor         *self,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean      fecho_monitor_close_finish     (FechoMonitor         *self,
                                              GAsyncResult         *result,
                                              GError              **error);
/* ~/.local/share/fecho/history.db, made of XDG_DATA_HOME. Free it. */
char         *fecho_monitor_dup_default_path (void);
const char   *fecho_monitor_get_path         (FechoMonitor         *self);

GListModel   *fecho_monitor_get_sessions     (FechoMonitor         *self);
/* The ids of all of them, in their order: the same list until they change. */
FechoIdList  *fecho_monitor_get_session_ids  (FechoMonitor         *self);
guint         fecho_monitor_get_n_open       (FechoMonitor         *self);
FechoSession *fecho_monitor_find_session     (FechoMonitor         *self,
                                              const char           *id_or_name);
/* Adds it at the end of its group and, unless it is paused, starts it. */
FechoSession *fecho_monitor_add_session      (FechoMonitor         *self,
                                              const FechoEndpoint  *endpoint);
/* The same for many FechoEndpoint: who looks at the list sees one change. Of thousands, while a
 * window is to answer, fecho_session_intake_async() adds some at a time. */
void          fecho_monitor_add_sessions     (FechoMonitor         *self,
                                              GPtrArray            *endpoints);
/* The same for this run only: they are not in the list of stored sessions, their history stays. */
void          fecho_monitor_add_guest        (FechoMonitor         *self,
                                              const FechoEndpoint  *endpoint);
void          fecho_monitor_add_guests       (FechoMonitor         *self,
                                              GPtrArray            *endpoints);
/* Closes it (1000, user) and takes it off the list; its history stays. */
void          fecho_monitor_remove_session   (FechoMonitor         *self,
                                              FechoSession         *session);
void          fecho_monitor_remove_sessions  (FechoMonitor         *self,
                                              GPtrArray            *sessions);
/* The same session with other options: closes the connection and starts anew. */
void          fecho_monitor_edit_session     (FechoMonitor         *self,
                                              FechoSession         *session,
                                              const FechoEndpoint  *endpoint);
/* Which dictionary explains its codes from now on: an id, FECHO_DICTIONARY_NONE, or NULL for what
 * fits. The connection goes on. */
void          fecho_monitor_choose_dictionary (FechoMonitor        *self,
                                              FechoSession         *session,
                                              const char           *chosen);
/* Puts it into group (NULL: none) before another one of it, NULL: at its end. The connection
 * goes on. */
void          fecho_monitor_move_session     (FechoMonitor         *self,
                                              FechoSession         *session,
                                              const char           *group,
                                              FechoSession         *before);
/* Puts back what remove took off: FechoEndpoint, each with the position that it had before, rising. */
void          fecho_monitor_restore_sessions (FechoMonitor         *self,
                                              GPtrArray            *endpoints,
                                              const guint          *positions);
const GError *fecho_monitor_get_fault        (FechoMonitor         *self);
guint64       fecho_monitor_get_n_waiting    (FechoMonitor         *self);
guint64       fecho_monitor_get_n_dropped    (FechoMonitor         *self);
const GError *fecho_monitor_get_secrets_fault (FechoMonitor        *self);

/* Tries to save now what waits. Fails with the fault that is still there. */
void          fecho_monitor_retry_saving_async  (FechoMonitor       *self,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean      fecho_monitor_retry_saving_finish (FechoMonitor       *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* ids: gint64. */
void          fecho_monitor_mark_async       (FechoMonitor         *self,
                                              GArray               *ids,
                                              gboolean              marked,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean      fecho_monitor_mark_finish      (FechoMonitor         *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
