/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-alerts.h"
#include "fecho-monitor.h"

G_BEGIN_DECLS

/* What a person sets once, and the care of the history. */
#define FECHO_TYPE_PREFERENCES (fecho_preferences_get_type ())
G_DECLARE_FINAL_TYPE (FechoPreferences, fecho_preferences, FECHO, PREFERENCES,
                      AdwPreferencesWindow)

/* monitor: the history of the user, and the rules of its alerts; NULL where it could not be opened:
 * their pages are absent then. */
GtkWidget *fecho_preferences_new (FechoMonitor *monitor,
                                  FechoAlerts  *alerts);

G_END_DECLS
