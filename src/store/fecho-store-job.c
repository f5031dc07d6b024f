/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-store-private.h"

#include "fecho-copy.h"
#include "fecho-error.h"
#include "fecho-file.h"
#include "fecho-query.h"
#include "fecho-salvage.h"
#include "fecho-stmt.h"

/* -- jobs: a thread and a handle of their own */

typedef struct
{
  char *path;                   /* of the history */
  char *to_path;                /* of a copy */
  FechoFilter *filter;
  FechoEventFunc func;
  gpointer func_data;
  FechoProgressFunc progress;
  gpointer progress_data;
} JobRequest;

static void
job_request_free (gpointer data)
{
  JobRequest *request = data;

  g_free (request->path);
  g_free (request->to_path);
  g_clear_pointer (&request->filter, fecho_filter_free);
  g_free (request);
}

static void
tell_progress_on_job (double   fraction,
                      gpointer user_data)
{
  JobRequest *request = g_task_get_task_data (user_data);

  fecho_store_tell_progress (user_data, request->progress, request->progress_data, fraction);
}

/* One snapshot for the whole job, whatever the writer does meanwhile. */
static FechoDb *
open_snapshot (const char  *path,
               GError     **error)
{
  g_autoptr(FechoDb) db = fecho_file_open_for_reading (path, error);
  gint64 version;

  if (db == NULL || !fecho_db_run (db, FECHO_SQL_BEGIN_READ, error) ||
      !fecho_db_get_int (db, FECHO_SQL_GET_VERSION, &version, error))
    return NULL;

  return g_steal_pointer (&db);
}

static void
walk_on_job (GTask *task)
{
  JobRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(FechoDb) db = open_snapshot (request->path, &error);
  gint64 n = -1;

  if (db != NULL)
    n = fecho_query_walk (db, request->filter, request->func, request->func_data,
                          tell_progress_on_job, task, g_task_get_cancellable (task), &error);
  fecho_post_int (task, n, error);
}

void
fecho_store_walk_async (FechoStore          *self,
                        const FechoFilter   *filter,
                        FechoEventFunc       func,
                        gpointer             func_data,
                        FechoProgressFunc    progress,
                        gpointer             progress_data,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  JobRequest *request;
  GTask *task;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (filter != NULL);
  g_return_if_fail (func != NULL);

  request = g_new0 (JobRequest, 1);
  request->path = g_strdup (self->path);
  request->filter = fecho_filter_copy (filter);
  request->func = func;
  request->func_data = func_data;
  request->progress = progress;
  request->progress_data = progress_data;
  task = fecho_store_new_task (self, fecho_store_walk_async, request, job_request_free,
                               cancellable, callback, user_data);
  fecho_store_start_job (self, task, walk_on_job);
}

gint64
fecho_store_walk_finish (FechoStore    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return fecho_store_finish_int (self, result, fecho_store_walk_async, error);
}

static void
backup_on_job (GTask *task)
{
  JobRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(FechoDb) db = open_snapshot (request->path, &error);

  if (db != NULL)
    (void)fecho_copy_database (db, request->to_path, tell_progress_on_job, task,
                               g_task_get_cancellable (task), &error); /* the error says it */
  fecho_post_done (task, error);
}

void
fecho_store_backup_async (FechoStore          *self,
                          const char          *path,
                          FechoProgressFunc    progress,
                          gpointer             progress_data,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  JobRequest *request;
  GTask *task;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (path != NULL);

  request = g_new0 (JobRequest, 1);
  request->path = g_strdup (self->path);
  request->to_path = g_strdup (path);
  request->progress = progress;
  request->progress_data = progress_data;
  task = fecho_store_new_task (self, fecho_store_backup_async, request, job_request_free,
                               cancellable, callback, user_data);
  fecho_store_start_job (self, task, backup_on_job);
}

gboolean
fecho_store_backup_finish (FechoStore    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return fecho_store_finish_done (self, result, fecho_store_backup_async, error);
}

/* -- looking for damage */

/* "ok", or what is wrong. */
static char **
check_file (FechoDb  *db,
            GError  **error)
{
  g_autoptr(GStrvBuilder) problems = g_strv_builder_new ();
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_CHECK, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  while (fecho_stmt_next (stmt, &local))
    {
      const char *line = fecho_stmt_get_text (stmt, 0);

      if (g_strcmp0 (line, "ok") != 0)
        g_strv_builder_add (problems, line);
    }
  /* Damage so bad that the search itself ends in it is an answer too. */
  if (g_error_matches (local, FECHO_ERROR, FECHO_ERROR_CORRUPT))
    g_strv_builder_add (problems, local->message);
  else if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  return g_strv_builder_end (problems);
}

static void
check_on_job (GTask *task)
{
  JobRequest *request = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr(FechoDb) db = open_snapshot (request->path, &error);
  char **problems = NULL;

  if (db != NULL)
    {
      fecho_db_begin_interruptible (db, cancellable);
      problems = check_file (db, &error);
      fecho_db_end_interruptible (db);
    }
  fecho_post_pointer (task, problems, (GDestroyNotify)g_strfreev, error);
}

void
fecho_store_check_async (FechoStore          *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  JobRequest *request;
  GTask *task;

  g_return_if_fail (FECHO_IS_STORE (self));

  request = g_new0 (JobRequest, 1);
  request->path = g_strdup (self->path);
  task = fecho_store_new_task (self, fecho_store_check_async, request, job_request_free,
                               cancellable, callback, user_data);
  fecho_store_start_job (self, task, check_on_job);
}

char **
fecho_store_check_finish (FechoStore    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_check_async, error);
}

/* -- saving what can be read */

static void
salvaged_free (gpointer data)
{
  FechoSalvaged *salvaged = data;

  g_free (salvaged->put_aside);
  g_free (salvaged);
}

static void
salvage_on_job (GTask *task)
{
  const char *path = g_task_get_task_data (task);
  FechoSalvaged *salvaged = g_new0 (FechoSalvaged, 1);
  GError *error = NULL;

  /* The error says whether it was done. */
  (void)fecho_salvage_run (path, g_task_get_cancellable (task), salvaged, &error);
  fecho_post_pointer (task, salvaged, salvaged_free, error);
}

void
fecho_store_salvage_async (const char          *path,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (path != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_store_salvage_async);
  g_task_set_task_data (task, g_canonicalize_filename (path, NULL), g_free);
  fecho_post_start_job (task, salvage_on_job);
}

gboolean
fecho_store_salvage_finish (GAsyncResult   *result,
                            FechoSalvaged  *ret_salvaged,
                            GError        **error)
{
  g_autofree FechoSalvaged *salvaged = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  salvaged = g_task_propagate_pointer (G_TASK (result), error);
  if (salvaged == NULL)
    return FALSE;
  *ret_salvaged = *salvaged;

  return TRUE;
}
