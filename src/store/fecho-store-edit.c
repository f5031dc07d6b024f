/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-store-private.h"

#include "fecho-import.h"

/* What a person asks the writer for: done after what was recorded before, answered when it is
 * durable. */

/* -- a fault */

void
fecho_store_retry_async (FechoStore          *self,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (FECHO_IS_STORE (self));

  task = fecho_store_new_task (self, fecho_store_retry_async, NULL, NULL, NULL, callback,
                               user_data);
  /* What does not write has nothing to try again. */
  if (self->writer == NULL)
    g_task_return_boolean (task, TRUE);
  else
    fecho_writer_retry (self->writer, g_steal_pointer (&task));
}

gboolean
fecho_store_retry_finish (FechoStore    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return fecho_store_finish_done (self, result, fecho_store_retry_async, error);
}

/* -- marks */

typedef struct
{
  GArray *ids;
  gboolean marked;
} MarkRequest;

static void
mark_request_free (gpointer data)
{
  MarkRequest *request = data;

  g_array_unref (request->ids);
  g_free (request);
}

static gboolean
mark_all (FechoBatch         *batch,
          const MarkRequest  *request,
          GError            **error)
{
  gboolean good;

  if (!fecho_batch_begin (batch, error))
    return FALSE;
  good = TRUE;
  for (guint i = 0; good && i < request->ids->len; i++)
    good = fecho_batch_mark (batch, g_array_index (request->ids, gint64, i), request->marked,
                             error);
  if (!good)
    fecho_batch_rollback (batch);

  return good && fecho_batch_commit (batch, error);
}

static void
mark_on_writer (FechoWriter *writer,
                FechoBatch  *batch,
                GTask       *task)
{
  GError *error = NULL;

  (void)mark_all (batch, g_task_get_task_data (task), &error); /* the error says it */
  fecho_post_done (task, error);
}

void
fecho_store_mark_async (FechoStore          *self,
                        GArray              *ids,
                        gboolean             marked,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  MarkRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (ids != NULL);

  request = g_new0 (MarkRequest, 1);
  request->ids = g_array_copy (ids);
  request->marked = marked;
  task = fecho_store_new_task (self, fecho_store_mark_async, request, mark_request_free, NULL,
                               callback, user_data);
  fecho_store_push_to_writer (self, g_steal_pointer (&task), mark_on_writer);
}

gboolean
fecho_store_mark_finish (FechoStore    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return fecho_store_finish_done (self, result, fecho_store_mark_async, error);
}

/* -- origins */

static gboolean
judge_all (FechoBatch    *batch,
           const GArray  *verdicts,
           GError       **error)
{
  gboolean good;

  if (!fecho_batch_begin (batch, error))
    return FALSE;
  good = TRUE;
  for (guint i = 0; good && i < verdicts->len; i++)
    good = fecho_batch_judge (batch, &g_array_index (verdicts, FechoVerdict, i), error);
  good = good && fecho_batch_mark_judged (batch, error);
  if (!good)
    fecho_batch_rollback (batch);

  return good && fecho_batch_commit (batch, error);
}

static void
judge_on_writer (FechoWriter *writer,
                 FechoBatch  *batch,
                 GTask       *task)
{
  GError *error = NULL;

  (void)judge_all (batch, g_task_get_task_data (task), &error); /* the error says it */
  fecho_post_done (task, error);
}

void
fecho_store_judge_async (FechoStore          *self,
                         GArray              *verdicts,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GArray *copy;
  GTask *task;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (verdicts != NULL);

  copy = fecho_verdict_new_array ();
  for (guint i = 0; i < verdicts->len; i++)
    fecho_verdict_append_copy (copy, &g_array_index (verdicts, FechoVerdict, i));
  task = fecho_store_new_task (self, fecho_store_judge_async, copy, (GDestroyNotify)g_array_unref,
                               NULL, callback, user_data);
  fecho_store_push_to_writer (self, task, judge_on_writer);
}

gboolean
fecho_store_judge_finish (FechoStore    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return fecho_store_finish_done (self, result, fecho_store_judge_async, error);
}

/* -- import */

static void
import_on_writer (FechoWriter *writer,
                  FechoBatch  *batch,
                  GTask       *task)
{
  GError *error = NULL;
  gint64 n_added = 0;

  if (fecho_import_events (batch, g_task_get_task_data (task), &n_added, &error) && n_added > 0)
    fecho_writer_announce (writer);
  fecho_post_int (task, n_added, error);
}

static gpointer
ref_event (gconstpointer event,
           gpointer      user_data)
{
  return fecho_close_event_ref ((FechoCloseEvent *)event);
}

void
fecho_store_import_async (FechoStore          *self,
                          GPtrArray           *events,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GPtrArray *copy;
  GTask *task;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (events != NULL);

  copy = g_ptr_array_copy (events, ref_event, NULL);
  g_ptr_array_set_free_func (copy, (GDestroyNotify)fecho_close_event_unref);
  task = fecho_store_new_task (self, fecho_store_import_async, copy,
                               (GDestroyNotify)g_ptr_array_unref,
                               cancellable, callback, user_data);
  fecho_store_push_to_writer (self, task, import_on_writer);
}

gint64
fecho_store_import_finish (FechoStore    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return fecho_store_finish_int (self, result, fecho_store_import_async, error);
}
