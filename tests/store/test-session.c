/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

static GPtrArray *
load_sessions (FechoStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *sessions;

  fecho_store_load_sessions_async (store, NULL, result_cb, &result);
  sessions = fecho_store_load_sessions_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return sessions;
}

static char **
find_sessions (FechoStore *store,
               const char *name)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char **uuids;

  fecho_store_find_sessions_async (store, name, NULL, result_cb, &result);
  uuids = fecho_store_find_sessions_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return uuids;
}

/* Written is what was pushed before a task that has come back. */
static void
wait_for_writer (FechoStore *store)
{
  mark (store, 1, FALSE);
}

static FechoEndpoint *
nth_session (GPtrArray *sessions,
             guint      n)
{
  g_assert_cmpuint (n, <, sessions->len);

  return sessions->pdata[n];
}

static void
open_new (Fixture *fixture)
{
  fixture_init (fixture);
  fixture_open (fixture, FECHO_STORE_WATCH);
}

static void
test_round_trip (void)
{
  Fixture fixture;
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new ("wss://host.example/a?b=${token}", NULL);
  g_autoptr(GPtrArray) sessions = NULL;
  g_autofree char *options = NULL;
  g_autofree char *loaded_options = NULL;
  FechoEndpoint *loaded;

  open_new (&fixture);
  g_assert_true (fecho_endpoint_set_name (endpoint, "“Preço” <b>", NULL));
  g_assert_true (fecho_endpoint_add_header (endpoint, "X-Test: 1", NULL));
  endpoint->group = g_strdup ("Trading");
  endpoint->dictionary = g_strdup ("discord");
  endpoint->paused = TRUE;
  endpoint->ping_us = 7 * SEC;
  fecho_store_save_session (fixture.store, endpoint, 3);
  wait_for_writer (fixture.store);

  sessions = load_sessions (fixture.store);
  g_assert_cmpuint (sessions->len, ==, 1);
  loaded = nth_session (sessions, 0);
  options = fecho_endpoint_options_to_json (endpoint);
  loaded_options = fecho_endpoint_options_to_json (loaded);
  g_assert_cmpstr (loaded->id, ==, endpoint->id);
  g_assert_cmpstr (loaded->name, ==, endpoint->name);
  g_assert_cmpstr (loaded->url, ==, endpoint->url);
  g_assert_cmpstr (loaded->group, ==, "Trading");
  g_assert_cmpstr (loaded->dictionary, ==, "discord");
  g_assert_true (loaded->paused);
  g_assert_cmpstr (loaded_options, ==, options);
  fixture_clear (&fixture);
}

static void
test_order (void)
{
  Fixture fixture;
  g_autoptr(FechoEndpoint) last = fecho_endpoint_new ("ws://last.example/", NULL);
  g_autoptr(FechoEndpoint) first = fecho_endpoint_new ("ws://first.example/", NULL);
  g_autoptr(GPtrArray) sessions = NULL;

  open_new (&fixture);
  fecho_store_save_session (fixture.store, last, 9);
  fecho_store_save_session (fixture.store, first, 2);
  wait_for_writer (fixture.store);
  sessions = load_sessions (fixture.store);
  g_assert_cmpstr (nth_session (sessions, 0)->id, ==, first->id);
  g_assert_cmpstr (nth_session (sessions, 1)->id, ==, last->id);
  fixture_clear (&fixture);
}

/* The history shows the name and address that a session has now. */
static void
test_renamed (void)
{
  FechoCloseRecord record = record_of ("alpha", T0);
  Fixture fixture;
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new ("ws://new.example/", NULL);
  g_autoptr(GPtrArray) events = NULL;

  open_new (&fixture);
  add_session (fixture.store, "alpha", "ws://old.example/");
  record_close (fixture.store, &record);
  g_free (endpoint->id);
  endpoint->id = g_strdup (uuid_of ("alpha"));
  g_assert_true (fecho_endpoint_set_name (endpoint, "New", NULL));
  fecho_store_save_session (fixture.store, endpoint, 0);
  wait_for_writer (fixture.store);
  events = get_all (fixture.store);
  g_assert_cmpstr (nth (events, 0)->session, ==, "New");
  g_assert_cmpstr (nth (events, 0)->url, ==, "ws://new.example/");
  fixture_clear (&fixture);
}

static void
test_removed_keeps_history (void)
{
  FechoCloseRecord record = record_of ("alpha", T0);
  Fixture fixture;
  g_autoptr(GPtrArray) sessions = NULL;
  g_autoptr(GPtrArray) events = NULL;

  open_new (&fixture);
  add_session (fixture.store, "alpha", "ws://localhost:1/");
  record_close (fixture.store, &record);
  fecho_store_remove_session (fixture.store, uuid_of ("alpha"));
  wait_for_writer (fixture.store);
  sessions = load_sessions (fixture.store);
  events = get_all (fixture.store);
  g_assert_cmpuint (sessions->len, ==, 0);
  g_assert_cmpstr (nth (events, 0)->session, ==, "alpha");
  fixture_clear (&fixture);
}

static void
test_restored (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) sessions = NULL;

  open_new (&fixture);
  add_session (fixture.store, "alpha", "ws://localhost:1/");
  fecho_store_remove_session (fixture.store, uuid_of ("alpha"));
  add_session (fixture.store, "alpha", "ws://localhost:1/");
  wait_for_writer (fixture.store);
  sessions = load_sessions (fixture.store);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM session"), ==, 1);
  fixture_clear (&fixture);
}

/* Only where they stand changes: what is off the list stays off it. */
static void
test_placed (void)
{
  Fixture fixture;
  const char *placed[] = { uuid_of ("gamma"), uuid_of ("alpha"), uuid_of ("beta"), NULL };
  g_autoptr(GPtrArray) sessions = NULL;

  open_new (&fixture);
  add_session (fixture.store, "alpha", "ws://localhost:1/");
  add_session (fixture.store, "beta", "ws://localhost:2/");
  add_session (fixture.store, "gamma", "ws://localhost:3/");
  fecho_store_remove_session (fixture.store, uuid_of ("alpha"));
  fecho_store_place_sessions (fixture.store, placed, 0);
  wait_for_writer (fixture.store);
  sessions = load_sessions (fixture.store);
  g_assert_cmpuint (sessions->len, ==, 2);
  g_assert_cmpstr (nth_session (sessions, 0)->id, ==, uuid_of ("gamma"));
  g_assert_cmpstr (nth_session (sessions, 1)->id, ==, uuid_of ("beta"));
  fixture_clear (&fixture);
}

static void
test_found_by_name (void)
{
  Fixture fixture;
  g_autoptr(FechoEndpoint) twin = fecho_endpoint_new ("ws://twin.example/", NULL);
  g_auto(GStrv) uuids = NULL;
  g_auto(GStrv) none = NULL;

  open_new (&fixture);
  add_session (fixture.store, "alpha", "ws://localhost:1/");
  fecho_store_remove_session (fixture.store, uuid_of ("alpha"));
  g_assert_true (fecho_endpoint_set_name (twin, "alpha", NULL));
  fecho_store_save_session (fixture.store, twin, 0);
  wait_for_writer (fixture.store);
  uuids = find_sessions (fixture.store, "alpha");
  none = find_sessions (fixture.store, "Alpha");
  g_assert_cmpuint (g_strv_length (uuids), ==, 2);
  g_assert_cmpstr (uuids[0], ==, uuid_of ("alpha"));
  g_assert_cmpstr (uuids[1], ==, twin->id);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  fixture_clear (&fixture);
}

/* What somebody else wrote into the file loses no session: it is paused. */
static void
test_damaged (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) sessions = NULL;

  open_new (&fixture);
  add_session (fixture.store, "alpha", "ws://localhost:1/");
  wait_for_writer (fixture.store);
  tell (fixture.path, "UPDATE session SET url = 'gopher://x', options = '{broken'");
  sessions = load_sessions (fixture.store);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpstr (nth_session (sessions, 0)->url, ==, "gopher://x");
  g_assert_true (nth_session (sessions, 0)->paused);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/session/round-trip", test_round_trip);
  g_test_add_func ("/store/session/order", test_order);
  g_test_add_func ("/store/session/renamed", test_renamed);
  g_test_add_func ("/store/session/removed-keeps-history", test_removed_keeps_history);
  g_test_add_func ("/store/session/restored", test_restored);
  g_test_add_func ("/store/session/placed", test_placed);
  g_test_add_func ("/store/session/found-by-name", test_found_by_name);
  g_test_add_func ("/store/session/damaged", test_damaged);

  return g_test_run ();
}
