/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-slices.h"

/* Of a turn, which may have 8 ms, as others work in it as well. */
#define TURN_US 3000

typedef struct
{
  GTask *task;
  GPtrArray *items;
  guint per_slice;
  FechoSlicesFunc func;
  guint n_done;
} Slices;

static void
slices_free (gpointer data)
{
  Slices *self = data;

  g_object_unref (self->task);
  g_ptr_array_unref (self->items);
  g_free (self);
}

static void
do_slice (Slices *self)
{
  const guint first = self->n_done;

  self->n_done = MIN (first + self->per_slice, self->items->len);
  self->func (g_task_get_source_object (self->task), self->items, first, self->n_done,
              g_task_get_task_data (self->task));
}

static gboolean
turn_cb (gpointer data)
{
  Slices *self = data;
  gint64 end_us = g_get_monotonic_time () + TURN_US;

  do
    {
      if (g_task_return_error_if_cancelled (self->task))
        return G_SOURCE_REMOVE;
      if (self->n_done == self->items->len)
        {
          g_task_return_boolean (self->task, TRUE);
          return G_SOURCE_REMOVE;
        }
      do_slice (self);
    }
  while (g_get_monotonic_time () < end_us);

  return G_SOURCE_CONTINUE;
}

void
fecho_slices_run (GTask           *task,
                  GPtrArray       *items,
                  guint            per_slice,
                  FechoSlicesFunc  func)
{
  Slices *self;

  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (items != NULL);
  g_return_if_fail (per_slice > 0);
  g_return_if_fail (func != NULL);

  self = g_new0 (Slices, 1);
  self->task = task;
  self->items = g_ptr_array_ref (items);
  self->per_slice = per_slice;
  self->func = func;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, turn_cb, self, slices_free);
}
