/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-probe.h"

#include <glib/gstdio.h>

#include "fecho-demo.h"
#include "fecho-error.h"
#include "fecho-test-util.h"

typedef struct
{
  char *folder;
  char *path;
  GObject *server;
  char *base;
  FechoMonitor *monitor;
  guint n_committed;
} Fixture;

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
committed_cb (FechoMonitor *monitor,
              GPtrArray    *events,
              Fixture      *fixture)
{
  fixture->n_committed += events->len;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  flags)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) list = NULL;

  fixture->folder = g_dir_make_tmp ("fecho-test-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "history.db", NULL);
  fixture->server = fecho_demo_serve (0, &error);
  g_assert_no_error (error);
  list = fecho_demo_list (fixture->server);
  fixture->base = g_strndup (list[0], strchr (list[0] + strlen ("ws://"), '/') - list[0]);
  fecho_monitor_open_async (fixture->path, GPOINTER_TO_UINT (flags), NULL, keep_cb, &result);
  fecho_test_wait (result != NULL);
  fixture->monitor = fecho_monitor_open_finish (result, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->monitor, "committed", G_CALLBACK (committed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  flags)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GDir) dir = g_dir_open (fixture->folder, 0, NULL);

  fecho_monitor_close_async (fixture->monitor, keep_cb, &result);
  fecho_test_wait (result != NULL);
  g_assert_true (fecho_monitor_close_finish (fixture->monitor, result, NULL));
  g_assert_cmpuint (fixture->n_committed, ==, 0);
  g_object_unref (fixture->monitor);
  g_object_unref (fixture->server);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *file = g_build_filename (fixture->folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->base);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static FechoEndpoint *
make_endpoint (Fixture    *fixture,
               const char *path)
{
  g_autofree char *url = g_strconcat (fixture->base, path, NULL);
  g_autoptr(GError) error = NULL;
  FechoEndpoint *endpoint = fecho_endpoint_new (url, &error);

  g_assert_no_error (error);

  return endpoint;
}

static FechoCloseEvent *
probe (Fixture        *fixture,
       FechoEndpoint  *endpoint,
       GCancellable   *cancellable,
       GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_probe_async (fixture->monitor, endpoint, cancellable, keep_cb, &result);
  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
  fecho_test_wait (result != NULL);

  return fecho_probe_finish (result, error);
}

static void
test_opens (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint (fixture, "/echo");
  g_autoptr(FechoCloseEvent) event = NULL;
  g_autoptr(GError) error = NULL;
  const FechoCloseRecord *record;

  event = probe (fixture, endpoint, NULL, &error);
  g_assert_no_error (error);
  record = fecho_close_event_get_record (event);
  g_assert_false (record->failed_attempt);
  g_assert_cmpint (record->handshake_us, >, 0);
  g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_FECHO);
}

static void
test_fails (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint (fixture, "/http/503");
  g_autoptr(FechoCloseEvent) event = probe (fixture, endpoint, NULL, NULL);
  const FechoCloseRecord *record = fecho_close_event_get_record (event);

  g_assert_true (record->failed_attempt);
  g_assert_cmpint (record->stage, ==, FECHO_STAGE_HTTP);
  g_assert_cmpint (record->http_status, ==, 503);
}

static void
test_sends_nothing (Fixture       *fixture,
                    gconstpointer  data)
{
  const char *texts[] = { "hello", NULL };
  g_autoptr(FechoEndpoint) endpoint = make_endpoint (fixture, "/echo");
  g_autoptr(FechoCloseEvent) event = NULL;

  endpoint->on_open = g_strdupv ((char **)texts);
  event = probe (fixture, endpoint, NULL, NULL);
  g_assert_cmpint (fecho_close_event_get_record (event)->messages_out, ==, 0);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint (fixture, "/echo");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_assert_null (probe (fixture, endpoint, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_missing_secret (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint (fixture, "/echo?token=${T}");
  g_autoptr(GError) error = NULL;

  g_assert_null (probe (fixture, endpoint, NULL, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
}

static void
test_not_watching (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint (fixture, "/echo");
  g_autoptr(GError) error = NULL;

  g_assert_false (fecho_probe_is_possible (fixture->monitor));
  g_assert_null (probe (fixture, endpoint, NULL, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  gconstpointer watch = GUINT_TO_POINTER (FECHO_MONITOR_WATCH);
  gconstpointer edit = GUINT_TO_POINTER (FECHO_MONITOR_EDIT);

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/monitor/probe/opens", Fixture, watch, set_up, test_opens, tear_down);
  g_test_add ("/monitor/probe/fails", Fixture, watch, set_up, test_fails, tear_down);
  g_test_add ("/monitor/probe/sends-nothing", Fixture, watch, set_up, test_sends_nothing,
              tear_down);
  g_test_add ("/monitor/probe/cancelled", Fixture, watch, set_up, test_cancelled, tear_down);
  g_test_add ("/monitor/probe/missing-secret", Fixture, watch, set_up, test_missing_secret,
              tear_down);
  g_test_add ("/monitor/probe/not-watching", Fixture, edit, set_up, test_not_watching, tear_down);

  return g_test_run ();
}
