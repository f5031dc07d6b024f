/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-opening-group.h"

#include <glib/gi18n.h>

#include "fecho-form-line.h"
#include "fecho-menu-label.h"

/* Bytes; the limit of the option. */
#define MAX_MESSAGE 65536

typedef enum
{
  TYPE_TEXT,
  TYPE_BINARY,
} MessageType;

struct _FechoOpeningGroup
{
  AdwPreferencesGroup parent_instance;

  GtkTextView *view;
  GtkDropDown *type_drop;       /* its items are those of MessageType */
  FechoFormLine *line;

  char **others;                /* messages after the first; the form shows one */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FechoOpeningGroup, fecho_opening_group, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static char *
dup_text (FechoOpeningGroup *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static gboolean
is_binary (FechoOpeningGroup *self)
{
  return gtk_drop_down_get_selected (self->type_drop) == TYPE_BINARY;
}

static void
edited_cb (FechoOpeningGroup *self)
{
  if (!self->filling)
    g_signal_emit (self, changed_signal, 0);
}

static void
fecho_opening_group_dispose (GObject *object)
{
  FechoOpeningGroup *self = FECHO_OPENING_GROUP (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), FECHO_TYPE_OPENING_GROUP);
  g_clear_pointer (&self->others, g_strfreev);

  G_OBJECT_CLASS (fecho_opening_group_parent_class)->dispose (object);
}

static void
fecho_opening_group_class_init (FechoOpeningGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_opening_group_dispose;
  changed_signal = g_signal_new ("changed", FECHO_TYPE_OPENING_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FECHO_TYPE_FORM_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-opening-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoOpeningGroup, view);
  gtk_widget_class_bind_template_child (widget_class, FechoOpeningGroup, type_drop);
  gtk_widget_class_bind_template_child (widget_class, FechoOpeningGroup, line);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
fecho_opening_group_init (FechoOpeningGroup *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fecho_menu_label_drop (self->type_drop, _("Type of the message"));
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  self->filling = FALSE;
}

void
fecho_opening_group_fill (FechoOpeningGroup   *self,
                          const FechoEndpoint *endpoint)
{
  char **messages;

  g_return_if_fail (FECHO_IS_OPENING_GROUP (self));
  g_return_if_fail (endpoint != NULL);

  messages = endpoint->on_open;
  self->filling = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view),
                            messages != NULL && messages[0] != NULL ? messages[0] : "", -1);
  gtk_drop_down_set_selected (self->type_drop,
                              endpoint->on_open_binary ? TYPE_BINARY : TYPE_TEXT);
  g_clear_pointer (&self->others, g_strfreev);
  if (messages != NULL && messages[0] != NULL)
    self->others = g_strdupv (messages + 1);
  self->filling = FALSE;
}

static char *
dup_fault (FechoOpeningGroup *self,
           const char        *text)
{
  g_autoptr(GBytes) bytes = NULL;

  if (strlen (text) > MAX_MESSAGE)
    return g_strdup (_("A message on opening has at most 64 KiB"));
  if (is_binary (self))
    bytes = fecho_endpoint_parse_hex (text);
  if (is_binary (self) && bytes == NULL)
    return g_strdup (_("Binary messages are written as pairs of digits from 0 to 9 and A to F"));

  return NULL;
}

gboolean
fecho_opening_group_check (FechoOpeningGroup *self)
{
  g_autofree char *text = NULL;
  g_autofree char *fault = NULL;
  g_autofree char *note = NULL;
  guint n_others;

  g_return_val_if_fail (FECHO_IS_OPENING_GROUP (self), FALSE);

  text = dup_text (self);
  fault = dup_fault (self, text);
  n_others = self->others != NULL ? g_strv_length (self->others) : 0;
  if (n_others > 0)
    note = g_strdup_printf (
      /* Translators: %u is a number of messages that are sent after the one shown. */
      ngettext ("%u more message is sent after it, and stays as it is",
                "%u more messages are sent after it, and stay as they are", n_others), n_others);
  fecho_form_line_say (self->line, fault != NULL ? FECHO_TONE_ERROR : FECHO_TONE_PLAIN,
                       fault != NULL ? fault : note);

  return fault == NULL;
}

void
fecho_opening_group_read (FechoOpeningGroup *self,
                          FechoEndpoint     *endpoint)
{
  g_autoptr(GStrvBuilder) messages = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (FECHO_IS_OPENING_GROUP (self));
  g_return_if_fail (endpoint != NULL);

  messages = g_strv_builder_new ();
  text = dup_text (self);
  if (*text != '\0')
    g_strv_builder_add (messages, text);
  if (self->others != NULL)
    g_strv_builder_addv (messages, (const char **)self->others);
  g_strfreev (endpoint->on_open);
  endpoint->on_open = g_strv_builder_end (messages);
  endpoint->on_open_binary = is_binary (self);
}
