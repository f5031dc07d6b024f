/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-test-network.h"

struct _FechoTestNetwork
{
  GObject parent_instance;

  gboolean is_available;
  FechoTestReach reach;
  guint n_asked;
};

typedef enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
} FechoTestNetworkProperty;

static void initable_iface_init (GInitableIface *iface);
static void monitor_iface_init (GNetworkMonitorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FechoTestNetwork, fecho_test_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_iface_init)
                               G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, monitor_iface_init))

static gboolean
initable_init (GInitable     *initable,
               GCancellable  *cancellable,
               GError       **error)
{
  return TRUE;
}

static void
initable_iface_init (GInitableIface *iface)
{
  iface->init = initable_init;
}

static void
silence_broken_cb (GCancellable *cancellable,
                   GTask        *task)
{
  (void)g_task_return_error_if_cancelled (task);
}

static void
can_reach_async (GNetworkMonitor     *monitor,
                 GSocketConnectable  *connectable,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             data)
{
  FechoTestNetwork *self = FECHO_TEST_NETWORK (monitor);
  g_autoptr(GTask) task = g_task_new (monitor, cancellable, callback, data);

  self->n_asked++;
  switch (self->reach)
    {
    case FECHO_TEST_REACH_YES:
      g_task_return_boolean (task, TRUE);
      break;
    case FECHO_TEST_REACH_NO:
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "No route");
      break;
    case FECHO_TEST_REACH_SILENCE:
      g_cancellable_connect (cancellable, G_CALLBACK (silence_broken_cb), g_object_ref (task),
                             g_object_unref);
      break;
    }
}

static gboolean
can_reach_finish (GNetworkMonitor  *monitor,
                  GAsyncResult     *result,
                  GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
monitor_iface_init (GNetworkMonitorInterface *iface)
{
  iface->can_reach_async = can_reach_async;
  iface->can_reach_finish = can_reach_finish;
}

static void
fecho_test_network_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((FechoTestNetworkProperty)prop_id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, FECHO_TEST_NETWORK (object)->is_available);
      break;
    case PROP_METERED:
      g_value_set_boolean (value, FALSE);
      break;
    case PROP_CONNECTIVITY:
      g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
      break;
    }
}

static void
fecho_test_network_class_init (FechoTestNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fecho_test_network_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
fecho_test_network_init (FechoTestNetwork *self)
{
}

FechoTestNetwork *
fecho_test_network_new (gboolean is_available)
{
  FechoTestNetwork *self = g_object_new (FECHO_TYPE_TEST_NETWORK, NULL);

  self->is_available = is_available;

  return self;
}

void
fecho_test_network_set (FechoTestNetwork *self,
                        gboolean          is_available)
{
  self->is_available = is_available;
  g_signal_emit_by_name (self, "network-changed", is_available);
}

void
fecho_test_network_set_property (FechoTestNetwork *self,
                                 gboolean          is_available)
{
  self->is_available = is_available;
  g_object_notify (G_OBJECT (self), "network-available");
}

void
fecho_test_network_set_reach (FechoTestNetwork *self,
                              FechoTestReach    reach)
{
  self->reach = reach;
}

guint
fecho_test_network_get_n_asked (FechoTestNetwork *self)
{
  return self->n_asked;
}

FechoTestNetwork *
fecho_test_network_get_default (void)
{
  static const char name[] = "fecho-test";

  (void)g_setenv ("GIO_USE_NETWORK_MONITOR", name, TRUE);
  (void)g_io_extension_point_register (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME, FECHO_TYPE_TEST_NETWORK,
                                  name, 0);

  return FECHO_TEST_NETWORK (g_network_monitor_get_default ());
}
