/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-span.h"

/* Small numbers: the functions know no unit. */
#define FOREVER G_MAXINT64

static GArray *
make_intervals (const FechoInterval *intervals,
                guint                n_intervals)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (FechoInterval));

  g_array_append_vals (array, intervals, n_intervals);

  return array;
}

static GArray *
watched_always (void)
{
  FechoInterval always = { G_MININT64, FOREVER };

  return make_intervals (&always, 1);
}

static void
add_marker (FechoLane *lane,
            gint64     at_us,
            gint64     life_us,
            gint64     handshake_us)
{
  FechoMarker marker = {
    .id = lane->markers->len + 1,
    .at_us = at_us,
    .last_us = at_us,
    .n = 1,
    .life_us = life_us,
    .handshake_us = handshake_us,
    .code = 1006,
  };

  g_array_append_val (lane->markers, marker);
}

static void
assert_spans (const FechoLane *lane,
              const FechoSpan *expected,
              guint            n_expected)
{
  for (guint i = 0; i < MIN (lane->spans->len, n_expected); i++)
    {
      const FechoSpan *span = &g_array_index (lane->spans, FechoSpan, i);

      g_assert_cmpint (span->from_us, ==, expected[i].from_us);
      g_assert_cmpint (span->to_us, ==, expected[i].to_us);
      g_assert_cmpint (span->kind, ==, expected[i].kind);
    }
  g_assert_cmpuint (lane->spans->len, ==, n_expected);
}

static void
test_one_connection (void)
{
  static const FechoSpan expected[] = {
    { 0, 90, FECHO_SPAN_DOWN },
    { 90, 100, FECHO_SPAN_CONNECTING },
    { 100, 150, FECHO_SPAN_OPEN },
    { 150, 200, FECHO_SPAN_DOWN },
  };
  g_autoptr(FechoLane) lane = fecho_lane_new ("s");
  g_autoptr(GArray) watched = watched_always ();

  add_marker (lane, 150, 50, 10);
  fecho_lane_build_spans (lane, watched, FECHO_UNKNOWN, 0, 200, 1000);
  assert_spans (lane, expected, G_N_ELEMENTS (expected));
}

static void
test_failed_attempts (void)
{
  static const FechoSpan expected[] = {
    { 0, 10, FECHO_SPAN_DOWN },
    { 10, 15, FECHO_SPAN_CONNECTING },
    { 15, 30, FECHO_SPAN_DOWN },
    { 30, 35, FECHO_SPAN_CONNECTING },
    { 35, 100, FECHO_SPAN_DOWN },
  };
  g_autoptr(FechoLane) lane = fecho_lane_new ("s");
  g_autoptr(GArray) watched = watched_always ();

  add_marker (lane, 15, FECHO_UNKNOWN, 5);
  add_marker (lane, 35, FECHO_UNKNOWN, 5);
  fecho_lane_build_spans (lane, watched, FECHO_UNKNOWN, 0, 100, 100);
  assert_spans (lane, expected, G_N_ELEMENTS (expected));
}

static void
test_open_now (void)
{
  static const FechoSpan expected[] = {
    { 0, 40, FECHO_SPAN_DOWN },
    { 40, 70, FECHO_SPAN_OPEN },
  };
  g_autoptr(FechoLane) lane = fecho_lane_new ("s");
  g_autoptr(GArray) watched = watched_always ();

  fecho_lane_build_spans (lane, watched, 40, 0, 100, 70);
  assert_spans (lane, expected, G_N_ELEMENTS (expected));
}

static void
test_open_since_before_the_range (void)
{
  static const FechoSpan expected[] = { { 0, 100, FECHO_SPAN_OPEN } };
  g_autoptr(FechoLane) lane = fecho_lane_new ("s");
  g_autoptr(GArray) watched = watched_always ();

  fecho_lane_build_spans (lane, watched, -500, 0, 100, 100);
  assert_spans (lane, expected, G_N_ELEMENTS (expected));
}

/* The marker stands past the end of the range, and its life reaches before the start of it. */
static void
test_life_around_the_range (void)
{
  static const FechoSpan expected[] = { { 0, 100, FECHO_SPAN_OPEN } };
  g_autoptr(FechoLane) lane = fecho_lane_new ("s");
  g_autoptr(GArray) watched = watched_always ();

  add_marker (lane, 500, 900, 10);
  fecho_lane_build_spans (lane, watched, FECHO_UNKNOWN, 0, 100, 1000);
  assert_spans (lane, expected, G_N_ELEMENTS (expected));
}

static void
test_never_watched (void)
{
  static const FechoSpan expected[] = { { 0, 100, FECHO_SPAN_NOT_MONITORED } };
  g_autoptr(FechoLane) lane = fecho_lane_new ("s");
  g_autoptr(GArray) watched = make_intervals (NULL, 0);

  add_marker (lane, 80, 70, 5);
  fecho_lane_build_spans (lane, watched, 90, 0, 100, 100);
  assert_spans (lane, expected, G_N_ELEMENTS (expected));
}

/* Fecho did not run from 40 to 60: what it did not see it does not claim. */
static void
test_gap_of_watching_in_a_connection (void)
{
  static const FechoInterval intervals[] = { { 60, FOREVER }, { 0, 30 }, { 20, 40 } };
  static const FechoSpan expected[] = {
    { 0, 10, FECHO_SPAN_DOWN },
    { 10, 40, FECHO_SPAN_OPEN },
    { 40, 60, FECHO_SPAN_NOT_MONITORED },
    { 60, 80, FECHO_SPAN_OPEN },
    { 80, 100, FECHO_SPAN_DOWN },
  };
  g_autoptr(FechoLane) lane = fecho_lane_new ("s");
  g_autoptr(GArray) watched = make_intervals (intervals, G_N_ELEMENTS (intervals));

  add_marker (lane, 80, 70, FECHO_UNKNOWN);
  fecho_lane_build_spans (lane, watched, FECHO_UNKNOWN, 0, 100, 100);
  assert_spans (lane, expected, G_N_ELEMENTS (expected));
}

/* The clock went back: two connections seem to overlap, and open wins. */
static void
test_clock_jumps_back (void)
{
  static const FechoSpan expected[] = {
    { 0, 5, FECHO_SPAN_DOWN },
    { 5, 10, FECHO_SPAN_CONNECTING },
    { 10, 70, FECHO_SPAN_OPEN },
    { 70, 100, FECHO_SPAN_DOWN },
  };
  g_autoptr(FechoLane) lane = fecho_lane_new ("s");
  g_autoptr(GArray) watched = watched_always ();

  add_marker (lane, 50, 40, 5);
  add_marker (lane, 70, 40, 15);
  fecho_lane_build_spans (lane, watched, FECHO_UNKNOWN, 0, 100, 100);
  assert_spans (lane, expected, G_N_ELEMENTS (expected));
}

static void
test_connection_of_no_length (void)
{
  static const FechoSpan expected[] = { { 0, 100, FECHO_SPAN_DOWN } };
  g_autoptr(FechoLane) lane = fecho_lane_new ("s");
  g_autoptr(GArray) watched = watched_always ();

  add_marker (lane, 50, 0, 0);
  add_marker (lane, 60, FECHO_UNKNOWN, 0);
  fecho_lane_build_spans (lane, watched, FECHO_UNKNOWN, 0, 100, 100);
  assert_spans (lane, expected, G_N_ELEMENTS (expected));
}

static void
test_empty_ranges (void)
{
  static const gint64 ranges[][3] = {
    { 10, 10, 100 }, { 20, 10, 100 }, { 50, 100, 50 }, { 50, 100, 20 },
  };
  g_autoptr(FechoLane) lane = fecho_lane_new ("s");
  g_autoptr(GArray) watched = watched_always ();

  add_marker (lane, 60, 60, 5);
  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      fecho_lane_build_spans (lane, watched, 0, ranges[i][0], ranges[i][1], ranges[i][2]);
      g_assert_cmpuint (lane->spans->len, ==, 0);
    }
}

static void
test_builds_anew (void)
{
  static const FechoSpan expected[] = { { 0, 50, FECHO_SPAN_DOWN } };
  g_autoptr(FechoLane) lane = fecho_lane_new ("s");
  g_autoptr(GArray) watched = watched_always ();

  fecho_lane_build_spans (lane, watched, 10, 0, 100, 100);
  fecho_lane_build_spans (lane, watched, FECHO_UNKNOWN, 0, 50, 100);
  assert_spans (lane, expected, G_N_ELEMENTS (expected));
}

static void
test_numbers_of_any_size (void)
{
  static const FechoSpan expected[] = { { G_MININT64, FOREVER, FECHO_SPAN_OPEN } };
  g_autoptr(FechoLane) lane = fecho_lane_new ("s");
  g_autoptr(GArray) watched = watched_always ();

  add_marker (lane, FOREVER, FOREVER, FOREVER);
  add_marker (lane, G_MININT64, FOREVER, FOREVER);
  add_marker (lane, -1, FOREVER, FOREVER);
  fecho_lane_build_spans (lane, watched, G_MININT64, G_MININT64, FOREVER, FOREVER);
  assert_spans (lane, expected, G_N_ELEMENTS (expected));
}

/* -- properties, over random histories */

#define N_HISTORIES 3000
#define MAX_TIME 400

/* What the span at an instant has to be, by the words of the header and without any cleverness. */
static FechoSpanKind
get_kind (const FechoLane *lane,
          const GArray    *watched,
          gint64           opened_at_us,
          gint64           us)
{
  gboolean is_watched = FALSE;
  FechoSpanKind kind = FECHO_SPAN_DOWN;

  for (guint i = 0; i < watched->len; i++)
    {
      const FechoInterval *interval = &g_array_index (watched, FechoInterval, i);

      is_watched |= us >= interval->from_us && us < interval->to_us;
    }
  if (!is_watched)
    return FECHO_SPAN_NOT_MONITORED;
  if (opened_at_us != FECHO_UNKNOWN && us >= opened_at_us)
    return FECHO_SPAN_OPEN;

  for (guint i = 0; i < lane->markers->len; i++)
    {
      const FechoMarker *marker = &g_array_index (lane->markers, FechoMarker, i);
      gint64 opened_us = marker->at_us - MAX (marker->life_us, 0);

      if (us >= opened_us && us < marker->at_us)
        return FECHO_SPAN_OPEN;
      if (us >= opened_us - MAX (marker->handshake_us, 0) && us < opened_us)
        kind = FECHO_SPAN_CONNECTING;
    }

  return kind;
}

static void
assert_tiles (const FechoLane *lane,
              gint64           from_us,
              gint64           to_us)
{
  gint64 us = from_us;

  for (guint i = 0; i < lane->spans->len; i++)
    {
      const FechoSpan *span = &g_array_index (lane->spans, FechoSpan, i);

      g_assert_cmpint (span->from_us, ==, us);
      g_assert_cmpint (span->to_us, >, span->from_us);
      us = span->to_us;
    }
  g_assert_cmpint (us, ==, MAX (to_us, from_us));
}

/* Lives, waits and jumps of the clock in both directions. */
static void
fill_history (FechoLane *lane,
              GRand     *random)
{
  gint64 at_us = g_rand_int_range (random, -MAX_TIME / 2, MAX_TIME / 2);
  int n_markers = g_rand_int_range (random, 0, 12);

  for (int i = 0; i < n_markers; i++)
    {
      gboolean failed = g_rand_boolean (random);

      at_us += g_rand_int_range (random, 0, 10) == 0
               ? g_rand_int_range (random, -MAX_TIME, MAX_TIME)
               : g_rand_int_range (random, 0, 60);
      add_marker (lane, at_us, failed ? FECHO_UNKNOWN : g_rand_int_range (random, 0, 80),
                  g_rand_int_range (random, -1, 20));
    }
}

static GArray *
make_watched (GRand *random)
{
  GArray *watched = make_intervals (NULL, 0);
  int n_intervals = g_rand_int_range (random, 0, 6);

  for (int i = 0; i < n_intervals; i++)
    {
      FechoInterval interval = { .from_us = g_rand_int_range (random, -MAX_TIME, MAX_TIME) };

      interval.to_us = g_rand_int_range (random, 0, 8) == 0
                       ? FOREVER
                       : interval.from_us + g_rand_int_range (random, 0, MAX_TIME);
      g_array_append_val (watched, interval);
    }

  return watched;
}

static void
check_history (guint32 seed)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  g_autoptr(FechoLane) lane = fecho_lane_new ("s");
  g_autoptr(GArray) watched = make_watched (random);
  gint64 from_us = g_rand_int_range (random, -MAX_TIME, MAX_TIME);
  gint64 to_us = from_us + g_rand_int_range (random, 0, MAX_TIME);
  gint64 now_us = g_rand_int_range (random, -MAX_TIME, 2 * MAX_TIME);
  gint64 opened_at_us = FECHO_UNKNOWN;

  if (g_rand_boolean (random))
    opened_at_us = g_rand_int_range (random, 0, MAX_TIME);
  fill_history (lane, random);
  fecho_lane_build_spans (lane, watched, opened_at_us, from_us, to_us, now_us);
  assert_tiles (lane, from_us, MIN (to_us, now_us));
  for (guint i = 0; i < lane->spans->len; i++)
    {
      const FechoSpan *span = &g_array_index (lane->spans, FechoSpan, i);

      for (gint64 us = span->from_us; us < span->to_us; us++)
        g_assert_cmpint (get_kind (lane, watched, opened_at_us, us), ==, span->kind);
    }
}

static void
test_random_histories (void)
{
  for (guint32 seed = 1; seed <= N_HISTORIES; seed++)
    {
      if (seed % 500 == 1)
        g_test_message ("seeds from %u", seed);
      check_history (seed);
    }
}

/* -- the other values */

static void
test_lane_owns_its_name (void)
{
  char name[] = "session";
  g_autoptr(FechoLane) lane = fecho_lane_new (name);

  name[0] = '#';
  g_assert_cmpstr (lane->session_id, ==, "session");
  g_assert_cmpuint (lane->markers->len, ==, 0);
  g_assert_cmpuint (lane->spans->len, ==, 0);
}

static void
test_count_clear (void)
{
  FechoCount count = { .text = g_strdup ("name") };

  fecho_count_clear (&count);
  g_assert_null (count.text);
  fecho_count_clear (&count);
}

static FechoMarker *
get_marker (const FechoLane *lane,
            guint            index)
{
  g_assert_cmpuint (index, <, lane->markers->len);

  return &g_array_index (lane->markers, FechoMarker, index);
}

static void
test_coarsen_markers (void)
{
  g_autoptr(FechoLane) lane = fecho_lane_new ("a");

  /* Cells of 10: what is alike in one of them, another kind of end beside it, and the next cell. */
  add_marker (lane, 21, 5, FECHO_UNKNOWN);
  add_marker (lane, 22, FECHO_UNKNOWN, 1);
  add_marker (lane, 25, 7, FECHO_UNKNOWN);
  add_marker (lane, 29, FECHO_UNKNOWN, 1);
  add_marker (lane, 30, 5, FECHO_UNKNOWN);
  fecho_lane_coarsen (lane, 10);

  g_assert_true (lane->coarse);
  g_assert_cmpuint (lane->markers->len, ==, 3);
  g_assert_cmpint (get_marker (lane, 0)->id, ==, 1);
  g_assert_cmpint (get_marker (lane, 0)->at_us, ==, 21);
  g_assert_cmpint (get_marker (lane, 0)->last_us, ==, 25);
  g_assert_cmpuint (get_marker (lane, 0)->n, ==, 2);
  g_assert_cmpuint (get_marker (lane, 1)->n, ==, 2);
  g_assert_cmpint (get_marker (lane, 1)->life_us, ==, FECHO_UNKNOWN);
  g_assert_cmpuint (get_marker (lane, 2)->n, ==, 1);
  g_assert_cmpint (get_marker (lane, 2)->at_us, ==, 30);
}

static void
test_coarsen_nothing (void)
{
  g_autoptr(FechoLane) lane = fecho_lane_new ("a");
  FechoSpan span = { 0, 100, FECHO_SPAN_OPEN };

  add_marker (lane, -1, 5, FECHO_UNKNOWN);
  add_marker (lane, 1, 5, FECHO_UNKNOWN);
  g_array_append_val (lane->spans, span);
  fecho_lane_coarsen (lane, 10);

  g_assert_false (lane->coarse);
  g_assert_cmpuint (lane->markers->len, ==, 2);
  g_assert_cmpuint (lane->spans->len, ==, 1);
}

static void
test_coarsen_spans (void)
{
  static const FechoSpan fine[] = {
    { 0, 40, FECHO_SPAN_OPEN }, { 40, 42, FECHO_SPAN_DOWN }, { 42, 43, FECHO_SPAN_CONNECTING },
    { 43, 50, FECHO_SPAN_OPEN }, { 50, 56, FECHO_SPAN_DOWN }, { 56, 80, FECHO_SPAN_NOT_MONITORED },
  };
  static const FechoSpan coarse[] = {
    { 0, 50, FECHO_SPAN_OPEN }, { 50, 56, FECHO_SPAN_DOWN }, { 56, 80, FECHO_SPAN_NOT_MONITORED },
  };
  g_autoptr(FechoLane) lane = fecho_lane_new ("a");

  g_array_append_vals (lane->spans, fine, G_N_ELEMENTS (fine));
  fecho_lane_coarsen (lane, 10);

  g_assert_true (lane->coarse);
  assert_spans (lane, coarse, G_N_ELEMENTS (coarse));
}

/* The array frees the texts of its counts: the leak sanitizer sees when it does not. */
static void
test_summary (void)
{
  g_autoptr(FechoSummary) summary = fecho_summary_new ();
  FechoCount count = { .key = 1006, .text = g_strdup ("name"), .n_closes = 3 };

  g_assert_cmpuint (summary->n_closes, ==, 0);
  g_array_append_val (summary->by_code, count);
  g_assert_cmpuint (summary->by_code->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/span/one-connection", test_one_connection);
  g_test_add_func ("/core/span/failed-attempts", test_failed_attempts);
  g_test_add_func ("/core/span/open-now", test_open_now);
  g_test_add_func ("/core/span/open-since-before-the-range", test_open_since_before_the_range);
  g_test_add_func ("/core/span/life-around-the-range", test_life_around_the_range);
  g_test_add_func ("/core/span/never-watched", test_never_watched);
  g_test_add_func ("/core/span/gap-of-watching-in-a-connection",
                   test_gap_of_watching_in_a_connection);
  g_test_add_func ("/core/span/clock-jumps-back", test_clock_jumps_back);
  g_test_add_func ("/core/span/connection-of-no-length", test_connection_of_no_length);
  g_test_add_func ("/core/span/empty-ranges", test_empty_ranges);
  g_test_add_func ("/core/span/builds-anew", test_builds_anew);
  g_test_add_func ("/core/span/numbers-of-any-size", test_numbers_of_any_size);
  g_test_add_func ("/core/span/random-histories", test_random_histories);
  g_test_add_func ("/core/span/lane-owns-its-name", test_lane_owns_its_name);
  g_test_add_func ("/core/span/count-clear", test_count_clear);
  g_test_add_func ("/core/span/summary", test_summary);
  g_test_add_func ("/core/span/coarsen-markers", test_coarsen_markers);
  g_test_add_func ("/core/span/coarsen-nothing", test_coarsen_nothing);
  g_test_add_func ("/core/span/coarsen-spans", test_coarsen_spans);

  return g_test_run ();
}
