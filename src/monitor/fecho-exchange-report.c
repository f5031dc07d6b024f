/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-exchange-report.h"

#include "fecho-answers.h"
#include "fecho-code-agreement.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-monitor-private.h"
#include "fecho-pattern-search.h"
#include "fecho-query-text.h"
#include "fecho-stats.h"

#define MAX_BUCKETS 96
#define MAX_OUTAGES 10
/* Names of sessions that a report tells at its head. */
#define MAX_NAMED 20

typedef struct
{
  FechoFilter *filter;
  FechoReport report;
  FechoCodeBook *book;
  gint64 first_us;              /* when the first of the events began */
  FechoAnswers answers;
} Gathering;

static void
gathering_free (Gathering *self)
{
  fecho_filter_free (self->filter);
  fecho_report_clear (&self->report);
  g_clear_pointer (&self->book, fecho_code_book_unref);
  fecho_answers_clear (&self->answers);
  g_free (self);
}

/* A period without an end is that of what is recorded. */
static void
complete_period (Gathering *self)
{
  self->report.made_at_us = g_get_real_time ();
  self->report.since_us = self->filter->since_us != G_MININT64 ? self->filter->since_us
                          : self->first_us;
  self->report.until_us = MIN (self->filter->until_us, self->report.made_at_us);
}

static void
count_answer (GTask  *task,
              GError *error)
{
  Gathering *self = g_task_get_task_data (task);

  if (!fecho_answers_take (&self->answers, task, error))
    return;

  complete_period (self);
  g_task_return_boolean (task, TRUE);
}

static void
summary_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Gathering *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->report.summary = fecho_store_summary_finish (FECHO_STORE (object), result, &error);
  count_answer (task, error);
}

static void
session_codes_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Gathering *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->report.session_codes = fecho_store_session_codes_finish (FECHO_STORE (object), result,
                                                                 &error);
  count_answer (task, error);
}

static void
outages_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Gathering *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->report.outages = fecho_store_outages_finish (FECHO_STORE (object), result, &error);
  count_answer (task, error);
}

static void
findings_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Gathering *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->report.findings = fecho_pattern_search_finish (FECHO_MONITOR (object), result, &error);
  count_answer (task, error);
}

/* The columns know only what the standard says. */
static void
classify_on_job (Gathering              *self,
                 const FechoCloseRecord *record)
{
  FechoDictionary *dictionary = fecho_code_book_find (self->book, record);
  const FechoCloseClass standard = fecho_close_code_get_class (record->code);
  const FechoCloseClass own = fecho_dictionary_get_class (dictionary, record->code);

  fecho_code_agreement_add_event (self->report.agreed, record, dictionary);
  /* Of those that do not count, no column has one. */
  if (own != standard && fecho_stats_is_counted (record))
    (void)fecho_buckets_move (self->report.buckets, record->closed_at_us, standard, own);
}

static gboolean
take_record_on_job (const FechoCloseRecord  *record,
                    gpointer                 data,
                    GError                 **error)
{
  Gathering *self = data;

  fecho_evidence_add (self->report.evidence, record);
  classify_on_job (self, record);

  return TRUE;
}

static void
walked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  (void)fecho_store_walk_finish (FECHO_STORE (object), result, &error); /* only how many */
  count_answer (task, error);
}

static void
buckets_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Gathering *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->report.buckets = fecho_store_buckets_finish (FECHO_STORE (object), result, &error);
  /* What walks through the events corrects them. */
  if (self->report.buckets != NULL)
    fecho_store_walk_async (FECHO_STORE (object), self->filter, take_record_on_job, self, NULL,
                            NULL, g_task_get_cancellable (task), walked_cb, g_object_ref (task));
  else
    self->answers.n_waiting--;
  count_answer (task, error);
}

static void
count_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Gathering *self = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 n_events = fecho_store_count_finish (FECHO_STORE (object), result, &error);

  self->report.n_events = MAX (n_events, 0);
  count_answer (task, error);
}

static void
first_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Gathering *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) page = fecho_store_page_finish (FECHO_STORE (object), result, &error);

  self->first_us = g_get_real_time ();
  if (page != NULL && page->len > 0)
    {
      const FechoCloseRecord *record = fecho_close_event_get_record (page->pdata[0]);

      self->first_us = record->closed_at_us - MAX (record->life_us, 0);
    }
  count_answer (task, error);
}

/* -- what was asked for, in words */

/* What counts was asked for by what it leaves out. */
static void
find_counted (FechoQuery *query)
{
  g_autoptr(FechoFilter) counted = fecho_filter_new ();

  fecho_filter_count_only (counted);
  if (query->filter->causes != counted->causes || query->filter->kinds != counted->kinds)
    return;

  query->counted = TRUE;
  query->filter->causes = 0;
  query->filter->kinds = FECHO_KINDS_BOTH;
  if (query->filter->closed_by == counted->closed_by)
    query->filter->closed_by = 0;
}

/* NULL: all sessions, or too many to be told. */
static char **
name_sessions (FechoMonitor      *monitor,
               const FechoFilter *filter)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  guint n_all = g_list_model_get_n_items (fecho_monitor_get_sessions (monitor));
  const char *const *ids = fecho_id_list_get_ids (filter->sessions);
  guint n = fecho_id_list_get_length (filter->sessions);

  if (n == 0 || n >= n_all || n > MAX_NAMED)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      FechoSession *session = fecho_monitor_find_session (monitor, ids[i]);

      if (session != NULL)
        g_strv_builder_add (names, fecho_session_get_name (session));
    }

  return g_strv_builder_end (names);
}

/* NULL: everything. */
static char **
describe_filter (FechoMonitor      *monitor,
                 const FechoFilter *filter)
{
  g_autoptr(FechoQuery) query = fecho_query_new ();
  g_autofree char *text = NULL;

  fecho_filter_free (query->filter);
  query->filter = fecho_filter_copy (filter);
  query->sessions = name_sessions (monitor, filter);
  find_counted (query);
  text = fecho_query_print (query);

  return *text != '\0' ? g_strdupv ((char *[]) { text, NULL }) : NULL;
}

/* Closes and failed attempts are never added. */
static FechoFilter *
make_chart_filter (const FechoFilter *filter)
{
  FechoFilter *closes = fecho_filter_copy (filter);

  if (closes->kinds != FECHO_KINDS_ATTEMPTS)
    closes->kinds = FECHO_KINDS_CLOSES;

  return closes;
}

void
fecho_exchange_gather_report_async (FechoMonitor        *monitor,
                                    const FechoFilter   *filter,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  FechoStore *store = fecho_monitor_get_store (monitor);
  g_autoptr(GTask) task = g_task_new (monitor, cancellable, callback, user_data);
  g_autoptr(FechoFilter) chart_filter = make_chart_filter (filter);
  Gathering *self = g_new0 (Gathering, 1);

  g_task_set_source_tag (task, fecho_exchange_gather_report_async);
  g_task_set_task_data (task, self, (GDestroyNotify)gathering_free);
  self->filter = fecho_filter_copy (filter);
  self->report.filters = describe_filter (monitor, filter);
  self->report.attempts_only = filter->kinds == FECHO_KINDS_ATTEMPTS;
  self->answers.n_waiting = 8;
  self->report.evidence = fecho_evidence_new ();
  self->report.agreed = fecho_code_agreement_new ();
  self->book = fecho_code_book_ref (
    fecho_dictionary_shelf_get_book (fecho_dictionary_shelf_get_default ()));
  fecho_store_summary_async (store, filter, cancellable, summary_cb, g_object_ref (task));
  fecho_store_buckets_async (store, chart_filter, MAX_BUCKETS, cancellable, buckets_cb,
                             g_object_ref (task));
  fecho_store_session_codes_async (store, filter, cancellable, session_codes_cb,
                                   g_object_ref (task));
  fecho_store_outages_async (store, filter, MAX_OUTAGES, cancellable, outages_cb,
                             g_object_ref (task));
  fecho_store_count_async (store, filter, cancellable, count_cb, g_object_ref (task));
  fecho_store_page_async (store, filter, NULL, TRUE, 1, cancellable, first_cb, g_object_ref (task));
  fecho_pattern_search_async (monitor, filter, cancellable, findings_cb, g_object_ref (task));
}

gboolean
fecho_exchange_gather_report_finish (GAsyncResult  *result,
                                     FechoReport   *ret_report,
                                     GError       **error)
{
  GTask *task = G_TASK (result);
  Gathering *self = g_task_get_task_data (task);

  g_return_val_if_fail (g_task_get_source_tag (task) == fecho_exchange_gather_report_async, FALSE);

  if (!g_task_propagate_boolean (task, error))
    return FALSE;

  *ret_report = self->report;
  self->report = (FechoReport){ 0 };

  return TRUE;
}
