/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "fecho-error.h"

#define RECEIVER "otlp-1"

static gboolean
try_open (FechoStore  *store,
          GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_store_outbox_open_async (store, RECEIVER, result_cb, &result);

  return fecho_store_outbox_open_finish (store, wait_for_result (&result), error);
}

static void
open_outbox (FechoStore *store)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (try_open (store, &error));
  g_assert_no_error (error);
}

static FechoOutboxPage *
get_next (FechoStore *store,
          guint       limit)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  FechoOutboxPage *page;

  fecho_store_outbox_next_async (store, RECEIVER, limit, NULL, result_cb, &result);
  page = fecho_store_outbox_next_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return page;
}

static void
mark_sent (FechoStore *store,
           gint64      last_id)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fecho_store_outbox_sent_async (store, RECEIVER, last_id, result_cb, &result);
  g_assert_true (fecho_store_outbox_sent_finish (store, wait_for_result (&result), &error));
  g_assert_no_error (error);
}

static void
record_some (Fixture *fixture,
             guint    n)
{
  guint n_before = fixture->committed->len;

  for (guint i = 0; i < n; i++)
    {
      FechoCloseRecord record = record_of ("alpha", T0 + (n_before + i) * SEC);

      record_close (fixture->store, &record);
    }
  fixture_wait (fixture, n_before + n);
}

static void
assert_next (FechoStore *store,
             guint       limit,
             guint       n_events,
             gint64      last_id)
{
  g_autoptr(FechoOutboxPage) page = get_next (store, limit);

  g_assert_cmpuint (page->events->len, ==, n_events);
  g_assert_cmpint (page->last_id, ==, last_id);
}

/* What there was before anybody was told is not told. */
static void
test_begins_with_this_run (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  add_session (fixture.store, "alpha", "ws://localhost:1/");
  record_some (&fixture, 3);
  fixture_close (&fixture);

  fixture_open (&fixture, FECHO_STORE_WATCH);
  record_some (&fixture, 1);
  open_outbox (fixture.store);
  record_some (&fixture, 1);
  assert_next (fixture.store, 10, 2, 5);
  fixture_clear (&fixture);
}

static void
test_goes_on_where_it_was (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  add_session (fixture.store, "alpha", "ws://localhost:1/");
  open_outbox (fixture.store);
  assert_next (fixture.store, 10, 0, 0);
  record_some (&fixture, 5);
  assert_next (fixture.store, 2, 2, 2);
  mark_sent (fixture.store, 2);
  assert_next (fixture.store, 10, 3, 5);
  fixture_close (&fixture);

  fixture_open (&fixture, FECHO_STORE_WATCH);
  open_outbox (fixture.store);
  record_some (&fixture, 1);
  assert_next (fixture.store, 10, 4, 6);
  mark_sent (fixture.store, 6);
  mark_sent (fixture.store, 1);
  assert_next (fixture.store, 10, 0, 0);
  fixture_clear (&fixture);
}

/* What was recorded is there to be sent when a mark, even of nothing, has been written. */
static void
test_mark_comes_after_what_was_recorded (void)
{
  Fixture fixture;
  FechoCloseRecord record = record_of ("alpha", T0);

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  add_session (fixture.store, "alpha", "ws://localhost:1/");
  open_outbox (fixture.store);
  record_close (fixture.store, &record);
  mark_sent (fixture.store, 0);
  assert_next (fixture.store, 10, 1, 1);
  fixture_clear (&fixture);
}

static void
test_one_sender (void)
{
  Fixture fixture;
  g_autoptr(FechoStore) second = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  open_outbox (fixture.store);
  second = fixture_try_open (fixture.path, FECHO_STORE_WATCH, &error);
  g_assert_no_error (error);
  g_assert_false (try_open (second, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_IN_USE);
  g_clear_error (&error);
  fixture_close (&fixture);
  open_outbox (second);
  g_assert_true (fixture_try_close (second, &error));
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/outbox/begins-with-this-run", test_begins_with_this_run);
  g_test_add_func ("/store/outbox/goes-on-where-it-was", test_goes_on_where_it_was);
  g_test_add_func ("/store/outbox/mark-comes-after-what-was-recorded",
                   test_mark_comes_after_what_was_recorded);
  g_test_add_func ("/store/outbox/one-sender", test_one_sender);

  return g_test_run ();
}
