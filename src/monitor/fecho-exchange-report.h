/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"
#include "fecho-report.h"

G_BEGIN_DECLS

/* Asks the history for all that a report of the filter's events tells beside them. Main thread. */
void     fecho_exchange_gather_report_async  (FechoMonitor         *monitor,
                                              const FechoFilter    *filter,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* Clear *ret_report; its catalog and local_times are the caller's to set. */
gboolean fecho_exchange_gather_report_finish (GAsyncResult         *result,
                                              FechoReport          *ret_report,
                                              GError              **error);

G_END_DECLS
