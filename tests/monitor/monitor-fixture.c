/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "monitor-fixture.h"

#include <glib/gstdio.h>

#include "fecho-demo.h"

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

FechoMonitor *
monitor_fixture_open (MonitorFixture     *self,
                      FechoMonitorFlags   flags,
                      GError            **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_monitor_open_async (self->path, flags, NULL, keep_cb, &result);
  fecho_test_wait (result != NULL);

  return fecho_monitor_open_finish (result, error);
}

void
monitor_fixture_close (FechoMonitor *monitor)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fecho_monitor_close_async (monitor, keep_cb, &result);
  fecho_test_wait (result != NULL);
  fecho_monitor_close_finish (monitor, result, &error);
  g_assert_no_error (error);
}

static void
committed_cb (FechoMonitor   *monitor,
              GPtrArray      *events,
              MonitorFixture *self)
{
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (self->events, fecho_close_event_ref (g_ptr_array_index (events, i)));
}

void
monitor_fixture_watch (MonitorFixture *self)
{
  g_autoptr(GError) error = NULL;

  self->monitor = monitor_fixture_open (self, FECHO_MONITOR_WATCH_STORED, &error);
  g_assert_no_error (error);
  g_signal_connect (self->monitor, "committed", G_CALLBACK (committed_cb), self);
}

void
monitor_fixture_unwatch (MonitorFixture *self)
{
  monitor_fixture_close (self->monitor);
  g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_assert_finalize_object (self->monitor);
  self->monitor = NULL;
}

void
monitor_fixture_set_up (MonitorFixture *self,
                        gconstpointer   data)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) list = NULL;

  self->folder = g_dir_make_tmp ("fecho-test-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "history.db", NULL);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
  self->server = fecho_demo_serve (0, &error);
  g_assert_no_error (error);
  list = fecho_demo_list (self->server);
  self->base = g_strndup (list[0], strchr (list[0] + strlen ("ws://"), '/') - list[0]);
  monitor_fixture_watch (self);
}

void
monitor_fixture_tear_down (MonitorFixture *self,
                           gconstpointer   data)
{
  g_autoptr(GDir) dir = NULL;

  if (self->monitor != NULL)
    monitor_fixture_unwatch (self);
  g_object_unref (self->server);
  dir = g_dir_open (self->folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *file = g_build_filename (self->folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (self->folder);
  g_ptr_array_unref (self->events);
  g_free (self->base);
  g_free (self->path);
  g_free (self->folder);
}

void
monitor_fixture_add_test (const char         *path,
                          MonitorFixtureFunc  func)
{
  g_test_add (path, MonitorFixture, NULL, monitor_fixture_set_up, func, monitor_fixture_tear_down);
}

FechoEndpoint *
monitor_fixture_make_endpoint (MonitorFixture *self,
                               const char     *path)
{
  g_autofree char *url = g_strconcat (self->base, path, NULL);
  g_autoptr(GError) error = NULL;
  FechoEndpoint *endpoint = fecho_endpoint_new (url, &error);

  g_assert_no_error (error);
  endpoint->backoff_first_us = G_USEC_PER_SEC / 100;
  endpoint->backoff_max_us = G_USEC_PER_SEC / 50;

  return endpoint;
}

FechoSession *
monitor_fixture_add (MonitorFixture *self,
                     const char     *path)
{
  g_autoptr(FechoEndpoint) endpoint = monitor_fixture_make_endpoint (self, path);

  return fecho_monitor_add_session (self->monitor, endpoint);
}

void
monitor_fixture_restore (MonitorFixture *self,
                         FechoEndpoint  *endpoint)
{
  g_autoptr(GPtrArray) endpoints = g_ptr_array_new ();
  guint front = 0;

  g_ptr_array_add (endpoints, endpoint);
  fecho_monitor_restore_sessions (self->monitor, endpoints, &front);
}

const FechoCloseRecord *
monitor_fixture_get_event (MonitorFixture *self,
                           guint           index)
{
  fecho_test_wait (self->events->len > index);

  return fecho_close_event_get_record (g_ptr_array_index (self->events, index));
}

void
monitor_fixture_wait_state (FechoSession      *session,
                            FechoSessionState  state)
{
  fecho_test_wait (fecho_session_get_state (session) == state);
}
