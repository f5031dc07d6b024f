/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-network-watch.h"

#include <stdatomic.h>

#include "fecho-clock.h"

struct _FechoNetworkWatch
{
  GNetworkMonitor *monitor;
  gboolean was_available;       /* ever; of the main thread */
  _Atomic gboolean is_lost;
  _Atomic gint64 changed_at_us;
};

static void
see_availability (FechoNetworkWatch *self,
                  gboolean           is_available)
{
  self->was_available |= is_available;
  atomic_store (&self->is_lost, self->was_available && !is_available);
}

static void
network_changed_cb (GNetworkMonitor   *monitor,
                    gboolean           is_available,
                    FechoNetworkWatch *self)
{
  atomic_store (&self->changed_at_us, fecho_clock_monotonic_us ());
  see_availability (self, is_available);
}

/* What comes from NetworkManager is told by this alone. */
static void
availability_cb (GNetworkMonitor   *monitor,
                 GParamSpec        *pspec,
                 FechoNetworkWatch *self)
{
  network_changed_cb (monitor, g_network_monitor_get_network_available (monitor), self);
}

FechoNetworkWatch *
fecho_network_watch_new (GNetworkMonitor *monitor)
{
  FechoNetworkWatch *self;

  g_return_val_if_fail (G_IS_NETWORK_MONITOR (monitor), NULL);

  self = g_new0 (FechoNetworkWatch, 1);
  self->monitor = g_object_ref (monitor);
  see_availability (self, g_network_monitor_get_network_available (monitor));
  g_signal_connect (monitor, "network-changed", G_CALLBACK (network_changed_cb), self);
  g_signal_connect (monitor, "notify::network-available", G_CALLBACK (availability_cb), self);

  return self;
}

void
fecho_network_watch_free (FechoNetworkWatch *self)
{
  g_return_if_fail (self != NULL);

  g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_object_unref (self->monitor);
  g_free (self);
}

gboolean
fecho_network_watch_is_lost (FechoNetworkWatch *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return atomic_load (&self->is_lost);
}

gint64
fecho_network_watch_get_changed_at_us (FechoNetworkWatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return atomic_load (&self->changed_at_us);
}
