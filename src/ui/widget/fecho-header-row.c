/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-header-row.h"

#include "fecho-safe-text.h"

struct _FechoHeaderRow
{
  GtkListBoxRow parent_instance;

  GtkEditable *name_entry;
  GtkEntry *value_entry;
  GtkToggleButton *reveal_button;
};

G_DEFINE_FINAL_TYPE (FechoHeaderRow, fecho_header_row, GTK_TYPE_LIST_BOX_ROW)

static guint changed_signal;
static guint removed_signal;

static void
update_visibility (FechoHeaderRow *self)
{
  const char *value = gtk_editable_get_text (GTK_EDITABLE (self->value_entry));
  /* A variable names a secret, it is none. */
  gboolean secret = fecho_header_row_is_secret (self) && strstr (value, "${") == NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->reveal_button), secret);
  gtk_entry_set_visibility (self->value_entry,
                            !secret || gtk_toggle_button_get_active (self->reveal_button));
}

static void
name_changed_cb (FechoHeaderRow *self)
{
  update_visibility (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
value_changed_cb (FechoHeaderRow *self)
{
  update_visibility (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
reveal_toggled_cb (FechoHeaderRow *self)
{
  update_visibility (self);
}

static void
remove_clicked_cb (FechoHeaderRow *self)
{
  g_signal_emit (self, removed_signal, 0);
}

static gboolean
fecho_header_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FECHO_HEADER_ROW (widget)->name_entry));
}

static void
fecho_header_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FECHO_TYPE_HEADER_ROW);

  G_OBJECT_CLASS (fecho_header_row_parent_class)->dispose (object);
}

static void
fecho_header_row_class_init (FechoHeaderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_header_row_dispose;
  widget_class->grab_focus = fecho_header_row_grab_focus;

  changed_signal = g_signal_new ("changed", FECHO_TYPE_HEADER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  removed_signal = g_signal_new ("removed", FECHO_TYPE_HEADER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-header-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoHeaderRow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, FechoHeaderRow, value_entry);
  gtk_widget_class_bind_template_child (widget_class, FechoHeaderRow, reveal_button);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reveal_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
fecho_header_row_init (FechoHeaderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fecho_header_row_new (const char *line)
{
  FechoHeaderRow *self = g_object_new (FECHO_TYPE_HEADER_ROW, NULL);
  g_auto(GStrv) parts = NULL;

  if (line == NULL)
    return GTK_WIDGET (self);

  parts = g_strsplit (line, ":", 2);
  gtk_editable_set_text (self->name_entry, parts[0] != NULL ? parts[0] : "");
  if (parts[0] != NULL && parts[1] != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->value_entry), g_strstrip (parts[1]));

  return GTK_WIDGET (self);
}

char *
fecho_header_row_dup_line (FechoHeaderRow *self)
{
  const char *name;
  const char *value;

  g_return_val_if_fail (FECHO_IS_HEADER_ROW (self), NULL);

  name = gtk_editable_get_text (self->name_entry);
  value = gtk_editable_get_text (GTK_EDITABLE (self->value_entry));
  if (*name == '\0' && *value == '\0')
    return NULL;

  return g_strdup_printf ("%s: %s", name, value);
}

gboolean
fecho_header_row_is_secret (FechoHeaderRow *self)
{
  g_return_val_if_fail (FECHO_IS_HEADER_ROW (self), FALSE);

  return fecho_safe_text_is_secret_name (gtk_editable_get_text (self->name_entry));
}

void
fecho_header_row_set_error (FechoHeaderRow *self,
                            gboolean        error)
{
  g_return_if_fail (FECHO_IS_HEADER_ROW (self));

  if (error)
    gtk_widget_add_css_class (GTK_WIDGET (self->name_entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name_entry), "error");
}
