/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-backoff.h"

#include "fecho-close-event.h"

#define SECOND G_TIME_SPAN_SECOND

/* The random source is a number that the test sets. */
static double
get_share (gpointer data)
{
  return *(double *)data;
}

static FechoBackoff
make_backoff (double *share)
{
  FechoBackoff backoff = FECHO_BACKOFF_INIT;

  backoff.random = get_share;
  backoff.random_data = share;

  return backoff;
}

static void
test_doubles_up_to_the_longest (void)
{
  static const gint64 expected_s[] = { 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300 };
  double share = 1.0;
  FechoBackoff backoff = make_backoff (&share);

  for (gsize i = 0; i < G_N_ELEMENTS (expected_s); i++)
    g_assert_cmpint (fecho_backoff_next_us (&backoff, FECHO_UNKNOWN), ==, expected_s[i] * SECOND);
}

static void
test_longest_that_is_no_power (void)
{
  static const gint64 expected_us[] = { 400, 800, 1000, 1000 };
  double share = 1.0;
  FechoBackoff backoff = make_backoff (&share);

  backoff.first_us = 400;
  backoff.max_us = 1000;
  for (gsize i = 0; i < G_N_ELEMENTS (expected_us); i++)
    g_assert_cmpint (fecho_backoff_next_us (&backoff, FECHO_UNKNOWN), ==, expected_us[i]);
}

static void
test_jitter_is_full (void)
{
  double share = 0.0;
  FechoBackoff backoff = make_backoff (&share);

  g_assert_cmpint (fecho_backoff_next_us (&backoff, FECHO_UNKNOWN), ==, 0);
  share = 0.25;
  g_assert_cmpint (fecho_backoff_next_us (&backoff, FECHO_UNKNOWN), ==, SECOND / 2);
}

static void
test_good_connection_starts_anew (void)
{
  double share = 1.0;
  FechoBackoff backoff = make_backoff (&share);

  for (int i = 0; i < 5; i++)
    fecho_backoff_next_us (&backoff, FECHO_UNKNOWN);
  g_assert_cmpint (fecho_backoff_next_us (&backoff, 60 * SECOND), ==, SECOND);
  g_assert_cmpint (fecho_backoff_next_us (&backoff, FECHO_UNKNOWN), ==, 2 * SECOND);
}

/* A server that opens and drops at once must not be dialled every second. */
static void
test_short_connection_does_not (void)
{
  double share = 1.0;
  FechoBackoff backoff = make_backoff (&share);

  fecho_backoff_next_us (&backoff, FECHO_UNKNOWN);
  g_assert_cmpint (fecho_backoff_next_us (&backoff, 60 * SECOND - 1), ==, 2 * SECOND);
  g_assert_cmpint (fecho_backoff_next_us (&backoff, 0), ==, 4 * SECOND);
}

static void
test_no_minimum_uptime (void)
{
  double share = 1.0;
  FechoBackoff backoff = make_backoff (&share);

  backoff.min_uptime_us = 0;
  fecho_backoff_next_us (&backoff, FECHO_UNKNOWN);
  g_assert_cmpint (fecho_backoff_next_us (&backoff, FECHO_UNKNOWN), ==, 2 * SECOND);
  g_assert_cmpint (fecho_backoff_next_us (&backoff, 0), ==, SECOND);
}

static void
test_reset (void)
{
  double share = 1.0;
  FechoBackoff backoff = make_backoff (&share);

  for (int i = 0; i < 5; i++)
    fecho_backoff_next_us (&backoff, FECHO_UNKNOWN);
  fecho_backoff_reset (&backoff);
  g_assert_cmpuint (backoff.n_failures, ==, 0);
  g_assert_cmpint (fecho_backoff_next_us (&backoff, FECHO_UNKNOWN), ==, SECOND);
}

static void
test_any_number_of_failures (void)
{
  double share = 1.0;
  FechoBackoff backoff = make_backoff (&share);

  backoff.max_us = G_MAXINT64;
  backoff.n_failures = G_MAXUINT;
  g_assert_cmpint (fecho_backoff_next_us (&backoff, FECHO_UNKNOWN), >, 0);
  g_assert_cmpuint (backoff.n_failures, ==, G_MAXUINT);
}

static void
test_first_longer_than_longest (void)
{
  double share = 1.0;
  FechoBackoff backoff = make_backoff (&share);

  backoff.first_us = 10 * SECOND;
  backoff.max_us = 5 * SECOND;
  g_assert_cmpint (fecho_backoff_next_us (&backoff, FECHO_UNKNOWN), ==, 5 * SECOND);
}

static void
test_no_wait (void)
{
  double share = 1.0;
  FechoBackoff backoff = make_backoff (&share);

  backoff.first_us = 0;
  for (int i = 0; i < 100; i++)
    g_assert_cmpint (fecho_backoff_next_us (&backoff, FECHO_UNKNOWN), ==, 0);
}

/* The bound holds with the random source that is used when none is given. */
static void
test_own_random_source (void)
{
  FechoBackoff backoff = FECHO_BACKOFF_INIT;
  gint64 bound_us = SECOND;

  for (int i = 0; i < 1000; i++)
    {
      gint64 wait_us = fecho_backoff_next_us (&backoff, FECHO_UNKNOWN);

      g_assert_cmpint (wait_us, >=, 0);
      g_assert_cmpint (wait_us, <=, bound_us);
      bound_us = MIN (bound_us * 2, 300 * SECOND);
    }
}

static void
test_random_source_out_of_range (void)
{
  double share = 7.0;
  FechoBackoff backoff = make_backoff (&share);

  g_assert_cmpint (fecho_backoff_next_us (&backoff, FECHO_UNKNOWN), ==, SECOND);
  share = -7.0;
  g_assert_cmpint (fecho_backoff_next_us (&backoff, FECHO_UNKNOWN), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/backoff/doubles-up-to-the-longest", test_doubles_up_to_the_longest);
  g_test_add_func ("/core/backoff/longest-that-is-no-power", test_longest_that_is_no_power);
  g_test_add_func ("/core/backoff/jitter-is-full", test_jitter_is_full);
  g_test_add_func ("/core/backoff/good-connection-starts-anew", test_good_connection_starts_anew);
  g_test_add_func ("/core/backoff/short-connection-does-not", test_short_connection_does_not);
  g_test_add_func ("/core/backoff/no-minimum-uptime", test_no_minimum_uptime);
  g_test_add_func ("/core/backoff/reset", test_reset);
  g_test_add_func ("/core/backoff/any-number-of-failures", test_any_number_of_failures);
  g_test_add_func ("/core/backoff/first-longer-than-longest", test_first_longer_than_longest);
  g_test_add_func ("/core/backoff/no-wait", test_no_wait);
  g_test_add_func ("/core/backoff/own-random-source", test_own_random_source);
  g_test_add_func ("/core/backoff/random-source-out-of-range", test_random_source_out_of_range);

  return g_test_run ();
}
