/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-defaults-group.h"

#include "fecho-settings.h"

struct _FechoDefaultsGroup
{
  AdwPreferencesGroup parent_instance;

  GtkSwitch *ping_switch;
  GtkSpinButton *interval_spin;
  GtkSpinButton *pong_spin;
  GtkSpinButton *longest_spin;
};

G_DEFINE_FINAL_TYPE (FechoDefaultsGroup, fecho_defaults_group, ADW_TYPE_PREFERENCES_GROUP)

static void
fecho_defaults_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FECHO_TYPE_DEFAULTS_GROUP);

  G_OBJECT_CLASS (fecho_defaults_group_parent_class)->dispose (object);
}

static void
fecho_defaults_group_class_init (FechoDefaultsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_defaults_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-defaults-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoDefaultsGroup, ping_switch);
  gtk_widget_class_bind_template_child (widget_class, FechoDefaultsGroup, interval_spin);
  gtk_widget_class_bind_template_child (widget_class, FechoDefaultsGroup, pong_spin);
  gtk_widget_class_bind_template_child (widget_class, FechoDefaultsGroup, longest_spin);
}

static void
fecho_defaults_group_init (FechoDefaultsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fecho_settings_bind (FECHO_SETTING_PING, self->ping_switch, "active");
  fecho_settings_bind (FECHO_SETTING_PING_INTERVAL,
                       gtk_spin_button_get_adjustment (self->interval_spin), "value");
  fecho_settings_bind (FECHO_SETTING_PONG_LIMIT,
                       gtk_spin_button_get_adjustment (self->pong_spin), "value");
  fecho_settings_bind (FECHO_SETTING_LONGEST_WAIT,
                       gtk_spin_button_get_adjustment (self->longest_spin), "value");
}
