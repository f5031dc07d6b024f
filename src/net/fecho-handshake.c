/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-handshake.h"

#include <libintl.h>

#include "fecho-answer.h"
#include "fecho-credentials.h"
#include "fecho-error.h"
#include "fecho-fault.h"
#include "fecho-tcp.h"

#include "fecho-config.h"

#define DEFAULT_USER_TIMEOUT_US (30 * G_USEC_PER_SEC)

struct _FechoHandshake
{
  const FechoEndpoint *endpoint;
  FechoWitness *witness;
  const FechoHandshakeFuncs *funcs;
  gpointer data;

  SoupMessage *message;
  GCancellable *cancellable;
  GSocket *socket;
  GSocketClientEvent last_event;
  gboolean is_negotiating_proxy;
  gboolean is_refused;          /* by the headers of the answer: nothing more is waited for */
  gboolean shows_certificate;   /* one of ours was asked for, or is there to be shown */
};

static void
enter (FechoHandshake *self,
       FechoStage      stage)
{
  if (fecho_witness_enter (self->witness, stage))
    self->funcs->stage (stage, self->data);
}

/* A dead route shows in what is not acknowledged, a peer that hangs in what it does not answer:
 * this time-out passes first, so that one is not taken for the other. */
static gint64
user_timeout_us (const FechoEndpoint *endpoint)
{
  if (endpoint->ping_us <= 0 || endpoint->pong_timeout_us <= 0)
    return DEFAULT_USER_TIMEOUT_US;

  return endpoint->pong_timeout_us * 9 / 10;
}

static void
keep_socket (FechoHandshake *self,
             GIOStream      *stream)
{
  if (!G_IS_SOCKET_CONNECTION (stream))
    return;

  g_set_object (&self->socket, g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)));
  fecho_tcp_set_user_timeout (self->socket, user_timeout_us (self->endpoint));
  self->funcs->connected (self->socket, self->data);
}

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
  switch (event)
    {
    case G_SOCKET_CLIENT_RESOLVING:
      enter (self, FECHO_STAGE_DNS);
      break;
    case G_SOCKET_CLIENT_RESOLVED:
      fecho_witness_leave (self->witness, FECHO_STAGE_DNS);
      break;
    case G_SOCKET_CLIENT_CONNECTING:
      enter (self, FECHO_STAGE_TCP);
      break;
    case G_SOCKET_CLIENT_CONNECTED:
      fecho_witness_leave (self->witness, FECHO_STAGE_TCP);
      keep_socket (self, stream);
      break;
    case G_SOCKET_CLIENT_PROXY_NEGOTIATING:
      self->is_negotiating_proxy = TRUE;
      enter (self, FECHO_STAGE_PROXY);
      break;
    case G_SOCKET_CLIENT_PROXY_NEGOTIATED:
      self->is_negotiating_proxy = FALSE;
      fecho_witness_leave (self->witness, FECHO_STAGE_PROXY);
      break;
    case G_SOCKET_CLIENT_TLS_HANDSHAKING:
      enter (self, FECHO_STAGE_TLS);
      break;
    case G_SOCKET_CLIENT_TLS_HANDSHAKED:
      fecho_witness_leave (self->witness, FECHO_STAGE_TLS);
      check_tls_version (self, stream);
      break;
    case G_SOCKET_CLIENT_COMPLETE:
      enter (self, FECHO_STAGE_HTTP);
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

static void
add_headers (FechoHandshake *self)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (self->message);
  char **lines = self->endpoint->headers;

  soup_message_headers_replace (headers, "User-Agent", "Fecho/" FECHO_VERSION);
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (lines[i], ":", 2);

      if (g_strv_length (parts) != 2)
        continue;
      if (g_ascii_strcasecmp (g_strstrip (parts[0]), "User-Agent") == 0)
        soup_message_headers_remove (headers, "User-Agent");
      soup_message_headers_append (headers, parts[0], g_strstrip (parts[1]));
    }
}

static void
add_cookies (FechoHandshake *self)
{
  g_autofree char *line = NULL;

  if (self->endpoint->cookies == NULL || self->endpoint->cookies[0] == NULL)
    return;

  line = g_strjoinv ("; ", self->endpoint->cookies);
  soup_message_headers_append (soup_message_get_request_headers (self->message), "Cookie", line);
}

/* libsoup compares without regard to case, and accepts an answer that chooses none. */
static gboolean
is_subprotocol_acceptable (FechoHandshake          *self,
                           SoupWebsocketConnection *connection)
{
  const char *chosen = soup_websocket_connection_get_protocol (connection);
  char **offered = self->endpoint->subprotocols;

  if (offered == NULL || offered[0] == NULL)
    return TRUE;

  return chosen != NULL && g_strv_contains ((const char *const *)offered, chosen);
}

static gboolean
was_proxy_refusing (FechoHandshake *self)
{
  if (self->is_negotiating_proxy)
    return TRUE;

  /* With a proxy of the session's own, TCP is only ever made to the proxy. */
  return self->endpoint->proxy_mode == FECHO_PROXY_URI &&
         self->witness->seen.stage == FECHO_STAGE_TCP;
}

static FechoFault
judge_error (FechoHandshake *self,
             const GError   *error)
{
  FechoFault fault = fecho_fault_from_error (error, self->witness->seen.http_status);

  if (self->witness->seen.intent != FECHO_INTENT_NONE)
    return FECHO_FAULT_CANCELLED;
  if (self->is_refused)
    return FECHO_FAULT_HTTP_STATUS;
  if (was_proxy_refusing (self))
    return fault == FECHO_FAULT_PROXY_AUTH ? fault : FECHO_FAULT_PROXY;
  /* A server that asks for a certificate, and then ends the handshake, did not like the answer. */
  if (fault == FECHO_FAULT_TLS && self->shows_certificate)
    return FECHO_FAULT_TLS_CLIENT_CERTIFICATE;
  /* The body broke off: the status had come. */
  if ((fault == FECHO_FAULT_END_OF_STREAM || fault == FECHO_FAULT_RESET) &&
      self->witness->seen.http_status != FECHO_UNKNOWN)
    return FECHO_FAULT_HTTP_STATUS;

  return fault;
}

/* "Cancelled", which libsoup says, is not why. */
static void
set_deadline_error (FechoHandshake *self)
{
  g_autoptr(GError) error = NULL;

  error = g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The handshake was not complete after %"
                       G_GINT64_FORMAT " ms", self->endpoint->connect_timeout_us / 1000);
  fecho_witness_set_error (self->witness, error);
}

/* In libsoup's words where it has waited for the body. */
static void
set_refused_error (FechoHandshake *self)
{
  g_autoptr(GError) error = NULL;

  error = g_error_new (SOUP_WEBSOCKET_ERROR, SOUP_WEBSOCKET_ERROR_NOT_WEBSOCKET,
                       "The server did not accept the WebSocket handshake.");
  fecho_witness_set_error (self->witness, error);
}

/* libsoup takes a proxy's answer for the server's. */
static void
set_proxy_error (FechoHandshake *self)
{
  g_autoptr(GError) error = NULL;

  error = g_error_new (G_IO_ERROR, G_IO_ERROR_PROXY_FAILED, "The proxy answered with HTTP %d",
                       self->witness->seen.http_status);
  fecho_witness_set_error (self->witness, error);
}

/* libsoup's own limit, with the code of an early end of the stream: only the words tell. */
static gboolean
is_header_too_big (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) &&
         g_str_equal (error->message, dgettext ("libsoup-3.0", "Header too big"));
}

static void
see_failure (FechoHandshake *self,
             const GError   *error)
{
  FechoObservations *seen = &self->witness->seen;

  if (seen->intent == FECHO_INTENT_NONE && is_header_too_big (error))
    seen->intent = FECHO_INTENT_BUDGET;
  seen->fault = judge_error (self, error);
  seen->tls_was_last = self->last_event == G_SOCKET_CLIENT_TLS_HANDSHAKING &&
                       seen->fault != FECHO_FAULT_TLS_CLIENT_CERTIFICATE;
  if (seen->intent == FECHO_INTENT_BUDGET && !is_header_too_big (error))
    return;                     /* what libsoup made of our cut is no word of the peer */
  if (seen->intent == FECHO_INTENT_DEADLINE)
    set_deadline_error (self);
  else if (self->is_refused)
    set_refused_error (self);
  else if (self->is_negotiating_proxy && seen->http_status != FECHO_UNKNOWN)
    set_proxy_error (self);
  fecho_witness_set_error (self->witness, error);
}

static void
refuse_subprotocol (FechoHandshake          *self,
                    SoupWebsocketConnection *connection)
{
  g_autoptr(GError) error = NULL;

  error = g_error_new (SOUP_WEBSOCKET_ERROR, SOUP_WEBSOCKET_ERROR_BAD_HANDSHAKE,
                       "The server chose none of the offered subprotocols");
  self->witness->seen.intent = FECHO_INTENT_SUBPROTOCOL;
  self->witness->seen.fault = FECHO_FAULT_BAD_HANDSHAKE;
  fecho_witness_set_error (self->witness, error);
}

/* As soup_message_new(), which keeps the large buffers that parsing has needed as long as the
 * WebSocket lives. */
static SoupMessage *
make_message (const char *url)
{
  g_autoptr(GUri) parsed = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr(GUri) uri = NULL;

  if (parsed == NULL || g_uri_get_host (parsed) == NULL)
    return NULL;

  uri = g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (parsed), NULL, g_uri_get_host (parsed),
                     g_uri_get_port (parsed), g_uri_get_path (parsed), g_uri_get_query (parsed),
                     NULL);

  return soup_message_new_from_uri ("GET", uri);
}

FechoHandshake *
fecho_handshake_new (const FechoEndpoint        *endpoint,
                     GTlsCertificate            *certificate,
                     FechoWitness               *witness,
                     const FechoHandshakeFuncs  *funcs,
                     gpointer                    data,
                     GError                    **error)
{
  g_autoptr(SoupMessage) message = NULL;
  FechoHandshake *self;

  /* libsoup would connect to any scheme, in clear. */
  if (!fecho_endpoint_check_url (endpoint->url, error))
    return NULL;
  message = make_message (endpoint->url);
  if (message == NULL)
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "Not an address");
      return NULL;
    }

  self = g_new0 (FechoHandshake, 1);
  self->endpoint = endpoint;
  self->witness = witness;
  self->funcs = funcs;
  self->data = data;
  self->message = g_steal_pointer (&message);
  self->cancellable = g_cancellable_new ();
  self->last_event = G_SOCKET_CLIENT_RESOLVING;
  /* A monitor is not sent elsewhere, and on an old HTTP connection there would be no phases. */
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  add_headers (self);
  add_cookies (self);
  self->shows_certificate = certificate != NULL;
  soup_message_set_tls_client_certificate (self->message, certificate);
  g_signal_connect (self->message, "request-certificate", G_CALLBACK (request_certificate_cb),
                    self);
  fecho_credentials_connect (self->message, endpoint);
  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);
  g_signal_connect (self->message, "got-headers", G_CALLBACK (got_headers_cb), self);

  return self;
}

void
fecho_handshake_free (FechoHandshake *self)
{
  g_return_if_fail (self != NULL);

  g_signal_handlers_disconnect_by_data (self->message, self);
  g_object_unref (self->message);
  g_object_unref (self->cancellable);
  g_clear_object (&self->socket);
  g_free (self);
}

/* libsoup 3.2 sends an invalid empty header for an empty list of subprotocols: NULL instead. */
void
fecho_handshake_run_async (FechoHandshake      *self,
                           SoupSession         *session,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  char **subprotocols = self->endpoint->subprotocols;

  if (subprotocols != NULL && subprotocols[0] == NULL)
    subprotocols = NULL;

  soup_session_websocket_connect_async (session, self->message, self->endpoint->origin,
                                        subprotocols, G_PRIORITY_DEFAULT, self->cancellable,
                                        callback, data);
}

SoupWebsocketConnection *
fecho_handshake_run_finish (FechoHandshake *self,
                            GAsyncResult   *result)
{
  g_autoptr(SoupWebsocketConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  SoupSession *session = SOUP_SESSION (g_async_result_get_source_object (result));

  connection = soup_session_websocket_connect_finish (session, result, &error);
  g_object_unref (session);
  fecho_answer_read (self->message, self->witness);
  fecho_witness_leave (self->witness, FECHO_STAGE_HTTP);
  if (connection == NULL)
    {
      see_failure (self, error);
      return NULL;
    }
  if (self->witness->seen.intent != FECHO_INTENT_NONE)
    return NULL;                /* we gave up in the moment it succeeded */
  if (!is_subprotocol_acceptable (self, connection))
    {
      refuse_subprotocol (self, connection);
      return NULL;
    }
  fecho_answer_read_connection (connection, self->witness);

  return g_steal_pointer (&connection);
}

void
fecho_handshake_cancel (FechoHandshake *self,
                        FechoIntent     intent)
{
  if (self->witness->seen.intent == FECHO_INTENT_NONE)
    self->witness->seen.intent = intent;
  g_cancellable_cancel (self->cancellable);
}

GSocket *
fecho_handshake_get_socket (FechoHandshake *self)
{
  return self->socket;
}
