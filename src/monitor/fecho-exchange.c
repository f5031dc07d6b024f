/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-exchange.h"

#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "fecho-dictionary-shelf.h"
#include "fecho-error.h"
#include "fecho-exchange-report.h"
#include "fecho-monitor-private.h"
#include "fecho-partial-file.h"

static FechoCodeBook *
get_book (void)
{
  return fecho_dictionary_shelf_get_book (fecho_dictionary_shelf_get_default ());
}

/* -- walking */

/* What a function is told of each event: its dictionary is the one that explains it now. */
typedef struct
{
  FechoRecordFunc func;
  gpointer data;
  FechoCodeBook *book;
} Walk;

static void
walk_free (gpointer data)
{
  Walk *self = data;

  fecho_code_book_unref (self->book);
  g_free (self);
}

static gboolean
take_record_on_job (const FechoCloseRecord  *record,
                    gpointer                 data,
                    GError                 **error)
{
  const Walk *self = data;
  FechoCloseRecord explained;

  return self->func (fecho_code_book_apply (self->book, record, &explained), self->data, error);
}

static void
walked_through_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  gint64 n_events = fecho_store_walk_finish (FECHO_STORE (object), result, &error);

  if (n_events < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n_events);
}

static void
walk_explained (FechoMonitor        *monitor,
                const FechoFilter   *filter,
                FechoRecordFunc      func,
                gpointer             func_data,
                FechoProgressFunc    progress,
                gpointer             progress_data,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  GTask *task = g_task_new (monitor, cancellable, callback, user_data);
  Walk *self;

  g_task_set_source_tag (task, fecho_exchange_walk_async);
  self = g_new0 (Walk, 1);
  self->func = func;
  self->data = func_data;
  self->book = fecho_code_book_ref (get_book ());
  g_task_set_task_data (task, self, walk_free);
  fecho_store_walk_async (fecho_monitor_get_store (monitor), filter, take_record_on_job, self,
                          progress, progress_data, cancellable, walked_through_cb, task);
}

void
fecho_exchange_walk_async (FechoMonitor        *monitor,
                           const FechoFilter   *filter,
                           FechoRecordFunc      func,
                           gpointer             func_data,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (FECHO_IS_MONITOR (monitor));

  walk_explained (monitor, filter, func, func_data, NULL, NULL, cancellable, callback, user_data);
}

gint64
fecho_exchange_walk_finish (FechoMonitor  *monitor,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, monitor), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/* -- exports of rows */

typedef struct
{
  FechoFilter *filter;
  FechoExportOptions options;   /* its columns, catalog and report are our own */
  FechoReport report;           /* of HTML */
  FechoPartialFile *file;       /* NULL: standard output */
  GOutputStream *stream;
  FechoExport *export;
  gboolean begun;
  FechoProgressFunc progress;
  gpointer progress_data;
} Export;

static void
export_free (Export *self)
{
  g_clear_pointer (&self->export, fecho_export_free);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->file, fecho_partial_file_free);
  g_clear_pointer (&self->filter, fecho_filter_free);
  g_strfreev (self->options.columns);
  g_clear_pointer (&self->options.catalog, fecho_catalog_unref);
  g_clear_pointer (&self->options.dictionaries, g_ptr_array_unref);
  fecho_report_clear (&self->report);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static Export *
export_new (const FechoFilter         *filter,
            const FechoExportOptions  *options,
            const char                *path,
            gboolean                   replace,
            GError                   **error)
{
  g_autoptr(Export) self = g_new0 (Export, 1);

  self->filter = fecho_filter_copy (filter);
  self->options = *options;
  self->options.columns = g_strdupv (options->columns);
  self->options.dictionaries =
    g_ptr_array_ref (fecho_dictionary_shelf_get_all (fecho_dictionary_shelf_get_default ()));
  self->options.catalog = options->catalog != NULL ? fecho_catalog_ref (options->catalog)
                          : fecho_catalog_new (NULL, NULL);
  self->options.report = &self->report;
  if (path == NULL)
    {
      self->stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
    }
  else
    {
      self->file = fecho_partial_file_new (path, replace, error);
      if (self->file == NULL)
        return NULL;
      self->stream = g_object_ref (fecho_partial_file_get_stream (self->file));
    }
  self->export = fecho_export_new (self->stream, &self->options, error);
  if (self->export == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
begin_on_job (Export  *self,
              GError **error)
{
  if (self->begun)
    return TRUE;

  self->begun = fecho_export_begin (self->export, NULL, error);

  return self->begun;
}

static gboolean
write_row_on_job (const FechoCloseRecord  *record,
                  gpointer                 data,
                  GError                 **error)
{
  Export *self = data;

  return begin_on_job (self, error) && fecho_export_row (self->export, record, NULL, error);
}

static gboolean
complete_on_job (Export  *self,
                 GError **error)
{
  if (!begin_on_job (self, error) || !fecho_export_end (self->export, NULL, error))
    return FALSE;

  return self->file == NULL || fecho_partial_file_commit (self->file, error);
}

static void
complete_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  gint64 *n_events = g_object_get_data (G_OBJECT (task), "n-events");

  if (complete_on_job (task_data, &error))
    g_task_return_int (task, *n_events);
  else
    g_task_return_error (task, error);
}

static void
walked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  gint64 n_events = fecho_exchange_walk_finish (FECHO_MONITOR (object), result, &error);

  if (n_events < 0)
    {
      g_task_return_error (task, error);
      return;
    }

  g_object_set_data_full (G_OBJECT (task), "n-events", g_memdup2 (&n_events, sizeof n_events),
                          g_free);
  g_task_run_in_thread (task, complete_thread);
}

static void
walk (GTask        *task,
      FechoMonitor *monitor)
{
  Export *self = g_task_get_task_data (task);

  walk_explained (monitor, self->filter, write_row_on_job, self, self->progress,
                  self->progress_data, g_task_get_cancellable (task), walked_cb,
                  g_object_ref (task));
}

static void
gathered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!fecho_exchange_gather_report_finish (result, &self->report, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  self->report.catalog = fecho_catalog_ref (self->options.catalog);
  self->report.local_times = self->options.local_times;
  self->report.dictionaries = g_ptr_array_ref (self->options.dictionaries);
  walk (task, FECHO_MONITOR (object));
}

void
fecho_exchange_export_async (FechoMonitor *monitor,
                             const FechoFilter *filter,
                             const FechoExportOptions *options,
                             const char *path,
                             gboolean replace,
                             void (*progress)(double fraction,
                                              gpointer data),
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GError *error = NULL;
  Export *self;

  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (filter != NULL);
  g_return_if_fail (options != NULL);

  g_task_set_source_tag (task, fecho_exchange_export_async);
  self = export_new (filter, options, path, replace, &error);
  if (self == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_task_data (task, self, (GDestroyNotify)export_free);
  if (options->format == FECHO_EXPORT_HTML)
    fecho_exchange_gather_report_async (monitor, filter, cancellable, gathered_cb,
                                        g_object_ref (task));
  else
    walk (task, monitor);
}

gint64
fecho_exchange_export_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/* -- the copy as SQLite */

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FechoPartialFile *file = g_task_get_task_data (task);
  GError *error = NULL;

  if (fecho_store_backup_finish (FECHO_STORE (object), result, &error) &&
      fecho_partial_file_commit (file, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Renaming a copy onto the file that is in use would take it from under its readers. */
static gboolean
is_history (FechoMonitor *monitor,
            const char   *path)
{
  GStatBuf history, other;

  return g_stat (fecho_store_get_path (fecho_monitor_get_store (monitor)), &history) == 0 &&
         g_stat (path, &other) == 0 &&
         history.st_dev == other.st_dev && history.st_ino == other.st_ino;
}

void
fecho_exchange_copy_async (FechoMonitor *monitor,
                           const char *path,
                           gboolean replace,
                           void (*progress)(double fraction,
                                            gpointer data),
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GError *error = NULL;
  FechoPartialFile *file;

  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (path != NULL);

  g_task_set_source_tag (task, fecho_exchange_copy_async);
  if (is_history (monitor, path))
    {
      g_task_return_new_error (task, FECHO_ERROR, FECHO_ERROR_INVALID, "%s is the history itself",
                               path);
      return;
    }
  file = fecho_partial_file_new (path, replace, &error);
  if (file == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, file, (GDestroyNotify)fecho_partial_file_free);
  fecho_store_backup_async (fecho_monitor_get_store (monitor), fecho_partial_file_get_path (file),
                            progress, progress_data, cancellable, copied_cb, g_object_ref (task));
}

gboolean
fecho_exchange_copy_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
