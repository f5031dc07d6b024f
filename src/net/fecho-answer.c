/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-answer.h"

#include <json-glib/json-glib.h>

#include "fecho-safe-text.h"

#define MAX_HEADER_BYTES 512

/* Headers that tell which machine on the way spoke, and what it wants. */
static const char *const kept_headers[] = {
  "Server", "Via", "Retry-After", "Location", "WWW-Authenticate", "Proxy-Authenticate",
  "Proxy-Agent", "CF-Ray", "X-Amz-Cf-Id", "X-Amzn-RequestId", "X-Request-Id", "X-Served-By",
  "X-Cache", "Fly-Request-Id",
};

static char *
bound_text (const char *text)
{
  g_autofree char *start = g_strndup (text, MAX_HEADER_BYTES);

  return g_utf8_make_valid (start, -1);
}

static void
keep_header (JsonObject *object,
             const char *name,
             const char *value)
{
  g_autofree char *redacted = NULL;
  g_autofree char *text = NULL;

  if (g_str_equal (name, "Location"))
    redacted = fecho_safe_text_redact_url (value);
  text = bound_text (redacted != NULL ? redacted : value);
  json_object_set_string_member (object, name, text);
}

static char *
dup_headers (SoupMessageHeaders *headers)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  for (gsize i = 0; i < G_N_ELEMENTS (kept_headers); i++)
    {
      const char *value = soup_message_headers_get_list (headers, kept_headers[i]);

      if (value != NULL)
        keep_header (object, kept_headers[i], value);
    }

  return json_object_get_size (object) > 0 ? json_to_string (node, FALSE) : NULL;
}

const char *
fecho_answer_name_tls_version (GTlsProtocolVersion version)
{
  switch (version)
    {
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
      return "SSL 3.0";
    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
      return "TLS 1.0";
    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
      return "TLS 1.1";
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      return "TLS 1.2";
    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      return "TLS 1.3";
    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
      break;
    }

  return NULL;
}

static gint64
expiry_of (GTlsCertificate *certificate)
{
  g_autoptr(GDateTime) expiry = g_tls_certificate_get_not_valid_after (certificate);

  return expiry != NULL ? g_date_time_to_unix (expiry) * (gint64)G_USEC_PER_SEC : FECHO_UNKNOWN;
}

static void
read_tls (SoupMessage  *message,
          FechoWitness *witness)
{
  GTlsCertificate *certificate = soup_message_get_tls_peer_certificate (message);
  GTlsProtocolVersion version = soup_message_get_tls_protocol_version (message);

  witness->seen.tls_errors = soup_message_get_tls_peer_certificate_errors (message);
  witness->tls_version = fecho_answer_name_tls_version (version);
  if (certificate != NULL)
    witness->cert_expires_at_us = expiry_of (certificate);
}

void
fecho_answer_read_address (GSocketAddress *address,
                           FechoWitness   *witness)
{
  g_autofree char *text = NULL;
  GInetAddress *host;

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return;

  host = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  text = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
  witness->remote_address = g_strdup (text); /* that one has room for more, and is kept for days */
  witness->is_remote_loopback = g_inet_address_get_is_loopback (host);
}

void
fecho_answer_read_response (int                 status,
                            SoupMessageHeaders *headers,
                            FechoWitness       *witness)
{
  witness->seen.http_status = status;
  witness->headers = dup_headers (headers);
}

void
fecho_answer_read (SoupMessage  *message,
                   FechoWitness *witness)
{
  guint status = soup_message_get_status (message);

  if (status != SOUP_STATUS_NONE)
    fecho_answer_read_response ((int)status, soup_message_get_response_headers (message), witness);
  fecho_answer_read_address (soup_message_get_remote_address (message), witness);
  read_tls (message, witness);
}

void
fecho_answer_read_connection (SoupWebsocketConnection *connection,
                              FechoWitness            *witness)
{
  const char *protocol = soup_websocket_connection_get_protocol (connection);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  if (protocol != NULL)
    witness->subprotocol = bound_text (protocol);
  for (GList *l = soup_websocket_connection_get_extensions (connection); l != NULL; l = l->next)
    g_ptr_array_add (names, (char *)SOUP_WEBSOCKET_EXTENSION_GET_CLASS (l->data)->name);
  if (names->len == 0)
    return;

  g_ptr_array_add (names, NULL);
  witness->extensions = g_strjoinv (", ", (char **)names->pdata);
}
