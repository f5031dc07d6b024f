/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-notifier.h"

#include <glib/gi18n.h>

#include "fecho-alert-text.h"

static void
triggered_cb (FechoAlerts          *alerts,
              const FechoAlertNews *news,
              GApplication         *application)
{
  g_autofree char *title = fecho_alert_text_title (news);
  g_autofree char *body = fecho_alert_text_body (news);
  g_autoptr(GNotification) notification = g_notification_new (title);
  g_autoptr(GVariant) ids = g_variant_ref_sink (g_variant_new_strv (news->session_ids, -1));

  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, news->rule->kind == FECHO_ALERT_DOWN
                               ? G_NOTIFICATION_PRIORITY_HIGH : G_NOTIFICATION_PRIORITY_NORMAL);
  g_notification_set_default_action_and_target_value (notification, "app.show-sessions", ids);
  /* Translators: a button of a notification: to show the sessions. */
  g_notification_add_button_with_target_value (notification, _("Show"), "app.show-sessions", ids);
  /* Whoever pauses has to know what: not more sessions than are named. */
  if (news->n_sessions <= FECHO_ALERT_MAX_NAMED)
    /* Translators: pauses the sessions of a notification. */
    g_notification_add_button_with_target_value (notification, C_("session", "Pause"),
                                                 "app.pause-sessions", ids);
  g_application_send_notification (application, news->rule->id, notification);
}

void
fecho_notifier_follow (GApplication *application,
                       FechoAlerts  *alerts)
{
  g_return_if_fail (G_IS_APPLICATION (application));
  g_return_if_fail (FECHO_IS_ALERTS (alerts));

  g_signal_connect_object (alerts, "triggered", G_CALLBACK (triggered_cb), application, 0);
}
