/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-cli.h"
#include "fecho-filter.h"
#include "fecho-monitor.h"
#include "fecho-stats.h"

G_BEGIN_DECLS

/* Counts the events of the filter and prints them, as text or JSON. */
gboolean fecho_cli_print_stats (FechoCli           *cli,
                                FechoMonitor       *monitor,
                                const FechoFilter  *filter,
                                FechoStatsKey       key,
                                gboolean            as_json,
                                GError            **error);

/* The same of two periods side by side: that of the filter, and an earlier one: "before" (as long,
 * just before it) or "SINCE,UNTIL". key is CODE, CLASS, CAUSE, ORIGIN or CLOSED_BY. */
gboolean fecho_cli_print_comparison (FechoCli           *cli,
                                FechoMonitor       *monitor,
                                const FechoFilter  *filter,
                                FechoStatsKey       key,
                                const char         *period,
                                gboolean            as_json,
                                GError            **error);

G_END_DECLS
