/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-dialog.h"

#include <glib/gi18n.h>

#include "fecho-column-chips.h"
#include "fecho-exchange.h"
#include "fecho-export-groups.h"
#include "fecho-fault-text.h"
#include "fecho-format.h"
#include "fecho-language-list.h"
#include "fecho-safe-text.h"
#include "fecho-settings.h"

/* Shorter work needs no bar. */
#define SHOW_PROGRESS_MS 1000

enum
{
  PERIOD_SHOWN,
  PERIOD_ALL,
};

enum
{
  SESSIONS_CHOSEN,
  SESSIONS_ALL,
};

struct _FechoExportDialog
{
  AdwWindow parent_instance;

  GtkWidget *export_button;
  GtkWidget *page;
  GtkCheckButton *csv_button;
  GtkCheckButton *json_button;
  GtkCheckButton *jsonl_button;
  GtkCheckButton *html_button;
  GtkCheckButton *sqlite_button;
  GtkWidget *what_group;
  GtkWidget *how_group;
  AdwActionRow *selection_row;
  AdwComboRow *period_row;
  AdwComboRow *sessions_row;
  AdwActionRow *filter_row;
  GtkSwitch *filter_switch;
  AdwActionRow *attempts_row;
  GtkSwitch *attempts_switch;
  AdwComboRow *language_row;
  AdwComboRow *times_row;
  GtkWidget *columns_row;
  GtkLabel *columns_label;
  FechoColumnChips *chips;
  GtkWidget *sum_box;
  GtkLabel *sum_label;
  GtkLabel *file_label;
  GtkProgressBar *progress_bar;

  FechoMonitor *monitor;
  FechoRange *range;
  FechoIdList *scope;           /* NULL: all sessions */
  FechoFilter *history_filter;  /* NULL: none */
  GArray *ids;                  /* gint64: only these events; NULL: not picked */
  char **langs;
  GtkFileChooserNative *chooser;
  GCancellable *counting;       /* NULL: nothing is being counted */
  GCancellable *writing;        /* NULL: nothing is being written */
  guint progress_source;
  FechoExportCount count;
};

enum
{
  SIGNAL_EXPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FechoExportDialog, fecho_export_dialog, ADW_TYPE_WINDOW)

/* -- what was chosen */

static gboolean
is_copy (FechoExportDialog *self)
{
  return gtk_check_button_get_active (self->sqlite_button);
}

static FechoExportFormat
get_format (FechoExportDialog *self)
{
  if (gtk_check_button_get_active (self->json_button))
    return FECHO_EXPORT_JSON;
  if (gtk_check_button_get_active (self->jsonl_button))
    return FECHO_EXPORT_JSONL;
  if (gtk_check_button_get_active (self->html_button))
    return FECHO_EXPORT_HTML;

  return FECHO_EXPORT_CSV;
}

static const char *
get_extension (FechoExportDialog *self)
{
  if (is_copy (self))
    return "db";

  switch (get_format (self))
    {
    case FECHO_EXPORT_CSV:
      return "csv";
    case FECHO_EXPORT_JSON:
      return "json";
    case FECHO_EXPORT_JSONL:
      return "jsonl";
    case FECHO_EXPORT_HTML:
      return "html";
    }

  g_assert_not_reached ();
}

static gboolean
is_filtered (FechoExportDialog *self)
{
  return self->history_filter != NULL && gtk_switch_get_active (self->filter_switch);
}

/* Those of both lists. */
static FechoIdList *
intersect (const FechoIdList *first,
           const FechoIdList *second)
{
  g_autoptr(GStrvBuilder) both = g_strv_builder_new ();
  gboolean found = FALSE;

  for (const char *const *id = fecho_id_list_get_ids (first); *id != NULL; id++)
    {
      if (!fecho_id_list_has (second, *id))
        continue;
      g_strv_builder_add (both, *id);
      found = TRUE;
    }
  /* An empty list would be any session. */
  if (!found)
    g_strv_builder_add (both, "");

  return fecho_id_list_new_take (g_strv_builder_end (both));
}

static void
set_sessions (FechoExportDialog *self,
              FechoFilter       *filter)
{
  g_autoptr(FechoIdList) of_filter = g_steal_pointer (&filter->sessions);

  if (self->scope == NULL || adw_combo_row_get_selected (self->sessions_row) != SESSIONS_CHOSEN)
    filter->sessions = g_steal_pointer (&of_filter);
  else if (of_filter != NULL)
    filter->sessions = intersect (self->scope, of_filter);
  else
    filter->sessions = fecho_id_list_ref (self->scope);
}

/* Of both kinds, as far as the history is not filtered by them. */
static FechoFilter *
make_filter_of_both (FechoExportDialog *self)
{
  FechoFilter *filter = is_filtered (self) ? fecho_filter_copy (self->history_filter)
                        : fecho_filter_new ();

  filter->since_us = G_MININT64;
  filter->until_us = G_MAXINT64;
  if (self->ids != NULL)
    {
      fecho_filter_set_ids (filter, self->ids);
      return filter;
    }
  if (adw_combo_row_get_selected (self->period_row) == PERIOD_SHOWN)
    {
      filter->since_us = fecho_range_get_from_us (self->range);
      filter->until_us = fecho_range_get_to_us (self->range);
    }
  set_sessions (self, filter);

  return filter;
}

static FechoFilter *
make_filter (FechoExportDialog *self)
{
  FechoFilter *filter = make_filter_of_both (self);

  if (!gtk_switch_get_active (self->attempts_switch))
    filter->kinds &= FECHO_KINDS_CLOSES;

  return filter;
}

static char *
make_file_name (FechoExportDialog *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%d-%H%M");

  return g_strdup_printf ("fecho-%s.%s", stamp, get_extension (self));
}

/* -- what will be written */

static char *
describe_sum (FechoExportDialog *self)
{
  gboolean attempts = gtk_switch_get_active (self->attempts_switch);
  g_autofree char *n_closes = fecho_format_count (self->count.n_closes);
  g_autofree char *n_attempts = fecho_format_count (self->count.n_attempts);
  g_autofree char *closes = NULL;
  g_autofree char *failed = NULL;
  g_autofree char *sessions = NULL;

  /* Translators: %s is a number, in “102 closes of 12 sessions will be written”. */
  closes = g_strdup_printf (ngettext ("%s close", "%s closes", self->count.n_closes), n_closes);
  /* Translators: %s is a number, in “102 closes and 29 failed attempts of 12 sessions”. */
  failed = g_strdup_printf (ngettext ("%s failed attempt", "%s failed attempts",
                                      self->count.n_attempts), n_attempts);
  /* Translators: %u is a number, in “102 closes of 12 sessions will be written”. */
  sessions = g_strdup_printf (ngettext ("%u session", "%u sessions", self->count.n_sessions),
                              self->count.n_sessions);
  if (attempts && self->count.n_attempts > 0)
    /* Translators: “102 closes” and “29 failed attempts” of “12 sessions”. */
    return g_strdup_printf (_("%s and %s of %s will be written"), closes, failed, sessions);

  /* Translators: “102 closes” of “12 sessions”. */
  return g_strdup_printf (_("%s of %s will be written"), closes, sessions);
}

static gboolean
has_something (FechoExportDialog *self)
{
  return is_copy (self) || self->count.n_closes > 0 ||
         (gtk_switch_get_active (self->attempts_switch) && self->count.n_attempts > 0);
}

static gboolean
has_columns (FechoExportDialog *self)
{
  g_auto(GStrv) chosen = fecho_column_chips_dup_chosen (self->chips);

  return is_copy (self) || get_format (self) == FECHO_EXPORT_HTML || chosen[0] != NULL;
}

static void
show_attempts (FechoExportDialog *self)
{
  g_autofree char *count = fecho_format_count (self->count.n_attempts);
  g_autofree char *text = NULL;

  /* Translators: %s is a number of attempts to connect. */
  text = g_strdup_printf (ngettext ("%s attempt that never opened", "%s attempts that never opened",
                                    self->count.n_attempts), count);
  adw_action_row_set_subtitle (self->attempts_row, text);
}

static void
show_sum (FechoExportDialog *self)
{
  g_autofree char *text = NULL;
  g_autofree char *name = make_file_name (self);
  gboolean ready = has_something (self) && has_columns (self);

  if (is_copy (self))
    text = g_strdup (_("The whole history will be copied, whatever is chosen above"));
  else if (!has_something (self))
    text = g_strdup (_("Nothing to write"));
  else if (!has_columns (self))
    text = g_strdup (_("No column is chosen"));
  else
    text = describe_sum (self);

  gtk_label_set_text (self->sum_label, text);
  gtk_label_set_text (self->file_label, name);
  gtk_widget_set_visible (GTK_WIDGET (self->file_label), ready);
  gtk_widget_set_sensitive (self->export_button, ready && self->writing == NULL);
}

/* Both kinds were counted. */
static void
leave_out_unwanted (FechoExportDialog *self)
{
  FechoKinds kinds = is_filtered (self) ? self->history_filter->kinds : FECHO_KINDS_BOTH;

  if ((kinds & FECHO_KINDS_CLOSES) == 0)
    self->count.n_closes = 0;
  if ((kinds & FECHO_KINDS_ATTEMPTS) == 0)
    self->count.n_attempts = 0;
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  FechoExportDialog *self = user_data;
  FechoExportCount count;
  g_autoptr(GError) error = NULL;

  if (!fecho_exchange_count_finish (result, &count, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      /* Not to be counted is no reason not to be written. */
      g_clear_object (&self->counting);
      gtk_label_set_text (self->sum_label, _("The closes could not be counted"));
      gtk_widget_set_sensitive (self->export_button, has_columns (self));
      return;
    }

  g_clear_object (&self->counting);
  self->count = count;
  leave_out_unwanted (self);
  show_attempts (self);
  show_sum (self);
}

static void
stop_counting (FechoExportDialog *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

static void
count_again (FechoExportDialog *self)
{
  g_autoptr(FechoFilter) filter = NULL;

  if (self->monitor == NULL)
    return;

  stop_counting (self);
  self->counting = g_cancellable_new ();
  filter = make_filter (self);
  fecho_exchange_count_async (self->monitor, filter, self->counting, counted_cb, self);
}

/* -- changes */

static void
format_toggled_cb (FechoExportDialog *self)
{
  gboolean copy = is_copy (self);
  FechoExportFormat format = get_format (self);

  if (self->monitor == NULL)
    return;

  gtk_widget_set_sensitive (self->what_group, !copy);
  gtk_widget_set_sensitive (self->how_group, !copy);
  gtk_widget_set_visible (self->columns_row, !copy && format != FECHO_EXPORT_HTML);
  show_sum (self);
}

static char *
describe_period (FechoExportDialog *self)
{
  gint64 now_us = g_get_real_time ();
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (adw_combo_row_get_selected (self->period_row) != PERIOD_SHOWN)
    return g_strdup (_("From the first close on"));

  from = fecho_format_time (fecho_range_get_from_us (self->range), now_us);
  to = fecho_format_time (fecho_range_get_to_us (self->range), now_us);

  /* Translators: the beginning and the end of a period. */
  return g_strdup_printf (_("%s to %s"), from, to);
}

static void
choice_changed_cb (FechoExportDialog *self)
{
  g_autofree char *period = NULL;

  if (self->monitor == NULL)
    return;

  period = describe_period (self);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->period_row), period);
  count_again (self);
}

static void
times_changed_cb (FechoExportDialog *self)
{
  gboolean local = adw_combo_row_get_selected (self->times_row) == 1;
  g_autofree char *example = fecho_format_rfc3339 (g_get_real_time (), local);
  g_autofree char *text = NULL;

  /* Translators: %s is a time as it will be written. */
  text = g_strdup_printf (_("RFC 3339: %s"), example);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->times_row), text);
}

static void
columns_changed_cb (FechoExportDialog *self)
{
  g_auto(GStrv) chosen = fecho_column_chips_dup_chosen (self->chips);
  guint n_groups = fecho_column_chips_get_n (self->chips);
  g_autofree char *text = NULL;

  /* Translators: how many of the groups of columns are chosen, “12 of 15”. */
  text = g_strdup_printf (_("%u of %u"), g_strv_length (chosen), n_groups);
  gtk_label_set_text (self->columns_label, text);
  if (self->monitor != NULL)
    show_sum (self);
}

/* -- what is remembered */

static GtkCheckButton *
find_format_button (FechoExportDialog *self,
                    const char        *name)
{
  if (g_str_equal (name, "json"))
    return self->json_button;
  if (g_str_equal (name, "jsonl"))
    return self->jsonl_button;
  if (g_str_equal (name, "html"))
    return self->html_button;
  if (g_str_equal (name, "sqlite"))
    return self->sqlite_button;

  return self->csv_button;
}

static void
choose_language (FechoExportDialog *self,
                 const char        *lang)
{
  for (guint i = 0; self->langs[i] != NULL; i++)
    {
      if (g_str_equal (self->langs[i], lang))
        adw_combo_row_set_selected (self->language_row, i);
    }
}

static void
recall (FechoExportDialog *self)
{
  g_autofree char *format = fecho_settings_get_string (FECHO_SETTING_EXPORT_FORMAT);
  g_autofree char *lang = fecho_settings_get_string (FECHO_SETTING_EXPORT_LANGUAGE);
  g_autofree char *times = fecho_settings_get_string (FECHO_SETTING_EXPORT_TIMES);
  g_auto(GStrv) columns = fecho_settings_get_strv (FECHO_SETTING_EXPORT_COLUMNS);

  gtk_check_button_set_active (find_format_button (self, format), TRUE);
  choose_language (self, lang);
  adw_combo_row_set_selected (self->times_row, g_str_equal (times, "local") ? 1 : 0);
  if (columns[0] != NULL)
    fecho_column_chips_set_chosen (self->chips, (const char *const *)columns);
  gtk_switch_set_active (self->attempts_switch,
                         fecho_settings_get_boolean (FECHO_SETTING_EXPORT_ATTEMPTS));
}

/* What was once written with. */
static void
remember (FechoExportDialog *self)
{
  g_auto(GStrv) columns = fecho_column_chips_dup_chosen (self->chips);
  g_autoptr(FechoCatalog) own = fecho_catalog_new (NULL, NULL);
  const char *lang = self->langs[adw_combo_row_get_selected (self->language_row)];

  fecho_settings_set_string (FECHO_SETTING_EXPORT_FORMAT,
                             is_copy (self) ? "sqlite" : get_extension (self));
  if (is_copy (self))
    return;

  /* Who changes the language of the interface goes on in that. */
  if (own != NULL && g_strcmp0 (lang, fecho_catalog_get_lang (own)) == 0)
    lang = "";
  fecho_settings_set_string (FECHO_SETTING_EXPORT_LANGUAGE, lang);
  fecho_settings_set_string (FECHO_SETTING_EXPORT_TIMES,
                             adw_combo_row_get_selected (self->times_row) == 1 ? "local" : "utc");
  fecho_settings_set_strv (FECHO_SETTING_EXPORT_COLUMNS, (const char *const *)columns);
  fecho_settings_set_boolean (FECHO_SETTING_EXPORT_ATTEMPTS,
                              gtk_switch_get_active (self->attempts_switch));
}

/* -- writing */

static void
show_fault (FechoExportDialog *self,
            const char        *text)
{
  gtk_label_set_text (self->sum_label, text);
  gtk_widget_add_css_class (gtk_widget_get_parent (self->sum_box), "error");
}

static void
end_writing (FechoExportDialog *self)
{
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_object (&self->writing);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), FALSE);
  gtk_widget_set_sensitive (self->what_group, !is_copy (self));
  gtk_widget_set_sensitive (self->how_group, !is_copy (self));
  show_sum (self);
}

static void
finish_writing (FechoExportDialog *self,
                const char        *path,
                gint64             n_events,
                GError            *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *fault = NULL;

  end_writing (self);
  if (error == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_EXPORTED], 0, path, n_events);
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (!cancelled)
    {
      fault = fecho_fault_text_file (error);
      show_fault (self, fault);
    }
}

typedef struct
{
  FechoExportDialog *dialog;
  char *path;
} Writing;

static void
writing_free (Writing *self)
{
  g_object_unref (self->dialog);
  g_free (self->path);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Writing) writing = user_data;
  g_autoptr(GError) error = NULL;
  gint64 n_events = fecho_exchange_export_finish (result, &error);

  finish_writing (writing->dialog, writing->path, n_events, error);
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Writing) writing = user_data;
  g_autoptr(GError) error = NULL;

  (void)fecho_exchange_copy_finish (result, &error); /* the error says it */
  finish_writing (writing->dialog, writing->path, -1, error);
}

static void
progress_cb (double   fraction,
             gpointer data)
{
  Writing *writing = data;

  gtk_progress_bar_set_fraction (writing->dialog->progress_bar, fraction);
}

static gboolean
show_progress_cb (gpointer data)
{
  FechoExportDialog *self = data;

  self->progress_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), TRUE);

  return G_SOURCE_REMOVE;
}

static void
begin_writing (FechoExportDialog *self)
{
  self->writing = g_cancellable_new ();
  self->progress_source = g_timeout_add (SHOW_PROGRESS_MS, show_progress_cb, self);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_widget_remove_css_class (gtk_widget_get_parent (self->sum_box), "error");
  gtk_widget_set_sensitive (self->what_group, FALSE);
  gtk_widget_set_sensitive (self->how_group, FALSE);
  show_sum (self);
}

static FechoCatalog *
load_catalog (FechoExportDialog *self)
{
  guint lang = adw_combo_row_get_selected (self->language_row);

  return fecho_catalog_new (self->langs[lang], NULL);
}

void
fecho_export_dialog_write (FechoExportDialog *self,
                           const char        *path)
{
  g_autoptr(FechoFilter) filter = NULL;
  g_autoptr(FechoCatalog) catalog = NULL;
  g_auto(GStrv) groups = NULL;
  g_auto(GStrv) columns = NULL;
  FechoExportOptions options = { 0 };
  Writing *writing;

  g_return_if_fail (FECHO_IS_EXPORT_DIALOG (self));
  g_return_if_fail (path != NULL);

  if (self->writing != NULL)
    return;

  writing = g_new0 (Writing, 1);
  writing->dialog = g_object_ref (self);
  writing->path = g_strdup (path);
  begin_writing (self);
  remember (self);
  if (is_copy (self))
    {
      fecho_exchange_copy_async (self->monitor, path, TRUE, progress_cb, writing, self->writing,
                                 copied_cb, writing);
      return;
    }

  filter = make_filter (self);
  catalog = load_catalog (self);
  groups = fecho_column_chips_dup_chosen (self->chips);
  columns = fecho_export_groups_resolve ((const char *const *)groups);
  options.format = get_format (self);
  options.columns = options.format != FECHO_EXPORT_HTML ? columns : NULL;
  options.local_times = adw_combo_row_get_selected (self->times_row) == 1;
  options.catalog = catalog;
  fecho_exchange_export_async (self->monitor, filter, &options, path, TRUE, progress_cb, writing,
                               self->writing, exported_cb, writing);
}

static void
file_chosen_cb (GtkNativeDialog   *chooser,
                int                response,
                FechoExportDialog *self)
{
  g_autoptr(GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    path = g_file_get_path (file);
  g_clear_object (&self->chooser);
  if (file != NULL && path == NULL)
    show_fault (self, _("Choose a folder of this computer"));
  else if (path != NULL)
    fecho_export_dialog_write (self, path);
}

static void
export_clicked_cb (FechoExportDialog *self)
{
  g_autofree char *name = make_file_name (self);

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_("Export Closes"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* The first Cancel stops the work, the next one closes. */
static gboolean
fecho_export_dialog_close_request (GtkWindow *window)
{
  FechoExportDialog *self = FECHO_EXPORT_DIALOG (window);

  if (self->writing != NULL)
    {
      g_cancellable_cancel (self->writing);
      return TRUE;
    }

  return GTK_WINDOW_CLASS (fecho_export_dialog_parent_class)->close_request (window);
}

/* -- what there is to choose from */

static void
fill_periods (FechoExportDialog *self)
{
  FechoRangePreset preset = fecho_range_get_preset (self->range);
  const char *shown = preset != FECHO_PRESET_CUSTOM ? fecho_range_preset_get_title (preset)
                      : _("Period shown");
  /* Translators: a range of time: all that was ever recorded. */
  const char *const items[] = { shown, _("Everything"), NULL };
  g_autoptr(GtkStringList) list = gtk_string_list_new (items);

  adw_combo_row_set_model (self->period_row, G_LIST_MODEL (list));
}

static char *
describe_scope (FechoExportDialog *self)
{
  guint n = fecho_id_list_get_length (self->scope);
  FechoSession *session = NULL;

  if (n == 1)
    session = fecho_monitor_find_session (self->monitor, fecho_id_list_get_ids (self->scope)[0]);
  if (session != NULL)
    return fecho_safe_text_line (fecho_session_get_name (session));

  /* Translators: %u is how many sessions are selected. */
  return g_strdup_printf (ngettext ("%u session", "%u sessions", n), n);
}

static void
fill_sessions (FechoExportDialog *self)
{
  g_autofree char *chosen = self->scope != NULL ? describe_scope (self) : NULL;
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  if (chosen != NULL)
    gtk_string_list_append (list, chosen);
  gtk_string_list_append (list, _("All Sessions"));
  adw_combo_row_set_model (self->sessions_row, G_LIST_MODEL (list));
  gtk_widget_set_sensitive (GTK_WIDGET (self->sessions_row), chosen != NULL);
}

static void
fill_languages (FechoExportDialog *self)
{
  g_autoptr(FechoCatalog) own = fecho_catalog_new (NULL, NULL);
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  self->langs = fecho_catalog_list_langs ();
  fecho_language_list_append (list, self->langs);
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (list));
  for (guint i = 0; own != NULL && self->langs[i] != NULL; i++)
    {
      if (g_str_equal (self->langs[i], fecho_catalog_get_lang (own)))
        adw_combo_row_set_selected (self->language_row, i);
    }
}

/* -- the object */

static void
fecho_export_dialog_dispose (GObject *object)
{
  FechoExportDialog *self = FECHO_EXPORT_DIALOG (object);

  stop_counting (self);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), FECHO_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->range);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_export_dialog_parent_class)->dispose (object);
}

static void
fecho_export_dialog_finalize (GObject *object)
{
  FechoExportDialog *self = FECHO_EXPORT_DIALOG (object);

  g_clear_pointer (&self->scope, fecho_id_list_unref);
  g_strfreev (self->langs);
  g_clear_pointer (&self->history_filter, fecho_filter_free);
  g_clear_pointer (&self->ids, g_array_unref);

  G_OBJECT_CLASS (fecho_export_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, page);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, csv_button);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, json_button);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, jsonl_button);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, html_button);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, sqlite_button);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, what_group);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, how_group);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, period_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, selection_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, sessions_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, filter_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, filter_switch);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, attempts_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, attempts_switch);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, language_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, times_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, columns_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, columns_label);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, chips);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, sum_box);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, sum_label);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, file_label);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, times_changed_cb);
}

static void
fecho_export_dialog_class_init (FechoExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = fecho_export_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = fecho_export_dialog_close_request;

  signals[SIGNAL_EXPORTED] =
    g_signal_new ("exported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  g_type_ensure (FECHO_TYPE_COLUMN_CHIPS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-export-dialog.ui");
  bind_template (widget_class);
}

static void
fecho_export_dialog_init (FechoExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

FechoExportDialog *
fecho_export_dialog_new (FechoMonitor      *monitor,
                         FechoRange        *range,
                         const char *const *scope)
{
  FechoExportDialog *self;

  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), NULL);
  g_return_val_if_fail (FECHO_IS_RANGE (range), NULL);

  self = g_object_new (FECHO_TYPE_EXPORT_DIALOG, NULL);
  self->range = g_object_ref (range);
  self->scope = fecho_id_list_new (scope);
  self->monitor = monitor;
  fill_periods (self);
  fill_sessions (self);
  fill_languages (self);
  recall (self);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_row), FALSE);
  g_object_ref (monitor);
  times_changed_cb (self);
  columns_changed_cb (self);
  format_toggled_cb (self);
  choice_changed_cb (self);

  return self;
}

void
fecho_export_dialog_set_filter (FechoExportDialog *self,
                                const FechoFilter *filter,
                                const char        *description)
{
  g_return_if_fail (FECHO_IS_EXPORT_DIALOG (self));
  g_return_if_fail (filter != NULL);
  g_return_if_fail (description != NULL);

  g_clear_pointer (&self->history_filter, fecho_filter_free);
  self->history_filter = fecho_filter_copy (filter);
  adw_action_row_set_subtitle (self->filter_row, description);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_row), TRUE);
  count_again (self);
}

void
fecho_export_dialog_set_events (FechoExportDialog *self,
                                const GArray      *ids)
{
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (FECHO_IS_EXPORT_DIALOG (self));
  g_return_if_fail (ids != NULL && ids->len > 0);

  g_clear_pointer (&self->ids, g_array_unref);
  self->ids = g_array_copy ((GArray *)ids);
  count = fecho_format_count (ids->len);
  /* Translators: %s is how many rows of the history are selected. */
  text = g_strdup_printf (ngettext ("%s selected in the history", "%s selected in the history",
                                    ids->len), count);
  adw_action_row_set_subtitle (self->selection_row, text);
  gtk_widget_set_visible (GTK_WIDGET (self->selection_row), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->period_row), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->sessions_row), FALSE);
  count_again (self);
}
