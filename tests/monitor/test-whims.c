/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "monitor-fixture.h"

#include <stdio.h>
#include <string.h>

/* A person who cannot decide: every command in every state, as chance has it. GTest prints the
 * seed; --seed takes it again. */
#define N_WHIMS 200
#define MAX_SESSIONS 8
/* Descriptors that a library opens when it is first used, and keeps. */
#define N_SPARE 4

static const char *const paths[] = {
  "/echo", "/echo", "/close/1001?after=0.01", "/close/1012", "/close/1008", "/http/503",
  "/http/403",
  "/eof?after=0.005", "/reset?after=0.005", "/illegal/999", "/messages?rate=500", "/silent",
};

static const char *
pick_path (void)
{
  return paths[g_test_rand_int_range (0, G_N_ELEMENTS (paths))];
}

static guint
count_descriptors (void)
{
  g_autoptr(GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* The ports of those of ours that are on their way or open, not those that the kernel is still
 * burying. */
static GHashTable *
list_sockets (MonitorFixture *fixture)
{
  g_autofree char *table = NULL;
  g_auto(GStrv) lines = NULL;
  guint port = (guint)atoi (strrchr (fixture->base, ':') + 1);
  GHashTable *sockets = g_hash_table_new (NULL, NULL);

  g_assert_true (g_file_get_contents ("/proc/self/net/tcp", &table, NULL, NULL));
  lines = g_strsplit (table, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      guint own_port = 0;
      guint remote_port = 0;
      guint state = 0;

      if (sscanf (lines[i], " %*u: %*x:%x %*x:%x %x", &own_port, &remote_port, &state) == 3 &&
          remote_port == port && (state == 1 || state == 2))
        g_hash_table_add (sockets, GUINT_TO_POINTER (own_port));
    }

  return sockets;
}

/* While the kernel writes its table one socket may go and the next one come: those were there
 * together that are in two tables. */
static guint
count_sockets (MonitorFixture *fixture)
{
  g_autoptr(GHashTable) before = list_sockets (fixture);
  g_autoptr(GHashTable) after = list_sockets (fixture);
  GHashTableIter iter;
  gpointer port;
  guint n = 0;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &port, NULL))
    n += g_hash_table_contains (after, port);

  return n;
}

static FechoSession *
pick_session (MonitorFixture *fixture)
{
  GListModel *sessions = fecho_monitor_get_sessions (fixture->monitor);
  guint n = g_list_model_get_n_items (sessions);

  if (n == 0)
    return NULL;

  return g_list_model_get_item (sessions, (guint)g_test_rand_int_range (0, (gint32)n));
}

static void
edit (MonitorFixture *fixture,
      FechoSession   *session,
      const char     *path)
{
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_copy (fecho_session_get_endpoint (session));
  g_autofree char *url = g_strconcat (fixture->base, path, NULL);

  g_assert_true (fecho_endpoint_set_url (endpoint, url, NULL));
  fecho_monitor_edit_session (fixture->monitor, session, endpoint);
}

static void
remove_and_restore (MonitorFixture *fixture,
                    FechoSession   *session)
{
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_copy (fecho_session_get_endpoint (session));

  fecho_monitor_remove_session (fixture->monitor, session);
  monitor_fixture_restore (fixture, endpoint);
}

static void
obey_whim (MonitorFixture *fixture,
           guint           n_sessions)
{
  g_autoptr(FechoSession) session = pick_session (fixture);

  if (session == NULL)
    {
      (void)monitor_fixture_add (fixture, pick_path ());
      return;
    }

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      fecho_session_pause (session);
      break;
    case 1:
      fecho_session_resume (session);
      break;
    case 2:
      fecho_session_reconnect_now (session);
      break;
    case 3:
      edit (fixture, session, pick_path ());
      break;
    case 4:
      if (n_sessions > 1)
        fecho_monitor_remove_session (fixture->monitor, session);
      break;
    case 5:
      (void)fecho_session_close (session, (guint16)g_test_rand_int_range (3000, 5000), "whim",
                                 NULL);
      break;
    case 6:
      if (n_sessions > 1)
        remove_and_restore (fixture, session);
      break;
    default:
      if (g_list_model_get_n_items (fecho_monitor_get_sessions (fixture->monitor)) < n_sessions)
        (void)monitor_fixture_add (fixture, pick_path ());
      break;
    }
}

static void
turn_a_little (void)
{
  for (int i = g_test_rand_int_range (0, 8); i > 0; i--)
    fecho_test_turn (fecho_test_deadline (), "a turn", __FILE__, __LINE__);
}

/* All want the same in the end, and get it. */
static void
settle (MonitorFixture *fixture)
{
  GListModel *sessions = fecho_monitor_get_sessions (fixture->monitor);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      fecho_session_resume (session);
      edit (fixture, session, "/echo");
    }
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
    }
  fecho_test_wait (count_sockets (fixture) == g_list_model_get_n_items (sessions));
}

static void
check_events (MonitorFixture *fixture)
{
  for (guint i = 0; i < fixture->events->len; i++)
    {
      const FechoCloseRecord *record = monitor_fixture_get_event (fixture, i);

      g_assert_cmpuint (record->attempt, >=, 1);
      g_assert_cmpint (record->id, >, 0);
      if (record->closed_by == FECHO_CLOSED_BY_USER && record->was_clean)
        g_assert_cmpint (record->cause, ==, FECHO_CAUSE_USER_CLOSED);
    }
}

static void
test_whims (MonitorFixture *fixture,
            gconstpointer   data)
{
  guint n_sessions = GPOINTER_TO_UINT (data);
  guint n_descriptors;
  guint n_ended;

  monitor_fixture_wait_state (monitor_fixture_add (fixture, "/echo"), FECHO_SESSION_OPEN);
  monitor_fixture_unwatch (fixture);
  fecho_test_wait (count_sockets (fixture) == 0);
  n_descriptors = count_descriptors ();
  monitor_fixture_watch (fixture);
  for (guint i = 0; i < N_WHIMS; i++)
    {
      obey_whim (fixture, n_sessions);
      turn_a_little ();
      if (n_sessions == 1)
        g_assert_cmpuint (count_sockets (fixture), <=, 1);
    }
  settle (fixture);
  check_events (fixture);
  g_test_message ("%u ends of %u whims", fixture->events->len, N_WHIMS);

  monitor_fixture_unwatch (fixture);
  fecho_test_wait (count_sockets (fixture) == 0);
  fecho_test_wait (count_descriptors () <= n_descriptors + N_SPARE);
  n_ended = fixture->events->len;
  turn_a_little ();
  g_assert_cmpuint (fixture->events->len, ==, n_ended);
}

/* Those that do not answer are not waited for one after the other, and all are recorded. */
static void
test_quit_unanswered (MonitorFixture *fixture,
                      gconstpointer   data)
{
  enum { N_SILENT = 50 };

  for (guint i = 0; i < N_SILENT; i++)
    (void)monitor_fixture_add (fixture, "/silent");
  fecho_test_wait (fecho_monitor_get_n_open (fixture->monitor) == N_SILENT);
  monitor_fixture_unwatch (fixture);

  g_assert_cmpuint (fixture->events->len, ==, N_SILENT);
  for (guint i = 0; i < N_SILENT; i++)
    {
      const FechoCloseRecord *record = monitor_fixture_get_event (fixture, i);

      g_assert_cmpuint (record->code, ==, 1006);
      g_assert_cmpint (record->sent_code, ==, 1001);
      g_assert_cmpint (record->cause, ==, FECHO_CAUSE_APP_QUIT);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/monitor/whims/one-session", MonitorFixture, GUINT_TO_POINTER (1),
              monitor_fixture_set_up, test_whims, monitor_fixture_tear_down);
  g_test_add ("/monitor/whims/many-sessions", MonitorFixture, GUINT_TO_POINTER (MAX_SESSIONS),
              monitor_fixture_set_up, test_whims, monitor_fixture_tear_down);
  g_test_add ("/monitor/whims/quit-unanswered", MonitorFixture, NULL, monitor_fixture_set_up,
              test_quit_unanswered, monitor_fixture_tear_down);

  return g_test_run ();
}
