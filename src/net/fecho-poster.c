/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-poster.h"

#include <libsoup/soup.h>
#include <string.h>

#include "fecho-error.h"
#include "fecho-loop-thread.h"

#define DEADLINE_MS (30 * 1000)
#define IDLE_TIMEOUT_S 60

/* Of an answer that may have no end. */
#define MAX_TEXT_BYTES 8192

struct _FechoPoster
{
  FechoLoopThread *thread;
  GUri *uri;
  char **headers;               /* name, value, name, value ... */
  SoupSession *session;         /* of the thread alone, NULL until it is needed */
};

/* One request, on the thread. */
typedef struct
{
  FechoPoster *poster;
  char *content_type;
  GBytes *body;
  GCancellable *cancellable;    /* by the caller, or by the deadline */
  gulong cancelled_id;
  GSource *deadline;
  gboolean late;
  SoupMessage *message;
  char text[MAX_TEXT_BYTES];
} Post;

static void
post_free (gpointer data)
{
  Post *post = data;

  g_free (post->content_type);
  g_bytes_unref (post->body);
  g_object_unref (post->cancellable);
  g_clear_object (&post->message);
  g_free (post);
}

void
fecho_post_answer_free (FechoPostAnswer *self)
{
  g_free (self->retry_after);
  g_free (self->text);
  g_free (self);
}

/* Takes the thread's reference on the task, and the answer or the error. */
static void
end_on_poster (GTask           *task,
               FechoPostAnswer *answer,
               GError          *error)
{
  Post *post = g_task_get_task_data (task);

  g_source_destroy (post->deadline);
  g_clear_pointer (&post->deadline, g_source_unref);
  g_clear_object (&post->message);
  if (post->late && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&error);
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "No answer in time");
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify)fecho_post_answer_free);
  g_object_unref (task);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Post *post = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (post->message);
  FechoPostAnswer *answer;
  gsize n_bytes = 0;
  GError *error = NULL;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (object), result, &n_bytes, &error))
    {
      end_on_poster (task, NULL, error);
      return;
    }

  answer = g_new0 (FechoPostAnswer, 1);
  answer->status = soup_message_get_status (post->message);
  answer->retry_after = g_strdup (soup_message_headers_get_one (headers, "Retry-After"));
  answer->text = g_utf8_make_valid (post->text, n_bytes);
  end_on_poster (task, answer, NULL);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Post *post = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GInputStream) stream = NULL;

  stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (stream == NULL)
    {
      end_on_poster (task, NULL, error);
      return;
    }
  g_input_stream_read_all_async (stream, post->text, sizeof post->text, G_PRIORITY_DEFAULT,
                                 post->cancellable, read_cb, task);
}

static gboolean
late_on_poster (gpointer data)
{
  Post *post = data;

  post->late = TRUE;
  g_cancellable_cancel (post->cancellable);

  return G_SOURCE_REMOVE;
}

static SoupMessage *
make_message (FechoPoster *self,
              const Post  *post)
{
  SoupMessage *message = soup_message_new_from_uri (SOUP_METHOD_POST, self->uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  for (char **header = self->headers; *header != NULL; header += 2)
    soup_message_headers_replace (headers, header[0], header[1]);
  soup_message_set_request_body_from_bytes (message, post->content_type, post->body);

  return message;
}

static gboolean
post_on_poster (gpointer data)
{
  GTask *task = data;
  Post *post = g_task_get_task_data (task);
  FechoPoster *self = post->poster;

  if (self->session == NULL)
    self->session = soup_session_new_with_options ("user-agent", "Fecho",
                                                   "idle-timeout", IDLE_TIMEOUT_S, NULL);
  post->deadline = g_timeout_source_new (DEADLINE_MS);
  g_source_set_callback (post->deadline, late_on_poster, post, NULL);
  g_source_attach (post->deadline, g_main_context_get_thread_default ());
  post->message = make_message (self, post);
  soup_session_send_async (self->session, post->message, G_PRIORITY_DEFAULT, post->cancellable,
                           sent_cb, task);

  return G_SOURCE_REMOVE;
}

/* A cancellable of the request's own follows the caller's. */
static void
follow (GCancellable *cancellable,
        GCancellable *own)
{
  g_cancellable_cancel (own);
}

void
fecho_poster_post_async (FechoPoster         *self,
                         const char          *content_type,
                         GBytes              *body,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task;
  Post *post;

  g_return_if_fail (self != NULL);
  g_return_if_fail (content_type != NULL);
  g_return_if_fail (body != NULL);

  post = g_new0 (Post, 1);
  post->poster = self;
  post->content_type = g_strdup (content_type);
  post->body = g_bytes_ref (body);
  post->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    post->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (follow),
                                                g_object_ref (post->cancellable), g_object_unref);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_poster_post_async);
  g_task_set_task_data (task, post, post_free);
  fecho_loop_thread_call (self->thread, post_on_poster, task, NULL);
}

FechoPostAnswer *
fecho_poster_post_finish (GAsyncResult  *result,
                          GError       **error)
{
  GTask *task = G_TASK (result);
  Post *post;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  post = g_task_get_task_data (task);
  if (post->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), post->cancelled_id);
  post->cancelled_id = 0;

  return g_task_propagate_pointer (task, error);
}

/* No message quotes a value: it may be a secret. */
static gboolean
add_header (GPtrArray   *headers,
            const char  *line,
            GError     **error)
{
  const char *colon = strchr (line, ':');
  g_autofree char *value = colon != NULL ? g_strstrip (g_strdup (colon + 1)) : NULL;

  if (colon == NULL || colon == line || strcspn (line, " \t\r\n:") < (gsize)(colon - line) ||
      strpbrk (value, "\r\n") != NULL)
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID_FORM, "This is no header");
      return FALSE;
    }
  g_ptr_array_add (headers, g_strndup (line, colon - line));
  g_ptr_array_add (headers, g_steal_pointer (&value));

  return TRUE;
}

static char **
read_headers (const char *const  *lines,
              GError            **error)
{
  g_autoptr(GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    if (!add_header (headers, lines[i], error))
      return NULL;
  g_ptr_array_add (headers, NULL);

  return (char **)g_ptr_array_free (g_steal_pointer (&headers), FALSE);
}

static GUri *
read_url (const char  *url,
          GError     **error)
{
  g_autoptr(GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (!g_str_equal (g_uri_get_scheme (uri), "http") &&
       !g_str_equal (g_uri_get_scheme (uri), "https")))
    g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID_SCHEME,
                         "The address is not one of http or https");
  else if (g_uri_get_userinfo (uri) != NULL)
    g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID_VALUE,
                         "The address has a user in it");
  else
    return g_steal_pointer (&uri);

  return NULL;
}

FechoPoster *
fecho_poster_new (const char         *url,
                  const char *const  *headers,
                  GError            **error)
{
  g_autoptr(GUri) uri = read_url (url, error);
  g_auto(GStrv) read = uri != NULL ? read_headers (headers, error) : NULL;
  FechoPoster *self;

  if (read == NULL)
    return NULL;

  self = g_new0 (FechoPoster, 1);
  self->uri = g_steal_pointer (&uri);
  self->headers = g_steal_pointer (&read);
  self->thread = fecho_loop_thread_new ("fecho-post");

  return self;
}

static gboolean
drop_session (gpointer data)
{
  FechoPoster *self = data;

  g_clear_object (&self->session);

  return G_SOURCE_REMOVE;
}

void
fecho_poster_free (FechoPoster *self)
{
  g_return_if_fail (self != NULL);

  fecho_loop_thread_call (self->thread, drop_session, self, NULL);
  fecho_loop_thread_free (self->thread);
  g_uri_unref (self->uri);
  g_strfreev (self->headers);
  g_free (self);
}
