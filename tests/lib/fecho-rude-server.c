/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-rude-server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#define MAX_REQUEST 65536
#define MAX_BLOCK 65536

struct _FechoRudeServer
{
  char **steps;
  GTlsCertificate *certificate;
  GSocket *listener;
  guint16 port;
  GCancellable *cancellable;
  GThread *thread;
  GPtrArray *threads;           /* of the accepting thread */

  GMutex mutex;                 /* guards what follows */
  GCond changed;
  gboolean wants_client_certificate;
  gboolean stopping;
  GHashTable *signalled;
  char *request;
  guint close_code;
  char *close_reason;
  guint n_accepted;
  guint n_pings;
};

/* One connection, on its own thread. */
typedef struct
{
  FechoRudeServer *server;
  GSocketConnection *base;
  GIOStream *stream;
  GString *request;
  GByteArray *close_payload;
  gboolean drips;
  GByteArray *gathered;         /* what is kept back, NULL: nothing is */
} Peer;

typedef struct
{
  guint opcode;
  GByteArray *payload;
} Frame;

static gboolean
write_bytes (Peer         *peer,
             const guint8 *bytes,
             gsize         size)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (peer->stream), bytes, size, NULL,
                                    peer->server->cancellable, NULL);
}

/* A segment for each, and time for the other side to read it: what it does with the halves of a
 * frame is looked at. */
static gboolean
drip_bytes (Peer         *peer,
            const guint8 *bytes,
            gsize         size)
{
  for (gsize i = 0; i < size; i++)
    {
      if (!write_bytes (peer, bytes + i, 1))
        return FALSE;
      g_thread_yield ();
    }

  return TRUE;
}

static gboolean
send_bytes (Peer       *peer,
            const void *bytes,
            gsize       size)
{
  if (peer->gathered != NULL)
    {
      g_byte_array_append (peer->gathered, bytes, (guint)size);
      return TRUE;
    }

  return peer->drips ? drip_bytes (peer, bytes, size) : write_bytes (peer, bytes, size);
}

static gboolean
read_bytes (Peer   *peer,
            guint8 *bytes,
            gsize   size)
{
  gsize n_read = 0;

  return size == 0 ||
         (g_input_stream_read_all (g_io_stream_get_input_stream (peer->stream), bytes, size,
                                   &n_read, peer->server->cancellable, NULL) &&
          n_read == size);
}

static gboolean
read_request (Peer *peer)
{
  guint8 byte;

  g_string_truncate (peer->request, 0);
  while (!g_str_has_suffix (peer->request->str, "\r\n\r\n"))
    {
      if (peer->request->len > MAX_REQUEST || !read_bytes (peer, &byte, 1))
        return FALSE;
      g_string_append_c (peer->request, (char)byte);
    }

  g_mutex_lock (&peer->server->mutex);
  g_free (peer->server->request);
  peer->server->request = g_strdup (peer->request->str);
  g_mutex_unlock (&peer->server->mutex);

  return TRUE;
}

/* RFC 6455, 4.2.2. */
static char *
accept_of (const char *request)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *lower = g_ascii_strdown (request, -1);
  const char *found = strstr (lower, "sec-websocket-key: ");
  const char *start;
  guint8 digest[20];
  gsize size = sizeof digest;

  if (found == NULL)
    return g_strdup ("none");

  start = request + (found - lower) + strlen ("sec-websocket-key: ");
  g_checksum_update (checksum, (const guchar *)start, (gssize)strcspn (start, "\r"));
  g_checksum_update (checksum, (const guchar *)"258EAFA5-E914-47DA-95CA-C5AB0DC85B11", -1);
  g_checksum_get_digest (checksum, digest, &size);

  return g_base64_encode (digest, size);
}

static void
append_headers (GString    *text,
                const char *headers)
{
  g_auto(GStrv) lines = g_strsplit (headers, "|", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf (text, "%s\r\n", lines[i]);
  g_string_append (text, "\r\n");
}

static gboolean
step_read (Peer       *peer,
           const char *arguments)
{
  return read_request (peer);
}

static gboolean
step_upgrade (Peer       *peer,
              const char *arguments)
{
  g_autoptr(GString) answer = NULL;
  g_autofree char *accept = NULL;

  if (!read_request (peer))
    return FALSE;

  accept = accept_of (peer->request->str);
  answer = g_string_new ("HTTP/1.1 101 Switching Protocols\r\n"
                         "Upgrade: websocket\r\n"
                         "Connection: Upgrade\r\n");
  g_string_append_printf (answer, "Sec-WebSocket-Accept: %s\r\n", accept);
  append_headers (answer, arguments);

  return send_bytes (peer, answer->str, answer->len);
}

static gboolean
step_accept (Peer       *peer,
             const char *arguments)
{
  g_autofree char *accept = accept_of (peer->request->str);
  g_autofree char *line = g_strdup_printf ("Sec-WebSocket-Accept: %s\r\n", accept);

  return send_bytes (peer, line, strlen (line));
}

static gboolean
step_http (Peer       *peer,
           const char *arguments)
{
  g_autoptr(GString) answer = g_string_new (NULL);
  const char *headers = strchr (arguments, ' ');

  if (!read_request (peer))
    return FALSE;

  g_string_append_printf (answer, "HTTP/1.1 %d Status\r\nContent-Length: 0\r\n", atoi (arguments));
  append_headers (answer, headers != NULL ? headers + 1 : "");

  return send_bytes (peer, answer->str, answer->len);
}

static gboolean
step_raw (Peer       *peer,
          const char *arguments)
{
  g_autofree char *text = g_strcompress (arguments);

  return send_bytes (peer, text, strlen (text));
}

static GByteArray *
parse_hex (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();

  while (g_ascii_isxdigit (text[0]) && g_ascii_isxdigit (text[1]))
    {
      guint8 byte = (guint8)(g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]));
      guint64 n_times = 1;

      text += 2;
      if (*text == '*')
        n_times = g_ascii_strtoull (text + 1, (char **)&text, 10);
      for (guint64 i = 0; i < n_times; i++)
        g_byte_array_append (bytes, &byte, 1);
      text += strspn (text, " ");
    }

  return bytes;
}

static gboolean
step_hex (Peer       *peer,
          const char *arguments)
{
  g_autoptr(GByteArray) bytes = parse_hex (arguments);

  return send_bytes (peer, bytes->data, bytes->len);
}

/* In blocks: a flood is limited by the one who reads it. */
static gboolean
step_repeat (Peer       *peer,
             const char *arguments)
{
  const char *hex = strstr (arguments, "hex ");
  guint64 n_times = g_ascii_strtoull (arguments, NULL, 10);
  g_autoptr(GByteArray) bytes = parse_hex (hex != NULL ? hex + 4 : "");
  g_autoptr(GByteArray) block = g_byte_array_new ();
  guint64 n_in_block = MAX (1, MAX_BLOCK / MAX (1, bytes->len));

  for (guint64 i = 0; i < n_in_block; i++)
    g_byte_array_append (block, bytes->data, bytes->len);
  for (guint64 n_sent = 0; n_times == 0 || n_sent < n_times; n_sent += n_in_block)
    {
      guint64 n_now = n_times == 0 ? n_in_block : MIN (n_in_block, n_times - n_sent);

      if (!send_bytes (peer, block->data, n_now * bytes->len))
        return FALSE;
    }

  return TRUE;
}

static gboolean
step_payload (Peer       *peer,
              const char *arguments)
{
  gsize size = g_ascii_strtoull (arguments, NULL, 10);
  g_autofree char *bytes = g_malloc (size);

  memset (bytes, 'x', size);

  return send_bytes (peer, bytes, size);
}

/* In one piece: what Nagle's algorithm holds back of a second one, a reset would take away. */
static gboolean
send_frame (Peer       *peer,
            guint8      first,
            const void *payload,
            gsize       size)
{
  guint8 header[4] = { first, (guint8)size, 0, 0 };
  g_autoptr(GByteArray) frame = g_byte_array_new ();

  if (size > 125)
    {
      header[1] = 126;
      header[2] = (guint8)(size >> 8);
      header[3] = (guint8)size;
    }
  g_byte_array_append (frame, header, size > 125 ? 4 : 2);
  g_byte_array_append (frame, payload, (guint)size);

  return send_bytes (peer, frame->data, frame->len);
}

static gboolean
step_close (Peer       *peer,
            const char *arguments)
{
  guint code = (guint)atoi (arguments);
  const char *reason = strchr (arguments, ' ');
  guint8 payload[1024] = { (guint8)(code >> 8), (guint8)code };
  gsize size = reason != NULL ? strlen (reason + 1) : 0;

  g_assert (size < sizeof payload - 2);
  if (size > 0)
    memcpy (payload + 2, reason + 1, size);

  return send_frame (peer, 0x88, payload, size + 2);
}

static gboolean
step_text (Peer       *peer,
           const char *arguments)
{
  return send_frame (peer, 0x81, arguments, strlen (arguments));
}

static gboolean
step_big (Peer       *peer,
          const char *arguments)
{
  guint64 size = g_ascii_strtoull (arguments, NULL, 10);
  guint8 header[10] = { 0x81, 127 };

  for (guint i = 0; i < 8; i++)
    header[2 + i] = (guint8)(size >> (56 - 8 * i));

  return send_bytes (peer, header, sizeof header);
}

static gsize
read_length (Peer   *peer,
             guint8  second)
{
  guint8 bytes[8] = { 0 };
  gsize n_bytes = (second & 0x7f) == 126 ? 2 : 8;
  gsize size = 0;

  if ((second & 0x7f) < 126)
    return second & 0x7f;
  if (!read_bytes (peer, bytes, n_bytes))
    return 0;

  for (gsize i = 0; i < n_bytes; i++)
    size = size << 8 | bytes[i];

  return size;
}

/* A client's frame, RFC 6455, 5.2: masked. */
static gboolean
read_frame (Peer  *peer,
            Frame *frame)
{
  guint8 head[2];
  guint8 mask[4];
  gsize size;

  if (!read_bytes (peer, head, 2))
    return FALSE;

  size = read_length (peer, head[1]);
  g_assert ((head[1] & 0x80) != 0);
  frame->opcode = head[0] & 0x0f;
  g_byte_array_set_size (frame->payload, (guint)size);
  if (!read_bytes (peer, mask, 4) || !read_bytes (peer, frame->payload->data, size))
    return FALSE;

  for (gsize i = 0; i < size; i++)
    frame->payload->data[i] ^= mask[i % 4];

  return TRUE;
}

static void
keep_close (Peer        *peer,
            const Frame *frame)
{
  FechoRudeServer *server = peer->server;
  const guint8 *data = frame->payload->data;
  guint size = frame->payload->len;

  g_byte_array_set_size (peer->close_payload, 0);
  g_byte_array_append (peer->close_payload, data, size);
  g_mutex_lock (&server->mutex);
  server->close_code = size >= 2 ? (guint)(data[0] << 8 | data[1]) : 1005;
  g_free (server->close_reason);
  server->close_reason = size > 2 ? g_strndup ((const char *)data + 2, size - 2) : NULL;
  g_mutex_unlock (&server->mutex);
}

static void
see_frame (Peer        *peer,
           const Frame *frame)
{
  if (frame->opcode == 0x8)
    keep_close (peer, frame);
  if (frame->opcode != 0x9)
    return;

  g_mutex_lock (&peer->server->mutex);
  peer->server->n_pings++;
  g_mutex_unlock (&peer->server->mutex);
}

static gboolean
await_frame (Peer     *peer,
             guint     opcode,
             gboolean  answers_pings)
{
  g_autoptr(GByteArray) payload = g_byte_array_new ();
  Frame frame = { 0, payload };

  do
    {
      if (!read_frame (peer, &frame))
        return FALSE;
      see_frame (peer, &frame);
      if (frame.opcode == 0x9 && answers_pings)
        (void)send_frame (peer, 0x8a, payload->data, payload->len);
    }
  while (frame.opcode != opcode);

  return TRUE;
}

static gboolean
step_await_close (Peer       *peer,
                  const char *arguments)
{
  return await_frame (peer, 0x8, TRUE);
}

static gboolean
step_listen (Peer       *peer,
             const char *arguments)
{
  return await_frame (peer, 0x8, FALSE);
}

static gboolean
step_await_ping (Peer       *peer,
                 const char *arguments)
{
  return await_frame (peer, 0x9, FALSE);
}

static gboolean
step_await_binary (Peer       *peer,
                   const char *arguments)
{
  return await_frame (peer, 0x2, TRUE);
}

static gboolean
step_await_text (Peer       *peer,
                 const char *arguments)
{
  return await_frame (peer, 0x1, TRUE);
}

static gboolean
step_echo_close (Peer       *peer,
                 const char *arguments)
{
  return send_frame (peer, 0x88, peer->close_payload->data, peer->close_payload->len);
}

static gboolean
step_serve (Peer       *peer,
            const char *arguments)
{
  return await_frame (peer, 0x8, TRUE) && step_echo_close (peer, arguments);
}

static gboolean
step_await_byte (Peer       *peer,
                 const char *arguments)
{
  guint8 byte;

  return read_bytes (peer, &byte, 1);
}

static gboolean
step_await_eof (Peer       *peer,
                const char *arguments)
{
  guint8 byte;

  while (read_bytes (peer, &byte, 1));

  return TRUE;
}

static gboolean
step_await (Peer       *peer,
            const char *arguments)
{
  FechoRudeServer *server = peer->server;

  g_mutex_lock (&server->mutex);
  while (!server->stopping && !g_hash_table_contains (server->signalled, arguments))
    g_cond_wait (&server->changed, &server->mutex);
  g_mutex_unlock (&server->mutex);

  return TRUE;
}

static gboolean
step_drip (Peer       *peer,
           const char *arguments)
{
  peer->drips = TRUE;

  return g_socket_set_option (g_socket_connection_get_socket (peer->base), IPPROTO_TCP, TCP_NODELAY,
                              1, NULL);
}

static gboolean
step_gather (Peer       *peer,
             const char *arguments)
{
  g_clear_pointer (&peer->gathered, g_byte_array_unref);
  peer->gathered = g_byte_array_new ();

  return TRUE;
}

static gboolean
step_release (Peer       *peer,
              const char *arguments)
{
  g_autoptr(GByteArray) gathered = g_steal_pointer (&peer->gathered);

  return send_bytes (peer, gathered->data, gathered->len);
}

static gboolean
step_fin (Peer       *peer,
          const char *arguments)
{
  return g_socket_shutdown (g_socket_connection_get_socket (peer->base), FALSE, TRUE, NULL);
}

static gboolean
step_reset (Peer       *peer,
            const char *arguments)
{
  struct linger linger = { 1, 0 };
  GSocket *socket = g_socket_connection_get_socket (peer->base);

  (void)setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_socket_close (socket, NULL);

  return FALSE;
}

static gboolean
step_hold (Peer       *peer,
           const char *arguments)
{
  FechoRudeServer *server = peer->server;

  g_mutex_lock (&server->mutex);
  while (!server->stopping)
    g_cond_wait (&server->changed, &server->mutex);
  g_mutex_unlock (&server->mutex);

  return FALSE;
}

static const struct
{
  const char *name;
  gboolean (*run) (Peer *peer,
                   const char *arguments);
} step_kinds[] = {
  { "accept", step_accept },
  { "await-binary", step_await_binary },
  { "await-byte", step_await_byte },
  { "await-close", step_await_close },
  { "await-eof", step_await_eof },
  { "await-ping", step_await_ping },
  { "await-text", step_await_text },
  { "await", step_await },
  { "big", step_big },
  { "close", step_close },
  { "drip", step_drip },
  { "echo-close", step_echo_close },
  { "fin", step_fin },
  { "gather", step_gather },
  { "hex", step_hex },
  { "hold", step_hold },
  { "http", step_http },
  { "listen", step_listen },
  { "payload", step_payload },
  { "raw", step_raw },
  { "read", step_read },
  { "release", step_release },
  { "repeat", step_repeat },
  { "reset", step_reset },
  { "serve", step_serve },
  { "text", step_text },
  { "upgrade", step_upgrade },
};

static gboolean
run_step (Peer       *peer,
          const char *step)
{
  gsize length = strcspn (step, " ");

  for (gsize i = 0; i < G_N_ELEMENTS (step_kinds); i++)
    if (strlen (step_kinds[i].name) == length && strncmp (step, step_kinds[i].name, length) == 0)
      return step_kinds[i].run (peer, step[length] == ' ' ? step + length + 1 : "");

  g_error ("No such step: %s", step);
}

static gboolean
accept_any_certificate_cb (GTlsConnection       *connection,
                           GTlsCertificate      *certificate,
                           GTlsCertificateFlags  errors,
                           gpointer              data)
{
  return TRUE;
}

static gboolean
start_tls (Peer *peer)
{
  FechoRudeServer *server = peer->server;
  GIOStream *tls;

  tls = g_tls_server_connection_new (G_IO_STREAM (peer->base), server->certificate, NULL);
  g_assert_nonnull (tls);
  g_object_unref (peer->stream);
  peer->stream = tls;
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  g_mutex_lock (&server->mutex);
  if (server->wants_client_certificate)
    g_object_set (tls, "authentication-mode", G_TLS_AUTHENTICATION_REQUIRED, NULL);
  g_mutex_unlock (&server->mutex);
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_any_certificate_cb), NULL);

  return g_tls_connection_handshake (G_TLS_CONNECTION (tls), server->cancellable, NULL);
}

static gpointer
run_peer (gpointer data)
{
  Peer *peer = data;
  char **steps = peer->server->steps;
  gboolean going_on = peer->server->certificate == NULL || start_tls (peer);

  for (guint i = 0; going_on && steps[i] != NULL; i++)
    going_on = run_step (peer, steps[i]);
  g_io_stream_close (peer->stream, NULL, NULL);

  g_object_unref (peer->stream);
  g_object_unref (peer->base);
  g_string_free (peer->request, TRUE);
  g_byte_array_unref (peer->close_payload);
  g_clear_pointer (&peer->gathered, g_byte_array_unref);
  g_free (peer);

  return NULL;
}

static void
start_peer (FechoRudeServer *self,
            GSocket         *socket)
{
  Peer *peer = g_new0 (Peer, 1);

  peer->server = self;
  peer->base = g_socket_connection_factory_create_connection (socket);
  peer->stream = g_object_ref (G_IO_STREAM (peer->base));
  peer->request = g_string_new (NULL);
  peer->close_payload = g_byte_array_new ();
  g_mutex_lock (&self->mutex);
  self->n_accepted++;
  g_mutex_unlock (&self->mutex);
  g_ptr_array_add (self->threads, g_thread_new ("rude-peer", run_peer, peer));
}

static gpointer
accept_peers (gpointer data)
{
  FechoRudeServer *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr(GSocket) socket = g_socket_accept (self->listener, self->cancellable, NULL);

      if (socket != NULL)
        start_peer (self, socket);
    }

  return NULL;
}

static void
start_listening (FechoRudeServer *self)
{
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GError) error = NULL;

  self->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_set_listen_backlog (self->listener, 1024);
  g_socket_bind (self->listener, any, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (self->listener, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (self->listener, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

static char **
split_script (const char *script)
{
  char **steps = g_strsplit (script, ";", -1);

  for (guint i = 0; steps[i] != NULL; i++)
    g_strchug (steps[i]);

  return steps;
}

FechoRudeServer *
fecho_rude_server_new (const char *script)
{
  return fecho_rude_server_new_tls (script, NULL);
}

FechoRudeServer *
fecho_rude_server_new_tls (const char      *script,
                           GTlsCertificate *certificate)
{
  FechoRudeServer *self = g_new0 (FechoRudeServer, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->steps = split_script (script);
  g_set_object (&self->certificate, certificate);
  self->cancellable = g_cancellable_new ();
  self->signalled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->threads = g_ptr_array_new ();
  start_listening (self);
  self->thread = g_thread_new ("rude-server", accept_peers, self);

  return self;
}

void
fecho_rude_server_free (FechoRudeServer *self)
{
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));

  g_ptr_array_unref (self->threads);
  g_hash_table_unref (self->signalled);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_clear_object (&self->certificate);
  g_strfreev (self->steps);
  g_free (self->request);
  g_free (self->close_reason);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

guint16
fecho_rude_server_get_port (FechoRudeServer *self)
{
  return self->port;
}

char *
fecho_rude_server_dup_url (FechoRudeServer *self,
                           const char      *path)
{
  const char *scheme = self->certificate != NULL ? "wss" : "ws";

  return g_strdup_printf ("%s://127.0.0.1:%u%s", scheme, self->port, path);
}

void
fecho_rude_server_want_client_certificate (FechoRudeServer *self)
{
  g_mutex_lock (&self->mutex);
  self->wants_client_certificate = TRUE;
  g_mutex_unlock (&self->mutex);
}

void
fecho_rude_server_signal (FechoRudeServer *self,
                          const char      *name)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_add (self->signalled, g_strdup (name));
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

char *
fecho_rude_server_dup_request (FechoRudeServer *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  return g_strdup (self->request != NULL ? self->request : "");
}

guint
fecho_rude_server_get_close_code (FechoRudeServer *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  return self->close_code;
}

char *
fecho_rude_server_dup_close_reason (FechoRudeServer *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  return g_strdup (self->close_reason);
}

guint
fecho_rude_server_get_n_accepted (FechoRudeServer *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  return self->n_accepted;
}

guint
fecho_rude_server_get_n_pings (FechoRudeServer *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  return self->n_pings;
}
