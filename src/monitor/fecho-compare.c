/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-compare.h"

#include "fecho-dictionary-shelf.h"
#include "fecho-monitor-private.h"

#define N_KEYS (FECHO_LAST_COMPARED_KEY + 1)

typedef struct
{
  FechoFilter *filter;
  FechoStats *stats[N_KEYS];    /* NULL where the key is not compared */
  gint64 open_us;
  FechoCodeBook *book;
  GHashTable *dictionaries;     /* one for both, which are walked through one after the other */
} Period;

typedef struct
{
  Period before;
  Period now;
} Comparing;

static void
period_init (Period            *self,
             const FechoFilter *filter,
             GHashTable        *dictionaries)
{
  FechoDictionaryShelf *shelf = fecho_dictionary_shelf_get_default ();

  self->filter = fecho_filter_copy (filter);
  self->open_us = FECHO_UNKNOWN;
  self->book = fecho_code_book_ref (fecho_dictionary_shelf_get_book (shelf));
  self->dictionaries = g_hash_table_ref (dictionaries);
  for (guint key = 0; key < N_KEYS; key++)
    {
      if (key == FECHO_STATS_BY_SESSION)
        continue;
      self->stats[key] = fecho_stats_new_without_lives (key);
      fecho_stats_set_dictionaries (self->stats[key], fecho_dictionary_shelf_get_all (shelf));
    }
}

static void
period_clear (Period *self)
{
  fecho_filter_free (self->filter);
  fecho_code_book_unref (self->book);
  g_hash_table_unref (self->dictionaries);
  for (guint key = 0; key < N_KEYS; key++)
    g_clear_pointer (&self->stats[key], fecho_stats_free);
}

static void
comparing_free (gpointer data)
{
  Comparing *self = data;

  period_clear (&self->before);
  period_clear (&self->now);
  g_free (self);
}

/* -- on the job of the walk */

static gboolean
count_on_job (const FechoCloseRecord  *record,
              gpointer                 data,
              GError                 **error)
{
  Period *period = data;
  FechoCloseRecord storage;
  const FechoCloseRecord *explained = fecho_code_book_apply (period->book, record, &storage);

  for (guint key = 0; key < N_KEYS; key++)
    {
      if (period->stats[key] != NULL)
        fecho_stats_add (period->stats[key], explained);
    }
  fecho_code_agreement_add_event (period->dictionaries, record,
                                  fecho_code_book_find (period->book, record));

  return TRUE;
}

/* -- on the main thread */

/* Failed attempts, and what was our own doing, have no rate. */
static void
drop_empty (GArray *rows)
{
  for (guint i = rows->len; i > 0; i--)
    {
      const FechoComparedRow *row = &g_array_index (rows, FechoComparedRow, i - 1);

      if (row->n_now == 0 && row->n_before == 0)
        g_array_remove_index (rows, i - 1);
    }
}

static FechoTwoPeriods *
compare (const Comparing *self)
{
  FechoTwoPeriods *periods = g_new0 (FechoTwoPeriods, 1);
  const FechoCount before = fecho_stats_get_total (self->before.stats[FECHO_STATS_BY_CODE]);
  const FechoCount now = fecho_stats_get_total (self->now.stats[FECHO_STATS_BY_CODE]);

  periods->total = fecho_comparison_row (0, before.n_closes, self->before.open_us, now.n_closes,
                                         self->now.open_us);
  periods->before_watched = self->before.open_us > 0 || before.n_closes > 0;
  periods->now_watched = self->now.open_us > 0 || now.n_closes > 0;
  if (!periods->before_watched || !periods->now_watched)
    periods->total.trend = FECHO_TREND_NONE;
  for (guint key = 0; key < N_KEYS; key++)
    {
      if (self->now.stats[key] == NULL)
        continue;

      periods->rows[key] = fecho_comparison_new (fecho_stats_get_rows (self->before.stats[key]),
                                                 self->before.open_us,
                                                 fecho_stats_get_rows (self->now.stats[key]),
                                                 self->now.open_us);
      drop_empty (periods->rows[key]);
    }

  periods->dictionaries = g_hash_table_ref (self->now.dictionaries);

  return periods;
}

/* -- the steps: connected time and events of one period, then of the other; each holds the task */

static void ask (GTask *task,
                 Period *period);

static void
walked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Comparing *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (fecho_store_walk_finish (FECHO_STORE (object), result, &error) < 0)
    g_task_return_error (task, error);
  else if (self->now.open_us == FECHO_UNKNOWN)
    ask (task, &self->now);
  else
    g_task_return_pointer (task, compare (self), (GDestroyNotify)fecho_two_periods_free);
}

static void
summed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Comparing *self = g_task_get_task_data (task);
  Period *period = self->before.open_us == FECHO_UNKNOWN ? &self->before : &self->now;
  g_autoptr(FechoSummary) summary = NULL;
  GError *error = NULL;

  summary = fecho_store_summary_finish (FECHO_STORE (object), result, &error);
  if (summary == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  period->open_us = summary->open_us;
  fecho_store_walk_async (FECHO_STORE (object), period->filter, count_on_job, period, NULL, NULL,
                          g_task_get_cancellable (task), walked_cb, g_object_ref (task));
}

static void
ask (GTask  *task,
     Period *period)
{
  FechoMonitor *monitor = g_task_get_source_object (task);

  fecho_store_summary_async (fecho_monitor_get_store (monitor), period->filter,
                             g_task_get_cancellable (task), summed_cb, g_object_ref (task));
}

void
fecho_compare_async (FechoMonitor        *monitor,
                     const FechoFilter   *before,
                     const FechoFilter   *now,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GHashTable) dictionaries = fecho_code_agreement_new ();
  Comparing *self;

  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (before != NULL);
  g_return_if_fail (now != NULL);

  self = g_new0 (Comparing, 1);
  period_init (&self->before, before, dictionaries);
  period_init (&self->now, now, dictionaries);

  task = g_task_new (monitor, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_compare_async);
  g_task_set_task_data (task, self, comparing_free);
  ask (task, &self->before);
}

FechoTwoPeriods *
fecho_compare_finish (FechoMonitor  *monitor,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, monitor), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fecho_two_periods_free (FechoTwoPeriods *self)
{
  for (guint key = 0; key < N_KEYS; key++)
    g_clear_pointer (&self->rows[key], g_array_unref);
  g_clear_pointer (&self->dictionaries, g_hash_table_unref);
  g_free (self);
}
