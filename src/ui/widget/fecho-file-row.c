/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-file-row.h"

#include <glib/gi18n.h>

#include "fecho-safe-text.h"

struct _FechoFileRow
{
  AdwActionRow parent_instance;

  GtkWidget *clear_button;

  char *path;
  GtkFileChooserNative *chooser; /* NULL: not open */
};

G_DEFINE_FINAL_TYPE (FechoFileRow, fecho_file_row, ADW_TYPE_ACTION_ROW)

static guint changed_signal;

static void
show_path (FechoFileRow *self)
{
  g_autofree char *name = self->path != NULL ? g_filename_display_basename (self->path) : NULL;
  g_autofree char *safe = name != NULL ? fecho_safe_text_markup (name) : NULL;

  /* Translators: no file. */
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), safe != NULL ? safe : C_("file", "None"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->path);
  gtk_widget_set_visible (self->clear_button, self->path != NULL);
}

static void
take_path (FechoFileRow *self,
           char         *path)
{
  g_free (self->path);
  self->path = path;
  show_path (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
chosen_cb (FechoFileRow *self,
           int           response)
{
  g_autoptr(GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && g_file_peek_path (file) != NULL)
    take_path (self, g_file_get_path (file));
}

static void
choose_clicked_cb (FechoFileRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (
    adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), GTK_WINDOW (root),
    GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
clear_clicked_cb (FechoFileRow *self)
{
  take_path (self, NULL);
}

static void
fecho_file_row_dispose (GObject *object)
{
  FechoFileRow *self = FECHO_FILE_ROW (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), FECHO_TYPE_FILE_ROW);

  G_OBJECT_CLASS (fecho_file_row_parent_class)->dispose (object);
}

static void
fecho_file_row_finalize (GObject *object)
{
  g_free (FECHO_FILE_ROW (object)->path);

  G_OBJECT_CLASS (fecho_file_row_parent_class)->finalize (object);
}

static void
fecho_file_row_class_init (FechoFileRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_file_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = fecho_file_row_finalize;
  changed_signal = g_signal_new ("changed", FECHO_TYPE_FILE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-file-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoFileRow, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
}

static void
fecho_file_row_init (FechoFileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_path (self);
}

const char *
fecho_file_row_get_path (FechoFileRow *self)
{
  g_return_val_if_fail (FECHO_IS_FILE_ROW (self), NULL);

  return self->path;
}

void
fecho_file_row_set_path (FechoFileRow *self,
                         const char   *path)
{
  g_return_if_fail (FECHO_IS_FILE_ROW (self));

  if (g_strcmp0 (self->path, path) != 0)
    take_path (self, g_strdup (path));
}
