/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-preferences.h"

#include <glib/gstdio.h>

#include "fecho-defaults-group.h"
#include "fecho-dictionary-groups.h"
#include "fecho-history-care.h"
#include "fecho-settings.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

#define OWN \
  "{ \"format\": 1, \"id\": \"own\", \"name\": \"<b>Own</b>\", \"source\": \"a test\"," \
  " \"hosts\": [], \"subprotocols\": []," \
  " \"codes\": [{ \"code\": 4001, \"name\": \"A\", \"meaning\": \"B\" }] }"

typedef struct
{
  FechoMonitor *monitor;
  FechoAlerts *alerts;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT);
  fixture->alerts = fecho_alerts_new (fixture->monitor);
  fixture->window = fecho_preferences_new (fixture->monitor, fixture->alerts);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fecho_ui_settle ();
  fecho_test_wait (G_OBJECT (fixture->alerts)->ref_count == 1);
  g_clear_object (&fixture->alerts);
  fecho_ui_monitor_end (fixture->monitor);
}

/* A page is filled when it is looked at. */
static void
show_page (Fixture    *fixture,
           const char *name)
{
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (fixture->window), name);
}

static gpointer
get (Fixture    *fixture,
     const char *id)
{
  return fecho_ui_get_child (fixture->window, id);
}

static gpointer
get_default (Fixture    *fixture,
             const char *id)
{
  show_page (fixture, "monitoring");

  return fecho_ui_get_child (fecho_ui_find (fixture->window, FECHO_TYPE_DEFAULTS_GROUP), id);
}

static gpointer
get_care (Fixture *fixture)
{
  show_page (fixture, "history");

  return fecho_ui_find (fixture->window, FECHO_TYPE_HISTORY_CARE);
}

static gpointer
get_of_care (Fixture    *fixture,
             const char *id)
{
  return fecho_ui_get_child (get_care (fixture), id);
}

static void
test_settings_are_kept (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *on_close = NULL;

  gtk_switch_set_active (get_default (fixture, "ping_switch"), FALSE);
  gtk_spin_button_set_value (get_default (fixture, "interval_spin"), 42);
  adw_combo_row_set_selected (get (fixture, "on_close_row"), 1);
  adw_combo_row_set_selected (get_of_care (fixture, "keep_row"), 2);

  on_close = fecho_settings_get_string (FECHO_SETTING_ON_CLOSE);
  g_assert_cmpstr (on_close, ==, "keep");
  g_assert_false (fecho_settings_get_boolean (FECHO_SETTING_PING));
  g_assert_cmpint (fecho_settings_get_int (FECHO_SETTING_PING_INTERVAL), ==, 42);
  g_assert_cmpint (fecho_settings_get_int (FECHO_SETTING_KEEP_DAYS), ==, 90);

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = fecho_preferences_new (fixture->monitor, fixture->alerts);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_false (gtk_switch_get_active (get_default (fixture, "ping_switch")));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (get_default (fixture, "interval_spin")), ==,
                   42);
  g_assert_cmpuint (adw_combo_row_get_selected (get (fixture, "on_close_row")), ==, 1);
  g_assert_cmpuint (adw_combo_row_get_selected (get_of_care (fixture, "keep_row")), ==, 2);
}

static void
test_size (Fixture       *fixture,
           gconstpointer  data)
{
  AdwActionRow *row = get_of_care (fixture, "size_row");

  fecho_test_wait (adw_action_row_get_subtitle (row) != NULL &&
                   *adw_action_row_get_subtitle (row) != '\0');
}

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  g_signal_emit_by_name (get_of_care (fixture, "check_button"), "clicked");
  g_assert_true (gtk_widget_get_visible (get_of_care (fixture, "job_row")));
  g_assert_false (gtk_widget_get_sensitive (get_of_care (fixture, "backup_button")));

  fecho_test_wait (fecho_ui_find_label (fixture->window, "The history is in order") != NULL);
  g_assert_false (gtk_widget_get_visible (get_of_care (fixture, "job_row")));
  g_assert_true (gtk_widget_get_sensitive (get_of_care (fixture, "backup_button")));
}

static GtkButton *
find_cancel (Fixture *fixture)
{
  GtkWidget *label = fecho_ui_find_label (get_of_care (fixture, "job_row"), "Cancel");

  return GTK_BUTTON (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON));
}

static char *
make_copy_path (void)
{
  return g_build_filename (g_get_tmp_dir (), "fecho-preferences-copy.db", NULL);
}

static void
progressed_cb (GtkProgressBar *bar,
               GParamSpec     *pspec,
               double         *ret_fraction)
{
  *ret_fraction = gtk_progress_bar_get_fraction (bar);
}

/* How much of it is copied is told as it goes on, to the end. */
static void
test_back_up (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = make_copy_path ();
  double fraction = -1;

  g_signal_connect (get_of_care (fixture, "progress_bar"), "notify::fraction",
                    G_CALLBACK (progressed_cb), &fraction);
  fecho_history_care_back_up (get_care (fixture), path);
  g_assert_true (gtk_widget_get_visible (get_of_care (fixture, "job_row")));
  fecho_test_wait (fecho_ui_find_label (fixture->window, "History backed up") != NULL);
  g_assert_cmpfloat (fraction, ==, 1);
  g_assert_false (gtk_widget_get_visible (get_of_care (fixture, "job_row")));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* Nothing is left of it, and nothing is said. */
static void
test_back_up_is_cancelled (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autofree char *path = make_copy_path ();

  fecho_history_care_back_up (get_care (fixture), path);
  g_signal_emit_by_name (find_cancel (fixture), "clicked");
  fecho_test_wait (!gtk_widget_get_visible (get_of_care (fixture, "job_row")));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_null (fecho_ui_find_label (fixture->window, "History backed up"));
  g_assert_true (gtk_widget_get_sensitive (get_of_care (fixture, "backup_button")));
}

/* Closed while something runs: it is cancelled, and nobody is told. */
static void
test_close_while_checking (Fixture       *fixture,
                           gconstpointer  data)
{
  g_signal_emit_by_name (get_of_care (fixture, "check_button"), "clicked");
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fecho_ui_settle ();
  fixture->window = fecho_preferences_new (NULL, NULL);
}

/* -- rules of alerts */

static AdwActionRow *
find_row (GtkWidget  *widget,
          const char *title)
{
  GtkWidget *label = fecho_ui_find_label (widget, title);

  return label != NULL ? ADW_ACTION_ROW (gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW))
         : NULL;
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *tooltip)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, tooltip);

  return found;
}

static void
test_rules (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(FechoAlertRule) rule = fecho_alert_rule_new (FECHO_ALERT_CODE);
  const char *title = "A close with code 1006 (Abnormal Closure)";
  GPtrArray *rules;
  AdwActionRow *row;

  show_page (fixture, "notifications");
  g_assert_nonnull (find_row (fixture->window, "No rules yet"));
  fecho_alerts_put (fixture->alerts, rule, 0);
  fecho_test_wait (find_row (fixture->window, title) != NULL);
  row = find_row (fixture->window, title);
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, "Every session");

  gtk_switch_set_active (fecho_ui_find (GTK_WIDGET (row), GTK_TYPE_SWITCH), FALSE);
  rules = fecho_alerts_get_rules (fixture->alerts);
  g_assert_false (((FechoAlertRule *)rules->pdata[0])->enabled);

  fecho_ui_settle ();
  row = find_row (fixture->window, title);
  g_signal_emit_by_name (find_button (GTK_WIDGET (row), "Remove Rule"), "clicked");
  g_assert_cmpuint (fecho_alerts_get_rules (fixture->alerts)->len, ==, 0);
  fecho_test_wait (find_row (fixture->window, title) == NULL);
  fecho_test_wait (find_button (fixture->window, NULL) != NULL &&
                   fecho_ui_find_label (fixture->window, "Undo") != NULL);
  g_signal_emit_by_name (gtk_widget_get_ancestor (fecho_ui_find_label (fixture->window, "Undo"),
                                                  GTK_TYPE_BUTTON), "clicked");
  g_assert_cmpuint (fecho_alerts_get_rules (fixture->alerts)->len, ==, 1);
}

static void
test_prune_needs_a_time (Fixture       *fixture,
                         gconstpointer  data)
{
  GtkWidget *button = get_of_care (fixture, "prune_button");

  adw_combo_row_set_selected (get_of_care (fixture, "keep_row"), 0);
  g_assert_false (gtk_widget_get_sensitive (button));
  adw_combo_row_set_selected (get_of_care (fixture, "keep_row"), 1);
  g_assert_true (gtk_widget_get_sensitive (button));
}

/* -- dictionaries */

static gboolean
says (Fixture    *fixture,
      const char *text)
{
  return fecho_ui_find_label (fixture->window, text) != NULL;
}

static void
import_dictionary (Fixture    *fixture,
                   const char *text)
{
  FechoDictionaryGroups *page = fecho_ui_find (fixture->window, FECHO_TYPE_DICTIONARY_GROUPS);
  /* Of this session alone: the next build may be tested at the same time. */
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "own-dictionary.json", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  fecho_dictionary_groups_import (page, file);
}

static GtkWidget *
find_remove_button (FechoDictionaryGroups *page)
{
  GtkWidget *label = fecho_ui_find_label (GTK_WIDGET (page), "<b>Own</b>");

  return fecho_ui_find (gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW), GTK_TYPE_BUTTON);
}

static AdwMessageDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (window))
        return ADW_MESSAGE_DIALOG (window);
    }

  return NULL;
}

static void
answer (Fixture    *fixture,
        const char *response)
{
  AdwMessageDialog *dialog;

  fecho_test_wait (find_dialog () != NULL);
  dialog = find_dialog ();
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* A name is never markup. */
static void
test_dictionaries (Fixture       *fixture,
                   gconstpointer  data)
{
  FechoDictionaryGroups *page;
  GtkWidget *empty;

  show_page (fixture, "monitoring");
  page = fecho_ui_find (fixture->window, FECHO_TYPE_DICTIONARY_GROUPS);
  empty = fecho_ui_get_child (page, "empty_row");
  fecho_test_wait (says (fixture, "Discord Gateway"));
  g_assert_true (gtk_widget_get_visible (empty));
  import_dictionary (fixture, OWN);
  fecho_test_wait (says (fixture, "<b>Own</b>"));
  g_assert_true (says (fixture, "1 code · a test"));
  g_assert_false (gtk_widget_get_visible (empty));

  /* Removing asks first. */
  g_signal_emit_by_name (find_remove_button (page), "clicked");
  answer (fixture, "remove");
  fecho_test_wait (gtk_widget_get_visible (empty));
  g_assert_false (says (fixture, "<b>Own</b>"));

  import_dictionary (fixture, "[]");
  answer (fixture, "close");
}

int
main (int   argc,
      char *argv[])
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;

  g_test_add ("/ui/preferences/settings-are-kept", Fixture, NULL, set_up, test_settings_are_kept,
              tear_down);
  g_test_add ("/ui/preferences/size", Fixture, NULL, set_up, test_size, tear_down);
  g_test_add ("/ui/preferences/check", Fixture, NULL, set_up, test_check, tear_down);
  g_test_add ("/ui/preferences/back-up", Fixture, NULL, set_up, test_back_up, tear_down);
  g_test_add ("/ui/preferences/back-up-is-cancelled", Fixture, NULL, set_up,
              test_back_up_is_cancelled, tear_down);
  g_test_add ("/ui/preferences/close-while-checking", Fixture, NULL, set_up,
              test_close_while_checking, tear_down);
  g_test_add ("/ui/preferences/rules", Fixture, NULL, set_up, test_rules, tear_down);
  g_test_add ("/ui/preferences/prune-needs-a-time", Fixture, NULL, set_up,
              test_prune_needs_a_time, tear_down);

  g_test_add ("/ui/preferences/dictionaries", Fixture, NULL, set_up, test_dictionaries, tear_down);

  return g_test_run ();
}
