/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The three clocks, replaced in tests. Functions may be called from any thread. */
typedef struct
{
  gint64 (*wall_us)      (gpointer data);  /* UTC, microseconds since 1970 */
  gint64 (*monotonic_us) (gpointer data);  /* stands still while suspended */
  gint64 (*boottime_us)  (gpointer data);  /* goes on while suspended */
  gpointer data;
} FechoClock;

gint64            fecho_clock_wall_us      (void);
gint64            fecho_clock_monotonic_us (void);
gint64            fecho_clock_boottime_us  (void);
/* NULL brings the system's clocks back. The struct must outlive its use. */
void              fecho_clock_replace      (const FechoClock *clock);

G_END_DECLS
