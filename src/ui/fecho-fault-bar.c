/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-fault-bar.h"

#include <glib/gi18n.h>

#include "fecho-fault-text.h"
#include "fecho-insight.h"
#include "fecho-message-dialog.h"

struct _FechoFaultBar
{
  AdwBin parent_instance;

  FechoInsight *insight;        /* our child */
  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
};

G_DEFINE_FINAL_TYPE (FechoFaultBar, fecho_fault_bar, ADW_TYPE_BIN)

typedef enum
{
  PROP_MONITOR = 1,
} FechoFaultBarProperty;

static GParamSpec *properties[PROP_MONITOR + 1];

static char *
describe (FechoFaultBar *self)
{
  return fecho_fault_text_saving (fecho_monitor_get_fault (self->monitor),
                                  fecho_monitor_get_n_waiting (self->monitor),
                                  fecho_monitor_get_n_dropped (self->monitor));
}

static void
update (FechoFaultBar *self)
{
  gboolean faulty = self->monitor != NULL && fecho_monitor_get_fault (self->monitor) != NULL;
  g_autofree char *text = NULL;

  fecho_insight_set_revealed (self->insight, faulty);
  if (!faulty)
    return;

  text = describe (self);
  fecho_insight_set_text (self->insight, text);
}

/* -- the whole story */

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             FechoFaultBar    *self)
{
  g_autoptr(GFile) file = NULL;
  g_autoptr(GFile) folder = NULL;
  g_autofree char *uri = NULL;

  if (!g_str_equal (response, "folder") || self->monitor == NULL)
    return;

  file = g_file_new_for_path (fecho_monitor_get_path (self->monitor));
  folder = g_file_get_parent (file);
  uri = g_file_get_uri (folder);
  gtk_show_uri (gtk_window_get_transient_for (GTK_WINDOW (dialog)), uri, GDK_CURRENT_TIME);
}

static void
details_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  FechoFaultBar *self = FECHO_FAULT_BAR (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *text = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (self->monitor == NULL || fecho_monitor_get_fault (self->monitor) == NULL)
    return;

  text = describe (self);
  body = fecho_fault_text_story (fecho_monitor_get_fault (self->monitor), text,
                                 fecho_monitor_get_path (self->monitor));
  dialog = fecho_message_dialog_new (GTK_WINDOW (root), _("The History Cannot Be Saved"), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "folder", _("_Open Folder"),
                                    "close", _("_Close"),
                                    NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- once more */

static void
say (FechoFaultBar *self,
     const char    *text)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (toasts != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), adw_toast_new (text));
}

static void
retried_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(FechoFaultBar) self = user_data;
  g_autoptr(GError) error = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fault.retry", TRUE);
  if (fecho_monitor_retry_saving_finish (FECHO_MONITOR (object), result, &error))
    say (self, _("The history is saved again"));
  else
    say (self, _("The history still cannot be saved"));
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FechoFaultBar *self = FECHO_FAULT_BAR (widget);

  if (self->monitor == NULL)
    return;

  gtk_widget_action_set_enabled (widget, "fault.retry", FALSE);
  fecho_monitor_retry_saving_async (self->monitor, retried_cb, g_object_ref (self));
}

/* -- the object */

static void
fecho_fault_bar_dispose (GObject *object)
{
  FechoFaultBar *self = FECHO_FAULT_BAR (object);

  g_clear_object (&self->monitor_signals);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_fault_bar_parent_class)->dispose (object);
}

static void
fecho_fault_bar_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((FechoFaultBarProperty)id)
    {
    case PROP_MONITOR:
      g_value_set_object (value, FECHO_FAULT_BAR (object)->monitor);
      break;
    }
}

static void
fecho_fault_bar_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  FechoFaultBar *self = FECHO_FAULT_BAR (object);

  switch ((FechoFaultBarProperty)id)
    {
    case PROP_MONITOR:
      if (!g_set_object (&self->monitor, g_value_get_object (value)))
        return;
      g_signal_group_set_target (self->monitor_signals, self->monitor);
      update (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
fecho_fault_bar_class_init (FechoFaultBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_fault_bar_dispose;
  object_class->get_property = fecho_fault_bar_get_property;
  object_class->set_property = fecho_fault_bar_set_property;

  properties[PROP_MONITOR] =
    g_param_spec_object ("monitor", NULL, NULL, FECHO_TYPE_MONITOR,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "fault.details", NULL, details_action);
  gtk_widget_class_install_action (widget_class, "fault.retry", NULL, retry_action);
}

static void
fecho_fault_bar_init (FechoFaultBar *self)
{
  self->insight = g_object_new (FECHO_TYPE_INSIGHT,
                                "icon-name", "dialog-error-symbolic",
                                "other-label", _("_Details"),
                                "other-action", "fault.details",
                                "button-label", _("_Try Again"),
                                "action-name", "fault.retry",
                                NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->insight), "error");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->insight));

  self->monitor_signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_object (self->monitor_signals, "notify::fault", G_CALLBACK (update), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->monitor_signals, "notify::n-waiting", G_CALLBACK (update),
                                 self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->monitor_signals, "notify::n-dropped", G_CALLBACK (update),
                                 self, G_CONNECT_SWAPPED);
}

gboolean
fecho_fault_bar_get_revealed (FechoFaultBar *self)
{
  g_return_val_if_fail (FECHO_IS_FAULT_BAR (self), FALSE);

  return fecho_insight_get_revealed (self->insight);
}
