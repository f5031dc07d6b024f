/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-history.h"

#include <math.h>

#include "fecho-folds.h"
#include "fecho-life.h"
#include "fecho-query.h"
#include "fecho-stats.h"
#include "fecho-time-total.h"

/* Enough for every way of counting. */
#define N_EVENTS 64000
#define N_RANGES 40

/* A history of about 40 days, mostly folded, watched from T0 on; made once for all tests. */
static History history;
static GPtrArray *all;

static void
fill (void)
{
  guint n = 60;

  history_init (&history);
  history.pace_us = 100 * SEC;
  watch_all (&history, T0);
  for (; n < N_EVENTS; n += 4000)
    {
      add_events (&history, 4000);
      fold_some (&history, 8000);
    }
  all = read_all_rows (&history);
}

/* -- what the rows say, one by one */

static void
count_rows (const FechoFilter *filter,
            FechoStats        *stats)
{
  for (guint i = 0; i < all->len; i++)
    {
      if (fecho_filter_matches (filter, nth (all, i)))
        fecho_stats_add (stats, nth (all, i));
    }
}

static gint64
sum_open_us (const FechoFilter *filter,
             gint64             now_us)
{
  FechoFilter sessions = {
    .since_us = G_MININT64, .until_us = G_MAXINT64, .sessions = filter->sessions,
    .kinds = FECHO_KINDS_BOTH,
  };
  gint64 sum_us = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const FechoCloseRecord *row = nth (all, i);
      gint64 to_us = MIN (row->closed_at_us, MIN (filter->until_us, now_us));
      gint64 from_us = MAX (row->closed_at_us - row->life_us, filter->since_us);

      if (!row->failed_attempt && to_us > from_us && fecho_filter_matches (&sessions, row))
        sum_us += to_us - from_us;
    }

  return sum_us;
}

/* -- the same, near enough */

static void
assert_close (gint64 value,
              gint64 expected,
              double share,
              gint64 slack)
{
  g_assert_cmpfloat (fabs ((double)value - expected), <=, fabs (share * expected) + slack);
}

static void
assert_counts_equal (const FechoSummary *summary,
                     FechoStats         *stats,
                     double              median_error)
{
  const GArray *rows = fecho_stats_get_rows (stats);
  FechoCount total = fecho_stats_get_total (stats);

  g_assert_cmpuint (summary->by_code->len, ==, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const FechoCount *a = &g_array_index (summary->by_code, FechoCount, i);
      const FechoCount *b = &g_array_index (rows, FechoCount, i);

      g_assert_cmpint (a->key, ==, b->key);
      g_assert_cmpuint (a->n_closes, ==, b->n_closes);
      g_assert_cmpuint (a->n_own, ==, b->n_own);
      g_assert_cmpuint (a->n_interrupted, ==, b->n_interrupted);
      g_assert_cmpuint (a->n_failed_attempts, ==, b->n_failed_attempts);
      g_assert_cmpuint (a->n_clean, ==, b->n_clean);
      g_assert_true (median_error > 0 || !a->is_median_about);
      assert_close (a->median_life_us, b->median_life_us, a->is_median_about ? median_error : 0, 0);
    }
  g_assert_cmpuint (summary->n_closes, ==, total.n_closes);
  g_assert_cmpuint (summary->n_own, ==, total.n_own);
  g_assert_cmpuint (summary->n_failed_attempts, ==, total.n_failed_attempts);
  g_assert_cmpuint (summary->n_clean, ==, total.n_clean);
  g_assert_true (median_error > 0 || !summary->is_median_about);
  assert_close (summary->median_life_us, total.median_life_us,
                summary->is_median_about ? median_error : 0, 0);
}

static FechoFilter *
random_range (void)
{
  FechoFilter *filter = fecho_filter_new ();
  gint64 length_us = history.now_us - T0;

  if (g_test_rand_int_range (0, 3) != 0)
    filter->since_us = T0 + (gint64)(g_test_rand_double () * length_us);
  if (g_test_rand_int_range (0, 3) != 0)
    filter->until_us = T0 + (gint64)(g_test_rand_double () * length_us);

  return filter;
}

/* Rollups answer wide ranges; parts of 5 minutes at the edges are in proportion. */
static void
assert_range (const FechoFilter *filter,
              double             median_error,
              gint64             slack_us)
{
  g_autoptr(FechoStats) stats = fecho_stats_new (FECHO_STATS_BY_CODE);
  g_autoptr(FechoSummary) summary = NULL;
  gint64 now_us = history.now_us + 3600 * SEC;
  gint64 n_sessions = filter->sessions != NULL ? 1 : N_NAMES;
  gint64 watched_us = MIN (filter->until_us, now_us) - MAX (filter->since_us, T0);

  summary = fecho_query_summary (history.db, filter, now_us, NULL);
  g_assert_nonnull (summary);
  count_rows (filter, stats);
  assert_counts_equal (summary, stats, median_error);
  assert_close (summary->open_us, sum_open_us (filter, now_us), 0, slack_us);
  assert_close (summary->monitored_us, n_sessions * MAX (watched_us, 0), 0, slack_us);
}

static void
test_wide (void)
{
  for (guint i = 0; i < N_RANGES; i++)
    {
      g_autoptr(FechoFilter) filter = random_range ();

      if (g_test_rand_int_range (0, 4) == 0)
        g_assert_true (fecho_filter_add_codes (filter, "1001-1006", FALSE, NULL));
      if (g_test_rand_int_range (0, 4) == 0)
        filter->kinds = FECHO_KINDS_CLOSES;
      assert_range (filter, 0.06, 2 * 300 * SEC * 40);
    }
}

/* Chosen sessions are exact, medians too. */
static void
test_sessions (void)
{
  for (guint i = 0; i < N_RANGES; i++)
    {
      g_autoptr(FechoFilter) filter = random_range ();

      filter->sessions = fecho_id_list_new ((const char *[]) { uuid_of (random_name ()), NULL });
      if (g_test_rand_int_range (0, 4) == 0)
        filter->closed_by = 1 << FECHO_CLOSED_BY_SERVER | 1 << FECHO_CLOSED_BY_USER;
      assert_range (filter, 0, 0);
    }
}

/* When the run has ended (the last of these tests) its time is in time_total, and the answers
 * are the same. */
static void
test_ended_run (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(FechoSummary) before = NULL;
  g_autoptr(FechoSummary) after = NULL;
  gint64 end_us = history.now_us;

  before = fecho_query_summary (history.db, filter, end_us, NULL);
  g_assert_true (fecho_batch_begin (history.batch, NULL));
  g_assert_true (fecho_run_end (history.run, history.db, end_us, NULL));
  g_assert_true (fecho_batch_commit (history.batch, NULL));
  after = fecho_query_summary (history.db, filter, end_us, NULL);
  g_assert_cmpint (ask (history.fixture.path, "SELECT sum (monitored_us) FROM time_total"), ==,
                   (end_us - T0) * N_NAMES);
  assert_close (after->monitored_us, before->monitored_us, 0, 300 * SEC * N_NAMES);
  g_assert_cmpint (after->open_us, ==, before->open_us);
}

/* -- charts */

static gboolean
counts (const FechoCloseRecord *row)
{
  FechoStanding standing = fecho_standing_of (row->closed_by, row->cause);

  return row->failed_attempt || standing == FECHO_STANDING_COUNTED;
}

static void
assert_buckets (const FechoFilter *filter,
                guint              max_buckets)
{
  g_autoptr(FechoBuckets) buckets = NULL;
  g_autoptr(FechoBuckets) expected = NULL;

  buckets = fecho_query_buckets (history.db, filter, max_buckets, NULL);
  g_assert_nonnull (buckets);
  g_assert_cmpuint (buckets->n_buckets, <=, max_buckets + 1);
  /* The same borders, filled row by row. */
  expected = fecho_buckets_new (buckets->edges[0], buckets->edges[buckets->n_buckets],
                                buckets->n_buckets);
  g_assert_cmpuint (expected->n_buckets, ==, buckets->n_buckets);
  for (guint i = 0; i < all->len; i++)
    {
      const FechoCloseRecord *row = nth (all, i);

      if (counts (row) && fecho_filter_matches (filter, row))
        (void)fecho_buckets_add (expected, row->closed_at_us,
                                 fecho_close_code_get_class (row->code)); /* may lie outside */
    }
  for (guint i = 0; i < buckets->n_buckets * FECHO_N_CLOSE_CLASSES; i++)
    g_assert_cmpuint (buckets->counts[i], ==, expected->counts[i]);
}

static void
test_buckets (void)
{
  for (guint i = 0; i < N_RANGES; i++)
    {
      g_autoptr(FechoFilter) filter = random_range ();

      if (filter->since_us >= filter->until_us)
        continue;
      if (g_test_rand_int_range (0, 4) == 0)
        filter->kinds = FECHO_KINDS_CLOSES;
      if (g_test_rand_int_range (0, 4) == 0)
        filter->closed_by = 1 << FECHO_CLOSED_BY_SERVER;
      assert_buckets (filter, g_test_rand_int_range (2, 2000));
    }
}

static void
test_session_codes (void)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr(FechoFilter) filter = i > 0 ? random_range () : fecho_filter_new ();
      g_autoptr(GArray) cells = fecho_query_session_codes (history.db, filter, NULL);
      guint64 n = 0, n_expected = 0;

      for (guint j = 0; j < cells->len; j++)
        {
          const FechoSessionCode *cell = &g_array_index (cells, FechoSessionCode, j);

          g_assert_nonnull (cell->session);
          g_assert_cmpint (cell->first_us, <=, cell->last_us);
          n += cell->n_closes * 3 + cell->n_own * 5 + cell->n_failed_attempts * 7;
        }
      for (guint j = 0; j < all->len; j++)
        {
          const FechoCloseRecord *row = nth (all, j);
          FechoStanding standing = fecho_standing_of (row->closed_by, row->cause);

          if (!fecho_filter_matches (filter, row))
            continue;
          n_expected += row->failed_attempt ? 7
                        : standing == FECHO_STANDING_OWN ? 5
                        : standing == FECHO_STANDING_COUNTED ? 3 : 0;
        }
      g_assert_cmpuint (n, ==, n_expected);
    }
}

/* Few are exact; many may be one bin off, and none is lost. */
static void
test_lives (void)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr(FechoFilter) filter = random_range ();
      g_autoptr(GArray) bins = NULL;
      g_autoptr(FechoStats) stats = fecho_stats_new (FECHO_STATS_BY_CODE);
      guint64 n = 0;

      bins = fecho_query_lives (history.db, filter, 8, NULL);
      count_rows (filter, stats);
      for (guint j = 0; j < bins->len; j++)
        n += g_array_index (bins, FechoLifeBin, j).n;
      g_assert_cmpuint (n, ==, fecho_stats_get_total (stats).n_closes);
    }
}

static void
test_life_bins (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(GArray) bins = NULL;

  g_assert_true (fecho_filter_add_codes (filter, "4000", FALSE, NULL));
  filter->since_us = T0;
  filter->until_us = T0 + 3 * G_TIME_SPAN_DAY;
  bins = fecho_query_lives (history.db, filter, 1, NULL);
  for (guint i = 0; i < bins->len; i++)
    {
      const FechoLifeBin *bin = &g_array_index (bins, FechoLifeBin, i);
      guint64 n = 0;

      for (guint j = 0; j < all->len; j++)
        {
          const FechoCloseRecord *row = nth (all, j);

          n += fecho_filter_matches (filter, row) && !row->failed_attempt && counts (row) &&
               row->life_us >= bin->from_us && row->life_us < bin->to_us;
        }
      g_assert_cmpuint (bin->n, ==, n);
    }
  g_assert_cmpuint (bins->len, >, 2);
}

static void
test_counts (void)
{
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr(FechoFilter) filter = random_range ();
      gint64 n = 0;

      if (g_test_rand_bit ())
        filter->text = g_strdup ("rare");
      if (g_test_rand_int_range (0, 4) == 0)
        filter->kinds = FECHO_KINDS_ATTEMPTS;
      for (guint j = 0; j < all->len; j++)
        n += fecho_filter_matches (filter, nth (all, j));
      g_assert_cmpint (fecho_query_count (history.db, filter, NULL), ==, n);
    }
}

/* -- classes of lives */

static void
test_life_classes (void)
{
  guint before = 0;

  for (gint64 us = 0; us < G_MAXINT64 / 3; us += us / 50 + 1)
    {
      guint klass = fecho_life_get_class (us);

      g_assert_cmpuint (klass, >=, before);
      before = klass;
      if (us >= 1000)
        assert_close (fecho_life_get_middle (klass), us, 0.046, 1);
    }
  g_assert_cmpuint (fecho_life_get_class (G_MAXINT64), <, 430);
}

/* -- sums of time */

static void
test_time_total_far_apart (void)
{
  const gint64 long_ago_us = T0 - 40 * 365 * G_TIME_SPAN_DAY;
  History small;
  g_autoptr(FechoTimeTotal) total = fecho_time_total_new ();

  history_init (&small);
  fecho_time_total_add_open (total, T0, T0 + 100, 1);
  fecho_time_total_add_open (total, long_ago_us, long_ago_us + 7, 1);
  fecho_time_total_add_open (total, T0 + 5, T0 + 5, 1);
  g_assert_true (fecho_time_total_flush (total, small.db, NULL));
  g_assert_cmpint (ask (small.fixture.path, "SELECT sum (open_us) FROM time_total"), ==, 107);
  g_assert_cmpint (ask (small.fixture.path, "SELECT count (*) FROM time_total"), ==, 2);
  history_clear (&small);
}

/* A life of thousands of years is a broken clock's: it may not fill the disk. */
static void
test_time_total_bounded (void)
{
  History small;
  g_autoptr(FechoTimeTotal) total = fecho_time_total_new ();

  history_init (&small);
  fecho_time_total_add_open (total, G_MININT64, T0, 1);
  g_assert_true (fecho_time_total_flush (total, small.db, NULL));
  g_assert_cmpint (ask (small.fixture.path, "SELECT count (*) FROM time_total"), <, 530000);
  history_clear (&small);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  fill ();
  g_test_add_func ("/store/summary/wide", test_wide);
  g_test_add_func ("/store/summary/sessions", test_sessions);
  g_test_add_func ("/store/summary/buckets", test_buckets);
  g_test_add_func ("/store/summary/session-codes", test_session_codes);
  g_test_add_func ("/store/summary/lives", test_lives);
  g_test_add_func ("/store/summary/life-bins", test_life_bins);
  g_test_add_func ("/store/summary/counts", test_counts);
  g_test_add_func ("/store/summary/ended-run", test_ended_run);
  g_test_add_func ("/store/summary/life-classes", test_life_classes);
  g_test_add_func ("/store/summary/time-total-far-apart", test_time_total_far_apart);
  g_test_add_func ("/store/summary/time-total-bounded", test_time_total_bounded);

  status = g_test_run ();
  g_ptr_array_unref (all);
  history_clear (&history);

  return status;
}
