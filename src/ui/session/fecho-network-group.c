/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-network-group.h"

#include <glib/gi18n.h>

#include "fecho-form-line.h"

#define KIB 1024

struct _FechoNetworkGroup
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *proxy_row;       /* its items are those of FechoProxyMode */
  AdwEntryRow *proxy_uri_row;
  GtkSpinButton *timeout_spin;  /* seconds */
  GtkSpinButton *size_spin;     /* KiB */
  FechoFormLine *line;

  gint64 timeout_us;            /* as it was filled: what is not touched keeps its fraction */
  gint64 max_message;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FechoNetworkGroup, fecho_network_group, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static char *
dup_proxy (FechoNetworkGroup *self)
{
  switch ((FechoProxyMode)adw_combo_row_get_selected (self->proxy_row))
    {
    case FECHO_PROXY_SYSTEM:
      return g_strdup ("system");
    case FECHO_PROXY_NONE:
      return g_strdup ("none");
    case FECHO_PROXY_URI:
      break;
    }

  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->proxy_uri_row))));
}

static void
update_proxy (FechoNetworkGroup *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->proxy_uri_row),
                          adw_combo_row_get_selected (self->proxy_row) == FECHO_PROXY_URI);
}

static void
edited_cb (FechoNetworkGroup *self)
{
  if (!self->filling)
    g_signal_emit (self, changed_signal, 0);
}

static void
proxy_selected_cb (FechoNetworkGroup *self)
{
  if (self->filling)
    return;

  update_proxy (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
fecho_network_group_dispose (GObject *object)
{
  FECHO_NETWORK_GROUP (object)->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), FECHO_TYPE_NETWORK_GROUP);

  G_OBJECT_CLASS (fecho_network_group_parent_class)->dispose (object);
}

static void
fecho_network_group_class_init (FechoNetworkGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_network_group_dispose;
  changed_signal = g_signal_new ("changed", FECHO_TYPE_NETWORK_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FECHO_TYPE_FORM_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-network-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoNetworkGroup, proxy_row);
  gtk_widget_class_bind_template_child (widget_class, FechoNetworkGroup, proxy_uri_row);
  gtk_widget_class_bind_template_child (widget_class, FechoNetworkGroup, timeout_spin);
  gtk_widget_class_bind_template_child (widget_class, FechoNetworkGroup, size_spin);
  gtk_widget_class_bind_template_child (widget_class, FechoNetworkGroup, line);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, proxy_selected_cb);
}

static void
fecho_network_group_init (FechoNetworkGroup *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

static double
to_whole (gint64 value,
          gint64 unit)
{
  return (double)((value + unit / 2) / unit);
}

static gint64
from_whole (GtkSpinButton *spin,
            gint64         unit,
            gint64         before)
{
  double whole = gtk_spin_button_get_value (spin);

  return whole == MAX (to_whole (before, unit), 1) ? before : (gint64)whole * unit;
}

void
fecho_network_group_fill (FechoNetworkGroup   *self,
                          const FechoEndpoint *endpoint)
{
  g_return_if_fail (FECHO_IS_NETWORK_GROUP (self));
  g_return_if_fail (endpoint != NULL);

  self->filling = TRUE;
  self->timeout_us = endpoint->connect_timeout_us;
  self->max_message = endpoint->max_message;
  adw_combo_row_set_selected (self->proxy_row, endpoint->proxy_mode);
  gtk_editable_set_text (GTK_EDITABLE (self->proxy_uri_row),
                         endpoint->proxy_uri != NULL ? endpoint->proxy_uri : "");
  gtk_spin_button_set_value (self->timeout_spin, to_whole (self->timeout_us, G_USEC_PER_SEC));
  gtk_spin_button_set_value (self->size_spin, to_whole (self->max_message, KIB));
  update_proxy (self);
  self->filling = FALSE;
}

gboolean
fecho_network_group_check (FechoNetworkGroup *self)
{
  g_autoptr(FechoEndpoint) trial = NULL;
  g_autofree char *proxy = NULL;
  gboolean good;

  g_return_val_if_fail (FECHO_IS_NETWORK_GROUP (self), FALSE);

  trial = fecho_endpoint_new ("ws://localhost", NULL);
  proxy = dup_proxy (self);
  good = fecho_endpoint_set_proxy (trial, proxy, NULL);
  fecho_tone_apply (good ? FECHO_TONE_PLAIN : FECHO_TONE_ERROR, GTK_WIDGET (self->proxy_uri_row));
  fecho_form_line_say (self->line, FECHO_TONE_ERROR,
                       good ? NULL : _("The address of a proxy is like http://host:3128 or "
                                       "socks5://host:1080"));

  return good;
}

void
fecho_network_group_read (FechoNetworkGroup *self,
                          FechoEndpoint     *endpoint)
{
  g_autofree char *proxy = NULL;

  g_return_if_fail (FECHO_IS_NETWORK_GROUP (self));
  g_return_if_fail (endpoint != NULL);

  proxy = dup_proxy (self);
  (void)fecho_endpoint_set_proxy (endpoint, proxy, NULL); /* the check has said it */
  endpoint->connect_timeout_us = from_whole (self->timeout_spin, G_USEC_PER_SEC, self->timeout_us);
  endpoint->max_message = from_whole (self->size_spin, KIB, self->max_message);
}
