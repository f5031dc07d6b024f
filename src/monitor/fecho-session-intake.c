/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-intake.h"

/* To add one takes some 50 µs, with all who list it; of the first two hundred a list that shows
 * them makes rows, which takes longer. */
#define MIN_PER_TURN 8
#define MAX_PER_TURN 64

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

static void
add_some (FechoMonitor *monitor,
          Intake       *self)
{
  g_autoptr(GPtrArray) some = g_ptr_array_new ();
  const guint n = CLAMP (self->n_added / 8, MIN_PER_TURN, MAX_PER_TURN);
  const guint end = MIN (self->n_added + n, self->endpoints->len);

  for (; self->n_added < end; self->n_added++)
    g_ptr_array_add (some, self->endpoints->pdata[self->n_added]);
  fecho_monitor_add_sessions (monitor, some);
}

static gboolean
turn_cb (gpointer data)
{
  GTask *task = data;
  Intake *self = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  if (self->n_added < self->endpoints->len)
    add_some (g_task_get_source_object (task), self);
  if (self->n_added < self->endpoints->len)
    return G_SOURCE_CONTINUE;

  g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
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
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, turn_cb, task, g_object_unref);
}

gboolean
fecho_session_intake_finish (FechoMonitor  *monitor,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, monitor), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
