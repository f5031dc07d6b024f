/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-clock-offsets.h"

#include "moving-clock.h"

#define SEC ((gint64)G_USEC_PER_SEC)

static FechoClockOffsets
begin (void)
{
  moving_clock_start (1795538400 * SEC, 100 * SEC, 300 * SEC);

  return fecho_clock_offsets_read ();
}

static void
test_time_alone (void)
{
  FechoClockOffsets before = begin ();

  g_assert_cmpint (before.sleep_us, ==, 200 * SEC);
  moving_clock_pass (3600 * SEC, 0);
  g_assert_false (fecho_clock_offsets_jumped (&before));
}

static void
test_sleep (void)
{
  FechoClockOffsets before = begin ();
  FechoClockOffsets now;
  FechoClockOffsets moved;

  moving_clock_pass (SEC, FECHO_CLOCK_GAP_US - 1);
  g_assert_false (fecho_clock_offsets_jumped (&before));
  moving_clock_pass (0, 1);
  g_assert_true (fecho_clock_offsets_jumped (&before));

  now = fecho_clock_offsets_read ();
  moved = fecho_clock_offsets_subtract (&now, &before);
  g_assert_cmpint (moved.sleep_us, ==, FECHO_CLOCK_GAP_US);
  g_assert_cmpint (moved.wall_us, ==, 0);
}

static void
test_clock_set (void)
{
  FechoClockOffsets before = begin ();
  FechoClockOffsets now;
  FechoClockOffsets moved;

  moving_clock.wall_us -= FECHO_CLOCK_GAP_US - 1;
  g_assert_false (fecho_clock_offsets_jumped (&before));
  moving_clock.wall_us--;
  g_assert_true (fecho_clock_offsets_jumped (&before));

  now = fecho_clock_offsets_read ();
  moved = fecho_clock_offsets_subtract (&now, &before);
  g_assert_cmpint (moved.sleep_us, ==, 0);
  g_assert_cmpint (moved.wall_us, ==, -FECHO_CLOCK_GAP_US);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/monitor/clock-offsets/time-alone", test_time_alone);
  g_test_add_func ("/monitor/clock-offsets/sleep", test_sleep);
  g_test_add_func ("/monitor/clock-offsets/clock-set", test_clock_set);

  return g_test_run ();
}
