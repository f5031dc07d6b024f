/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-exchange-actions.h"

#include <glib/gi18n.h>

#include "fecho-exchange.h"
#include "fecho-import-dialog.h"
#include "fecho-message-dialog.h"
#include "fecho-safe-text.h"

static void
show_failure (FechoWindow  *window,
              const char   *title,
              const GError *error)
{
  g_autofree char *text = fecho_safe_text_line (error->message);
  GtkWidget *dialog;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  dialog = fecho_message_dialog_new (GTK_WINDOW (window), title, text);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- import */

static void
import_chosen_cb (FechoWindow          *window,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    fecho_import_dialog_ask (window, file);
  g_object_unref (chooser);
}

/* Keeps itself until it is answered. */
static void
ask_for_file (FechoWindow          *window,
              const char           *title,
              GtkFileChooserAction  action,
              const char           *name,
              GCallback             chosen)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (window), action,
                                                               NULL, NULL);

  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", chosen, window, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
import_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  if (fecho_window_get_monitor (data) == NULL)
    return;

  ask_for_file (data, _("Import Sessions or Closes"), GTK_FILE_CHOOSER_ACTION_OPEN, NULL,
                G_CALLBACK (import_chosen_cb));
}

/* -- export */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(FechoWindow) window = user_data;
  g_autoptr(GError) error = NULL;
  gint64 n_sessions = fecho_exchange_save_sessions_finish (result, &error);
  g_autofree char *text = NULL;

  if (n_sessions < 0)
    {
      show_failure (window, _("The Sessions Were Not Exported"), error);
      return;
    }

  /* Translators: %u is a number of sessions. */
  text = g_strdup_printf (ngettext ("%u session exported, without its secrets",
                                    "%u sessions exported, without their secrets",
                                    (gulong)n_sessions), (guint)n_sessions);
  fecho_window_add_toast (window, adw_toast_new (text));
}

static void
export_chosen_cb (FechoWindow          *window,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  FechoMonitor *monitor = fecho_window_get_monitor (window);
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  /* The chooser has asked about a file that exists. */
  if (file != NULL && g_file_peek_path (file) != NULL && monitor != NULL)
    fecho_exchange_save_sessions_async (monitor,
                                        fecho_sidebar_get_scope (fecho_window_get_sidebar (window)),
                                        g_file_peek_path (file), TRUE, NULL, saved_cb,
                                        g_object_ref (window));
  g_object_unref (chooser);
}

static void
export_sessions_activated_cb (GSimpleAction *action,
                              GVariant      *parameter,
                              gpointer       data)
{
  if (fecho_window_get_monitor (data) == NULL)
    return;

  ask_for_file (data, _("Export Sessions"), GTK_FILE_CHOOSER_ACTION_SAVE, "fecho-sessions.json",
                G_CALLBACK (export_chosen_cb));
}

static const GActionEntry entries[] = {
  { .name = "import", .activate = import_activated_cb },
  { .name = "export-sessions", .activate = export_sessions_activated_cb },
};

void
fecho_exchange_actions_install (FechoWindow *window)
{
  g_return_if_fail (FECHO_IS_WINDOW (window));

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
