/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-taking.h"

#include "fecho-monitor-private.h"
#include "fecho-slices.h"

/* So many are told of in one change of the list. */
#define PER_SLICE 16

static void
take_some (gpointer   source,
           GPtrArray *endpoints,
           guint      first,
           guint      end,
           gpointer   data)
{
  FechoRoster *roster = fecho_monitor_get_roster (source);
  FechoTakingFlags flags = GPOINTER_TO_UINT (data);

  if (flags & FECHO_TAKING_OVER)
    fecho_roster_take_over (roster, endpoints, first, end);
  fecho_roster_take_missing (roster, endpoints, first, end, (flags & FECHO_TAKING_WATCHED) != 0);
}

void
fecho_session_taking_async (FechoMonitor        *monitor,
                            GPtrArray           *endpoints,
                            FechoTakingFlags     flags,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (endpoints != NULL);

  task = g_task_new (monitor, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_session_taking_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (flags), NULL);
  fecho_slices_run (task, endpoints, PER_SLICE, take_some);
}

gboolean
fecho_session_taking_finish (FechoMonitor  *monitor,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, monitor), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
