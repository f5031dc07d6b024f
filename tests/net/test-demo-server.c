/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-demo-server.h"

#include <libsoup/soup.h>

#include "fecho-backoff.h"
#include "fecho-demo-route.h"
#include "fecho-error.h"
#include "fecho-net-fixture.h"

static FechoDemoServer *
start_server (void)
{
  g_autoptr(GError) error = NULL;
  FechoDemoServer *server = fecho_demo_server_new (0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (fecho_demo_server_get_port (server), >, 0);

  return server;
}

static NetFixture *
fixture_for (FechoDemoServer *server,
             const char      *path)
{
  guint port = fecho_demo_server_get_port (server);
  g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u%s", port, path);

  return net_fixture_new (url);
}

static NetFixture *
run_path (FechoDemoServer *server,
          const char      *path)
{
  NetFixture *fixture = fixture_for (server, path);

  net_fixture_connect (fixture);
  net_fixture_wait_end (fixture);

  return fixture;
}

/* What a path leads to. */
typedef struct
{
  const char *path;
  guint code;
  const char *reason;
  gboolean was_clean;
  FechoCause cause;
} Row;

static const Row rows[] = {
  { "/close/1000", 1000, "", TRUE, FECHO_CAUSE_NORMAL },
  { "/close/1001?reason=deploy+%231&after=0.01", 1001, "deploy #1", TRUE, FECHO_CAUSE_NORMAL },
  { "/close/1010", 1010, "", TRUE, FECHO_CAUSE_PROTOCOL_ERROR_OURS },
  { "/close/1012", 1012, "", TRUE, FECHO_CAUSE_SERVER_RESTART_OR_OVERLOAD },
  { "/close/1013?reason=busy", 1013, "busy", TRUE, FECHO_CAUSE_SERVER_RESTART_OR_OVERLOAD },
  { "/close/1014", 1014, "", TRUE, FECHO_CAUSE_SERVER_FAULT },
  { "/close/3000", 3000, "", TRUE, FECHO_CAUSE_AUTH },
  { "/close/4999?rate=100&after=0.05", 4999, "", TRUE, FECHO_CAUSE_APPLICATION_CODE },
  { "/close/2000", 1006, "", FALSE, FECHO_CAUSE_PROTOCOL_ERROR_THEIRS },
  { "/illegal/1006", 1006, "", FALSE, FECHO_CAUSE_PROTOCOL_ERROR_THEIRS },
  { "/illegal/65535", 1006, "", FALSE, FECHO_CAUSE_PROTOCOL_ERROR_THEIRS },
  { "/empty", 1005, "", TRUE, FECHO_CAUSE_UNKNOWN },
  { "/eof", 1006, "", FALSE, FECHO_CAUSE_EOF_WITHOUT_CLOSE },
  { "/reset?after=0.01", 1006, "", FALSE, FECHO_CAUSE_RESET_BY_PEER },
  { "/idle?timeout=0.05", 1006, "", FALSE, FECHO_CAUSE_EOF_WITHOUT_CLOSE },
  { "/http/503", 1006, "", FALSE, FECHO_CAUSE_HTTP_REJECTED },
  { "/bad-utf8", 1006, "", FALSE, FECHO_CAUSE_PROTOCOL_ERROR_THEIRS },
  { "/too-big", 1006, "", FALSE, FECHO_CAUSE_MESSAGE_TOO_BIG },
  { "/no-such", 1006, "", FALSE, FECHO_CAUSE_HTTP_REJECTED },
  { "/close/5000", 1006, "", FALSE, FECHO_CAUSE_HTTP_REJECTED },
};

static void
test_path (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(FechoDemoServer) server = start_server ();
  g_autoptr(NetFixture) fixture = run_path (server, row->path);
  const FechoCloseRecord *record = fecho_close_event_get_record (fixture->event);

  g_assert_cmpuint (record->code, ==, row->code);
  g_assert_cmpstr (record->reason, ==, row->reason);
  g_assert_cmpint (record->was_clean, ==, row->was_clean);
  g_assert_cmpstr (fecho_cause_to_string (record->cause), ==, fecho_cause_to_string (row->cause));
}

static void
test_retry_after (void)
{
  g_autoptr(FechoDemoServer) server = start_server ();
  g_autoptr(NetFixture) fixture = run_path (server, "/http/429");
  const FechoCloseRecord *record = fecho_close_event_get_record (fixture->event);

  g_assert_cmpint (record->http_status, ==, 429);
  g_assert_cmpstr (record->headers, ==, "{\"Server\":\"Fecho-Demo\",\"Retry-After\":\"1\"}");
}

static void
test_echo (void)
{
  g_autoptr(FechoDemoServer) server = start_server ();
  g_autoptr(NetFixture) fixture = fixture_for (server, "/echo");

  net_fixture_connect (fixture);
  net_fixture_wait_open (fixture);
  fecho_connection_send_text (fixture->connection, "olá");
  fecho_test_wait (fixture->messages->len == 2);
  net_fixture_close (fixture, 1000, NULL);
  net_fixture_wait_end (fixture);

  g_assert_cmpstr (g_ptr_array_index (fixture->messages, 0), ==, ">olá");
  g_assert_cmpstr (g_ptr_array_index (fixture->messages, 1), ==, "<olá");
  g_assert_cmpuint (fecho_close_event_get_code (fixture->event), ==, 1000);
  g_assert_true (fecho_close_event_get_was_clean (fixture->event));
}

static void
test_messages (void)
{
  g_autoptr(FechoDemoServer) server = start_server ();
  g_autoptr(NetFixture) fixture = fixture_for (server, "/messages?rate=200");

  net_fixture_connect (fixture);
  fecho_test_wait (fixture->messages->len >= 3);

  g_assert_cmpstr (g_ptr_array_index (fixture->messages, 0), ==, "<{\"type\":\"tick\",\"n\":1}");
}

static void
test_subprotocol (void)
{
  g_autoptr(FechoDemoServer) server = start_server ();
  g_autoptr(NetFixture) fixture = fixture_for (server, "/close/1000");

  g_assert_true (fecho_endpoint_add_subprotocol (fixture->endpoint, "graphql-transport-ws", NULL));
  g_assert_true (fecho_endpoint_add_subprotocol (fixture->endpoint, "mqtt", NULL));
  net_fixture_connect (fixture);

  g_assert_cmpstr (net_fixture_wait_end (fixture)->subprotocol, ==, "graphql-transport-ws");
}

static void
test_cycle (void)
{
  static const char path[] = "/cycle?codes=1001,reset,503,1013&after=0.01,0&reason=full";
  g_autoptr(FechoDemoServer) server = start_server ();
  g_autoptr(GString) codes = g_string_new (NULL);

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(NetFixture) fixture = run_path (server, path);
      const FechoCloseRecord *record = fecho_close_event_get_record (fixture->event);

      g_string_append_printf (codes, "%u%s/%d ", record->code, record->reason, record->http_status);
    }

  g_assert_cmpstr (codes->str, ==, "1001full/101 1006/101 1006/503 1013full/101 1001full/101 ");
}

static void
test_stop_with_clients (void)
{
  g_autoptr(FechoDemoServer) server = start_server ();
  g_autoptr(NetFixture) fixture = fixture_for (server, "/echo");

  net_fixture_connect (fixture);
  net_fixture_wait_open (fixture);
  fecho_demo_server_stop (server);

  g_assert_cmpuint (net_fixture_wait_end (fixture)->code, ==, 1006);
  g_assert_finalize_object (g_steal_pointer (&server));
}

static void
test_port_in_use (void)
{
  g_autoptr(FechoDemoServer) server = start_server ();
  g_autoptr(FechoDemoServer) second = NULL;
  g_autoptr(GError) error = NULL;

  second = fecho_demo_server_new (fecho_demo_server_get_port (server), &error);

  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_IN_USE);
  g_assert_null (second);
}

static char *
fetch (const char *url,
       guint      *ret_status)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = soup_session_send_and_read (session, message, NULL, &error);

  g_assert_no_error (error);
  *ret_status = soup_message_get_status (message);

  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
test_index (void)
{
  g_autoptr(FechoDemoServer) server = start_server ();
  guint port = fecho_demo_server_get_port (server);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/", port);
  g_autofree char *body = NULL;
  guint status;

  body = fetch (url, &status);

  g_assert_cmpuint (status, ==, 200);
  g_assert_nonnull (strstr (body, "/close/1012"));
}

static void
test_plain_get (void)
{
  g_autoptr(FechoDemoServer) server = start_server ();
  g_autofree char *url = NULL;
  g_autofree char *body = NULL;
  guint status;

  url = g_strdup_printf ("http://127.0.0.1:%u/close/1000", fecho_demo_server_get_port (server));
  body = fetch (url, &status);

  g_assert_cmpuint (status, ==, 426);
}

/* The paths that are listed are served. */
static void
test_listed_paths (void)
{
  for (const FechoDemoPath *path = fecho_demo_server_get_paths (); path->path != NULL; path++)
    {
      g_auto(GStrv) parts = g_strsplit (path->path, "?", 2);
      g_auto(FechoDemoAct) act = { 0 };

      g_assert_true (fecho_demo_route_parse (parts[0], parts[1], 0, &act));
      g_assert_nonnull (path->description);
    }
}

static double
longest_wait (gpointer data)
{
  return 0.999999;
}

static guint
code_of (const FechoDemoAct *act)
{
  if (act->kind == FECHO_DEMO_CLOSE)
    return act->code;

  return act->kind == FECHO_DEMO_EMPTY ? 1005 : 1006;
}

/* Watches one session for ten seconds, with the longest waits there can be. */
static guint
watch_session (const char *path_and_query,
               GHashTable *codes)
{
  FechoBackoff backoff = FECHO_BACKOFF_INIT;
  g_auto(GStrv) parts = g_strsplit (path_and_query, "?", 2);
  gint64 now_us = 0;
  guint n_events = 0;

  backoff.random = longest_wait;
  while (TRUE)
    {
      g_auto(FechoDemoAct) act = { 0 };

      g_assert_true (fecho_demo_route_parse (parts[0], parts[1], n_events, &act));
      now_us += act.after_us;
      if (now_us > 10 * G_USEC_PER_SEC)
        return n_events;
      g_hash_table_add (codes, GUINT_TO_POINTER (code_of (&act)));
      n_events++;
      if (code_of (&act) == 1008)
        return n_events;
      now_us += fecho_backoff_next_us (&backoff, act.after_us);
    }
}

static void
test_first_ten_seconds (void)
{
  g_autoptr(GHashTable) codes = g_hash_table_new (NULL, NULL);
  guint n_events = 0;
  guint n_sessions = 0;

  for (const FechoDemoPath *path = fecho_demo_server_get_sessions (); path->path != NULL; path++)
    {
      n_events += watch_session (path->path, codes);
      n_sessions++;
    }

  g_assert_cmpuint (n_sessions, ==, 8);
  g_assert_cmpuint (n_events, >=, 20);
  g_assert_cmpuint (g_hash_table_size (codes), >=, 8);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/demo-server%s", rows[i].path);

      g_test_add_data_func (path, &rows[i], test_path);
    }
  g_test_add_func ("/net/demo-server/retry-after", test_retry_after);
  g_test_add_func ("/net/demo-server/echo", test_echo);
  g_test_add_func ("/net/demo-server/messages", test_messages);
  g_test_add_func ("/net/demo-server/subprotocol", test_subprotocol);
  g_test_add_func ("/net/demo-server/cycle", test_cycle);
  g_test_add_func ("/net/demo-server/stop-with-clients", test_stop_with_clients);
  g_test_add_func ("/net/demo-server/port-in-use", test_port_in_use);
  g_test_add_func ("/net/demo-server/index", test_index);
  g_test_add_func ("/net/demo-server/plain-get", test_plain_get);
  g_test_add_func ("/net/demo-server/listed-paths", test_listed_paths);
  g_test_add_func ("/net/demo-server/first-ten-seconds", test_first_ten_seconds);

  return g_test_run ();
}
