/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-clock.h"

#include <time.h>

static const FechoClock *replacement; /* NULL: the clocks of the system */

static gint64
read_clock (clockid_t id)
{
  struct timespec now = { 0 };

  clock_gettime (id, &now);

  return now.tv_sec * (gint64)G_USEC_PER_SEC + now.tv_nsec / 1000;
}

gint64
fecho_clock_wall_us (void)
{
  const FechoClock *clock = g_atomic_pointer_get (&replacement);

  return clock != NULL ? clock->wall_us (clock->data) : g_get_real_time ();
}

gint64
fecho_clock_monotonic_us (void)
{
  const FechoClock *clock = g_atomic_pointer_get (&replacement);

  return clock != NULL ? clock->monotonic_us (clock->data) : g_get_monotonic_time ();
}

gint64
fecho_clock_boottime_us (void)
{
  const FechoClock *clock = g_atomic_pointer_get (&replacement);

  return clock != NULL ? clock->boottime_us (clock->data) : read_clock (CLOCK_BOOTTIME);
}

void
fecho_clock_replace (const FechoClock *clock)
{
  g_atomic_pointer_set (&replacement, clock);
}
