/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-taking.h"

#include "fecho-monitor-private.h"
#include "fecho-slices.h"

/* So many are told of in one change of the list. */
#define PER_SLICE 16

typedef struct
{
  GPtrArray *endpoints;
  FechoTakingFlags flags;
  guint n_taken;
} Taking;

static void
taking_free (gpointer data)
{
  Taking *self = data;

  g_ptr_array_unref (self->endpoints);
  g_free (self);
}

static gboolean
take_some (gpointer source,
           gpointer data)
{
  Taking *self = data;
  FechoRoster *roster = fecho_monitor_get_roster (source);
  const guint first = self->n_taken;

  self->n_taken = MIN (first + PER_SLICE, self->endpoints->len);
  if (self->flags & FECHO_TAKING_OVER)
    fecho_roster_take_over (roster, self->endpoints, first, self->n_taken);
  fecho_roster_take_missing (roster, self->endpoints, first, self->n_taken,
                             (self->flags & FECHO_TAKING_WATCHED) != 0);

  return self->n_taken < self->endpoints->len;
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
  Taking *self;

  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (endpoints != NULL);

  self = g_new0 (Taking, 1);
  self->endpoints = g_ptr_array_ref (endpoints);
  self->flags = flags;
  task = g_task_new (monitor, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_session_taking_async);
  g_task_set_task_data (task, self, taking_free);
  fecho_slices_run (task, take_some);
}

gboolean
fecho_session_taking_finish (FechoMonitor  *monitor,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, monitor), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
