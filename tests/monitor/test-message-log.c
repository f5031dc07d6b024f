/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-message-log.h"

#include <string.h>

#include "fecho-message-file.h"
#include "fecho-session-private.h"
#include "monitor-fixture.h"

/* A session with a real socket to the built-in server; what must not depend on how fast that is, is
 * emitted by the test. */
typedef struct
{
  MonitorFixture monitor;
  FechoSession *session;
  FechoMessageLog *log;
  guint n_changes;
} Fixture;

static guint
count_messages (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->log));
}

static FechoMessage *
peek_message (Fixture *fixture,
              guint    position)
{
  g_autoptr(FechoMessage) message = g_list_model_get_item (G_LIST_MODEL (fixture->log), position);

  return message;               /* the log has it too */
}

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
watch (Fixture    *fixture,
       const char *path)
{
  fixture->session = monitor_fixture_add (&fixture->monitor, path);
  fixture->log = fecho_message_log_new (fixture->session);
  g_signal_connect_swapped (fixture->log, "items-changed", G_CALLBACK (changed_cb), fixture);
  fecho_message_log_set_watched (fixture->log, TRUE);
}

static void
watch_echo (Fixture *fixture)
{
  watch (fixture, "/echo");
  monitor_fixture_wait_state (fixture->session, FECHO_SESSION_OPEN);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  monitor_fixture_set_up (&fixture->monitor, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  /* The thread that has saved it lets it go a little later than it told. */
  if (fixture->log != NULL)
    g_object_add_weak_pointer (G_OBJECT (fixture->log), (gpointer *)&fixture->log);
  if (fixture->log != NULL)
    g_object_unref (fixture->log);
  fecho_test_wait (fixture->log == NULL);
  monitor_fixture_tear_down (&fixture->monitor, NULL);
}

/* As if so many had come at once. */
static void
pretend (Fixture *fixture,
         guint    n_messages,
         gsize    n_bytes)
{
  g_autofree char *text = g_strnfill (n_bytes, 'x');
  g_autoptr(GBytes) payload = g_bytes_new (text, n_bytes);

  for (guint i = 0; i < n_messages; i++)
    g_signal_emit_by_name (fixture->session, "message", TRUE, FALSE, payload);
}

static void
assert_text (FechoMessage *message,
             gboolean      incoming,
             const char   *text)
{
  GBytes *payload = fecho_message_get_payload (message);

  g_assert_cmpint (fecho_message_get_incoming (message), ==, incoming);
  g_assert_nonnull (payload);
  g_assert_cmpmem (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload), text,
                   strlen (text));
}

static void
test_echo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GBytes) bytes = g_bytes_new ("\x00\xff", 2);

  watch_echo (fixture);
  fecho_session_send_text (fixture->session, "olá");
  fecho_test_wait (count_messages (fixture) == 3);
  fecho_session_send_binary (fixture->session, bytes);
  fecho_test_wait (count_messages (fixture) == 5);

  g_assert_cmpint (fecho_message_get_kind (peek_message (fixture, 0)), ==, FECHO_MESSAGE_OPENED);
  assert_text (peek_message (fixture, 1), FALSE, "olá");
  assert_text (peek_message (fixture, 2), TRUE, "olá");
  g_assert_cmpint (fecho_message_get_kind (peek_message (fixture, 4)), ==, FECHO_MESSAGE_BINARY);
  g_assert_cmpuint (fecho_message_get_n_bytes (peek_message (fixture, 4)), ==, 2);
  g_assert_cmpint (fecho_session_get_rtt_us (fixture->session), >, 0);
}

static void
assert_close (FechoMessage *message,
              gboolean      incoming,
              guint         code,
              const char   *reason)
{
  g_assert_cmpint (fecho_message_get_kind (message), ==, FECHO_MESSAGE_CLOSE);
  g_assert_cmpint (fecho_message_get_incoming (message), ==, incoming);
  g_assert_cmpuint (fecho_message_get_code (message), ==, code);
  g_assert_cmpstr (fecho_message_get_reason (message), ==, reason);
}

static void
test_our_close (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  watch_echo (fixture);
  fecho_session_close (fixture->session, 4000, "enough", &error);
  g_assert_no_error (error);
  fecho_test_wait (count_messages (fixture) >= 3);

  assert_close (peek_message (fixture, 1), FALSE, 4000, "enough");
  assert_close (peek_message (fixture, 2), TRUE, 4000, "enough");
  g_assert_cmpuint (fecho_message_get_n_bytes (peek_message (fixture, 1)), ==, 8);
}

static void
test_peers_close (Fixture       *fixture,
                  gconstpointer  data)
{
  watch (fixture, "/close/3001?reason=why");
  fecho_test_wait (count_messages (fixture) >= 3);

  assert_close (peek_message (fixture, 1), TRUE, 3001, "why");
  assert_close (peek_message (fixture, 2), FALSE, 3001, "why");
}

static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  watch (fixture, "/eof");
  fecho_test_wait (count_messages (fixture) >= 2);

  g_assert_cmpint (fecho_message_get_kind (peek_message (fixture, 1)), ==, FECHO_MESSAGE_LOST);
  g_assert_cmpuint (fecho_message_get_code (peek_message (fixture, 1)), ==, 1006);
}

/* Nothing is kept that nobody looks at. */
static void
test_unwatched (Fixture       *fixture,
                gconstpointer  data)
{
  watch_echo (fixture);
  fecho_session_send_text (fixture->session, "one");
  fecho_test_wait (count_messages (fixture) == 3);
  fecho_message_log_set_watched (fixture->log, FALSE);
  pretend (fixture, 1, 3);
  fecho_message_log_set_watched (fixture->log, TRUE);
  fecho_session_send_text (fixture->session, "two");
  fecho_test_wait (count_messages (fixture) == 6);

  g_assert_cmpint (fecho_message_get_kind (peek_message (fixture, 3)), ==,
                   FECHO_MESSAGE_UNWATCHED);
  assert_text (peek_message (fixture, 4), FALSE, "two");
}

static void
test_ring (Fixture       *fixture,
           gconstpointer  data)
{
  watch_echo (fixture);
  fecho_test_wait (count_messages (fixture) == 1);
  pretend (fixture, FECHO_MESSAGE_LOG_SIZE + 10, 1);
  fecho_test_wait (count_messages (fixture) == FECHO_MESSAGE_LOG_SIZE);
  g_assert_cmpint (fecho_message_get_kind (peek_message (fixture, 0)), ==, FECHO_MESSAGE_SKIPPED);
  g_assert_cmpuint (fecho_message_get_n_skipped (peek_message (fixture, 0)), ==, 10);

  pretend (fixture, 5, 2);
  fecho_test_wait (fecho_message_get_n_bytes (peek_message (fixture, FECHO_MESSAGE_LOG_SIZE - 1))
                   == 2);
  g_assert_cmpuint (count_messages (fixture), ==, FECHO_MESSAGE_LOG_SIZE);
  g_assert_cmpint (fecho_message_get_kind (peek_message (fixture, 0)), ==, FECHO_MESSAGE_TEXT);
}

static void
test_bytes (Fixture       *fixture,
            gconstpointer  data)
{
  const gsize n_bytes = 1024 * 1024;

  watch_echo (fixture);
  pretend (fixture, FECHO_MESSAGE_LOG_BYTES / n_bytes, n_bytes);
  fecho_test_wait (count_messages (fixture) == FECHO_MESSAGE_LOG_BYTES / n_bytes + 1);
  pretend (fixture, 3, n_bytes);
  fecho_test_wait (fixture->n_changes >= 3);
  g_assert_cmpuint (count_messages (fixture), <=, FECHO_MESSAGE_LOG_BYTES / n_bytes + 1);
}

/* A burst is one change of the list. */
static void
test_batches (Fixture       *fixture,
              gconstpointer  data)
{
  watch_echo (fixture);
  fecho_test_wait (count_messages (fixture) == 1);
  fixture->n_changes = 0;
  pretend (fixture, 500, 1);
  fecho_test_wait (count_messages (fixture) == 501);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
}

static void
test_pause (Fixture       *fixture,
            gconstpointer  data)
{
  watch_echo (fixture);
  fecho_test_wait (count_messages (fixture) == 1);
  fecho_message_log_set_paused (fixture->log, TRUE);
  fecho_session_send_text (fixture->session, "held");
  fecho_test_wait (fecho_message_log_get_n_held (fixture->log) == 2);
  g_assert_cmpuint (count_messages (fixture), ==, 1);
  g_assert_cmpint (fecho_session_get_state (fixture->session), ==, FECHO_SESSION_OPEN);

  fecho_message_log_set_paused (fixture->log, FALSE);
  g_assert_cmpuint (count_messages (fixture), ==, 3);
  g_assert_cmpuint (fecho_message_log_get_n_held (fixture->log), ==, 0);
}

static void
test_pause_is_bounded (Fixture       *fixture,
                       gconstpointer  data)
{
  watch_echo (fixture);
  fecho_message_log_set_paused (fixture->log, TRUE);
  pretend (fixture, FECHO_MESSAGE_LOG_SIZE + 100, 1);
  g_assert_cmpuint (fecho_message_log_get_n_held (fixture->log), <=, FECHO_MESSAGE_LOG_SIZE);
  fecho_message_log_set_paused (fixture->log, FALSE);
  g_assert_cmpuint (count_messages (fixture), ==, FECHO_MESSAGE_LOG_SIZE);
}

static void
test_clear (Fixture       *fixture,
            gconstpointer  data)
{
  FechoMessageRates rates;

  watch_echo (fixture);
  pretend (fixture, 10, 100);
  fecho_test_wait (count_messages (fixture) == 11);
  fecho_message_log_get_rates (fixture->log, &rates);
  g_assert_cmpfloat (rates.n_in, >=, 1);
  g_assert_cmpfloat (rates.n_out, ==, 0);
  g_assert_cmpfloat (rates.n_bytes, >=, 100);
  fecho_message_log_clear (fixture->log);
  g_assert_cmpuint (count_messages (fixture), ==, 0);
}

/* The secret of the greeting is for the peer, not for who looks over the shoulder. */
static void
test_secret (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(FechoEndpoint) endpoint = monitor_fixture_make_endpoint (&fixture->monitor, "/echo");
  const char *const greeting[] = { "token ${TOKEN}", NULL };

  endpoint->on_open = g_strdupv ((char **)greeting);
  fecho_endpoint_set_secret (endpoint, "TOKEN", "s3cret");
  endpoint->paused = TRUE;
  fixture->session = fecho_monitor_add_session (fixture->monitor.monitor, endpoint);
  fixture->log = fecho_message_log_new (fixture->session);
  fecho_message_log_set_watched (fixture->log, TRUE);
  fecho_session_resume (fixture->session);
  fecho_test_wait (count_messages (fixture) == 3);

  assert_text (peek_message (fixture, 1), FALSE, "token ${TOKEN}");
}

/* -- the file */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GError) error = NULL;
  gint64 *ret_n = data;

  *ret_n = fecho_message_log_save_finish (FECHO_MESSAGE_LOG (object), result, &error);
  g_assert_no_error (error);
}

static void
assert_ends (const char *line,
             const char *end)
{
  if (!g_str_has_suffix (line, end))
    g_error ("“%s” does not end with “%s”", line, end);
}

static void
test_save (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GBytes) bytes = g_bytes_new ("\x00\xff", 2);
  g_autofree char *path = g_build_filename (fixture->monitor.folder, "messages.jsonl", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  gint64 n_written = -2;

  watch_echo (fixture);
  fecho_session_send_text (fixture->session, "a\"b");
  fecho_test_wait (count_messages (fixture) == 3);
  fecho_session_send_binary (fixture->session, bytes);
  fecho_test_wait (count_messages (fixture) == 5);
  fecho_session_close (fixture->session, 4000, "é", NULL);
  fecho_test_wait (count_messages (fixture) >= 7);
  fecho_message_log_save_async (fixture->log, path, NULL, saved_cb, &n_written);
  fecho_test_wait (n_written != -2);

  g_assert_cmpint (n_written, ==, 6);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_true (g_str_has_prefix (lines[0], "{\"time\":\"20"));
  assert_ends (lines[0], "\"direction\":\"out\",\"type\":\"text\","
                         "\"bytes\":3,\"text\":\"a\\\"b\"}");
  assert_ends (lines[2], "\"direction\":\"out\",\"type\":\"binary\","
                         "\"bytes\":2,\"base64\":\"AP8=\"}");
  assert_ends (lines[5], "\"direction\":\"in\",\"type\":\"close\",\"bytes\":4,\"code\":4000,"
                         "\"reason\":\"é\"}");
  g_assert_cmpstr (lines[6], ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add ("/monitor/message-log/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("echo", test_echo);
  ADD ("our-close", test_our_close);
  ADD ("peers-close", test_peers_close);
  ADD ("lost", test_lost);
  ADD ("unwatched", test_unwatched);
  ADD ("ring", test_ring);
  ADD ("bytes", test_bytes);
  ADD ("batches", test_batches);
  ADD ("pause", test_pause);
  ADD ("pause-is-bounded", test_pause_is_bounded);
  ADD ("clear", test_clear);
  ADD ("secret", test_secret);
  ADD ("save", test_save);
#undef ADD

  return g_test_run ();
}
