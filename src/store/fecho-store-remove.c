/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-store-private.h"

#include "fecho-forget.h"
#include "fecho-retention.h"
#include "fecho-text-garbage.h"

/* What removes events. Each goes to the end of the writer's queue between two steps, so that what
 * is recorded never waits for it. */

/* -- retention */

typedef struct
{
  gint64 before_us;
  gint64 max_events;
  gboolean keep_counts;
  gint64 last_id;               /* FECHO_UNKNOWN until it was looked for */
  gint64 n_removed;
  FechoTextGarbage *garbage;
} PruneRequest;

static void
prune_request_free (gpointer data)
{
  PruneRequest *request = data;

  fecho_text_garbage_free (request->garbage);
  g_free (request);
}

/* One step; *ret_more says whether there is another. */
static gboolean
prune_some (FechoBatch    *batch,
            FechoDb       *db,
            PruneRequest  *request,
            gboolean      *ret_more,
            GError       **error)
{
  gint64 n;

  if (request->last_id < 0 &&
      !fecho_retention_find_last (db, request->before_us, request->max_events, &request->last_id,
                                  error))
    return FALSE;
  if (!fecho_retention_remove_some (batch, db, request->last_id, request->keep_counts, &n, ret_more,
                                    error))
    return FALSE;
  request->n_removed += n;
  if (!*ret_more && request->n_removed > 0 &&
      !fecho_text_garbage_remove_some (request->garbage, batch, ret_more, error))
    return FALSE;

  return *ret_more || fecho_retention_shrink_some (db, ret_more, error);
}

static void
prune_on_writer (FechoWriter *writer,
                 FechoBatch  *batch,
                 GTask       *task)
{
  PruneRequest *request = g_task_get_task_data (task);
  gboolean more = FALSE;
  GError *error = NULL;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error) &&
      prune_some (batch, fecho_batch_get_db (batch), request, &more, &error) && more)
    {
      fecho_writer_push_task (writer, task, prune_on_writer);
      return;
    }
  if (request->n_removed > 0)
    fecho_writer_announce (writer);
  fecho_post_int (task, request->n_removed, error);
}

void
fecho_store_prune_async (FechoStore          *self,
                         gint64               before_us,
                         gint64               max_events,
                         gboolean             keep_counts,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  PruneRequest *request;
  GTask *task;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (max_events >= 0);

  request = g_new0 (PruneRequest, 1);
  request->before_us = before_us;
  request->max_events = max_events;
  request->keep_counts = keep_counts;
  request->last_id = FECHO_UNKNOWN;
  request->garbage = fecho_text_garbage_new ();
  task = fecho_store_new_task (self, fecho_store_prune_async, request, prune_request_free,
                               cancellable, callback, user_data);
  fecho_store_push_to_writer (self, task, prune_on_writer);
}

gint64
fecho_store_prune_finish (FechoStore    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return fecho_store_finish_int (self, result, fecho_store_prune_async, error);
}

/* -- the history of sessions */

typedef struct
{
  char **sessions;              /* UUIDs */
  guint n_sessions;
  guint n_forgotten;
  FechoForget *forget;          /* NULL before the first, and after the last */
  gint64 n_removed;
  FechoTextGarbage *garbage;
  FechoProgressFunc progress;
  gpointer progress_data;
} DeleteRequest;

static void
delete_request_free (gpointer data)
{
  DeleteRequest *request = data;

  g_clear_pointer (&request->forget, fecho_forget_free);
  g_strfreev (request->sessions);
  fecho_text_garbage_free (request->garbage);
  g_free (request);
}

static gboolean
forget_some (FechoBatch     *batch,
             DeleteRequest  *request,
             GError        **error)
{
  gboolean more;
  gint64 n;

  if (request->forget == NULL)
    request->forget = fecho_forget_new (request->sessions[request->n_forgotten]);
  if (!fecho_forget_remove_some (request->forget, batch, &n, &more, error))
    return FALSE;
  request->n_removed += n;
  if (more)
    return TRUE;
  g_clear_pointer (&request->forget, fecho_forget_free);
  request->n_forgotten++;

  return TRUE;
}

/* One step; *ret_more says whether there is another. */
static gboolean
delete_some (FechoBatch     *batch,
             DeleteRequest  *request,
             gboolean       *ret_more,
             GError        **error)
{
  *ret_more = TRUE;
  if (request->n_forgotten < request->n_sessions)
    return forget_some (batch, request, error);
  *ret_more = FALSE;
  if (request->n_removed > 0 &&
      !fecho_text_garbage_remove_some (request->garbage, batch, ret_more, error))
    return FALSE;

  return *ret_more || fecho_retention_shrink_some (fecho_batch_get_db (batch), ret_more, error);
}

/* What comes after the events is not much. */
static double
get_fraction (const DeleteRequest *request)
{
  double of_one = request->forget != NULL ? fecho_forget_get_fraction (request->forget) : 0;

  return (request->n_forgotten + of_one) / MAX (request->n_sessions, 1);
}

static void
delete_on_writer (FechoWriter *writer,
                  FechoBatch  *batch,
                  GTask       *task)
{
  DeleteRequest *request = g_task_get_task_data (task);
  gboolean more = FALSE;
  GError *error = NULL;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error) &&
      delete_some (batch, request, &more, &error) && more)
    {
      fecho_store_tell_progress (task, request->progress, request->progress_data,
                                 get_fraction (request));
      fecho_writer_push_task (writer, task, delete_on_writer);
      return;
    }
  if (request->n_removed > 0)
    fecho_writer_announce (writer);
  fecho_post_int (task, request->n_removed, error);
}

void
fecho_store_delete_history_async (FechoStore          *self,
                                  const char *const   *sessions,
                                  FechoProgressFunc    progress,
                                  gpointer             progress_data,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  DeleteRequest *request;
  GTask *task;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (sessions != NULL);

  request = g_new0 (DeleteRequest, 1);
  request->sessions = g_strdupv ((char **)sessions);
  request->n_sessions = g_strv_length (request->sessions);
  request->garbage = fecho_text_garbage_new ();
  request->progress = progress;
  request->progress_data = progress_data;
  task = fecho_store_new_task (self, fecho_store_delete_history_async, request,
                               delete_request_free, cancellable, callback, user_data);
  fecho_store_push_to_writer (self, task, delete_on_writer);
}

gint64
fecho_store_delete_history_finish (FechoStore    *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return fecho_store_finish_int (self, result, fecho_store_delete_history_async, error);
}
