/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far the three clocks of fecho-clock.h are apart: what has changed since another look tells of
 * sleep, and of a wall clock that was set. */
typedef struct
{
  gint64 sleep_us;              /* boot-time less monotonic: grows while the computer sleeps */
  gint64 wall_us;               /* wall less boot-time: changes when the clock is set */
} FechoClockOffsets;

/* Reading one clock after the other takes time, and clocks drift: so much is sleep, or a jump. */
#define FECHO_CLOCK_GAP_US (2 * (gint64)G_USEC_PER_SEC)

FechoClockOffsets fecho_clock_offsets_read     (void);
FechoClockOffsets fecho_clock_offsets_subtract (const FechoClockOffsets *now,
                                                const FechoClockOffsets *before);
/* Since that look the computer slept, or a clock jumped. */
gboolean          fecho_clock_offsets_jumped   (const FechoClockOffsets *before);

G_END_DECLS
