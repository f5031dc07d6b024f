/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* Whether an attempt makes sense from where this computer is. GNetworkMonitor says "not available" on a
 * LAN without a default route too: only what it says that it cannot reach is held back. Main
 * thread. */

/* FALSE: try. A network is there, or the address is this computer itself. */
gboolean fecho_reach_is_doubtful  (const FechoEndpoint *endpoint);
/* Asks about the endpoint's host, or its proxy; an answer that does not come soon is a yes: the attempt
 * itself will say more. */
void     fecho_reach_check_async  (const FechoEndpoint *endpoint,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data);
/* FALSE with an error: it cannot be reached, or the asking was cancelled. */
gboolean fecho_reach_check_finish (GAsyncResult        *result,
                                   GError             **error);

G_END_DECLS
