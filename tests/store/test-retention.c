/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-history.h"

#include "fecho-folds.h"
#include "fecho-query.h"
#include "fecho-retention.h"
#include "fecho-text-garbage.h"
#include "fecho-text-index.h"

/* Removes as the writer does; the number of events that went. */
static gint64
prune (History  *history,
       gint64    before_us,
       gint64    max_events,
       gboolean  keep_counts)
{
  g_autoptr(GError) error = NULL;
  gint64 last_id, n, n_removed = 0;
  gboolean more = TRUE;

  (void)fecho_retention_find_last (history->db, before_us, max_events, &last_id, &error);
  g_assert_no_error (error);
  while (more)
    {
      (void)fecho_retention_remove_some (history->batch, history->db, last_id, keep_counts, &n,
                                         &more, &error);
      g_assert_no_error (error);
      n_removed += n;
    }

  return n_removed;
}

static gint64
count_rows (History    *history,
            const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", table);

  return ask (history->fixture.path, sql);
}

/* A history that goes on in time, about 10 s from event to event. */
static void
fill (History *history,
      guint    n_events)
{
  history_init (history);
  history->jump_s = 200;
  watch_all (history, 0);
  add_events (history, n_events);
}

static void
test_by_age (void)
{
  History history;
  gint64 before_us, n_older, n_removed;

  fill (&history, 12000);
  fold_some (&history, 3000);
  before_us = T0 + 40000 * SEC;
  n_older = ask (history.fixture.path, "SELECT count (*) FROM close_event"
                                       " WHERE closed_at < 1773489600000000 + 40000000000");
  /* The clock jumps in this history: some old events were stored late, a few new ones early. */
  n_removed = prune (&history, before_us, 0, FALSE);
  g_assert_cmpint (ABS (n_removed - n_older), <, n_older / 10);
  g_assert_cmpint (count_rows (&history, "close_event"), ==, count_rows (&history, "event_detail"));
  g_assert_cmpint (ask (history.fixture.path, "SELECT max (value) FROM progress"), ==,
                   ask (history.fixture.path, "SELECT min (id) - 1 FROM close_event"));
  history_clear (&history);
}

/* A clock that was far ahead for a moment must not keep the history for ever. */
static void
test_clock_ahead (void)
{
  History history;

  fill (&history, 4000);
  tell (history.fixture.path, "UPDATE close_event SET closed_at = closed_at + 99999999999999"
                              " WHERE id = 100");
  tell (history.fixture.path, "UPDATE close_event SET closed_at = 1773489600000000 + id * 1000000"
                              " WHERE id != 100");
  g_assert_cmpint (prune (&history, T0 + 2000 * SEC, 0, TRUE), ==, 1999);
  history_clear (&history);
}

/* ... and one that was far behind must not take the newer ones with it. */
static void
test_clock_behind (void)
{
  History history;

  fill (&history, 4000);
  tell (history.fixture.path, "UPDATE close_event SET closed_at = 1773489600000000 + id * 1000000");
  tell (history.fixture.path, "UPDATE close_event SET closed_at = 0 WHERE id = 3900");
  g_assert_cmpint (prune (&history, T0 + 2000 * SEC, 0, TRUE), ==, 1999);
  history_clear (&history);
}

static void
test_by_number (void)
{
  History history;

  fill (&history, 7000);
  g_assert_cmpint (prune (&history, G_MININT64, 1000, FALSE), ==, 6060);
  g_assert_cmpint (count_rows (&history, "close_event"), ==, 1000);
  g_assert_cmpint (prune (&history, G_MININT64, 1000, FALSE), ==, 0);
  history_clear (&history);
}

/* What is left counts as if the rest had never been. */
static void
test_counts_follow (void)
{
  History history;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(FechoSummary) summary = NULL;

  fill (&history, 9000);
  fold_some (&history, 1000);
  (void)prune (&history, G_MININT64, 3333, FALSE); /* counted below */
  assert_rollups_true (history.fixture.path);
  all = read_all_rows (&history);
  g_assert_cmpuint (all->len, ==, 3333);
  summary = fecho_query_summary (history.db, filter, history.now_us, NULL);
  g_assert_cmpint (fecho_query_count (history.db, filter, NULL), ==, 3333);
  g_assert_cmpint (ask (history.fixture.path, "SELECT coalesce (sum (n), 0) FROM session_code"), ==,
                   ask (history.fixture.path, "SELECT count (*) FROM close_event WHERE id <="
                                              " (SELECT coalesce (max (last_id), 0) FROM fold)"));
  g_assert_cmpint (count_rows (&history, "reason_event WHERE event NOT IN"
                                         " (SELECT id FROM close_event)"), ==, 0);
  history_clear (&history);
}

static void
test_counts_kept (void)
{
  History history;

  fill (&history, 6000);
  (void)prune (&history, G_MININT64, 100, TRUE); /* counted below */
  g_assert_cmpint (count_rows (&history, "close_event"), ==, 100);
  g_assert_cmpint (ask (history.fixture.path, "SELECT sum (n) FROM rollup_hour"), ==, 6060);
  history_clear (&history);
}

/* Pages and lanes of sessions leave out what is gone, also of a fold that is cut. */
static void
test_folds_cut (void)
{
  History history;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(GPtrArray) page = NULL;
  g_autoptr(GPtrArray) lanes = NULL;
  const char *uuids[] = { uuid_of ("a"), NULL };
  gint64 n;

  fill (&history, 5000);
  for (guint i = 0; i < 5; i++)
    g_assert_true (fecho_folds_fold (history.db, 1000, NULL));
  (void)prune (&history, G_MININT64, 2500, FALSE); /* counted below */
  g_assert_cmpint (count_rows (&history, "fold"), ==, 3);
  n = count_rows (&history, "close_event WHERE session = (SELECT id FROM session WHERE uuid ="
                            " 'a2222222-0000-4000-8000-000000000000')");
  filter->sessions = fecho_id_list_new ((const char *[]) { uuid_of ("a"), NULL });
  page = fecho_query_page (history.db, filter, NULL, TRUE, G_MAXUINT, NULL);
  g_assert_cmpint (page->len, ==, n);
  lanes = fecho_query_lanes (history.db, uuids, 0, G_MAXINT64, 0, G_MAXINT64, NULL);
  g_assert_cmpint (((FechoLane *)lanes->pdata[0])->markers->len, ==, n);
  history_clear (&history);
}

/* Ids are never given twice, even where nothing is left; folding goes on behind the gap. */
static void
test_all_gone (void)
{
  History history;

  fill (&history, 3000);
  g_assert_true (fecho_folds_fold (history.db, 1000, NULL));
  (void)prune (&history, history.now_us + 99999 * SEC, 0, FALSE); /* counted below */
  g_assert_cmpint (count_rows (&history, "close_event"), ==, 0);
  g_assert_cmpint (count_rows (&history, "fold"), ==, 0);
  g_assert_cmpint (count_rows (&history, "segment"), ==, 0);
  add_events (&history, 500);
  g_assert_cmpint (ask (history.fixture.path, "SELECT min (id) FROM close_event"), ==, 3061);
  g_assert_true (fecho_folds_fold (history.db, 400, NULL));
  g_assert_cmpint (ask (history.fixture.path, "SELECT first_id FROM fold"), ==, 3061);
  g_assert_cmpint (ask (history.fixture.path, "SELECT sum (n) FROM segment"), ==, 400);
  history_clear (&history);
}

/* -- texts that nothing needs any more */

static void
collect_garbage (History *history,
                 guint    n_meanwhile)
{
  g_autoptr(FechoTextGarbage) garbage = fecho_text_garbage_new ();
  g_autoptr(GError) error = NULL;
  gboolean more = TRUE;

  while (more)
    {
      (void)fecho_text_garbage_remove_some (garbage, history->batch, &more, &error);
      g_assert_no_error (error);
      if (n_meanwhile > 0)
        add_events (history, n_meanwhile);
      n_meanwhile = 0;
    }
}

/* *INDENT-OFF* */
#define USES(column) \
  " UNION SELECT " column " FROM event_detail WHERE typeof (" column ") = 'integer'"
#define USED \
  "SELECT reason FROM close_event WHERE reason > 0" USES ("received_reason") USES ("sent_reason") \
  USES ("error_domain") USES ("error_message") USES ("tls_version") USES ("remote_address") \
  USES ("subprotocol") USES ("extensions") USES ("dictionary")
#define DANGLING "(" USED ") WHERE reason NOT IN (SELECT id FROM text)"
/* *INDENT-ON* */

static void
add_texts (History *history,
           guint    n)
{
  g_assert_true (fecho_batch_begin (history->batch, NULL));
  for (guint i = 0; i < n; i++)
    {
      FechoCloseRecord record = record_of ("a", T0 + i * SEC);
      g_autofree char *reason = g_strdup_printf ("only once, %u", i);
      gint64 id;

      record.code = 4000;
      record.reason = reason;
      g_assert_true (fecho_batch_add_close (history->batch, history->run->id, &record, &id, NULL));
    }
  g_assert_true (fecho_batch_commit (history->batch, NULL));
}

/* What is used stays, also where it came to be used while the rest was looked for, and can be
 * found; all else but the last goes. */
static void
test_texts_go (void)
{
  History history;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(GPtrArray) page = NULL;
  gboolean more = TRUE;

  fill (&history, 500);
  add_texts (&history, 900);
  while (more)
    g_assert_true (fecho_text_index_fill (history.db, &more, NULL));
  (void)prune (&history, G_MININT64, 100, FALSE); /* counted by its effect */
  collect_garbage (&history, 300);
  g_assert_cmpint (count_rows (&history, DANGLING), ==, 0);
  g_assert_cmpint (count_rows (&history, "text WHERE id NOT IN (" USED ")"), <=, 1);
  g_assert_cmpint (count_rows (&history, "text"), <, 900);

  filter->text = g_strdup ("only once, 89");
  page = fecho_query_page (history.db, filter, NULL, TRUE, G_MAXUINT, NULL);
  g_assert_cmpuint (page->len, ==, 10);
  g_ptr_array_unref (page);
  g_free (filter->text);
  filter->text = g_strdup ("only once, 12");
  page = fecho_query_page (history.db, filter, NULL, TRUE, G_MAXUINT, NULL);
  g_assert_cmpuint (page->len, ==, 0);
  history_clear (&history);
}

/* A few texts of many events are left alone: looking would cost more than they do. */
static void
test_few_texts_stay (void)
{
  History history;
  gint64 n_texts;

  fill (&history, 12000);
  (void)prune (&history, G_MININT64, 10000, FALSE); /* counted by its effect */
  tell (history.fixture.path, "INSERT INTO text (value) VALUES ('of no event')");
  n_texts = count_rows (&history, "text");
  g_assert_cmpint (n_texts * 64, <, 10000);
  collect_garbage (&history, 0);
  g_assert_cmpint (count_rows (&history, "text"), ==, n_texts);
  history_clear (&history);
}

/* -- through the store */

static void
test_store (void)
{
  Fixture fixture;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n_pages;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  add_session (fixture.store, "alpha", "ws://localhost:1/");
  for (guint i = 0; i < 12000; i++)
    {
      FechoCloseRecord record = record_of ("alpha", T0 + i * SEC);

      record_close (fixture.store, &record);
    }
  fixture_wait (&fixture, 12000);
  n_pages = ask (fixture.path, "PRAGMA page_count");
  fecho_store_prune_async (fixture.store, T0 + 11990 * SEC, 0, FALSE, NULL, result_cb, &result);
  g_assert_cmpint (fecho_store_prune_finish (fixture.store, wait_for_result (&result), &error), ==,
                   11990);
  g_assert_no_error (error);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM close_event"), ==, 10);
  g_assert_cmpint (ask (fixture.path, "PRAGMA page_count"), <, n_pages / 2);
  assert_rollups_true (fixture.path);
  g_clear_object (&result);
  fixture_clear (&fixture);
}

/* What was removed until then stays removed, and the counts are true. */
static void
test_cancelled (void)
{
  Fixture fixture;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  for (guint i = 0; i < 100; i++)
    {
      FechoCloseRecord record = record_of ("alpha", T0 + i * SEC);

      record_close (fixture.store, &record);
    }
  fixture_wait (&fixture, 100);
  fecho_store_prune_async (fixture.store, G_MAXINT64, 0, FALSE, cancellable, result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (fecho_store_prune_finish (fixture.store, wait_for_result (&result), &error), ==,
                   -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  fixture_close (&fixture);
  assert_rollups_true (fixture.path);
  fixture_clear (&fixture);
}

/* -- the history of a session */

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static gint64
delete_history (FechoStore  *store,
                const char  *name,
                GError     **error)
{
  const char *sessions[] = { uuid_of (name), NULL };
  g_autoptr(GAsyncResult) result = NULL;
  double last = 0;

  fecho_store_delete_history_async (store, sessions, progress_cb, &last, NULL, result_cb, &result);

  return fecho_store_delete_history_finish (store, wait_for_result (&result), error);
}

static void
record_some (FechoStore *store,
             const char *name,
             guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      FechoCloseRecord record = record_of (name, T0 + i * SEC);

      record.code = 4000;
      record.reason = "only of this session";
      record_close (store, &record);
    }
}

static void
test_delete_history (void)
{
  Fixture fixture;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  record_some (fixture.store, "alpha", 12000);
  record_some (fixture.store, "beta", 30);
  fixture_wait (&fixture, 12030);
  g_assert_cmpint (delete_history (fixture.store, "alpha", &error), ==, 12000);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture.n_foreign, ==, 1);
  filter->text = g_strdup ("only of this");
  found = get_page (fixture.store, filter, NULL, TRUE, 100);
  g_assert_cmpuint (found->len, ==, 30);
  assert_rollups_true (fixture.path);
  g_assert_cmpint (delete_history (fixture.store, "alpha", &error), ==, 0);
  g_assert_cmpint (delete_history (fixture.store, "never seen", &error), ==, 0);
  g_assert_no_error (error);
  fixture_clear (&fixture);
}

/* Time watched by runs that have ended is forgotten with the rest; a run that goes on watches from
 * the connection on that is open. */
static void
test_watched_anew (void)
{
  Fixture fixture;
  gint64 before_us;

  fixture_init (&fixture);
  for (guint run = 0; run < 2; run++)
    {
      fixture_open (&fixture, FECHO_STORE_WATCH);
      add_session (fixture.store, "alpha", "ws://localhost:1/");
      add_session (fixture.store, "beta", "ws://localhost:2/");
      fecho_store_record_state (fixture.store, uuid_of ("alpha"), FECHO_STATE_SESSION_WATCHED,
                                T0 + run * SEC, NULL);
      fecho_store_record_state (fixture.store, uuid_of ("beta"), FECHO_STATE_SESSION_WATCHED,
                                T0 + run * SEC, NULL);
      if (run == 0)
        fixture_close (&fixture);
    }
  record_some (fixture.store, "alpha", 10);
  fecho_store_record_opened (fixture.store, uuid_of ("alpha"), T0 + 500 * SEC, 1000);
  record_some (fixture.store, "beta", 1);
  fixture_wait (&fixture, 11);
  before_us = ask (fixture.path, "SELECT sum (monitored_us) FROM time_total");
  g_assert_cmpint (delete_history (fixture.store, "alpha", NULL), ==, 10);
  g_assert_cmpint (ask (fixture.path, "SELECT sum (monitored_us) FROM time_total"), ==,
                   before_us / 2);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM state_change WHERE session = 1"), ==,
                   1);
  g_assert_cmpint (ask (fixture.path, "SELECT at FROM state_change WHERE session = 1"), ==,
                   T0 + 500 * SEC);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM open_connection"), ==, 1);
  fixture_clear (&fixture);
}

static void
test_delete_cancelled (void)
{
  Fixture fixture;
  const char *sessions[] = { uuid_of ("alpha"), NULL };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  record_some (fixture.store, "alpha", 100);
  fixture_wait (&fixture, 100);
  fecho_store_delete_history_async (fixture.store, sessions, NULL, NULL, cancellable, result_cb,
                                    &result);
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (fecho_store_delete_history_finish (fixture.store, wait_for_result (&result),
                                                      &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  fixture_close (&fixture);
  assert_rollups_true (fixture.path);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/retention/by-age", test_by_age);
  g_test_add_func ("/store/retention/clock-ahead", test_clock_ahead);
  g_test_add_func ("/store/retention/clock-behind", test_clock_behind);
  g_test_add_func ("/store/retention/by-number", test_by_number);
  g_test_add_func ("/store/retention/counts-follow", test_counts_follow);
  g_test_add_func ("/store/retention/counts-kept", test_counts_kept);
  g_test_add_func ("/store/retention/folds-cut", test_folds_cut);
  g_test_add_func ("/store/retention/all-gone", test_all_gone);
  g_test_add_func ("/store/retention/texts-go", test_texts_go);
  g_test_add_func ("/store/retention/few-texts-stay", test_few_texts_stay);
  g_test_add_func ("/store/retention/store", test_store);
  g_test_add_func ("/store/retention/cancelled", test_cancelled);
  g_test_add_func ("/store/retention/delete-history", test_delete_history);
  g_test_add_func ("/store/retention/watched-anew", test_watched_anew);
  g_test_add_func ("/store/retention/delete-cancelled", test_delete_cancelled);

  return g_test_run ();
}
