/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-intake.h"

#include "fecho-slices.h"

/* So many are told of in one change of the list. */
#define PER_SLICE 8

static void
add_some (gpointer   source,
          GPtrArray *endpoints,
          guint      first,
          guint      end,
          gpointer   data)
{
  g_autoptr(GPtrArray) some = g_ptr_array_new ();

  for (guint i = first; i < end; i++)
    g_ptr_array_add (some, endpoints->pdata[i]);
  fecho_monitor_add_sessions (source, some);
}

void
fecho_session_intake_async (FechoMonitor        *monitor,
                            GPtrArray           *endpoints,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (endpoints != NULL);

  task = g_task_new (monitor, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_session_intake_async);
  fecho_slices_run (task, endpoints, PER_SLICE, add_some);
}

gboolean
fecho_session_intake_finish (FechoMonitor  *monitor,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, monitor), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
