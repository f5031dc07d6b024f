/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-alert-group.h"

#include <glib/gi18n.h>

#include "fecho-alert-dialog.h"
#include "fecho-alert-text.h"
#include "fecho-safe-text.h"
#include "fecho-session-dictionary.h"

#define RULE_KEY "fecho-rule"

struct _FechoAlertGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *add_button;
  GtkWidget *empty_row;
  GPtrArray *rows;              /* borrowed */
  FechoAlerts *alerts;
};

G_DEFINE_FINAL_TYPE (FechoAlertGroup, fecho_alert_group, ADW_TYPE_PREFERENCES_GROUP)

static const FechoAlertRule *
find_rule (FechoAlertGroup *self,
           const char      *id,
           guint           *ret_position)
{
  GPtrArray *rules = fecho_alerts_get_rules (self->alerts);

  for (guint i = 0; i < rules->len; i++)
    {
      const FechoAlertRule *rule = rules->pdata[i];

      if (!g_str_equal (rule->id, id))
        continue;
      if (ret_position != NULL)
        *ret_position = i;
      return rule;
    }

  return NULL;
}

static const FechoAlertRule *
get_rule (FechoAlertGroup *self,
          gpointer         widget,
          guint           *ret_position)
{
  return find_rule (self, g_object_get_data (widget, RULE_KEY), ret_position);
}

static void
show_dialog (FechoAlertGroup      *self,
             const FechoAlertRule *rule)
{
  FechoAlertDialog *dialog = fecho_alert_dialog_new (self->alerts, rule);

  gtk_window_set_transient_for (GTK_WINDOW (dialog),
                                GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_clicked_cb (FechoAlertGroup *self)
{
  if (self->alerts != NULL)
    show_dialog (self, NULL);
}

static void
edit_clicked_cb (GtkWidget       *button,
                 FechoAlertGroup *self)
{
  const FechoAlertRule *rule = get_rule (self, button, NULL);

  if (rule != NULL)
    show_dialog (self, rule);
}

/* -- removing */

typedef struct
{
  FechoAlerts *alerts;
  FechoAlertRule *rule;
  guint position;
} Removal;

static void
removal_free (gpointer  data,
              GClosure *closure)
{
  Removal *removal = data;

  g_object_unref (removal->alerts);
  fecho_alert_rule_free (removal->rule);
  g_free (removal);
}

static void
undo_clicked_cb (AdwToast *toast,
                 Removal  *removal)
{
  fecho_alerts_put (removal->alerts, removal->rule, removal->position);
}

static void
offer_undo (FechoAlertGroup *self,
            Removal         *removal)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  AdwToast *toast = adw_toast_new (_("Rule removed"));

  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), removal,
                         removal_free, 0);
  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), toast);
  else
    g_object_unref (toast);
}

static void
remove_clicked_cb (GtkWidget       *button,
                   FechoAlertGroup *self)
{
  guint position = 0;
  const FechoAlertRule *rule = get_rule (self, button, &position);
  Removal *removal;

  if (rule == NULL)
    return;

  removal = g_new0 (Removal, 1);
  removal->alerts = g_object_ref (self->alerts);
  removal->rule = fecho_alert_rule_copy (rule);
  removal->position = position;
  fecho_alerts_remove (self->alerts, removal->rule->id);
  offer_undo (self, removal);
}

static void
switched_cb (GtkSwitch       *toggle,
             GParamSpec      *pspec,
             FechoAlertGroup *self)
{
  const FechoAlertRule *rule = get_rule (self, toggle, NULL);
  g_autoptr(FechoAlertRule) changed = NULL;

  if (rule == NULL || rule->enabled == gtk_switch_get_active (toggle))
    return;

  changed = fecho_alert_rule_copy (rule);
  changed->enabled = gtk_switch_get_active (toggle);
  fecho_alerts_put (self->alerts, changed, G_MAXUINT);
}

/* -- rows */

static GtkWidget *
make_button (FechoAlertGroup *self,
             const char      *id,
             const char      *icon,
             const char      *label,
             GCallback        clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), RULE_KEY, g_strdup (id), g_free);
  g_signal_connect_object (button, "clicked", clicked, self, 0);

  return button;
}

/* NULL: every one, or one that was removed. */
static FechoSession *
find_session (FechoAlertGroup      *self,
              const FechoAlertRule *rule)
{
  return rule->session_id != NULL
         ? fecho_monitor_find_session (fecho_alerts_get_monitor (self->alerts), rule->session_id)
         : NULL;
}

static char *
name_session (FechoAlertGroup      *self,
              const FechoAlertRule *rule)
{
  FechoSession *session = find_session (self, rule);

  if (rule->session_id == NULL)
    return g_strdup (_("Every session"));

  return session != NULL ? fecho_safe_text_line (fecho_session_get_name (session))
         : g_strdup (_("A session that was removed"));
}

/* In the words of the session's dictionary, as its closes are named. */
static char *
describe (FechoAlertGroup      *self,
          const FechoAlertRule *rule)
{
  FechoSession *session = find_session (self, rule);

  return fecho_alert_text_rule (rule, session != NULL
                                ? fecho_session_dictionary_explain (session, rule->code) : NULL);
}

static GtkWidget *
make_row (FechoAlertGroup      *self,
          const FechoAlertRule *rule)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();
  g_autofree char *title = describe (self, rule);
  g_autofree char *subtitle = name_session (self, rule);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), rule->enabled);
  g_object_set_data_full (G_OBJECT (toggle), RULE_KEY, g_strdup (rule->id), g_free);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_button (self, rule->id, "document-edit-symbolic", _("Edit Rule"),
                                          G_CALLBACK (edit_clicked_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_button (self, rule->id, "user-trash-symbolic", _("Remove Rule"),
                                          G_CALLBACK (remove_clicked_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);

  return row;
}

static void
update (FechoAlertGroup *self)
{
  GPtrArray *rules = self->alerts != NULL ? fecho_alerts_get_rules (self->alerts) : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      GtkWidget *row = make_row (self, rules->pdata[i]);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (self->empty_row, self->rows->len == 0);
  gtk_widget_set_sensitive (self->add_button, self->alerts != NULL);
}

static gboolean
update_cb (gpointer data)
{
  update (data);

  return G_SOURCE_REMOVE;
}

/* Not within the click on a button or switch of a row that goes by it. */
static void
changed_cb (FechoAlertGroup *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_cb, g_object_ref (self), g_object_unref);
}

static void
fecho_alert_group_dispose (GObject *object)
{
  FechoAlertGroup *self = FECHO_ALERT_GROUP (object);

  if (self->alerts != NULL)
    g_signal_handlers_disconnect_by_data (self->alerts, self);
  g_clear_object (&self->alerts);

  G_OBJECT_CLASS (fecho_alert_group_parent_class)->dispose (object);
}

static void
fecho_alert_group_finalize (GObject *object)
{
  g_ptr_array_unref (FECHO_ALERT_GROUP (object)->rows);

  G_OBJECT_CLASS (fecho_alert_group_parent_class)->finalize (object);
}

static void
fecho_alert_group_class_init (FechoAlertGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_alert_group_dispose;
  object_class->finalize = fecho_alert_group_finalize;
}

static void
fecho_alert_group_init (FechoAlertGroup *self)
{
  GtkWidget *content = adw_button_content_new ();

  self->rows = g_ptr_array_new ();
  /* Translators: of alerts. */
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Rules"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _("What the desktop tells you of, also without a window"));
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _("_Add Rule…"));
  adw_button_content_set_use_underline (ADW_BUTTON_CONTENT (content), TRUE);
  self->add_button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->add_button), content);
  gtk_widget_add_css_class (self->add_button, "flat");
  gtk_widget_set_valign (self->add_button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->add_button, "clicked", G_CALLBACK (add_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add_button);
  self->empty_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->empty_row), _("No rules yet"));
  gtk_widget_set_sensitive (self->empty_row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->empty_row);
  update (self);
}

void
fecho_alert_group_set_alerts (FechoAlertGroup *self,
                              FechoAlerts     *alerts)
{
  g_return_if_fail (FECHO_IS_ALERT_GROUP (self));
  g_return_if_fail (alerts == NULL || FECHO_IS_ALERTS (alerts));

  if (self->alerts != NULL)
    g_signal_handlers_disconnect_by_data (self->alerts, self);
  g_set_object (&self->alerts, alerts);
  if (alerts != NULL)
    g_signal_connect_object (alerts, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update (self);
}
