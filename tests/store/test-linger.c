/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "fecho-linger.h"

#define MS ((gint64)G_TIME_SPAN_MILLISECOND)
#define SEC ((gint64)G_TIME_SPAN_SECOND)
/* Where the time begins. */
#define T (1000 * SEC)

/* n changes, the first at T and the last so many milliseconds later: after how many is it due? */
static gint64
get_due_ms (const FechoLinger *linger,
            guint              n,
            gint64             last_ms)
{
  FechoWaiting waiting = { n, T, T + last_ms * MS };

  return (fecho_linger_get_due_us (linger, &waiting) - T) / MS;
}

static void
test_quiet (void)
{
  FechoLinger linger = { 0 };

  g_assert_cmpint (get_due_ms (&linger, 1, 0), ==, 20);
  g_assert_cmpint (get_due_ms (&linger, 99, 19), ==, 20);
}

/* So many that they do not wait for more, or no longer than something comes. */
static void
test_many (void)
{
  FechoLinger linger = { 0 };

  g_assert_cmpint (get_due_ms (&linger, 100, 3), ==, 13);
  g_assert_cmpint (get_due_ms (&linger, 100, 19), ==, 20);
  g_assert_cmpint (get_due_ms (&linger, 999, 3), ==, 13);
  g_assert_cmpint (get_due_ms (&linger, 1000, 3), ==, 0);
  g_assert_cmpint (get_due_ms (&linger, 5000, 3), ==, 0);
}

/* One commit a tenth of a second, until T. */
static void
make_load (FechoLinger *linger,
           guint        closes_per_second,
           gint64       n_seconds)
{
  for (gint64 i = 1; i <= 10 * n_seconds; i++)
    fecho_linger_see_commit (linger, closes_per_second / 10, T - n_seconds * SEC + i * 100 * MS);
}

static void
test_loaded (void)
{
  FechoLinger below = { 0 }, above = { 0 }, storm = { 0 };

  make_load (&below, 90, 100);
  g_assert_cmpint (get_due_ms (&below, 1, 0), ==, 20);
  make_load (&above, 120, 100);
  g_assert_cmpint (get_due_ms (&above, 1, 0), ==, 80);
  g_assert_cmpint (get_due_ms (&above, 100, 3), ==, 13);
  g_assert_cmpint (get_due_ms (&above, 1000, 3), ==, 0);
  fecho_linger_see_commit (&storm, 1000, T - MS);
  g_assert_cmpint (get_due_ms (&storm, 1, 0), ==, 20);
  fecho_linger_see_commit (&storm, 10, T);
  g_assert_cmpint (get_due_ms (&storm, 1, 0), ==, 80);
}

/* What comes long after a load is the first of a quiet time, though nothing was committed since. */
static void
test_load_is_over (void)
{
  FechoLinger linger = { 0 };
  FechoWaiting late = { 1, T + 10 * SEC, T + 10 * SEC };

  make_load (&linger, 200, 100);
  g_assert_cmpint (get_due_ms (&linger, 1, 0), ==, 80);
  g_assert_cmpint (fecho_linger_get_due_us (&linger, &late), ==, late.first_us + 20 * MS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/linger/quiet", test_quiet);
  g_test_add_func ("/store/linger/many", test_many);
  g_test_add_func ("/store/linger/loaded", test_loaded);
  g_test_add_func ("/store/linger/load-is-over", test_load_is_over);

  return g_test_run ();
}
