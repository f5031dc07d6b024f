/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-stat-change.h"

#include <math.h>

#include <glib/gi18n.h>

#include "fecho-close-code.h"
#include "fecho-facts.h"
#include "fecho-format.h"

/* Of fewer closes no share is told. */
#define MIN_FOR_SHARES 5
/* A rate of less says nothing. */
#define MIN_OPEN_US G_TIME_SPAN_MINUTE

void
fecho_stat_change_clear (FechoStatChange *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->tooltip, g_free);
}

static const char *
get_css_class (FechoStatMood mood)
{
  switch (mood)
    {
    case FECHO_STAT_MOOD_BETTER:
      return "better";
    case FECHO_STAT_MOOD_WORSE:
      return "worse";
    case FECHO_STAT_MOOD_NEUTRAL:
      return NULL;
    }

  return NULL;
}

void
fecho_stat_change_show (const FechoStatChange *self,
                        GtkLabel              *label)
{
  GtkWidget *widget = GTK_WIDGET (label);
  const char *css_class = get_css_class (self->mood);

  gtk_label_set_label (label, self->text != NULL ? self->text : "");
  gtk_widget_set_visible (widget, self->text != NULL);
  gtk_widget_set_tooltip_text (widget, self->tooltip);
  gtk_widget_remove_css_class (widget, "better");
  gtk_widget_remove_css_class (widget, "worse");
  if (css_class != NULL)
    gtk_widget_add_css_class (widget, css_class);
}

gboolean
fecho_stat_change_is_possible (const FechoOverview *overview)
{
  return overview->before != NULL && overview->before->monitored_us > 0 &&
         overview->before->monitored_us >= overview->summary->monitored_us / 2;
}

static FechoStatMood
get_mood (double change,
          double good)
{
  if (change == 0 || good == 0)
    return FECHO_STAT_MOOD_NEUTRAL;

  return change * good > 0 ? FECHO_STAT_MOOD_BETTER : FECHO_STAT_MOOD_WORSE;
}

/* Takes the value. */
static char *
with_arrow (double  change,
            char   *value)
{
  g_autofree char *owned = value;

  return g_strdup_printf ("%s\u00a0%s", change > 0 ? "↑" : change < 0 ? "↓" : "=", owned);
}

/* Takes the sentence. */
static char *
with_mood (char          *sentence,
           FechoStatMood  mood)
{
  g_autofree char *owned = sentence;

  switch (mood)
    {
    case FECHO_STAT_MOOD_BETTER:
      /* Translators: %s is a sentence about a change. */
      return g_strdup_printf (_("%s: better"), owned);
    case FECHO_STAT_MOOD_WORSE:
      /* Translators: %s is a sentence about a change. */
      return g_strdup_printf (_("%s: worse"), owned);
    case FECHO_STAT_MOOD_NEUTRAL:
      break;
    }

  return g_steal_pointer (&owned);
}

/* -- counts: as a share of what was, where that is enough */

static char *
format_amount (guint64 now,
               guint64 before)
{
  guint64 difference = now > before ? now - before : before - now;
  double share = before > 0 ? difference / (double)before : 0;

  if (before >= MIN_FOR_SHARES && round (share * 100) >= 1)
    return fecho_format_percent (share, 0);

  return fecho_format_count (difference);
}

static char *
say_closes (guint64     now,
            guint64     before,
            const char *amount,
            const char *period)
{
  if (now > before)
    /* Translators: first how many or what share, then the length of a period:
     * "13% more closes than in the 24 h before". */
    return g_strdup_printf (_("%s more closes than in the %s before"), amount, period);
  if (now < before)
    /* Translators: first how many or what share, then the length of a period. */
    return g_strdup_printf (_("%s fewer closes than in the %s before"), amount, period);

  /* Translators: %s is the length of a period. */
  return g_strdup_printf (_("As many closes as in the %s before"), period);
}

FechoStatChange
fecho_stat_change_of_closes (const FechoOverview *overview,
                             const char          *period)
{
  FechoStatChange change = { NULL };
  guint64 now = overview->summary->n_closes;
  double by;
  g_autofree char *amount = NULL;

  if (!fecho_stat_change_is_possible (overview))
    return change;

  by = (double)now - (double)overview->before->n_closes;
  amount = format_amount (now, overview->before->n_closes);
  change.mood = get_mood (by, -1);
  change.text = with_arrow (by, g_strdup (amount));
  change.tooltip = with_mood (say_closes (now, overview->before->n_closes, amount, period),
                              change.mood);

  return change;
}

/* -- shares: in points */

static char *
format_points (double by,
               int    n_decimals)
{
  g_autofree char *number = fecho_format_number (fabs (by) * 100, n_decimals);

  /* Translators: percentage points, "9 pts". Keep the no-break space. */
  return g_strdup_printf (_("%s\u00a0pts"), number);
}

/* higher and lower have the points and the period. */
static FechoStatChange
of_share (double      by,
          int         n_decimals,
          const char *higher,
          const char *lower,
          const char *same,
          const char *period)
{
  double unit = pow (10, n_decimals + 2);
  double rounded = round (by * unit) / unit;
  g_autofree char *points = format_points (rounded, n_decimals);
  FechoStatChange change = {
    .text = with_arrow (rounded, g_strdup (points)),
    .mood = get_mood (rounded, 1),
  };
  g_auto(GStrv) parts = g_strsplit (rounded > 0 ? higher : rounded < 0 ? lower : same, "%s", 3);

  change.tooltip = with_mood (rounded == 0 ? g_strconcat (parts[0], period, parts[1], NULL)
                              : g_strconcat (parts[0], points, parts[1], period, parts[2], NULL),
                              change.mood);

  return change;
}

FechoStatChange
fecho_stat_change_of_clean (const FechoOverview *overview,
                            const char          *period)
{
  const FechoSummary *now = overview->summary;
  const FechoSummary *before = overview->before;

  if (!fecho_stat_change_is_possible (overview) || now->n_closes < MIN_FOR_SHARES ||
      before->n_closes < MIN_FOR_SHARES)
    return (FechoStatChange) { NULL };

  return of_share (now->n_clean / (double)now->n_closes -
                   before->n_clean / (double)before->n_closes, 0,
                   /* Translators: percentage points, then the length of a period. */
                   _("The share of clean closes is %s higher than in the %s before"),
                   /* Translators: percentage points, then the length of a period. */
                   _("The share of clean closes is %s lower than in the %s before"),
                   /* Translators: the length of a period. */
                   _("The share of clean closes is the same as in the %s before"), period);
}

FechoStatChange
fecho_stat_change_of_uptime (const FechoOverview *overview,
                             const char          *period)
{
  const FechoSummary *now = overview->summary;
  const FechoSummary *before = overview->before;

  if (!fecho_stat_change_is_possible (overview) || now->monitored_us <= 0)
    return (FechoStatChange) { NULL };

  return of_share (now->open_us / (double)now->monitored_us -
                   before->open_us / (double)before->monitored_us, 2,
                   /* Translators: percentage points, then the length of a period. */
                   _("The uptime is %s higher than in the %s before"),
                   /* Translators: percentage points, then the length of a period. */
                   _("The uptime is %s lower than in the %s before"),
                   /* Translators: the length of a period. */
                   _("The uptime is the same as in the %s before"), period);
}

/* -- durations */

FechoStatChange
fecho_stat_change_of_life (const FechoOverview *overview,
                           const char          *period)
{
  FechoStatChange change = { NULL };
  const FechoSummary *now = overview->summary;
  const FechoSummary *before = overview->before;
  g_autofree char *amount = NULL;
  double by;

  if (!fecho_stat_change_is_possible (overview) || now->n_closes < MIN_FOR_SHARES ||
      before->n_closes < MIN_FOR_SHARES || now->median_life_us < 0 || before->median_life_us <= 0)
    return change;

  by = round ((now->median_life_us / (double)before->median_life_us - 1) * 100) / 100;
  amount = fecho_format_percent (fabs (by), 0);
  change.mood = get_mood (by, 1);
  change.text = with_arrow (by, g_strdup (amount));
  if (by == 0)
    /* Translators: %s is the length of a period. */
    change.tooltip = g_strdup_printf (_("Connections lived as long as in the %s before"), period);
  else
    change.tooltip = with_mood (g_strdup_printf (
                                  by > 0
                                  /* Translators: a share, then the length of a period. */
                                  ? _("Connections lived %s longer than in the %s before")
                                  /* Translators: a share, then the length of a period. */
                                  : _("Connections lived %s shorter than in the %s before"),
                                  amount, period), change.mood);

  return change;
}

static gint64
get_longest_us (const GArray *outages)
{
  return outages != NULL && outages->len > 0 ? g_array_index (outages, FechoOutage, 0).down_us : 0;
}

FechoStatChange
fecho_stat_change_of_outage (const FechoOverview *overview,
                             const char          *period)
{
  FechoStatChange change = { NULL };
  gint64 by_us = get_longest_us (overview->outages) - get_longest_us (overview->outages_before);
  g_autofree char *amount = fecho_format_duration (ABS (by_us));

  if (!fecho_stat_change_is_possible (overview) || overview->summary->monitored_us <= 0 ||
      overview->outages == NULL || overview->outages_before == NULL)
    return change;

  change.mood = get_mood (by_us, -1);
  change.text = with_arrow (by_us, g_strdup (amount));
  if (by_us == 0)
    /* Translators: %s is the length of a period. */
    change.tooltip = g_strdup_printf (_("The longest outage is as long as in the %s before"),
                                      period);
  else
    change.tooltip = with_mood (g_strdup_printf (
                                  by_us > 0
                                  /* Translators: a duration, then the length of a period. */
                                  ? _("The longest outage is %s longer than in the %s before")
                                  /* Translators: a duration, then the length of a period. */
                                  : _("The longest outage is %s shorter than in the %s before"),
                                  amount, period), change.mood);

  return change;
}

/* -- codes: always as numbers, so that they can be added */

static guint64
get_n_before (const FechoOverview *overview,
              int                  code)
{
  const GArray *rows = overview->before->by_code;

  for (guint i = 0; i < rows->len; i++)
    {
      if (g_array_index (rows, FechoCount, i).key == code)
        return g_array_index (rows, FechoCount, i).n_closes;
    }

  return 0;
}

FechoStatChange
fecho_stat_change_of_code (const FechoOverview *overview,
                           const FechoCount    *count,
                           const char          *period)
{
  FechoStatChange change = { NULL };
  gboolean normal = fecho_dictionary_get_class (fecho_overview_explain (overview, count->key),
                                                count->key) == FECHO_CLOSE_CLASS_NORMAL;
  g_autofree char *amount = NULL;
  guint64 before;
  double by;

  if (!fecho_stat_change_is_possible (overview))
    return change;

  before = get_n_before (overview, count->key);
  by = (double)count->n_closes - (double)before;
  amount = fecho_format_count ((guint64)fabs (by));
  /* More of what is agreed upon is neither good nor bad. */
  change.mood = get_mood (by, normal ? 0 : -1);
  change.text = with_arrow (by, by != 0 ? g_strconcat (by > 0 ? "+" : "−", amount, NULL)
                            : g_strdup (amount));
  change.tooltip = with_mood (say_closes (count->n_closes, before, amount, period), change.mood);

  return change;
}

char *
fecho_stat_change_rate (guint64 n_closes,
                        gint64  open_us)
{
  g_autofree char *number = NULL;

  if (open_us < MIN_OPEN_US)
    return NULL;

  number = fecho_format_number (n_closes * (double)G_TIME_SPAN_HOUR / open_us, 2);

  /* Translators: %s is a number: "0.41 closes per connected hour". */
  return g_strdup_printf (_("%s closes per connected hour"), number);
}
