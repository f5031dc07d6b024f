/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Many sessions that are added, as of a file that is imported: some in each turn of the main loop,
 * when there is nothing else to do. What is cancelled stops between two of them. Main thread. */

/* FechoEndpoint, copied as they are added: the array is held until the end. */
void     fecho_session_intake_async  (FechoMonitor         *monitor,
                                      GPtrArray            *endpoints,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean fecho_session_intake_finish (FechoMonitor         *monitor,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
