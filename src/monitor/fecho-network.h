/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-terms.h"

G_BEGIN_DECLS

/* What a monitor says now. */
FechoNetwork fecho_network_read     (GNetworkMonitor *monitor);
/* What the default monitor says now; metered is 0, 1 or FECHO_UNKNOWN. Main thread. */
void         fecho_network_describe (FechoNetwork    *ret_network,
                                     int             *ret_metered);

G_END_DECLS
