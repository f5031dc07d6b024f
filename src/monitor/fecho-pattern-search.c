/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-pattern-search.h"

#include "fecho-clock.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-monitor-private.h"
#include "fecho-numbering.h"

#define MAX_ROWS 200000

/* To find how far back MAX_ROWS reach: sums of the store are asked, not its rows. */
#define MAX_BUCKETS 2000

typedef struct
{
  FechoStore *store;
  FechoFilter *filter;
  FechoCodeBook *book;
  FechoIdList *pinged;          /* sessions that are there: they ping, most of them as is usual */
  GHashTable *pings;            /* UUID of a session -> its interval, of the others */
  FechoSummary *before;         /* what is known from before the range; NULL: nothing */

  GArray *connections;          /* FechoOpenConnection */

  FechoNumbering *sessions;
  FechoNumbering *hosts;
  GArray *rows;                 /* FechoPatternRow, a ring of the newest */
  FechoFindings *findings;
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_object_unref (self->store);
  fecho_filter_free (self->filter);
  fecho_code_book_unref (self->book);
  fecho_id_list_unref (self->pinged);
  g_hash_table_unref (self->pings);
  g_clear_pointer (&self->before, fecho_summary_free);
  g_clear_pointer (&self->connections, g_array_unref);
  fecho_numbering_free (self->sessions);
  fecho_numbering_free (self->hosts);
  g_array_unref (self->rows);
  g_clear_pointer (&self->findings, fecho_findings_free);
  g_free (self);
}

/* Of ten thousand sessions few differ, and copies of all their ids would hold the main thread. */
static GHashTable *
list_pings (FechoMonitor *monitor)
{
  GListModel *sessions = fecho_monitor_get_sessions (monitor);
  GHashTable *pings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);
      const FechoEndpoint *endpoint = fecho_session_get_endpoint (session);

      if (endpoint->ping_us != FECHO_ENDPOINT_PING_US)
        g_hash_table_insert (pings, g_strdup (endpoint->id),
                             g_memdup2 (&endpoint->ping_us, sizeof endpoint->ping_us));
    }

  return pings;
}

static Search *
search_new (FechoMonitor      *monitor,
            const FechoFilter *filter)
{
  Search *self = g_new0 (Search, 1);

  self->store = g_object_ref (fecho_monitor_get_store (monitor));
  self->filter = fecho_filter_copy (filter);
  self->filter->kinds = FECHO_KINDS_BOTH;
  self->book = fecho_code_book_ref (
    fecho_dictionary_shelf_get_book (fecho_dictionary_shelf_get_default ()));
  self->pinged = fecho_id_list_ref (fecho_monitor_get_session_ids (monitor));
  self->pings = list_pings (monitor);
  self->sessions = fecho_numbering_new ();
  self->hosts = fecho_numbering_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (FechoPatternRow));
  self->findings = fecho_findings_new ();

  return self;
}

/* -- on the job of the walk */

static guint
number_session (Search                 *self,
                const FechoCloseRecord *record)
{
  FechoFindings *findings = self->findings;
  const guint number = fecho_numbering_get (self->sessions, record->session_id);

  if (number > findings->session_ids->len)
    {
      g_ptr_array_add (findings->session_ids, g_strdup (record->session_id));
      g_ptr_array_add (findings->session_names, g_strdup (record->session));
    }

  return number;
}

static gint64
get_ping_us (const Search *self,
             const char   *session_id)
{
  const gint64 *ping_us = g_hash_table_lookup (self->pings, session_id);

  if (ping_us != NULL)
    return *ping_us;

  return fecho_id_list_has (self->pinged, session_id) ? FECHO_ENDPOINT_PING_US : 0;
}

static gboolean
take_record_on_job (const FechoCloseRecord  *record,
                    gpointer                 data,
                    GError                 **error)
{
  Search *self = data;
  FechoFindings *findings = self->findings;
  const FechoDictionary *dictionary = fecho_code_book_find (self->book, record);
  const FechoPatternRow row = fecho_pattern_row_of_record (
    record, number_session (self, record), fecho_numbering_get_host (self->hosts, record->url),
    fecho_dictionary_get_class (dictionary, record->code),
    get_ping_us (self, record->session_id));
  const guint place = findings->n_events % MAX_ROWS;

  findings->n_events++;
  if (place == self->rows->len)
    {
      g_array_append_val (self->rows, row);
      g_array_append_val (findings->events, record->id);
      return TRUE;
    }

  findings->partial = TRUE;
  g_array_index (self->rows, FechoPatternRow, place) = row;
  g_array_index (findings->events, gint64, place) = record->id;

  return TRUE;
}

/* -- on a thread of its own */

static void
measure_range (Search *self)
{
  FechoFindings *findings = self->findings;

  findings->from_us = self->filter->since_us;
  findings->to_us = self->filter->until_us;
  findings->n_events = self->rows->len;
  if (self->rows->len == 0 || (!findings->partial && findings->from_us != G_MININT64))
    return;

  findings->from_us = G_MAXINT64;
  for (guint i = 0; i < self->rows->len; i++)
    findings->from_us = MIN (findings->from_us,
                             g_array_index (self->rows, FechoPatternRow, i).closed_at_us);
}

static GArray *
list_open (Search *self)
{
  GArray *open = g_array_new (FALSE, FALSE, sizeof (FechoPatternOpen));
  const FechoIdList *asked = self->filter->sessions;

  for (guint i = 0; i < self->connections->len; i++)
    {
      const FechoOpenConnection *connection = &g_array_index (self->connections,
                                                              FechoOpenConnection, i);

      const FechoPatternOpen one = {
        fecho_numbering_get (self->sessions, connection->session_id),
        fecho_numbering_get_host (self->hosts, connection->url),
      };

      if (asked == NULL || fecho_id_list_has (asked, connection->session_id))
        g_array_append_val (open, one);
    }

  return open;
}

static void
find_on_job (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Search *self = data;
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GArray) codes = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autoptr(GArray) open = list_open (self);
  FechoPatternScope scope = { .now_us = fecho_clock_wall_us (), .zone = zone };

  for (guint i = 0; self->before != NULL && i < self->before->by_code->len; i++)
    {
      const FechoCount *count = &g_array_index (self->before->by_code, FechoCount, i);
      const guint16 code = count->key;

      if (count->n_closes > 0)
        g_array_append_val (codes, code);
    }
  scope.known_codes = (gconstpointer)codes->data;
  scope.n_known_codes = codes->len;
  scope.open = (gconstpointer)open->data;
  scope.n_open = open->len;
  scope.n_known_closes = self->before != NULL ? self->before->n_closes : 0;

  measure_range (self);
  self->findings->patterns = fecho_pattern_find ((gconstpointer)self->rows->data,
                                                 self->rows->len, &scope);
  g_task_return_boolean (task, TRUE);
}

/* -- the steps, on the main thread; each holds the task of the whole */

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  Search *self = g_task_get_task_data (task);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&self->findings),
                           (GDestroyNotify)fecho_findings_free);
}

static void
walked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GTask) finding = NULL;
  GError *error = NULL;

  if (fecho_store_walk_finish (FECHO_STORE (object), result, &error) < 0)
    {
      g_task_return_error (task, error);
      return;
    }

  finding = g_task_new (NULL, NULL, found_cb, g_object_ref (task));
  g_task_set_task_data (finding, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (finding, find_on_job);
}

static void
connections_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;
  Search *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->connections = fecho_store_open_connections_finish (self->store, result, &error);
  if (self->connections != NULL)
    fecho_store_walk_async (self->store, self->filter, take_record_on_job, self, NULL, NULL,
                            g_task_get_cancellable (task), walked_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

static void
look (GTask *task)
{
  Search *self = g_task_get_task_data (task);

  fecho_store_open_connections_async (self->store, g_task_get_cancellable (task), connections_cb,
                                      g_object_ref (task));
}

static void
before_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Search *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->before = fecho_store_summary_finish (FECHO_STORE (object), result, &error);
  if (self->before != NULL)
    look (task);
  else
    g_task_return_error (task, error);
}

/* Where the newest MAX_ROWS begin. */
static void
narrow (Search             *self,
        const FechoBuckets *buckets)
{
  guint64 n = 0;

  for (guint i = buckets->n_buckets; i > 0; i--)
    {
      const guint n_more = fecho_buckets_get_total (buckets, i - 1, G_MAXUINT);

      if (n + n_more > MAX_ROWS)
        {
          /* A bucket that is much too full is taken all the same: the walk keeps its newest. */
          const gint64 since_us = buckets->edges[n < MAX_ROWS / 2 ? i - 1 : i];

          self->filter->since_us = MAX (self->filter->since_us, since_us);
          self->findings->partial = TRUE;
          return;
        }
      n += n_more;
    }
}

static void
buckets_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  Search *self = g_task_get_task_data (task);
  g_autoptr(FechoFilter) before = NULL;
  g_autoptr(FechoBuckets) buckets = NULL;
  GError *error = NULL;

  buckets = fecho_store_buckets_finish (FECHO_STORE (object), result, &error);
  if (buckets == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  narrow (self, buckets);
  if (self->filter->since_us == G_MININT64)
    {
      look (task);
      return;
    }

  before = fecho_filter_copy (self->filter);
  before->since_us = G_MININT64;
  before->until_us = self->filter->since_us;
  fecho_store_summary_async (self->store, before, g_task_get_cancellable (task), before_cb,
                             g_object_ref (task));
}

void
fecho_pattern_search_async (FechoMonitor        *monitor,
                            const FechoFilter   *filter,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Search *self;

  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (filter != NULL);

  self = search_new (monitor, filter);
  task = g_task_new (monitor, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_pattern_search_async);
  g_task_set_task_data (task, self, search_free);
  fecho_store_buckets_async (self->store, self->filter, MAX_BUCKETS, cancellable, buckets_cb,
                             g_object_ref (task));
}

FechoFindings *
fecho_pattern_search_finish (FechoMonitor  *monitor,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, monitor), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
