/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-import-dialog.h"

#include <glib/gi18n.h>

#include "fecho-exchange.h"
#include "fecho-format.h"
#include "fecho-message-dialog.h"
#include "fecho-safe-text.h"

/* One file on its way in. */
typedef struct
{
  FechoWindow *window;
  char *path;
  char *name;                   /* as it is shown */
  GCancellable *cancellable;
  AdwToast *toast;              /* while it is read */
  FechoMonitor *monitor;        /* into which; NULL before */
  GHashTable *before;           /* ids of the sessions that were there */
} Import;

static void
import_free (Import *self)
{
  g_object_unref (self->window);
  g_free (self->path);
  g_free (self->name);
  g_object_unref (self->cancellable);
  g_clear_object (&self->toast);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->before, g_hash_table_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

static void
show_failure (Import       *self,
              const GError *error)
{
  g_autofree char *message = fecho_safe_text_line (error->message);
  GtkWidget *dialog = fecho_message_dialog_new (GTK_WINDOW (self->window), NULL, NULL);

  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog),
                                     /* Translators: %s is the name of a file. */
                                     _("“%s” Cannot Be Imported"), self->name);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: %s is what is wrong with the file and where, in
                                   * English. */
                                  _("%s. Nothing was changed."), message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static char *
describe (const FechoImported *imported)
{
  g_autofree char *count = NULL;

  if (imported->kind == FECHO_IMPORTED_EVENTS)
    {
      count = fecho_format_count (imported->n_new_events);
      /* Translators: %s is how many events a file has brought. */
      return g_strdup_printf (ngettext ("%s event was added.", "%s events were added.",
                                        imported->n_new_events),
                              count);
    }

  if (imported->n_new_sessions == 0 && imported->n_sessions > 0)
    return g_strdup (_("All sessions of the file were here already"));

  /* Translators: %u is how many sessions a file has brought. */
  return g_strdup_printf (ngettext ("%u session was added.", "%u sessions were added.",
                                    imported->n_new_sessions),
                          imported->n_new_sessions);
}

/* Above what else is being told: the person has just asked for it. */
static void
show_toast (Import   *self,
            AdwToast *toast)
{
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  fecho_window_add_toast (self->window, toast);
}

/* -- taking it back */

static GHashTable *
dup_ids (FechoMonitor *monitor)
{
  GListModel *sessions = fecho_monitor_get_sessions (monitor);
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      g_hash_table_add (ids, g_strdup (fecho_session_get_id (session)));
    }

  return ids;
}

static void
undo_clicked_cb (AdwToast *toast,
                 gpointer  data)
{
  Import *self = data;
  GListModel *sessions = fecho_monitor_get_sessions (self->monitor);
  g_autoptr(GPtrArray) imported = g_ptr_array_new_with_free_func (g_object_unref);

  /* The demo may have been left meanwhile. */
  if (fecho_window_get_monitor (self->window) != self->monitor)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      if (!g_hash_table_contains (self->before, fecho_session_get_id (session)))
        g_ptr_array_add (imported, g_object_ref (session));
    }
  fecho_monitor_remove_sessions (self->monitor, imported);
}

/* Closes stay: only a list of sessions can be taken back. Takes self with the toast then. */
static void
offer_undo (Import   *self,
            AdwToast *toast)
{
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_timeout (toast, 10);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self,
                         (GClosureNotify)(GCallback)import_free, 0);
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Import) self = user_data;
  FechoImported imported = { 0 };
  FechoWindow *window = self->window;
  AdwToast *toast;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  adw_toast_dismiss (self->toast);
  if (!fecho_exchange_import_finish (result, &imported, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_failure (self, error);
      return;
    }

  text = describe (&imported);
  toast = adw_toast_new (text);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  if (imported.n_new_sessions > 0 && imported.kind != FECHO_IMPORTED_EVENTS)
    offer_undo (g_steal_pointer (&self), toast);
  fecho_window_add_toast (window, toast);
}

static void
cancel_clicked_cb (GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
show_progress (Import *self)
{
  g_autofree char *name = g_markup_escape_text (self->name, -1);
  /* Translators: %s is the name of a file. */
  g_autofree char *text = g_strdup_printf (_("Importing “%s”…"), name);

  self->toast = g_object_ref_sink (adw_toast_new (text));
  adw_toast_set_timeout (self->toast, 0);
  adw_toast_set_button_label (self->toast, _("_Cancel"));
  g_signal_connect_object (self->toast, "button-clicked", G_CALLBACK (cancel_clicked_cb),
                           self->cancellable, G_CONNECT_SWAPPED);
  show_toast (self, g_object_ref (self->toast));
}

static void
chosen_cb (AdwMessageDialog *dialog,
           const char       *response,
           gpointer          user_data)
{
  Import *self = user_data;
  FechoMonitor *monitor = fecho_window_get_monitor (self->window);

  if (!g_str_equal (response, "import") || monitor == NULL)
    {
      import_free (self);
      return;
    }

  self->monitor = g_object_ref (monitor);
  self->before = dup_ids (monitor);
  show_progress (self);
  fecho_exchange_import_async (monitor, self->path, NULL, NULL, self->cancellable,
                               imported_cb, self);
}

static void
monitor_changed_cb (FechoWindow      *window,
                    GParamSpec       *pspec,
                    AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "import",
                                           fecho_window_get_monitor (window) != NULL);
}

/* self is freed when the dialog has been answered and the file read. */
static void
ask (Import *self)
{
  GtkWidget *widget = fecho_message_dialog_new (GTK_WINDOW (self->window), NULL, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  /* Translators: %s is the name of a file. */
  adw_message_dialog_format_heading (dialog, _("Import “%s”?"), self->name);
  adw_message_dialog_set_body (dialog, _("Its sessions are added to yours, and Fecho connects to "
                                         "their addresses. What is here already is left as it "
                                         "is."));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "import", _("_Import"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "import", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "import");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (self->window, "notify::monitor", G_CALLBACK (monitor_changed_cb),
                           dialog, 0);
  monitor_changed_cb (self->window, NULL, dialog);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
fecho_import_dialog_ask (FechoWindow *window,
                         GFile       *file)
{
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  Import *self;

  g_return_if_fail (FECHO_IS_WINDOW (window));
  g_return_if_fail (G_IS_FILE (file));

  path = g_file_get_path (file);
  if (path == NULL)
    {
      fecho_window_add_toast (window, adw_toast_new (_("Only files of this computer can be "
                                                       "imported")));
      return;
    }

  name = g_filename_display_basename (path);
  self = g_new0 (Import, 1);
  self->window = g_object_ref (window);
  self->path = g_steal_pointer (&path);
  self->name = fecho_safe_text_line (name);
  self->cancellable = g_cancellable_new ();
  ask (self);
}
