/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-dialog.h"

#include <glib/gi18n.h>

#include "fecho-exchange.h"
#include "fecho-export-how.h"
#include "fecho-export-what.h"
#include "fecho-fault-text.h"
#include "fecho-format.h"
#include "fecho-settings.h"

/* Shorter work needs no bar. */
#define SHOW_PROGRESS_MS 1000

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
  FechoExportWhat *what_group;
  FechoExportHow *how_group;
  GtkWidget *sum_box;
  GtkLabel *sum_label;
  GtkLabel *file_label;
  GtkProgressBar *progress_bar;

  FechoMonitor *monitor;
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
  gboolean attempts = fecho_export_what_get_attempts (self->what_group);
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
         (fecho_export_what_get_attempts (self->what_group) && self->count.n_attempts > 0);
}

static gboolean
has_columns (FechoExportDialog *self)
{
  return is_copy (self) || get_format (self) == FECHO_EXPORT_HTML ||
         fecho_export_how_has_columns (self->how_group);
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
  FechoKinds kinds = fecho_export_what_get_kinds (self->what_group);

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
  fecho_export_what_show_attempts (self->what_group, self->count.n_attempts);
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
  filter = fecho_export_what_make_filter (self->what_group);
  fecho_exchange_count_async (self->monitor, filter, self->counting, counted_cb, self);
}

/* -- changes */

static void
allow_choices (FechoExportDialog *self,
               gboolean           allow)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->what_group), allow);
  gtk_widget_set_sensitive (GTK_WIDGET (self->how_group), allow);
}

static void
format_toggled_cb (FechoExportDialog *self)
{
  if (self->monitor == NULL)
    return;

  allow_choices (self, !is_copy (self));
  fecho_export_how_show_columns (self->how_group, !is_copy (self) &&
                                 get_format (self) != FECHO_EXPORT_HTML);
  show_sum (self);
}

static void
what_changed_cb (FechoExportDialog *self)
{
  count_again (self);
}

static void
how_changed_cb (FechoExportDialog *self)
{
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
recall (FechoExportDialog *self)
{
  g_autofree char *format = fecho_settings_get_string (FECHO_SETTING_EXPORT_FORMAT);

  gtk_check_button_set_active (find_format_button (self, format), TRUE);
  fecho_export_what_set_attempts (self->what_group,
                                  fecho_settings_get_boolean (FECHO_SETTING_EXPORT_ATTEMPTS));
}

/* What was once written with. */
static void
remember (FechoExportDialog *self)
{
  fecho_settings_set_string (FECHO_SETTING_EXPORT_FORMAT,
                             is_copy (self) ? "sqlite" : get_extension (self));
  if (is_copy (self))
    return;

  fecho_export_how_remember (self->how_group);
  fecho_settings_set_boolean (FECHO_SETTING_EXPORT_ATTEMPTS,
                              fecho_export_what_get_attempts (self->what_group));
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
  allow_choices (self, !is_copy (self));
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
  allow_choices (self, FALSE);
  show_sum (self);
}

void
fecho_export_dialog_write (FechoExportDialog *self,
                           const char        *path)
{
  g_autoptr(FechoFilter) filter = NULL;
  g_autoptr(FechoCatalog) catalog = NULL;
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

  filter = fecho_export_what_make_filter (self->what_group);
  catalog = fecho_export_how_load_catalog (self->how_group);
  columns = fecho_export_how_dup_columns (self->how_group);
  options.format = get_format (self);
  options.columns = options.format != FECHO_EXPORT_HTML ? columns : NULL;
  options.local_times = fecho_export_how_get_local_times (self->how_group);
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

/* -- the object */

static void
fecho_export_dialog_dispose (GObject *object)
{
  FechoExportDialog *self = FECHO_EXPORT_DIALOG (object);

  stop_counting (self);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), FECHO_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_export_dialog_parent_class)->dispose (object);
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
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, sum_box);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, sum_label);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, file_label);
  gtk_widget_class_bind_template_child (widget_class, FechoExportDialog, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, how_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, what_changed_cb);
}

static void
fecho_export_dialog_class_init (FechoExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_export_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = fecho_export_dialog_close_request;

  signals[SIGNAL_EXPORTED] =
    g_signal_new ("exported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  g_type_ensure (FECHO_TYPE_EXPORT_HOW);
  g_type_ensure (FECHO_TYPE_EXPORT_WHAT);
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
  recall (self);
  fecho_export_what_fill (self->what_group, monitor, range, scope);
  self->monitor = g_object_ref (monitor);
  format_toggled_cb (self);
  count_again (self);

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

  fecho_export_what_set_filter (self->what_group, filter, description);
}

void
fecho_export_dialog_set_events (FechoExportDialog *self,
                                const GArray      *ids)
{
  g_return_if_fail (FECHO_IS_EXPORT_DIALOG (self));
  g_return_if_fail (ids != NULL && ids->len > 0);

  fecho_export_what_set_events (self->what_group, ids);
}
