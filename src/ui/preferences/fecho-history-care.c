/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-care.h"

#include <glib/gi18n.h>

#include "fecho-error.h"
#include "fecho-exchange.h"
#include "fecho-format.h"
#include "fecho-housekeeping.h"
#include "fecho-message-dialog.h"
#include "fecho-settings.h"

struct _FechoHistoryCare
{
  GtkBox parent_instance;

  AdwActionRow *size_row;
  AdwComboRow *keep_row;
  GtkWidget *backup_button;
  GtkWidget *check_button;
  GtkWidget *prune_button;
  AdwActionRow *job_row;
  GtkProgressBar *progress_bar; /* of the job, where it is known how far it is */

  FechoMonitor *monitor;
  GCancellable *job;            /* NULL: none is running */
  GCancellable *gone;           /* of the window */
  GtkFileChooserNative *chooser;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FechoHistoryCare, fecho_history_care, GTK_TYPE_BOX)

/* The items of the row. */
static const int keep_days[] = { 0, 30, 90, 365, 730 };

static GtkWindow *
get_window (FechoHistoryCare *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
say (FechoHistoryCare *self,
     const char       *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (get_window (self)), toast);
}

/* -- one job at a time */

static void
update_jobs (FechoHistoryCare *self)
{
  gboolean idle = self->job == NULL;

  gtk_widget_set_sensitive (self->backup_button, idle);
  gtk_widget_set_sensitive (self->check_button, idle);
  gtk_widget_set_sensitive (self->prune_button,
                            idle && fecho_settings_get_int (FECHO_SETTING_KEEP_DAYS) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->job_row), !idle);
}

static GCancellable *
begin_job (FechoHistoryCare *self,
           const char       *title)
{
  g_assert (self->job == NULL);

  self->job = g_cancellable_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->job_row), title);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), FALSE);
  update_jobs (self);

  return self->job;
}

static void
progress_cb (double   fraction,
             gpointer data)
{
  FechoHistoryCare *self = data;

  if (g_cancellable_is_cancelled (self->gone))
    return;

  gtk_progress_bar_set_fraction (self->progress_bar, fraction);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), TRUE);
}

/* libadwaita 1.2 never frees a group of a page, nor what is in it. */
static void
release_monitor (FechoHistoryCare *self)
{
  if (self->job == NULL && g_cancellable_is_cancelled (self->gone))
    g_clear_object (&self->monitor);
}

/* Whether there is still somebody to tell. */
static gboolean
end_job (FechoHistoryCare *self)
{
  g_clear_object (&self->job);
  release_monitor (self);
  if (g_cancellable_is_cancelled (self->gone))
    return FALSE;

  update_jobs (self);

  return TRUE;
}

static void
say_failure (FechoHistoryCare *self,
             const char       *what,
             const GError     *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, FECHO_ERROR, FECHO_ERROR_FULL))
    text = g_strdup_printf ("%s: %s", what, _("the disk is full"));
  else if (g_error_matches (error, FECHO_ERROR, FECHO_ERROR_READ_ONLY))
    text = g_strdup_printf ("%s: %s", what, _("the place is read-only"));
  else
    text = g_strdup_printf ("%s: %s", what, error->message);
  say (self, text);
}

static void
cancel_clicked_cb (FechoHistoryCare *self)
{
  if (self->job != NULL)
    g_cancellable_cancel (self->job);
}

/* -- the size */

static void
sized_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(FechoHistoryCare) self = user_data;
  g_autoptr(GFileInfo) info = g_file_query_info_finish (G_FILE (object), result, NULL);
  g_autofree char *size = NULL;

  if (info == NULL || g_cancellable_is_cancelled (self->gone))
    return;

  size = fecho_format_bytes (g_file_info_get_size (info));
  adw_action_row_set_subtitle (self->size_row, size);
}

static void
measure (FechoHistoryCare *self)
{
  g_autoptr(GFile) file = g_file_new_for_path (fecho_monitor_get_path (self->monitor));

  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, self->gone, sized_cb, g_object_ref (self));
}

/* -- checking */

static void
show_damage (FechoHistoryCare  *self,
             char             **lines)
{
  g_autofree char *text = g_strjoinv ("\n", lines);
  GtkWidget *dialog = fecho_message_dialog_new (get_window (self), _("The History Is Damaged"),
                                                text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(FechoHistoryCare) self = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) lines = fecho_housekeeping_check_finish (self->monitor, result, &error);

  if (!end_job (self))
    return;
  if (lines == NULL)
    say_failure (self, _("The history was not checked"), error);
  else if (lines[0] != NULL)
    show_damage (self, lines);
  else
    say (self, _("The history is in order"));
}

static void
check_clicked_cb (FechoHistoryCare *self)
{
  fecho_housekeeping_check_async (self->monitor, begin_job (self, _("Checking the history…")),
                                  checked_cb, g_object_ref (self));
}

/* -- the copy */

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FechoHistoryCare) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean copied = fecho_exchange_copy_finish (result, &error);

  if (!end_job (self))
    return;
  if (copied)
    say (self, _("History backed up"));
  else
    say_failure (self, _("The history was not backed up"), error);
}

static void
backup_chosen_cb (FechoHistoryCare *self,
                  int               response)
{
  g_autoptr(GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file == NULL || g_file_peek_path (file) == NULL || self->job != NULL)
    return;

  fecho_history_care_back_up (self, g_file_peek_path (file));
}

static void
backup_clicked_cb (FechoHistoryCare *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "fecho-%Y-%m-%d.db");

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_("Back Up the History"), get_window (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (backup_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* -- removing what is old */

static void
pruned_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FechoHistoryCare) self = user_data;
  g_autoptr(GError) error = NULL;
  gint64 n_removed = fecho_housekeeping_prune_finish (self->monitor, result, &error);
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  if (!end_job (self))
    return;
  if (n_removed < 0)
    {
      say_failure (self, _("Old closes were not removed"), error);
      return;
    }

  count = fecho_format_count (n_removed);
  /* Translators: %s is a number of closes. */
  text = g_strdup_printf (ngettext ("%s old close removed", "%s old closes removed",
                                    (gulong)MIN (n_removed, G_MAXINT)), count);
  say (self, text);
  measure (self);
}

static void
prune_answered_cb (FechoHistoryCare *self,
                   const char       *response)
{
  if (!g_str_equal (response, "remove") || self->job != NULL)
    return;

  fecho_housekeeping_prune_async (self->monitor, fecho_settings_get_int (FECHO_SETTING_KEEP_DAYS),
                                  begin_job (self, _("Removing old closes…")), pruned_cb,
                                  g_object_ref (self));
}

static void
prune_clicked_cb (FechoHistoryCare *self)
{
  int days = fecho_settings_get_int (FECHO_SETTING_KEEP_DAYS);
  g_autofree char *text = NULL;
  GtkWidget *question;

  /* Translators: %d is a number of days. */
  text = g_strdup_printf (ngettext ("What is older than %d day cannot be brought back. Charts go "
                                    "on counting it.",
                                    "What is older than %d days cannot be brought back. Charts go "
                                    "on counting it.", days), days);
  question = fecho_message_dialog_new (get_window (self), _("Remove Old Closes?"), text);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question),
                                    "cancel", _("_Cancel"),
                                    "remove", _("Re_move"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (prune_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (question));
}

/* -- what is kept */

static void
keep_selected_cb (FechoHistoryCare *self)
{
  guint selected = adw_combo_row_get_selected (self->keep_row);

  if (self->filling || selected >= G_N_ELEMENTS (keep_days))
    return;

  fecho_settings_set_int (FECHO_SETTING_KEEP_DAYS, keep_days[selected]);
  update_jobs (self);
}

/* One that was written by hand is shown as the next longer one. */
static void
fill (FechoHistoryCare *self)
{
  int days = fecho_settings_get_int (FECHO_SETTING_KEEP_DAYS);

  self->filling = TRUE;
  for (guint i = G_N_ELEMENTS (keep_days); i > 1; i--)
    {
      if (days > 0 && days <= keep_days[i - 1])
        adw_combo_row_set_selected (self->keep_row, i - 1);
    }
  self->filling = FALSE;
}

/* -- the object */

/* The window goes, and nobody can be told any more. What is running has a reference. */
static void
fecho_history_care_unroot (GtkWidget *widget)
{
  FechoHistoryCare *self = FECHO_HISTORY_CARE (widget);

  g_cancellable_cancel (self->gone);
  if (self->job != NULL)
    g_cancellable_cancel (self->job);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  release_monitor (self);

  GTK_WIDGET_CLASS (fecho_history_care_parent_class)->unroot (widget);
}

static void
fecho_history_care_dispose (GObject *object)
{
  FechoHistoryCare *self = FECHO_HISTORY_CARE (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), FECHO_TYPE_HISTORY_CARE);

  G_OBJECT_CLASS (fecho_history_care_parent_class)->dispose (object);
}

static void
fecho_history_care_finalize (GObject *object)
{
  FechoHistoryCare *self = FECHO_HISTORY_CARE (object);

  g_clear_object (&self->gone);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_history_care_parent_class)->finalize (object);
}

static void
fecho_history_care_class_init (FechoHistoryCareClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_history_care_dispose;
  G_OBJECT_CLASS (klass)->finalize = fecho_history_care_finalize;
  widget_class->unroot = fecho_history_care_unroot;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-history-care.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoHistoryCare, size_row);
  gtk_widget_class_bind_template_child (widget_class, FechoHistoryCare, keep_row);
  gtk_widget_class_bind_template_child (widget_class, FechoHistoryCare, backup_button);
  gtk_widget_class_bind_template_child (widget_class, FechoHistoryCare, check_button);
  gtk_widget_class_bind_template_child (widget_class, FechoHistoryCare, prune_button);
  gtk_widget_class_bind_template_child (widget_class, FechoHistoryCare, job_row);
  gtk_widget_class_bind_template_child (widget_class, FechoHistoryCare, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, backup_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, prune_clicked_cb);
}

static void
fecho_history_care_init (FechoHistoryCare *self)
{
  self->gone = g_cancellable_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self);
  update_jobs (self);
}

GtkWidget *
fecho_history_care_new (FechoMonitor *monitor)
{
  FechoHistoryCare *self;

  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), NULL);

  self = g_object_new (FECHO_TYPE_HISTORY_CARE, NULL);
  self->monitor = g_object_ref (monitor);
  measure (self);

  return GTK_WIDGET (self);
}

void
fecho_history_care_back_up (FechoHistoryCare *self,
                            const char       *path)
{
  g_return_if_fail (FECHO_IS_HISTORY_CARE (self));
  g_return_if_fail (path != NULL && self->job == NULL);

  /* The chooser has asked about a file that exists. */
  fecho_exchange_copy_async (self->monitor, path, TRUE, progress_cb, self,
                             begin_job (self, _("Backing up the history…")), copied_cb,
                             g_object_ref (self));
}
