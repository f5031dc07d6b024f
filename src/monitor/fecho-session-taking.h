/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"

G_BEGIN_DECLS

typedef enum
{
  FECHO_TAKING_SHOWN = 0,
  FECHO_TAKING_WATCHED = 1 << 0,
  /* Those too that are in the list already and that nobody watches any more. */
  FECHO_TAKING_OVER = 1 << 1,
} FechoTakingFlags;

/* Sessions that the history lists, taken into the list of a monitor some in each turn of the main
 * loop. endpoints: all FechoEndpoint of it, in their order. What is cancelled stops between two
 * turns. Main thread. */
void     fecho_session_taking_async  (FechoMonitor         *monitor,
                                      GPtrArray            *endpoints,
                                      FechoTakingFlags      flags,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean fecho_session_taking_finish (FechoMonitor         *monitor,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
