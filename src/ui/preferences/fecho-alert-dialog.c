/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-alert-dialog.h"

#include <glib/gi18n.h>

#include "fecho-close-text.h"
#include "fecho-safe-text.h"

struct _FechoAlertDialog
{
  AdwWindow parent_instance;

  GtkButton *done_button;
  AdwComboRow *kind_row;
  AdwComboRow *session_row;
  AdwActionRow *code_row;
  GtkSpinButton *code_spin;
  AdwComboRow *class_row;
  AdwActionRow *rate_row;
  GtkSpinButton *rate_spin;
  AdwActionRow *down_row;
  GtkSpinButton *down_spin;

  FechoAlerts *alerts;
  FechoAlertRule *rule;
  GPtrArray *session_ids;       /* of strings, by the items of the row; NULL: every session */
};

G_DEFINE_FINAL_TYPE (FechoAlertDialog, fecho_alert_dialog, ADW_TYPE_WINDOW)

static FechoAlertKind
get_kind (FechoAlertDialog *self)
{
  return (FechoAlertKind)adw_combo_row_get_selected (self->kind_row);
}

static void
update (FechoAlertDialog *self)
{
  FechoAlertKind kind = get_kind (self);

  gtk_widget_set_visible (GTK_WIDGET (self->code_row), kind == FECHO_ALERT_CODE);
  gtk_widget_set_visible (GTK_WIDGET (self->class_row), kind == FECHO_ALERT_CLASS);
  gtk_widget_set_visible (GTK_WIDGET (self->rate_row), kind == FECHO_ALERT_RATE);
  gtk_widget_set_visible (GTK_WIDGET (self->down_row), kind == FECHO_ALERT_DOWN);
  adw_action_row_set_subtitle (self->code_row, fecho_close_text_name (
                                 (guint16)gtk_spin_button_get_value_as_int (self->code_spin)));
}

static void
edited_cb (FechoAlertDialog *self)
{
  if (self->rule != NULL)
    update (self);
}

static void
done_clicked_cb (FechoAlertDialog *self)
{
  FechoAlertRule *rule = self->rule;
  guint session = adw_combo_row_get_selected (self->session_row);

  rule->kind = get_kind (self);
  rule->code = (guint16)gtk_spin_button_get_value_as_int (self->code_spin);
  rule->klass = (FechoCloseClass)adw_combo_row_get_selected (self->class_row);
  rule->n_per_hour = (guint)gtk_spin_button_get_value_as_int (self->rate_spin);
  rule->down_s = (guint)gtk_spin_button_get_value_as_int (self->down_spin);
  g_free (rule->session_id);
  rule->session_id = session < self->session_ids->len
                     ? g_strdup (self->session_ids->pdata[session]) : NULL;
  fecho_alerts_put (self->alerts, rule, G_MAXUINT);
  gtk_window_close (GTK_WINDOW (self));
}

static void
fecho_alert_dialog_dispose (GObject *object)
{
  FechoAlertDialog *self = FECHO_ALERT_DIALOG (object);

  g_clear_object (&self->alerts);

  G_OBJECT_CLASS (fecho_alert_dialog_parent_class)->dispose (object);
}

static void
fecho_alert_dialog_finalize (GObject *object)
{
  FechoAlertDialog *self = FECHO_ALERT_DIALOG (object);

  g_clear_pointer (&self->rule, fecho_alert_rule_free);
  g_ptr_array_unref (self->session_ids);

  G_OBJECT_CLASS (fecho_alert_dialog_parent_class)->finalize (object);
}

static void
fecho_alert_dialog_class_init (FechoAlertDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_alert_dialog_dispose;
  object_class->finalize = fecho_alert_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-alert-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoAlertDialog, done_button);
  gtk_widget_class_bind_template_child (widget_class, FechoAlertDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, FechoAlertDialog, session_row);
  gtk_widget_class_bind_template_child (widget_class, FechoAlertDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, FechoAlertDialog, code_spin);
  gtk_widget_class_bind_template_child (widget_class, FechoAlertDialog, class_row);
  gtk_widget_class_bind_template_child (widget_class, FechoAlertDialog, rate_row);
  gtk_widget_class_bind_template_child (widget_class, FechoAlertDialog, rate_spin);
  gtk_widget_class_bind_template_child (widget_class, FechoAlertDialog, down_row);
  gtk_widget_class_bind_template_child (widget_class, FechoAlertDialog, down_spin);
  gtk_widget_class_bind_template_callback (widget_class, done_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fill_classes (FechoAlertDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < FECHO_N_CLOSE_CLASSES; i++)
    gtk_string_list_append (names, _(fecho_close_class_get_label ((FechoCloseClass)i)));
  adw_combo_row_set_model (self->class_row, G_LIST_MODEL (names));
}

static void
fecho_alert_dialog_init (FechoAlertDialog *self)
{
  self->session_ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_classes (self);
}

static void
fill_sessions (FechoAlertDialog *self)
{
  GListModel *sessions = fecho_monitor_get_sessions (fecho_alerts_get_monitor (self->alerts));
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _("Every session"));
  g_ptr_array_add (self->session_ids, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);
      g_autofree char *name = fecho_safe_text_line (fecho_session_get_name (session));

      gtk_string_list_append (names, name);
      g_ptr_array_add (self->session_ids, g_strdup (fecho_session_get_id (session)));
      if (g_strcmp0 (self->rule->session_id, fecho_session_get_id (session)) == 0)
        selected = i + 1;
    }
  adw_combo_row_set_model (self->session_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->session_row, selected);
}

static void
fill (FechoAlertDialog *self)
{
  const FechoAlertRule *rule = self->rule;

  fill_sessions (self);
  adw_combo_row_set_selected (self->kind_row, rule->kind);
  gtk_spin_button_set_value (self->code_spin, rule->code);
  adw_combo_row_set_selected (self->class_row, rule->klass);
  gtk_spin_button_set_value (self->rate_spin, rule->n_per_hour);
  gtk_spin_button_set_value (self->down_spin, rule->down_s);
  update (self);
}

FechoAlertDialog *
fecho_alert_dialog_new (FechoAlerts          *alerts,
                        const FechoAlertRule *rule)
{
  FechoAlertDialog *self;

  g_return_val_if_fail (FECHO_IS_ALERTS (alerts), NULL);

  self = g_object_new (FECHO_TYPE_ALERT_DIALOG, NULL);
  self->alerts = g_object_ref (alerts);
  self->rule = rule != NULL ? fecho_alert_rule_copy (rule)
               : fecho_alert_rule_new (FECHO_ALERT_CODE);
  fill (self);
  if (rule != NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _("Edit Rule"));
      gtk_button_set_label (self->done_button, _("_Save"));
    }

  return self;
}
