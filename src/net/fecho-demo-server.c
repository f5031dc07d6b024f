/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-demo-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "fecho-demo-peer.h"
#include "fecho-demo-route.h"
#include "fecho-error.h"

/* Statuses that libsoup has no name for (RFC 9110, 15.5.22; RFC 6585, 4). */
#define STATUS_UPGRADE_REQUIRED 426
#define STATUS_TOO_MANY_REQUESTS 429
#define RETRY_AFTER "1"

#define SOCKET_KEY "fecho-demo-socket"

struct _FechoDemoServer
{
  GObject parent_instance;

  GThread *thread;
  GMainContext *context;        /* the thread's */
  guint16 port;

  /* Of the thread alone. */
  GSocketService *service;      /* accepts for the server */
  SoupServer *server;
  GCancellable *cancellable;    /* of all peers */
  GHashTable *turns;            /* path and query: how many asked for it before */
  gboolean stopping;
};

G_DEFINE_FINAL_TYPE (FechoDemoServer, fecho_demo_server, G_TYPE_OBJECT)

/* An upgrade that waits for its answer to be written. */
typedef struct
{
  FechoDemoAct act;
  GCancellable *cancellable;
} Upgrade;

static void
upgrade_free (gpointer  data,
              GClosure *closure)
{
  Upgrade *upgrade = data;

  fecho_demo_act_clear (&upgrade->act);
  g_object_unref (upgrade->cancellable);
  g_free (upgrade);
}

/* libsoup sends neither 1010 nor 1012 to 1014, nor anything wrong: from here the stream is ours. */
static void
wrote_informational_cb (SoupServerMessage *message,
                        gpointer           data)
{
  Upgrade *upgrade = data;
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  g_autoptr(GSocket) socket = g_object_ref (g_object_get_data (G_OBJECT (remote), SOCKET_KEY));
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);

  fecho_demo_peer_start (stream, socket, &upgrade->act, upgrade->cancellable);
}

static char *
dup_index (void)
{
  GString *text = g_string_new ("Fecho: ws://127.0.0.1\n\n");

  for (const FechoDemoPath *path = fecho_demo_server_get_paths (); path->path != NULL; path++)
    g_string_append_printf (text, "%-46s %s\n", path->path, path->description);

  return g_string_free (text, FALSE);
}

static void
answer_index (SoupServerMessage *message)
{
  char *text = dup_index ();

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/plain; charset=utf-8", SOUP_MEMORY_TAKE, text,
                                    strlen (text));
}

static void
answer_status (SoupServerMessage *message,
               guint              status)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, status, NULL);
  if (status == STATUS_TOO_MANY_REQUESTS || status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    soup_message_headers_replace (headers, "Retry-After", RETRY_AFTER);
  if (status == STATUS_UPGRADE_REQUIRED)
    soup_message_headers_replace (headers, "Upgrade", "websocket");
  soup_message_headers_replace (headers, "Connection", "close");
}

/* Takes the first subprotocol that is offered. */
static gboolean
process_handshake (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *offered = soup_message_headers_get_list (headers, "Sec-WebSocket-Protocol");
  g_auto(GStrv) names = offered != NULL ? g_strsplit (offered, ",", 2) : NULL;
  char *first[] = { names != NULL ? g_strstrip (names[0]) : NULL, NULL };

  return soup_websocket_server_process_handshake (message, NULL, names != NULL ? first : NULL,
                                                  NULL, NULL);
}

static void
start_upgrade (FechoDemoServer   *self,
               SoupServerMessage *message,
               FechoDemoAct      *act)
{
  Upgrade *upgrade;

  if (!process_handshake (message))
    return;

  upgrade = g_new0 (Upgrade, 1);
  upgrade->act = *act;
  *act = (FechoDemoAct){ 0 };
  upgrade->cancellable = g_object_ref (self->cancellable);
  g_signal_connect_data (message, "wrote-informational", G_CALLBACK (wrote_informational_cb),
                         upgrade, upgrade_free, 0);
}

static gboolean
wants_upgrade (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return soup_message_headers_header_contains (headers, "Upgrade", "websocket");
}

static guint
next_turn (FechoDemoServer *self,
           GUri            *uri)
{
  g_autofree char *key = g_strconcat (g_uri_get_path (uri), "?", g_uri_get_query (uri), NULL);
  guint n_before = GPOINTER_TO_UINT (g_hash_table_lookup (self->turns, key));

  g_hash_table_replace (self->turns, g_steal_pointer (&key), GUINT_TO_POINTER (n_before + 1));

  return n_before;
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  FechoDemoServer *self = data;
  GUri *uri = soup_server_message_get_uri (message);
  g_auto(FechoDemoAct) act = { 0 };
  guint n_before = wants_upgrade (message) ? next_turn (self, uri) : 0;

  if (!fecho_demo_route_parse (path, g_uri_get_query (uri), n_before, &act))
    answer_status (message, SOUP_STATUS_NOT_FOUND);
  else if (act.kind == FECHO_DEMO_INDEX)
    answer_index (message);
  else if (act.kind == FECHO_DEMO_STATUS)
    answer_status (message, act.code);
  else if (!wants_upgrade (message))
    answer_status (message, STATUS_UPGRADE_REQUIRED);
  else
    start_upgrade (self, message, &act);
}

/* A peer that has gone already has no address, of which a SoupServer that accepts by itself warns.
 * One that is given streams knows no sockets: a socket travels with its address. */
static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             FechoDemoServer   *self)
{
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  if (local == NULL || remote == NULL)
    return TRUE;

  g_object_set_data_full (G_OBJECT (remote), SOCKET_KEY,
                          g_object_ref (g_socket_connection_get_socket (connection)),
                          g_object_unref);
  (void)soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote,
                                     NULL); /* fails only for a stream that is no stream */

  return TRUE;
}

/* Peers notice on the context that they are cancelled. */
static void
end_on_server (FechoDemoServer *self)
{
  gboolean going_on = TRUE;

  g_cancellable_cancel (self->cancellable);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  soup_server_disconnect (self->server);
  while (going_on)
    going_on = g_main_context_iteration (self->context, FALSE);
  g_clear_object (&self->server);
  g_clear_object (&self->service);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->turns, g_hash_table_unref);
}

static gpointer
run_on_server (gpointer data)
{
  FechoDemoServer *self = data;

  g_main_context_push_thread_default (self->context);
  while (!self->stopping)
    g_main_context_iteration (self->context, TRUE);
  end_on_server (self);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static gboolean
stop_on_server (gpointer data)
{
  FECHO_DEMO_SERVER (data)->stopping = TRUE;

  return G_SOURCE_REMOVE;
}

/* Later peers are not of those that are cut. */
static gboolean
cut_on_server (gpointer data)
{
  FechoDemoServer *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();

  return G_SOURCE_REMOVE;
}

static void
fecho_demo_server_dispose (GObject *object)
{
  fecho_demo_server_stop (FECHO_DEMO_SERVER (object));

  G_OBJECT_CLASS (fecho_demo_server_parent_class)->dispose (object);
}

static void
fecho_demo_server_finalize (GObject *object)
{
  g_main_context_unref (FECHO_DEMO_SERVER (object)->context);

  G_OBJECT_CLASS (fecho_demo_server_parent_class)->finalize (object);
}

static void
fecho_demo_server_class_init (FechoDemoServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_demo_server_dispose;
  object_class->finalize = fecho_demo_server_finalize;
}

static void
fecho_demo_server_init (FechoDemoServer *self)
{
  self->context = g_main_context_new ();
}

static guint16
port_of (GSocketAddress *address)
{
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static gboolean
start_listening (FechoDemoServer  *self,
                 guint16           port,
                 GError          **error)
{
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr(GSocketAddress) effective = NULL;
  g_autoptr(GError) local_error = NULL;

  self->service = g_socket_service_new ();
  self->server = soup_server_new ("server-header", "Fecho-Demo", NULL);
  self->cancellable = g_cancellable_new ();
  self->turns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  if (g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted,
                                     G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                     &effective, &local_error))
    {
      self->port = port_of (effective);
      return TRUE;
    }

  g_set_error (error, FECHO_ERROR,
               g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE)
               ? FECHO_ERROR_IN_USE : FECHO_ERROR_FAILED,
               "Cannot listen on port %u: %s", port, local_error->message);

  return FALSE;
}

/* Listening happens here, so that its failure is known at once; all else on the thread, which owns
 * the context and everything in it from then on. */
FechoDemoServer *
fecho_demo_server_new (guint16   port,
                       GError  **error)
{
  g_autoptr(FechoDemoServer) self = g_object_new (FECHO_TYPE_DEMO_SERVER, NULL);
  gboolean listening;

  g_main_context_push_thread_default (self->context);
  listening = start_listening (self, port, error);
  g_main_context_pop_thread_default (self->context);
  if (!listening)
    {
      end_on_server (self);
      return NULL;
    }
  self->thread = g_thread_try_new ("fecho-demo", run_on_server, self, error);
  if (self->thread == NULL)
    {
      end_on_server (self);
      return NULL;
    }

  return g_steal_pointer (&self);
}

guint16
fecho_demo_server_get_port (FechoDemoServer *self)
{
  g_return_val_if_fail (FECHO_IS_DEMO_SERVER (self), 0);

  return self->port;
}

static void
call_on_server (FechoDemoServer *self,
                GSourceFunc      func)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, self->context);
}

void
fecho_demo_server_cut (FechoDemoServer *self)
{
  g_return_if_fail (FECHO_IS_DEMO_SERVER (self));

  if (self->thread != NULL)
    call_on_server (self, cut_on_server);
}

void
fecho_demo_server_stop (FechoDemoServer *self)
{
  g_return_if_fail (FECHO_IS_DEMO_SERVER (self));

  if (self->thread == NULL)
    return;

  call_on_server (self, stop_on_server);
  g_thread_join (g_steal_pointer (&self->thread));
}
