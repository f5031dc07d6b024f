/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-comparison.h"

#define HOUR ((gint64)3600 * G_USEC_PER_SEC)

static void
assert_near (double value,
             double expected)
{
  g_assert_cmpfloat_with_epsilon (value, expected, 0.02 * expected + 0.02);
}

/* Exact limits from the chi-squared distribution (Garwood 1936). */
static void
test_limits (void)
{
  static const struct
  {
    guint n;
    double low;
    double high;
  } exact[] = {
    { 0, 0, 3.689 },
    { 1, 0.0253, 5.572 },
    { 5, 1.623, 11.668 },
    { 10, 4.795, 18.390 },
    { 100, 81.364, 121.627 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (exact); i++)
    {
      FechoRate rate = fecho_rate_new (exact[i].n, HOUR);
      FechoRate half = fecho_rate_new (exact[i].n, 2 * HOUR);

      assert_near (rate.per_hour, exact[i].n);
      assert_near (rate.low, exact[i].low);
      assert_near (rate.high, exact[i].high);
      assert_near (half.high, exact[i].high / 2);
    }
}

static void
test_nothing_connected (void)
{
  g_assert_cmpfloat (fecho_rate_new (5, 0).per_hour, ==, FECHO_UNKNOWN);
  g_assert_cmpfloat (fecho_rate_new (5, 0).high, ==, FECHO_UNKNOWN);
}

static void
add (GArray  *counts,
     int      key,
     guint64  n)
{
  const FechoCount count = { .key = key, .n_closes = n, .n_own = 1000 };

  g_array_append_val (counts, count);
}

static void
test_trends (void)
{
  static const struct
  {
    int key;
    FechoTrend trend;
  } expected[] = {
    { 1006, FECHO_TREND_MORE }, { 4000, FECHO_TREND_NEW }, { 1001, FECHO_TREND_FEWER },
    { 1012, FECHO_TREND_VANISHED }, { 1011, FECHO_TREND_NONE }, { 1013, FECHO_TREND_NONE },
  };
  g_autoptr(GArray) before = g_array_new (FALSE, FALSE, sizeof (FechoCount));
  g_autoptr(GArray) now = g_array_new (FALSE, FALSE, sizeof (FechoCount));
  g_autoptr(GArray) rows = NULL;

  /* As many hours now as before: 10. */
  add (before, 1006, 20);
  add (now, 1006, 60);
  add (now, 4000, 30);
  add (before, 1001, 40);
  add (now, 1001, 8);
  add (before, 1012, 3);
  add (before, 1011, 10);
  add (now, 1011, 12);
  add (before, 1013, 1);
  add (now, 1013, 5);           /* chance may do that */
  rows = fecho_comparison_new (before, 10 * HOUR, now, 10 * HOUR);

  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const FechoComparedRow *row = &g_array_index (rows, FechoComparedRow, i);

      g_assert_cmpint (row->key, ==, expected[i].key);
      g_assert_cmpint (row->trend, ==, expected[i].trend);
    }
}

/* Twice the closes in twice the time is no change. */
static void
test_rates_not_counts (void)
{
  g_autoptr(GArray) before = g_array_new (FALSE, FALSE, sizeof (FechoCount));
  g_autoptr(GArray) now = g_array_new (FALSE, FALSE, sizeof (FechoCount));
  g_autoptr(GArray) rows = NULL;

  add (before, 1006, 100);
  add (now, 1006, 200);
  rows = fecho_comparison_new (before, 10 * HOUR, now, 20 * HOUR);

  g_assert_cmpint (g_array_index (rows, FechoComparedRow, 0).trend, ==, FECHO_TREND_NONE);
}

/* Where nothing was watched nothing is new, unless there were closes all the same: of an import. */
static void
test_not_watched (void)
{
  g_autoptr(GArray) before = g_array_new (FALSE, FALSE, sizeof (FechoCount));
  g_autoptr(GArray) now = g_array_new (FALSE, FALSE, sizeof (FechoCount));
  g_autoptr(GArray) rows = NULL;
  g_autoptr(GArray) imported = NULL;

  add (now, 1006, 20);
  rows = fecho_comparison_new (before, 0, now, HOUR);
  g_assert_cmpint (g_array_index (rows, FechoComparedRow, 0).trend, ==, FECHO_TREND_NONE);

  add (before, 1001, 1);
  imported = fecho_comparison_new (before, 0, now, 0);
  g_assert_cmpint (g_array_index (imported, FechoComparedRow, 0).trend, ==, FECHO_TREND_NEW);
  g_assert_cmpint (g_array_index (imported, FechoComparedRow, 1).trend, ==, FECHO_TREND_VANISHED);
}

static void
test_texts (void)
{
  const FechoRate rate = { 2.0, 1.25, 12345.6 };
  const FechoRate none = fecho_rate_new (3, 0);
  g_autofree char *text = fecho_rate_format (&rate);
  g_autofree char *dash = fecho_rate_format (&none);

  g_assert_cmpstr (text, ==, "2 (1.25–12346)");
  g_assert_cmpstr (dash, ==, "–");
}

/* Of a thousand pairs of periods alike, few are told apart: the intervals are 95 % each, and both
 * must miss. */
static void
test_noise (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  guint n_trends = 0;

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr(GArray) before = g_array_new (FALSE, FALSE, sizeof (FechoCount));
      g_autoptr(GArray) now = g_array_new (FALSE, FALSE, sizeof (FechoCount));
      g_autoptr(GArray) rows = NULL;
      guint n[2] = { 1, 1 };

      /* Of 400 moments each has a close with one chance in twenty. */
      for (guint k = 0; k < 800; k++)
        n[k % 2] += g_rand_double (rand) < 0.05;
      add (before, 1006, n[0]);
      add (now, 1006, n[1]);
      rows = fecho_comparison_new (before, HOUR, now, HOUR);
      n_trends += g_array_index (rows, FechoComparedRow, 0).trend != FECHO_TREND_NONE;
    }

  g_assert_cmpuint (n_trends, <=, 10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/comparison/limits", test_limits);
  g_test_add_func ("/core/comparison/nothing-connected", test_nothing_connected);
  g_test_add_func ("/core/comparison/trends", test_trends);
  g_test_add_func ("/core/comparison/rates-not-counts", test_rates_not_counts);
  g_test_add_func ("/core/comparison/not-watched", test_not_watched);
  g_test_add_func ("/core/comparison/texts", test_texts);
  g_test_add_func ("/core/comparison/noise", test_noise);

  return g_test_run ();
}
