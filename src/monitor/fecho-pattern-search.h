/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-findings.h"
#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Looks for patterns in the events of a filter, closes and failed attempts, on threads beside the
 * main one. Of a range with more than 200,000 events the newest are looked at: whatever the size of
 * the history, that takes about 60 MB and a few seconds. */
void           fecho_pattern_search_async  (FechoMonitor         *monitor,
                                            const FechoFilter    *filter,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
FechoFindings *fecho_pattern_search_finish (FechoMonitor         *monitor,
                                            GAsyncResult         *result,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
