/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-net-fixture.h"

#include <string.h>

#include "fecho-error.h"

#define REASON_41 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define REASON_123 REASON_41 REASON_41 REASON_41

static void
test_illegal_is_marked (void)
{
  g_autoptr(NetFixture) fixture = net_fixture_run ("upgrade; close 2999 why; await-close");
  const FechoCloseRecord *record = fecho_close_event_get_record (fixture->event);

  g_assert_true (record->illegal_code);
  g_assert_cmpstr (record->received_reason, ==, "why");
}

static void
test_broken_reason_is_not_illegal (void)
{
  g_autoptr(NetFixture) fixture = net_fixture_run ("upgrade; hex 88 04 03 e8 ff fe; await-close");

  g_assert_false (fecho_close_event_get_record (fixture->event)->illegal_code);
}

/* What is legal leaves no error behind, even where libsoup saw one. */
static void
test_1012_is_no_error (void)
{
  g_autoptr(NetFixture) fixture = net_fixture_run ("upgrade; close 1012; await-close");

  g_assert_null (fecho_close_event_get_record (fixture->event)->error_message);
}

static void
test_reset_after_close_is_a_detail (void)
{
  g_autoptr(NetFixture) fixture = net_fixture_run ("upgrade; close 1001; reset");
  const FechoCloseRecord *record = fecho_close_event_get_record (fixture->event);

  g_assert_true (record->was_clean);
  g_assert_cmpstr (record->error_domain, ==, "g-io-error-quark");
}

/* Fragments may each be within the limit: the message they make may not. */
static void
test_fragments_too_big (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;
  const FechoCloseRecord *record;

  server = fecho_rude_server_new ("upgrade; hex 02 7e 02 58; payload 600;"
                                  "hex 80 7e 02 58; payload 600; serve");
  fixture = net_fixture_new_for (server);
  fixture->endpoint->max_message = 1000;
  net_fixture_connect (fixture);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpuint (record->code, ==, 1006);
  g_assert_cmpint (record->sent_code, ==, 1009);
  g_assert_cmpint (record->cause, ==, FECHO_CAUSE_MESSAGE_TOO_BIG);
  g_assert_cmpuint (fecho_rude_server_get_close_code (server), ==, 1009);
}

/* libsoup 3.2 goes on reading after it failed the connection. */
static void
test_no_message_after_failure (void)
{
  g_autoptr(NetFixture) fixture = NULL;

  fixture = net_fixture_run ("upgrade; text good; hex 83 00; text late; serve");

  g_assert_cmpuint (fixture->messages->len, ==, 1);
  g_assert_cmpint (fecho_close_event_get_record (fixture->event)->messages_in, ==, 1);
}

static void
test_counters (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;
  const FechoCloseRecord *record;

  server = fecho_rude_server_new ("upgrade; text 12345; hex 82 02 ff fe; await-text; serve");
  fixture = net_fixture_new_for (server);
  net_fixture_connect (fixture);
  fecho_test_wait (fixture->messages->len == 2);
  fecho_connection_send_text (fixture->connection, "olá");
  net_fixture_close (fixture, 1000, NULL);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpint (record->messages_in, ==, 2);
  g_assert_cmpint (record->bytes_in, ==, 7);
  g_assert_cmpint (record->messages_out, ==, 1);
  g_assert_cmpint (record->bytes_out, ==, 4);
  g_assert_cmpint (record->last_message_us, >=, 0);
  g_assert_cmpint (record->last_message_us, <=, record->life_us);
  g_assert_cmpint (record->last_rtt_us, >, 0);
  g_assert_cmpint (record->last_pong_us, ==, FECHO_UNKNOWN);
}

static void
test_times_and_addresses (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade Server: rude; serve");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  g_autofree char *address = NULL;
  const FechoCloseRecord *record;

  address = g_strdup_printf ("127.0.0.1:%u", fecho_rude_server_get_port (server));
  net_fixture_connect (fixture);
  net_fixture_wait_open (fixture);
  net_fixture_close (fixture, 1000, NULL);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpstr (record->remote_address, ==, address);
  g_assert_cmpstr (record->headers, ==, "{\"Server\":\"rude\"}");
  g_assert_cmpint (record->http_status, ==, 101);
  g_assert_cmpint (record->dns_us, >=, 0);
  g_assert_cmpint (record->tcp_us, >=, 0);
  g_assert_cmpint (record->http_us, >, 0);
  g_assert_cmpint (record->tls_us, ==, FECHO_UNKNOWN);
  g_assert_cmpint (record->proxy_us, ==, FECHO_UNKNOWN);
  g_assert_cmpint (record->dns_us + record->tcp_us + record->http_us, <=, record->handshake_us);
  g_assert_cmpint (record->closed_at_us - record->life_us, ==,
                   fecho_close_event_get_opened_at_us (fixture->event));
  g_assert_true (g_str_has_suffix (fixture->stages->str, "http"));
}

static void
test_names_of_the_session (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; close 1000; await-close");
  g_autofree char *url = fecho_rude_server_dup_url (server, "/?token=secret");
  g_autoptr(NetFixture) fixture = net_fixture_new (url);
  const FechoCloseRecord *record;

  net_fixture_connect (fixture);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpstr (record->session_id, ==, fixture->endpoint->id);
  g_assert_cmpstr (record->session, ==, fixture->endpoint->name);
  g_assert_null (strstr (record->url, "secret"));
  g_assert_cmpuint (record->attempt, ==, 1);
}

static void
test_on_open (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; await-text; serve");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  const char *texts[] = { "{\"op\":\"subscribe\"}", NULL };

  fixture->endpoint->on_open = g_strdupv ((char **)texts);
  net_fixture_connect (fixture);
  fecho_test_wait (fixture->messages->len == 1);

  g_assert_cmpstr (g_ptr_array_index (fixture->messages, 0), ==, ">{\"op\":\"subscribe\"}");
}

static void
test_on_open_binary (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; await-binary; serve");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  const char *texts[] = { "41 42", NULL };

  fixture->endpoint->on_open = g_strdupv ((char **)texts);
  fixture->endpoint->on_open_binary = TRUE;
  net_fixture_connect (fixture);
  fecho_test_wait (fixture->messages->len == 1);

  g_assert_cmpstr (g_ptr_array_index (fixture->messages, 0), ==, ">AB");
}

/* A frame that came in one segment with the 101. */
static void
test_message_glued_to_answer (void)
{
  g_autoptr(NetFixture) fixture = net_fixture_run ("upgrade; text first; close 1000; await-close");

  g_assert_cmpuint (fixture->messages->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->messages, 0), ==, "<first");
}

static void
test_not_watched (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; text one; await go; serve");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);

  net_fixture_connect (fixture);
  fecho_connection_set_watch_messages (fixture->connection, FALSE);
  net_fixture_wait_open (fixture);
  fecho_rude_server_signal (server, "go");
  net_fixture_close (fixture, 1000, NULL);

  g_assert_cmpint (net_fixture_wait_end (fixture)->messages_in, ==, 1);
  g_assert_cmpuint (fixture->messages->len, ==, 0);
}

/* More than the main context takes is counted, not kept. */
static void
test_message_flood_is_bounded (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;
  gint64 until_us = fecho_test_deadline ();
  const FechoCloseRecord *record;

  server = fecho_rude_server_new ("upgrade; repeat 500 hex 81 01 61; close 1000; await-close");
  fixture = net_fixture_new_for (server);
  net_fixture_connect (fixture);
  /* The main context takes nothing meanwhile. */
  while (fecho_rude_server_get_close_code (server) == 0 && g_get_monotonic_time () < until_us)
    g_usleep (1000);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpint (record->messages_in, ==, 500);
  g_assert_cmpuint (fixture->messages->len, <=, 256);
  g_assert_cmpuint (fixture->messages->len + fixture->n_skipped, ==, 500);
}

static void
check_refused (guint16     code,
               const char *reason)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; serve");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  g_autoptr(GError) error = NULL;

  net_fixture_connect (fixture);
  net_fixture_wait_open (fixture);

  g_assert_false (fecho_connection_close (fixture->connection, code, reason, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
  net_fixture_close (fixture, 4000, NULL);
  g_assert_cmpuint (net_fixture_wait_end (fixture)->code, ==, 4000);
}

static void
test_close_refused (void)
{
  static const guint16 codes[] = { 0, 999, 1001, 1005, 1006, 1011, 1012, 1015, 2999, 5000, 65535 };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    check_refused (codes[i], NULL);
  check_refused (1000, REASON_123 "b");
  check_refused (1000, "\xff");
}

static void
test_close_with_longest_reason (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; serve");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  g_autofree char *received = NULL;

  net_fixture_connect (fixture);
  net_fixture_wait_open (fixture);
  net_fixture_close (fixture, 3000, REASON_123);

  g_assert_cmpstr (net_fixture_wait_end (fixture)->reason, ==, REASON_123);
  received = fecho_rude_server_dup_close_reason (server);
  g_assert_cmpstr (received, ==, REASON_123);
}

static void
test_close_twice (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; serve");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);

  net_fixture_connect (fixture);
  net_fixture_wait_open (fixture);
  net_fixture_close (fixture, 4001, NULL);
  net_fixture_close (fixture, 4002, NULL);

  g_assert_cmpuint (net_fixture_wait_end (fixture)->code, ==, 4001);
}

static void
check_cancelled (const FechoCloseRecord *record)
{
  g_assert_true (record->failed_attempt);
  g_assert_cmpuint (record->code, ==, 1006);
  g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_USER);
  g_assert_cmpint (record->cause, ==, FECHO_CAUSE_USER_CLOSED);
  g_assert_cmpint (record->life_us, ==, FECHO_UNKNOWN);
}

static void
test_close_in_handshake (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("read; hold");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);

  net_fixture_connect (fixture);
  fecho_test_wait (fecho_connection_get_stage (fixture->connection) == FECHO_STAGE_HTTP);
  net_fixture_close (fixture, 1000, NULL);

  check_cancelled (net_fixture_wait_end (fixture));
}

static void
test_close_at_once (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("read; hold");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);

  net_fixture_connect (fixture);
  net_fixture_close (fixture, 1000, NULL);

  check_cancelled (net_fixture_wait_end (fixture));
}

/* An answer that a busy computer brings too late is not waited for. */
static void
test_quit (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; serve");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  const FechoCloseRecord *record;
  gint64 begin_us;

  net_fixture_connect (fixture);
  net_fixture_wait_open (fixture);
  begin_us = g_get_monotonic_time ();
  fecho_connection_quit (fixture->connection);
  record = net_fixture_wait_end (fixture);

  g_assert_true (record->was_clean || g_get_monotonic_time () - begin_us > G_USEC_PER_SEC);
  g_assert_cmpuint (record->was_clean ? record->code : (guint)record->sent_code, ==, 1001);
  g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_FECHO);
  g_assert_cmpint (record->cause, ==, FECHO_CAUSE_APP_QUIT);
}

static void
test_quit_unanswered (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; await-close; hold");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  const FechoCloseRecord *record;

  net_fixture_connect (fixture);
  net_fixture_wait_open (fixture);
  fecho_connection_quit (fixture->connection);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpuint (record->code, ==, 1006);
  g_assert_cmpint (record->sent_code, ==, 1001);
  g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_FECHO);
  g_assert_cmpint (record->cause, ==, FECHO_CAUSE_APP_QUIT);
}

/* The person's own close stays the person's, however little time is left for it. */
static void
test_quit_after_close (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; await-close; hold");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  const FechoCloseRecord *record;

  net_fixture_connect (fixture);
  net_fixture_wait_open (fixture);
  net_fixture_close (fixture, 4001, NULL);
  fecho_connection_quit (fixture->connection);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_USER);
  g_assert_cmpint (record->sent_code, ==, 4001);
}

#define N_QUITS 20

typedef struct
{
  FechoConnection *connection;
  guint n_quits;
} Quitting;

static gboolean
quit_again_cb (gpointer data)
{
  Quitting *self = data;

  fecho_connection_quit (self->connection);

  return ++self->n_quits < N_QUITS ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Who asks again waits no longer: four seconds of asking are more than the limit, and less than
 * that of libsoup. */
static void
test_quit_again (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; await-close; hold");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  Quitting quitting = { 0 };
  guint source;

  net_fixture_connect (fixture);
  net_fixture_wait_open (fixture);
  quitting.connection = fixture->connection;
  source = g_timeout_add (200, quit_again_cb, &quitting);
  (void)net_fixture_wait_end (fixture);

  g_assert_cmpuint (quitting.n_quits, <, N_QUITS);
  g_source_remove (source);
}

static void
test_engine_stopped (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; hold");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);

  net_fixture_connect (fixture);
  net_fixture_wait_open (fixture);
  fecho_net_stop (fixture->net);

  g_assert_cmpuint (fixture->n_closed, ==, 1);
  g_assert_cmpint (net_fixture_wait_end (fixture)->closed_by, ==, FECHO_CLOSED_BY_FECHO);
}

static void
test_engine_stopped_in_handshake (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("read; hold");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);

  net_fixture_connect (fixture);
  fecho_test_wait (fecho_connection_get_stage (fixture->connection) == FECHO_STAGE_HTTP);
  fecho_net_stop (fixture->net);

  g_assert_cmpuint (fixture->n_closed, ==, 1);
  g_assert_true (net_fixture_wait_end (fixture)->failed_attempt);
}

static void
test_connect_after_stop (void)
{
  g_autoptr(NetFixture) fixture = net_fixture_new ("ws://127.0.0.1:9/");

  fecho_net_stop (fixture->net);
  net_fixture_connect (fixture);

  g_assert_true (net_fixture_wait_end (fixture)->failed_attempt);
}

static void
count_cb (FechoConnection *connection,
          FechoCloseEvent *event,
          gpointer         data)
{
  guint *n_closed = data;

  ++*n_closed;
}

/* The end is told even where nobody holds the handle any more, and it goes away after that. */
static void
test_handle_dropped (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; close 1001; await-close");
  g_autofree char *url = fecho_rude_server_dup_url (server, "/");
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new (url, NULL);
  g_autoptr(FechoNet) net = fecho_net_new ();
  const FechoConnectionFuncs funcs = { .closed = count_cb };
  guint n_closed = 0;
  FechoConnection *connection = fecho_connection_new (net, endpoint, 1, &funcs, &n_closed);

  g_object_add_weak_pointer (G_OBJECT (connection), (gpointer *)&connection);
  fecho_connection_connect (connection);
  g_object_unref (connection);
  fecho_test_wait (n_closed == 1);

  fecho_test_wait (connection == NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/connection/illegal-is-marked", test_illegal_is_marked);
  g_test_add_func ("/net/connection/broken-reason-is-not-illegal",
                   test_broken_reason_is_not_illegal);
  g_test_add_func ("/net/connection/1012-is-no-error", test_1012_is_no_error);
  g_test_add_func ("/net/connection/reset-after-close-is-a-detail",
                   test_reset_after_close_is_a_detail);
  g_test_add_func ("/net/connection/fragments-too-big", test_fragments_too_big);
  g_test_add_func ("/net/connection/no-message-after-failure", test_no_message_after_failure);
  g_test_add_func ("/net/connection/counters", test_counters);
  g_test_add_func ("/net/connection/times-and-addresses", test_times_and_addresses);
  g_test_add_func ("/net/connection/names-of-the-session", test_names_of_the_session);
  g_test_add_func ("/net/connection/on-open", test_on_open);
  g_test_add_func ("/net/connection/on-open-binary", test_on_open_binary);
  g_test_add_func ("/net/connection/message-glued-to-answer", test_message_glued_to_answer);
  g_test_add_func ("/net/connection/not-watched", test_not_watched);
  g_test_add_func ("/net/connection/message-flood-is-bounded", test_message_flood_is_bounded);
  g_test_add_func ("/net/connection/close-refused", test_close_refused);
  g_test_add_func ("/net/connection/close-with-longest-reason", test_close_with_longest_reason);
  g_test_add_func ("/net/connection/close-twice", test_close_twice);
  g_test_add_func ("/net/connection/close-in-handshake", test_close_in_handshake);
  g_test_add_func ("/net/connection/close-at-once", test_close_at_once);
  g_test_add_func ("/net/connection/quit", test_quit);
  g_test_add_func ("/net/connection/quit-unanswered", test_quit_unanswered);
  g_test_add_func ("/net/connection/quit-after-close", test_quit_after_close);
  g_test_add_func ("/net/connection/quit-again", test_quit_again);
  g_test_add_func ("/net/connection/engine-stopped", test_engine_stopped);
  g_test_add_func ("/net/connection/engine-stopped-in-handshake", test_engine_stopped_in_handshake);
  g_test_add_func ("/net/connection/connect-after-stop", test_connect_after_stop);
  g_test_add_func ("/net/connection/handle-dropped", test_handle_dropped);

  return g_test_run ();
}
