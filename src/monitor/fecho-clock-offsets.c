/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-clock-offsets.h"

#include "fecho-clock.h"

FechoClockOffsets
fecho_clock_offsets_read (void)
{
  gint64 boottime_us = fecho_clock_boottime_us ();

  return (FechoClockOffsets) {
           .sleep_us = boottime_us - fecho_clock_monotonic_us (),
           .wall_us = fecho_clock_wall_us () - boottime_us,
  };
}

FechoClockOffsets
fecho_clock_offsets_subtract (const FechoClockOffsets *now,
                              const FechoClockOffsets *before)
{
  return (FechoClockOffsets) {
           .sleep_us = now->sleep_us - before->sleep_us,
           .wall_us = now->wall_us - before->wall_us,
  };
}

gboolean
fecho_clock_offsets_jumped (const FechoClockOffsets *before)
{
  FechoClockOffsets now = fecho_clock_offsets_read ();
  FechoClockOffsets moved = fecho_clock_offsets_subtract (&now, before);

  return ABS (moved.sleep_us) >= FECHO_CLOCK_GAP_US || ABS (moved.wall_us) >= FECHO_CLOCK_GAP_US;
}
