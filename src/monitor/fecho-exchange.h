/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-export.h"
#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Writes the events of a filter, oldest first. path NULL: standard output. A file is written
 * beside its name and renamed when it is complete; without replace an existing file is
 * FECHO_ERROR_EXISTS and left alone. What a report needs is gathered: options->report is not
 * looked at. progress (0 to 1) comes on the main context. */
void   fecho_exchange_export_async  (FechoMonitor              *monitor,
                                     const FechoFilter         *filter,
                                     const FechoExportOptions  *options,
                                     const char                *path,
                                     gboolean                   replace,
                                     void                     (*progress) (double   fraction,
                                                                           gpointer data),
                                     gpointer                   progress_data,
                                     GCancellable              *cancellable,
                                     GAsyncReadyCallback        callback,
                                     gpointer                   user_data);
/* The number of events written, -1 on error. */
gint64 fecho_exchange_export_finish (GAsyncResult              *result,
                                     GError                   **error);

/* What an export would write: both kinds, whichever the filter asks for, and the sessions of those
 * that it asks for. */
typedef struct
{
  gint64 n_closes;
  gint64 n_attempts;
  guint  n_sessions;
} FechoExportCount;

void     fecho_exchange_count_async  (FechoMonitor         *monitor,
                                      const FechoFilter    *filter,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean fecho_exchange_count_finish (GAsyncResult         *result,
                                      FechoExportCount     *ret_count,
                                      GError              **error);

/* Calls func for each event of the filter, oldest first, on a job thread. */
typedef gboolean (*FechoRecordFunc) (const FechoCloseRecord    *record,
                                     gpointer                   data,
                                     GError                   **error);

void   fecho_exchange_walk_async    (FechoMonitor              *monitor,
                                     const FechoFilter         *filter,
                                     FechoRecordFunc            func,
                                     gpointer                   func_data,
                                     GCancellable              *cancellable,
                                     GAsyncReadyCallback        callback,
                                     gpointer                   user_data);
gint64 fecho_exchange_walk_finish   (FechoMonitor              *monitor,
                                     GAsyncResult              *result,
                                     GError                   **error);

/* A whole copy of the history as SQLite, whatever else was asked. progress as above, or NULL. */
void   fecho_exchange_copy_async    (FechoMonitor              *monitor,
                                     const char                *path,
                                     gboolean                   replace,
                                     void                     (*progress) (double   fraction,
                                                                           gpointer data),
                                     gpointer                   progress_data,
                                     GCancellable              *cancellable,
                                     GAsyncReadyCallback        callback,
                                     gpointer                   user_data);
gboolean fecho_exchange_copy_finish (GAsyncResult              *result,
                                     GError                   **error);

typedef enum
{
  FECHO_IMPORTED_EVENTS,
  FECHO_IMPORTED_SESSIONS,
  FECHO_IMPORTED_HAR,
} FechoImportedKind;

/* What a file held, and what of it was new here. */
typedef struct
{
  FechoImportedKind kind;
  gint64            n_events;
  gint64            n_new_events;
  guint             n_sessions;
  guint             n_new_sessions;
  guint             n_connections; /* of a HAR, which says how none of them ended; else 0 */
} FechoImported;

/* Takes in events (Fecho's JSON Lines or JSON), a list of sessions, or the WebSockets of a HAR;
 * which of them it is, the file tells. Nothing is doubled. Sessions of events and of a HAR are
 * paused at first. A file with a fault changes nothing: FECHO_ERROR_INVALID (or that of an
 * address) says where it is and what. progress (0 to 1) comes on the main context. */
void     fecho_exchange_import_async         (FechoMonitor         *monitor,
                                              const char           *path,
                                              void                (*progress) (double   fraction,
                                                                               gpointer data),
                                              gpointer              progress_data,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean fecho_exchange_import_finish        (GAsyncResult         *result,
                                              FechoImported        *ret_imported,
                                              GError              **error);

/* Writes the list of sessions, without their secrets. sessions: strv of UUIDs, NULL: all. path
 * and replace as above; NULL: standard output. */
void     fecho_exchange_save_sessions_async  (FechoMonitor         *monitor,
                                              const char * const   *sessions,
                                              const char           *path,
                                              gboolean              replace,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* The number of sessions written, -1 on error. */
gint64   fecho_exchange_save_sessions_finish (GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
