/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

static void
judge (FechoStore  *store,
       gint64       event,
       FechoOrigin  origin,
       const char  *evidence)
{
  g_autoptr(GArray) verdicts = fecho_verdict_new_array ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  FechoVerdict verdict = { event, origin, (char *)"rule", (char *)evidence };

  fecho_verdict_append_copy (verdicts, &verdict);
  fecho_store_judge_async (store, verdicts, result_cb, &result);
  (void)fecho_store_judge_finish (store, wait_for_result (&result), &error); /* the error says it */
  g_assert_no_error (error);
}

static GPtrArray *
get_unjudged (FechoStore *store,
              guint       limit)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *events;

  fecho_store_unjudged_async (store, limit, NULL, result_cb, &result);
  events = fecho_store_unjudged_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return events;
}

static void
fill (Fixture *fixture,
      guint    n)
{
  fixture_init (fixture);
  fixture_open (fixture, FECHO_STORE_WATCH);
  add_session (fixture->store, "alpha", "ws://localhost:1/");
  for (guint i = 0; i < n; i++)
    {
      FechoCloseRecord record = record_of ("alpha", T0 + i * SEC);

      record_close (fixture->store, &record);
    }
  fixture_wait (fixture, n);
}

static void
test_judged (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) events = NULL;

  fill (&fixture, 3);
  judge (fixture.store, 2, FECHO_ORIGIN_SERVER, "three sessions of the host dropped");
  events = get_all (fixture.store);
  g_assert_cmpint (nth (events, 0)->origin, ==, FECHO_ORIGIN_NOT_JUDGED);
  g_assert_null (nth (events, 0)->origin_evidence);
  g_assert_cmpint (nth (events, 1)->origin, ==, FECHO_ORIGIN_SERVER);
  g_assert_cmpstr (nth (events, 1)->origin_evidence, ==, "three sessions of the host dropped");
  assert_rollups_true (fixture.path);
  fixture_clear (&fixture);
}

/* The counts by origin follow a second verdict. */
static void
test_judged_twice (void)
{
  Fixture fixture;

  fill (&fixture, 2);
  judge (fixture.store, 1, FECHO_ORIGIN_SERVER, NULL);
  judge (fixture.store, 1, FECHO_ORIGIN_NETWORK_PATH, NULL);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM event_origin"), ==, 1);
  assert_rollups_true (fixture.path);
  fixture_clear (&fixture);
}

static void
test_gone_event (void)
{
  Fixture fixture;

  fill (&fixture, 1);
  judge (fixture.store, 99, FECHO_ORIGIN_SERVER, NULL);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM event_origin"), ==, 0);
  fixture_clear (&fixture);
}

static void
test_unjudged (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;

  fill (&fixture, 5);
  judge (fixture.store, 1, FECHO_ORIGIN_UNKNOWN, NULL);
  judge (fixture.store, 3, FECHO_ORIGIN_UNKNOWN, NULL);
  before = get_unjudged (fixture.store, 2);
  g_assert_cmpuint (before->len, ==, 2);
  g_assert_cmpint (nth (before, 0)->id, ==, 2);
  g_assert_cmpint (nth (before, 1)->id, ==, 4);
  g_assert_cmpint (ask (fixture.path, "SELECT value FROM progress WHERE name = 'judged'"), ==, 1);

  judge (fixture.store, 2, FECHO_ORIGIN_UNKNOWN, NULL);
  after = get_unjudged (fixture.store, 9);
  g_assert_cmpuint (after->len, ==, 2);
  g_assert_cmpint (ask (fixture.path, "SELECT value FROM progress WHERE name = 'judged'"), ==, 3);
  fixture_clear (&fixture);
}

static void
test_all_judged (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) events = NULL;

  fill (&fixture, 2);
  judge (fixture.store, 1, FECHO_ORIGIN_UNKNOWN, NULL);
  judge (fixture.store, 2, FECHO_ORIGIN_UNKNOWN, NULL);
  events = get_unjudged (fixture.store, 9);
  g_assert_cmpuint (events->len, ==, 0);
  g_assert_cmpint (ask (fixture.path, "SELECT value FROM progress WHERE name = 'judged'"), ==, 2);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/judge/judged", test_judged);
  g_test_add_func ("/store/judge/judged-twice", test_judged_twice);
  g_test_add_func ("/store/judge/gone-event", test_gone_event);
  g_test_add_func ("/store/judge/unjudged", test_unjudged);
  g_test_add_func ("/store/judge/all-judged", test_all_judged);

  return g_test_run ();
}
