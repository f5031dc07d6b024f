/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-range.h"

#include "fecho-clock.h"

#define MINUTE_US (60 * (gint64)G_USEC_PER_SEC)
#define HOUR_US (60 * MINUTE_US)
#define DAY_US (24 * HOUR_US)
#define NOW_US (1700000000 * (gint64)G_USEC_PER_SEC)

static gint64 now_us;

static gint64
get_now_us (gpointer data)
{
  return now_us;
}

static const FechoClock still_clock = {
  .wall_us = get_now_us,
  .monotonic_us = get_now_us,
  .boottime_us = get_now_us,
};

static void
count_cb (guint *n)
{
  (*n)++;
}

static FechoRange *
new_range (void)
{
  now_us = NOW_US;

  return fecho_range_new ();
}

static gint64
get_length_us (FechoRange *range)
{
  return fecho_range_get_to_us (range) - fecho_range_get_from_us (range);
}

static void
test_default (void)
{
  g_autoptr(FechoRange) range = new_range ();

  g_assert_cmpint (fecho_range_get_preset (range), ==, FECHO_PRESET_24_H);
  g_assert_true (fecho_range_get_live (range));
  g_assert_cmpint (fecho_range_get_to_us (range), ==, NOW_US);
  g_assert_cmpint (get_length_us (range), ==, DAY_US);
}

static void
test_preset (void)
{
  g_autoptr(FechoRange) range = new_range ();
  guint n_changed = 0;
  guint n_from = 0;
  guint n_to = 0;

  g_signal_connect_swapped (range, "changed", G_CALLBACK (count_cb), &n_changed);
  g_signal_connect_swapped (range, "notify::from-us", G_CALLBACK (count_cb), &n_from);
  g_signal_connect_swapped (range, "notify::to-us", G_CALLBACK (count_cb), &n_to);
  fecho_range_set_preset (range, FECHO_PRESET_1_H);

  g_assert_cmpint (get_length_us (range), ==, HOUR_US);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (n_from, ==, 1);
  g_assert_cmpuint (n_to, ==, 0);
}

static void
test_advance (void)
{
  g_autoptr(FechoRange) range = new_range ();
  guint n_changed = 0;

  g_signal_connect_swapped (range, "changed", G_CALLBACK (count_cb), &n_changed);
  now_us += MINUTE_US;
  fecho_range_advance (range);

  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpint (fecho_range_get_to_us (range), ==, NOW_US + MINUTE_US);
  g_assert_cmpint (get_length_us (range), ==, DAY_US);
}

static void
test_advance_not_live (void)
{
  g_autoptr(FechoRange) range = new_range ();

  fecho_range_set_live (range, FALSE);
  now_us += MINUTE_US;
  fecho_range_advance (range);

  g_assert_cmpint (fecho_range_get_to_us (range), ==, NOW_US);
}

static void
test_live_again (void)
{
  g_autoptr(FechoRange) range = new_range ();

  fecho_range_pan (range, -HOUR_US);
  g_assert_false (fecho_range_get_live (range));
  g_assert_cmpint (fecho_range_get_to_us (range), ==, NOW_US - HOUR_US);

  fecho_range_set_live (range, TRUE);
  g_assert_cmpint (fecho_range_get_to_us (range), ==, NOW_US);
  g_assert_cmpint (get_length_us (range), ==, DAY_US);
}

static void
test_pan_stops_at_now (void)
{
  g_autoptr(FechoRange) range = new_range ();

  fecho_range_pan (range, HOUR_US);

  g_assert_cmpint (fecho_range_get_to_us (range), ==, NOW_US);
  g_assert_cmpint (get_length_us (range), ==, DAY_US);
  g_assert_true (fecho_range_get_live (range));
}

static void
test_zoom_keeps_place (void)
{
  g_autoptr(FechoRange) range = new_range ();
  gint64 middle_us = NOW_US - DAY_US / 2;

  fecho_range_zoom (range, 0.5, middle_us);

  g_assert_cmpint (fecho_range_get_from_us (range), ==, NOW_US - DAY_US * 3 / 4);
  g_assert_cmpint (fecho_range_get_to_us (range), ==, NOW_US - DAY_US / 4);
  g_assert_cmpint (fecho_range_get_preset (range), ==, FECHO_PRESET_CUSTOM);
  g_assert_false (fecho_range_get_live (range));
}

static void
test_zoom_at_end_stays_live (void)
{
  g_autoptr(FechoRange) range = new_range ();

  fecho_range_zoom (range, 0.5, NOW_US);

  g_assert_true (fecho_range_get_live (range));
  g_assert_cmpint (fecho_range_get_to_us (range), ==, NOW_US);
  g_assert_cmpint (get_length_us (range), ==, DAY_US / 2);
}

static void
test_zoom_limits (void)
{
  g_autoptr(FechoRange) range = new_range ();

  fecho_range_zoom (range, 1e-12, NOW_US);
  g_assert_cmpint (get_length_us (range), ==, 5 * G_USEC_PER_SEC);

  fecho_range_zoom (range, 1e12, NOW_US);
  g_assert_cmpint (get_length_us (range), ==, 30 * DAY_US);

  fecho_range_set_record_from_us (range, NOW_US - 400 * DAY_US);
  fecho_range_zoom (range, 1e12, NOW_US);
  g_assert_cmpint (get_length_us (range), ==, 400 * DAY_US);
}

static void
test_reset (void)
{
  g_autoptr(FechoRange) range = new_range ();

  fecho_range_set_preset (range, FECHO_PRESET_6_H);
  fecho_range_zoom (range, 0.1, NOW_US - HOUR_US);
  g_assert_cmpint (fecho_range_get_last_preset (range), ==, FECHO_PRESET_6_H);
  fecho_range_reset (range);

  g_assert_cmpint (fecho_range_get_preset (range), ==, FECHO_PRESET_6_H);
  g_assert_cmpint (get_length_us (range), ==, 6 * HOUR_US);
  g_assert_cmpint (fecho_range_get_to_us (range), ==, NOW_US);
}

static void
test_all (void)
{
  g_autoptr(FechoRange) range = new_range ();

  fecho_range_set_preset (range, FECHO_PRESET_ALL);
  g_assert_cmpint (get_length_us (range), ==, MINUTE_US);

  fecho_range_set_record_from_us (range, NOW_US - 3 * DAY_US);
  g_assert_cmpint (fecho_range_get_from_us (range), ==, NOW_US - 3 * DAY_US);

  now_us += HOUR_US;
  fecho_range_advance (range);
  g_assert_cmpint (fecho_range_get_from_us (range), ==, NOW_US - 3 * DAY_US);
  g_assert_cmpint (fecho_range_get_to_us (range), ==, NOW_US + HOUR_US);
}

static void
test_words (void)
{
  FechoRangePreset preset = FECHO_PRESET_CUSTOM;

  for (FechoRangePreset i = FECHO_PRESET_15_MIN; i < FECHO_N_RANGE_PRESETS; i++)
    {
      g_assert_true (fecho_range_preset_from_string (fecho_range_preset_to_string (i), &preset));
      g_assert_cmpint (preset, ==, i);
    }
  g_assert_false (fecho_range_preset_from_string ("2h", &preset));
  g_assert_cmpint (preset, ==, FECHO_PRESET_ALL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fecho_clock_replace (&still_clock);

  g_test_add_func ("/ui/range/default", test_default);
  g_test_add_func ("/ui/range/preset", test_preset);
  g_test_add_func ("/ui/range/advance", test_advance);
  g_test_add_func ("/ui/range/advance-not-live", test_advance_not_live);
  g_test_add_func ("/ui/range/live-again", test_live_again);
  g_test_add_func ("/ui/range/pan-stops-at-now", test_pan_stops_at_now);
  g_test_add_func ("/ui/range/zoom-keeps-place", test_zoom_keeps_place);
  g_test_add_func ("/ui/range/zoom-at-end-stays-live", test_zoom_at_end_stays_live);
  g_test_add_func ("/ui/range/zoom-limits", test_zoom_limits);
  g_test_add_func ("/ui/range/reset", test_reset);
  g_test_add_func ("/ui/range/all", test_all);
  g_test_add_func ("/ui/range/words", test_words);

  return g_test_run ();
}
