/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-alerts.h"

G_BEGIN_DECLS

/* Adds a rule of alerts, or changes one. */
#define FECHO_TYPE_ALERT_DIALOG (fecho_alert_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FechoAlertDialog, fecho_alert_dialog, FECHO, ALERT_DIALOG, AdwWindow)

/* rule NULL: a new one. */
FechoAlertDialog *fecho_alert_dialog_new (FechoAlerts          *alerts,
                                          const FechoAlertRule *rule) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
