/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of the sessions, whatever comes and goes at once. All are paused: nothing connects. */
#include "monitor-fixture.h"

#define N_ROUNDS 20
#define N_MOST 12

static const char *const groups[] = { NULL, "Edge", "Feeds", "Shop" };

static FechoEndpoint *
make_endpoint (MonitorFixture *fixture)
{
  FechoEndpoint *endpoint = monitor_fixture_make_endpoint (fixture, "/echo");

  endpoint->paused = TRUE;
  endpoint->group = g_strdup (groups[g_test_rand_int_range (0, G_N_ELEMENTS (groups))]);

  return endpoint;
}

static GPtrArray *
make_endpoints (MonitorFixture *fixture)
{
  GPtrArray *endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_endpoint_free);
  int n_endpoints = g_test_rand_int_range (0, N_MOST);

  for (int i = 0; i < n_endpoints; i++)
    g_ptr_array_add (endpoints, make_endpoint (fixture));

  return endpoints;
}

/* "id group" of each, in their order, which is that of the list of ids. */
static GPtrArray *
list_sessions (MonitorFixture *fixture)
{
  GListModel *model = fecho_monitor_get_sessions (fixture->monitor);
  FechoIdList *ids = fecho_monitor_get_session_ids (fixture->monitor);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  g_assert_cmpuint (fecho_id_list_get_length (ids), ==, g_list_model_get_n_items (model));
  g_assert_true (fecho_monitor_get_session_ids (fixture->monitor) == ids);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (model, i);
      const char *group = fecho_session_get_group (session);

      g_assert_cmpstr (fecho_id_list_get_ids (ids)[i], ==, fecho_session_get_id (session));
      g_ptr_array_add (list, g_strconcat (fecho_session_get_id (session), " ",
                                          group != NULL ? group : "", NULL));
    }

  return list;
}

static void
assert_same (GPtrArray *list,
             GPtrArray *expected)
{
  g_assert_cmpuint (list->len, ==, expected->len);
  for (guint i = 0; i < list->len; i++)
    g_assert_cmpstr (list->pdata[i], ==, expected->pdata[i]);
}

/* What the list says of itself is followed here as a view follows it. */
typedef struct
{
  MonitorFixture *fixture;
  GPtrArray *list;
  guint n_signals;
} Shadow;

static void
changed_cb (GListModel *model,
            guint       position,
            guint       n_removed,
            guint       n_added,
            Shadow     *self)
{
  g_autoptr(GPtrArray) now = list_sessions (self->fixture);

  self->n_signals++;
  if (n_removed > 0)
    g_ptr_array_remove_range (self->list, position, n_removed);
  for (guint i = position; i < position + n_added; i++)
    g_ptr_array_insert (self->list, (int)i, g_strdup (now->pdata[i]));
}

static void
shadow_begin (Shadow         *self,
              MonitorFixture *fixture)
{
  *self = (Shadow) { .fixture = fixture, .list = list_sessions (fixture) };
  g_signal_connect (fecho_monitor_get_sessions (fixture->monitor), "items-changed",
                    G_CALLBACK (changed_cb), self);
}

static void
shadow_end (Shadow *self,
            guint   n_signals)
{
  g_autoptr(GPtrArray) list = list_sessions (self->fixture);

  assert_same (self->list, list);
  g_assert_cmpuint (self->n_signals, ==, n_signals);
  g_signal_handlers_disconnect_by_data (fecho_monitor_get_sessions (self->fixture->monitor), self);
  g_ptr_array_unref (self->list);
}

/* As the header says it, one after the other. */
static void
add_slowly (GPtrArray           *list,
            const FechoEndpoint *endpoint)
{
  g_autofree char *ending = g_strconcat (" ", endpoint->group, NULL);
  guint position = list->len;

  for (guint i = list->len; i > 0; i--)
    if (g_str_has_suffix (list->pdata[i - 1], ending))
      {
        position = i;
        break;
      }
  g_ptr_array_insert (list, (int)position,
                      g_strconcat (endpoint->id, " ", endpoint->group, NULL));
}

static void
test_add (MonitorFixture *fixture,
          gconstpointer   data)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr(GPtrArray) endpoints = make_endpoints (fixture);
      g_autoptr(GPtrArray) expected = list_sessions (fixture);
      g_autoptr(GPtrArray) list = NULL;
      Shadow shadow;

      for (guint i = 0; i < endpoints->len; i++)
        add_slowly (expected, endpoints->pdata[i]);
      shadow_begin (&shadow, fixture);
      fecho_monitor_add_sessions (fixture->monitor, endpoints);
      shadow_end (&shadow, endpoints->len > 0 ? 1 : 0);
      list = list_sessions (fixture);
      assert_same (list, expected);
    }
}

/* Some of the sessions, each with what puts it back. */
typedef struct
{
  GPtrArray *sessions;
  GPtrArray *endpoints;
  GArray *positions;
} Some;

static void
some_init (Some           *self,
           MonitorFixture *fixture)
{
  GListModel *model = fecho_monitor_get_sessions (fixture->monitor);

  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
  self->endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_endpoint_free);
  self->positions = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (model, i);

      if (g_test_rand_bit ())
        continue;
      g_ptr_array_add (self->endpoints,
                       fecho_endpoint_copy (fecho_session_get_endpoint (session)));
      g_ptr_array_add (self->sessions, g_steal_pointer (&session));
      g_array_append_val (self->positions, i);
    }
}

static void
some_clear (Some *self)
{
  g_ptr_array_unref (self->sessions);
  g_ptr_array_unref (self->endpoints);
  g_array_unref (self->positions);
}

/* In the order that the list had, for now and for the next start. */
static void
test_remove_and_restore (MonitorFixture *fixture,
                         gconstpointer   data)
{
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) stored = NULL;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(GPtrArray) endpoints = make_endpoints (fixture);

      fecho_monitor_add_sessions (fixture->monitor, endpoints);
    }
  before = list_sessions (fixture);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr(GPtrArray) list = NULL;
      Shadow shadow;
      Some some;

      some_init (&some, fixture);
      shadow_begin (&shadow, fixture);
      fecho_monitor_remove_sessions (fixture->monitor, some.sessions);
      g_assert_cmpuint (shadow.list->len, ==, before->len - some.sessions->len);
      fecho_monitor_restore_sessions (fixture->monitor, some.endpoints,
                                      (const guint *)(gpointer)some.positions->data);
      shadow_end (&shadow, some.sessions->len > 0 ? 2 : 0);
      list = list_sessions (fixture);
      assert_same (list, before);
      some_clear (&some);
    }
  monitor_fixture_unwatch (fixture);
  monitor_fixture_watch (fixture);
  stored = list_sessions (fixture);
  assert_same (stored, before);
}

/* Who names a session twice means it once. */
static void
test_twice (MonitorFixture *fixture,
            gconstpointer   data)
{
  g_autoptr(GPtrArray) sessions = g_ptr_array_new ();
  FechoSession *session = monitor_fixture_add (fixture, "/echo");

  g_ptr_array_add (sessions, session);
  g_ptr_array_add (sessions, session);
  monitor_fixture_wait_state (session, FECHO_SESSION_OPEN);
  fecho_monitor_remove_sessions (fixture->monitor, sessions);
  g_assert_cmpint (monitor_fixture_get_event (fixture, 0)->closed_by, ==, FECHO_CLOSED_BY_USER);
  monitor_fixture_unwatch (fixture);
  g_assert_cmpuint (fixture->events->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  monitor_fixture_add_test ("/monitor/session-list/add", test_add);
  monitor_fixture_add_test ("/monitor/session-list/remove-and-restore", test_remove_and_restore);
  monitor_fixture_add_test ("/monitor/session-list/twice", test_twice);

  return g_test_run ();
}
