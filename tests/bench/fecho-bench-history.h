/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Where generate-history ends. */
#define FECHO_BENCH_END_US (1795521600 * (gint64)G_USEC_PER_SEC)

/* On main; ends the program where it cannot be opened. */
FechoMonitor *fecho_bench_open_history (const char        *path,
                                        FechoMonitorFlags  flags) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
