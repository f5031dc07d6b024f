/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-store-private.h"

#include "fecho-record.h"

/* What is sent elsewhere. A receiver's mark is a row of the table "progress"; that only one run
 * sends to it is held down by a lock beside the history. */

typedef struct
{
  char *receiver;
  char *run;                    /* UUID */
  gint64 last_id;
  guint limit;
} OutboxRequest;

static void
outbox_request_free (gpointer data)
{
  OutboxRequest *request = data;

  g_free (request->receiver);
  g_free (request->run);
  g_free (request);
}

static GTask *
new_task (FechoStore          *self,
          gpointer             tag,
          const char          *receiver,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  OutboxRequest *request = g_new0 (OutboxRequest, 1);

  request->receiver = g_strdup (receiver);
  request->run = g_strdup (self->run);

  return fecho_store_new_task (self, tag, request, outbox_request_free, cancellable, callback,
                               user_data);
}

void
fecho_outbox_page_free (FechoOutboxPage *self)
{
  g_ptr_array_unref (self->events);
  g_free (self);
}

/* -- writing */

/* Begins or moves the receiver's mark, in a transaction of its own. */
static gboolean
write_mark (FechoBatch           *batch,
            FechoSql              sql,
            const OutboxRequest  *request,
            GError              **error)
{
  g_autoptr(FechoStmt) stmt = NULL;

  if (!fecho_batch_begin (batch, error))
    return FALSE;
  stmt = fecho_stmt_get (fecho_batch_get_db (batch), sql, error);
  if (stmt != NULL)
    {
      fecho_stmt_bind_text (stmt, 1, request->receiver);
      if (sql == FECHO_SQL_OUTBOX_BEGIN)
        fecho_stmt_bind_text (stmt, 2, request->run);
      else
        fecho_stmt_bind_int (stmt, 2, request->last_id);
      if (fecho_stmt_run (stmt, error))
        return fecho_batch_commit (batch, error);
    }
  fecho_batch_rollback (batch);

  return FALSE;
}

static void
open_on_writer (FechoWriter *writer,
                FechoBatch  *batch,
                GTask       *task)
{
  const OutboxRequest *request = g_task_get_task_data (task);
  g_autofree char *path = g_strdup_printf ("%s-%s.lock",
                                           fecho_db_get_path (fecho_batch_get_db (batch)),
                                           request->receiver);
  GError *error = NULL;
  g_autoptr(FechoLock) lock = fecho_lock_take (path, &error);

  if (lock != NULL)
    (void)write_mark (batch, FECHO_SQL_OUTBOX_BEGIN, request, &error); /* the error says it */
  fecho_post_pointer (task, error == NULL ? g_steal_pointer (&lock) : NULL,
                      (GDestroyNotify)fecho_lock_free, error);
}

void
fecho_store_outbox_open_async (FechoStore          *self,
                               const char          *receiver,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (receiver != NULL);

  task = new_task (self, fecho_store_outbox_open_async, receiver, NULL, callback, user_data);
  fecho_store_push_to_writer (self, task, open_on_writer);
}

gboolean
fecho_store_outbox_open_finish (FechoStore    *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_clear_pointer (&self->outbox, fecho_lock_free);
  self->outbox = fecho_store_finish_pointer (self, result, fecho_store_outbox_open_async, error);

  return self->outbox != NULL;
}

static void
sent_on_writer (FechoWriter *writer,
                FechoBatch  *batch,
                GTask       *task)
{
  GError *error = NULL;

  (void)write_mark (batch, FECHO_SQL_OUTBOX_SENT, g_task_get_task_data (task),
                    &error); /* the error says it */
  fecho_post_done (task, error);
}

void
fecho_store_outbox_sent_async (FechoStore          *self,
                               const char          *receiver,
                               gint64               last_id,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;
  OutboxRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (receiver != NULL);

  task = new_task (self, fecho_store_outbox_sent_async, receiver, NULL, callback, user_data);
  request = g_task_get_task_data (task);
  request->last_id = last_id;
  fecho_store_push_to_writer (self, task, sent_on_writer);
}

gboolean
fecho_store_outbox_sent_finish (FechoStore    *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return fecho_store_finish_done (self, result, fecho_store_outbox_sent_async, error);
}

/* -- reading */

static FechoOutboxPage *
read_page (FechoDb              *db,
           const OutboxRequest  *request,
           GError              **error)
{
  g_autoptr(FechoOutboxPage) page = g_new0 (FechoOutboxPage, 1);
  g_autoptr(FechoNames) names = fecho_names_new (db);
  g_autoptr(FechoStmt) stmt = NULL;
  g_autoptr(GError) local = NULL;

  page->events = fecho_record_new_array ();
  stmt = fecho_stmt_get (db, FECHO_SQL_OUTBOX_NEXT, error);
  if (stmt == NULL)
    return NULL;
  fecho_stmt_bind_text (stmt, 1, request->receiver);
  fecho_stmt_bind_int (stmt, 2, request->limit);
  while (local == NULL && fecho_stmt_next (stmt, &local))
    {
      FechoCloseEvent *event;

      page->last_id = fecho_stmt_get_int (stmt, 0);
      event = fecho_record_get (db, names, page->last_id, &local);
      if (event != NULL)
        g_ptr_array_add (page->events, event);
    }
  if (local == NULL)
    return g_steal_pointer (&page);
  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static void
next_on_reader (FechoDb *db,
                GTask   *task)
{
  GError *error = NULL;
  FechoOutboxPage *page = read_page (db, g_task_get_task_data (task), &error);

  fecho_post_pointer (task, page, (GDestroyNotify)fecho_outbox_page_free, error);
}

void
fecho_store_outbox_next_async (FechoStore          *self,
                               const char          *receiver,
                               guint                limit,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;
  OutboxRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (receiver != NULL);

  task = new_task (self, fecho_store_outbox_next_async, receiver, cancellable, callback, user_data);
  request = g_task_get_task_data (task);
  request->limit = limit;
  fecho_store_push_to_reader (self, task, next_on_reader);
}

FechoOutboxPage *
fecho_store_outbox_next_finish (FechoStore    *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_outbox_next_async, error);
}
