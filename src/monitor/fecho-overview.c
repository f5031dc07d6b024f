/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-overview.h"

#include "fecho-answers.h"
#include "fecho-code-agreement.h"
#include "fecho-monitor-private.h"

typedef struct
{
  FechoOverview *overview;
  FechoAnswers answers;
} Gathering;

static void
gathering_free (Gathering *self)
{
  g_clear_pointer (&self->overview, fecho_overview_free);
  fecho_answers_clear (&self->answers);
  g_free (self);
}

static FechoOverview *
get_overview (GTask *task)
{
  Gathering *self = g_task_get_task_data (task);

  return self->overview;
}

static void
take_answer (GTask  *task,
             GError *error)
{
  Gathering *self = g_task_get_task_data (task);

  if (!fecho_answers_take (&self->answers, task, error))
    return;

  /* As the codes beside them. */
  fecho_buckets_classify (self->overview->buckets, self->overview->dictionaries);
  g_task_return_pointer (task, g_steal_pointer (&self->overview),
                         (GDestroyNotify)fecho_overview_free);
}

static void
summary_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  get_overview (task)->summary = fecho_store_summary_finish (FECHO_STORE (object), result, &error);
  take_answer (task, error);
}

static void
before_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  get_overview (task)->before = fecho_store_summary_finish (FECHO_STORE (object), result, &error);
  take_answer (task, error);
}

static void
buckets_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  get_overview (task)->buckets = fecho_store_buckets_finish (FECHO_STORE (object), result, &error);
  take_answer (task, error);
}

static void
session_codes_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FechoOverview *overview = get_overview (task);
  GError *error = NULL;

  overview->session_codes = fecho_store_session_codes_finish (FECHO_STORE (object), result, &error);
  if (overview->session_codes != NULL)
    overview->dictionaries = fecho_session_dictionary_agree (g_task_get_source_object (task),
                                                             overview->session_codes);
  take_answer (task, error);
}

static void
lives_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  get_overview (task)->lives = fecho_store_lives_finish (FECHO_STORE (object), result, &error);
  take_answer (task, error);
}

/* As long, and ending where the other begins. */
static FechoFilter *
make_filter_before (const FechoFilter *filter)
{
  FechoFilter *before = fecho_filter_copy (filter);

  before->until_us = filter->since_us;
  before->since_us = filter->since_us - (filter->until_us - filter->since_us);

  return before;
}

static void
ask_before (GTask             *task,
            FechoStore        *store,
            const FechoFilter *filter)
{
  g_autoptr(FechoFilter) before = make_filter_before (filter);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Gathering *self = g_task_get_task_data (task);

  self->answers.n_waiting++;
  fecho_store_summary_async (store, before, cancellable, before_cb, g_object_ref (task));
}

void
fecho_overview_ask_async (FechoMonitor        *monitor,
                          const FechoFilter   *filter,
                          gboolean             compare,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  FechoStore *store = fecho_monitor_get_store (monitor);
  g_autoptr(GTask) task = g_task_new (monitor, cancellable, callback, user_data);
  g_autoptr(FechoFilter) closes = fecho_filter_copy (filter);
  Gathering *self = g_new0 (Gathering, 1);

  g_task_set_source_tag (task, fecho_overview_ask_async);
  g_task_set_task_data (task, self, (GDestroyNotify)gathering_free);
  self->overview = fecho_overview_new ();
  self->overview->from_us = filter->since_us;
  self->overview->to_us = filter->until_us;
  self->answers.n_waiting = 4;
  /* Closes and failed attempts are never added. */
  closes->kinds = FECHO_KINDS_CLOSES;

  fecho_store_summary_async (store, filter, cancellable, summary_cb, g_object_ref (task));
  fecho_store_buckets_async (store, closes, FECHO_OVERVIEW_MAX_BUCKETS, cancellable, buckets_cb,
                             g_object_ref (task));
  fecho_store_session_codes_async (store, filter, cancellable, session_codes_cb,
                                   g_object_ref (task));
  fecho_store_lives_async (store, filter, FECHO_OVERVIEW_LIFE_BINS, cancellable, lives_cb,
                           g_object_ref (task));
  if (compare)
    ask_before (task, store, filter);
}

FechoOverview *
fecho_overview_ask_finish (FechoMonitor  *monitor,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, monitor), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- outages */

typedef struct
{
  FechoOutages *outages;
  FechoAnswers answers;
} Search;

static void
search_free (Search *self)
{
  g_clear_pointer (&self->outages, fecho_outages_free);
  fecho_answers_clear (&self->answers);
  g_free (self);
}

static void
take_outages (GTask         *task,
              GArray       **ret_outages,
              GObject       *store,
              GAsyncResult  *result)
{
  Search *self = g_task_get_task_data (task);
  GError *error = NULL;

  *ret_outages = fecho_store_outages_finish (FECHO_STORE (store), result, &error);
  if (fecho_answers_take (&self->answers, task, error))
    g_task_return_pointer (task, g_steal_pointer (&self->outages),
                           (GDestroyNotify)fecho_outages_free);
}

static void
outages_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Search *self = g_task_get_task_data (task);

  take_outages (task, &self->outages->outages, object, result);
}

static void
outages_before_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Search *self = g_task_get_task_data (task);

  take_outages (task, &self->outages->before, object, result);
}

void
fecho_overview_ask_outages_async (FechoMonitor        *monitor,
                                  const FechoFilter   *filter,
                                  gboolean             compare,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  FechoStore *store = fecho_monitor_get_store (monitor);
  g_autoptr(GTask) task = g_task_new (monitor, cancellable, callback, user_data);
  g_autoptr(FechoFilter) before = make_filter_before (filter);
  Search *self = g_new0 (Search, 1);

  g_task_set_source_tag (task, fecho_overview_ask_outages_async);
  g_task_set_task_data (task, self, (GDestroyNotify)search_free);
  self->outages = g_new0 (FechoOutages, 1);
  self->answers.n_waiting = compare ? 2 : 1;
  fecho_store_outages_async (store, filter, 1, cancellable, outages_cb, g_object_ref (task));
  if (compare)
    fecho_store_outages_async (store, before, 1, cancellable, outages_before_cb,
                               g_object_ref (task));
}

FechoOutages *
fecho_overview_ask_outages_finish (FechoMonitor  *monitor,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, monitor), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fecho_outages_free (FechoOutages *self)
{
  g_clear_pointer (&self->outages, g_array_unref);
  g_clear_pointer (&self->before, g_array_unref);
  g_free (self);
}

FechoDictionary *
fecho_overview_explain (const FechoOverview *self,
                        guint16              code)
{
  g_return_val_if_fail (self != NULL, NULL);

  return fecho_code_agreement_get (self->dictionaries, code);
}

FechoOverview *
fecho_overview_new (void)
{
  return g_new0 (FechoOverview, 1);
}

void
fecho_overview_free (FechoOverview *self)
{
  g_clear_pointer (&self->summary, fecho_summary_free);
  g_clear_pointer (&self->before, fecho_summary_free);
  g_clear_pointer (&self->buckets, fecho_buckets_free);
  g_clear_pointer (&self->session_codes, g_array_unref);
  g_clear_pointer (&self->dictionaries, g_hash_table_unref);
  g_clear_pointer (&self->lives, g_array_unref);
  g_clear_pointer (&self->outages, g_array_unref);
  g_clear_pointer (&self->outages_before, g_array_unref);
  g_free (self);
}
