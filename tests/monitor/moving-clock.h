/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Clocks that go on only when a test says so, in microseconds. They stand in for the system's. */
typedef struct
{
  gint64 wall_us;
  gint64 monotonic_us;
  gint64 boottime_us;
} MovingClock;

extern MovingClock moving_clock;

void              moving_clock_start       (gint64            wall_us,
                                            gint64            monotonic_us,
                                            gint64            boottime_us);
void              moving_clock_pass        (gint64            awake_us,
                                            gint64            asleep_us);

G_END_DECLS
