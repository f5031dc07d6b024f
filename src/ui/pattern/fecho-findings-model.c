/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-findings-model.h"

#include "fecho-monitor-query.h"
#include "fecho-pattern-search.h"
#include "fecho-refresher.h"
#include "fecho-scope.h"

#define PATTERN_PAUSE_S 10

/* Around the events of a pattern: a part of their time, and so much at least. */
#define MARGIN_PART 20
#define MARGIN_US (30 * (gint64)G_USEC_PER_SEC)

struct _FechoFindingsModel
{
  GObject parent_instance;

  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
  FechoRange *range;
  GSignalGroup *range_signals;
  FechoIdList *scope;
  FechoRefresher origins_refresher;
  FechoRefresher patterns_refresher;
  guint pause;                  /* until patterns may be looked for again */
  gboolean patterns_wanted;     /* meanwhile */
  guint next_origin;            /* which one is asked for */
  FechoOriginShares answer;     /* as far as it has come */
  FechoOriginShares origins;
  FechoFindings *findings;
};

enum
{
  SIGNAL_ORIGINS_CHANGED,
  SIGNAL_PATTERNS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FechoFindingsModel, fecho_findings_model, G_TYPE_OBJECT)

static FechoFilter *
make_filter (FechoFindingsModel *self)
{
  FechoFilter *filter = fecho_filter_new ();

  filter->since_us = fecho_range_get_from_us (self->range);
  filter->until_us = fecho_range_get_to_us (self->range);
  filter->sessions = fecho_id_list_ref (self->scope);

  return filter;
}

/* -- origins: one summary for each */

static void ask_next_origin (FechoFindingsModel *self);

static void
origin_answered_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  FechoFindingsModel *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoSummary) summary = fecho_monitor_summary_finish (FECHO_MONITOR (source), result,
                                                                  &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (summary == NULL)
    {
      g_message ("The origins cannot be read: %s", error->message);
      fecho_refresher_done (&self->origins_refresher);
      return;
    }

  self->answer.n[self->next_origin] = summary->n_closes;
  if (self->next_origin != FECHO_ORIGIN_NOT_JUDGED)
    self->answer.n_judged += summary->n_closes;
  self->next_origin++;
  if (self->next_origin <= FECHO_ORIGIN_THIS_COMPUTER)
    {
      ask_next_origin (self);
      return;
    }

  fecho_findings_model_take_origins (self, &self->answer);
  fecho_refresher_done (&self->origins_refresher);
}

static void
ask_next_origin (FechoFindingsModel *self)
{
  g_autoptr(FechoFilter) filter = make_filter (self);

  filter->origins = 1u << self->next_origin;
  filter->kinds = FECHO_KINDS_CLOSES;
  fecho_monitor_summary_async (self->monitor, filter, self->origins_refresher.cancellable,
                               origin_answered_cb, self);
}

static void
ask_origins (gpointer      owner,
             GCancellable *cancellable)
{
  FechoFindingsModel *self = owner;

  self->next_origin = 0;
  self->answer = (FechoOriginShares){ 0 };
  ask_next_origin (self);
}

/* -- patterns */

static gboolean
pause_over_cb (gpointer data)
{
  FechoFindingsModel *self = data;

  self->pause = 0;
  if (self->patterns_wanted)
    fecho_refresher_want (&self->patterns_refresher);
  self->patterns_wanted = FALSE;

  return G_SOURCE_REMOVE;
}

static void
patterns_answered_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      data)
{
  FechoFindingsModel *self = data;
  g_autoptr(GError) error = NULL;
  FechoFindings *findings = fecho_pattern_search_finish (FECHO_MONITOR (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (findings != NULL)
    fecho_findings_model_take_findings (self, findings);
  else
    g_message ("No patterns can be looked for: %s", error->message);
  if (self->pause == 0)
    self->pause = g_timeout_add_seconds (PATTERN_PAUSE_S, pause_over_cb, self);
  fecho_refresher_done (&self->patterns_refresher);
}

static void
ask_patterns (gpointer      owner,
              GCancellable *cancellable)
{
  FechoFindingsModel *self = owner;
  g_autoptr(FechoFilter) filter = make_filter (self);

  fecho_pattern_search_async (self->monitor, filter, cancellable, patterns_answered_cb, self);
}

/* -- when */

static gboolean
is_ready (FechoFindingsModel *self)
{
  return self->monitor != NULL && self->range != NULL;
}

static void
want (FechoFindingsModel *self)
{
  if (!is_ready (self))
    return;

  fecho_refresher_want (&self->origins_refresher);
  if (self->pause != 0)
    self->patterns_wanted = TRUE;
  else
    fecho_refresher_want (&self->patterns_refresher);
}

static void
ask_anew (FechoFindingsModel *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  self->patterns_wanted = FALSE;
  if (!is_ready (self))
    {
      fecho_refresher_forget (&self->origins_refresher);
      fecho_refresher_forget (&self->patterns_refresher);
      return;
    }

  fecho_refresher_restart (&self->origins_refresher);
  fecho_refresher_restart (&self->patterns_refresher);
}

/* A live range moves with the clock: that alone is no other question. */
static void
range_changed_cb (FechoFindingsModel *self)
{
  if (fecho_range_get_live (self->range))
    want (self);
  else
    ask_anew (self);
}

static void
fecho_findings_model_dispose (GObject *object)
{
  FechoFindingsModel *self = FECHO_FINDINGS_MODEL (object);

  fecho_refresher_clear (&self->origins_refresher);
  fecho_refresher_clear (&self->patterns_refresher);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->monitor_signals);
  g_clear_object (&self->range_signals);
  g_clear_object (&self->monitor);
  g_clear_object (&self->range);

  G_OBJECT_CLASS (fecho_findings_model_parent_class)->dispose (object);
}

static void
fecho_findings_model_finalize (GObject *object)
{
  FechoFindingsModel *self = FECHO_FINDINGS_MODEL (object);

  g_clear_pointer (&self->scope, fecho_id_list_unref);
  g_clear_pointer (&self->findings, fecho_findings_free);

  G_OBJECT_CLASS (fecho_findings_model_parent_class)->finalize (object);
}

static void
fecho_findings_model_class_init (FechoFindingsModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_findings_model_dispose;
  object_class->finalize = fecho_findings_model_finalize;

  signals[SIGNAL_ORIGINS_CHANGED] = g_signal_new ("origins-changed", FECHO_TYPE_FINDINGS_MODEL,
                                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                  G_TYPE_NONE, 0);
  signals[SIGNAL_PATTERNS_CHANGED] = g_signal_new ("patterns-changed", FECHO_TYPE_FINDINGS_MODEL,
                                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                   G_TYPE_NONE, 0);
}

static void
fecho_findings_model_init (FechoFindingsModel *self)
{
  fecho_refresher_init (&self->origins_refresher, ask_origins, self);
  fecho_refresher_init (&self->patterns_refresher, ask_patterns, self);
  self->monitor_signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_swapped (self->monitor_signals, "committed", G_CALLBACK (want), self);
  self->range_signals = g_signal_group_new (FECHO_TYPE_RANGE);
  g_signal_group_connect_swapped (self->range_signals, "changed", G_CALLBACK (range_changed_cb),
                                  self);
}

FechoFindingsModel *
fecho_findings_model_new (void)
{
  return g_object_new (FECHO_TYPE_FINDINGS_MODEL, NULL);
}

void
fecho_findings_model_set_monitor (FechoFindingsModel *self,
                                  FechoMonitor       *monitor)
{
  g_return_if_fail (FECHO_IS_FINDINGS_MODEL (self));

  if (!g_set_object (&self->monitor, monitor))
    return;

  g_signal_group_set_target (self->monitor_signals, monitor);
  ask_anew (self);
}

void
fecho_findings_model_set_range (FechoFindingsModel *self,
                                FechoRange         *range)
{
  g_return_if_fail (FECHO_IS_FINDINGS_MODEL (self));

  if (!g_set_object (&self->range, range))
    return;

  g_signal_group_set_target (self->range_signals, range);
  ask_anew (self);
}

void
fecho_findings_model_set_scope (FechoFindingsModel *self,
                                const char *const  *scope)
{
  g_return_if_fail (FECHO_IS_FINDINGS_MODEL (self));

  if (!fecho_scope_set (&self->scope, scope))
    return;

  ask_anew (self);
}

void
fecho_findings_model_set_active (FechoFindingsModel *self,
                                 gboolean            active)
{
  g_return_if_fail (FECHO_IS_FINDINGS_MODEL (self));

  fecho_refresher_set_active (&self->origins_refresher, active);
  fecho_refresher_set_active (&self->patterns_refresher, active);
}

const FechoOriginShares *
fecho_findings_model_get_origins (FechoFindingsModel *self)
{
  g_return_val_if_fail (FECHO_IS_FINDINGS_MODEL (self), NULL);

  return &self->origins;
}

const FechoFindings *
fecho_findings_model_get_findings (FechoFindingsModel *self)
{
  g_return_val_if_fail (FECHO_IS_FINDINGS_MODEL (self), NULL);

  return self->findings;
}

void
fecho_findings_model_take_origins (FechoFindingsModel      *self,
                                   const FechoOriginShares *origins)
{
  g_return_if_fail (FECHO_IS_FINDINGS_MODEL (self));

  self->origins = *origins;
  g_signal_emit (self, signals[SIGNAL_ORIGINS_CHANGED], 0);
}

void
fecho_findings_model_take_findings (FechoFindingsModel *self,
                                    FechoFindings      *findings)
{
  g_return_if_fail (FECHO_IS_FINDINGS_MODEL (self));

  g_clear_pointer (&self->findings, fecho_findings_free);
  self->findings = findings;
  g_signal_emit (self, signals[SIGNAL_PATTERNS_CHANGED], 0);
}

void
fecho_findings_show_range (FechoRange *range,
                           gint64      from_us,
                           gint64      to_us)
{
  const gint64 margin_us = MAX ((to_us - from_us) / MARGIN_PART, MARGIN_US);

  fecho_range_set_live (range, FALSE);
  fecho_range_set_bounds (range, from_us - margin_us, to_us + margin_us);
}
