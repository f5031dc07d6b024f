/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "monitor-fixture.h"

#include "fecho-error.h"

static void
test_opens_and_counts (MonitorFixture *fixture,
                       gconstpointer   data)
{
  FechoSession *session = monitor_fixture_add (fixture, "/echo");

  g_assert_cmpint (fecho_session_get_state (session), ==, FECHO_SESSION_CONNECTING);
  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
  g_assert_cmpuint (fecho_monitor_get_n_open (fixture->monitor), ==, 1);
  g_assert_cmpuint (fixture->events->len, ==, 0);
}

static void
test_close_is_stored_and_tried_again (MonitorFixture *fixture,
                                      gconstpointer   data)
{
  FechoSession *session = monitor_fixture_add (fixture, "/close/1011?reason=broken");
  const FechoCloseRecord *first = monitor_fixture_get_event (fixture, 0);
  const FechoCloseRecord *second = monitor_fixture_get_event (fixture, 1);

  g_assert_cmpuint (first->code, ==, 1011);
  g_assert_cmpstr (first->reason, ==, "broken");
  g_assert_cmpint (first->id, >, 0);
  g_assert_cmpint (first->retry_in_us, >=, 0);
  g_assert_cmpstr (first->session_id, ==, fecho_session_get_id (session));
  g_assert_cmpint (second->id, >, first->id);
  g_assert_cmpint (fecho_session_get_last_code (session), ==, 1011);
}

static void
test_attempts_are_numbered (MonitorFixture *fixture,
                            gconstpointer   data)
{
  monitor_fixture_add (fixture, "/http/500");

  g_assert_cmpuint (monitor_fixture_get_event (fixture, 0)->attempt, ==, 1);
  g_assert_cmpuint (monitor_fixture_get_event (fixture, 1)->attempt, ==, 2);
  g_assert_true (monitor_fixture_get_event (fixture, 1)->failed_attempt);
  g_assert_cmpint (monitor_fixture_get_event (fixture, 1)->failures_in_a_row, ==, 2);
}

static void
test_stops_by_code (MonitorFixture *fixture,
                    gconstpointer   data)
{
  FechoSession *session = monitor_fixture_add (fixture, "/close/1008");

  g_assert_cmpint (monitor_fixture_get_event (fixture, 0)->retry_in_us, ==, FECHO_UNKNOWN);
  monitor_fixture_wait_state (session, FECHO_SESSION_STOPPED);
}

static void
test_no_reconnection_wanted (MonitorFixture *fixture,
                             gconstpointer   data)
{
  g_autoptr(FechoEndpoint) endpoint = monitor_fixture_make_endpoint (fixture, "/close/1000");
  FechoSession *session;

  endpoint->reconnect = FALSE;
  session = fecho_monitor_add_session (fixture->monitor, endpoint);

  g_assert_cmpuint (monitor_fixture_get_event (fixture, 0)->code, ==, 1000);
  monitor_fixture_wait_state (session, FECHO_SESSION_CLOSED);
}

static void
test_pause_and_resume (MonitorFixture *fixture,
                       gconstpointer   data)
{
  FechoSession *session = monitor_fixture_add (fixture, "/echo");

  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
  fecho_session_pause (session);
  monitor_fixture_wait_state (session, FECHO_SESSION_PAUSED);
  g_assert_cmpuint (fecho_monitor_get_n_open (fixture->monitor), ==, 0);
  g_assert_cmpuint (monitor_fixture_get_event (fixture, 0)->code, ==, 1000);
  g_assert_cmpint (monitor_fixture_get_event (fixture, 0)->closed_by, ==, FECHO_CLOSED_BY_USER);

  fecho_session_resume (session);
  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
  g_assert_cmpuint (fixture->events->len, ==, 1);
}

/* Told to go on before the close was answered: one socket after the other, never two. */
static void
test_resume_while_closing (MonitorFixture *fixture,
                           gconstpointer   data)
{
  FechoSession *session = monitor_fixture_add (fixture, "/echo");

  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
  fecho_session_pause (session);
  fecho_session_resume (session);
  monitor_fixture_get_event (fixture, 0);
  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
  g_assert_cmpuint (fixture->events->len, ==, 1);
}

static void
test_pause_while_connecting (MonitorFixture *fixture,
                             gconstpointer   data)
{
  g_autoptr(GSocketListener) mute = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (mute, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u/", port);
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new (url, NULL);
  FechoSession *session = fecho_monitor_add_session (fixture->monitor, endpoint);

  fecho_session_pause (session);
  monitor_fixture_wait_state (session, FECHO_SESSION_PAUSED);
  g_assert_true (monitor_fixture_get_event (fixture, 0)->failed_attempt);
  g_assert_cmpint (monitor_fixture_get_event (fixture, 0)->closed_by, ==, FECHO_CLOSED_BY_USER);
}

static void
test_pause_is_remembered (MonitorFixture *fixture,
                          gconstpointer   data)
{
  FechoSession *session = monitor_fixture_add (fixture, "/echo");
  g_autoptr(FechoSession) again = NULL;

  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
  fecho_session_pause (session);
  monitor_fixture_wait_state (session, FECHO_SESSION_PAUSED);
  monitor_fixture_unwatch (fixture);
  monitor_fixture_watch (fixture);

  again = g_list_model_get_item (fecho_monitor_get_sessions (fixture->monitor), 0);
  g_assert_cmpint (fecho_session_get_state (again), ==, FECHO_SESSION_PAUSED);
}

static void
test_remove_and_restore (MonitorFixture *fixture,
                         gconstpointer   data)
{
  GListModel *sessions = fecho_monitor_get_sessions (fixture->monitor);
  FechoSession *first = monitor_fixture_add (fixture, "/echo");
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_copy (fecho_session_get_endpoint (first));
  g_autoptr(FechoSession) restored = NULL;

  monitor_fixture_add (fixture, "/echo");
  monitor_fixture_wait_state (first, FECHO_SESSION_OPEN);
  fecho_monitor_remove_session (fixture->monitor, first);
  g_assert_cmpuint (g_list_model_get_n_items (sessions), ==, 1);
  g_assert_cmpint (monitor_fixture_get_event (fixture, 0)->closed_by, ==, FECHO_CLOSED_BY_USER);

  monitor_fixture_restore (fixture, endpoint);
  restored = g_list_model_get_item (sessions, 0);
  g_assert_cmpstr (fecho_session_get_id (restored), ==, endpoint->id);
  monitor_fixture_wait_state (restored, FECHO_SESSION_OPEN);
}

static void
test_edit_connects_anew (MonitorFixture *fixture,
                         gconstpointer   data)
{
  FechoSession *session = monitor_fixture_add (fixture, "/echo");
  g_autoptr(FechoEndpoint) endpoint = NULL;
  g_autofree char *url = g_strconcat (fixture->base, "/close/4000", NULL);

  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
  endpoint = fecho_endpoint_copy (fecho_session_get_endpoint (session));
  g_assert_true (fecho_endpoint_set_url (endpoint, url, NULL));
  fecho_monitor_edit_session (fixture->monitor, session, endpoint);

  g_assert_cmpuint (monitor_fixture_get_event (fixture, 0)->code, ==, 1000);
  g_assert_cmpuint (monitor_fixture_get_event (fixture, 1)->code, ==, 4000);
}

/* Answers that a busy computer brings too late are not waited for. */
static void
test_quit_is_recorded (MonitorFixture *fixture,
                       gconstpointer   data)
{
  guint n_unanswered = 0;
  gint64 begin_us;

  for (int i = 0; i < 20; i++)
    monitor_fixture_add (fixture, "/echo");
  fecho_test_wait (fecho_monitor_get_n_open (fixture->monitor) == 20);
  begin_us = g_get_monotonic_time ();
  monitor_fixture_unwatch (fixture);

  g_assert_cmpuint (fixture->events->len, ==, 20);
  for (guint i = 0; i < 20; i++)
    {
      const FechoCloseRecord *record = monitor_fixture_get_event (fixture, i);

      n_unanswered += !record->was_clean;
      g_assert_cmpuint (record->was_clean ? record->code : (guint)record->sent_code, ==, 1001);
      g_assert_cmpint (record->cause, ==, FECHO_CAUSE_APP_QUIT);
      g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_FECHO);
    }
  g_assert_true (n_unanswered == 0 || g_get_monotonic_time () - begin_us > G_USEC_PER_SEC);
}

static void
test_sessions_are_stored (MonitorFixture *fixture,
                          gconstpointer   data)
{
  g_autoptr(FechoEndpoint) first = monitor_fixture_make_endpoint (fixture, "/echo");
  g_autoptr(FechoEndpoint) second = monitor_fixture_make_endpoint (fixture, "/echo");
  g_autoptr(FechoEndpoint) third = monitor_fixture_make_endpoint (fixture, "/echo");
  GListModel *sessions;

  first->group = g_strdup ("a");
  third->group = g_strdup ("a");
  fecho_monitor_add_session (fixture->monitor, first);
  fecho_monitor_add_session (fixture->monitor, second);
  fecho_monitor_add_session (fixture->monitor, third);
  monitor_fixture_unwatch (fixture);
  monitor_fixture_watch (fixture);

  sessions = fecho_monitor_get_sessions (fixture->monitor);
  g_assert_cmpuint (g_list_model_get_n_items (sessions), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const char *ids[] = { first->id, third->id, second->id }; /* a group stands together */
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      g_assert_cmpstr (fecho_session_get_id (session), ==, ids[i]);
      monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
    }
}

static void
test_one_run_watches (MonitorFixture *fixture,
                      gconstpointer   data)
{
  g_autoptr(GError) error = NULL;
  FechoMonitor *second;
  g_autoptr(FechoSession) session = NULL;

  monitor_fixture_add (fixture, "/close/1011");
  monitor_fixture_get_event (fixture, 0);
  second = monitor_fixture_open (fixture, FECHO_MONITOR_WATCH_STORED | FECHO_MONITOR_REQUIRE_STORED,
                                 &error);
  g_assert_null (second);
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_IN_USE);
  g_clear_error (&error);

  second = monitor_fixture_open (fixture, FECHO_MONITOR_WATCH_STORED, &error);
  g_assert_no_error (error);
  session = g_list_model_get_item (fecho_monitor_get_sessions (second), 0);
  g_assert_cmpint (fecho_session_get_state (session), ==, FECHO_SESSION_ELSEWHERE);
  fecho_session_resume (session);
  fecho_session_reconnect_now (session);
  g_assert_cmpint (fecho_session_get_state (session), ==, FECHO_SESSION_ELSEWHERE);
  g_assert_cmpuint (fecho_monitor_get_n_open (second), ==, 0);
  g_clear_object (&session);
  monitor_fixture_close (second);
  g_assert_finalize_object (second);
}

/* What the first has changed meanwhile is what the second watches when the first has ended. */
static void
test_taken_over (MonitorFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr(FechoSession) kept = g_object_ref (monitor_fixture_add (fixture, "/echo"));
  g_autoptr(FechoSession) removed = g_object_ref (monitor_fixture_add (fixture, "/echo"));
  g_autofree char *kept_id = g_strdup (fecho_session_get_id (kept));
  g_autofree char *paused_id = NULL;
  g_autoptr(GError) error = NULL;
  FechoMonitor *second;

  monitor_fixture_wait_state (kept, FECHO_SESSION_OPEN);
  monitor_fixture_wait_state (removed, FECHO_SESSION_OPEN);
  fecho_session_reconnect_now (kept);
  monitor_fixture_get_event (fixture, 0);       /* what came before it is stored too */
  second = monitor_fixture_open (fixture, FECHO_MONITOR_WATCH_STORED, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (fecho_monitor_get_sessions (second)), ==, 2);

  fecho_monitor_remove_session (fixture->monitor, removed);
  {
    FechoSession *paused = monitor_fixture_add (fixture, "/echo");

    fecho_session_pause (paused);
    paused_id = g_strdup (fecho_session_get_id (paused));
  }
  g_clear_object (&kept);
  g_clear_object (&removed);
  monitor_fixture_unwatch (fixture);
  fecho_test_wait (fecho_monitor_get_n_open (second) == 1);
  g_assert_cmpuint (g_list_model_get_n_items (fecho_monitor_get_sessions (second)), ==, 2);
  g_assert_cmpint (fecho_session_get_state (fecho_monitor_find_session (second, kept_id)), ==,
                   FECHO_SESSION_OPEN);
  g_assert_cmpint (fecho_session_get_state (fecho_monitor_find_session (second, paused_id)), ==,
                   FECHO_SESSION_PAUSED);
  monitor_fixture_close (second);
  g_assert_finalize_object (second);
}

static void
test_guests_do_not_stay (MonitorFixture *fixture,
                         gconstpointer   data)
{
  g_autoptr(FechoEndpoint) first = monitor_fixture_make_endpoint (fixture, "/echo");
  g_autoptr(FechoEndpoint) endpoint = monitor_fixture_make_endpoint (fixture, "/close/1001");
  FechoSession *before = fecho_monitor_add_session (fixture->monitor, first);

  fecho_monitor_add_guest (fixture->monitor, endpoint);
  monitor_fixture_get_event (fixture, 0);
  /* What stands before them goes: they move, and are guests still. */
  fecho_monitor_remove_session (fixture->monitor, before);
  monitor_fixture_unwatch (fixture);
  monitor_fixture_watch (fixture);

  g_assert_cmpuint (g_list_model_get_n_items (fecho_monitor_get_sessions (fixture->monitor)), ==,
                    0);
}

static void
assert_order (MonitorFixture *fixture,
              const char     *expected)
{
  GListModel *sessions = fecho_monitor_get_sessions (fixture->monitor);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      g_string_append (names, fecho_session_get_name (session));
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static FechoSession *
add_named (MonitorFixture *fixture,
           const char     *name,
           const char     *group)
{
  g_autoptr(FechoEndpoint) endpoint = monitor_fixture_make_endpoint (fixture, "/echo");

  g_assert_true (fecho_endpoint_set_name (endpoint, name, NULL));
  endpoint->group = g_strdup (group);

  return fecho_monitor_add_session (fixture->monitor, endpoint);
}

/* To another place and group; the socket goes on, and the next run has the same order. */
static void
test_move (MonitorFixture *fixture,
           gconstpointer   data)
{
  FechoSession *a = add_named (fixture, "A", NULL);
  FechoSession *b = add_named (fixture, "B", "g");
  FechoSession *c = add_named (fixture, "C", "g");

  monitor_fixture_wait_state (a, FECHO_SESSION_OPEN);
  monitor_fixture_wait_state (c, FECHO_SESSION_OPEN);
  fecho_monitor_move_session (fixture->monitor, c, "g", b);
  assert_order (fixture, "ACB");
  fecho_monitor_move_session (fixture->monitor, c, "g", NULL);
  assert_order (fixture, "ABC");
  fecho_monitor_move_session (fixture->monitor, a, "g", c);
  assert_order (fixture, "BAC");
  g_assert_cmpstr (fecho_session_get_group (a), ==, "g");
  fecho_monitor_move_session (fixture->monitor, b, "other", NULL);
  assert_order (fixture, "ACB");
  fecho_monitor_move_session (fixture->monitor, c, NULL, NULL);
  assert_order (fixture, "ABC");
  g_assert_null (fecho_session_get_group (c));
  g_assert_cmpint (fecho_session_get_state (a), ==, FECHO_SESSION_OPEN);
  g_assert_cmpint (fecho_session_get_state (c), ==, FECHO_SESSION_OPEN);
  g_assert_cmpuint (fixture->events->len, ==, 0);

  fecho_monitor_move_session (fixture->monitor, c, NULL, a);
  monitor_fixture_unwatch (fixture);
  monitor_fixture_watch (fixture);
  assert_order (fixture, "CAB");
}

/* What the server does not see needs no new connection; what it sees does. */
static void
test_edit_keeps_the_connection (MonitorFixture *fixture,
                                gconstpointer   data)
{
  FechoSession *session = add_named (fixture, "A", NULL);
  g_autoptr(FechoEndpoint) endpoint = NULL;

  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
  endpoint = fecho_endpoint_copy (fecho_session_get_endpoint (session));
  g_assert_true (fecho_endpoint_set_name (endpoint, "Renamed", NULL));
  endpoint->dictionary = g_strdup ("discord");
  fecho_monitor_edit_session (fixture->monitor, session, endpoint);
  g_assert_cmpint (fecho_session_get_state (session), ==, FECHO_SESSION_OPEN);
  g_assert_cmpstr (fecho_session_get_name (session), ==, "Renamed");

  fecho_endpoint_set_secret (endpoint, "T", "1");
  g_assert_true (fecho_endpoint_add_header (endpoint, "X-Own: ${T}", NULL));
  fecho_monitor_edit_session (fixture->monitor, session, endpoint);
  monitor_fixture_get_event (fixture, 0);
  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
  fecho_endpoint_set_secret (endpoint, "T", "2");
  fecho_monitor_edit_session (fixture->monitor, session, endpoint);
  monitor_fixture_get_event (fixture, 1);
  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
}

int
main (int   argc,
      char *argv[])
{
  const struct
  {
    const char *path;
    void (*func) (MonitorFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/monitor/monitor/opens-and-counts", test_opens_and_counts },
    { "/monitor/monitor/close-is-stored-and-tried-again", test_close_is_stored_and_tried_again },
    { "/monitor/monitor/attempts-are-numbered", test_attempts_are_numbered },
    { "/monitor/monitor/stops-by-code", test_stops_by_code },
    { "/monitor/monitor/no-reconnection-wanted", test_no_reconnection_wanted },
    { "/monitor/monitor/pause-and-resume", test_pause_and_resume },
    { "/monitor/monitor/resume-while-closing", test_resume_while_closing },
    { "/monitor/monitor/pause-while-connecting", test_pause_while_connecting },
    { "/monitor/monitor/pause-is-remembered", test_pause_is_remembered },
    { "/monitor/monitor/remove-and-restore", test_remove_and_restore },
    { "/monitor/monitor/move", test_move },
    { "/monitor/monitor/edit-keeps-the-connection", test_edit_keeps_the_connection },
    { "/monitor/monitor/edit-connects-anew", test_edit_connects_anew },
    { "/monitor/monitor/quit-is-recorded", test_quit_is_recorded },
    { "/monitor/monitor/sessions-are-stored", test_sessions_are_stored },
    { "/monitor/monitor/one-run-watches", test_one_run_watches },
    { "/monitor/monitor/taken-over", test_taken_over },
    { "/monitor/monitor/guests-do-not-stay", test_guests_do_not_stay },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, MonitorFixture, NULL, monitor_fixture_set_up, tests[i].func,
                monitor_fixture_tear_down);

  return g_test_run ();
}
