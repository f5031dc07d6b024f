/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"
#include "fecho-outbox.h"

G_BEGIN_DECLS

/* What a monitor sees, as metrics of Prometheus (text format 0.0.4) at http://ADDRESS/metrics.
 * Counts begin with this object. Labels are bounded: names of sessions, codes and causes, of which
 * each session has FECHO_METRICS_MAX_ENDS at most; never a text of a peer. Main thread. */
#define FECHO_TYPE_METRICS (fecho_metrics_get_type ())
G_DECLARE_FINAL_TYPE (FechoMetrics, fecho_metrics, FECHO, METRICS, GObject)

/* What comes beyond is counted together, as "other". */
#define FECHO_METRICS_MAX_ENDS 64

/* outbox (NULL: none) is what it tells of, too. */
FechoMetrics *fecho_metrics_new      (FechoMonitor        *monitor,
                                      FechoOutbox         *outbox) G_GNUC_WARN_UNUSED_RESULT;
/* port 0: any. FECHO_ERROR_IN_USE where the port is taken. */
gboolean      fecho_metrics_serve    (FechoMetrics        *self,
                                      GInetSocketAddress  *address,
                                      GError             **error);
/* The port it serves on. */
guint16       fecho_metrics_get_port (FechoMetrics        *self);
/* What is served now. Free it. */
char         *fecho_metrics_dup_text (FechoMetrics        *self);

G_END_DECLS
