/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-exchange.h"

#include "fecho-answers.h"
#include "fecho-monitor-private.h"

typedef struct
{
  FechoExportCount count;
  FechoAnswers answers;
} Counting;

static void
counting_free (Counting *self)
{
  fecho_answers_clear (&self->answers);
  g_free (self);
}

static void
count_answer (GTask  *task,
              GError *error)
{
  Counting *self = g_task_get_task_data (task);

  if (fecho_answers_take (&self->answers, task, error))
    g_task_return_boolean (task, TRUE);
}

static void
closes_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Counting *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->count.n_closes = fecho_store_count_finish (FECHO_STORE (object), result, &error);
  count_answer (task, error);
}

static void
attempts_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Counting *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->count.n_attempts = fecho_store_count_finish (FECHO_STORE (object), result, &error);
  count_answer (task, error);
}

static void
sessions_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Counting *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) cells = fecho_store_session_codes_finish (FECHO_STORE (object), result, &error);

  for (guint i = 0; cells != NULL && i < cells->len; i++)
    g_hash_table_add (ids, g_array_index (cells, FechoSessionCode, i).session_id);
  self->count.n_sessions = g_hash_table_size (ids);
  count_answer (task, error);
}

static void
ask_kind (GTask               *task,
          FechoStore          *store,
          const FechoFilter   *filter,
          FechoKinds           kind,
          GAsyncReadyCallback  callback)
{
  g_autoptr(FechoFilter) of_kind = fecho_filter_copy (filter);

  of_kind->kinds = kind;
  fecho_store_count_async (store, of_kind, g_task_get_cancellable (task), callback,
                           g_object_ref (task));
}

void
fecho_exchange_count_async (FechoMonitor        *monitor,
                            const FechoFilter   *filter,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  FechoStore *store;
  g_autoptr(GTask) task = NULL;
  Counting *self;

  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (filter != NULL);

  store = fecho_monitor_get_store (monitor);
  self = g_new0 (Counting, 1);
  self->answers.n_waiting = 3;
  task = g_task_new (monitor, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_exchange_count_async);
  g_task_set_task_data (task, self, (GDestroyNotify)counting_free);
  ask_kind (task, store, filter, FECHO_KINDS_CLOSES, closes_cb);
  ask_kind (task, store, filter, FECHO_KINDS_ATTEMPTS, attempts_cb);
  fecho_store_session_codes_async (store, filter, cancellable, sessions_cb, g_object_ref (task));
}

gboolean
fecho_exchange_count_finish (GAsyncResult      *result,
                             FechoExportCount  *ret_count,
                             GError           **error)
{
  GTask *task = G_TASK (result);

  g_return_val_if_fail (g_task_get_source_tag (task) == fecho_exchange_count_async, FALSE);

  if (!g_task_propagate_boolean (task, error))
    return FALSE;

  *ret_count = ((Counting *)g_task_get_task_data (task))->count;

  return TRUE;
}
