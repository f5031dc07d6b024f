/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-probe.h"

#include "fecho-connection.h"
#include "fecho-error.h"
#include "fecho-monitor-private.h"

typedef struct
{
  FechoMonitor *monitor;
  FechoConnection *connection;
  GCancellable *cancellable;
  gulong cancelled_id;
} Probe;

static void
probe_free (gpointer data)
{
  Probe *probe = data;

  g_cancellable_disconnect (probe->cancellable, probe->cancelled_id);
  g_clear_object (&probe->cancellable);
  g_object_unref (probe->connection);
  fecho_monitor_release (probe->monitor);
  g_object_unref (probe->monitor);
  g_free (probe);
}

/* Seen enough. */
static void
opened_cb (FechoConnection *connection,
           gint64           opened_at_us,
           gint64           handshake_us,
           gpointer         data)
{
  fecho_connection_quit (connection);
}

static void
closed_cb (FechoConnection *connection,
           FechoCloseEvent *event,
           gpointer         data)
{
  g_autoptr(GTask) task = data;

  g_task_return_pointer (task, fecho_close_event_ref (event),
                         (GDestroyNotify)fecho_close_event_unref);
}

static const FechoConnectionFuncs connection_funcs = {
  .opened = opened_cb,
  .closed = closed_cb,
};

static void
cancelled_cb (GCancellable    *cancellable,
              FechoConnection *connection)
{
  fecho_connection_quit (connection);
}

void
fecho_probe_async (FechoMonitor        *monitor,
                   const FechoEndpoint *endpoint,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(FechoEndpoint) revealed = NULL;
  g_autofree char *missing = NULL;
  Probe *probe;

  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (endpoint != NULL);

  g_task_set_source_tag (task, fecho_probe_async);
  missing = fecho_endpoint_dup_missing (endpoint);
  if (!fecho_probe_is_possible (monitor))
    {
      g_task_return_new_error (task, FECHO_ERROR, FECHO_ERROR_FAILED,
                               "This monitor makes no connections");
      return;
    }
  if (missing != NULL)
    {
      g_task_return_new_error (task, FECHO_ERROR, FECHO_ERROR_INVALID,
                               "The secret “%s” has no value", missing);
      return;
    }

  revealed = fecho_endpoint_reveal (endpoint);
  g_clear_pointer (&revealed->on_open, g_strfreev);
  probe = g_new0 (Probe, 1);
  probe->monitor = g_object_ref (monitor);
  fecho_monitor_hold (monitor);
  probe->connection = fecho_connection_new (fecho_monitor_get_net (monitor), revealed, 1,
                                            &connection_funcs, g_object_ref (task));
  g_task_set_task_data (task, probe, probe_free);
  fecho_connection_connect (probe->connection);
  if (cancellable != NULL)
    {
      probe->cancellable = g_object_ref (cancellable);
      probe->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                   g_object_ref (probe->connection),
                                                   g_object_unref);
    }
}

FechoCloseEvent *
fecho_probe_finish (GAsyncResult  *result,
                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
fecho_probe_is_possible (FechoMonitor *monitor)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), FALSE);

  return fecho_monitor_get_net (monitor) != NULL;
}
