/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Care of the history behind a monitor. Main thread; none of these waits. */

/* Looks through the whole file for damage; what is wrong, line by line, nothing where all is well. */
void     fecho_housekeeping_check_async  (FechoMonitor         *monitor,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
char   **fecho_housekeeping_check_finish (FechoMonitor         *monitor,
                                          GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* How many events of the history have a reason that is kept but not indexed, because their session
 * had sent too many different ones: they are found, but slowly. -1 on error. */
void     fecho_housekeeping_count_unindexed_async  (FechoMonitor       *monitor,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gint64   fecho_housekeeping_count_unindexed_finish (FechoMonitor       *monitor,
                                          GAsyncResult         *result,
                                          GError              **error);
/* Those of this run of the program alone; at once. */
guint64  fecho_housekeeping_get_n_unindexed (FechoMonitor      *monitor);
/* Removes all that was recorded of sessions (UUIDs) until now, for ever: their closes and failed
 * attempts, in every count and chart. The sessions stay and are watched as before. Cancelled, what
 * is gone is gone, and the rest is right. progress (may be NULL) is told how much is done, 0 to
 * 1, on the main context and before the answer. */
void     fecho_housekeeping_delete_history_async  (FechoMonitor         *monitor,
                                          const char * const   *sessions,
                                          void                (*progress) (double   fraction,
                                                                           gpointer data),
                                          gpointer              progress_data,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/* How many closes and attempts were removed, -1 on error. */
gint64   fecho_housekeeping_delete_history_finish (FechoMonitor         *monitor,
                                          GAsyncResult         *result,
                                          GError              **error);
/* Removes the events that are older than so many days; charts go on counting them. */
void     fecho_housekeeping_prune_async  (FechoMonitor         *monitor,
                                          guint                 days,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/* How many were removed, -1 on error. */
gint64   fecho_housekeeping_prune_finish (FechoMonitor         *monitor,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
