/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-clock-offsets.h"

#include "fecho-clock.h"

#define SEC ((gint64)G_USEC_PER_SEC)

static gint64 wall_us;
static gint64 monotonic_us;
static gint64 boottime_us;

static gint64
read_time (gpointer data)
{
  return wall_us;
}

static gint64
read_monotonic (gpointer data)
{
  return monotonic_us;
}

static gint64
read_boottime (gpointer data)
{
  return boottime_us;
}

static const FechoClock test_clock = { read_time, read_monotonic, read_boottime, NULL };

static FechoClockOffsets
begin (void)
{
  wall_us = 1795538400 * SEC;
  monotonic_us = 100 * SEC;
  boottime_us = 300 * SEC;
  fecho_clock_replace (&test_clock);

  return fecho_clock_offsets_read ();
}

static void
pass (gint64 awake_us,
      gint64 asleep_us)
{
  monotonic_us += awake_us;
  boottime_us += awake_us + asleep_us;
  wall_us += awake_us + asleep_us;
}

static void
test_time_alone (void)
{
  FechoClockOffsets before = begin ();

  g_assert_cmpint (before.sleep_us, ==, 200 * SEC);
  pass (3600 * SEC, 0);
  g_assert_false (fecho_clock_offsets_jumped (&before));
}

static void
test_sleep (void)
{
  FechoClockOffsets before = begin ();
  FechoClockOffsets now;
  FechoClockOffsets moved;

  pass (SEC, FECHO_CLOCK_GAP_US - 1);
  g_assert_false (fecho_clock_offsets_jumped (&before));
  pass (0, 1);
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

  wall_us -= FECHO_CLOCK_GAP_US - 1;
  g_assert_false (fecho_clock_offsets_jumped (&before));
  wall_us--;
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
