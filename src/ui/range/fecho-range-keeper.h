/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"
#include "fecho-range.h"

G_BEGIN_DECLS

/* Keeps a range with a history: where its record begins, and that what was committed is within a
 * live range at once. Give it a monitor before the views get it: they hear of a commit after the
 * range has moved. */
#define FECHO_TYPE_RANGE_KEEPER (fecho_range_keeper_get_type ())
G_DECLARE_FINAL_TYPE (FechoRangeKeeper, fecho_range_keeper, FECHO, RANGE_KEEPER, GObject)

FechoRangeKeeper *fecho_range_keeper_new         (FechoRange       *range) G_GNUC_WARN_UNUSED_RESULT;
void              fecho_range_keeper_set_monitor (FechoRangeKeeper *self,
                                                  FechoMonitor     *monitor);

G_END_DECLS
