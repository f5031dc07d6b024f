/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-store-private.h"

#include "fecho-error.h"

FechoRequest *
fecho_request_new (const FechoFilter *filter)
{
  FechoRequest *self = g_new0 (FechoRequest, 1);

  self->filter = filter != NULL ? fecho_filter_copy (filter) : NULL;

  return self;
}

void
fecho_request_free (gpointer data)
{
  FechoRequest *self = data;

  g_clear_pointer (&self->filter, fecho_filter_free);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_strfreev (self->sessions);
  g_free (self->text);
  g_free (self);
}

GTask *
fecho_store_new_task (FechoStore          *self,
                      gpointer             tag,
                      gpointer             request,
                      GDestroyNotify       request_free,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, request, request_free);

  return task;
}

static gboolean
refuse_closed (FechoStore *self,
               GTask      *task)
{
  if (self->reader != NULL)
    return FALSE;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The history was closed");

  return TRUE;
}

void
fecho_store_push_to_reader (FechoStore      *self,
                            GTask           *task,
                            FechoReaderFunc  func)
{
  g_autoptr(GTask) owned = task;

  if (!refuse_closed (self, task))
    fecho_reader_push (self->reader, g_steal_pointer (&owned), func);
}

void
fecho_store_push_sliced_to_reader (FechoStore       *self,
                                   GTask            *task,
                                   FechoReaderSlice  slice)
{
  g_autoptr(GTask) owned = task;

  if (!refuse_closed (self, owned))
    fecho_reader_push_sliced (self->reader, g_steal_pointer (&owned), slice);
}

void
fecho_store_ask (FechoStore          *self,
                 gpointer             tag,
                 FechoRequest        *request,
                 FechoReaderFunc      func,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  GTask *task = fecho_store_new_task (self, tag, request, fecho_request_free,
                                      cancellable, callback, user_data);

  fecho_store_push_to_reader (self, task, func);
}

void
fecho_store_push_to_writer (FechoStore      *self,
                            GTask           *task,
                            FechoWriterFunc  func)
{
  g_autoptr(GTask) owned = task;

  if (refuse_closed (self, task))
    return;
  if (self->writer == NULL)
    g_task_return_new_error (task, FECHO_ERROR, FECHO_ERROR_READ_ONLY,
                             "The history was opened to read");
  else
    fecho_writer_push_task (self->writer, g_steal_pointer (&owned), func);
}

void
fecho_store_start_job (FechoStore   *self,
                       GTask        *task,
                       FechoJobFunc  on_job)
{
  g_autoptr(GTask) owned = task;

  if (!refuse_closed (self, task))
    fecho_post_start_job (g_steal_pointer (&owned), on_job);
}

gpointer
fecho_store_finish_pointer (FechoStore    *self,
                            GAsyncResult  *result,
                            gpointer       tag,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
fecho_store_finish_done (FechoStore    *self,
                         GAsyncResult  *result,
                         gpointer       tag,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gssize
fecho_store_finish_int (FechoStore    *self,
                        GAsyncResult  *result,
                        gpointer       tag,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/* -- progress */

typedef struct
{
  FechoProgressFunc progress;
  gpointer progress_data;
  double fraction;
} Progress;

static gboolean
call_progress (gpointer data)
{
  Progress *progress = data;

  progress->progress (progress->fraction, progress->progress_data);

  return G_SOURCE_REMOVE;
}

void
fecho_store_tell_progress (GTask             *task,
                           FechoProgressFunc  progress,
                           gpointer           progress_data,
                           double             fraction)
{
  Progress *told;

  if (progress == NULL)
    return;
  told = g_new (Progress, 1);
  told->progress = progress;
  told->progress_data = progress_data;
  told->fraction = fraction;
  fecho_post_call (g_task_get_context (task), call_progress, told, g_free);
}
