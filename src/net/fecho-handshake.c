/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-handshake-private.h"

#include <libintl.h>

#include "fecho-answer.h"
#include "fecho-error.h"
#include "fecho-fault.h"
#include "fecho-tcp.h"

#include "fecho-config.h"

#define DEFAULT_USER_TIMEOUT_US (30 * G_USEC_PER_SEC)

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
add_cookies (FechoHandshake     *self,
             SoupMessageHeaders *headers)
{
  g_autofree char *line = NULL;

  if (self->endpoint->cookies == NULL || self->endpoint->cookies[0] == NULL)
    return;

  line = g_strjoinv ("; ", self->endpoint->cookies);
  soup_message_headers_append (headers, "Cookie", line);
}

static gboolean
offers_subprotocols (FechoHandshake *self)
{
  return self->endpoint->subprotocols != NULL && self->endpoint->subprotocols[0] != NULL;
}

static gboolean
is_offered (FechoHandshake *self,
            const char     *subprotocol)
{
  return g_strv_contains ((const char *const *)self->endpoint->subprotocols, subprotocol);
}

/* libsoup compares without regard to case until 3.7.1, and accepts an answer that chooses none. */
static gboolean
is_subprotocol_acceptable (FechoHandshake          *self,
                           SoupWebsocketConnection *connection)
{
  const char *chosen = soup_websocket_connection_get_protocol (connection);

  return !offers_subprotocols (self) || (chosen != NULL && is_offered (self, chosen));
}

static SoupMessageHeaders *
get_answer_headers (FechoHandshake *self)
{
  if (self->message != NULL)
    return soup_message_get_response_headers (self->message);

  return self->upgrade != NULL ? fecho_upgrade_get_answer (self->upgrade)->headers : NULL;
}

/* What libsoup has refused for that: it has one error for whatever is wrong with an answer. */
static gboolean
was_another_chosen (FechoHandshake *self)
{
  SoupMessageHeaders *headers = get_answer_headers (self);
  const char *chosen;

  if (!offers_subprotocols (self) || headers == NULL ||
      self->witness->seen.http_status != SOUP_STATUS_SWITCHING_PROTOCOLS)
    return FALSE;

  chosen = soup_message_headers_get_one (headers, "Sec-WebSocket-Protocol");

  return chosen != NULL && !is_offered (self, chosen);
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
is_too_big (FechoHandshake *self,
            const GError   *error)
{
  return self->is_too_big ||
         (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) &&
          g_str_equal (error->message, dgettext ("libsoup-3.0", "Header too big")));
}

static void
see_failure (FechoHandshake *self,
             const GError   *error)
{
  FechoObservations *seen = &self->witness->seen;

  if (seen->intent == FECHO_INTENT_NONE && is_too_big (self, error))
    seen->intent = FECHO_INTENT_BUDGET;
  seen->fault = judge_error (self, error);
  seen->tls_was_last = self->last_event == G_SOCKET_CLIENT_TLS_HANDSHAKING &&
                       seen->fault != FECHO_FAULT_TLS_CLIENT_CERTIFICATE;
  if (seen->intent == FECHO_INTENT_BUDGET && !is_too_big (self, error))
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
refuse_subprotocol (FechoHandshake *self)
{
  g_autoptr(GError) error = NULL;

  error = g_error_new (SOUP_WEBSOCKET_ERROR, SOUP_WEBSOCKET_ERROR_BAD_HANDSHAKE,
                       "The server chose none of the offered subprotocols");
  self->witness->seen.intent = FECHO_INTENT_SUBPROTOCOL;
  self->witness->seen.fault = FECHO_FAULT_BAD_HANDSHAKE;
  fecho_witness_set_error (self->witness, error);
}

/* -- for the other files */

void
fecho_handshake_enter (FechoHandshake *self,
                       FechoStage      stage)
{
  if (fecho_witness_enter (self->witness, stage))
    self->funcs->stage (stage, self->data);
}

void
fecho_handshake_see_event (FechoHandshake     *self,
                           GSocketClientEvent  event)
{
  switch (event)
    {
    case G_SOCKET_CLIENT_RESOLVING:
      fecho_handshake_enter (self, FECHO_STAGE_DNS);
      break;
    case G_SOCKET_CLIENT_RESOLVED:
      fecho_witness_leave (self->witness, FECHO_STAGE_DNS);
      break;
    case G_SOCKET_CLIENT_CONNECTING:
      fecho_handshake_enter (self, FECHO_STAGE_TCP);
      break;
    case G_SOCKET_CLIENT_CONNECTED:
      fecho_witness_leave (self->witness, FECHO_STAGE_TCP);
      break;
    case G_SOCKET_CLIENT_PROXY_NEGOTIATING:
      fecho_handshake_enter (self, FECHO_STAGE_PROXY);
      break;
    case G_SOCKET_CLIENT_PROXY_NEGOTIATED:
      fecho_witness_leave (self->witness, FECHO_STAGE_PROXY);
      break;
    case G_SOCKET_CLIENT_TLS_HANDSHAKING:
      fecho_handshake_enter (self, FECHO_STAGE_TLS);
      break;
    case G_SOCKET_CLIENT_TLS_HANDSHAKED:
      fecho_witness_leave (self->witness, FECHO_STAGE_TLS);
      break;
    case G_SOCKET_CLIENT_COMPLETE:
      fecho_handshake_enter (self, FECHO_STAGE_HTTP);
      break;
    }
}

void
fecho_handshake_keep_socket (FechoHandshake *self,
                             GSocket        *socket)
{
  g_set_object (&self->socket, socket);
  fecho_tcp_set_user_timeout (self->socket, user_timeout_us (self->endpoint));
  self->funcs->connected (self->socket, self->data);
}

void
fecho_handshake_add_headers (FechoHandshake     *self,
                             SoupMessageHeaders *headers)
{
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
  add_cookies (self, headers);
}

void
fecho_handshake_tell_over (FechoHandshake *self)
{
  self->is_over = TRUE;
  self->funcs->over (self->data);
}

FechoHandshake *
fecho_handshake_new (const FechoEndpoint        *endpoint,
                     GTlsCertificate            *certificate,
                     FechoWitness               *witness,
                     const FechoHandshakeFuncs  *funcs,
                     gpointer                    data,
                     GError                    **error)
{
  g_autoptr(GUri) uri = NULL;
  FechoHandshake *self;

  /* libsoup would connect to any scheme, in clear. */
  if (!fecho_endpoint_check_url (endpoint->url, error))
    return NULL;
  uri = g_uri_parse (endpoint->url, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "Not an address");
      return NULL;
    }

  self = g_new0 (FechoHandshake, 1);
  self->endpoint = endpoint;
  self->witness = witness;
  self->funcs = funcs;
  self->data = data;
  self->uri = g_steal_pointer (&uri);
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->cancellable = g_cancellable_new ();

  return self;
}

void
fecho_handshake_free (FechoHandshake *self)
{
  g_return_if_fail (self != NULL);

  fecho_handshake_clear_plain (self);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->result);
  g_clear_object (&self->certificate);
  g_object_unref (self->cancellable);
  g_clear_object (&self->socket);
  g_uri_unref (self->uri);
  g_free (self);
}

void
fecho_handshake_run (FechoHandshake   *self,
                     FechoSessionPool *pool)
{
  self->pool = pool;
  if (fecho_handshake_may_be_plain (self))
    fecho_handshake_run_plain (self);
  else
    fecho_handshake_run_soup (self);
}

SoupWebsocketConnection *
fecho_handshake_finish (FechoHandshake *self)
{
  g_autoptr(SoupWebsocketConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  if (self->message != NULL)
    connection = fecho_handshake_finish_soup (self, &error);
  else
    connection = fecho_handshake_finish_plain (self, &error);
  fecho_witness_leave (self->witness, FECHO_STAGE_HTTP);
  if (connection == NULL)
    {
      see_failure (self, error);
      if (self->witness->seen.intent == FECHO_INTENT_NONE && was_another_chosen (self))
        refuse_subprotocol (self);
      return NULL;
    }
  if (self->witness->seen.intent != FECHO_INTENT_NONE)
    return NULL;                /* we gave up in the moment it succeeded */
  if (!is_subprotocol_acceptable (self, connection))
    {
      refuse_subprotocol (self);
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
  if (self->is_over)
    return;

  g_cancellable_cancel (self->cancellable);
  if (self->message == NULL)
    fecho_handshake_cancel_plain (self);
}

GSocket *
fecho_handshake_get_socket (FechoHandshake *self)
{
  return self->socket;
}
