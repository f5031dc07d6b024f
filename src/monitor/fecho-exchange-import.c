/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-exchange.h"

#include <string.h>

#include "fecho-error.h"
#include "fecho-event-reader.h"
#include "fecho-har.h"
#include "fecho-monitor-private.h"
#include "fecho-session-file.h"
#include "fecho-session-intake.h"

/* One transaction of the writer, which others wait for. */
#define BATCH 1000

/* Of a file that is read as a whole: recordings of a browser hold every picture of a page. */
#define MAX_WHOLE_BYTES (512 * 1024 * 1024)

typedef struct
{
  char *path;
  GBufferedInputStream *lines;  /* of JSON Lines */
  GPtrArray *events;            /* all of a JSON array, or NULL */
  guint n_given;                /* how many of them the store has */
  GPtrArray *endpoints;         /* of a list or a HAR, or NULL */
  GPtrArray *batch;             /* on its way to the store */
  gboolean over;                /* nothing is behind the batch */
  guint64 n_line;
  goffset n_bytes;              /* read */
  goffset size;
  FechoImported imported;
  void (*progress)(double fraction, gpointer data);
  gpointer progress_data;
} Import;

static void
import_free (Import *self)
{
  g_free (self->path);
  g_clear_object (&self->lines);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->batch, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
new_events (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
}

/* -- lines */

static gboolean
open_lines_on_job (Import        *self,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (self->path);
  g_autoptr(GFileInfo) info = NULL;
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, error);

  if (stream == NULL)
    return FALSE;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable,
                                         error);
  if (info == NULL)
    return FALSE;

  self->size = g_file_info_get_size (info);
  g_clear_object (&self->lines);
  self->lines = G_BUFFERED_INPUT_STREAM (
    g_buffered_input_stream_new_sized (G_INPUT_STREAM (stream), FECHO_EVENT_MAX_BYTES + 1));
  self->n_line = 0;
  self->n_bytes = 0;

  return TRUE;
}

/* The bytes of the next line without its end, inside the buffer until the line is taken; NULL
 * without an error at the end of the file. */
static const char *
peek_line_on_job (Import        *self,
                  gsize         *ret_n_bytes,
                  GCancellable  *cancellable,
                  GError       **error)
{
  for (;;)
    {
      gsize n_ready;
      const char *ready = g_buffered_input_stream_peek_buffer (self->lines, &n_ready);
      const char *end = n_ready > 0 ? memchr (ready, '\n', n_ready) : NULL;
      gssize n_more;

      *ret_n_bytes = end != NULL ? (gsize)(end - ready) : n_ready;
      if (end != NULL)
        return ready;
      if (n_ready > FECHO_EVENT_MAX_BYTES)
        {
          g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID, "The line is too long");
          return NULL;
        }
      n_more = g_buffered_input_stream_fill (self->lines, -1, cancellable, error);
      if (n_more < 0 || (n_more == 0 && n_ready == 0))
        return NULL;
      if (n_more == 0)
        return g_buffered_input_stream_peek_buffer (self->lines, &n_ready);
    }
}

static gboolean
take_line_on_job (Import        *self,
                  gsize          n_bytes,
                  GCancellable  *cancellable,
                  GError       **error)
{
  GInputStream *stream = G_INPUT_STREAM (self->lines);
  gssize n_skipped = g_input_stream_skip (stream, n_bytes + 1, cancellable, error);

  if (n_skipped < 0)
    return FALSE;

  self->n_bytes += n_skipped;
  self->n_line++;

  return TRUE;
}

/* FALSE without an error at the end of the file. *ret_event is NULL for a line of blanks. */
static gboolean
read_event_on_job (Import           *self,
                   FechoCloseEvent **ret_event,
                   GCancellable     *cancellable,
                   GError          **error)
{
  gsize n_bytes;
  g_autoptr(GError) cause = NULL;
  const char *line = peek_line_on_job (self, &n_bytes, cancellable, &cause);
  g_autofree char *text = line != NULL ? g_strndup (line, n_bytes) : NULL;
  g_autoptr(FechoCloseEvent) event = NULL;

  if (line == NULL && cause == NULL)
    return FALSE;
  if (line != NULL && *g_strchug (text) != '\0')
    event = fecho_event_read (text, -1, &cause);
  if (cause != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&cause), "Line %" G_GUINT64_FORMAT ": ",
                                  self->n_line + 1);
      return FALSE;
    }

  *ret_event = g_steal_pointer (&event);

  return take_line_on_job (self, n_bytes, cancellable, error);
}

/* Every line before the first one is stored: a fault further down must change nothing. */
static gboolean
check_lines_on_job (Import        *self,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr(GError) cause = NULL;
  FechoCloseEvent *event;

  while (read_event_on_job (self, &event, cancellable, &cause))
    {
      if (event == NULL)
        continue;
      fecho_close_event_unref (event);
      self->imported.n_events++;
    }
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  return open_lines_on_job (self, cancellable, error);
}

/* -- what kind of file it is */

/* Is the first line that is not blank a whole object, and not that of another kind of file? */
static gboolean
begins_with_event_on_job (Import       *self,
                          GCancellable *cancellable)
{
  gsize n_bytes;
  const char *line = peek_line_on_job (self, &n_bytes, cancellable, NULL);

  while (line != NULL)
    {
      g_autofree char *text = g_strndup (line, n_bytes);
      g_autoptr(JsonNode) node = NULL;

      if (*g_strstrip (text) != '\0')
        {
          node = json_from_string (text, NULL);
          return node != NULL && JSON_NODE_HOLDS_OBJECT (node) && !fecho_session_file_is (node) &&
                 !fecho_har_is (node);
        }
      if (!take_line_on_job (self, n_bytes, cancellable, NULL))
        return FALSE;
      line = peek_line_on_job (self, &n_bytes, cancellable, NULL);
    }

  return FALSE;
}

static GPtrArray *
read_array_on_job (JsonArray  *array,
                   GError    **error)
{
  g_autoptr(GPtrArray) events = new_events ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      FechoCloseEvent *event = fecho_event_read_node (json_array_get_element (array, i), error);

      if (event == NULL)
        {
          g_prefix_error (error, "Event %u: ", i + 1);
          return NULL;
        }
      g_ptr_array_add (events, event);
    }

  return g_steal_pointer (&events);
}

static gboolean
read_root_on_job (Import    *self,
                  JsonNode  *root,
                  GError   **error)
{
  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    {
      self->events = read_array_on_job (json_node_get_array (root), error);
      self->imported.n_events = self->events != NULL ? self->events->len : 0;
      return self->events != NULL;
    }
  if (fecho_session_file_is (root))
    {
      self->imported.kind = FECHO_IMPORTED_SESSIONS;
      self->endpoints = fecho_session_file_read (root, error);
    }
  else if (fecho_har_is (root))
    {
      self->imported.kind = FECHO_IMPORTED_HAR;
      self->endpoints = fecho_har_read (root, &self->imported.n_connections, error);
    }
  else
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                           "Neither events of Fecho nor a list of sessions nor an HTTP Archive");
    }

  return self->endpoints != NULL;
}

static gboolean
read_whole_on_job (Import        *self,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (self->path);
  g_autofree char *text = NULL;
  gsize n_bytes;
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) cause = NULL;

  if (self->size > MAX_WHOLE_BYTES)
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                   "Larger than %d MiB, and not JSON Lines", MAX_WHOLE_BYTES / 1024 / 1024);
      return FALSE;
    }
  if (!g_file_load_contents (file, cancellable, &text, &n_bytes, NULL, error))
    return FALSE;
  if (!json_parser_load_from_data (parser, text, n_bytes, &cause))
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "Not JSON: %s", cause->message);
      return FALSE;
    }

  return read_root_on_job (self, json_parser_get_root (parser), error);
}

static gboolean
check_on_job (Import        *self,
              GCancellable  *cancellable,
              GError       **error)
{
  if (!open_lines_on_job (self, cancellable, error))
    return FALSE;
  if (!begins_with_event_on_job (self, cancellable))
    {
      g_clear_object (&self->lines);
      return read_whole_on_job (self, cancellable, error);
    }

  return open_lines_on_job (self, cancellable, error) &&
         check_lines_on_job (self, cancellable, error);
}

/* -- events, batch by batch */

static gboolean
fill_batch_on_job (Import        *self,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr(GError) cause = NULL;

  self->batch = new_events ();
  while (self->events != NULL && self->batch->len < BATCH && self->n_given < self->events->len)
    g_ptr_array_add (self->batch, fecho_close_event_ref (self->events->pdata[self->n_given++]));
  while (self->lines != NULL && self->batch->len < BATCH)
    {
      FechoCloseEvent *event = NULL;

      if (!read_event_on_job (self, &event, cancellable, &cause))
        break;
      if (event != NULL)
        g_ptr_array_add (self->batch, event);
    }
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  self->over = self->batch->len < BATCH;

  return TRUE;
}

static double
get_fraction (const Import *self)
{
  if (self->events != NULL)
    return (double)self->n_given / MAX (self->events->len, 1);

  return (double)self->n_bytes / MAX (self->size, 1);
}

static void read_batch (GTask *task);

static void
noticed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (fecho_monitor_notice_sessions_finish (FECHO_MONITOR (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
batch_stored_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *self = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 n_added = fecho_store_import_finish (FECHO_STORE (object), result, &error);

  if (n_added < 0)
    {
      g_task_return_error (task, error);
      return;
    }

  self->imported.n_new_events += n_added;
  if (self->progress != NULL)
    self->progress (get_fraction (self), self->progress_data);
  if (self->over)
    fecho_monitor_notice_sessions_async (g_task_get_source_object (task), noticed_cb,
                                         g_object_ref (task));
  else
    read_batch (task);
}

static void
batch_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *self = g_task_get_task_data (task);
  FechoMonitor *monitor = FECHO_MONITOR (object);
  g_autoptr(GPtrArray) batch = g_steal_pointer (&self->batch);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  fecho_store_import_async (fecho_monitor_get_store (monitor), batch, g_task_get_cancellable (task),
                            batch_stored_cb, g_object_ref (task));
}

static void
fill_batch_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  GError *error = NULL;

  if (fill_batch_on_job (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Runs func with the import on a thread of its own, then callback on the main one. */
static void
run_on_job (GTask               *task,
            GTaskThreadFunc      func,
            GAsyncReadyCallback  callback)
{
  g_autoptr(GTask) job = g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task),
                                     callback, g_object_ref (task));

  g_task_set_source_tag (job, run_on_job);
  g_task_set_task_data (job, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (job, func);
}

static void
read_batch (GTask *task)
{
  run_on_job (task, fill_batch_thread, batch_read_cb);
}

/* -- sessions */

/* A session of a list is known by its id; one of a HAR, which has none, by its address. */
static const char *
get_key (const FechoEndpoint *endpoint,
         gboolean             har)
{
  return har ? endpoint->url : endpoint->id;
}

static GHashTable *
list_known (FechoMonitor *monitor,
            gboolean      har)
{
  GListModel *sessions = fecho_monitor_get_sessions (monitor);
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      g_hash_table_add (known, g_strdup (get_key (fecho_session_get_endpoint (session), har)));
    }

  return known;
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (fecho_session_intake_finish (FECHO_MONITOR (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Takes the task. */
static void
add_sessions (FechoMonitor *monitor,
              GTask        *task)
{
  Import *self = g_task_get_task_data (task);
  gboolean har = self->imported.kind == FECHO_IMPORTED_HAR;
  g_autoptr(GHashTable) known = list_known (monitor, har);
  g_autoptr(GPtrArray) fresh = g_ptr_array_new ();

  for (guint i = 0; i < self->endpoints->len; i++)
    {
      const FechoEndpoint *endpoint = self->endpoints->pdata[i];

      if (g_hash_table_add (known, g_strdup (get_key (endpoint, har))))
        g_ptr_array_add (fresh, (gpointer)endpoint);
    }
  self->imported.n_sessions = self->endpoints->len;
  self->imported.n_new_sessions = fresh->len;
  fecho_session_intake_async (monitor, fresh, g_task_get_cancellable (task), added_cb, task);
}

/* -- the import */

static void
check_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = NULL;

  if (check_on_job (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->endpoints == NULL)
    {
      read_batch (task);
      return;
    }

  add_sessions (FECHO_MONITOR (object), g_steal_pointer (&task));
}

void
fecho_exchange_import_async (FechoMonitor *monitor,
                             const char *path,
                             void (*progress)(double fraction, gpointer data),
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  Import *self;

  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (path != NULL);

  self = g_new0 (Import, 1);
  self->path = g_strdup (path);
  self->progress = progress;
  self->progress_data = progress_data;
  task = g_task_new (monitor, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_exchange_import_async);
  g_task_set_task_data (task, self, (GDestroyNotify)import_free);
  run_on_job (task, check_thread, checked_cb);
}

gboolean
fecho_exchange_import_finish (GAsyncResult   *result,
                              FechoImported  *ret_imported,
                              GError        **error)
{
  GTask *task = G_TASK (result);

  g_return_val_if_fail (g_task_get_source_tag (task) == fecho_exchange_import_async, FALSE);

  if (!g_task_propagate_boolean (task, error))
    return FALSE;

  *ret_imported = ((Import *)g_task_get_task_data (task))->imported;

  return TRUE;
}
