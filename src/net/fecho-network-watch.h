/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What happened to this computer's network, for the cause of an end. Follows a GNetworkMonitor on the
 * main thread; what it knows may be asked for on any thread. */
typedef struct _FechoNetworkWatch FechoNetworkWatch;

FechoNetworkWatch *fecho_network_watch_new               (GNetworkMonitor   *monitor) G_GNUC_WARN_UNUSED_RESULT;
void               fecho_network_watch_free              (FechoNetworkWatch *self);
/* There was a network since the watch began, and now there is none. A computer that never had one,
 * as GNetworkMonitor sees it (a LAN without a default route), has not lost it. */
gboolean           fecho_network_watch_is_lost           (FechoNetworkWatch *self);
/* When it last changed (monotonic), 0: not yet. */
gint64             fecho_network_watch_get_changed_at_us (FechoNetworkWatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoNetworkWatch, fecho_network_watch_free)

G_END_DECLS
