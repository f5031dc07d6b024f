/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-reconnection-group.h"

#include <glib/gi18n.h>

#include "fecho-filter.h"
#include "fecho-form-line.h"
#include "fecho-seconds.h"

struct _FechoReconnectionGroup
{
  AdwPreferencesGroup parent_instance;

  GtkSwitch *reconnect_switch;
  GtkSpinButton *first_spin;
  GtkSpinButton *longest_spin;
  AdwEntryRow *codes_row;
  FechoFormLine *line;

  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FechoReconnectionGroup, fecho_reconnection_group, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static char *
dup_codes (FechoReconnectionGroup *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->codes_row))));
}

static void
edited_cb (FechoReconnectionGroup *self)
{
  if (!self->filling)
    g_signal_emit (self, changed_signal, 0);
}

static void
fecho_reconnection_group_dispose (GObject *object)
{
  FECHO_RECONNECTION_GROUP (object)->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), FECHO_TYPE_RECONNECTION_GROUP);

  G_OBJECT_CLASS (fecho_reconnection_group_parent_class)->dispose (object);
}

static void
fecho_reconnection_group_class_init (FechoReconnectionGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_reconnection_group_dispose;
  changed_signal = g_signal_new ("changed", FECHO_TYPE_RECONNECTION_GROUP, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FECHO_TYPE_FORM_LINE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/fecho/Fecho/fecho-reconnection-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoReconnectionGroup, reconnect_switch);
  gtk_widget_class_bind_template_child (widget_class, FechoReconnectionGroup, first_spin);
  gtk_widget_class_bind_template_child (widget_class, FechoReconnectionGroup, longest_spin);
  gtk_widget_class_bind_template_child (widget_class, FechoReconnectionGroup, codes_row);
  gtk_widget_class_bind_template_child (widget_class, FechoReconnectionGroup, line);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
fecho_reconnection_group_init (FechoReconnectionGroup *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

void
fecho_reconnection_group_fill (FechoReconnectionGroup *self,
                               const FechoEndpoint    *endpoint)
{
  g_return_if_fail (FECHO_IS_RECONNECTION_GROUP (self));
  g_return_if_fail (endpoint != NULL);

  self->filling = TRUE;
  gtk_switch_set_active (self->reconnect_switch, endpoint->reconnect);
  fecho_seconds_show (self->first_spin, endpoint->backoff_first_us);
  fecho_seconds_show (self->longest_spin, endpoint->backoff_max_us);
  gtk_editable_set_text (GTK_EDITABLE (self->codes_row), endpoint->no_reconnect_codes != NULL
                         ? endpoint->no_reconnect_codes : "");
  self->filling = FALSE;
}

gboolean
fecho_reconnection_group_check (FechoReconnectionGroup *self)
{
  g_autoptr(FechoFilter) filter = NULL;
  g_autofree char *codes = NULL;
  gboolean good;

  g_return_val_if_fail (FECHO_IS_RECONNECTION_GROUP (self), FALSE);

  filter = fecho_filter_new ();
  codes = dup_codes (self);
  good = *codes == '\0' || fecho_filter_add_codes (filter, codes, FALSE, NULL);
  fecho_tone_apply (good ? FECHO_TONE_PLAIN : FECHO_TONE_ERROR, GTK_WIDGET (self->codes_row));
  fecho_form_line_say (self->line, FECHO_TONE_ERROR,
                       good ? NULL : _("Codes are written as 1008 or 4000-4999, "
                                       "with commas between them"));

  return good;
}

void
fecho_reconnection_group_read (FechoReconnectionGroup *self,
                               FechoEndpoint          *endpoint)
{
  gint64 longest_us;

  g_return_if_fail (FECHO_IS_RECONNECTION_GROUP (self));
  g_return_if_fail (endpoint != NULL);

  endpoint->reconnect = gtk_switch_get_active (self->reconnect_switch);
  endpoint->backoff_first_us = fecho_seconds_read (self->first_spin, endpoint->backoff_first_us);
  longest_us = fecho_seconds_read (self->longest_spin, endpoint->backoff_max_us);
  endpoint->backoff_max_us = MAX (longest_us, endpoint->backoff_first_us);
  g_free (endpoint->no_reconnect_codes);
  endpoint->no_reconnect_codes = dup_codes (self);
}
