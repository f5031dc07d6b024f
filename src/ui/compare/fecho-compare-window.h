/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-compare-table.h"
#include "fecho-range.h"

G_BEGIN_DECLS

/* Compares two periods of the history, by code, cause and origin. */
#define FECHO_TYPE_COMPARE_WINDOW (fecho_compare_window_get_type ())
G_DECLARE_FINAL_TYPE (FechoCompareWindow, fecho_compare_window, FECHO, COMPARE_WINDOW, AdwWindow)

/* The later period is that of range, the earlier one as long and just before it; where range
 * begins with the record, its two halves are compared. Both can be chosen then. scope: session
 * ids, NULL for all. */
FechoCompareWindow *fecho_compare_window_new (FechoMonitor       *monitor,
                                              FechoRange         *range,
                                              const char *const  *scope) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
