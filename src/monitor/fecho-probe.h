/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"
#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Connects once to see what an endpoint does, says goodbye, and records nothing; its messages on
 * opening are not sent. Cancelled, it hangs up. FECHO_ERROR_FAILED where the monitor watches
 * nothing itself, FECHO_ERROR_INVALID where a secret is missing. */
void             fecho_probe_async  (FechoMonitor         *monitor,
                                     const FechoEndpoint  *endpoint,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
/* The end of the one connection: a failed attempt says at which stage and why, another one how long
 * opening took. */
FechoCloseEvent *fecho_probe_finish (GAsyncResult         *result,
                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether this monitor can. */
gboolean         fecho_probe_is_possible (FechoMonitor    *monitor);

G_END_DECLS
