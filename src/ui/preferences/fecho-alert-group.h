/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-alerts.h"

G_BEGIN_DECLS

/* The rules of alerts in the preferences: switched on and off, added, changed, removed. What is
 * removed can be put back by the toast of the preferences window that it is in. */
#define FECHO_TYPE_ALERT_GROUP (fecho_alert_group_get_type ())
G_DECLARE_FINAL_TYPE (FechoAlertGroup, fecho_alert_group, FECHO, ALERT_GROUP, AdwPreferencesGroup)

/* NULL: there is no history. */
void fecho_alert_group_set_alerts (FechoAlertGroup *self,
                                   FechoAlerts     *alerts);

G_END_DECLS
