/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "fecho-test-util.h"
#include "fecho-texts.h"

/* Every field of a record has a value of its own. */
static FechoCloseRecord
full_record (void)
{
  FechoCloseRecord record = record_of ("alpha", T0);

  record.attempt = 3;
  record.code = 4001;
  record.reason = "“Enjoy” the <b>silence</b> \xf0\x9f\x98\x80";
  record.was_clean = TRUE;
  record.received_code = 1008;
  record.received_reason = "received";
  record.sent_code = 1002;
  record.sent_reason = "sent";
  record.first_close = FECHO_FIRST_CLOSE_PEER;
  record.illegal_code = TRUE;
  record.closed_by = FECHO_CLOSED_BY_SERVER;
  record.stage = FECHO_STAGE_CLOSING;
  record.cause = FECHO_CAUSE_APPLICATION_CODE;
  record.cause_evidence = "code 4001";
  record.dns_us = 1;
  record.tcp_us = 2;
  record.proxy_us = 3;
  record.tls_us = 4;
  record.http_us = 5;
  record.http_status = 101;
  record.headers = "{\"Server\":\"x\"}";
  record.error_domain = "g-io-error-quark";
  record.error_code = 44;
  record.error_message = "Connection reset by peer";
  record.tls_version = "TLS 1.3";
  record.tls_errors = 5;
  record.cert_expires_at_us = T0 + 86400 * SEC;
  record.remote_address = "[::1]:443";
  record.subprotocol = "graphql-transport-ws";
  record.extensions = "permessage-deflate";
  record.messages_in = 10;
  record.messages_out = 11;
  record.bytes_in = 12;
  record.bytes_out = 13;
  record.last_message_us = 14;
  record.last_pong_us = 15;
  record.last_rtt_us = 16;
  record.network = FECHO_NETWORK_CAPTIVE;
  record.metered = 1;
  record.clock_jumped = TRUE;
  record.failures_in_a_row = 2;
  record.retry_in_us = 17;
  record.dictionary = "discord";
  record.marked = TRUE;

  return record;
}

static void
assert_what_equal (const FechoCloseRecord *a,
                   const FechoCloseRecord *b)
{
  g_assert_cmpstr (a->session_id, ==, b->session_id);
  g_assert_cmpuint (a->attempt, ==, b->attempt);
  g_assert_cmpint (a->failed_attempt, ==, b->failed_attempt);
  g_assert_cmpint (a->closed_at_us, ==, b->closed_at_us);
  g_assert_cmpint (a->handshake_us, ==, b->handshake_us);
  g_assert_cmpint (a->life_us, ==, b->life_us);
  g_assert_cmpint (a->stage, ==, b->stage);
  g_assert_cmpint (a->code, ==, b->code);
  g_assert_cmpstr (a->reason, ==, b->reason);
  g_assert_cmpint (a->was_clean, ==, b->was_clean);
  g_assert_cmpint (a->received_code, ==, b->received_code);
  g_assert_cmpstr (a->received_reason, ==, b->received_reason);
  g_assert_cmpint (a->sent_code, ==, b->sent_code);
  g_assert_cmpstr (a->sent_reason, ==, b->sent_reason);
  g_assert_cmpint (a->first_close, ==, b->first_close);
  g_assert_cmpint (a->illegal_code, ==, b->illegal_code);
  g_assert_cmpint (a->closed_by, ==, b->closed_by);
  g_assert_cmpint (a->cause, ==, b->cause);
  g_assert_cmpstr (a->cause_evidence, ==, b->cause_evidence);
  g_assert_cmpint (a->origin, ==, b->origin);
  g_assert_cmpstr (a->origin_evidence, ==, b->origin_evidence);
}

static void
assert_details_equal (const FechoCloseRecord *a,
                      const FechoCloseRecord *b)
{
  g_assert_cmpint (a->dns_us, ==, b->dns_us);
  g_assert_cmpint (a->tcp_us, ==, b->tcp_us);
  g_assert_cmpint (a->proxy_us, ==, b->proxy_us);
  g_assert_cmpint (a->tls_us, ==, b->tls_us);
  g_assert_cmpint (a->http_us, ==, b->http_us);
  g_assert_cmpint (a->http_status, ==, b->http_status);
  g_assert_cmpstr (a->headers, ==, b->headers);
  g_assert_cmpstr (a->error_domain, ==, b->error_domain);
  g_assert_cmpint (a->error_code, ==, b->error_code);
  g_assert_cmpstr (a->error_message, ==, b->error_message);
  g_assert_cmpstr (a->tls_version, ==, b->tls_version);
  g_assert_cmpuint (a->tls_errors, ==, b->tls_errors);
  g_assert_cmpint (a->cert_expires_at_us, ==, b->cert_expires_at_us);
  g_assert_cmpstr (a->remote_address, ==, b->remote_address);
  g_assert_cmpstr (a->subprotocol, ==, b->subprotocol);
  g_assert_cmpstr (a->extensions, ==, b->extensions);
  g_assert_cmpint (a->messages_in, ==, b->messages_in);
  g_assert_cmpint (a->messages_out, ==, b->messages_out);
  g_assert_cmpint (a->bytes_in, ==, b->bytes_in);
  g_assert_cmpint (a->bytes_out, ==, b->bytes_out);
  g_assert_cmpint (a->last_message_us, ==, b->last_message_us);
  g_assert_cmpint (a->last_pong_us, ==, b->last_pong_us);
  g_assert_cmpint (a->last_rtt_us, ==, b->last_rtt_us);
  g_assert_cmpint (a->network, ==, b->network);
  g_assert_cmpint (a->metered, ==, b->metered);
  g_assert_cmpint (a->clock_jumped, ==, b->clock_jumped);
  g_assert_cmpint (a->failures_in_a_row, ==, b->failures_in_a_row);
  g_assert_cmpint (a->retry_in_us, ==, b->retry_in_us);
  g_assert_cmpstr (a->dictionary, ==, b->dictionary);
  g_assert_cmpint (a->marked, ==, b->marked);
}

static void
assert_kept (const FechoCloseRecord *values)
{
  Fixture fixture;
  g_autoptr(GPtrArray) events = NULL;
  const FechoCloseRecord *kept;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  add_session (fixture.store, "alpha", "ws://localhost:1/a");
  record_close (fixture.store, values);
  fixture_wait (&fixture, 1);
  events = get_all (fixture.store);
  g_assert_cmpuint (events->len, ==, 1);
  kept = nth (events, 0);
  assert_what_equal (kept, values);
  assert_details_equal (kept, values);
  g_assert_cmpint (kept->id, ==, 1);
  g_assert_cmpstr (kept->run, ==, fecho_store_get_run (fixture.store));
  g_assert_cmpstr (kept->session, ==, "alpha");
  g_assert_cmpstr (kept->url, ==, "ws://localhost:1/a");
  assert_rollups_true (fixture.path);
  fixture_clear (&fixture);
}

static void
test_all_fields (void)
{
  FechoCloseRecord record = full_record ();

  assert_kept (&record);
}

static void
test_unknown_fields (void)
{
  FechoCloseRecord record = record_of ("alpha", T0);

  assert_kept (&record);
}

static void
test_failed_attempt (void)
{
  FechoCloseRecord record = attempt_of ("alpha", T0);

  assert_kept (&record);
}

/* Before 1970 there are buckets too. */
static void
test_early_clock (void)
{
  FechoCloseRecord record = record_of ("alpha", -5 * SEC);
  Fixture fixture;
  g_autoptr(GPtrArray) events = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  add_session (fixture.store, "alpha", "ws://localhost:1/a");
  record_close (fixture.store, &record);
  fixture_wait (&fixture, 1);
  events = get_all (fixture.store);
  g_assert_cmpint (nth (events, 0)->closed_at_us, ==, -5 * SEC);
  g_assert_cmpint (ask (fixture.path, "SELECT bucket FROM rollup_hour"), ==, -1);
  fixture_clear (&fixture);
}

/* What was committed is announced with the name that the file has it by. */
static void
test_announced (void)
{
  FechoCloseRecord record = record_of ("alpha", T0);
  Fixture fixture;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  add_session (fixture.store, "alpha", "ws://localhost:1/a");
  for (guint i = 0; i < 3; i++)
    record_close (fixture.store, &record);
  fixture_wait (&fixture, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (nth (fixture.committed, i)->id, ==, i + 1);
      g_assert_cmpstr (nth (fixture.committed, i)->run, ==, fecho_store_get_run (fixture.store));
    }
  fixture_clear (&fixture);
}

/* An event of a session that was never saved is worth keeping; it is not on the list. */
static void
test_unknown_session (void)
{
  FechoCloseRecord record = record_of ("ghost", T0);
  Fixture fixture;
  g_autoptr(GPtrArray) events = NULL;

  record.session = "Ghost";
  record.url = "wss://ghost.example/";
  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  record_close (fixture.store, &record);
  fixture_wait (&fixture, 1);
  events = get_all (fixture.store);
  g_assert_cmpstr (nth (events, 0)->session, ==, "Ghost");
  g_assert_cmpstr (nth (events, 0)->url, ==, "wss://ghost.example/");
  g_assert_cmpint (ask (fixture.path, "SELECT removed_at IS NOT NULL FROM session"), ==, 1);
  fixture_clear (&fixture);
}

/* A peer with a new reason each time fills its budget and no more; its reasons are kept. */
static void
test_text_budget (void)
{
  const guint n = FECHO_TEXTS_PER_SESSION_AND_DAY + 50;
  Fixture fixture;
  g_autoptr(GPtrArray) events = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  add_session (fixture.store, "alpha", "ws://localhost:1/a");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *reason = g_strdup_printf ("reason %u", i);
      FechoCloseRecord record = record_of ("alpha", T0 + i);

      record.code = 4000;
      record.reason = reason;
      record_close (fixture.store, &record);
    }
  fixture_wait (&fixture, n);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM text"), ==,
                   FECHO_TEXTS_PER_SESSION_AND_DAY);
  g_assert_cmpuint (fecho_store_get_n_unindexed (fixture.store), ==, 50);
  events = get_all (fixture.store);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *reason = g_strdup_printf ("reason %u", i);

      g_assert_cmpstr (nth (events, i)->reason, ==, reason);
    }
  fixture_clear (&fixture);
}

/* One text is one row, whatever column it is of. */
static void
test_text_once (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  add_session (fixture.store, "alpha", "ws://localhost:1/a");
  for (guint i = 0; i < 5; i++)
    {
      FechoCloseRecord record = record_of ("alpha", T0 + i);

      record.code = 4000;
      record.reason = "bye";
      record.error_message = "bye";
      record_close (fixture.store, &record);
    }
  fixture_wait (&fixture, 5);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM text"), ==, 1);
  fixture_clear (&fixture);
}

static void
test_marked (void)
{
  FechoCloseRecord record = record_of ("alpha", T0);
  Fixture fixture;
  g_autoptr(GPtrArray) events = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  add_session (fixture.store, "alpha", "ws://localhost:1/a");
  record_close (fixture.store, &record);
  record_close (fixture.store, &record);
  mark (fixture.store, 2, TRUE);
  events = get_all (fixture.store);
  g_assert_false (nth (events, 0)->marked);
  g_assert_true (nth (events, 1)->marked);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/record/all-fields", test_all_fields);
  g_test_add_func ("/store/record/unknown-fields", test_unknown_fields);
  g_test_add_func ("/store/record/failed-attempt", test_failed_attempt);
  g_test_add_func ("/store/record/early-clock", test_early_clock);
  g_test_add_func ("/store/record/announced", test_announced);
  g_test_add_func ("/store/record/unknown-session", test_unknown_session);
  g_test_add_func ("/store/record/text-budget", test_text_budget);
  g_test_add_func ("/store/record/text-once", test_text_once);
  g_test_add_func ("/store/record/marked", test_marked);

  return g_test_run ();
}
