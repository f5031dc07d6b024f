/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-dialog.h"

#include <glib/gi18n.h>

#include "fecho-close-code.h"
#include "fecho-close-text.h"
#include "fecho-message-dialog.h"

/* RFC 6455, 5.5: 125 bytes of a control frame, two of them the code. */
#define MAX_REASON_BYTES 123

struct _FechoCloseDialog
{
  AdwMessageDialog parent_instance;

  GtkEditable *code_row;
  GtkEditable *reason_row;
  GtkLabel *code_line;
  GtkLabel *reason_line;

  FechoSession *session;
};

G_DEFINE_FINAL_TYPE (FechoCloseDialog, fecho_close_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
mark (gpointer    row,
      GtkLabel   *line,
      const char *text,
      gboolean    is_right)
{
  gtk_label_set_label (line, text);
  if (is_right)
    gtk_widget_remove_css_class (row, "error");
  else
    gtk_widget_add_css_class (row, "error");
}

/* 0 where it is none that may be sent. */
static guint16
read_code (FechoCloseDialog *self)
{
  guint64 code = 0;

  if (!g_ascii_string_to_unsigned (gtk_editable_get_text (self->code_row), 10, 0, G_MAXUINT16,
                                   &code, NULL) || !fecho_close_code_is_in_close ((guint)code))
    return 0;

  return (guint16)code;
}

static gboolean
update_code (FechoCloseDialog *self)
{
  guint16 code = read_code (self);

  mark (self->code_row, self->code_line, code != 0 ? fecho_close_text_name (code)
        : _("Only 1000 and 3000 to 4999 may be sent"), code != 0);

  return code != 0;
}

static gboolean
update_reason (FechoCloseDialog *self)
{
  gsize n_bytes = strlen (gtk_editable_get_text (self->reason_row));
  /* Translators: how long a text is, and how long it may be. */
  g_autofree char *text = g_strdup_printf (ngettext ("%u of %u byte", "%u of %u bytes",
                                                     MAX_REASON_BYTES),
                                           (guint)MIN (n_bytes, G_MAXUINT), MAX_REASON_BYTES);

  mark (self->reason_row, self->reason_line, text, n_bytes <= MAX_REASON_BYTES);

  return n_bytes <= MAX_REASON_BYTES;
}

static void
edited_cb (FechoCloseDialog *self)
{
  gboolean code_is_right = update_code (self);
  gboolean reason_is_right = update_reason (self);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "close",
                                           code_is_right && reason_is_right);
}

static void
fecho_close_dialog_response (AdwMessageDialog *dialog,
                             const char       *response)
{
  FechoCloseDialog *self = FECHO_CLOSE_DIALOG (dialog);
  g_autoptr(GError) error = NULL;

  if (g_str_equal (response, "close") &&
      !fecho_session_close (self->session, read_code (self),
                            gtk_editable_get_text (self->reason_row), &error))
    g_message ("The connection was not closed: %s", error->message);
}

static void
fecho_close_dialog_dispose (GObject *object)
{
  g_clear_object (&FECHO_CLOSE_DIALOG (object)->session);

  G_OBJECT_CLASS (fecho_close_dialog_parent_class)->dispose (object);
}

static void
fecho_close_dialog_class_init (FechoCloseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_close_dialog_dispose;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = fecho_close_dialog_response;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-close-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoCloseDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseDialog, code_line);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseDialog, reason_line);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
fecho_close_dialog_init (FechoCloseDialog *self)
{
  fecho_message_dialog_let_words_break (GTK_WIDGET (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  edited_cb (self);
}

FechoCloseDialog *
fecho_close_dialog_new (FechoSession *session)
{
  FechoCloseDialog *self;

  g_return_val_if_fail (FECHO_IS_SESSION (session), NULL);

  self = g_object_new (FECHO_TYPE_CLOSE_DIALOG, NULL);
  self->session = g_object_ref (session);

  return self;
}
