/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-preferences.h"

#include "fecho-alert-group.h"
#include "fecho-autostart-row.h"
#include "fecho-defaults-group.h"
#include "fecho-dictionary-groups.h"
#include "fecho-history-care.h"
#include "fecho-language-row.h"
#include "fecho-settings.h"

struct _FechoPreferences
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *on_close_row;
  GtkSwitch *patterns_switch;
  AdwPreferencesPage *monitoring_page;
  AdwPreferencesPage *history_page;
  AdwPreferencesPage *notifications_page;

  /* NULL: their page was not looked at. */
  GtkWidget *defaults_group;
  GtkWidget *history_care;
  GtkWidget *alert_group;

  FechoMonitor *monitor;        /* NULL: there is no history */
  FechoAlerts *alerts;          /* NULL with it */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FechoPreferences, fecho_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* The items of the row. */
static const char *const on_close_words[] = { "ask", "keep", "stop" };

/* -- pages, which are filled when they are looked at first */

/* A page takes groups alone. */
static void
add_as_group (AdwPreferencesPage *page,
              GtkWidget          *groups)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), groups);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
}

static void
monitoring_page_mapped_cb (FechoPreferences *self)
{
  if (self->defaults_group != NULL)
    return;

  self->defaults_group = g_object_new (FECHO_TYPE_DEFAULTS_GROUP, NULL);
  adw_preferences_page_add (self->monitoring_page, ADW_PREFERENCES_GROUP (self->defaults_group));
  add_as_group (self->monitoring_page, g_object_new (FECHO_TYPE_DICTIONARY_GROUPS, NULL));
}

static void
history_page_mapped_cb (FechoPreferences *self)
{
  if (self->history_care != NULL)
    return;

  self->history_care = fecho_history_care_new (self->monitor);
  add_as_group (self->history_page, self->history_care);
}

static void
notifications_page_mapped_cb (FechoPreferences *self)
{
  if (self->alert_group != NULL)
    return;

  self->alert_group = g_object_new (FECHO_TYPE_ALERT_GROUP, NULL);
  adw_preferences_page_add (self->notifications_page, ADW_PREFERENCES_GROUP (self->alert_group));
  fecho_alert_group_set_alerts (FECHO_ALERT_GROUP (self->alert_group), self->alerts);
}

/* -- what is set */

static void
on_close_selected_cb (FechoPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->on_close_row);

  if (!self->filling && selected < G_N_ELEMENTS (on_close_words))
    fecho_settings_set_string (FECHO_SETTING_ON_CLOSE, on_close_words[selected]);
}

static void
fill (FechoPreferences *self)
{
  g_autofree char *on_close = fecho_settings_get_string (FECHO_SETTING_ON_CLOSE);

  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (on_close_words); i++)
    {
      if (g_str_equal (on_close_words[i], on_close))
        adw_combo_row_set_selected (self->on_close_row, i);
    }
  self->filling = FALSE;

  fecho_settings_bind (FECHO_SETTING_PATTERNS, self->patterns_switch, "active");
}

/* -- the object */

static void
fecho_preferences_dispose (GObject *object)
{
  FechoPreferences *self = FECHO_PREFERENCES (object);

  self->filling = TRUE;
  if (self->alert_group != NULL)
    fecho_alert_group_set_alerts (FECHO_ALERT_GROUP (self->alert_group), NULL);
  self->alert_group = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), FECHO_TYPE_PREFERENCES);
  g_clear_object (&self->alerts);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_preferences_parent_class)->dispose (object);
}

static void
fecho_preferences_class_init (FechoPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_preferences_dispose;

  g_type_ensure (FECHO_TYPE_AUTOSTART_ROW);
  g_type_ensure (FECHO_TYPE_LANGUAGE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoPreferences, on_close_row);
  gtk_widget_class_bind_template_child (widget_class, FechoPreferences, patterns_switch);
  gtk_widget_class_bind_template_child (widget_class, FechoPreferences, monitoring_page);
  gtk_widget_class_bind_template_child (widget_class, FechoPreferences, history_page);
  gtk_widget_class_bind_template_child (widget_class, FechoPreferences, notifications_page);
  gtk_widget_class_bind_template_callback (widget_class, history_page_mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, monitoring_page_mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, notifications_page_mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_close_selected_cb);
}

static void
fecho_preferences_init (FechoPreferences *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self);
}

GtkWidget *
fecho_preferences_new (FechoMonitor *monitor,
                       FechoAlerts  *alerts)
{
  FechoPreferences *self;

  g_return_val_if_fail (monitor == NULL || FECHO_IS_MONITOR (monitor), NULL);
  g_return_val_if_fail (alerts == NULL || FECHO_IS_ALERTS (alerts), NULL);

  self = g_object_new (FECHO_TYPE_PREFERENCES, NULL);
  g_set_object (&self->monitor, monitor);
  g_set_object (&self->alerts, alerts);
  if (monitor == NULL)
    adw_preferences_window_remove (ADW_PREFERENCES_WINDOW (self), self->history_page);
  if (alerts == NULL)
    adw_preferences_window_remove (ADW_PREFERENCES_WINDOW (self), self->notifications_page);

  return GTK_WIDGET (self);
}
