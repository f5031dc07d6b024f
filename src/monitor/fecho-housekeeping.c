/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-housekeeping.h"

#include "fecho-clock.h"
#include "fecho-monitor-private.h"

void
fecho_housekeeping_check_async (FechoMonitor        *monitor,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (FECHO_IS_MONITOR (monitor));

  fecho_store_check_async (fecho_monitor_get_store (monitor), cancellable, callback, user_data);
}

char **
fecho_housekeeping_check_finish (FechoMonitor  *monitor,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), NULL);

  return fecho_store_check_finish (fecho_monitor_get_store (monitor), result, error);
}

void
fecho_housekeeping_count_unindexed_async (FechoMonitor        *monitor,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data)
{
  g_return_if_fail (FECHO_IS_MONITOR (monitor));

  fecho_store_count_unindexed_async (fecho_monitor_get_store (monitor), cancellable, callback,
                                     user_data);
}

gint64
fecho_housekeeping_count_unindexed_finish (FechoMonitor  *monitor,
                                           GAsyncResult  *result,
                                           GError       **error)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), -1);

  return fecho_store_count_unindexed_finish (fecho_monitor_get_store (monitor), result, error);
}

guint64
fecho_housekeeping_get_n_unindexed (FechoMonitor *monitor)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), 0);

  return fecho_store_get_n_unindexed (fecho_monitor_get_store (monitor));
}

void
fecho_housekeeping_delete_history_async (FechoMonitor *monitor,
                                         const char *const *sessions,
                                         void (*progress)(double fraction,
                                                          gpointer data),
                                         gpointer progress_data,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (sessions != NULL);

  fecho_store_delete_history_async (fecho_monitor_get_store (monitor), sessions, progress,
                                    progress_data, cancellable, callback, user_data);
}

gint64
fecho_housekeeping_delete_history_finish (FechoMonitor  *monitor,
                                          GAsyncResult  *result,
                                          GError       **error)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), -1);

  return fecho_store_delete_history_finish (fecho_monitor_get_store (monitor), result, error);
}

void
fecho_housekeeping_prune_async (FechoMonitor        *monitor,
                                guint                days,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  gint64 before_us = fecho_clock_wall_us () - days * G_TIME_SPAN_DAY;

  g_return_if_fail (FECHO_IS_MONITOR (monitor));

  fecho_store_prune_async (fecho_monitor_get_store (monitor), before_us, 0, TRUE, cancellable,
                           callback, user_data);
}

gint64
fecho_housekeeping_prune_finish (FechoMonitor  *monitor,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), -1);

  return fecho_store_prune_finish (fecho_monitor_get_store (monitor), result, error);
}
