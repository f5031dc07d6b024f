/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-net-fixture.h"

/* Where no pong comes, and where some come, which a busy machine may be late with. */
#define SHORT_US (200 * G_TIME_SPAN_MILLISECOND)
#define LONG_US (3 * G_USEC_PER_SEC)

static NetFixture *
fixture_with_pings (FechoRudeServer *server,
                    gint64           pong_timeout_us)
{
  NetFixture *fixture = net_fixture_new_for (server);

  fixture->endpoint->ping_us = G_USEC_PER_SEC;
  fixture->endpoint->pong_timeout_us = pong_timeout_us;

  return fixture;
}

/* For longer than a pong may take. */
static void
test_pongs_keep_it_open (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; serve");
  g_autoptr(NetFixture) fixture = fixture_with_pings (server, LONG_US);
  const FechoCloseRecord *record;

  net_fixture_connect (fixture);
  fecho_test_wait (fecho_rude_server_get_n_pings (server) >= 7);
  g_assert_cmpuint (fixture->n_closed, ==, 0);
  net_fixture_close (fixture, 1000, NULL);
  record = net_fixture_wait_end (fixture);

  g_assert_true (record->was_clean);
  g_assert_cmpint (record->last_pong_us, >=, 0);
  g_assert_cmpint (record->last_pong_us, <, record->life_us);
}

/* Nothing is sent to a dead peer: the socket is shut, without a Close frame. */
static void
test_no_pong (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;
  const FechoCloseRecord *record;

  server = fecho_rude_server_new ("upgrade; listen");
  fixture = fixture_with_pings (server, SHORT_US);
  net_fixture_connect (fixture);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpuint (record->code, ==, 1006);
  g_assert_false (record->was_clean);
  g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_FECHO);
  g_assert_cmpint (record->cause, ==, FECHO_CAUSE_PONG_TIMEOUT);
  g_assert_cmpint (record->sent_code, ==, FECHO_UNKNOWN);
  g_assert_cmpint (record->first_close, ==, FECHO_FIRST_CLOSE_NONE);
  g_assert_cmpint (record->last_pong_us, ==, FECHO_UNKNOWN);
  g_assert_cmpint (record->stage, ==, FECHO_STAGE_OPEN);
  g_assert_cmpuint (fecho_rude_server_get_close_code (server), ==, 0);
}

static void
test_pong_then_none (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;
  const FechoCloseRecord *record;

  server = fecho_rude_server_new ("upgrade; await-ping; hex 8a 07 6c 69 62 73 6f 75 70; await-eof");
  fixture = fixture_with_pings (server, LONG_US);
  net_fixture_connect (fixture);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpint (record->cause, ==, FECHO_CAUSE_PONG_TIMEOUT);
  g_assert_cmpint (record->last_pong_us, >=, fixture->endpoint->pong_timeout_us);
}

/* Messages say that the peer is alive, not that it answers: the limit is about pongs. */
static void
test_messages_are_no_pongs (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;

  server = fecho_rude_server_new ("upgrade; text a; await-ping; text b; await-eof");
  fixture = fixture_with_pings (server, SHORT_US);
  net_fixture_connect (fixture);

  g_assert_cmpint (net_fixture_wait_end (fixture)->cause, ==, FECHO_CAUSE_PONG_TIMEOUT);
}

static void
test_pings_off (void)
{
  g_autoptr(FechoRudeServer) mute = fecho_rude_server_new ("upgrade; await go; serve");
  g_autoptr(FechoRudeServer) other = fecho_rude_server_new ("upgrade; await-ping; await-eof");
  g_autoptr(NetFixture) fixture = fixture_with_pings (mute, SHORT_US);
  g_autoptr(NetFixture) pinged = fixture_with_pings (other, SHORT_US);

  fixture->endpoint->ping_us = 0;
  net_fixture_connect (fixture);
  net_fixture_connect (pinged);
  g_assert_cmpint (net_fixture_wait_end (pinged)->cause, ==, FECHO_CAUSE_PONG_TIMEOUT);
  g_assert_cmpuint (fixture->n_closed, ==, 0);
  fecho_rude_server_signal (mute, "go");
  net_fixture_close (fixture, 1000, NULL);

  g_assert_true (net_fixture_wait_end (fixture)->was_clean);
  g_assert_cmpuint (fecho_rude_server_get_n_pings (mute), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/keepalive/pongs-keep-it-open", test_pongs_keep_it_open);
  g_test_add_func ("/net/keepalive/no-pong", test_no_pong);
  g_test_add_func ("/net/keepalive/pong-then-none", test_pong_then_none);
  g_test_add_func ("/net/keepalive/messages-are-no-pongs", test_messages_are_no_pongs);
  g_test_add_func ("/net/keepalive/pings-off", test_pings_off);

  return g_test_run ();
}
