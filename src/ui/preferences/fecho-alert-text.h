/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-alerts.h"

G_BEGIN_DECLS

/* What is said of alerts, in the language of the interface. Strings that are not const are new; text
 * of others in them is harmless, no markup is made or escaped. */

/* "A close with code 1006 (Abnormal Closure)"; dictionary explains the code of the rule, NULL: the
 * standard does. */
char *fecho_alert_text_rule  (const FechoAlertRule  *rule,
                              const FechoDictionary *dictionary) G_GNUC_WARN_UNUSED_RESULT;
/* Of a notification. */
char *fecho_alert_text_title (const FechoAlertNews *news) G_GNUC_WARN_UNUSED_RESULT;
char *fecho_alert_text_body  (const FechoAlertNews *news) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
