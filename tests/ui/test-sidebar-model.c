/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-sidebar-model.h"

#include "fecho-sidebar-item.h"
#include "fecho-ui-fixture.h"

typedef struct
{
  guint position;
  guint n_removed;
  guint n_added;
  guint n_signals;
} Change;

static void
changed_cb (GListModel *model,
            guint       position,
            guint       n_removed,
            guint       n_added,
            Change     *change)
{
  change->position = position;
  change->n_removed = n_removed;
  change->n_added = n_added;
  change->n_signals++;
}

/* "*" is all sessions, "[x]" the heading of a group. */
static char *
dup_rows (FechoSidebarModel *model)
{
  g_autoptr(GString) rows = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autoptr(FechoSidebarItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

      if (i > 0)
        g_string_append_c (rows, ' ');
      switch (fecho_sidebar_item_get_kind (item))
        {
        case FECHO_SIDEBAR_ALL:
          g_string_append_c (rows, '*');
          break;
        case FECHO_SIDEBAR_GROUP:
          g_string_append_printf (rows, "[%s]", fecho_sidebar_item_get_group (item));
          break;
        case FECHO_SIDEBAR_SESSION:
          g_string_append (rows, fecho_session_get_name (fecho_sidebar_item_get_session (item)));
          break;
        }
    }

  return g_string_free (g_steal_pointer (&rows), FALSE);
}

static void
assert_rows (FechoSidebarModel *model,
             const char        *expected)
{
  g_autofree char *rows = dup_rows (model);

  g_assert_cmpstr (rows, ==, expected);
}

static FechoMonitor *
new_monitor (void)
{
  FechoMonitor *monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT);

  fecho_ui_add_session (monitor, "ws://a", "a", "X");
  fecho_ui_add_session (monitor, "ws://b", "b", NULL);
  fecho_ui_add_session (monitor, "ws://c", "c", "Y");
  fecho_ui_add_session (monitor, "ws://d", "d", "X");

  return monitor;
}

static void
test_order (void)
{
  FechoMonitor *monitor = new_monitor ();
  g_autoptr(FechoSidebarModel) model = fecho_sidebar_model_new ();

  assert_rows (model, "*");
  fecho_sidebar_model_set_sessions (model, fecho_monitor_get_sessions (monitor));
  assert_rows (model, "* b [X] a d [Y] c");
  fecho_sidebar_model_set_sessions (model, NULL);
  assert_rows (model, "*");

  fecho_ui_monitor_end (monitor);
}

static void
test_add (void)
{
  FechoMonitor *monitor = new_monitor ();
  g_autoptr(FechoSidebarModel) model = fecho_sidebar_model_new ();
  Change change = { 0 };

  fecho_sidebar_model_set_sessions (model, fecho_monitor_get_sessions (monitor));
  g_signal_connect (model, "items-changed", G_CALLBACK (changed_cb), &change);
  fecho_ui_add_session (monitor, "ws://e", "e", "X");

  assert_rows (model, "* b [X] a d e [Y] c");
  g_assert_cmpuint (change.n_signals, ==, 1);
  g_assert_cmpuint (change.position, ==, 5);
  g_assert_cmpuint (change.n_removed, ==, 0);
  g_assert_cmpuint (change.n_added, ==, 1);

  fecho_ui_monitor_end (monitor);
}

/* Each as if the rows were built anew: at the end of a group, where groups are mixed in the list,
 * and while another session of the group stands elsewhere. */
static void
test_add_many (void)
{
  FechoMonitor *monitor = new_monitor ();
  g_autoptr(FechoSidebarModel) model = fecho_sidebar_model_new ();
  const char *const groups[] = { "Y", NULL, "X", "Z", NULL, "Y" };

  fecho_sidebar_model_set_sessions (model, fecho_monitor_get_sessions (monitor));
  for (guint i = 0; i < 3 * G_N_ELEMENTS (groups); i++)
    {
      g_autoptr(FechoSidebarModel) anew = fecho_sidebar_model_new ();
      g_autofree char *url = g_strdup_printf ("ws://%u", i);
      g_autofree char *name = g_strdup_printf ("n%u", i);
      g_autofree char *expected = NULL;

      if (i % 4 == 3)
        fecho_monitor_move_session (monitor, fecho_monitor_find_session (monitor, "a"),
                                    groups[i % 3], NULL);
      fecho_ui_add_session (monitor, url, name, groups[i % G_N_ELEMENTS (groups)]);
      fecho_sidebar_model_set_sessions (anew, fecho_monitor_get_sessions (monitor));
      expected = dup_rows (anew);
      assert_rows (model, expected);
    }

  fecho_ui_monitor_end (monitor);
}

/* The heading goes with the last session of its group. */
static void
test_remove (void)
{
  FechoMonitor *monitor = new_monitor ();
  g_autoptr(FechoSidebarModel) model = fecho_sidebar_model_new ();
  Change change = { 0 };

  fecho_sidebar_model_set_sessions (model, fecho_monitor_get_sessions (monitor));
  g_signal_connect (model, "items-changed", G_CALLBACK (changed_cb), &change);
  fecho_monitor_remove_session (monitor, fecho_monitor_find_session (monitor, "c"));

  assert_rows (model, "* b [X] a d");
  g_assert_cmpuint (change.n_signals, ==, 1);
  g_assert_cmpuint (change.position, ==, 5);
  g_assert_cmpuint (change.n_removed, ==, 2);
  g_assert_cmpuint (change.n_added, ==, 0);

  g_clear_object (&model);
  fecho_ui_monitor_end (monitor);
}

static void
test_regroup (void)
{
  FechoMonitor *monitor = new_monitor ();
  g_autoptr(FechoSidebarModel) model = fecho_sidebar_model_new ();
  FechoSession *session = fecho_monitor_find_session (monitor, "a");
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_copy (fecho_session_get_endpoint (session));

  fecho_sidebar_model_set_sessions (model, fecho_monitor_get_sessions (monitor));
  g_free (endpoint->group);
  endpoint->group = g_strdup ("Y");
  fecho_monitor_edit_session (monitor, session, endpoint);

  assert_rows (model, "* b [Y] a c [X] d");

  fecho_ui_monitor_end (monitor);
}

/* The selection of a list goes by objects: they must not be made anew. */
static void
test_items_stay (void)
{
  FechoMonitor *monitor = new_monitor ();
  g_autoptr(FechoSidebarModel) model = fecho_sidebar_model_new ();
  g_autoptr(FechoSidebarItem) before = NULL;
  g_autoptr(FechoSidebarItem) after = NULL;

  fecho_sidebar_model_set_sessions (model, fecho_monitor_get_sessions (monitor));
  before = g_list_model_get_item (G_LIST_MODEL (model), 4);
  fecho_monitor_remove_session (monitor, fecho_monitor_find_session (monitor, "b"));
  after = g_list_model_get_item (G_LIST_MODEL (model), 3);
  g_assert_true (before == after);

  g_clear_object (&before);
  g_clear_object (&after);
  g_assert_finalize_object (g_steal_pointer (&model));
  fecho_ui_monitor_end (monitor);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/sidebar-model/order", test_order);
  g_test_add_func ("/ui/sidebar-model/add", test_add);
  g_test_add_func ("/ui/sidebar-model/add-many", test_add_many);
  g_test_add_func ("/ui/sidebar-model/remove", test_remove);
  g_test_add_func ("/ui/sidebar-model/regroup", test_regroup);
  g_test_add_func ("/ui/sidebar-model/items-stay", test_items_stay);

  return g_test_run ();
}
