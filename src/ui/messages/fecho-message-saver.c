/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-message-saver.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "fecho-error.h"
#include "fecho-format.h"

static void
add_toast (FechoMessageSaver *self,
           const char        *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (self->owner, ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (text));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  FechoMessageSaver *self = data;       /* gone where it was cancelled */
  g_autoptr(GError) error = NULL;
  gint64 n_saved = fecho_message_log_save_finish (FECHO_MESSAGE_LOG (object), result, &error);
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (n_saved < 0)
    {
      g_message ("Messages were not saved: %s", error->message);
      add_toast (self, g_error_matches (error, FECHO_ERROR, FECHO_ERROR_FULL)
                 ? _("The messages were not saved: the disk is full")
                 : _("The messages were not saved: the file cannot be written"));
      return;
    }

  count = fecho_format_count ((guint64)n_saved);
  /* Translators: %s is how many messages were written to a file. */
  text = g_strdup_printf (ngettext ("%s message saved", "%s messages saved", (gulong)n_saved),
                          count);
  add_toast (self, text);
}

static void
chosen_cb (FechoMessageSaver *self,
           int                response)
{
  g_autoptr(GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr(FechoMessageLog) log = g_steal_pointer (&self->log);
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file == NULL || g_file_peek_path (file) == NULL)
    return;

  fecho_message_log_save_async (log, g_file_peek_path (file), self->gone, saved_cb, self);
}

void
fecho_message_saver_init (FechoMessageSaver *self,
                          GtkWidget         *owner)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (GTK_IS_WIDGET (owner));

  *self = (FechoMessageSaver) { .owner = owner, .gone = g_cancellable_new () };
}

void
fecho_message_saver_clear (FechoMessageSaver *self)
{
  g_return_if_fail (self != NULL);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->gone);
  g_clear_object (&self->log);
  if (self->chooser != NULL)
    g_signal_handlers_disconnect_by_data (self->chooser, self);
  g_clear_object (&self->chooser);
}

void
fecho_message_saver_ask (FechoMessageSaver *self,
                         FechoMessageLog   *log)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (FECHO_IS_MESSAGE_LOG (log));

  if (self->chooser != NULL)
    return;

  self->log = g_object_ref (log);
  self->chooser = gtk_file_chooser_native_new (_("Save Messages"),
                                               GTK_WINDOW (gtk_widget_get_root (self->owner)),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "messages.jsonl");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}
