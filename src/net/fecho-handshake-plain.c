/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-handshake-private.h"

#include <string.h>

#include "fecho-answer.h"
#include "fecho-socket-stream.h"

/* -- the exchange */

/* Which is of no use to libsoup once the WebSocket is open: one for all. */
static GUri *
get_any_uri (void)
{
  static gsize any;

  if (g_once_init_enter (&any))
    g_once_init_leave (&any, (gsize)g_uri_parse ("ws://localhost/", SOUP_HTTP_URI_FLAGS, NULL));

  return (GUri *)any;
}

static void
upgraded_cb (gpointer data)
{
  fecho_handshake_tell_over (data);
}

static void
begin_upgrade (FechoHandshake *self)
{
  g_autoptr(SoupMessageHeaders) headers = NULL;

  headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  fecho_handshake_see_event (self, G_SOCKET_CLIENT_COMPLETE);
  fecho_handshake_add_headers (self, headers);
  if (self->endpoint->origin != NULL)
    soup_message_headers_remove (headers, "Origin");
  self->upgrade = fecho_upgrade_new (self->socket, self->uri, headers, self->endpoint->origin,
                                     self->endpoint->subprotocols, upgraded_cb, self);
}

/* -- the connection */

static void
connector_event_cb (GSocketClientEvent event,
                    gpointer           data)
{
  fecho_handshake_see_event (data, event);
}

static void
connector_over_cb (gpointer data)
{
  FechoHandshake *self = data;
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(GSocketAddress) address = NULL;

  socket = fecho_connector_take_socket (self->connector, &self->plain_error);
  g_clear_pointer (&self->connector, fecho_connector_free);
  if (socket == NULL)
    {
      fecho_handshake_tell_over (self);
      return;
    }

  fecho_handshake_see_event (self, G_SOCKET_CLIENT_CONNECTED);
  address = g_socket_get_remote_address (socket, NULL);
  fecho_answer_read_address (address, self->witness);
  fecho_handshake_keep_socket (self, socket);
  if (!self->is_over)
    begin_upgrade (self);
}

static const FechoConnectorFuncs connector_funcs = { connector_event_cb, connector_over_cb };

static guint16
port_of (GUri *uri)
{
  int port = g_uri_get_port (uri);

  return port > 0 ? (guint16)port : 80;
}

static void
connect_directly (FechoHandshake *self)
{
  fecho_handshake_see_event (self, G_SOCKET_CLIENT_RESOLVING);
  self->connector = fecho_connector_new (g_uri_get_host (self->uri), port_of (self->uri),
                                         &connector_funcs, self);
}

/* -- whether there is a proxy */

static gboolean
is_direct (char **proxies)
{
  return proxies != NULL && proxies[0] != NULL && proxies[1] == NULL &&
         g_str_equal (proxies[0], "direct://");
}

/* An error is libsoup's to meet and to word. */
static void
proxies_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  FechoHandshake *self = data;  /* gone where it was cancelled */
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) proxies = NULL;

  proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (is_direct (proxies))
    connect_directly (self);
  else
    fecho_handshake_run_soup (self);
}

/* In the words in which GSocketClient asks, so that one answer serves all. */
static void
look_up_proxies (FechoHandshake *self)
{
  const char *host = g_uri_get_host (self->uri);
  gboolean is_ipv6 = strchr (host, ':') != NULL;
  g_autofree char *question = NULL;

  question = g_strdup_printf (is_ipv6 ? "http://[%s]:%u" : "http://%s:%u", host,
                              port_of (self->uri));
  g_proxy_resolver_lookup_async (fecho_session_pool_get_system_proxies (self->pool), question,
                                 self->cancellable, proxies_cb, self);
}

/* -- for the other files */

/* libsoup knows names that are not ASCII and zones of addresses; its answers to who asks for
 * credentials, its proxies, its TLS and its extensions are used, not written again. */
gboolean
fecho_handshake_may_be_plain (FechoHandshake *self)
{
  const FechoEndpoint *endpoint = self->endpoint;
  const char *host = g_uri_get_host (self->uri);

  return !fecho_endpoint_is_secure (endpoint) && endpoint->proxy_mode != FECHO_PROXY_URI &&
         !endpoint->deflate && endpoint->user == NULL && g_str_is_ascii (host) &&
         strchr (host, '%') == NULL;
}

void
fecho_handshake_run_plain (FechoHandshake *self)
{
  if (self->endpoint->proxy_mode == FECHO_PROXY_NONE ||
      fecho_endpoint_is_loopback_host (g_uri_get_host (self->uri)))
    connect_directly (self);
  else
    look_up_proxies (self);
}

static void
read_answer (FechoHandshake *self)
{
  const FechoUpgradeAnswer *answer = fecho_upgrade_get_answer (self->upgrade);

  self->is_too_big = answer->is_too_big;
  if (answer->status == SOUP_STATUS_NONE)
    return;

  fecho_answer_read_response (answer->status, answer->headers, self->witness);
  self->is_refused = answer->status != SOUP_STATUS_SWITCHING_PROTOCOLS;
}

SoupWebsocketConnection *
fecho_handshake_finish_plain (FechoHandshake  *self,
                              GError         **error)
{
  g_autoptr(GIOStream) stream = NULL;

  if (self->upgrade == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->plain_error));
      return NULL;
    }

  read_answer (self);
  if (!fecho_upgrade_finish (self->upgrade, error))
    return NULL;

  stream = fecho_socket_stream_new (self->socket);

  return soup_websocket_connection_new (stream, get_any_uri (),
                                        SOUP_WEBSOCKET_CONNECTION_CLIENT, self->endpoint->origin,
                                        fecho_upgrade_get_answer (self->upgrade)->protocol, NULL);
}

static gboolean
given_up_cb (gpointer data)
{
  fecho_handshake_tell_over (data);

  return G_SOURCE_REMOVE;
}

/* What it waits for does not come any more; that it is over is told later, as ever. */
void
fecho_handshake_cancel_plain (FechoHandshake *self)
{
  g_clear_pointer (&self->connector, fecho_connector_free);
  g_clear_pointer (&self->upgrade, fecho_upgrade_free);
  self->is_over = TRUE;
  self->plain_error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                           "Operation was cancelled");
  self->giving_up = g_idle_source_new ();
  g_source_set_priority (self->giving_up, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->giving_up, given_up_cb, self, NULL);
  g_source_attach (self->giving_up, g_main_context_get_thread_default ());
}

void
fecho_handshake_clear_plain (FechoHandshake *self)
{
  g_clear_pointer (&self->connector, fecho_connector_free);
  g_clear_pointer (&self->upgrade, fecho_upgrade_free);
  g_clear_error (&self->plain_error);
  if (self->giving_up == NULL)
    return;

  g_source_destroy (self->giving_up);
  g_clear_pointer (&self->giving_up, g_source_unref);
}
