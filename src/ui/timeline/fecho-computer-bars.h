/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-computer.h"
#include "fecho-time-axis.h"

G_BEGIN_DECLS

/* What this computer did, where it is drawn and in words. */

/* So many sessions that drop with a change are told of on the chart. */
#define FECHO_COMPUTER_MIN_DROPS 3

/* x from the start of the axis. Both ends lie on the axis. */
typedef struct
{
  const FechoComputerEvent *event;
  double                    x0;
  double                    x1;
} FechoComputerBar;

/* FechoComputerBar by x0 of the events (FechoComputerEvent) that reach into the axis; what is narrower
 * than min_px is made so wide, around its middle. Lives as long as the events. Free the array. */
GArray  *fecho_computer_bars_build     (const GArray             *events,
                                        const FechoTimeAxis      *axis,
                                        double                    min_px) G_GNUC_WARN_UNUSED_RESULT;
/* Is it drawn through all lanes too? Not what nobody noticed: another route, a jump of the clock. */
gboolean fecho_computer_event_is_band  (const FechoComputerEvent *event);
/* "Wi-Fi lost", "Suspended" ... */
char    *fecho_computer_event_describe (const FechoComputerEvent *event) G_GNUC_WARN_UNUSED_RESULT;
/* "10 drops"; NULL where there are none. */
char    *fecho_computer_event_drops    (const FechoComputerEvent *event) G_GNUC_WARN_UNUSED_RESULT;
/* "09:08:12 – 09:13:40", "since 09:08:12", "09:08:12" */
char    *fecho_computer_event_when     (const FechoComputerEvent *event,
                                        gint64                    now_us) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
