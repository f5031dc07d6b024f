/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-time-axis.h"

#include <string.h>

#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR   G_TIME_SPAN_HOUR
#define DAY    G_TIME_SPAN_DAY

/* 2026-11-24 16:40:03 UTC, a Tuesday */
#define NOON_US ((gint64)1795538403 * SECOND)

static FechoTimeAxis
make_axis (gint64 from_us,
           gint64 length_us,
           double width)
{
  return (FechoTimeAxis){ .from_us = from_us, .to_us = from_us + length_us, .width = width };
}

/* -- pixels */

static void
test_to_x (void)
{
  FechoTimeAxis axis = make_axis (NOON_US, 100 * SECOND, 500.0);

  g_assert_cmpfloat (fecho_time_axis_to_x (&axis, NOON_US), ==, 0.0);
  g_assert_cmpfloat (fecho_time_axis_to_x (&axis, NOON_US + 50 * SECOND), ==, 250.0);
  g_assert_cmpfloat (fecho_time_axis_to_x (&axis, NOON_US + 100 * SECOND), ==, 500.0);
  g_assert_cmpfloat (fecho_time_axis_to_x (&axis, NOON_US - 100 * SECOND), ==, -500.0);
}

static void
test_to_us (void)
{
  FechoTimeAxis axis = make_axis (NOON_US, 100 * SECOND, 500.0);

  g_assert_cmpint (fecho_time_axis_to_us (&axis, 0.0), ==, NOON_US);
  g_assert_cmpint (fecho_time_axis_to_us (&axis, 250.0), ==, NOON_US + 50 * SECOND);
  g_assert_cmpint (fecho_time_axis_to_us (&axis, 500.0), ==, NOON_US + 100 * SECOND);
  g_assert_cmpint (fecho_time_axis_to_us (&axis, -5.0), ==, NOON_US - SECOND);
}

static void
test_back_and_forth (void)
{
  FechoTimeAxis axis = make_axis (NOON_US, 7 * DAY + 1, 1234.5);

  for (int x = 0; x <= 1234; x++)
    {
      gint64 us = fecho_time_axis_to_us (&axis, x);

      g_assert_cmpfloat_with_epsilon (fecho_time_axis_to_x (&axis, us), x, 0.001);
    }
}

static void
test_empty (void)
{
  FechoTimeAxis empty[] = {
    make_axis (NOON_US, 0, 500.0), make_axis (NOON_US, -1, 500.0), make_axis (NOON_US, SECOND, 0.0),
    make_axis (NOON_US, SECOND, -1.0),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (empty); i++)
    {
      g_autoptr(GArray) ticks = fecho_time_axis_get_ticks (&empty[i], 80.0);

      g_assert_cmpfloat (fecho_time_axis_to_x (&empty[i], NOON_US + 5), ==, 0.0);
      g_assert_cmpint (fecho_time_axis_to_us (&empty[i], 5.0), ==, NOON_US);
      g_assert_cmpint (fecho_time_axis_get_step_us (&empty[i], 80.0), >, 0);
      g_assert_cmpuint (ticks->len, ==, 0);
    }
}

static void
test_numbers_of_any_size (void)
{
  FechoTimeAxis axis = { .from_us = G_MININT64, .to_us = G_MAXINT64, .width = 1000.0 };
  g_autoptr(GArray) ticks = fecho_time_axis_get_ticks (&axis, 80.0);

  g_assert_cmpfloat (fecho_time_axis_to_x (&axis, 0), ==, 500.0);
  g_assert_cmpint (fecho_time_axis_to_us (&axis, 2000.0), ==, G_MAXINT64);
  g_assert_cmpint (fecho_time_axis_to_us (&axis, -2000.0), ==, G_MININT64);
  g_assert_cmpuint (ticks->len, ==, 0);
}

/* -- steps */

static void
test_steps (void)
{
  static const struct
  {
    gint64 length_us;
    gint64 step_us;
  } cases[] = {
    { 10 * SECOND, SECOND }, { 11 * SECOND, 2 * SECOND }, { 40 * SECOND, 5 * SECOND },
    { MINUTE, 10 * SECOND }, { 2 * MINUTE, 15 * SECOND }, { 5 * MINUTE, 30 * SECOND },
    { 10 * MINUTE, MINUTE }, { 15 * MINUTE, 2 * MINUTE }, { 30 * MINUTE, 5 * MINUTE },
    { HOUR, 10 * MINUTE }, { 2 * HOUR, 15 * MINUTE }, { 3 * HOUR, 30 * MINUTE },
    { 6 * HOUR, HOUR }, { 12 * HOUR, 2 * HOUR }, { 24 * HOUR, 3 * HOUR }, { 2 * DAY, 6 * HOUR },
    { 4 * DAY, 12 * HOUR }, { 7 * DAY, DAY }, { 14 * DAY, 2 * DAY }, { 30 * DAY, 7 * DAY },
    { 120 * DAY, 30 * DAY }, { 365 * DAY, 90 * DAY }, { 5 * 365 * DAY, 365 * DAY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FechoTimeAxis axis = make_axis (NOON_US, cases[i].length_us, 800.0);

      g_test_message ("case %u", (guint)i);
      g_assert_cmpint (fecho_time_axis_get_step_us (&axis, 80.0), ==, cases[i].step_us);
    }
}

/* -- ticks */

static void
assert_ticks (const char          *zone,
              const FechoTimeAxis *axis,
              double               min_px,
              const char          *expected)
{
  g_autoptr(GArray) ticks = NULL;
  g_autoptr(GString) labels = g_string_new (NULL);

  g_setenv ("TZ", zone, TRUE);
  ticks = fecho_time_axis_get_ticks (axis, min_px);
  g_setenv ("TZ", "UTC", TRUE);
  for (guint i = 0; i < ticks->len; i++)
    {
      const FechoTick *tick = &g_array_index (ticks, FechoTick, i);

      g_string_append_printf (labels, "%s%s", i > 0 ? ", " : "", tick->label);
      g_assert_cmpfloat (tick->x, ==, fecho_time_axis_to_x (axis, tick->at_us));
      g_assert_cmpint (tick->at_us, >=, axis->from_us);
      g_assert_cmpint (tick->at_us, <, axis->to_us);
    }
  g_assert_cmpstr (labels->str, ==, expected);
}

static void
test_seconds (void)
{
  FechoTimeAxis axis = make_axis (NOON_US, 20 * SECOND, 400.0);

  assert_ticks ("UTC", &axis, 80.0, "16:40:05, 16:40:10, 16:40:15, 16:40:20");
}

static void
test_minutes (void)
{
  FechoTimeAxis axis = make_axis (NOON_US, HOUR, 400.0);

  assert_ticks ("UTC", &axis, 80.0, "16:45, 17:00, 17:15, 17:30");
  assert_ticks ("Asia/Kathmandu", &axis, 80.0, "22:30, 22:45, 23:00, 23:15");
}

static void
test_hours_of_a_day (void)
{
  FechoTimeAxis axis = make_axis (NOON_US, DAY, 800.0);

  assert_ticks ("UTC", &axis, 80.0, "18:00, 21:00, 00:00, 03:00, 06:00, 09:00, 12:00, 15:00");
  assert_ticks ("Asia/Kolkata", &axis, 80.0,
                "00:00, 03:00, 06:00, 09:00, 12:00, 15:00, 18:00, 21:00");
}

/* Where midnight is one of a few ticks, it says its date. */
static void
test_midnight_of_two_days (void)
{
  FechoTimeAxis axis = make_axis (NOON_US, 2 * DAY, 800.0);

  assert_ticks ("UTC", &axis, 80.0,
                "18:00, 25 Nov, 06:00, 12:00, 18:00, 26 Nov, 06:00, 12:00");
}

static void
test_days (void)
{
  FechoTimeAxis axis = make_axis (NOON_US, 4 * DAY, 400.0);

  assert_ticks ("UTC", &axis, 80.0, "25 Nov, 26 Nov, 27 Nov, 28 Nov");
}

/* A tick at the very start is inside, one at the very end is not. */
static void
test_edges (void)
{
  gint64 midnight_us = NOON_US - 16 * HOUR - 40 * MINUTE - 3 * SECOND;
  FechoTimeAxis axis = make_axis (midnight_us, 3 * DAY, 300.0);

  assert_ticks ("UTC", &axis, 80.0, "24 Nov, 25 Nov, 26 Nov");
}

static void
test_weeks_begin_on_monday (void)
{
  FechoTimeAxis axis = make_axis (NOON_US, 28 * DAY, 400.0);

  assert_ticks ("UTC", &axis, 80.0, "30 Nov, 7 Dec, 14 Dec, 21 Dec");
}

static void
test_months (void)
{
  FechoTimeAxis months = make_axis (NOON_US, 100 * DAY, 400.0);
  FechoTimeAxis quarters = make_axis (NOON_US, 400 * DAY, 400.0);

  assert_ticks ("UTC", &months, 80.0, "Dec 2026, Jan 2027, Feb 2027, Mar 2027");
  assert_ticks ("UTC", &quarters, 80.0, "Jan 2027, Apr 2027, Jul 2027, Oct 2027");
}

static void
test_years (void)
{
  FechoTimeAxis axis = make_axis (NOON_US, 4 * 366 * DAY, 400.0);
  FechoTimeAxis decades = make_axis (NOON_US, 40 * 366 * DAY, 400.0);

  assert_ticks ("UTC", &axis, 80.0, "2027, 2028, 2029, 2030");
  assert_ticks ("UTC", &decades, 80.0, "2030, 2040, 2050, 2060");
}

/* -- changes of the clock */

/* Berlin, 2026-10-25: at 03:00 the clock goes back to 02:00. 22:00 UTC is midnight. */
#define BACK_US ((gint64)1792879200 * SECOND)

/* Berlin, 2026-03-29: at 02:00 the clock goes on to 03:00. 23:00 UTC is midnight. */
#define FORTH_US ((gint64)1774738800 * SECOND)

static void
test_clock_goes_back (void)
{
  FechoTimeAxis hours = make_axis (BACK_US, 6 * HOUR, 600.0);
  FechoTimeAxis two = make_axis (BACK_US, 9 * HOUR, 450.0);
  FechoTimeAxis twelve = make_axis (BACK_US, 49 * HOUR, 400.0);

  assert_ticks ("Europe/Berlin", &hours, 80.0, "00:00, 01:00, 02:00, 02:00, 03:00, 04:00");
  assert_ticks ("Europe/Berlin", &two, 80.0, "00:00, 02:00, 04:00, 06:00");
  assert_ticks ("Europe/Berlin", &twelve, 80.0, "25 Oct, 12:00, 26 Oct, 12:00");
}

static void
test_clock_goes_forth (void)
{
  FechoTimeAxis hours = make_axis (FORTH_US, 5 * HOUR, 500.0);
  FechoTimeAxis two = make_axis (FORTH_US, 7 * HOUR, 350.0);
  FechoTimeAxis twelve = make_axis (FORTH_US, 47 * HOUR, 380.0);

  assert_ticks ("Europe/Berlin", &hours, 80.0, "00:00, 01:00, 03:00, 04:00, 05:00");
  assert_ticks ("Europe/Berlin", &two, 80.0, "00:00, 04:00, 06:00");
  assert_ticks ("Europe/Berlin", &twelve, 80.0, "29 Mar, 12:00, 30 Mar, 12:00");
}

static void
test_days_around_a_change (void)
{
  FechoTimeAxis axis = make_axis (BACK_US - DAY, 4 * DAY, 400.0);

  assert_ticks ("Europe/Berlin", &axis, 80.0, "24 Oct, 25 Oct, 26 Oct, 27 Oct");
}

/* São Paulo left out midnight of 2018-11-04: the day begins at 01:00. */
static void
test_day_without_midnight (void)
{
  gint64 third_us = (gint64)1541214000 * SECOND;
  FechoTimeAxis days = make_axis (third_us, 3 * DAY - HOUR, 300.0);
  FechoTimeAxis halves = make_axis (third_us, 2 * DAY, 400.0);

  assert_ticks ("America/Sao_Paulo", &days, 80.0, "3 Nov, 4 Nov, 5 Nov");
  assert_ticks ("America/Sao_Paulo", &halves, 80.0, "3 Nov, 12:00, 12:00, 5 Nov");
}

/* However wide and in whatever zone: rising, near enough to each other, none too many. */
static void
test_ticks_of_any_range (void)
{
  static const char *const zones[] = {
    "UTC", "America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe",
  };
  const gint64 longest_us = 4000 * 365 * DAY;

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    for (gint64 length_us = 10 * SECOND; length_us < longest_us; length_us = length_us * 13 / 9)
      {
        FechoTimeAxis axis = make_axis (NOON_US, length_us, 1000.0);
        g_autoptr(GArray) ticks = NULL;

        g_setenv ("TZ", zones[i], TRUE);
        ticks = fecho_time_axis_get_ticks (&axis, 80.0);
        g_setenv ("TZ", "UTC", TRUE);
        g_assert_cmpuint (ticks->len, <=, 13);
        for (guint j = 1; j < ticks->len; j++)
          g_assert_cmpfloat (g_array_index (ticks, FechoTick, j).x, >,
                             g_array_index (ticks, FechoTick, j - 1).x + 70.0);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/time-axis/to-x", test_to_x);
  g_test_add_func ("/core/time-axis/to-us", test_to_us);
  g_test_add_func ("/core/time-axis/back-and-forth", test_back_and_forth);
  g_test_add_func ("/core/time-axis/empty", test_empty);
  g_test_add_func ("/core/time-axis/numbers-of-any-size", test_numbers_of_any_size);
  g_test_add_func ("/core/time-axis/steps", test_steps);
  g_test_add_func ("/core/time-axis/seconds", test_seconds);
  g_test_add_func ("/core/time-axis/minutes", test_minutes);
  g_test_add_func ("/core/time-axis/hours-of-a-day", test_hours_of_a_day);
  g_test_add_func ("/core/time-axis/midnight-of-two-days", test_midnight_of_two_days);
  g_test_add_func ("/core/time-axis/days", test_days);
  g_test_add_func ("/core/time-axis/edges", test_edges);
  g_test_add_func ("/core/time-axis/weeks-begin-on-monday", test_weeks_begin_on_monday);
  g_test_add_func ("/core/time-axis/months", test_months);
  g_test_add_func ("/core/time-axis/years", test_years);
  g_test_add_func ("/core/time-axis/clock-goes-back", test_clock_goes_back);
  g_test_add_func ("/core/time-axis/clock-goes-forth", test_clock_goes_forth);
  g_test_add_func ("/core/time-axis/days-around-a-change", test_days_around_a_change);
  g_test_add_func ("/core/time-axis/day-without-midnight", test_day_without_midnight);
  g_test_add_func ("/core/time-axis/ticks-of-any-range", test_ticks_of_any_range);

  return g_test_run ();
}
