/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-text-server.h"

#include <libsoup/soup.h>

#include "fecho-error.h"
#include "fecho-loop-thread.h"

#define SILENCE_S 60

/* What the two threads share: main forgets the server here when it frees it. */
typedef struct
{
  FechoTextServer *server;      /* of main alone; NULL: gone */
} Link;

struct _FechoTextServer
{
  FechoLoopThread *thread;
  GMainContext *main;
  FechoTextFunc func;
  gpointer data;
  char *path;
  char *content_type;
  guint16 port;
  Link *link;

  /* Of the thread alone. */
  GSocketService *service;
  SoupServer *soup;
};

/* A request that waits for its text. */
typedef struct
{
  Link *link;
  SoupServerMessage *message;
  GBytes *text;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_atomic_rc_box_release (request->link);
  g_object_unref (request->message);
  g_clear_pointer (&request->text, g_bytes_unref);
  g_free (request);
}

static gboolean
answer_on_server (gpointer data)
{
  Request *request = data;
  FechoTextServer *self = g_object_get_data (G_OBJECT (request->message), "fecho-text-server");
  gsize n_bytes;
  const char *text = g_bytes_get_data (request->text, &n_bytes);

  /* Who asked has gone meanwhile. */
  if (self == NULL)
    return G_SOURCE_REMOVE;

  soup_server_message_set_status (request->message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (request->message, self->content_type, SOUP_MEMORY_COPY, text,
                                    n_bytes);
  soup_server_message_unpause (request->message);

  return G_SOURCE_REMOVE;
}

static gboolean
make_text (gpointer data)
{
  Request *request = data;
  FechoTextServer *self = request->link->server;

  if (self == NULL)
    {
      request_free (request);
      return G_SOURCE_REMOVE;
    }

  request->text = self->func (self->data);
  fecho_loop_thread_call (self->thread, answer_on_server, request, request_free);

  return G_SOURCE_REMOVE;
}

static void
finished_cb (SoupServerMessage *message,
             gpointer           data)
{
  g_object_set_data (G_OBJECT (message), "fecho-text-server", NULL);
}

static void
ask_for_text (FechoTextServer   *self,
              SoupServerMessage *message)
{
  Request *request = g_new0 (Request, 1);

  request->link = g_atomic_rc_box_acquire (self->link);
  request->message = g_object_ref (message);
  g_object_set_data (G_OBJECT (message), "fecho-text-server", self);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), NULL);
  soup_server_message_pause (message);
  g_main_context_invoke_full (self->main, G_PRIORITY_DEFAULT, make_text, request, NULL);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  FechoTextServer *self = data;
  const char *method = soup_server_message_get_method (message);

  if (!g_str_equal (path, self->path))
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  else if (method != SOUP_METHOD_GET && method != SOUP_METHOD_HEAD)
    soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
  else
    ask_for_text (self, message);
}

/* Nobody has anything to tell us. */
static void
headers_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

/* A peer that has gone has no address; a SoupServer that accepts by itself warns of that. */
static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             FechoTextServer   *self)
{
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  if (local == NULL || remote == NULL)
    return TRUE;

  g_socket_set_timeout (g_socket_connection_get_socket (connection), SILENCE_S);
  (void)soup_server_accept_iostream (self->soup, G_IO_STREAM (connection), local, remote,
                                     NULL); /* fails only for a stream that is no stream */

  return TRUE;
}

typedef struct
{
  FechoTextServer *server;
  GSocketAddress *address;
  GError **error;
} Start;

static void
fail_listening (const Start  *start,
                const GError *reason)
{
  g_autofree char *address = NULL;

  address = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (start->address));
  g_set_error (start->error, FECHO_ERROR,
               g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE)
               ? FECHO_ERROR_IN_USE : FECHO_ERROR_FAILED,
               "Cannot listen on %s: %s", address, reason->message);
}

static gboolean
start_on_server (gpointer data)
{
  Start *start = data;
  FechoTextServer *self = start->server;
  g_autoptr(GSocketAddress) effective = NULL;
  g_autoptr(GError) error = NULL;

  self->service = g_socket_service_new ();
  self->soup = soup_server_new ("server-header", "Fecho", NULL);
  soup_server_add_early_handler (self->soup, NULL, headers_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), start->address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                      &effective, &error))
    fail_listening (start, error);
  else
    self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));

  return G_SOURCE_REMOVE;
}

static gboolean
end_on_server (gpointer data)
{
  FechoTextServer *self = data;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_object (&self->service);

  return G_SOURCE_REMOVE;
}

FechoTextServer *
fecho_text_server_new (GInetSocketAddress  *address,
                       const char          *path,
                       const char          *content_type,
                       FechoTextFunc        func,
                       gpointer             data,
                       GError             **error)
{
  g_autoptr(FechoTextServer) self = NULL;
  Start start = { .address = G_SOCKET_ADDRESS (address), .error = error };

  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (address), NULL);
  g_return_val_if_fail (path != NULL && content_type != NULL && func != NULL, NULL);

  self = g_new0 (FechoTextServer, 1);
  self->main = g_main_context_ref_thread_default ();
  self->func = func;
  self->data = data;
  self->path = g_strdup (path);
  self->content_type = g_strdup (content_type);
  self->link = g_atomic_rc_box_new0 (Link);
  self->link->server = self;
  self->thread = fecho_loop_thread_new ("fecho-http");
  start.server = self;
  fecho_loop_thread_wait (self->thread, start_on_server, &start);

  return self->port != 0 ? g_steal_pointer (&self) : NULL;
}

guint16
fecho_text_server_get_port (FechoTextServer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->port;
}

void
fecho_text_server_free (FechoTextServer *self)
{
  g_return_if_fail (self != NULL);

  self->link->server = NULL;
  fecho_loop_thread_wait (self->thread, end_on_server, self);
  fecho_loop_thread_free (self->thread);
  g_atomic_rc_box_release (self->link);
  g_main_context_unref (self->main);
  g_free (self->path);
  g_free (self->content_type);
  g_free (self);
}
