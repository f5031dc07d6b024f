/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-demo-peer.h"

#include <string.h>
#include <sys/socket.h>

#include "fecho-frame.h"

#define READ_SIZE 16384
/* What waits to be written to a client that does not read. */
#define MAX_WAITING (1024 * 1024)
/* How long a client may take to answer a Close frame. */
#define CLOSE_TIMEOUT_MS 2000
#define TOO_BIG (64 * 1024 * 1024)

typedef struct
{
  grefcount n_refs;             /* one for each operation under way */
  GIOStream *stream;
  GSocket *socket;
  GCancellable *cancellable;
  FechoDemoAct act;
  GMainContext *context;
  GSource *end_timer;
  GSource *message_timer;
  guint n_messages;
  GByteArray *input;
  GByteArray *waiting;          /* to be written after what is being written */
  GByteArray *writing;          /* NULL: nothing is */
  gboolean close_sent;
  gboolean ends_when_written;
  gboolean over;
  guint8 buffer[READ_SIZE];
} Peer;

static void finish (Peer *peer);

static Peer *
peer_ref (Peer *peer)
{
  g_ref_count_inc (&peer->n_refs);

  return peer;
}

static void
peer_unref (Peer *peer)
{
  if (!g_ref_count_dec (&peer->n_refs))
    return;

  g_object_unref (peer->stream);
  g_object_unref (peer->socket);
  g_object_unref (peer->cancellable);
  g_main_context_unref (peer->context);
  g_byte_array_unref (peer->input);
  g_byte_array_unref (peer->waiting);
  fecho_demo_act_clear (&peer->act);
  g_free (peer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, peer_unref)

static void
clear_timer (GSource **timer)
{
  if (*timer == NULL)
    return;

  g_source_destroy (*timer);
  g_clear_pointer (timer, g_source_unref);
}

static void
set_timer (Peer         *peer,
           GSource     **timer,
           gint64        delay_us,
           GSourceFunc   func)
{
  clear_timer (timer);
  *timer = g_timeout_source_new ((guint)(delay_us / 1000));
  g_source_set_callback (*timer, func, peer, NULL);
  g_source_attach (*timer, peer->context);
}

static void flush (Peer *peer);

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Peer) peer = data;
  gboolean done = g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);

  g_clear_pointer (&peer->writing, g_byte_array_unref);
  if (!done || (peer->ends_when_written && peer->waiting->len == 0))
    finish (peer);
  else
    flush (peer);
}

static void
flush (Peer *peer)
{
  if (peer->over || peer->writing != NULL || peer->waiting->len == 0)
    return;

  peer->writing = peer->waiting;
  peer->waiting = g_byte_array_new ();
  g_output_stream_write_all_async (g_io_stream_get_output_stream (peer->stream),
                                   peer->writing->data, peer->writing->len, G_PRIORITY_DEFAULT,
                                   peer->cancellable, written_cb, peer_ref (peer));
}

/* Ends it all; operations under way hold on to peer until they notice. */
static void
finish (Peer *peer)
{
  if (peer->over)
    return;

  peer->over = TRUE;
  clear_timer (&peer->end_timer);
  clear_timer (&peer->message_timer);
  /* Reading and writing are cancelled by it; closing a plain socket does not block. */
  g_cancellable_cancel (peer->cancellable);
  g_socket_close (peer->socket, NULL);
  peer_unref (peer);
}

static gboolean
close_timeout_cb (gpointer data)
{
  finish (data);

  return G_SOURCE_REMOVE;
}

static void
send_close (Peer *peer)
{
  if (peer->act.kind == FECHO_DEMO_EMPTY)
    fecho_frame_append (peer->waiting, FECHO_OPCODE_CLOSE, NULL, 0);
  else
    fecho_frame_append_close (peer->waiting, (guint16)peer->act.code, peer->act.reason);
  peer->close_sent = TRUE;
  set_timer (peer, &peer->end_timer, CLOSE_TIMEOUT_MS * G_TIME_SPAN_MILLISECOND, close_timeout_cb);
  flush (peer);
}

/* With nothing to linger for, closing a socket resets the connection. */
static void
reset (Peer *peer)
{
  struct linger linger = { 1, 0 };

  (void)setsockopt (g_socket_get_fd (peer->socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  finish (peer);
}

static void
send_bad_utf8 (Peer *peer)
{
  static const guint8 text[] = { 0xff, 0xfe };

  fecho_frame_append (peer->waiting, FECHO_OPCODE_TEXT, text, sizeof text);
  flush (peer);
}

/* The header is enough: a client refuses by it. */
static void
send_too_big (Peer *peer)
{
  static const guint8 header[] = {
    0x82, 127, 0, 0, 0, 0, TOO_BIG >> 24, (TOO_BIG >> 16) & 0xff, 0, 0,
  };

  g_byte_array_append (peer->waiting, header, sizeof header);
  flush (peer);
}

static void
act (Peer *peer)
{
  switch (peer->act.kind)
    {
    case FECHO_DEMO_CLOSE:
    case FECHO_DEMO_EMPTY:
      send_close (peer);
      break;
    case FECHO_DEMO_EOF:
    case FECHO_DEMO_IDLE:
      finish (peer);
      break;
    case FECHO_DEMO_RESET:
      reset (peer);
      break;
    case FECHO_DEMO_BAD_UTF8:
      send_bad_utf8 (peer);
      break;
    case FECHO_DEMO_TOO_BIG:
      send_too_big (peer);
      break;
    case FECHO_DEMO_INDEX:
    case FECHO_DEMO_STATUS:
    case FECHO_DEMO_SILENT:
    case FECHO_DEMO_STAY:
    case FECHO_DEMO_ECHO:
      break;
    }
}

static gboolean
act_cb (gpointer data)
{
  Peer *peer = data;

  clear_timer (&peer->end_timer);
  clear_timer (&peer->message_timer);
  act (peer);

  return G_SOURCE_REMOVE;
}

static gboolean
message_cb (gpointer data)
{
  Peer *peer = data;
  g_autofree char *text = NULL;

  if (peer->waiting->len > MAX_WAITING)
    return G_SOURCE_CONTINUE;

  text = g_strdup_printf ("{\"type\":\"tick\",\"n\":%u}", ++peer->n_messages);
  fecho_frame_append (peer->waiting, FECHO_OPCODE_TEXT, text, strlen (text));
  flush (peer);

  return G_SOURCE_CONTINUE;
}

/* The answer to a client's Close is the same payload (RFC 6455, 5.5.1); the server ends TCP. */
static void
take_close (Peer             *peer,
            const FechoFrame *frame)
{
  if (!peer->close_sent)
    fecho_frame_append (peer->waiting, FECHO_OPCODE_CLOSE, frame->payload, frame->size);
  peer->close_sent = TRUE;
  peer->ends_when_written = TRUE;
  if (peer->waiting->len == 0 && peer->writing == NULL)
    finish (peer);
  else
    flush (peer);
}

static gboolean
is_echoed (Peer             *peer,
           const FechoFrame *frame)
{
  return peer->act.kind == FECHO_DEMO_ECHO && frame->is_final &&
         (frame->opcode == FECHO_OPCODE_TEXT || frame->opcode == FECHO_OPCODE_BINARY);
}

static void
take_frame (Peer             *peer,
            const FechoFrame *frame)
{
  if (peer->act.kind == FECHO_DEMO_IDLE)
    set_timer (peer, &peer->end_timer, peer->act.after_us, act_cb);
  if (frame->opcode == FECHO_OPCODE_CLOSE)
    {
      take_close (peer, frame);
      return;
    }
  if (peer->close_sent || peer->waiting->len > MAX_WAITING)
    return;

  if (frame->opcode == FECHO_OPCODE_PING)
    fecho_frame_append (peer->waiting, FECHO_OPCODE_PONG, frame->payload, frame->size);
  else if (is_echoed (peer, frame))
    fecho_frame_append (peer->waiting, frame->opcode, frame->payload, frame->size);
  flush (peer);
}

static gboolean
take_frames (Peer *peer)
{
  FechoFrame frame;
  gssize length;

  if (peer->act.kind == FECHO_DEMO_SILENT)
    {
      g_byte_array_set_size (peer->input, 0);
      return TRUE;
    }

  while (!peer->over)
    {
      length = fecho_frame_parse (peer->input->data, peer->input->len, &frame);
      if (length <= 0)
        return length == 0;
      take_frame (peer, &frame);
      g_byte_array_remove_range (peer->input, 0, (guint)length);
    }

  return TRUE;
}

static void read_more (Peer *peer);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(Peer) peer = data;
  gssize n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n_read <= 0)
    {
      finish (peer);
      return;
    }

  g_byte_array_append (peer->input, peer->buffer, (guint)n_read);
  if (take_frames (peer))
    read_more (peer);
  else
    finish (peer);
}

static void
read_more (Peer *peer)
{
  if (peer->over)
    return;

  g_input_stream_read_async (g_io_stream_get_input_stream (peer->stream), peer->buffer,
                             sizeof peer->buffer, G_PRIORITY_DEFAULT, peer->cancellable,
                             read_cb, peer_ref (peer));
}

static void
start_timers (Peer *peer)
{
  if (peer->act.rate > 0.0)
    set_timer (peer, &peer->message_timer, (gint64)(G_USEC_PER_SEC / peer->act.rate), message_cb);
  if (peer->act.after_us > 0)
    set_timer (peer, &peer->end_timer, peer->act.after_us, act_cb);
  else
    act (peer);
}

/* The server's end is the end of its peers. */
static void
server_cancelled_cb (GCancellable *server,
                     GCancellable *own)
{
  g_cancellable_cancel (own);
}

void
fecho_demo_peer_start (GIOStream    *stream,
                       GSocket      *socket,
                       FechoDemoAct *act_to_take,
                       GCancellable *cancellable)
{
  g_autoptr(Peer) peer = g_new0 (Peer, 1);

  g_ref_count_init (&peer->n_refs);
  peer->stream = g_object_ref (stream);
  peer->socket = g_object_ref (socket);
  peer->cancellable = g_cancellable_new ();
  peer->context = g_main_context_ref_thread_default ();
  peer->input = g_byte_array_new ();
  peer->waiting = g_byte_array_new ();
  peer->act = *act_to_take;
  *act_to_take = (FechoDemoAct){ 0 };
  g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (server_cancelled_cb),
                           peer->cancellable, 0);
  peer_ref (peer);              /* until finish() */
  read_more (peer);
  start_timers (peer);
}
