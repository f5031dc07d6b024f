/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-handshake-private.h"

#include "fecho-answer.h"
#include "fecho-credentials.h"

static GTlsProtocolVersion
least_tls_version (FechoMinTls min_tls)
{
  if (min_tls == FECHO_MIN_TLS_1_3)
    return G_TLS_PROTOCOL_VERSION_TLS_1_3;

  return G_TLS_PROTOCOL_VERSION_TLS_1_2;
}

/* The backend has no option for it: what was negotiated is looked at before anything is sent. */
static void
check_tls_version (FechoHandshake *self,
                   GIOStream      *stream)
{
  g_autoptr(GError) error = NULL;
  GTlsProtocolVersion version;

  if (self->endpoint->min_tls == FECHO_MIN_TLS_ANY || !G_IS_TLS_CONNECTION (stream))
    return;

  version = g_tls_connection_get_protocol_version (G_TLS_CONNECTION (stream));
  if (version >= least_tls_version (self->endpoint->min_tls))
    return;

  error = g_error_new (G_TLS_ERROR, G_TLS_ERROR_MISC,
                       "The server speaks %s, and the session wants TLS %s at least",
                       fecho_answer_name_tls_version (version),
                       self->endpoint->min_tls == FECHO_MIN_TLS_1_3 ? "1.3" : "1.2");
  fecho_witness_set_error (self->witness, error);
  fecho_handshake_cancel (self, FECHO_INTENT_TLS_VERSION);
}

static void
network_event_cb (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *stream,
                  FechoHandshake     *self)
{
  if (self->witness->seen.intent != FECHO_INTENT_NONE)
    return;                     /* given up; what still comes is no stage of it */

  self->last_event = event;
  fecho_handshake_see_event (self, event);
  switch (event)
    {
    case G_SOCKET_CLIENT_CONNECTED:
      if (G_IS_SOCKET_CONNECTION (stream))
        fecho_handshake_keep_socket (self,
                                     g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)));
      break;
    case G_SOCKET_CLIENT_PROXY_NEGOTIATING:
      self->is_negotiating_proxy = TRUE;
      break;
    case G_SOCKET_CLIENT_PROXY_NEGOTIATED:
      self->is_negotiating_proxy = FALSE;
      break;
    case G_SOCKET_CLIENT_TLS_HANDSHAKED:
      check_tls_version (self, stream);
      break;
    case G_SOCKET_CLIENT_RESOLVING:
    case G_SOCKET_CLIENT_RESOLVED:
    case G_SOCKET_CLIENT_CONNECTING:
    case G_SOCKET_CLIENT_TLS_HANDSHAKING:
    case G_SOCKET_CLIENT_COMPLETE:
      break;
    }
}

/* Only emitted where there is none to show: the handshake goes on without. */
static gboolean
request_certificate_cb (SoupMessage          *message,
                        GTlsClientConnection *connection,
                        FechoHandshake       *self)
{
  self->shows_certificate = TRUE;

  return FALSE;
}

/* A refusal that libsoup may answer with credentials, once its body has come. */
static gboolean
may_be_answered (FechoHandshake *self,
                 guint           status)
{
  if (status == SOUP_STATUS_UNAUTHORIZED)
    return self->endpoint->user != NULL;

  return status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED && self->endpoint->proxy_uri != NULL;
}

/* Any status but 101 is the end: the body that follows, be it endless, is not waited for. */
static void
got_headers_cb (SoupMessage    *message,
                FechoHandshake *self)
{
  guint status = soup_message_get_status (message);

  if (status == SOUP_STATUS_SWITCHING_PROTOCOLS || may_be_answered (self, status))
    return;

  self->is_refused = TRUE;
  g_cancellable_cancel (self->cancellable);
}

/* As soup_message_new(), which keeps the large buffers that parsing has needed as long as the
 * WebSocket lives. */
static SoupMessage *
make_message (FechoHandshake *self)
{
  g_autoptr(GUri) uri = NULL;

  uri = g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (self->uri), NULL,
                     g_uri_get_host (self->uri), g_uri_get_port (self->uri),
                     g_uri_get_path (self->uri), g_uri_get_query (self->uri), NULL);

  return soup_message_new_from_uri ("GET", uri);
}

static void
prepare_message (FechoHandshake *self)
{
  self->message = make_message (self);
  self->last_event = G_SOCKET_CLIENT_RESOLVING;
  /* A monitor is not sent elsewhere, and on an old HTTP connection there would be no phases. */
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  fecho_handshake_add_headers (self, soup_message_get_request_headers (self->message));
  self->shows_certificate = self->certificate != NULL;
  soup_message_set_tls_client_certificate (self->message, self->certificate);
  g_signal_connect (self->message, "request-certificate", G_CALLBACK (request_certificate_cb),
                    self);
  fecho_credentials_connect (self->message, self->endpoint);
  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);
  g_signal_connect (self->message, "got-headers", G_CALLBACK (got_headers_cb), self);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  FechoHandshake *self = data;

  self->result = g_object_ref (result);
  fecho_handshake_tell_over (self);
}

/* libsoup 3.2 sends an invalid empty header for an empty list of subprotocols: NULL instead. */
void
fecho_handshake_run_soup (FechoHandshake *self)
{
  char **subprotocols = self->endpoint->subprotocols;
  SoupSession *session = fecho_session_pool_get (self->pool, self->endpoint, NULL);

  g_assert (session != NULL);   /* it was asked for before, where that may fail */

  if (subprotocols != NULL && subprotocols[0] == NULL)
    subprotocols = NULL;
  prepare_message (self);
  soup_session_websocket_connect_async (session, self->message, self->endpoint->origin,
                                        subprotocols, G_PRIORITY_DEFAULT, self->cancellable,
                                        connected_cb, self);
}

SoupWebsocketConnection *
fecho_handshake_finish_soup (FechoHandshake  *self,
                             GError         **error)
{
  g_autoptr(GObject) session = g_async_result_get_source_object (self->result);
  SoupWebsocketConnection *connection;

  connection = soup_session_websocket_connect_finish (SOUP_SESSION (session), self->result, error);
  fecho_answer_read (self->message, self->witness);

  return connection;
}
