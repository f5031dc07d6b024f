/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-alerts.h"

G_BEGIN_DECLS

/* Tells the desktop what alerts tell: one notification a rule, which takes the place of the one
 * before. Its actions are app.show-sessions and app.pause-sessions, both with ids ("as"). */
void fecho_notifier_follow (GApplication *application,
                            FechoAlerts  *alerts);

G_END_DECLS
