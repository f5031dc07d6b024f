/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-statistics-page.h"

#include <glib/gi18n.h>

#include "fecho-closes-chart.h"
#include "fecho-code-rows.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-dispose.h"
#include "fecho-findings-model.h"
#include "fecho-format.h"
#include "fecho-heat-table.h"
#include "fecho-legend.h"
#include "fecho-life-chart.h"
#include "fecho-pair-layout.h"
#include "fecho-pattern-banners.h"
#include "fecho-query-text.h"
#include "fecho-range-bar.h"
#include "fecho-refresher.h"
#include "fecho-safe-text.h"
#include "fecho-scope.h"
#include "fecho-settings.h"
#include "fecho-stat-card.h"
#include "fecho-wrap-layout.h"

/* Of fewer closes no share is told. */
#define MIN_FOR_SHARES 5

/* A long history is not asked without a pause: others wait for the same reader. */
#define MAX_REST_MS 10000

/* What is not known. */
#define DASH "–"

struct _FechoStatisticsPage
{
  GtkWidget parent_instance;

  FechoStatCard *closes_card;
  FechoStatCard *clean_card;
  FechoStatCard *uptime_card;
  FechoStatCard *life_card;
  FechoStatCard *outage_card;
  FechoRangeBar *range_bar;
  FechoPatternBanners *banners;
  FechoCodeRows *code_rows;
  FechoClosesChart *closes_chart;
  GtkLabel *step_label;
  FechoLegend *legend;
  FechoHeatTable *heat_table;
  FechoLifeChart *life_chart;

  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
  GSignalGroup *sessions_signals;
  FechoRange *range;
  GSignalGroup *range_signals;
  FechoIdList *scope;
  FechoRefresher refresher;
  FechoRefresher outage_refresher;
  char *outage_asked;           /* the question in flight, or the last one */
  char *outage_answered;        /* of the outages that are shown; NULL: none are */
  gint64 asked_us;              /* monotonic: when what is shown was asked for */
  guint rest_id;
  FechoFindingsModel *findings;
  FechoOverview *overview;      /* what is shown */
  gboolean compare;
};

G_DEFINE_FINAL_TYPE (FechoStatisticsPage, fecho_statistics_page, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_MONITOR = 1,
  PROP_RANGE,
  PROP_SCOPE,
  PROP_COMPARE,
} FechoStatisticsPageProperty;

static GParamSpec *properties[PROP_COMPARE + 1];

/* -- cards */

static char *
format_attempts (const FechoSummary *summary)
{
  g_autofree char *attempts = fecho_format_count (summary->n_failed_attempts);

  if (summary->n_failed_attempts == 0)
    return g_strdup (summary->n_closes == 0 ? _("No closes in this period") : "");

  /* Translators: beside the number of closes: so many connections could not be opened. */
  return g_strdup_printf (ngettext ("and %s failed attempt", "and %s failed attempts",
                                    summary->n_failed_attempts), attempts);
}

static void
show_closes (FechoStatisticsPage *self,
             const char          *period)
{
  const FechoSummary *summary = self->overview->summary;
  g_autofree char *rate = fecho_stat_change_rate (summary->n_closes, summary->open_us);

  fecho_stat_card_take (self->closes_card,
                        summary->n_closes > 0 ? fecho_format_count (summary->n_closes)
                        : g_strdup (DASH), format_attempts (summary));
  fecho_stat_card_take_change (self->closes_card,
                               fecho_stat_change_of_closes (self->overview, period), rate);
}

static void
show_clean (FechoStatisticsPage *self,
            const char          *period)
{
  const FechoSummary *summary = self->overview->summary;
  g_autofree char *part = fecho_format_count (summary->n_clean);
  g_autofree char *all = fecho_format_count (summary->n_closes);
  /* Translators: so many of so many closes: "48 of 106". */
  g_autofree char *text = g_strdup_printf (_("%s of %s"), part, all);

  if (summary->n_closes == 0)
    fecho_stat_card_take (self->clean_card, g_strdup (DASH), g_strdup (""));
  else if (summary->n_closes < MIN_FOR_SHARES)
    fecho_stat_card_take (self->clean_card, g_steal_pointer (&text), g_strdup (""));
  else
    fecho_stat_card_take (self->clean_card,
                          fecho_format_percent (summary->n_clean / (double)summary->n_closes, 0),
                          g_steal_pointer (&text));
  fecho_stat_card_take_change (self->clean_card,
                               fecho_stat_change_of_clean (self->overview, period), NULL);
}

static void
show_uptime (FechoStatisticsPage *self,
             const char          *period)
{
  const FechoSummary *summary = self->overview->summary;
  g_autofree char *monitored = fecho_format_duration (summary->monitored_us);

  if (summary->monitored_us <= 0)
    fecho_stat_card_take (self->uptime_card, g_strdup (DASH), g_strdup (""));
  else
    fecho_stat_card_take (self->uptime_card,
                          fecho_format_percent (summary->open_us / (double)summary->monitored_us,
                                                2),
                          /* Translators: after a share: of how much monitored time. */
                          g_strdup_printf (_("of %s"), monitored));
  fecho_stat_card_take_change (self->uptime_card,
                               fecho_stat_change_of_uptime (self->overview, period), NULL);
}

static void
show_life (FechoStatisticsPage *self,
           const char          *period)
{
  const FechoSummary *summary = self->overview->summary;
  FechoStatChange change = fecho_stat_change_of_life (self->overview, period);
  g_autofree char *before = NULL;

  if (change.text != NULL)
    before = fecho_format_about_duration (self->overview->before->median_life_us,
                                          self->overview->before->is_median_about);
  /* A dash where there was none. */
  fecho_stat_card_take (self->life_card,
                        fecho_format_about_duration (summary->median_life_us,
                                                     summary->is_median_about),
                        /* Translators: after a change: what a duration was before. */
                        before != NULL ? g_strdup_printf (_("was %s"), before) : g_strdup (""));
  fecho_stat_card_take_change (self->life_card, change, NULL);
}

/* NULL: there was none. */
static const FechoOutage *
get_outage (FechoStatisticsPage *self)
{
  const GArray *outages = self->overview->outages;

  return outages != NULL && outages->len > 0 ? &g_array_index (outages, FechoOutage, 0) : NULL;
}

static void
show_outage (FechoStatisticsPage *self,
             const char          *period)
{
  const FechoOutage *outage = get_outage (self);

  if (self->overview->outages == NULL)
    fecho_stat_card_take (self->outage_card, g_strdup ("…"),
                          /* Translators: about the longest outage. */
                          g_strdup (_("Being looked for")));
  else if (outage != NULL)
    fecho_stat_card_take (self->outage_card, fecho_format_duration (outage->down_us),
                          fecho_safe_text_line (outage->session));
  else
    fecho_stat_card_take (self->outage_card, g_strdup (DASH),
                          g_strdup (self->overview->summary->monitored_us > 0
                                    ? _("No outage in this period") : ""));
  fecho_stat_card_take_change (self->outage_card,
                               fecho_stat_change_of_outage (self->overview, period), NULL);
}

/* -- charts */

/* Takes its parts of the overview. */
static void
show_charts (FechoStatisticsPage *self)
{
  FechoOverview *overview = self->overview;
  g_autoptr(FechoIdList) ids = self->monitor != NULL
                               ? fecho_scope_resolve (self->scope, self->monitor)
                               : NULL;
  g_autofree char *step = NULL;
  g_autofree char *text = NULL;

  if (overview->buckets != NULL)
    {
      step = fecho_format_duration (overview->buckets->step_us);
      /* Translators: over a chart of closes over time: how much time a column is, "1 h". */
      text = g_strdup_printf (_("per %s"), step);
    }
  gtk_label_set_label (self->step_label, text != NULL ? text : "");
  fecho_closes_chart_take (self->closes_chart, g_steal_pointer (&overview->buckets));
  fecho_heat_table_take (self->heat_table, g_steal_pointer (&overview->session_codes),
                         fecho_id_list_get_ids (ids), overview->dictionaries);
  fecho_life_chart_take (self->life_chart, g_steal_pointer (&overview->lives),
                         overview->summary->median_life_us, overview->summary->is_median_about);
}

/* "24 h" */
static char *
format_period (FechoStatisticsPage *self)
{
  FechoRangePreset preset = self->range != NULL ? fecho_range_get_preset (self->range)
                            : FECHO_PRESET_CUSTOM;

  if (preset != FECHO_PRESET_CUSTOM && preset != FECHO_PRESET_ALL)
    return g_strdup (fecho_range_preset_get_label (preset));

  return fecho_format_duration (self->overview->to_us - self->overview->from_us);
}

/* -- questions */

static gboolean
rested_cb (gpointer data)
{
  FechoStatisticsPage *self = data;

  self->rest_id = 0;
  fecho_refresher_done (&self->refresher);

  return G_SOURCE_REMOVE;
}

/* As long as the answer took. */
static void
rest (FechoStatisticsPage *self)
{
  gint64 took_ms = (g_get_monotonic_time () - self->asked_us) / 1000;

  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add ((guint)CLAMP (took_ms, 0, MAX_REST_MS), rested_cb, self);
}

/* Range and scope. */
static FechoFilter *
make_filter (FechoStatisticsPage *self)
{
  FechoFilter *filter = fecho_filter_new ();

  filter->since_us = fecho_range_get_from_us (self->range);
  filter->until_us = fecho_range_get_to_us (self->range);
  filter->sessions = fecho_id_list_ref (self->scope);

  return filter;
}

/* Before the record begins there is nothing. */
static gboolean
is_comparing (FechoStatisticsPage *self)
{
  return self->compare && fecho_range_get_preset (self->range) != FECHO_PRESET_ALL;
}

/* What follows the clock is the same question all the time. */
static char *
get_outage_question (FechoStatisticsPage *self)
{
  const char *const *ids = fecho_id_list_get_ids (self->scope);
  g_autofree char *scope = ids != NULL ? g_strjoinv (" ", (char **)ids) : NULL;
  gint64 from_us = fecho_range_get_from_us (self->range);
  gint64 to_us = fecho_range_get_to_us (self->range);
  gboolean live = fecho_range_get_live (self->range);

  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %s",
                          live ? to_us - from_us : from_us, live ? 0 : to_us,
                          is_comparing (self), scope != NULL ? scope : "");
}

static void
keep_outages (FechoStatisticsPage *self,
              FechoOverview       *overview)
{
  g_autofree char *question = get_outage_question (self);

  if (g_strcmp0 (question, self->outage_answered) != 0)
    return;
  overview->outages = g_steal_pointer (&self->overview->outages);
  overview->outages_before = g_steal_pointer (&self->overview->outages_before);
}

static void
outages_answered_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  FechoStatisticsPage *self = data; /* gone where it was cancelled */
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoOutages) outages = NULL;
  g_autofree char *question = NULL;
  g_autofree char *period = NULL;

  outages = fecho_overview_ask_outages_finish (FECHO_MONITOR (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  question = get_outage_question (self);
  if (outages == NULL)
    g_message ("The longest outage cannot be read: %s", error->message);
  /* Else it is of another range, and the overview of this one asks again. */
  else if (g_str_equal (question, self->outage_asked))
    {
      g_clear_pointer (&self->overview->outages, g_array_unref);
      g_clear_pointer (&self->overview->outages_before, g_array_unref);
      self->overview->outages = g_steal_pointer (&outages->outages);
      self->overview->outages_before = g_steal_pointer (&outages->before);
      g_free (self->outage_answered);
      self->outage_answered = g_steal_pointer (&question);
      period = format_period (self);
      show_outage (self, period);
    }
  fecho_refresher_done (&self->outage_refresher);
}

static void
ask_outages (gpointer      owner,
             GCancellable *cancellable)
{
  FechoStatisticsPage *self = owner;
  g_autoptr(FechoFilter) filter = make_filter (self);

  g_free (self->outage_asked);
  self->outage_asked = get_outage_question (self);
  fecho_overview_ask_outages_async (self->monitor, filter, is_comparing (self), cancellable,
                                    outages_answered_cb, self);
}

/* What is in flight is of no use for another range; else it is let end. */
static void
want_outages (FechoStatisticsPage *self)
{
  g_autofree char *question = get_outage_question (self);

  if (g_strcmp0 (question, self->outage_asked) == 0)
    fecho_refresher_want (&self->outage_refresher);
  else
    fecho_refresher_restart (&self->outage_refresher);
}

static void
overview_answered_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      data)
{
  FechoStatisticsPage *self = data;
  g_autoptr(GError) error = NULL;
  FechoOverview *overview = fecho_overview_ask_finish (FECHO_MONITOR (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_object_set (self->range_bar, "busy", FALSE, NULL);
  if (overview != NULL)
    {
      keep_outages (self, overview);
      fecho_statistics_page_take (self, overview);
      want_outages (self);
    }
  else
    {
      g_message ("The statistics cannot be read: %s", error->message);
    }
  rest (self);
}

static void
ask_overview (gpointer      owner,
              GCancellable *cancellable)
{
  FechoStatisticsPage *self = owner;
  g_autoptr(FechoFilter) filter = make_filter (self);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->asked_us = g_get_monotonic_time ();
  fecho_overview_ask_async (self->monitor, filter, is_comparing (self), cancellable,
                            overview_answered_cb, self);
}

static void
want_overview (FechoStatisticsPage *self)
{
  if (self->monitor != NULL && self->range != NULL)
    fecho_refresher_want (&self->refresher);
}

static void
ask_anew (FechoStatisticsPage *self)
{
  const gboolean ready = self->monitor != NULL && self->range != NULL;

  g_object_set (self->range_bar, "busy", ready, NULL);
  if (ready)
    {
      fecho_refresher_restart (&self->refresher);
      return;
    }

  fecho_refresher_forget (&self->refresher);
  fecho_refresher_forget (&self->outage_refresher);
}

static void
patterns_changed_cb (FechoStatisticsPage *self)
{
  fecho_pattern_banners_show (self->banners, fecho_findings_model_get_findings (self->findings));
  fecho_life_chart_show_patterns (self->life_chart,
                                  fecho_findings_model_get_findings (self->findings));
}

/* The events of a pattern are looked at in the timeline. */
static void
show_range_cb (FechoStatisticsPage *self,
               gint64               from_us,
               gint64               to_us)
{
  fecho_findings_show_range (self->range, from_us, to_us);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", "timeline");
}

/* -- to the events behind a part */

static void
query_cb (FechoStatisticsPage *self,
          const char          *query)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-history", "s", query);
}

static void
show_timeline (FechoStatisticsPage *self,
               gint64               from_us,
               gint64               to_us)
{
  if (self->range != NULL)
    fecho_range_set_bounds (self->range, from_us, to_us);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", "timeline");
}

static void
time_activated_cb (FechoStatisticsPage *self,
                   guint                index)
{
  const FechoBuckets *buckets = fecho_closes_chart_get_buckets (self->closes_chart);

  show_timeline (self, buckets->edges[index], buckets->edges[index + 1]);
}

static void
life_activated_cb (FechoStatisticsPage *self,
                   guint                index)
{
  const FechoLifeBin *bin = fecho_life_chart_get_bin (self->life_chart, index);
  g_autoptr(FechoQuery) query = fecho_query_new ();
  g_autofree char *text = NULL;

  query->counted = TRUE;
  query->filter->min_life_us = bin->from_us;
  query->filter->max_life_us = bin->to_us;
  text = fecho_query_print (query);
  query_cb (self, text);
}

static void
outage_clicked_cb (FechoStatisticsPage *self)
{
  const FechoOutage *outage = get_outage (self);

  if (outage != NULL && self->range != NULL)
    fecho_findings_show_range (self->range, outage->from_us, outage->to_us);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", "timeline");
}

static void
classes_changed_cb (FechoStatisticsPage *self)
{
  fecho_closes_chart_set_classes (self->closes_chart, fecho_legend_get_classes (self->legend));
}

static void
set_compare (FechoStatisticsPage *self,
             gboolean             compare)
{
  if (self->compare == compare)
    return;

  self->compare = compare;
  ask_anew (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPARE]);
}

static void
set_monitor (FechoStatisticsPage *self,
             FechoMonitor        *monitor)
{
  if (!g_set_object (&self->monitor, monitor))
    return;

  g_signal_group_set_target (self->monitor_signals, monitor);
  g_signal_group_set_target (self->sessions_signals,
                             monitor != NULL ? fecho_monitor_get_sessions (monitor) : NULL);
  fecho_findings_model_set_monitor (self->findings, monitor);
  ask_anew (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
}

static void
set_range (FechoStatisticsPage *self,
           FechoRange          *range)
{
  if (!g_set_object (&self->range, range))
    return;

  g_signal_group_set_target (self->range_signals, range);
  fecho_findings_model_set_range (self->findings, range);
  ask_anew (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RANGE]);
}

static void
set_scope (FechoStatisticsPage *self,
           const char *const   *scope)
{
  if (!fecho_scope_set (&self->scope, scope))
    return;

  fecho_findings_model_set_scope (self->findings, scope);
  ask_anew (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCOPE]);
}

static void
fecho_statistics_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fecho_statistics_page_parent_class)->map (widget);

  fecho_refresher_set_active (&FECHO_STATISTICS_PAGE (widget)->outage_refresher, TRUE);
  fecho_refresher_set_active (&FECHO_STATISTICS_PAGE (widget)->refresher, TRUE);
  fecho_findings_model_set_active (FECHO_STATISTICS_PAGE (widget)->findings, TRUE);
}

static void
fecho_statistics_page_unmap (GtkWidget *widget)
{
  fecho_refresher_set_active (&FECHO_STATISTICS_PAGE (widget)->refresher, FALSE);
  fecho_refresher_set_active (&FECHO_STATISTICS_PAGE (widget)->outage_refresher, FALSE);
  fecho_findings_model_set_active (FECHO_STATISTICS_PAGE (widget)->findings, FALSE);

  GTK_WIDGET_CLASS (fecho_statistics_page_parent_class)->unmap (widget);
}

static void
fecho_statistics_page_dispose (GObject *object)
{
  FechoStatisticsPage *self = FECHO_STATISTICS_PAGE (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  fecho_refresher_clear (&self->refresher);
  fecho_refresher_clear (&self->outage_refresher);
  if (self->findings != NULL)
    g_signal_handlers_disconnect_by_data (self->findings, self);
  g_clear_object (&self->findings);
  g_clear_object (&self->monitor_signals);
  g_clear_object (&self->sessions_signals);
  g_clear_object (&self->range_signals);
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_STATISTICS_PAGE);
  g_clear_object (&self->monitor);
  g_clear_object (&self->range);

  G_OBJECT_CLASS (fecho_statistics_page_parent_class)->dispose (object);
}

static void
fecho_statistics_page_finalize (GObject *object)
{
  g_clear_pointer (&FECHO_STATISTICS_PAGE (object)->scope, fecho_id_list_unref);
  g_free (FECHO_STATISTICS_PAGE (object)->outage_asked);
  g_free (FECHO_STATISTICS_PAGE (object)->outage_answered);
  g_clear_pointer (&FECHO_STATISTICS_PAGE (object)->overview, fecho_overview_free);

  G_OBJECT_CLASS (fecho_statistics_page_parent_class)->finalize (object);
}

static void
fecho_statistics_page_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  FechoStatisticsPage *self = FECHO_STATISTICS_PAGE (object);

  switch ((FechoStatisticsPageProperty)id)
    {
    case PROP_MONITOR:
      g_value_set_object (value, self->monitor);
      break;
    case PROP_RANGE:
      g_value_set_object (value, self->range);
      break;
    case PROP_SCOPE:
      g_value_set_boxed (value, fecho_id_list_get_ids (self->scope));
      break;
    case PROP_COMPARE:
      g_value_set_boolean (value, self->compare);
      break;
    }
}

static void
fecho_statistics_page_set_property (GObject      *object,
                                    guint         id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  FechoStatisticsPage *self = FECHO_STATISTICS_PAGE (object);

  switch ((FechoStatisticsPageProperty)id)
    {
    case PROP_MONITOR:
      set_monitor (self, g_value_get_object (value));
      break;
    case PROP_RANGE:
      set_range (self, g_value_get_object (value));
      break;
    case PROP_SCOPE:
      set_scope (self, g_value_get_boxed (value));
      break;
    case PROP_COMPARE:
      set_compare (self, g_value_get_boolean (value));
      break;
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-statistics-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoStatisticsPage, closes_card);
  gtk_widget_class_bind_template_child (widget_class, FechoStatisticsPage, clean_card);
  gtk_widget_class_bind_template_child (widget_class, FechoStatisticsPage, uptime_card);
  gtk_widget_class_bind_template_child (widget_class, FechoStatisticsPage, life_card);
  gtk_widget_class_bind_template_child (widget_class, FechoStatisticsPage, outage_card);
  gtk_widget_class_bind_template_child (widget_class, FechoStatisticsPage, range_bar);
  gtk_widget_class_bind_template_child (widget_class, FechoStatisticsPage, banners);
  gtk_widget_class_bind_template_child (widget_class, FechoStatisticsPage, code_rows);
  gtk_widget_class_bind_template_child (widget_class, FechoStatisticsPage, closes_chart);
  gtk_widget_class_bind_template_child (widget_class, FechoStatisticsPage, step_label);
  gtk_widget_class_bind_template_child (widget_class, FechoStatisticsPage, legend);
  gtk_widget_class_bind_template_child (widget_class, FechoStatisticsPage, heat_table);
  gtk_widget_class_bind_template_child (widget_class, FechoStatisticsPage, life_chart);
  gtk_widget_class_bind_template_callback (widget_class, classes_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, life_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, outage_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, query_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_range_cb);
  gtk_widget_class_bind_template_callback (widget_class, patterns_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_activated_cb);
}

static void
fecho_statistics_page_class_init (FechoStatisticsPageClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_statistics_page_dispose;
  object_class->finalize = fecho_statistics_page_finalize;
  object_class->get_property = fecho_statistics_page_get_property;
  object_class->set_property = fecho_statistics_page_set_property;
  widget_class->map = fecho_statistics_page_map;
  widget_class->unmap = fecho_statistics_page_unmap;

  properties[PROP_MONITOR] = g_param_spec_object ("monitor", NULL, NULL, FECHO_TYPE_MONITOR, flags);
  properties[PROP_RANGE] = g_param_spec_object ("range", NULL, NULL, FECHO_TYPE_RANGE, flags);
  properties[PROP_SCOPE] = g_param_spec_boxed ("scope", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_COMPARE] = g_param_spec_boolean ("compare", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_property_action (widget_class, "statistics.compare", "compare");

  g_type_ensure (FECHO_TYPE_CLOSES_CHART);
  g_type_ensure (FECHO_TYPE_CODE_ROWS);
  g_type_ensure (FECHO_TYPE_HEAT_TABLE);
  g_type_ensure (FECHO_TYPE_LEGEND);
  g_type_ensure (FECHO_TYPE_LIFE_CHART);
  g_type_ensure (FECHO_TYPE_PAIR_LAYOUT);
  g_type_ensure (FECHO_TYPE_PATTERN_BANNERS);
  g_type_ensure (FECHO_TYPE_RANGE_BAR);
  g_type_ensure (FECHO_TYPE_STAT_CARD);
  g_type_ensure (FECHO_TYPE_WRAP_LAYOUT);
  bind_template (widget_class);
}

static void
fecho_statistics_page_init (FechoStatisticsPage *self)
{
  FechoOverview *nothing = fecho_overview_new ();

  nothing->summary = fecho_summary_new ();
  nothing->outages = fecho_outage_new_array ();
  fecho_refresher_init (&self->refresher, ask_overview, self);
  fecho_refresher_init (&self->outage_refresher, ask_outages, self);
  self->findings = fecho_findings_model_new ();
  g_signal_connect_swapped (self->findings, "patterns-changed", G_CALLBACK (patterns_changed_cb),
                            self);
  self->monitor_signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_swapped (self->monitor_signals, "committed", G_CALLBACK (want_overview),
                                  self);
  self->sessions_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->sessions_signals, "items-changed", G_CALLBACK (ask_anew),
                                  self);
  self->range_signals = g_signal_group_new (FECHO_TYPE_RANGE);
  g_signal_group_connect_swapped (self->range_signals, "changed", G_CALLBACK (want_overview), self);
  g_signal_connect_object (fecho_dictionary_shelf_get_default (), "changed",
                           G_CALLBACK (want_overview), self, G_CONNECT_SWAPPED);

  gtk_widget_init_template (GTK_WIDGET (self));
  set_compare (self, fecho_settings_get_boolean (FECHO_SETTING_COMPARE));
  fecho_settings_bind (FECHO_SETTING_COMPARE, self, "compare");
  fecho_statistics_page_take (self, nothing);
}

void
fecho_statistics_page_take (FechoStatisticsPage *self,
                            FechoOverview       *overview)
{
  FechoOverview *old;
  g_autofree char *period = NULL;

  g_return_if_fail (FECHO_IS_STATISTICS_PAGE (self));
  g_return_if_fail (overview != NULL && overview->summary != NULL);

  old = self->overview;
  self->overview = overview;
  period = format_period (self);
  show_closes (self, period);
  show_clean (self, period);
  show_uptime (self, period);
  show_life (self, period);
  show_outage (self, period);
  fecho_code_rows_update (self->code_rows, overview, period);
  show_charts (self);
  g_clear_pointer (&old, fecho_overview_free);
}
