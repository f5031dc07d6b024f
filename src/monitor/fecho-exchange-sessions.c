/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-exchange.h"

#include <gio/gunixoutputstream.h>
#include <string.h>
#include <unistd.h>

#include "fecho-partial-file.h"
#include "fecho-session-file.h"

typedef struct
{
  char *path;                   /* NULL: standard output */
  gboolean replace;
  char *text;
  gint64 n_sessions;
} Save;

static void
save_free (Save *self)
{
  g_free (self->path);
  g_free (self->text);
  g_free (self);
}

static gboolean
write_text_on_job (Save           *self,
                   GOutputStream  *stream,
                   GCancellable   *cancellable,
                   GError        **error)
{
  return g_output_stream_write_all (stream, self->text, strlen (self->text), NULL, cancellable,
                                    error);
}

static gboolean
write_on_job (Save          *self,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(FechoPartialFile) file = NULL;
  g_autoptr(GOutputStream) out = NULL;

  if (self->path == NULL)
    {
      out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
      return write_text_on_job (self, out, cancellable, error);
    }

  file = fecho_partial_file_new (self->path, self->replace, error);

  return file != NULL &&
         write_text_on_job (self, fecho_partial_file_get_stream (file), cancellable, error) &&
         fecho_partial_file_commit (file, error);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Save *self = data;
  GError *error = NULL;

  if (write_on_job (self, cancellable, &error))
    g_task_return_int (task, self->n_sessions);
  else
    g_task_return_error (task, error);
}

static char *
write_list (FechoMonitor      *monitor,
            const char *const *chosen,
            gint64            *ret_n_sessions)
{
  GListModel *sessions = fecho_monitor_get_sessions (monitor);
  g_autoptr(GPtrArray) endpoints = NULL;
  g_autofree char *text = NULL;

  endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_endpoint_free);
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      if (chosen == NULL || g_strv_contains (chosen, fecho_session_get_id (session)))
        g_ptr_array_add (endpoints, fecho_endpoint_copy (fecho_session_get_endpoint (session)));
    }
  *ret_n_sessions = endpoints->len;
  text = fecho_session_file_write (endpoints);

  return g_strconcat (text, "\n", NULL);
}

void
fecho_exchange_save_sessions_async (FechoMonitor        *monitor,
                                    const char *const   *sessions,
                                    const char          *path,
                                    gboolean             replace,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Save *self;

  g_return_if_fail (FECHO_IS_MONITOR (monitor));

  self = g_new0 (Save, 1);
  self->path = g_strdup (path);
  self->replace = replace;
  self->text = write_list (monitor, sessions, &self->n_sessions);
  task = g_task_new (monitor, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_exchange_save_sessions_async);
  g_task_set_task_data (task, self, (GDestroyNotify)save_free);
  g_task_run_in_thread (task, write_thread);
}

gint64
fecho_exchange_save_sessions_finish (GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
