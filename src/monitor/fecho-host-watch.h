/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-store.h"

G_BEGIN_DECLS

/* What this computer does while it watches others, recorded as changes of state without a session (see
 * fecho-computer.h): network there, gone or another one, sleep, jumps of the wall clock. Main thread.
 *
 * Sleep is heard of from logind (PrepareForSleep on the system bus) where that can be reached; without
 * it the boot-time clock, which goes on in sleep, has left the monotonic one behind. */
#define FECHO_TYPE_HOST_WATCH (fecho_host_watch_get_type ())
G_DECLARE_FINAL_TYPE (FechoHostWatch, fecho_host_watch, FECHO, HOST_WATCH, GObject)

/* Records what the network is. root: see fecho_host_route_read(). */
FechoHostWatch *fecho_host_watch_new        (FechoStore      *store,
                                             GNetworkMonitor *network,
                                             const char      *root) G_GNUC_WARN_UNUSED_RESULT;
/* Looks at the clocks, as it does itself every few seconds. */
void            fecho_host_watch_look       (FechoHostWatch  *self);
/* Is logind listened to? Not at once: the bus is asked. */
gboolean        fecho_host_watch_has_logind (FechoHostWatch  *self);

G_END_DECLS
