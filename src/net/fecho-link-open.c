/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-link-private.h"

#include <string.h>

#include "fecho-clock.h"
#include "fecho-fault.h"
#include "fecho-tcp.h"

/* For the other half of the closing handshake. libsoup has five seconds, on a timer that may be a
 * little early, and leaks that timer when it fires. */
#define CLOSE_TIMEOUT_US (4500 * G_TIME_SPAN_MILLISECOND)
/* RFC 6455, 5.5: 125 bytes of a control frame, two of them the code. */
#define MAX_REASON_BYTES 123
/* deflate expands a thousandfold, and the limit is on the compressed frame. */
#define MAX_DEFLATED_FRAME 32768
/* A socket that got so much since the last look is looked at again soon. */
#define ACTIVE_BYTES 16384
#define ACTIVE_LOOK_US G_USEC_PER_SEC
#define IDLE_LOOK_US (4 * G_USEC_PER_SEC)

static G_DEFINE_QUARK (fecho-link, link)

static void
sample_rtt (FechoLink *self)
{
  FechoTcpSample sample;

  if (fecho_tcp_sample (g_socket_get_fd (self->socket), &sample) && sample.rtt_us > 0)
    {
      self->witness.last_rtt_us = sample.rtt_us;
      atomic_store (&self->rtt_us, sample.rtt_us);
    }
}

static gboolean
is_reason_too_long (FechoLink *self)
{
  const char *reason = soup_websocket_connection_get_close_data (self->connection);

  return reason != NULL && strlen (reason) > MAX_REASON_BYTES;
}

/* Legal since IANA registered them: the error is libsoup's, not the peer's. */
static gboolean
is_refused_by_libsoup_only (guint16 code)
{
  return code >= 1012 && code <= 1014;
}

/* libsoup takes a Close frame of any length, and only stumbles over its own echo of it. */
static void
see_reason_too_long (FechoLink *self)
{
  FechoObservations *seen = &self->witness.seen;
  guint16 code = soup_websocket_connection_get_close_code (self->connection);

  seen->failed = TRUE;
  seen->fail_code = SOUP_WEBSOCKET_CLOSE_PROTOCOL_ERROR;
  seen->fail_sent = !self->close_called;
  seen->peer_close_first = FALSE;
  seen->code_at_failure = is_refused_by_libsoup_only (code) ? 0 : code;
}

static char *
dup_peer_reason (FechoLink *self)
{
  const char *reason = soup_websocket_connection_get_close_data (self->connection);
  g_autofree char *start = NULL;
  const char *end;

  if (reason == NULL || strlen (reason) <= MAX_REASON_BYTES)
    return g_strdup (reason);

  start = g_strndup (reason, MAX_REASON_BYTES);
  (void)g_utf8_validate (start, -1, &end); /* up to a character that was cut */

  return g_strndup (start, (gsize)(end - start));
}

static void
read_close_frame (FechoLink *self)
{
  FechoObservations *seen = &self->witness.seen;

  if (is_reason_too_long (self))
    see_reason_too_long (self);
  seen->peer_code = soup_websocket_connection_get_close_code (self->connection);
  self->witness.peer_reason = dup_peer_reason (self);
  if (seen->our_code != 0 && seen->peer_code == 0 && seen->fault == FECHO_FAULT_NONE)
    seen->close_timed_out = self->closing_expired;
}

/* Cut by ours: what libsoup made of the stream's end is no word of the peer. */
static void
see_cut (FechoLink   *self,
         FechoIntent  intent)
{
  FechoObservations *seen = &self->witness.seen;

  seen->intent = intent;
  seen->cut = TRUE;
  seen->failed = FALSE;
  seen->peer_code = 0;
  seen->our_code = 0;
  seen->peer_close_first = FALSE;
  seen->fault = FECHO_FAULT_NONE;
  g_clear_error (&self->witness.error);
}

/* Shuts the socket at once and says nothing to the peer: libsoup's closing handshake would wait for
 * it, or go on reading. */
static void
cut_on_reactor (FechoLink   *self,
                FechoIntent  intent)
{
  fecho_link_assert_on_reactor (self);

  sample_rtt (self);
  fecho_tcp_cut (g_socket_get_fd (self->socket));
  see_cut (self, intent);
  fecho_link_end_on_reactor (self);
}

static gboolean
closing_expired_cb (gpointer data)
{
  FechoLink *self = data;

  self->closing_expired = TRUE;
  fecho_tcp_cut (g_socket_get_fd (self->socket));
  fecho_link_end_on_reactor (self);

  return G_SOURCE_REMOVE;
}

static void
begin_closing (FechoLink *self)
{
  sample_rtt (self);
  if (self->is_closing)
    return;

  self->is_closing = TRUE;
  self->witness.seen.stage = FECHO_STAGE_CLOSING;
  fecho_link_expect_end (self, CLOSE_TIMEOUT_US);
}

static gboolean
is_closable (FechoLink *self)
{
  return self->state == FECHO_LINK_OPEN &&
         !self->close_called &&
         !self->witness.seen.peer_close_first &&
         soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN;
}

static void
send_close (FechoLink  *self,
            guint16     code,
            const char *reason)
{
  self->close_called = TRUE;
  begin_closing (self);
  soup_websocket_connection_close (self->connection, code, reason);
}

/* Our own failing of the connection where libsoup does not do it: RFC 6455, 7.1.7. */
static void
fail_too_big (FechoLink *self)
{
  FechoObservations *seen = &self->witness.seen;

  if (!is_closable (self))
    return;

  seen->failed = TRUE;
  seen->fail_code = SOUP_WEBSOCKET_CLOSE_TOO_BIG;
  seen->fail_sent = TRUE;
  send_close (self, SOUP_WEBSOCKET_CLOSE_TOO_BIG, NULL);
}

/* The handlers are of the class, see connect_signals(). NULL: of another user of libsoup. */
static FechoLink *
link_of (SoupWebsocketConnection *connection)
{
  return g_object_get_qdata (G_OBJECT (connection), link_quark ());
}

static void
message_cb (SoupWebsocketConnection *connection,
            int                      type,
            GBytes                  *payload)
{
  FechoLink *self = link_of (connection);

  if (self == NULL)
    return;

  /* libsoup 3.2 goes on handing out messages after it failed the connection. */
  if (self->witness.seen.failed)
    return;

  self->witness.messages_in++;
  self->witness.bytes_in += (gint64)g_bytes_get_size (payload);
  self->witness.last_message_at_us = fecho_clock_monotonic_us ();
  if ((gint64)g_bytes_get_size (payload) > self->endpoint->max_message)
    fail_too_big (self);
  else
    fecho_link_post_message (self, TRUE, (guint)type, payload);
}

/* libsoup repeats the error of a broken frame, and reports some that come after a good Close. */
static void
see_protocol_error (FechoLink    *self,
                    const GError *error)
{
  FechoObservations *seen = &self->witness.seen;

  if (seen->peer_close_first || seen->failed)
    return;

  seen->failed = TRUE;
  seen->fail_code = (guint16)error->code;
  seen->code_at_failure = soup_websocket_connection_get_close_code (self->connection);
  seen->fail_sent = !self->close_called && error->code != SOUP_WEBSOCKET_CLOSE_TOO_BIG;
  begin_closing (self);
  if (is_refused_by_libsoup_only (seen->code_at_failure))
    {
      seen->peer_close_first = !self->close_called;
      return;
    }

  fecho_witness_set_error (&self->witness, error);

  /* libsoup drops the connection without a word: here is the last moment to say why. */
  if (error->code == SOUP_WEBSOCKET_CLOSE_TOO_BIG && is_closable (self))
    {
      seen->fail_sent = TRUE;
      send_close (self, SOUP_WEBSOCKET_CLOSE_TOO_BIG, NULL);
    }
}

static void
see_stream_error (FechoLink    *self,
                  const GError *error)
{
  FechoObservations *seen = &self->witness.seen;

  sample_rtt (self);
  if (seen->fault == FECHO_FAULT_NONE)
    seen->fault = fecho_fault_from_error (error, seen->http_status);
  fecho_witness_set_error (&self->witness, error);
}

static void
error_cb (SoupWebsocketConnection *connection,
          GError                  *error)
{
  FechoLink *self = link_of (connection);

  if (self == NULL)
    return;

  if (error->domain == SOUP_WEBSOCKET_ERROR)
    see_protocol_error (self, error);
  else
    see_stream_error (self, error);
}

/* Emitted within our own close() too, then without a code. */
static void
closing_cb (SoupWebsocketConnection *connection)
{
  FechoLink *self = link_of (connection);

  if (self == NULL)
    return;

  begin_closing (self);
  if (!self->close_called && soup_websocket_connection_get_close_code (connection) != 0)
    self->witness.seen.peer_close_first = TRUE;
}

static void
closed_cb (SoupWebsocketConnection *connection)
{
  FechoLink *self = link_of (connection);

  if (self != NULL)
    fecho_link_end_on_reactor (self);
}

/* The payload is of another type than declared: never touched. */
static void
pong_cb (SoupWebsocketConnection *connection,
         gpointer                 payload)
{
  FechoLink *self = link_of (connection);

  if (self == NULL)
    return;

  self->witness.last_pong_at_us = fecho_clock_monotonic_us ();
  sample_rtt (self);
}

/* Once for all: five closures for each of ten thousand connections are a tenth of their memory. */
static void
connect_class_signals (void)
{
  const GType type = SOUP_TYPE_WEBSOCKET_CONNECTION;

  g_type_ensure (type);
  g_signal_override_class_handler ("message", type, G_CALLBACK (message_cb));
  g_signal_override_class_handler ("error", type, G_CALLBACK (error_cb));
  g_signal_override_class_handler ("closing", type, G_CALLBACK (closing_cb));
  g_signal_override_class_handler ("closed", type, G_CALLBACK (closed_cb));
  g_signal_override_class_handler ("pong", type, G_CALLBACK (pong_cb));
}

static void
connect_signals (FechoLink *self)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      connect_class_signals ();
      g_once_init_leave (&once, 1);
    }
  g_object_set_qdata (G_OBJECT (self->connection), link_quark (), self);
}

/* libsoup pings by whole seconds. */
static gint64
ping_seconds (FechoLink *self)
{
  return MAX (0, (self->endpoint->ping_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

/* When the answer to the next ping is overdue. The first ping may be a second late: GLib moves
 * timers of whole seconds together. */
static gint64
pong_due_us (FechoLink *self)
{
  gint64 wait_us = ping_seconds (self) * G_USEC_PER_SEC + self->endpoint->pong_timeout_us;

  if (self->endpoint->ping_us <= 0 || self->endpoint->pong_timeout_us <= 0 || self->is_closing)
    return G_MAXINT64;
  if (self->witness.last_pong_at_us == 0)
    return self->witness.opened_us + wait_us + G_USEC_PER_SEC;

  return self->witness.last_pong_at_us + wait_us;
}

/* What comes while we close is not waited for: the end is now. */
static void
stop_flood (FechoLink *self)
{
  if (self->is_closing)
    (void)closing_expired_cb (self);
  else
    cut_on_reactor (self, FECHO_INTENT_BUDGET);
}

static gint64
beat_cb (gpointer  data,
         gint64    now_us,
         guint64  *ret_n_new)
{
  FechoLink *self = data;
  FechoTcpSample sample;
  gboolean in_budget = TRUE;

  if (now_us >= pong_due_us (self))
    {
      cut_on_reactor (self, FECHO_INTENT_PONG_LIMIT);
      return G_MAXINT64;
    }
  if (fecho_tcp_sample (g_socket_get_fd (self->socket), &sample))
    in_budget = fecho_budget_check (&self->budget, now_us, sample.n_received,
                                    self->witness.messages_in, self->endpoint->max_message,
                                    ret_n_new);
  if (!in_budget)
    {
      stop_flood (self);
      return G_MAXINT64;
    }

  return MIN (pong_due_us (self),
              now_us + (*ret_n_new >= ACTIVE_BYTES ? ACTIVE_LOOK_US : IDLE_LOOK_US));
}

static void
overload_cb (gpointer data)
{
  stop_flood (data);
}

/* Never 0, which is no limit and crashes libsoup on one hostile frame (CVE-2026-0716). */
static void
set_limits (FechoLink *self)
{
  guint64 limit = (guint64)MAX (1, self->endpoint->max_message);

  if (self->endpoint->deflate)
    limit = MIN (limit, MAX_DEFLATED_FRAME);
  soup_websocket_connection_set_max_incoming_payload_size (self->connection, limit);
  soup_websocket_connection_set_keepalive_interval (self->connection, (guint)ping_seconds (self));
}

static void
start_watching (FechoLink *self)
{
  FechoGuard *guard = self->shard->shared->guard;
  FechoTcpSample sample = { 0 };

  (void)fecho_tcp_sample (g_socket_get_fd (self->socket), &sample);
  fecho_budget_init (&self->budget, g_get_monotonic_time (), sample.n_received);
  self->guard_entry = fecho_guard_watch (guard, self->shard->context, self->socket);
  self->beat_item = (FechoBeatItem){ .check = beat_cb, .overload = overload_cb, .data = self };
  fecho_beat_join (self->shard->beat, &self->beat_item);
}

static void
send_payload (FechoLink             *self,
              SoupWebsocketDataType  type,
              GBytes                *payload)
{
  if (!is_closable (self))
    return;

  self->witness.messages_out++;
  self->witness.bytes_out += (gint64)g_bytes_get_size (payload);
  fecho_link_post_message (self, FALSE, type, payload);
  soup_websocket_connection_send_message (self->connection, type, payload);
}

static void
greet (FechoLink *self)
{
  char **messages = self->endpoint->on_open;

  for (guint i = 0; messages != NULL && messages[i] != NULL; i++)
    {
      g_autoptr(GBytes) payload = NULL;

      if (!self->endpoint->on_open_binary)
        {
          fecho_link_send_on_reactor (self, messages[i]);
          continue;
        }
      payload = fecho_endpoint_parse_hex (messages[i]);
      if (payload != NULL)
        send_payload (self, SOUP_WEBSOCKET_DATA_BINARY, payload);
    }
}

void
fecho_link_open_on_reactor (FechoLink               *self,
                            SoupWebsocketConnection *connection)
{
  fecho_link_assert_on_reactor (self);

  self->state = FECHO_LINK_OPEN;
  self->connection = connection;
  self->witness.opened_us = fecho_clock_monotonic_us ();
  self->witness.seen.opened = TRUE;
  self->witness.seen.stage = FECHO_STAGE_OPEN;
  set_limits (self);
  connect_signals (self);
  start_watching (self);
  sample_rtt (self);
  fecho_link_post_opened (self);
  greet (self);
}

void
fecho_link_close_on_reactor (FechoLink   *self,
                             FechoIntent  intent,
                             guint16      code,
                             const char  *reason)
{
  fecho_link_assert_on_reactor (self);

  if (!is_closable (self) || self->witness.seen.failed)
    return;

  self->witness.seen.intent = intent;
  self->witness.seen.our_code = code;
  self->witness.our_reason = g_strdup (reason);
  send_close (self, code, reason);
}

void
fecho_link_expect_end (FechoLink *self,
                       gint64     timeout_us)
{
  gint64 due_us = g_get_monotonic_time () + timeout_us;

  /* An end that is expected sooner stays so: libsoup counts from its Close on. */
  if (self->timer == NULL || g_source_get_ready_time (self->timer) > due_us)
    fecho_link_set_timer (self, timeout_us, closing_expired_cb);
}

void
fecho_link_send_on_reactor (FechoLink  *self,
                            const char *text)
{
  g_autoptr(GBytes) payload = NULL;

  fecho_link_assert_on_reactor (self);

  if (!g_utf8_validate (text, -1, NULL))
    return;

  payload = g_bytes_new (text, strlen (text));
  send_payload (self, SOUP_WEBSOCKET_DATA_TEXT, payload);
}

void
fecho_link_send_binary_on_reactor (FechoLink *self,
                                   GBytes    *payload)
{
  fecho_link_assert_on_reactor (self);

  send_payload (self, SOUP_WEBSOCKET_DATA_BINARY, payload);
}

void
fecho_link_leave_open_on_reactor (FechoLink *self)
{
  fecho_link_assert_on_reactor (self);

  if (self->connection == NULL)
    return;

  fecho_beat_leave (self->shard->beat, &self->beat_item);
  if (!self->witness.seen.cut)
    read_close_frame (self);
  if (fecho_link_unguard (self))
    see_cut (self, FECHO_INTENT_BUDGET);
  g_object_set_qdata (G_OBJECT (self->connection), link_quark (), NULL);
  g_clear_object (&self->connection);

  /* The socket is closed by this, or was: what the context has told the kernel is void. */
  fecho_shard_begin_busy (self->shard);
  fecho_shard_end_busy (self->shard);
}
