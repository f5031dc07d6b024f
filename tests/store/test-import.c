/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "fecho-test-util.h"

#define FOREIGN_RUN "aaaaaaaa-1111-4222-8333-444444444444"

static void
open_edit (Fixture *fixture)
{
  fixture_init (fixture);
  fixture_open (fixture, FECHO_STORE_EDIT);
  add_session (fixture->store, "alpha", "ws://localhost:1/a");
}

static gint64
import_events (FechoStore *store,
               GPtrArray  *events)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n;

  fecho_store_import_async (store, events, NULL, result_cb, &result);
  n = fecho_store_import_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return n;
}

static gint64
import_one (FechoStore             *store,
            const FechoCloseRecord *record)
{
  g_autoptr(GPtrArray) events = NULL;

  events = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
  g_ptr_array_add (events, fecho_close_event_new (record, NULL));

  return import_events (store, events);
}

static FechoCloseRecord
foreign_record (void)
{
  FechoCloseRecord record = record_of ("beta", T0);

  record.id = 17;
  record.run = FOREIGN_RUN;
  record.session = "Beta";
  record.url = "wss://beta.example/";
  record.code = 4001;
  record.reason = "imported";
  record.origin = FECHO_ORIGIN_SERVER;
  record.origin_evidence = "told by the other";
  record.marked = TRUE;

  return record;
}

static void
test_new_session (void)
{
  FechoCloseRecord record = foreign_record ();
  Fixture fixture;
  g_autoptr(GPtrArray) events = NULL;

  open_edit (&fixture);
  g_assert_cmpint (import_one (fixture.store, &record), ==, 1);
  events = get_all (fixture.store);
  g_assert_cmpstr (nth (events, 0)->session, ==, "Beta");
  g_assert_cmpstr (nth (events, 0)->session_id, ==, uuid_of ("beta"));
  g_assert_cmpstr (nth (events, 0)->url, ==, "wss://beta.example/");
  g_assert_cmpstr (nth (events, 0)->run, ==, FOREIGN_RUN);
  g_assert_cmpstr (nth (events, 0)->reason, ==, "imported");
  g_assert_cmpint (nth (events, 0)->origin, ==, FECHO_ORIGIN_SERVER);
  g_assert_cmpstr (nth (events, 0)->origin_evidence, ==, "told by the other");
  g_assert_true (nth (events, 0)->marked);
  /* It does not begin to connect by itself. */
  g_assert_cmpint (ask (fixture.path, "SELECT paused FROM session WHERE name = 'Beta'"), ==, 1);
  assert_rollups_true (fixture.path);
  fixture_clear (&fixture);
}

static void
test_known_address (void)
{
  FechoCloseRecord record = foreign_record ();
  Fixture fixture;
  g_autoptr(GPtrArray) events = NULL;

  record.session_id = NULL;
  record.url = "ws://localhost:1/a";
  open_edit (&fixture);
  g_assert_cmpint (import_one (fixture.store, &record), ==, 1);
  events = get_all (fixture.store);
  g_assert_cmpstr (nth (events, 0)->session_id, ==, uuid_of ("alpha"));
  g_assert_cmpstr (nth (events, 0)->session, ==, "alpha");
  fixture_clear (&fixture);
}

/* The least that a line may hold. */
static void
test_bare (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  Fixture fixture;
  g_autoptr(GPtrArray) events = NULL;

  record.url = "ws://bare.example/";
  record.closed_at_us = T0;
  record.life_us = SEC;
  record.stage = FECHO_STAGE_OPEN;
  open_edit (&fixture);
  g_assert_cmpint (import_one (fixture.store, &record), ==, 1);
  events = get_all (fixture.store);
  g_assert_true (g_uuid_string_is_valid (nth (events, 0)->session_id));
  g_assert_true (g_uuid_string_is_valid (nth (events, 0)->run));
  g_assert_cmpstr (nth (events, 0)->url, ==, "ws://bare.example/");
  fixture_clear (&fixture);
}

static void
test_twice (void)
{
  FechoCloseRecord record = foreign_record ();
  FechoCloseRecord other = foreign_record ();
  Fixture fixture;

  other.closed_at_us++;
  open_edit (&fixture);
  g_assert_cmpint (import_one (fixture.store, &record), ==, 1);
  g_assert_cmpint (import_one (fixture.store, &record), ==, 0);
  g_assert_cmpint (import_one (fixture.store, &other), ==, 1);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM close_event"), ==, 2);
  fixture_clear (&fixture);
}

/* What this history has exported itself is known by its name and time, whatever else the
 * line says. */
static void
test_own_export (void)
{
  FechoCloseRecord record = record_of ("alpha", T0);
  Fixture fixture;
  g_autoptr(GPtrArray) events = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  add_session (fixture.store, "alpha", "ws://localhost:1/a");
  record_close (fixture.store, &record);
  fixture_wait (&fixture, 1);
  events = get_all (fixture.store);
  record = *nth (events, 0);
  record.life_us += SEC;
  g_assert_cmpint (import_one (fixture.store, &record), ==, 0);
  fixture_clear (&fixture);
}

/* The ids of this history are not those of the other: a name of there is another event here. */
static void
test_falling_ids (void)
{
  enum { N = 4 };
  FechoCloseRecord records[N];
  Fixture fixture;
  g_autoptr(GPtrArray) events = NULL;

  events = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
  for (guint i = 0; i < N; i++)
    {
      records[i] = foreign_record ();
      records[i].id = N - i;
      records[i].closed_at_us += i * SEC;
      g_ptr_array_add (events, fecho_close_event_new (&records[i], NULL));
    }
  open_edit (&fixture);
  g_assert_cmpint (import_events (fixture.store, events), ==, N);
  g_assert_cmpint (import_events (fixture.store, events), ==, 0);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM close_event"), ==, N);
  fixture_clear (&fixture);
}

/* Failed attempts have no life: NULL is as good as NULL. */
static void
test_attempt_twice (void)
{
  FechoCloseRecord record = attempt_of ("alpha", T0);
  Fixture fixture;

  record.handshake_us = FECHO_UNKNOWN;
  open_edit (&fixture);
  g_assert_cmpint (import_one (fixture.store, &record), ==, 1);
  g_assert_cmpint (import_one (fixture.store, &record), ==, 0);
  fixture_clear (&fixture);
}

static void
test_announced (void)
{
  FechoCloseRecord record = foreign_record ();
  Fixture fixture;

  open_edit (&fixture);
  g_assert_cmpint (import_one (fixture.store, &record), ==, 1);
  fecho_test_wait (fixture.n_foreign > 0);
  g_assert_cmpuint (fixture.committed->len, ==, 0);
  fixture_clear (&fixture);
}

/* An imported run has ended: the next start makes nothing of it. */
static void
test_run_has_ended (void)
{
  FechoCloseRecord record = foreign_record ();
  Fixture fixture;

  open_edit (&fixture);
  g_assert_cmpint (import_one (fixture.store, &record), ==, 1);
  fixture_close (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  g_assert_cmpuint (fecho_store_get_n_recovered (fixture.store), ==, 0);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/import/new-session", test_new_session);
  g_test_add_func ("/store/import/known-address", test_known_address);
  g_test_add_func ("/store/import/bare", test_bare);
  g_test_add_func ("/store/import/twice", test_twice);
  g_test_add_func ("/store/import/own-export", test_own_export);
  g_test_add_func ("/store/import/falling-ids", test_falling_ids);
  g_test_add_func ("/store/import/attempt-twice", test_attempt_twice);
  g_test_add_func ("/store/import/announced", test_announced);
  g_test_add_func ("/store/import/run-has-ended", test_run_has_ended);

  return g_test_run ();
}
