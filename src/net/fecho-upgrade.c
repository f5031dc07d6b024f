/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-upgrade.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>

/* libsoup's own limit. */
#define MAX_ANSWER_BYTES (64 * 1024)
/* Of a read, and of answers in one turn that are not the last one. */
#define READ_BYTES 4096
#define MAX_INFORMATIONAL 32
/* RFC 6455, 1.3. */
#define ACCEPT_SUFFIX "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

struct _FechoUpgrade
{
  GSocket *socket;
  FechoUpgradeFunc over;
  gpointer data;
  GString *request;
  gsize n_sent;
  char *key;
  char *protocols;              /* as they were sent, NULL: none */
  GString *text;                /* of the answer, as far as it has come */
  guint n_informational;
  FechoUpgradeAnswer answer;
  GSource *source;
  GError *error;
};

/* -- the request */

/* Sixteen random bytes, as libsoup takes them: RFC 6455, 4.1. */
static char *
make_key (void)
{
  guint32 raw[4];

  for (gsize i = 0; i < G_N_ELEMENTS (raw); i++)
    raw[i] = g_random_int ();

  return g_base64_encode ((const guchar *)raw, sizeof raw);
}

static void
append_host (GString *request,
             GUri    *uri)
{
  const char *host = g_uri_get_host (uri);
  gboolean is_ipv6 = strchr (host, ':') != NULL;
  int port = g_uri_get_port (uri);

  g_string_append (request, is_ipv6 ? "Host: [" : "Host: ");
  g_string_append (request, host);
  if (is_ipv6)
    g_string_append_c (request, ']');
  if (port > 0 && port != 80)
    g_string_append_printf (request, ":%d", port);
  g_string_append (request, "\r\n");
}

static void
append_header (GString    *request,
               const char *name,
               const char *value)
{
  g_string_append (request, name);
  g_string_append (request, ": ");
  g_string_append (request, value);
  g_string_append (request, "\r\n");
}

static void
append_headers (GString            *request,
                SoupMessageHeaders *headers)
{
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    append_header (request, name, value);
}

static void
write_request (FechoUpgrade       *self,
               GUri               *uri,
               SoupMessageHeaders *headers,
               const char         *origin)
{
  const char *path = g_uri_get_path (uri);
  const char *query = g_uri_get_query (uri);
  GString *request = self->request;

  g_string_append (request, "GET ");
  g_string_append (request, *path != '\0' ? path : "/");
  if (query != NULL)
    {
      g_string_append_c (request, '?');
      g_string_append (request, query);
    }
  g_string_append (request, " HTTP/1.1\r\n");
  append_host (request, uri);
  append_headers (request, headers);
  append_header (request, "Upgrade", "websocket");
  append_header (request, "Connection", "Upgrade");
  append_header (request, "Sec-WebSocket-Key", self->key);
  append_header (request, "Sec-WebSocket-Version", "13");
  if (origin != NULL)
    append_header (request, "Origin", origin);
  if (self->protocols != NULL)
    append_header (request, "Sec-WebSocket-Protocol", self->protocols);
  g_string_append (request, "\r\n");
}

/* -- the end */

static void
clear_source (FechoUpgrade *self)
{
  if (self->source == NULL)
    return;

  g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

/* Takes error; NULL: it is a WebSocket. The last thing that is done with self. */
static void
end (FechoUpgrade *self,
     GError       *error)
{
  clear_source (self);
  self->error = error;
  self->over (self->data);
}

static GError *
new_errno_error (const char *what,
                 int         number)
{
  return g_error_new (G_IO_ERROR, g_io_error_from_errno (number), "%s: %s", what,
                      g_strerror (number));
}

/* -- the answer */

static char *
compute_accept (const char *key)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize n_bytes = sizeof digest;

  g_checksum_update (checksum, (const guchar *)key, -1);
  g_checksum_update (checksum, (const guchar *)ACCEPT_SUFFIX, -1);
  g_checksum_get_digest (checksum, digest, &n_bytes);

  return g_base64_encode (digest, n_bytes);
}

static gboolean
is_accepted (FechoUpgrade *self)
{
  const char *accept = soup_message_headers_get_one (self->answer.headers, "Sec-WebSocket-Accept");
  g_autofree char *expected = compute_accept (self->key);

  return accept != NULL && g_ascii_strcasecmp (accept, expected) == 0;
}

static gboolean
refuse (GError             **error,
        SoupWebsocketError   code,
        const char          *message)
{
  g_set_error_literal (error, SOUP_WEBSOCKET_ERROR, code, message);

  return FALSE;
}

/* RFC 6455, 4.1, what a client has to validate; no extension was asked for. */
static gboolean
check_answer (FechoUpgrade  *self,
              GError       **error)
{
  SoupMessageHeaders *headers = self->answer.headers;
  const char *protocol = soup_message_headers_get_one (headers, "Sec-WebSocket-Protocol");
  const char *extensions = soup_message_headers_get_list (headers, "Sec-WebSocket-Extensions");

  if (self->answer.status != SOUP_STATUS_SWITCHING_PROTOCOLS)
    return refuse (error, SOUP_WEBSOCKET_ERROR_NOT_WEBSOCKET,
                   "The server did not accept the WebSocket handshake.");
  if (!soup_message_headers_header_equals (headers, "Upgrade", "websocket") ||
      !soup_message_headers_header_contains (headers, "Connection", "upgrade"))
    return refuse (error, SOUP_WEBSOCKET_ERROR_NOT_WEBSOCKET,
                   "Server ignored WebSocket handshake");
  if (protocol != NULL &&
      (self->protocols == NULL || !soup_header_contains (self->protocols, protocol)))
    return refuse (error, SOUP_WEBSOCKET_ERROR_BAD_HANDSHAKE,
                   "Server requested unsupported protocol");
  if (extensions != NULL && *extensions != '\0')
    return refuse (error, SOUP_WEBSOCKET_ERROR_BAD_HANDSHAKE,
                   "Server requested unsupported extension");
  if (!is_accepted (self))
    return refuse (error, SOUP_WEBSOCKET_ERROR_BAD_HANDSHAKE,
                   "Server returned incorrect “Sec-WebSocket-Accept” key");
  self->answer.protocol = protocol;

  return TRUE;
}

/* Where the empty line ends that ends the headers, 0: it has not come with what is behind n_before.
 * Empty lines at the very start are none, and a line may end with LF alone. *ret_head: up to that
 * line. */
static gsize
find_end (const GString *text,
          gsize          n_before,
          gsize         *ret_head)
{
  const char *start = text->str;
  const char *end = start + text->len;
  const char *from = start + MAX (n_before, 2) - 2;

  for (const char *p = memchr (from, '\n', (gsize)(end - from)); p != NULL;
       p = memchr (p + 1, '\n', (gsize)(end - p - 1)))
    {
      gsize head = (gsize)(p - start) + 1;

      *ret_head = head;
      if (head >= 2 && p + 1 < end && p[1] == '\n')
        return head + 1;
      if (head >= 3 && p + 2 < end && p[1] == '\r' && p[2] == '\n')
        return head + 2;
    }

  return 0;
}

/* FALSE: it cannot be read. */
static gboolean
parse (FechoUpgrade  *self,
       gsize          n_head,
       GError       **error)
{
  guint status = 0;

  g_string_truncate (self->text, n_head);
  soup_message_headers_clear (self->answer.headers);
  if (soup_headers_parse_response (self->text->str, (int)self->text->len, self->answer.headers,
                                   NULL, &status, NULL))
    {
      self->answer.status = (int)status;
      g_string_truncate (self->text, 0);
      return TRUE;
    }

  g_set_error_literal (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING,
                       "Could not parse HTTP response");

  return FALSE;
}

/* Takes more than any sound answer has. */
static GError *
new_too_big_error (FechoUpgrade *self,
                   const char   *message)
{
  self->answer.is_too_big = TRUE;

  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, message);
}

/* Takes error; NULL: what was answered tells whether it is a WebSocket. */
static void
conclude (FechoUpgrade *self,
          GError       *error)
{
  if (error == NULL)
    (void)check_answer (self, &error); /* error tells */
  end (self, error);
}

static gboolean
is_informational (int status)
{
  return SOUP_STATUS_IS_INFORMATIONAL (status) && status != SOUP_STATUS_SWITCHING_PROTOCOLS;
}

/* FALSE: there were too many of them. */
static gboolean
skip_informational (FechoUpgrade  *self,
                    GError       **error)
{
  self->answer.status = 0;
  self->n_informational++;
  if (self->n_informational <= MAX_INFORMATIONAL)
    return TRUE;
  g_propagate_error (error, new_too_big_error (self, "Too many informational answers"));

  return FALSE;
}

/* The answer is there as far as it will come. */
static void
take_rest (FechoUpgrade *self)
{
  GError *error = NULL;

  (void)parse (self, self->text->len, &error); /* error tells */
  conclude (self, error);
}

/* FALSE: it is over, and self may be gone. */
static gboolean
take_head (FechoUpgrade *self,
           gsize         n_head)
{
  GError *error = NULL;

  if (parse (self, n_head, &error) && is_informational (self->answer.status) &&
      skip_informational (self, &error))
    return TRUE;
  conclude (self, error);

  return FALSE;
}

/* What follows the headers is left to the WebSocket: first looked at, then taken up to their
 * end. */
static gssize
read_some (FechoUpgrade *self,
           gsize        *ret_end,
           gsize        *ret_head)
{
  int fd = g_socket_get_fd (self->socket);
  gsize n_before = self->text->len;
  gsize n_taken;
  gssize n_read;

  g_string_set_size (self->text, n_before + READ_BYTES);
  n_read = recv (fd, self->text->str + n_before, READ_BYTES, MSG_PEEK);
  g_string_set_size (self->text, n_before + (gsize)MAX (0, n_read));
  *ret_end = 0;
  if (n_read <= 0)
    return n_read;

  *ret_end = find_end (self->text, n_before, ret_head);
  n_taken = *ret_end > 0 ? *ret_end - n_before : (gsize)n_read;

  return recv (fd, self->text->str + n_before, n_taken, 0);
}

/* FALSE: it is over, and self may be gone. */
static gboolean
read_answer (FechoUpgrade *self)
{
  gsize n_end = 0;
  gsize n_head = 0;
  gssize n_read = read_some (self, &n_end, &n_head);

  if (n_read < 0 && (errno == EAGAIN || errno == EINTR))
    return TRUE;
  if (n_read < 0)
    end (self, new_errno_error ("Error receiving data", errno));
  else if (n_read == 0 && self->text->len > 0)
    take_rest (self);
  else if (n_read == 0)
    end (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                                    "Connection terminated unexpectedly"));
  else if (n_end > 0)
    return take_head (self, n_head);
  else if (self->text->len > MAX_ANSWER_BYTES)
    end (self, new_too_big_error (self, "Header too big"));
  else
    return TRUE;

  return FALSE;
}

/* -- waiting */

static gboolean
readable_cb (int          fd,
             GIOCondition condition,
             gpointer     data)
{
  return read_answer (data) ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
wait_for (FechoUpgrade      *self,
          GIOCondition       condition,
          GUnixFDSourceFunc  func)
{
  clear_source (self);
  self->source = g_unix_fd_source_new (g_socket_get_fd (self->socket),
                                       condition | G_IO_ERR | G_IO_HUP);
  g_source_set_callback (self->source, G_SOURCE_FUNC (func), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

/* 0, or the number of the error. */
static int
send_some (FechoUpgrade *self)
{
  gssize n_sent;

  n_sent = send (g_socket_get_fd (self->socket), self->request->str + self->n_sent,
                 self->request->len - self->n_sent, MSG_NOSIGNAL);
  if (n_sent < 0)
    return errno == EAGAIN || errno == EINTR ? 0 : errno;
  self->n_sent += (gsize)n_sent;

  return 0;
}

static gboolean
writable_cb (int          fd,
             GIOCondition condition,
             gpointer     data)
{
  FechoUpgrade *self = data;
  int number = send_some (self);

  if (number != 0)
    end (self, new_errno_error ("Error sending data", number));
  else if (self->n_sent < self->request->len)
    return G_SOURCE_CONTINUE;
  else
    wait_for (self, G_IO_IN, readable_cb);

  return G_SOURCE_REMOVE;
}

FechoUpgrade *
fecho_upgrade_new (GSocket             *socket,
                   GUri                *uri,
                   SoupMessageHeaders  *headers,
                   const char          *origin,
                   char               **protocols,
                   FechoUpgradeFunc     over,
                   gpointer             data)
{
  FechoUpgrade *self = g_new0 (FechoUpgrade, 1);

  self->socket = g_object_ref (socket);
  self->over = over;
  self->data = data;
  self->key = make_key ();
  self->protocols = protocols != NULL && *protocols != NULL ? g_strjoinv (", ", protocols) : NULL;
  self->request = g_string_sized_new (512);
  self->text = g_string_new (NULL);
  self->answer.headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  write_request (self, uri, headers, origin);
  /* As a rule all of it goes at once; an error comes again when it is waited for. */
  if (send_some (self) == 0 && self->n_sent == self->request->len)
    wait_for (self, G_IO_IN, readable_cb);
  else
    wait_for (self, G_IO_OUT, writable_cb);

  return self;
}

void
fecho_upgrade_free (FechoUpgrade *self)
{
  g_return_if_fail (self != NULL);

  clear_source (self);
  g_object_unref (self->socket);
  g_string_free (self->request, TRUE);
  g_string_free (self->text, TRUE);
  g_free (self->key);
  g_free (self->protocols);
  soup_message_headers_unref (self->answer.headers);
  g_clear_error (&self->error);
  g_free (self);
}

gboolean
fecho_upgrade_finish (FechoUpgrade  *self,
                      GError       **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));

  return FALSE;
}

const FechoUpgradeAnswer *
fecho_upgrade_get_answer (FechoUpgrade *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->answer;
}
