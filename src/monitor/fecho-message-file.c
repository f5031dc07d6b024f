/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-message-file.h"

#include <string.h>

#include "fecho-format.h"
#include "fecho-partial-file.h"
#include "fecho-payload.h"

typedef struct
{
  char *path;
  GPtrArray *messages;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_ptr_array_unref (job->messages);
  g_free (job);
}

static void
append_content (GString      *out,
                FechoMessage *message)
{
  GBytes *payload = fecho_message_get_payload (message);
  const char *reason = fecho_message_get_reason (message);
  g_autofree char *base64 = NULL;
  gsize n_bytes = 0;
  gconstpointer bytes = payload != NULL ? g_bytes_get_data (payload, &n_bytes) : NULL;

  switch (fecho_message_get_kind (message))
    {
    case FECHO_MESSAGE_TEXT:
      g_string_append (out, "\"text\":");
      fecho_payload_append_json (out, bytes != NULL ? bytes : "", n_bytes);
      break;
    case FECHO_MESSAGE_BINARY:
      base64 = g_base64_encode (bytes, n_bytes);
      g_string_append_printf (out, "\"base64\":\"%s\"", base64);
      break;
    case FECHO_MESSAGE_CLOSE:
      if (fecho_message_get_code (message) != 0)
        g_string_append_printf (out, "\"code\":%u,\"reason\":", fecho_message_get_code (message));
      else
        g_string_append (out, "\"code\":null,\"reason\":");
      fecho_payload_append_json (out, reason, strlen (reason));
      break;
    case FECHO_MESSAGE_LOST:
    case FECHO_MESSAGE_FAILED:
    case FECHO_MESSAGE_OPENED:
    case FECHO_MESSAGE_SKIPPED:
    case FECHO_MESSAGE_UNWATCHED:
      g_assert_not_reached ();
    }
}

static const char *
get_type (FechoMessage *message)
{
  switch (fecho_message_get_kind (message))
    {
    case FECHO_MESSAGE_BINARY:
      return "binary";
    case FECHO_MESSAGE_CLOSE:
      return "close";
    case FECHO_MESSAGE_TEXT:
    case FECHO_MESSAGE_LOST:
    case FECHO_MESSAGE_FAILED:
    case FECHO_MESSAGE_OPENED:
    case FECHO_MESSAGE_SKIPPED:
    case FECHO_MESSAGE_UNWATCHED:
      break;
    }

  return "text";
}

gboolean
fecho_message_file_append (GString      *out,
                           FechoMessage *message)
{
  g_autofree char *time = NULL;

  if (!fecho_message_is_frame (message))
    return FALSE;

  time = fecho_format_rfc3339 (fecho_message_get_at_us (message), FALSE);
  g_string_append_printf (out, "{\"time\":\"%s\",\"direction\":\"%s\",\"type\":\"%s\",\"bytes\":%"
                          G_GSIZE_FORMAT ",", time,
                          fecho_message_get_incoming (message) ? "in" : "out", get_type (message),
                          fecho_message_get_n_bytes (message));
  append_content (out, message);
  g_string_append (out, "}\n");

  return TRUE;
}

/* The number of frames, -1 on error. */
static gint64
write_all (const Job     *job,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(FechoPartialFile) file = fecho_partial_file_new (job->path, TRUE, error);
  g_autoptr(GString) line = g_string_new (NULL);
  gint64 n_written = 0;

  if (file == NULL)
    return -1;

  for (guint i = 0; i < job->messages->len; i++)
    {
      g_string_truncate (line, 0);
      if (!fecho_message_file_append (line, job->messages->pdata[i]))
        continue;
      if (!g_output_stream_write_all (fecho_partial_file_get_stream (file), line->str, line->len,
                                      NULL, cancellable, error))
        return -1;
      n_written++;
    }

  return fecho_partial_file_commit (file, error) ? n_written : -1;
}

static void
write_on_job (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  gint64 n_written = write_all (data, cancellable, &error);

  if (n_written < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n_written);
}

void
fecho_message_file_write (GTask      *task,
                          const char *path,
                          GPtrArray  *messages)
{
  Job *job;

  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (path != NULL);
  g_return_if_fail (messages != NULL);

  job = g_new0 (Job, 1);
  job->path = g_strdup (path);
  job->messages = g_ptr_array_ref (messages);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, write_on_job);
}
