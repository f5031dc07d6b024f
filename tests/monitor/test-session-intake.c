/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-intake.h"

#include "fecho-session-taking.h"
#include "monitor-fixture.h"

#define MANY 1000

typedef struct
{
  guint n_told;                 /* times that the list has changed */
  guint n_most;                 /* sessions that one of them added */
} Told;

static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  Told       *told)
{
  told->n_told++;
  told->n_most = MAX (told->n_most, n_added);
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

/* None of them is watched: to connect is not what is tried here. */
static GPtrArray *
make_endpoints (MonitorFixture *fixture)
{
  GPtrArray *endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_endpoint_free);

  for (guint i = 0; i < MANY; i++)
    {
      FechoEndpoint *endpoint = monitor_fixture_make_endpoint (fixture, "/echo");

      endpoint->paused = TRUE;
      g_ptr_array_add (endpoints, endpoint);
    }

  return endpoints;
}

/* All of them, in their order, and not at once. */
static void
assert_slices (GListModel *sessions,
               GPtrArray  *endpoints,
               const Told *told)
{
  g_assert_cmpuint (g_list_model_get_n_items (sessions), ==, MANY);
  g_assert_cmpuint (told->n_told, >=, 10);
  g_assert_cmpuint (told->n_most, <=, MANY / 10);
  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);
      const FechoEndpoint *endpoint = endpoints->pdata[i];

      g_assert_cmpstr (fecho_session_get_id (session), ==, endpoint->id);
    }
}

static void
test_slices (MonitorFixture *fixture,
             gconstpointer   data)
{
  g_autoptr(GPtrArray) endpoints = make_endpoints (fixture);
  GListModel *sessions = fecho_monitor_get_sessions (fixture->monitor);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  Told told = { 0 };

  g_signal_connect (sessions, "items-changed", G_CALLBACK (items_changed_cb), &told);
  fecho_session_intake_async (fixture->monitor, endpoints, NULL, result_cb, &result);
  g_assert_cmpuint (g_list_model_get_n_items (sessions), ==, 0);
  fecho_test_wait (result != NULL);
  g_assert_true (fecho_session_intake_finish (fixture->monitor, result, &error));
  g_assert_no_error (error);
  assert_slices (sessions, endpoints, &told);
}

static void
test_none (MonitorFixture *fixture,
           gconstpointer   data)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fecho_session_intake_async (fixture->monitor, none, NULL, result_cb, &result);
  fecho_test_wait (result != NULL);
  g_assert_true (fecho_session_intake_finish (fixture->monitor, result, &error));
  g_assert_no_error (error);
}

static void
test_cancelled (MonitorFixture *fixture,
                gconstpointer   data)
{
  g_autoptr(GPtrArray) endpoints = make_endpoints (fixture);
  GListModel *sessions = fecho_monitor_get_sessions (fixture->monitor);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  /* After the first of them. */
  g_signal_connect_swapped (sessions, "items-changed", G_CALLBACK (g_cancellable_cancel),
                            cancellable);
  fecho_session_intake_async (fixture->monitor, endpoints, cancellable, result_cb, &result);
  fecho_test_wait (result != NULL);
  g_assert_false (fecho_session_intake_finish (fixture->monitor, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (g_list_model_get_n_items (sessions), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (sessions), <, MANY / 10);
}

/* Of what the history lists some may be there already. */
static void
test_taking (MonitorFixture *fixture,
             gconstpointer   data)
{
  g_autoptr(GPtrArray) endpoints = make_endpoints (fixture);
  GListModel *sessions = fecho_monitor_get_sessions (fixture->monitor);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  Told told = { 0 };

  fecho_monitor_add_session (fixture->monitor, endpoints->pdata[0]);
  fecho_monitor_add_session (fixture->monitor, endpoints->pdata[MANY / 2]);
  g_signal_connect (sessions, "items-changed", G_CALLBACK (items_changed_cb), &told);
  fecho_session_taking_async (fixture->monitor, endpoints, FECHO_TAKING_SHOWN, NULL, result_cb,
                              &result);
  fecho_test_wait (result != NULL);
  g_assert_true (fecho_session_taking_finish (fixture->monitor, result, &error));
  g_assert_no_error (error);
  assert_slices (sessions, endpoints, &told);
}

static void
test_taking_cancelled (MonitorFixture *fixture,
                       gconstpointer   data)
{
  g_autoptr(GPtrArray) endpoints = make_endpoints (fixture);
  GListModel *sessions = fecho_monitor_get_sessions (fixture->monitor);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  fecho_session_taking_async (fixture->monitor, endpoints, FECHO_TAKING_SHOWN, cancellable,
                              result_cb, &result);
  fecho_test_wait (result != NULL);
  g_assert_false (fecho_session_taking_finish (fixture->monitor, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (g_list_model_get_n_items (sessions), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  monitor_fixture_add_test ("/monitor/session-intake/slices", test_slices);
  monitor_fixture_add_test ("/monitor/session-intake/none", test_none);
  monitor_fixture_add_test ("/monitor/session-intake/cancelled", test_cancelled);

  monitor_fixture_add_test ("/monitor/session-taking/slices", test_taking);
  monitor_fixture_add_test ("/monitor/session-taking/cancelled", test_taking_cancelled);

  return g_test_run ();
}
