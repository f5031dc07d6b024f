/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-test-network.h"
#include "monitor-fixture.h"

#include <string.h>

static FechoTestNetwork *network;

/* The server, by an address that is not one of loopback, and is this computer all the same. */
static FechoEndpoint *
make_remote_endpoint (MonitorFixture *fixture,
                      const char     *path)
{
  FechoEndpoint *endpoint = monitor_fixture_make_endpoint (fixture, path);
  g_autofree char *url = g_strconcat ("ws://0.0.0.0", strrchr (fixture->base, ':'), path, NULL);

  g_assert_true (fecho_endpoint_set_url (endpoint, url, NULL));
  g_assert_true (fecho_endpoint_set_proxy (endpoint, "none", NULL));

  return endpoint;
}

static FechoSession *
add_remote (MonitorFixture *fixture,
            const char     *path)
{
  g_autoptr(FechoEndpoint) endpoint = make_remote_endpoint (fixture, path);

  return fecho_monitor_add_session (fixture->monitor, endpoint);
}

static void
set_up (MonitorFixture *fixture,
        gconstpointer   data)
{
  fecho_test_network_set_reach (network, FECHO_TEST_REACH_NO);
  fecho_test_network_set (network, FALSE);
  monitor_fixture_set_up (fixture, data);
}

static void
come_back (void)
{
  fecho_test_network_set_reach (network, FECHO_TEST_REACH_YES);
  fecho_test_network_set (network, TRUE);
}

/* No attempt is made, so none fails. */
static void
test_waits_and_goes_on (MonitorFixture *fixture,
                        gconstpointer   data)
{
  FechoSession *session = add_remote (fixture, "/echo");

  monitor_fixture_wait_state (session, FECHO_SESSION_NO_NETWORK);
  g_assert_cmpint (fecho_session_get_retry_at_us (session), ==, FECHO_UNKNOWN);
  come_back ();
  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);

  g_assert_cmpuint (fixture->events->len, ==, 0);
}

/* Something changed, and it is still out of reach. */
static void
test_asks_again (MonitorFixture *fixture,
                 gconstpointer   data)
{
  FechoSession *session = add_remote (fixture, "/echo");
  guint n_asked;

  monitor_fixture_wait_state (session, FECHO_SESSION_NO_NETWORK);
  n_asked = fecho_test_network_get_n_asked (network);
  fecho_test_network_set (network, FALSE);
  fecho_test_wait (fecho_test_network_get_n_asked (network) == n_asked + 1);
  g_assert_cmpint (fecho_session_get_state (session), ==, FECHO_SESSION_NO_NETWORK);

  fecho_test_network_set_reach (network, FECHO_TEST_REACH_YES);
  fecho_test_network_set (network, FALSE);
  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
}

/* A LAN without a default route: "not available", and within reach. */
static void
test_within_reach (MonitorFixture *fixture,
                   gconstpointer   data)
{
  fecho_test_network_set_reach (network, FECHO_TEST_REACH_YES);

  monitor_fixture_wait_state (add_remote (fixture, "/echo"), FECHO_SESSION_OPEN);
}

static void
test_loopback_never_waits (MonitorFixture *fixture,
                           gconstpointer   data)
{
  guint n_asked = fecho_test_network_get_n_asked (network);
  FechoSession *session = monitor_fixture_add (fixture, "/echo");

  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
  g_assert_cmpuint (fecho_test_network_get_n_asked (network), ==, n_asked);
}

/* Nobody says no in time: the attempt is made. */
static void
test_silence (MonitorFixture *fixture,
              gconstpointer   data)
{
  fecho_test_network_set_reach (network, FECHO_TEST_REACH_SILENCE);

  monitor_fixture_wait_state (add_remote (fixture, "/echo"), FECHO_SESSION_OPEN);
}

/* The connection ends with the network: the next attempt waits. */
static void
test_lost_while_open (MonitorFixture *fixture,
                      gconstpointer   data)
{
  FechoSession *session;

  come_back ();
  session = add_remote (fixture, "/close/1001?after=0.05");
  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
  fecho_test_network_set_reach (network, FECHO_TEST_REACH_NO);
  fecho_test_network_set (network, FALSE);
  g_assert_cmpuint (monitor_fixture_get_event (fixture, 0)->code, ==, 1001);
  monitor_fixture_wait_state (session, FECHO_SESSION_NO_NETWORK);

  come_back ();
  g_assert_cmpuint (monitor_fixture_get_event (fixture, 1)->code, ==, 1001);
  g_assert_cmpuint (monitor_fixture_get_event (fixture, 1)->attempt, ==, 1);
}

static void
test_pause_and_resume (MonitorFixture *fixture,
                       gconstpointer   data)
{
  FechoSession *session = add_remote (fixture, "/echo");

  monitor_fixture_wait_state (session, FECHO_SESSION_NO_NETWORK);
  fecho_session_pause (session);
  g_assert_cmpint (fecho_session_get_state (session), ==, FECHO_SESSION_PAUSED);
  fecho_test_network_set (network, FALSE);
  g_assert_cmpint (fecho_session_get_state (session), ==, FECHO_SESSION_PAUSED);
  fecho_session_resume (session);
  monitor_fixture_wait_state (session, FECHO_SESSION_NO_NETWORK);
  come_back ();
  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
}

/* Also in the middle of the asking. */
static void
test_commands_while_asking (MonitorFixture *fixture,
                            gconstpointer   data)
{
  FechoSession *paused = NULL;
  FechoSession *edited = NULL;
  FechoSession *removed = NULL;
  g_autoptr(FechoEndpoint) endpoint = NULL;

  fecho_test_network_set_reach (network, FECHO_TEST_REACH_SILENCE);
  paused = add_remote (fixture, "/echo");
  edited = add_remote (fixture, "/echo");
  removed = add_remote (fixture, "/echo");
  (void)add_remote (fixture, "/echo"); /* is asked about until the end */
  fecho_session_pause (paused);
  fecho_monitor_remove_session (fixture->monitor, removed);
  endpoint = monitor_fixture_make_endpoint (fixture, "/echo");
  g_free (endpoint->id);
  endpoint->id = g_strdup (fecho_session_get_id (edited));
  fecho_monitor_edit_session (fixture->monitor, edited, endpoint);

  monitor_fixture_wait_state (edited, FECHO_SESSION_OPEN);
  g_assert_cmpint (fecho_session_get_state (paused), ==, FECHO_SESSION_PAUSED);
  g_assert_cmpuint (fixture->events->len, ==, 0);
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
    { "/monitor/offline/waits-and-goes-on", test_waits_and_goes_on },
    { "/monitor/offline/asks-again", test_asks_again },
    { "/monitor/offline/within-reach", test_within_reach },
    { "/monitor/offline/loopback-never-waits", test_loopback_never_waits },
    { "/monitor/offline/silence", test_silence },
    { "/monitor/offline/lost-while-open", test_lost_while_open },
    { "/monitor/offline/pause-and-resume", test_pause_and_resume },
    { "/monitor/offline/commands-while-asking", test_commands_while_asking },
  };

  g_test_init (&argc, &argv, NULL);
  network = fecho_test_network_get_default ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, MonitorFixture, NULL, set_up, tests[i].func,
                monitor_fixture_tear_down);

  return g_test_run ();
}
