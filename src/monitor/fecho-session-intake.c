/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-intake.h"

#include "fecho-slices.h"

/* So many are told of in one change of the list. */
#define PER_SLICE 8

typedef struct
{
  GPtrArray *endpoints;
  guint n_added;
} Intake;

static void
intake_free (gpointer data)
{
  Intake *self = data;

  g_ptr_array_unref (self->endpoints);
  g_free (self);
}

static gboolean
add_some (gpointer source,
          gpointer data)
{
  Intake *self = data;
  g_autoptr(GPtrArray) some = g_ptr_array_new ();
  const guint end = MIN (self->n_added + PER_SLICE, self->endpoints->len);

  for (; self->n_added < end; self->n_added++)
    g_ptr_array_add (some, self->endpoints->pdata[self->n_added]);
  if (some->len > 0)
    fecho_monitor_add_sessions (source, some);

  return self->n_added < self->endpoints->len;
}

void
fecho_session_intake_async (FechoMonitor        *monitor,
                            GPtrArray           *endpoints,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;
  Intake *self;

  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (endpoints != NULL);

  self = g_new0 (Intake, 1);
  self->endpoints = g_ptr_array_ref (endpoints);
  task = g_task_new (monitor, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_session_intake_async);
  g_task_set_task_data (task, self, intake_free);
  fecho_slices_run (task, add_some);
}

gboolean
fecho_session_intake_finish (FechoMonitor  *monitor,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, monitor), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
