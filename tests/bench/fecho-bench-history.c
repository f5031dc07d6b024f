/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-bench-history.h"

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

FechoMonitor *
fecho_bench_open_history (const char        *path,
                          FechoMonitorFlags  flags)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  FechoMonitor *monitor;

  fecho_monitor_open_async (path, flags, NULL, keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  monitor = fecho_monitor_open_finish (result, &error);
  if (monitor == NULL)
    g_error ("%s: %s", path, error->message);

  return monitor;
}
