/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-catalog.h"
#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Sends each end of a connection that a history records to a collector of OpenTelemetry
 * (OTLP/HTTP, JSON). The history is the queue: it remembers the last event that the collector has
 * taken, so nothing is lost where the collector is away or the program is killed, and what is sent
 * a second time, because the answer to the first was not heard, has the same "log.record.uid".
 * Main thread; it never waits.
 *
 * Signal: "rejected" (gint64 n, const char *message): the collector will never take these.
 * Property: "fault" (GError, boxed): why nothing can be sent now, NULL when all is well. */
#define FECHO_TYPE_OUTBOX (fecho_outbox_get_type ())
G_DECLARE_FINAL_TYPE (FechoOutbox, fecho_outbox, FECHO, OUTBOX, GObject)

typedef struct
{
  guint64 n_sent;
  guint64 n_rejected;
  guint64 n_failed_requests;
} FechoOutboxCounts;

/* Begins to send, as long as the monitor is open; closing it sends what its end recorded, for a
 * few seconds at most, the rest when the same address is given another time. url without a path:
 * "/v1/logs" is added. headers: "Name: value" lines, NULL: none. catalog is the language of names.
 * Errors: those of fecho_poster_new(); FECHO_ERROR_IN_USE where another run sends this history to
 * this address. */
void         fecho_outbox_open_async  (FechoMonitor         *monitor,
                                       const char           *url,
                                       const char * const   *headers,
                                       FechoCatalog         *catalog,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
FechoOutbox *fecho_outbox_open_finish (GAsyncResult         *result,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;
const GError *fecho_outbox_get_fault  (FechoOutbox          *self);
/* Since it was opened. */
void         fecho_outbox_get_counts  (FechoOutbox          *self,
                                       FechoOutboxCounts    *ret_counts);

G_END_DECLS
