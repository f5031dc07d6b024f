/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The server that clients are measured against: a WebSocket server which does as little as it can,
 * so that what is measured is the client. It says `port N`, then obeys lines of standard input and
 * answers each with its first word when that is done:
 *   open N        N connections are open
 *   burst N       N times 20 messages of 64 bytes to each, the next when all have read them
 *   trickle N S   N messages a second for S seconds, to one connection after another
 *   close CODE    a Close frame to all of them, and all have gone */

#include <arpa/inet.h>
#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define MAGIC "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"     /* RFC 6455, 1.3 */
#define MESSAGE_BYTES 64
#define FRAME_BYTES (2 + MESSAGE_BYTES)
#define MESSAGES_PER_ROUND 20
#define PING_BYTES 2
#define ROUND_BYTES (MESSAGES_PER_ROUND * FRAME_BYTES + PING_BYTES)
#define TICKS_PER_S 100
#define EVENTS 256
/* A request, or frames of a client which only ever controls. */
#define MAX_READ 4096

typedef enum
{
  OPCODE_TEXT = 0x1,
  OPCODE_CLOSE = 0x8,
  OPCODE_PING = 0x9,
  OPCODE_PONG = 0xa,
} Opcode;

typedef struct
{
  int fd;
  gboolean is_open;
  GByteArray *input;
  gsize n_unsent;               /* at the end of the round's frames */
} Client;

typedef struct
{
  int epoll;
  int listener;
  int timer;
  GPtrArray *clients;           /* that are open */
  guint8 round[ROUND_BYTES];
  char task[16];                /* what is being done, empty: nothing */
  guint n_wanted;               /* open */
  guint n_rounds;               /* of a burst that are left */
  guint n_pongs;                /* that are awaited */
  guint n_per_tick;
  guint n_ticks;
  guint next;
} Server;

static void
done (Server *self)
{
  printf ("%s\n", self->task);
  fflush (stdout);
  self->task[0] = '\0';
}

static gboolean
is_doing (Server     *self,
          const char *task)
{
  return g_str_equal (self->task, task);
}

static void
watch (Server   *self,
       int       fd,
       gpointer  data,
       guint32   events)
{
  struct epoll_event event = { .events = events, .data.ptr = data };

  if (epoll_ctl (self->epoll, EPOLL_CTL_MOD, fd, &event) != 0 &&
      epoll_ctl (self->epoll, EPOLL_CTL_ADD, fd, &event) != 0)
    g_error ("epoll: %s", g_strerror (errno));
}

static void
drop (Server *self,
      Client *client)
{
  close (client->fd);
  g_ptr_array_remove_fast (self->clients, client);
  g_byte_array_unref (client->input);
  g_free (client);
  if (self->clients->len == 0 && is_doing (self, "close"))
    done (self);
}

/* Small, and rare enough for the buffer of any socket. */
static void
send_small (Client       *client,
            const guint8 *data,
            gsize         n_bytes)
{
  if (send (client->fd, data, n_bytes, MSG_NOSIGNAL) < 0 && errno == EAGAIN)
    g_error ("A client does not read");
}

static void
send_control (Client       *client,
              Opcode        opcode,
              const guint8 *data,
              guint8        n_bytes)
{
  guint8 frame[2 + 125] = { 0x80 | opcode, n_bytes };

  memcpy (frame + 2, data, n_bytes);
  send_small (client, frame, 2 + n_bytes);
}

/* -- the round of a burst */

static void
send_round (Server *self,
            Client *client)
{
  gssize n_sent = send (client->fd, self->round + ROUND_BYTES - client->n_unsent, client->n_unsent,
                        MSG_NOSIGNAL);

  if (n_sent > 0)
    client->n_unsent -= n_sent;
  watch (self, client->fd, client, client->n_unsent > 0 ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

static void
start_round (Server *self)
{
  self->n_rounds--;
  self->n_pongs = self->clients->len;
  for (guint i = 0; i < self->clients->len; i++)
    {
      Client *client = g_ptr_array_index (self->clients, i);

      client->n_unsent = ROUND_BYTES;
      send_round (self, client);
    }
}

static void
make_round (Server *self)
{
  for (guint i = 0; i < MESSAGES_PER_ROUND; i++)
    {
      guint8 *frame = self->round + i * FRAME_BYTES;

      frame[0] = 0x80 | OPCODE_TEXT;
      frame[1] = MESSAGE_BYTES;
      memset (frame + 2, 'a' + i, MESSAGE_BYTES);
    }
  self->round[ROUND_BYTES - PING_BYTES] = 0x80 | OPCODE_PING;
}

static void
see_pong (Server *self)
{
  if (self->n_pongs == 0 || --self->n_pongs > 0)
    return;

  if (self->n_rounds > 0)
    start_round (self);
  else
    done (self);
}

/* -- trickle */

static void
set_timer (Server *self,
           long    every_ns)
{
  struct itimerspec every = { { 0, every_ns }, { 0, every_ns } };

  timerfd_settime (self->timer, 0, &every, NULL);
}

static void
ping_all (Server *self)
{
  self->n_pongs = self->clients->len;
  for (guint i = 0; i < self->clients->len; i++)
    send_small (g_ptr_array_index (self->clients, i), self->round + ROUND_BYTES - PING_BYTES,
                PING_BYTES);
}

static void
tick (Server *self)
{
  guint64 n_expired = 0;

  if (read (self->timer, &n_expired, sizeof n_expired) != sizeof n_expired)
    return;

  for (; n_expired > 0 && self->n_ticks > 0; n_expired--, self->n_ticks--)
    for (guint i = 0; i < self->n_per_tick; i++)
      {
        Client *client = g_ptr_array_index (self->clients, self->next++ % self->clients->len);

        send_small (client, self->round, FRAME_BYTES);
      }
  if (self->n_ticks == 0)
    {
      set_timer (self, 0);
      ping_all (self);
    }
}

/* -- what clients send */

static void
answer_request (Server *self,
                Client *client)
{
  g_autofree char *request = g_strndup ((char *)client->input->data, client->input->len);
  g_autoptr(GChecksum) sha1 = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *accept_key = NULL;
  g_autofree char *answer = NULL;
  g_auto(GStrv) lines = NULL;
  guint8 digest[20];
  gsize n_digest = sizeof digest;

  if (strstr (request, "\r\n\r\n") == NULL)
    return;

  lines = g_strsplit (request, "\r\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_ascii_strncasecmp (*line, "Sec-WebSocket-Key:", 18) == 0)
      g_checksum_update (sha1, (guint8 *)g_strstrip (*line + 18), -1);
  g_checksum_update (sha1, (guint8 *)MAGIC, -1);
  g_checksum_get_digest (sha1, digest, &n_digest);
  accept_key = g_base64_encode (digest, n_digest);
  answer = g_strdup_printf ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                            "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", accept_key);
  send_small (client, (guint8 *)answer, strlen (answer));

  g_byte_array_set_size (client->input, 0);
  client->is_open = TRUE;
  g_ptr_array_add (self->clients, client);
  if (is_doing (self, "open") && self->clients->len >= self->n_wanted)
    done (self);
}

/* FALSE: the client is gone. */
static gboolean
obey_frame (Server *self,
            Client *client,
            Opcode  opcode,
            guint8 *payload,
            guint8  n_bytes)
{
  if (opcode == OPCODE_PING)
    send_control (client, OPCODE_PONG, payload, n_bytes);
  else if (opcode == OPCODE_PONG && n_bytes == 0)
    see_pong (self);
  else if (opcode == OPCODE_CLOSE)
    {
      drop (self, client);
      return FALSE;
    }

  return TRUE;
}

static void
read_frames (Server *self,
             Client *client)
{
  GByteArray *input = client->input;

  while (input->len >= 6)
    {
      guint8 n_bytes = input->data[1] & 0x7f;
      guint8 payload[125];

      if (n_bytes > 125)
        g_error ("A client sends messages");
      if (input->len < 6u + n_bytes)
        return;
      for (guint i = 0; i < n_bytes; i++)
        payload[i] = input->data[6 + i] ^ input->data[2 + i % 4];
      if (!obey_frame (self, client, input->data[0] & 0xf, payload, n_bytes))
        return;
      g_byte_array_remove_range (input, 0, 6 + n_bytes);
    }
}

static void
read_client (Server *self,
             Client *client)
{
  guint8 data[MAX_READ];
  gssize n_bytes = recv (client->fd, data, sizeof data, 0);

  if (n_bytes <= 0)
    {
      if (n_bytes == 0 || errno != EAGAIN)
        drop (self, client);
      return;
    }

  g_byte_array_append (client->input, data, n_bytes);
  if (client->is_open)
    read_frames (self, client);
  else
    answer_request (self, client);
}

static void
accept_clients (Server *self)
{
  int fd = accept4 (self->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

  for (; fd >= 0; fd = accept4 (self->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC))
    {
      Client *client = g_new0 (Client, 1);

      client->fd = fd;
      client->input = g_byte_array_new ();
      watch (self, fd, client, EPOLLIN);
    }
}

/* -- commands */

static void
close_all (Server     *self,
           const char *code)
{
  guint16 payload = htons (atoi (code));

  for (guint i = 0; i < self->clients->len; i++)
    send_control (g_ptr_array_index (self->clients, i), OPCODE_CLOSE, (guint8 *)&payload, 2);
}

static void
obey (Server *self,
      char   *line)
{
  g_auto(GStrv) words = g_strsplit (g_strstrip (line), " ", 3);
  guint n = words[0] != NULL && words[1] != NULL ? (guint)atoi (words[1]) : 0;

  if (n == 0)
    g_error ("No command: %s", line);
  g_strlcpy (self->task, words[0], sizeof self->task);
  if (is_doing (self, "open"))
    {
      self->n_wanted = n;
      if (self->clients->len >= n)
        done (self);
    }
  else if (is_doing (self, "burst"))
    {
      self->n_rounds = n;
      start_round (self);
    }
  else if (is_doing (self, "trickle"))
    {
      self->n_per_tick = MAX (1, n / TICKS_PER_S);
      self->n_ticks = TICKS_PER_S * (guint)atoi (words[2]);
      set_timer (self, 1000000000L / TICKS_PER_S);
    }
  else if (is_doing (self, "close"))
    close_all (self, words[1]);
}

static void
read_command (Server *self)
{
  char line[64];

  if (fgets (line, sizeof line, stdin) == NULL)
    exit (0);

  obey (self, line);
}

static void
listen_somewhere (Server *self)
{
  struct sockaddr_in address = { AF_INET, 0, { htonl (INADDR_LOOPBACK) }, "" };
  socklen_t n_bytes = sizeof address;

  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (bind (self->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
      listen (self->listener, 4096) != 0 ||
      getsockname (self->listener, (struct sockaddr *)&address, &n_bytes) != 0)
    g_error ("listen: %s", g_strerror (errno));
  printf ("port %d\n", ntohs (address.sin_port));
  fflush (stdout);
}

static void
dispatch (Server                   *self,
          const struct epoll_event *event)
{
  Client *client = event->data.ptr;

  if (event->data.ptr == &self->listener)
    accept_clients (self);
  else if (event->data.ptr == &self->timer)
    tick (self);
  else if (event->data.ptr == &self->epoll)
    read_command (self);
  else if (event->events & EPOLLOUT && client->n_unsent > 0)
    send_round (self, client);
  else
    read_client (self, client);
}

int
main (void)
{
  Server self = { .clients = g_ptr_array_new () };
  struct epoll_event events[EVENTS];

  self.epoll = epoll_create1 (EPOLL_CLOEXEC);
  self.timer = timerfd_create (CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  make_round (&self);
  listen_somewhere (&self);
  watch (&self, self.listener, &self.listener, EPOLLIN);
  watch (&self, self.timer, &self.timer, EPOLLIN);
  watch (&self, STDIN_FILENO, &self.epoll, EPOLLIN);

  for (;;)
    {
      int n_events = epoll_wait (self.epoll, events, EVENTS, -1);

      for (int i = 0; i < n_events; i++)
        dispatch (&self, &events[i]);
    }
}
