/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-monitor-private.h"

const GError *
fecho_monitor_get_fault (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return fecho_store_get_fault (fecho_monitor_get_store (self));
}

static void
retried_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (fecho_store_retry_finish (FECHO_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
fecho_monitor_retry_saving_async (FechoMonitor        *self,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (FECHO_IS_MONITOR (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fecho_monitor_retry_saving_async);
  fecho_store_retry_async (fecho_monitor_get_store (self), retried_cb, task);
}

gboolean
fecho_monitor_retry_saving_finish (FechoMonitor  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

guint64
fecho_monitor_get_n_waiting (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), 0);

  return fecho_store_get_n_waiting (fecho_monitor_get_store (self));
}

guint64
fecho_monitor_get_n_dropped (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), 0);

  return fecho_store_get_n_dropped (fecho_monitor_get_store (self));
}

typedef struct
{
  GArray *ids;
  gboolean marked;
} Marking;

static void
marking_free (gpointer data)
{
  Marking *marking = data;

  g_array_unref (marking->ids);
  g_free (marking);
}

static void
marked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  const Marking *marking = g_task_get_task_data (task);
  GError *error = NULL;

  if (!fecho_store_mark_finish (FECHO_STORE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_signal_emit_by_name (g_task_get_source_object (task), "marked", marking->ids, marking->marked);
  g_task_return_boolean (task, TRUE);
}

void
fecho_monitor_mark_async (FechoMonitor        *self,
                          GArray              *ids,
                          gboolean             marked,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Marking *marking = g_new0 (Marking, 1);

  g_task_set_source_tag (task, fecho_monitor_mark_async);
  marking->ids = g_array_copy (ids);
  marking->marked = marked;
  g_task_set_task_data (task, marking, marking_free);
  fecho_store_mark_async (fecho_monitor_get_store (self), ids, marked, marked_cb, task);
}

gboolean
fecho_monitor_mark_finish (FechoMonitor  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
