/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-dialog.h"

#include <glib/gstdio.h>

#include "fecho-column-chips.h"
#include "fecho-exchange.h"
#include "fecho-export.h"
#include "fecho-export-groups.h"
#include "fecho-export-how.h"
#include "fecho-export-what.h"
#include "fecho-format.h"
#include "fecho-history-fixture.h"
#include "fecho-settings.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

/* %s is when it ended. */
#define LINE(host, rest) \
  "{\"url\":\"ws://" host ".example/\",\"closed_at\":\"%s\",\"code\":1006,\"was_clean\":false," \
                          "\"closed_by\":\"nobody\"," rest "}\n"
#define CLOSE "\"life_ms\":60000,\"stage\":\"open\""
#define ATTEMPT "\"failed_attempt\":true,\"stage\":\"tcp\""

typedef struct
{
  FechoMonitor *monitor;
  FechoRange *range;
  FechoExportDialog *dialog;
  char *folder;
  char *path;
  char *exported;               /* what the signal said */
  gint64 n_exported;
} Fixture;

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

/* Three closes of two sessions and one failed attempt; one of the closes is older than a day. */
static void
add_events (Fixture *fixture)
{
  gint64 now_us = g_get_real_time ();
  g_autofree char *recent = fecho_format_rfc3339 (now_us - G_TIME_SPAN_HOUR, FALSE);
  g_autofree char *old = fecho_format_rfc3339 (now_us - 3 * G_TIME_SPAN_DAY, FALSE);
  g_autofree char *lines = g_strdup_printf (LINE ("a", CLOSE) LINE ("b", CLOSE) LINE ("a", CLOSE)
                                            LINE ("b", ATTEMPT), old, recent, recent, recent);
  g_autofree char *path = g_build_filename (fixture->folder, "events.jsonl", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  FechoImported imported;
  GListModel *sessions;

  g_file_set_contents (path, lines, -1, &error);
  g_assert_no_error (error);
  fecho_exchange_import_async (fixture->monitor, path, NULL, NULL, NULL, result_cb, &result);
  fecho_test_wait (result != NULL);
  fecho_exchange_import_finish (result, &imported, &error);
  g_assert_no_error (error);
  g_assert_cmpint (imported.n_new_events, ==, 4);
  /* Their sessions are in the list at once. */
  sessions = fecho_monitor_get_sessions (fixture->monitor);
  g_assert_cmpuint (g_list_model_get_n_items (sessions), ==, 2);
  g_unlink (path);
}

static void
exported_cb (FechoExportDialog *dialog,
             const char        *path,
             gint64             n_events,
             Fixture           *fixture)
{
  fixture->exported = g_strdup (path);
  fixture->n_exported = n_events;
}

/* What the test before has left to be remembered. */
static void
forget (void)
{
  const char *const nothing[] = { NULL };

  fecho_settings_set_string (FECHO_SETTING_EXPORT_FORMAT, "csv");
  fecho_settings_set_string (FECHO_SETTING_EXPORT_LANGUAGE, "");
  fecho_settings_set_string (FECHO_SETTING_EXPORT_TIMES, "utc");
  fecho_settings_set_strv (FECHO_SETTING_EXPORT_COLUMNS, nothing);
  fecho_settings_set_boolean (FECHO_SETTING_EXPORT_ATTEMPTS, FALSE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  forget ();
  fixture->folder = g_dir_make_tmp ("fecho-export-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "out", NULL);
  fixture->monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT);
  add_events (fixture);
  fixture->range = fecho_range_new ();
  fixture->dialog = fecho_export_dialog_new (fixture->monitor, fixture->range, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *)&fixture->dialog);
  g_signal_connect (fixture->dialog, "exported", G_CALLBACK (exported_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  fecho_test_wait (fixture->dialog == NULL);
  g_assert_finalize_object (fixture->range);
  fecho_ui_monitor_end (fixture->monitor);
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* nothing was left beside it */
  g_free (fixture->exported);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* -- what it shows and does */

static gpointer
child (Fixture    *fixture,
       const char *id)
{
  GtkWidget *parts[] = {
    GTK_WIDGET (fixture->dialog),
    fecho_ui_find (GTK_WIDGET (fixture->dialog), FECHO_TYPE_EXPORT_WHAT),
    fecho_ui_find (GTK_WIDGET (fixture->dialog), FECHO_TYPE_EXPORT_HOW),
  };
  GObject *found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (parts) && found == NULL; i++)
    found = gtk_widget_get_template_child (parts[i], G_OBJECT_TYPE (parts[i]), id);
  g_assert_nonnull (found);

  return found;
}

static const char *
get_sum (Fixture *fixture)
{
  return gtk_label_get_text (child (fixture, "sum_label"));
}

static void
wait_for_sum (Fixture    *fixture,
              const char *text)
{
  fecho_test_wait (g_str_equal (get_sum (fixture), text));
}

static void
choose (Fixture    *fixture,
        const char *format)
{
  g_autofree char *id = g_strconcat (format, "_button", NULL);

  gtk_check_button_set_active (child (fixture, id), TRUE);
}

static char *
write_file (Fixture *fixture)
{
  char *text = NULL;
  g_autoptr(GError) error = NULL;

  fecho_export_dialog_write (fixture->dialog, fixture->path);
  fecho_test_wait (fixture->dialog == NULL);
  g_assert_cmpstr (fixture->exported, ==, fixture->path);
  g_file_get_contents (fixture->path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static guint
count_lines (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strv_length (lines) - 1;
}

static void
test_sum (Fixture       *fixture,
          gconstpointer  data)
{
  wait_for_sum (fixture, "2 closes of 2 sessions will be written");
  g_assert_true (gtk_widget_get_sensitive (child (fixture, "export_button")));
  gtk_switch_set_active (child (fixture, "attempts_switch"), TRUE);
  wait_for_sum (fixture, "2 closes and 1 failed attempt of 2 sessions will be written");
  adw_combo_row_set_selected (child (fixture, "period_row"), 1);
  wait_for_sum (fixture, "3 closes and 1 failed attempt of 2 sessions will be written");
  choose (fixture, "sqlite");
  g_assert_true (g_str_has_prefix (get_sum (fixture), "The whole history will be copied"));
  g_assert_false (gtk_widget_get_sensitive (child (fixture, "what_group")));
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  g_assert_true (fecho_filter_add_codes (filter, "4999", FALSE, NULL));
  fecho_export_dialog_set_filter (fixture->dialog, filter, "code:4999");
  wait_for_sum (fixture, "Nothing to write");
  g_assert_false (gtk_widget_get_sensitive (child (fixture, "export_button")));
  gtk_switch_set_active (child (fixture, "filter_switch"), FALSE);
  wait_for_sum (fixture, "2 closes of 2 sessions will be written");
}

static void
test_no_column (Fixture       *fixture,
                gconstpointer  data)
{
  const char *const none[] = { NULL };

  wait_for_sum (fixture, "2 closes of 2 sessions will be written");
  fecho_column_chips_set_chosen (child (fixture, "chips"), none);
  g_assert_cmpstr (get_sum (fixture), ==, "No column is chosen");
  g_assert_false (gtk_widget_get_sensitive (child (fixture, "export_button")));
  choose (fixture, "html");
  g_assert_true (gtk_widget_get_sensitive (child (fixture, "export_button")));
}

static void
test_csv (Fixture       *fixture,
          gconstpointer  data)
{
  const char *const groups[] = { "code", "session", NULL };
  g_autofree char *text = NULL;

  fecho_column_chips_set_chosen (child (fixture, "chips"), groups);
  text = write_file (fixture);
  g_assert_cmpint (fixture->n_exported, ==, 2);
  g_assert_true (g_str_has_prefix (text, "code,class,session\r\n1006,abnormal,"));
  g_assert_cmpuint (count_lines (text), ==, 3);
}

/* Each language by its own name, whatever the interface speaks, and the file in the chosen one. */
static void
test_languages (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct
  {
    const char *lang;
    const char *name;
  } languages[] = {
    { "English", "Abnormal Closure" },
    { "Español", "Cierre anormal" },
    { "Português (Brasil)", "Fechamento anormal" },
    { "Português (Portugal)", "Fecho anormal" },
  };
  const char *const groups[] = { "name", NULL };
  guint wanted = GPOINTER_TO_UINT (data);
  AdwComboRow *row = child (fixture, "language_row");
  GListModel *model = adw_combo_row_get_model (row);
  g_autofree char *expected = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, G_N_ELEMENTS (languages));
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (model), i), ==,
                     languages[i].lang);

  adw_combo_row_set_selected (row, wanted);
  fecho_column_chips_set_chosen (child (fixture, "chips"), groups);
  text = write_file (fixture);
  expected = g_strdup_printf ("name\r\n%s\r\n", languages[wanted].name);
  g_assert_true (g_str_has_prefix (text, expected));
}

static void
test_jsonl (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *text = NULL;

  choose (fixture, "jsonl");
  adw_combo_row_set_selected (child (fixture, "period_row"), 1);
  gtk_switch_set_active (child (fixture, "attempts_switch"), TRUE);
  text = write_file (fixture);
  g_assert_cmpint (fixture->n_exported, ==, 4);
  g_assert_cmpuint (count_lines (text), ==, 4);
}

static void
test_html (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = NULL;

  choose (fixture, "html");
  text = write_file (fixture);
  g_assert_true (g_str_has_prefix (text, "<!DOCTYPE html>"));
}

static void
test_sqlite (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *text = NULL;

  choose (fixture, "sqlite");
  text = write_file (fixture);
  g_assert_cmpint (fixture->n_exported, ==, -1);
  g_assert_true (g_str_has_prefix (text, "SQLite format 3"));
}

/* What cannot be written is told, and the dialog stays. */
static void
test_fault (Fixture       *fixture,
            gconstpointer  data)
{
  fecho_export_dialog_write (fixture->dialog, "/proc/none/out.csv");
  fecho_test_wait (g_str_has_prefix (get_sum (fixture), "The file could not be written"));
  g_assert_nonnull (fixture->dialog);
  g_assert_null (fixture->exported);
}

/* Every column is in one group, and no group names a column that is none. */
static void
test_groups (void)
{
  gsize n_groups;
  const FechoExportGroup *groups = fecho_export_groups_get (&n_groups);
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  g_auto(GStrv) columns = NULL;

  for (gsize i = 0; i < n_groups; i++)
    g_ptr_array_add (ids, (gpointer)groups[i].id);
  g_ptr_array_add (ids, NULL);
  columns = fecho_export_groups_resolve ((const char *const *)ids->pdata);
  g_assert_cmpuint (g_strv_length (columns), ==,
                    g_strv_length ((char **)fecho_export_get_columns ()));
  for (guint i = 0; columns[i] != NULL; i++)
    g_assert_true (g_strv_contains (fecho_export_get_columns (), columns[i]));
}

/* The order that a person gave is the order of the columns. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  const char *const groups[] = { "reason", "time", NULL };
  FechoColumnChips *chips = child (fixture, "chips");
  g_auto(GStrv) chosen = NULL;

  fecho_column_chips_set_chosen (chips, groups);
  chosen = fecho_column_chips_dup_chosen (chips);
  g_assert_true (g_strv_equal ((const char *const *)chosen, groups));
}

/* Sessions and kinds of the history's filter stay what they are. */
static void
test_filter (Fixture       *fixture,
             gconstpointer  data)
{
  GListModel *sessions = fecho_monitor_get_sessions (fixture->monitor);
  g_autoptr(FechoSession) first = g_list_model_get_item (sessions, 0);
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autofree char *text = NULL;

  gtk_switch_set_active (child (fixture, "attempts_switch"), TRUE);
  wait_for_sum (fixture, "2 closes and 1 failed attempt of 2 sessions will be written");
  filter->kinds = FECHO_KINDS_CLOSES;
  filter->sessions = fecho_id_list_new ((const char *[]) { fecho_session_get_id (first), NULL });
  fecho_export_dialog_set_filter (fixture->dialog, filter, "Session: <a & b");
  wait_for_sum (fixture, "1 close of 1 session will be written");
  choose (fixture, "html");
  text = write_file (fixture);
  g_assert_cmpint (fixture->n_exported, ==, 1);
  /* The report says what it was made of. */
  g_assert_nonnull (strstr (text, "is:close"));
}

/* What was picked, of whatever period. */
static void
test_events (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) events = fecho_history_read (fixture->monitor);
  g_autofree char *text = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      const FechoCloseRecord *record = fecho_close_event_get_record (events->pdata[i]);

      /* The one of three days ago is the last. */
      if (i == 0 || i == events->len - 1)
        g_array_append_val (ids, record->id);
    }
  gtk_switch_set_active (child (fixture, "attempts_switch"), TRUE);
  fecho_export_dialog_set_events (fixture->dialog, ids);
  g_assert_false (gtk_widget_get_visible (child (fixture, "period_row")));
  choose (fixture, "jsonl");
  text = write_file (fixture);
  g_assert_cmpint (fixture->n_exported, ==, 2);
}

static void
test_remembers (Fixture       *fixture,
                gconstpointer  data)
{
  const char *const groups[] = { "reason", "time", NULL };
  g_auto(GStrv) chosen = NULL;
  g_autofree char *text = NULL;

  choose (fixture, "json");
  fecho_column_chips_set_chosen (child (fixture, "chips"), groups);
  adw_combo_row_set_selected (child (fixture, "times_row"), 1);
  gtk_switch_set_active (child (fixture, "attempts_switch"), TRUE);
  text = write_file (fixture);

  fixture->dialog = fecho_export_dialog_new (fixture->monitor, fixture->range, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *)&fixture->dialog);
  chosen = fecho_column_chips_dup_chosen (child (fixture, "chips"));
  g_assert_true (g_strv_equal ((const char *const *)chosen, groups));
  g_assert_true (gtk_check_button_get_active (child (fixture, "json_button")));
  g_assert_cmpuint (adw_combo_row_get_selected (child (fixture, "times_row")), ==, 1);
  g_assert_true (gtk_switch_get_active (child (fixture, "attempts_switch")));
}

int
main (int    argc,
      char **argv)
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;

  g_test_add_func ("/ui/export-dialog/groups", test_groups);
#define ADD(name, func) \
  g_test_add ("/ui/export-dialog/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("sum", test_sum);
  ADD ("nothing", test_nothing);
  ADD ("no-column", test_no_column);
  ADD ("order", test_order);
  ADD ("csv", test_csv);
  ADD ("jsonl", test_jsonl);
  ADD ("html", test_html);
  ADD ("sqlite", test_sqlite);
  ADD ("fault", test_fault);
  ADD ("filter", test_filter);
  ADD ("events", test_events);
  ADD ("remembers", test_remembers);
#undef ADD
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/export-dialog/language-%u", i);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_languages, tear_down);
    }

  return g_test_run ();
}
