/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moving-clock.h"

#include "fecho-clock.h"

MovingClock moving_clock;

static gint64
read_wall (gpointer data)
{
  return moving_clock.wall_us;
}

static gint64
read_monotonic (gpointer data)
{
  return moving_clock.monotonic_us;
}

static gint64
read_boottime (gpointer data)
{
  return moving_clock.boottime_us;
}

void
moving_clock_start (gint64 wall_us,
                    gint64 monotonic_us,
                    gint64 boottime_us)
{
  static const FechoClock clocks = { read_wall, read_monotonic, read_boottime, NULL };

  moving_clock = (MovingClock){ wall_us, monotonic_us, boottime_us };
  fecho_clock_replace (&clocks);
}

void
moving_clock_pass (gint64 awake_us,
                   gint64 asleep_us)
{
  moving_clock.monotonic_us += awake_us;
  moving_clock.boottime_us += awake_us + asleep_us;
  moving_clock.wall_us += awake_us + asleep_us;
}
