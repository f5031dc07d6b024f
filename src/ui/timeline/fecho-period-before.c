/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-period-before.h"

#include "fecho-monitor-query.h"
#include "fecho-refresher.h"
#include "fecho-scope.h"

/* A live range that has moved by less than this part of its length has the same period before. */
#define STEPS 100

struct _FechoPeriodBefore
{
  GObject parent_instance;

  FechoTimelineModel *model;
  GSignalGroup *signals;
  FechoRefresher refresher;
  gint64 asked_from_us;         /* of the range that was asked for, as the next */
  gint64 asked_length_us;
  FechoSummary *summary;
};

G_DEFINE_FINAL_TYPE (FechoPeriodBefore, fecho_period_before, G_TYPE_OBJECT)

static guint changed_signal;

static FechoRange *
get_range (FechoPeriodBefore *self)
{
  return self->model != NULL ? fecho_timeline_model_get_range (self->model) : NULL;
}

/* -- asking */

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  FechoPeriodBefore *self = data;
  g_autoptr(GError) error = NULL;
  FechoSummary *summary = fecho_monitor_summary_finish (FECHO_MONITOR (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Without it nothing is compared. */
  if (summary == NULL)
    g_message ("The period before cannot be read: %s", error->message);
  else
    fecho_period_before_take (self, summary);
  fecho_refresher_done (&self->refresher);
}

static void
note_question (FechoPeriodBefore *self)
{
  FechoRange *range = get_range (self);

  self->asked_from_us = fecho_range_get_from_us (range);
  self->asked_length_us = fecho_range_get_to_us (range) - self->asked_from_us;
}

static void
ask (gpointer      owner,
     GCancellable *cancellable)
{
  FechoPeriodBefore *self = owner;
  FechoMonitor *monitor = fecho_timeline_model_get_monitor (self->model);
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  FechoIdList *scope = NULL;

  note_question (self);
  (void)fecho_scope_set (&scope, fecho_timeline_model_get_scope (self->model)); /* of its own */
  filter->since_us = self->asked_from_us - self->asked_length_us;
  filter->until_us = self->asked_from_us;
  filter->kinds = FECHO_KINDS_CLOSES;
  filter->sessions = fecho_scope_resolve (scope, monitor);
  g_clear_pointer (&scope, fecho_id_list_unref);
  fecho_monitor_summary_async (monitor, filter, cancellable, answered_cb, self);
}

/* -- when */

static void
forget (FechoPeriodBefore *self)
{
  g_autoptr(FechoSummary) old = g_steal_pointer (&self->summary);

  if (old != NULL)
    g_signal_emit (self, changed_signal, 0);
}

static void
ask_anew (FechoPeriodBefore *self)
{
  FechoRange *range = get_range (self);

  forget (self);
  if (range == NULL || fecho_timeline_model_get_monitor (self->model) == NULL ||
      fecho_range_get_preset (range) == FECHO_PRESET_ALL)
    {
      fecho_refresher_forget (&self->refresher);
      return;
    }

  note_question (self);
  fecho_refresher_restart (&self->refresher);
}

/* After each answer to the question of the timeline. */
static void
look (FechoPeriodBefore *self)
{
  FechoRange *range = get_range (self);
  gint64 length_us;

  if (range == NULL)
    return;

  length_us = fecho_range_get_to_us (range) - fecho_range_get_from_us (range);
  if (length_us != self->asked_length_us || fecho_range_get_preset (range) == FECHO_PRESET_ALL)
    ask_anew (self);
  else if (ABS (fecho_range_get_from_us (range) - self->asked_from_us) > length_us / STEPS)
    fecho_refresher_want (&self->refresher);
}

/* -- the object */

static void
fecho_period_before_dispose (GObject *object)
{
  FechoPeriodBefore *self = FECHO_PERIOD_BEFORE (object);

  fecho_refresher_clear (&self->refresher);
  g_clear_object (&self->signals);
  g_clear_object (&self->model);
  g_clear_pointer (&self->summary, fecho_summary_free);

  G_OBJECT_CLASS (fecho_period_before_parent_class)->dispose (object);
}

static void
fecho_period_before_class_init (FechoPeriodBeforeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fecho_period_before_dispose;

  changed_signal = g_signal_new ("changed", FECHO_TYPE_PERIOD_BEFORE, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
fecho_period_before_init (FechoPeriodBefore *self)
{
  fecho_refresher_init (&self->refresher, ask, self);
  self->signals = g_signal_group_new (FECHO_TYPE_TIMELINE_MODEL);
  g_signal_group_connect_swapped (self->signals, "lanes-changed", G_CALLBACK (look), self);
  g_signal_group_connect_swapped (self->signals, "notify::monitor", G_CALLBACK (ask_anew), self);
  g_signal_group_connect_swapped (self->signals, "notify::range", G_CALLBACK (ask_anew), self);
  g_signal_group_connect_swapped (self->signals, "notify::scope", G_CALLBACK (ask_anew), self);
}

FechoPeriodBefore *
fecho_period_before_new (void)
{
  return g_object_new (FECHO_TYPE_PERIOD_BEFORE, NULL);
}

void
fecho_period_before_set_model (FechoPeriodBefore  *self,
                               FechoTimelineModel *model)
{
  g_return_if_fail (FECHO_IS_PERIOD_BEFORE (self));

  if (!g_set_object (&self->model, model))
    return;

  g_signal_group_set_target (self->signals, model);
  ask_anew (self);
}

void
fecho_period_before_set_active (FechoPeriodBefore *self,
                                gboolean           active)
{
  g_return_if_fail (FECHO_IS_PERIOD_BEFORE (self));

  fecho_refresher_set_active (&self->refresher, active);
}

const FechoSummary *
fecho_period_before_get (FechoPeriodBefore *self)
{
  g_return_val_if_fail (FECHO_IS_PERIOD_BEFORE (self), NULL);

  return self->summary;
}

void
fecho_period_before_take (FechoPeriodBefore *self,
                          FechoSummary      *summary)
{
  g_return_if_fail (FECHO_IS_PERIOD_BEFORE (self));

  g_clear_pointer (&self->summary, fecho_summary_free);
  self->summary = summary;
  g_signal_emit (self, changed_signal, 0);
}
