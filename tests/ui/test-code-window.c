/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-code-window.h"

#include "fecho-chart-fixture.h"
#include "fecho-clock.h"
#include "fecho-code-item.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-history-fixture.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

typedef struct
{
  FechoCodeWindow *window;
  GtkEditable *search;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  /* Read once per process. */
  fecho_test_wait (fecho_dictionary_shelf_get_all (fecho_dictionary_shelf_get_default ())->len > 0);
  fixture->window = FECHO_CODE_WINDOW (fecho_code_window_new ());
  fixture->search = fecho_ui_get_child (fixture->window, "search_entry");
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fecho_ui_settle ();
}

static GtkSingleSelection *
get_selection (Fixture *fixture)
{
  return GTK_SINGLE_SELECTION (
    gtk_column_view_get_model (fecho_ui_get_child (fixture->window, "view")));
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_selection (fixture)));
}

static void
look_for (Fixture    *fixture,
          const char *text)
{
  gtk_editable_set_text (fixture->search, text);
  /* The entry waits for the end of typing; this is that end. */
  g_signal_emit_by_name (fixture->search, "search-changed");
}

static FechoCodeItem *
get_selected (Fixture *fixture)
{
  return gtk_single_selection_get_selected_item (get_selection (fixture));
}

static void
assert_selected (Fixture    *fixture,
                 const char *expected)
{
  g_autofree char *label = fecho_code_item_dup_label (get_selected (fixture));

  g_assert_cmpstr (label, ==, expected);
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  return fecho_ui_find_label (GTK_WIDGET (fixture->window), text) != NULL;
}

/* Every code of the registry and every one of the shipped dictionaries. */
static void
test_all (Fixture       *fixture,
          gconstpointer  data)
{
  GPtrArray *dictionaries =
    fecho_dictionary_shelf_get_all (fecho_dictionary_shelf_get_default ());
  gsize n_codes;
  guint n_all;

  fecho_close_code_get_table (&n_codes);
  n_all = (guint)n_codes;
  for (guint i = 0; i < dictionaries->len; i++)
    {
      guint n_own;

      fecho_dictionary_get_codes (g_ptr_array_index (dictionaries, i), &n_own);
      n_all += n_own;
    }

  /* They come a few with each frame. */
  fecho_test_wait (count (fixture) == n_all);
  g_assert_cmpuint (n_all, >, n_codes);
}

static void
test_number (Fixture       *fixture,
             gconstpointer  data)
{
  look_for (fixture, "1006");
  assert_selected (fixture, "1006");
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_true (shows (fixture, "Registered name: Abnormal Closure · class Abnormal"));
  g_assert_true (shows (fixture, "Never in Close frames"));

  /* A range says the number; the dictionaries that know it stand beside it. */
  look_for (fixture, "4123");
  assert_selected (fixture, "4123");
  g_assert_cmpuint (fecho_code_item_get_first (get_selected (fixture)), ==, 4000);
  g_assert_true (shows (fixture, "4123"));

  look_for (fixture, "4004");
  assert_selected (fixture, "4004");
  g_assert_cmpuint (count (fixture), >, 1);

  look_for (fixture, "");
  g_assert_cmpint (fecho_code_item_get_number (get_selected (fixture)), ==, FECHO_UNKNOWN);
}

static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  look_for (fixture, "going AWAY");
  assert_selected (fixture, "1001");

  /* As old programs call it. */
  look_for (fixture, "close_abnormal");
  assert_selected (fixture, "1006");

  look_for (fixture, "discord");
  g_assert_cmpuint (count (fixture), >=, 10);
  g_assert_true (shows (fixture, "By the dictionary “Discord Gateway” · class Application") ||
                 shows (fixture, "By the dictionary “Discord Gateway” · class Policy"));

  look_for (fixture, "no such words anywhere");
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (fecho_ui_get_child (fixture->window,
                                                                         "list_stack")),
                   ==, "empty");
  look_for (fixture, "");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (fecho_ui_get_child (fixture->window,
                                                                         "list_stack")),
                   ==, "list");
}

/* What is typed goes on in the entry, so that a space presses no button. */
static void
test_typed_anywhere (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *elsewhere = fecho_ui_get_child (fixture->window, "allowed_button");

  g_assert_true (gtk_widget_grab_focus (elsewhere));
  gtk_editable_set_text (fixture->search, "t");
  g_signal_emit_by_name (fixture->search, "search-started");

  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) ==
                 GTK_WIDGET (gtk_editable_get_delegate (fixture->search)));
  g_assert_cmpint (gtk_editable_get_position (fixture->search), ==, 1);
  g_assert_false (gtk_editable_get_selection_bounds (fixture->search, NULL, NULL));
}

static void
test_allowed (Fixture       *fixture,
              gconstpointer  data)
{
  gtk_toggle_button_set_active (fecho_ui_get_child (fixture->window, "allowed_button"), TRUE);

  for (guint i = 0; i < count (fixture); i++)
    {
      g_autoptr(FechoCodeItem) item = g_list_model_get_item (G_LIST_MODEL (get_selection (fixture)),
                                                             i);

      g_assert_true (fecho_code_item_get_standard (item)->on_wire);
    }
  look_for (fixture, "1006");
  g_assert_cmpuint (count (fixture), ==, 0);
  look_for (fixture, "1000");
  g_assert_cmpuint (count (fixture), ==, 1);
}

/* Closes and failed attempts stand apart, and only what came in the range is in history. */
static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  FechoMonitor *monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT);
  g_autoptr(FechoRange) range = fecho_range_new ();
  FechoCloseRecord records[] = {
    fecho_history_close ("Vega", 0, 1006),
    fecho_history_close ("Vega", 0, 1006),
    fecho_history_close ("Vega", 0, 1006),
    fecho_history_close ("Vega", 0, 4123),
    fecho_history_close ("Vega", 0, 1000),
  };
  gint64 now_us = fecho_clock_wall_us ();

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    records[i].closed_at_us = now_us - (i + 1) * G_TIME_SPAN_MINUTE;
  records[2].failed_attempt = TRUE;
  records[2].life_us = FECHO_UNKNOWN;
  records[2].stage = FECHO_STAGE_TCP;
  records[4].closed_at_us = now_us - 3 * G_TIME_SPAN_DAY;
  fecho_history_add (monitor, records, G_N_ELEMENTS (records));

  look_for (fixture, "1006");
  g_object_set (fixture->window, "monitor", monitor, "range", range, NULL);
  fecho_test_wait (fecho_code_item_get_n_closes (get_selected (fixture)) == 2);
  g_assert_cmpuint (fecho_code_item_get_n_attempts (get_selected (fixture)), ==, 1);
  g_assert_true (shows (fixture, "2 closes and 1 failed attempt"));
  g_assert_true (shows (fixture, "In 24\u00a0h"));

  look_for (fixture, "");
  gtk_toggle_button_set_active (fecho_ui_get_child (fixture->window, "history_button"), TRUE);
  g_assert_cmpuint (count (fixture), ==, 2);

  g_object_set (fixture->window, "monitor", NULL, NULL);
  fecho_ui_monitor_end (monitor);
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  AdwLeaflet *leaflet = fecho_ui_get_child (fixture->window, "leaflet");
  GtkWidget *back = fecho_ui_get_child (fixture->window, "back_button");

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 600);
  fecho_test_wait (adw_leaflet_get_folded (leaflet));
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (leaflet), ==, "list");
  g_assert_false (gtk_widget_get_visible (back));

  look_for (fixture, "1011");
  g_signal_emit_by_name (fixture->search, "activate");
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (leaflet), ==, "code");
  fecho_test_wait (gtk_widget_get_visible (back));

  g_signal_emit_by_name (back, "clicked");
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (leaflet), ==, "list");
}

static void
text_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  *(char **)user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, &error);
  g_assert_no_error (error);
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = NULL;

  look_for (fixture, "1012");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "code.copy", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), NULL,
                                 text_read_cb, &text);
  fecho_test_wait (text != NULL);

  g_assert_true (g_str_has_prefix (text, "1012 Service Restart\n"));
  g_assert_nonnull (strstr (text, "\nWho may send: Only the server\n"));
}

static void
add_test (const char *path,
          void (*func)(Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int    argc,
      char **argv)
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;

  add_test ("/ui/code-window/all", test_all);
  add_test ("/ui/code-window/number", test_number);
  add_test ("/ui/code-window/words", test_words);
  add_test ("/ui/code-window/typed-anywhere", test_typed_anywhere);
  add_test ("/ui/code-window/allowed", test_allowed);
  add_test ("/ui/code-window/counts", test_counts);
  add_test ("/ui/code-window/narrow", test_narrow);
  add_test ("/ui/code-window/copy", test_copy);

  return g_test_run ();
}
