/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-host-watch.h"

#include "fecho-clock-offsets.h"
#include "fecho-clock.h"
#include "fecho-computer.h"
#include "fecho-host-route.h"
#include "fecho-network.h"

#define LOOK_S 5

struct _FechoHostWatch
{
  GObject parent_instance;

  FechoStore *store;
  GNetworkMonitor *network;
  char *root;
  char *route;
  FechoLink link;               /* the one that was there last */
  FechoNetwork state;

  GCancellable *cancellable;
  GDBusConnection *bus;
  guint subscription;
  guint look_id;
  gboolean asleep;              /* SUSPENDED is recorded, RESUMED is not */
  FechoClockOffsets clocks;     /* at the last look */
};

G_DEFINE_FINAL_TYPE (FechoHostWatch, fecho_host_watch, G_TYPE_OBJECT)

static void
record (FechoHostWatch *self,
        FechoStateKind  kind,
        gint64          at_us,
        const char     *detail)
{
  fecho_store_record_state (self->store, NULL, kind, at_us, detail);
}

/* -- network */

static void
record_network (FechoHostWatch *self,
                gboolean        moved)
{
  g_autofree char *detail = fecho_computer_network_to_detail (self->state, self->link, moved);

  record (self, FECHO_STATE_NETWORK, fecho_clock_wall_us (), detail);
}

/* The monitor tells of every route that comes or goes, of containers too: what counts is where the
 * internet is. */
static void
network_changed_cb (FechoHostWatch *self)
{
  FechoNetwork before = self->state;
  g_autofree char *route = NULL;
  gboolean moved;
  FechoLink link;

  self->state = fecho_network_read (self->network);
  route = fecho_host_route_read (self->root, &link);
  moved = self->state != FECHO_NETWORK_OFFLINE && before != FECHO_NETWORK_OFFLINE &&
          route != NULL && self->route != NULL && !g_str_equal (route, self->route);
  if (route != NULL)
    {
      g_free (self->route);
      self->route = g_steal_pointer (&route);
      self->link = link;
    }
  if (moved || self->state != before)
    record_network (self, moved);
}

static void
start_network (FechoHostWatch *self)
{
  self->route = fecho_host_route_read (self->root, &self->link);
  self->state = fecho_network_read (self->network);
  record_network (self, FALSE);
  g_signal_connect_swapped (self->network, "network-changed", G_CALLBACK (network_changed_cb),
                            self);
  /* What comes from NetworkManager is told by these alone. */
  g_signal_connect_swapped (self->network, "notify::network-available",
                            G_CALLBACK (network_changed_cb), self);
  g_signal_connect_swapped (self->network, "notify::connectivity",
                            G_CALLBACK (network_changed_cb), self);
}

/* -- sleep and clocks */

static void
fall_asleep (FechoHostWatch *self,
             gint64          at_us)
{
  if (self->asleep)
    return;

  self->asleep = TRUE;
  record (self, FECHO_STATE_SUSPENDED, at_us, NULL);
}

static void
wake_up (FechoHostWatch *self)
{
  if (!self->asleep)
    return;

  self->asleep = FALSE;
  record (self, FECHO_STATE_RESUMED, fecho_clock_wall_us (), NULL);
}

/* Whether there was a sleep that is over now. */
static gboolean
see_clocks (FechoHostWatch *self)
{
  FechoClockOffsets now = fecho_clock_offsets_read ();
  FechoClockOffsets moved = fecho_clock_offsets_subtract (&now, &self->clocks);

  self->clocks = now;
  if (ABS (moved.wall_us) >= FECHO_CLOCK_GAP_US)
    {
      g_autofree char *detail = g_strdup_printf ("%" G_GINT64_FORMAT, moved.wall_us);

      record (self, FECHO_STATE_CLOCK_JUMPED, fecho_clock_wall_us (), detail);
    }
  if (moved.sleep_us < FECHO_CLOCK_GAP_US)
    return FALSE;

  fall_asleep (self, fecho_clock_wall_us () - moved.sleep_us);
  wake_up (self);

  return TRUE;
}

static void
prepare_for_sleep_cb (GDBusConnection *bus,
                      const char      *sender,
                      const char      *path,
                      const char      *interface,
                      const char      *signal,
                      GVariant        *parameters,
                      gpointer         data)
{
  FechoHostWatch *self = data;
  gboolean start;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;

  g_variant_get (parameters, "(b)", &start);
  /* We may hear of it only when it is over. */
  if (see_clocks (self))
    return;

  if (start)
    fall_asleep (self, fecho_clock_wall_us ());
  else
    wake_up (self);
}

static void
bus_reached_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  FechoHostWatch *self = data;
  g_autoptr(GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (bus == NULL)
    {
      g_debug ("Sleep is seen by the clocks only: %s", error->message);
      return;
    }

  self->bus = bus;
  /* Monitoring goes on when the bus ends. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  self->subscription =
    g_dbus_connection_signal_subscribe (bus, "org.freedesktop.login1",
                                        "org.freedesktop.login1.Manager", "PrepareForSleep",
                                        "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                        prepare_for_sleep_cb, self, NULL);
}

static gboolean
look_cb (gpointer data)
{
  fecho_host_watch_look (data);

  return G_SOURCE_CONTINUE;
}

static void
fecho_host_watch_dispose (GObject *object)
{
  FechoHostWatch *self = FECHO_HOST_WATCH (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->bus);
  if (self->network != NULL)
    g_signal_handlers_disconnect_by_data (self->network, self);
  g_clear_object (&self->network);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (fecho_host_watch_parent_class)->dispose (object);
}

static void
fecho_host_watch_finalize (GObject *object)
{
  FechoHostWatch *self = FECHO_HOST_WATCH (object);

  g_free (self->root);
  g_free (self->route);

  G_OBJECT_CLASS (fecho_host_watch_parent_class)->finalize (object);
}

static void
fecho_host_watch_class_init (FechoHostWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_host_watch_dispose;
  object_class->finalize = fecho_host_watch_finalize;
}

static void
fecho_host_watch_init (FechoHostWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

FechoHostWatch *
fecho_host_watch_new (FechoStore      *store,
                      GNetworkMonitor *network,
                      const char      *root)
{
  FechoHostWatch *self;

  g_return_val_if_fail (FECHO_IS_STORE (store), NULL);
  g_return_val_if_fail (G_IS_NETWORK_MONITOR (network), NULL);

  self = g_object_new (FECHO_TYPE_HOST_WATCH, NULL);
  self->store = g_object_ref (store);
  self->network = g_object_ref (network);
  self->root = g_strdup (root);
  start_network (self);
  self->clocks = fecho_clock_offsets_read ();
  self->look_id = g_timeout_add_seconds (LOOK_S, look_cb, self);
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, bus_reached_cb, self);

  return self;
}

void
fecho_host_watch_look (FechoHostWatch *self)
{
  g_return_if_fail (FECHO_IS_HOST_WATCH (self));

  (void)see_clocks (self); /* it has recorded what it saw */
}

gboolean
fecho_host_watch_has_logind (FechoHostWatch *self)
{
  g_return_val_if_fail (FECHO_IS_HOST_WATCH (self), FALSE);

  return self->subscription != 0;
}
