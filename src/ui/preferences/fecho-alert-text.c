/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-alert-text.h"

#include <glib/gi18n.h>

#include "fecho-close-text.h"
#include "fecho-format.h"
#include "fecho-safe-text.h"

char *
fecho_alert_text_rule (const FechoAlertRule  *rule,
                       const FechoDictionary *dictionary)
{
  g_autofree char *time = NULL;
  g_autofree char *name = NULL;

  switch (rule->kind)
    {
    case FECHO_ALERT_CODE:
      name = fecho_close_text_explain (rule->code, dictionary);
      /* Translators: a rule of alerts: a code and its name. */
      return g_strdup_printf (_("A close with code %u (%s)"), rule->code, name);
    case FECHO_ALERT_CLASS:
      /* Translators: a rule of alerts; %s is a class of codes, “Abnormal”. */
      return g_strdup_printf (_("A close of class %s"),
                              _(fecho_close_class_get_label (rule->klass)));
    case FECHO_ALERT_RATE:
      /* Translators: a rule of alerts; %u is a number of closes. */
      return g_strdup_printf (ngettext ("More than %u close in one hour",
                                        "More than %u closes in one hour", rule->n_per_hour),
                              rule->n_per_hour);
    case FECHO_ALERT_NEW_CODE:
      return g_strdup (_("A code that was never seen before"));
    case FECHO_ALERT_DOWN:
      time = fecho_format_duration (rule->down_s * (gint64)G_USEC_PER_SEC);
      /* Translators: a rule of alerts; %s is a length of time, “1 min”. */
      return g_strdup_printf (_("Down for longer than %s"), time);
    }

  return NULL;
}

static char *
describe_code (const FechoAlertNews *news)
{
  g_autofree char *name = fecho_close_text_explain (news->code, news->dictionary);

  return g_strdup_printf ("%u %s", news->code, name);
}

char *
fecho_alert_text_title (const FechoAlertNews *news)
{
  g_autofree char *name = fecho_safe_text_line (news->session != NULL ? news->session : "");

  switch (news->rule->kind)
    {
    case FECHO_ALERT_CODE:
      return describe_code (news);
    case FECHO_ALERT_CLASS:
      if (news->n_codes == 1)
        return describe_code (news);
      /* Translators: title of a notification; %s is a class of codes, “Abnormal”. */
      return g_strdup_printf (_("Closes of class %s"),
                              _(fecho_close_class_get_label (news->rule->klass)));
    case FECHO_ALERT_RATE:
      return fecho_alert_text_rule (news->rule, news->dictionary);
    case FECHO_ALERT_NEW_CODE:
      /* Translators: title of a notification; the number of a close code. */
      return g_strdup_printf (_("New code: %u"), news->code);
    case FECHO_ALERT_DOWN:
      if (news->n_sessions == 1)
        /* Translators: title of a notification; %s is the name of a session. */
        return g_strdup_printf (_("%s is down"), name);
      /* Translators: title of a notification; %u is how many sessions. */
      return g_strdup_printf (ngettext ("%u session is down", "%u sessions are down",
                                        news->n_sessions), news->n_sessions);
    }

  return NULL;
}

static char *
describe_down (const FechoAlertNews *news)
{
  g_autofree char *time = fecho_format_duration (news->down_us / G_USEC_PER_SEC * G_USEC_PER_SEC);

  if (news->n_sessions == 1)
    /* Translators: %s is a length of time. */
    return g_strdup_printf (_("Not connected for %s"), time);

  /* Translators: %s is a length of time. */
  return g_strdup_printf (_("The longest for %s"), time);
}

/* "12 closes in 3 sessions" */
static char *
count_closes (const FechoAlertNews *news)
{
  g_autofree char *closes = NULL;

  /* Translators: %u is how many closes. */
  closes = g_strdup_printf (ngettext ("%u close", "%u closes", news->n_hits), news->n_hits);

  /* Translators: “12 closes”, then how many sessions they are of. */
  return g_strdup_printf (ngettext ("%s in %u session", "%s in %u sessions", news->n_sessions),
                          closes, news->n_sessions);
}

char *
fecho_alert_text_body (const FechoAlertNews *news)
{
  g_autofree char *name = fecho_safe_text_line (news->session != NULL ? news->session : "");
  g_autofree char *code = news->code != 0 ? describe_code (news) : NULL;

  if (news->rule->kind == FECHO_ALERT_DOWN)
    return describe_down (news);
  if (news->n_sessions > 1)
    return count_closes (news);
  if (news->rule->kind == FECHO_ALERT_RATE || news->rule->kind == FECHO_ALERT_NEW_CODE)
    /* Translators: the name of a session, then a code and its name. */
    return g_strdup_printf (_("%s: %s"), name, code);
  if (news->n_hits == 1)
    return g_steal_pointer (&name);

  /* Translators: the name of a session, then how many closes it had. */
  return g_strdup_printf (ngettext ("%s: %u close", "%s: %u closes", news->n_hits), name,
                          news->n_hits);
}
