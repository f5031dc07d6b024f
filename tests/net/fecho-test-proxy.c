/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-test-proxy.h"

#include <string.h>

struct _TestProxy
{
  char *user;
  char *password;
  GSocketListener *listener;
  guint16 port;
  GCancellable *cancellable;
  GThread *thread;
  GPtrArray *threads;           /* of the accepting thread */

  GMutex mutex;                 /* guards what follows */
  guint n_tunnels;
  char *request;
};

/* One half of a tunnel. */
typedef struct
{
  GInputStream *from;
  GOutputStream *to;
  GCancellable *cancellable;
} Pipe;

static gboolean
send_bytes (TestProxy  *self,
            GIOStream  *stream,
            const void *bytes,
            gsize       size)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, size, NULL,
                                    self->cancellable, NULL);
}

static gboolean
read_bytes (TestProxy *self,
            GIOStream *stream,
            void      *bytes,
            gsize      size)
{
  gsize n_read = 0;

  return g_input_stream_read_all (g_io_stream_get_input_stream (stream), bytes, size, &n_read,
                                  self->cancellable, NULL) &&
         n_read == size;
}

static gpointer
run_pipe (gpointer data)
{
  Pipe *pipe = data;

  g_output_stream_splice (pipe->to, pipe->from, G_OUTPUT_STREAM_SPLICE_NONE, pipe->cancellable,
                          NULL);

  return NULL;
}

/* Either half's end is the end of both. */
static void
relay (TestProxy *self,
       GIOStream *client,
       GIOStream *server)
{
  Pipe out = {
    .from = g_io_stream_get_input_stream (client),
    .to = g_io_stream_get_output_stream (server),
    .cancellable = self->cancellable,
  };
  Pipe back = {
    .from = g_io_stream_get_input_stream (server),
    .to = g_io_stream_get_output_stream (client),
    .cancellable = self->cancellable,
  };
  GThread *thread = g_thread_new ("proxy-pipe", run_pipe, &out);
  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (client));

  run_pipe (&back);
  g_socket_shutdown (socket, TRUE, TRUE, NULL);
  g_thread_join (thread);
}

static GIOStream *
connect_to (TestProxy *self,
            guint16    port)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);

  g_socket_client_set_enable_proxy (client, FALSE);

  return (GIOStream *)g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address),
                                               self->cancellable, NULL);
}

static void
note (TestProxy *self,
      char      *request,
      gboolean   is_tunnel)
{
  g_mutex_lock (&self->mutex);
  g_free (self->request);
  self->request = request;
  self->n_tunnels += is_tunnel;
  g_mutex_unlock (&self->mutex);
}

static GString *
read_head (TestProxy *self,
           GIOStream *stream,
           char       first)
{
  GString *head = g_string_new (NULL);

  g_string_append_c (head, first);
  while (!g_str_has_suffix (head->str, "\r\n\r\n"))
    {
      char byte;

      if (!read_bytes (self, stream, &byte, 1))
        break;
      g_string_append_c (head, byte);
    }

  return head;
}

static gboolean
is_allowed (TestProxy  *self,
            const char *head)
{
  g_autofree char *userinfo = NULL;
  g_autofree char *base64 = NULL;
  g_autofree char *line = NULL;

  if (self->user == NULL)
    return TRUE;

  userinfo = g_strdup_printf ("%s:%s", self->user, self->password);
  base64 = g_base64_encode ((const guchar *)userinfo, strlen (userinfo));
  line = g_strdup_printf ("\r\nProxy-Authorization: Basic %s\r\n", base64);

  return strstr (head, line) != NULL;
}

static gboolean
answer (TestProxy  *self,
        GIOStream  *stream,
        const char *text)
{
  return send_bytes (self, stream, text, strlen (text));
}

/* FALSE: the client may ask again on the same connection. */
static gboolean
serve_request (TestProxy *self,
               GIOStream *stream,
               char       first)
{
  g_autoptr(GString) head = read_head (self, stream, first);
  g_autofree char *line = g_strndup (head->str, strcspn (head->str, "\r"));
  g_auto(GStrv) words = g_strsplit (line, " ", 3);
  const char *colon = words[0] != NULL && words[1] != NULL ? strrchr (words[1], ':') : NULL;
  g_autoptr(GIOStream) server = NULL;

  note (self, g_steal_pointer (&line), FALSE);
  if (colon == NULL || !g_str_equal (words[0], "CONNECT"))
    {
      answer (self, stream, "HTTP/1.1 501 Only CONNECT\r\nContent-Length: 0\r\n\r\n");
      return TRUE;
    }
  if (!is_allowed (self, head->str))
    return !answer (self, stream, "HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n"
                                  "Proxy-Authenticate: Basic realm=\"proxy\"\r\n\r\n");
  server = connect_to (self, (guint16)atoi (colon + 1));
  if (server == NULL)
    {
      answer (self, stream, "HTTP/1.1 502 No such server\r\nContent-Length: 0\r\n\r\n");
      return TRUE;
    }

  note (self, g_strjoinv (" ", words), TRUE);
  answer (self, stream, "HTTP/1.1 200 Go ahead\r\n\r\n");
  relay (self, stream, server);

  return TRUE;
}

/* RFC 1929. */
static gboolean
check_socks_user (TestProxy *self,
                  GIOStream *stream)
{
  guint8 head[2];
  char user[256] = { 0 };
  char password[256] = { 0 };
  guint8 length;
  gboolean good;

  if (!read_bytes (self, stream, head, 2) || !read_bytes (self, stream, user, head[1]) ||
      !read_bytes (self, stream, &length, 1) || !read_bytes (self, stream, password, length))
    return FALSE;

  good = g_str_equal (user, self->user) && g_str_equal (password, self->password);

  return send_bytes (self, stream, good ? "\1\0" : "\1\1", 2) && good;
}

static gboolean
greet_socks (TestProxy *self,
             GIOStream *stream)
{
  guint8 n_methods;
  guint8 methods[255];

  if (!read_bytes (self, stream, &n_methods, 1) || !read_bytes (self, stream, methods, n_methods))
    return FALSE;
  if (self->user == NULL)
    return send_bytes (self, stream, "\5\0", 2);
  if (memchr (methods, 2, n_methods) == NULL)
    return send_bytes (self, stream, "\5\377", 2) && FALSE;

  return send_bytes (self, stream, "\5\2", 2) && check_socks_user (self, stream);
}

/* RFC 1928, 4: names only and IPv4. */
static char *
read_socks_host (TestProxy *self,
                 GIOStream *stream)
{
  guint8 head[4];
  guint8 bytes[256] = { 0 };
  guint8 length = 4;

  if (!read_bytes (self, stream, head, 4))
    return NULL;
  if (head[3] == 3 && !read_bytes (self, stream, &length, 1))
    return NULL;
  if (!read_bytes (self, stream, bytes, length))
    return NULL;

  return head[3] == 3 ? g_strdup ((char *)bytes)
         : g_strdup_printf ("%u.%u.%u.%u", bytes[0], bytes[1], bytes[2], bytes[3]);
}

static void
serve_socks (TestProxy *self,
             GIOStream *stream)
{
  g_autofree char *host = NULL;
  guint8 port[2];
  g_autoptr(GIOStream) server = NULL;

  if (!greet_socks (self, stream))
    return;
  host = read_socks_host (self, stream);
  if (host == NULL || !read_bytes (self, stream, port, 2))
    return;

  server = connect_to (self, (guint16)(port[0] << 8 | port[1]));
  note (self, g_strdup_printf ("socks5 %s:%u", host, port[0] << 8 | port[1]), server != NULL);
  if (server == NULL)
    {
      send_bytes (self, stream, "\5\5\0\1\0\0\0\0\0\0", 10);
      return;
    }
  send_bytes (self, stream, "\5\0\0\1\0\0\0\0\0\0", 10);
  relay (self, stream, server);
}

/* One connection, on its own thread. */
typedef struct
{
  TestProxy *proxy;
  GIOStream *stream;
} Client;

static gpointer
run_client (gpointer data)
{
  g_autofree Client *client = data;
  TestProxy *self = client->proxy;
  g_autoptr(GIOStream) stream = client->stream;
  gboolean is_over = FALSE;
  char first;

  while (!is_over && read_bytes (self, stream, &first, 1))
    {
      is_over = first == 5;
      if (first == 5)
        serve_socks (self, stream);
      else
        is_over = serve_request (self, stream, first);
    }
  g_io_stream_close (stream, NULL, NULL);

  return NULL;
}

static gpointer
accept_clients (gpointer data)
{
  TestProxy *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      GSocketConnection *connection = g_socket_listener_accept (self->listener, NULL,
                                                                self->cancellable, NULL);
      Client *client;

      if (connection == NULL)
        continue;
      client = g_new (Client, 1);
      *client = (Client){ self, G_IO_STREAM (connection) };
      g_ptr_array_add (self->threads, g_thread_new ("proxy-client", run_client, client));
    }

  return NULL;
}

TestProxy *
test_proxy_new (const char *user,
                const char *password)
{
  TestProxy *self = g_new0 (TestProxy, 1);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GError) error = NULL;

  g_mutex_init (&self->mutex);
  self->user = g_strdup (user);
  self->password = g_strdup (password);
  self->cancellable = g_cancellable_new ();
  self->threads = g_ptr_array_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->thread = g_thread_new ("proxy", accept_clients, self);

  return self;
}

void
test_proxy_free (TestProxy *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));
  g_ptr_array_unref (self->threads);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_free (self->user);
  g_free (self->password);
  g_free (self->request);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

guint16
test_proxy_get_port (TestProxy *self)
{
  return self->port;
}

char *
test_proxy_dup_uri (TestProxy  *self,
                    const char *scheme,
                    const char *userinfo)
{
  return g_strdup_printf ("%s://%s%s127.0.0.1:%u", scheme, userinfo != NULL ? userinfo : "",
                          userinfo != NULL ? "@" : "", self->port);
}

guint
test_proxy_get_n_tunnels (TestProxy *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  return self->n_tunnels;
}

char *
test_proxy_dup_request (TestProxy *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  return g_strdup (self->request != NULL ? self->request : "");
}
