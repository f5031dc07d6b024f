/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-keepalive-group.h"

#include "fecho-seconds.h"
#include "fecho-settings.h"

struct _FechoKeepaliveGroup
{
  AdwPreferencesGroup parent_instance;

  GtkSwitch *ping_switch;
  GtkSpinButton *interval_spin;
  GtkSpinButton *pong_spin;

  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FechoKeepaliveGroup, fecho_keepalive_group, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static void
edited_cb (FechoKeepaliveGroup *self)
{
  if (!self->filling)
    g_signal_emit (self, changed_signal, 0);
}

static void
fecho_keepalive_group_dispose (GObject *object)
{
  FECHO_KEEPALIVE_GROUP (object)->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), FECHO_TYPE_KEEPALIVE_GROUP);

  G_OBJECT_CLASS (fecho_keepalive_group_parent_class)->dispose (object);
}

static void
fecho_keepalive_group_class_init (FechoKeepaliveGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_keepalive_group_dispose;
  changed_signal = g_signal_new ("changed", FECHO_TYPE_KEEPALIVE_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-keepalive-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoKeepaliveGroup, ping_switch);
  gtk_widget_class_bind_template_child (widget_class, FechoKeepaliveGroup, interval_spin);
  gtk_widget_class_bind_template_child (widget_class, FechoKeepaliveGroup, pong_spin);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
fecho_keepalive_group_init (FechoKeepaliveGroup *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

/* Of one without pings, what a person has set for new sessions. */
static gint64
get_interval_us (const FechoEndpoint *endpoint)
{
  if (endpoint->ping_us > 0)
    return endpoint->ping_us;

  return fecho_settings_get_int (FECHO_SETTING_PING_INTERVAL) * (gint64)G_USEC_PER_SEC;
}

void
fecho_keepalive_group_fill (FechoKeepaliveGroup *self,
                            const FechoEndpoint *endpoint)
{
  g_return_if_fail (FECHO_IS_KEEPALIVE_GROUP (self));
  g_return_if_fail (endpoint != NULL);

  self->filling = TRUE;
  gtk_switch_set_active (self->ping_switch, endpoint->ping_us > 0);
  fecho_seconds_show (self->interval_spin, get_interval_us (endpoint));
  fecho_seconds_show (self->pong_spin, endpoint->pong_timeout_us);
  self->filling = FALSE;
}

void
fecho_keepalive_group_read (FechoKeepaliveGroup *self,
                            FechoEndpoint       *endpoint)
{
  gint64 interval_us;

  g_return_if_fail (FECHO_IS_KEEPALIVE_GROUP (self));
  g_return_if_fail (endpoint != NULL);

  interval_us = fecho_seconds_read (self->interval_spin, get_interval_us (endpoint));
  endpoint->ping_us = gtk_switch_get_active (self->ping_switch) ? interval_us : 0;
  endpoint->pong_timeout_us = fecho_seconds_read (self->pong_spin, endpoint->pong_timeout_us);
}
