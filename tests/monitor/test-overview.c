/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-overview.h"

#include "fecho-monitor-private.h"
#include "fecho-monitor-query.h"
#include "monitor-fixture.h"

/* Events are put into the history as a connection would put them, at times of our choice. */

#define SEC ((gint64)G_USEC_PER_SEC)
#define HOUR ((gint64)G_TIME_SPAN_HOUR)
#define T0 G_GINT64_CONSTANT (1773489600000000)

static FechoEndpoint *
save_session (MonitorFixture *fixture,
              const char     *path)
{
  FechoEndpoint *endpoint = monitor_fixture_make_endpoint (fixture, path);

  fecho_store_save_session (fecho_monitor_get_store (fixture->monitor), endpoint, 0);

  return endpoint;
}

/* life_us below 0: a failed attempt. */
static void
record (MonitorFixture      *fixture,
        const FechoEndpoint *endpoint,
        gint64               at_us,
        guint16              code,
        gint64               life_us)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autoptr(FechoCloseEvent) event = NULL;
  g_autoptr(GError) error = NULL;

  record.session_id = endpoint->id;
  record.session = endpoint->name;
  record.url = endpoint->url;
  record.closed_at_us = at_us;
  record.code = code;
  record.failed_attempt = life_us < 0;
  record.life_us = life_us < 0 ? FECHO_UNKNOWN : life_us;
  record.stage = life_us < 0 ? FECHO_STAGE_HTTP : FECHO_STAGE_OPEN;
  record.was_clean = code != 1006;
  record.closed_by = code != 1006 ? FECHO_CLOSED_BY_SERVER : FECHO_CLOSED_BY_NOBODY;
  event = fecho_close_event_new (&record, &error);
  g_assert_no_error (error);
  g_assert_true (fecho_store_record_close (fecho_monitor_get_store (fixture->monitor), event));
}

static void
wait_stored (MonitorFixture *fixture,
             guint           n)
{
  fecho_test_wait (fixture->events->len >= n);
  g_assert_cmpuint (fixture->events->len, ==, n);
}

static FechoFilter *
make_filter (gint64 from_us,
             gint64 to_us)
{
  FechoFilter *filter = fecho_filter_new ();

  filter->since_us = from_us;
  filter->until_us = to_us;

  return filter;
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static FechoOverview *
ask (MonitorFixture    *fixture,
     const FechoFilter *filter,
     gboolean           compare)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  FechoOverview *overview;

  fecho_overview_ask_async (fixture->monitor, filter, compare, NULL, result_cb, &result);
  fecho_test_wait (result != NULL);
  overview = fecho_overview_ask_finish (fixture->monitor, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (overview->from_us, ==, filter->since_us);
  g_assert_cmpint (overview->to_us, ==, filter->until_us);

  return overview;
}

static FechoOutages *
ask_outages (MonitorFixture    *fixture,
             const FechoFilter *filter,
             gboolean           compare)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  FechoOutages *outages;

  fecho_overview_ask_outages_async (fixture->monitor, filter, compare, NULL, result_cb, &result);
  fecho_test_wait (result != NULL);
  outages = fecho_overview_ask_outages_finish (fixture->monitor, result, &error);
  g_assert_no_error (error);

  return outages;
}

static guint
count_in_buckets (const FechoOverview *overview)
{
  guint n = 0;

  for (guint i = 0; i < overview->buckets->n_buckets; i++)
    n += fecho_buckets_get_total (overview->buckets, i, G_MAXUINT);

  return n;
}

static guint
count_class (const FechoBuckets *buckets,
             FechoCloseClass     klass)
{
  guint n = 0;

  for (guint i = 0; i < buckets->n_buckets; i++)
    n += fecho_buckets_get_count (buckets, i, klass);

  return n;
}

static guint64
count_in_lives (const FechoOverview *overview)
{
  guint64 n = 0;

  for (guint i = 0; i < overview->lives->len; i++)
    n += g_array_index (overview->lives, FechoLifeBin, i).n;

  return n;
}

static const FechoSessionCode *
find_session_code (const FechoOverview *overview,
                   const FechoEndpoint *endpoint,
                   guint16              code)
{
  for (guint i = 0; i < overview->session_codes->len; i++)
    {
      const FechoSessionCode *row = &g_array_index (overview->session_codes, FechoSessionCode, i);

      if (row->code == code && g_str_equal (row->session_id, endpoint->id))
        return row;
    }

  return NULL;
}

static void
test_empty (MonitorFixture *fixture,
            gconstpointer   data)
{
  g_autoptr(FechoFilter) filter = make_filter (T0, T0 + HOUR);
  g_autoptr(FechoOverview) overview = ask (fixture, filter, TRUE);
  g_autoptr(FechoOutages) outages = ask_outages (fixture, filter, TRUE);

  g_assert_cmpuint (overview->summary->n_closes, ==, 0);
  g_assert_cmpuint (overview->before->n_closes, ==, 0);
  g_assert_cmpint (overview->summary->median_life_us, ==, FECHO_UNKNOWN);
  g_assert_cmpuint (count_in_buckets (overview), ==, 0);
  g_assert_cmpuint (overview->session_codes->len, ==, 0);
  g_assert_cmpuint (overview->lives->len, ==, 0);
  g_assert_null (overview->outages);
  g_assert_cmpuint (outages->outages->len, ==, 0);
  g_assert_cmpuint (outages->before->len, ==, 0);
}

/* Each answer is of the range, which has its beginning and not its end; attempts stand apart. */
static void
test_range (MonitorFixture *fixture,
            gconstpointer   data)
{
  g_autoptr(FechoEndpoint) a = save_session (fixture, "/echo");
  g_autoptr(FechoEndpoint) b = save_session (fixture, "/silent");
  g_autoptr(FechoFilter) filter = make_filter (T0, T0 + HOUR);
  g_autoptr(FechoOverview) overview = NULL;
  const FechoSessionCode *row;

  record (fixture, a, T0 - 1, 1011, 10 * SEC);
  record (fixture, a, T0, 1006, 10 * SEC);
  record (fixture, a, T0 + 60 * SEC, 1001, 30 * SEC);
  record (fixture, b, T0 + 90 * SEC, 1006, 20 * SEC);
  record (fixture, b, T0 + 95 * SEC, 1006, -1);
  record (fixture, a, T0 + HOUR - 1, 1006, 40 * SEC);
  record (fixture, a, T0 + HOUR, 1012, 50 * SEC);
  wait_stored (fixture, 7);
  overview = ask (fixture, filter, FALSE);

  g_assert_cmpuint (overview->summary->n_closes, ==, 4);
  g_assert_cmpuint (overview->summary->n_failed_attempts, ==, 1);
  g_assert_cmpuint (overview->summary->n_clean, ==, 1);
  g_assert_cmpint (overview->summary->median_life_us, ==, 25 * SEC);
  g_assert_cmpuint (overview->summary->by_code->len, ==, 2);
  g_assert_cmpint (g_array_index (overview->summary->by_code, FechoCount, 0).key, ==, 1006);
  g_assert_cmpuint (g_array_index (overview->summary->by_code, FechoCount, 0).n_closes, ==, 3);
  g_assert_null (overview->before);
  g_assert_cmpuint (overview->buckets->n_buckets, <=, FECHO_OVERVIEW_MAX_BUCKETS + 1);
  g_assert_cmpuint (count_in_buckets (overview), ==, 4);
  g_assert_cmpuint (count_in_lives (overview), ==, 4);
  g_assert_cmpuint (overview->session_codes->len, ==, 3);
  row = find_session_code (overview, a, 1006);
  g_assert_nonnull (row);
  g_assert_cmpuint (row->n_closes, ==, 2);
  g_assert_cmpint (row->first_us, ==, T0);
  g_assert_cmpint (row->last_us, ==, T0 + HOUR - 1);
  row = find_session_code (overview, b, 1006);
  g_assert_nonnull (row);
  g_assert_cmpuint (row->n_closes, ==, 1);
  g_assert_cmpuint (row->n_failed_attempts, ==, 1);
}

/* As long as the range, up to its beginning. */
static void
test_period_before (MonitorFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr(FechoEndpoint) a = save_session (fixture, "/echo");
  g_autoptr(FechoFilter) filter = make_filter (T0, T0 + HOUR);
  g_autoptr(FechoOverview) overview = NULL;

  record (fixture, a, T0 - HOUR - 1, 1006, SEC);
  record (fixture, a, T0 - HOUR, 1011, SEC);
  record (fixture, a, T0 - 1, 1011, SEC);
  record (fixture, a, T0, 1001, SEC);
  wait_stored (fixture, 4);
  overview = ask (fixture, filter, TRUE);

  g_assert_cmpuint (overview->summary->n_closes, ==, 1);
  g_assert_cmpuint (overview->before->n_closes, ==, 2);
  g_assert_cmpuint (overview->before->by_code->len, ==, 1);
  g_assert_cmpint (g_array_index (overview->before->by_code, FechoCount, 0).key, ==, 1011);
}

/* All parts keep to the filter, the period before too. */
static void
test_filtered (MonitorFixture *fixture,
               gconstpointer   data)
{
  g_autoptr(FechoEndpoint) a = save_session (fixture, "/echo");
  g_autoptr(FechoEndpoint) b = save_session (fixture, "/silent");
  g_autoptr(FechoFilter) filter = make_filter (T0, T0 + HOUR);
  g_autoptr(FechoOverview) overview = NULL;

  record (fixture, a, T0 - SEC, 1006, SEC);
  record (fixture, b, T0 - SEC, 1006, SEC);
  record (fixture, a, T0 + SEC, 1006, SEC);
  record (fixture, b, T0 + SEC, 1006, SEC);
  record (fixture, b, T0 + 2 * SEC, 1001, SEC);
  wait_stored (fixture, 5);
  filter->sessions = fecho_id_list_new ((const char *[]) { b->id, NULL });
  overview = ask (fixture, filter, TRUE);

  g_assert_cmpuint (overview->summary->n_closes, ==, 2);
  g_assert_cmpuint (overview->before->n_closes, ==, 1);
  g_assert_cmpuint (count_in_buckets (overview), ==, 2);
  g_assert_cmpuint (count_in_lives (overview), ==, 2);
  g_assert_cmpuint (overview->session_codes->len, ==, 2);
  g_assert_null (find_session_code (overview, a, 1006));
}

/* What is asked after a commit has it. */
static void
test_follows_commits (MonitorFixture *fixture,
                      gconstpointer   data)
{
  enum { N_COMMITS = 10 };
  g_autoptr(FechoEndpoint) a = save_session (fixture, "/echo");
  g_autoptr(FechoFilter) filter = make_filter (T0, T0 + HOUR);

  for (guint i = 1; i <= N_COMMITS; i++)
    {
      g_autoptr(FechoOverview) overview = NULL;

      record (fixture, a, T0 + i * SEC, 1006, SEC);
      wait_stored (fixture, i);
      overview = ask (fixture, filter, FALSE);
      g_assert_cmpuint (overview->summary->n_closes, ==, i);
      g_assert_cmpuint (count_in_buckets (overview), ==, i);
      g_assert_cmpuint (count_in_lives (overview), ==, i);
      g_assert_cmpuint (find_session_code (overview, a, 1006)->n_closes, ==, i);
    }
}

/* A real connection that is closed and made anew all the time. */
static void
test_outages (MonitorFixture *fixture,
              gconstpointer   data)
{
  FechoSession *session = monitor_fixture_add (fixture, "/close/1011?after=0.01");
  g_autoptr(FechoFilter) filter = NULL;
  g_autoptr(FechoOutages) outages = NULL;
  const FechoOutage *longest;
  gint64 first_us, last_us;

  first_us = monitor_fixture_get_event (fixture, 0)->closed_at_us;
  last_us = monitor_fixture_get_event (fixture, 2)->closed_at_us;
  fecho_session_pause (session);
  monitor_fixture_wait_state (session, FECHO_SESSION_PAUSED);
  filter = make_filter (first_us, last_us);
  outages = ask_outages (fixture, filter, TRUE);

  g_assert_cmpuint (outages->outages->len, ==, 1);
  longest = &g_array_index (outages->outages, FechoOutage, 0);
  g_assert_cmpstr (longest->session_id, ==, fecho_session_get_id (session));
  g_assert_cmpint (longest->from_us, >=, first_us);
  g_assert_cmpint (longest->to_us, <=, last_us);
  g_assert_cmpint (longest->down_us, >, 0);
  /* At most until it was open for the first time. */
  for (guint i = 0; i < outages->before->len; i++)
    g_assert_cmpint (g_array_index (outages->before, FechoOutage, i).to_us, <=, first_us);
  g_clear_pointer (&outages, fecho_outages_free);
  outages = ask_outages (fixture, filter, FALSE);
  g_assert_cmpuint (outages->outages->len, ==, 1);
  g_assert_null (outages->before);
}

/* One answer for all parts, and no part is left behind. */
static void
test_cancelled (MonitorFixture *fixture,
                gconstpointer   data)
{
  g_autoptr(FechoFilter) filter = make_filter (T0, T0 + HOUR);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) overview = NULL;
  g_autoptr(GAsyncResult) outages = NULL;
  g_autoptr(GError) error = NULL;

  fecho_overview_ask_async (fixture->monitor, filter, TRUE, cancellable, result_cb, &overview);
  fecho_overview_ask_outages_async (fixture->monitor, filter, TRUE, cancellable, result_cb,
                                    &outages);
  g_cancellable_cancel (cancellable);
  fecho_test_wait (overview != NULL && outages != NULL);

  g_assert_null (fecho_overview_ask_finish (fixture->monitor, overview, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (fecho_overview_ask_outages_finish (fixture->monitor, outages, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Of a session that is in the history alone, as one that was removed: its dictionary says what the
 * code means, in the columns over time too. */
static void
test_removed_explained (MonitorFixture *fixture,
                        gconstpointer   data)
{
  g_autoptr(FechoEndpoint) a = monitor_fixture_make_endpoint (fixture, "/echo");
  g_autoptr(FechoFilter) filter = make_filter (T0, T0 + HOUR);
  g_autoptr(FechoOverview) overview = NULL;
  FechoDictionary *dictionary;
  guint n_policy = 0;

  fecho_test_wait (fecho_dictionary_shelf_find (fecho_dictionary_shelf_get_default (),
                                                "discord") != NULL);
  a->dictionary = g_strdup ("discord");
  fecho_store_save_session (fecho_monitor_get_store (fixture->monitor), a, 0);
  record (fixture, a, T0, 4004, SEC);
  record (fixture, a, T0 + 1, 4004, SEC);
  record (fixture, a, T0 + 2, 1006, SEC);
  wait_stored (fixture, 3);
  overview = ask (fixture, filter, FALSE);

  dictionary = fecho_overview_explain (overview, 4004);
  g_assert_nonnull (dictionary);
  g_assert_cmpstr (fecho_dictionary_get_id (dictionary), ==, "discord");
  for (guint i = 0; i < overview->buckets->n_buckets; i++)
    n_policy += fecho_buckets_get_count (overview->buckets, i,
                                         fecho_dictionary_get_class (dictionary, 4004));
  g_assert_cmpuint (n_policy, ==, 2);
  g_assert_cmpuint (count_in_buckets (overview), ==, 3);
}

/* The timeline counts over time as the statistics do. */
static void
test_timeline_explained (MonitorFixture *fixture,
                         gconstpointer   data)
{
  g_autoptr(FechoEndpoint) a = monitor_fixture_make_endpoint (fixture, "/echo");
  g_autoptr(FechoEndpoint) b = monitor_fixture_make_endpoint (fixture, "/close");
  g_autoptr(FechoFilter) filter = make_filter (T0, T0 + HOUR);
  g_autoptr(FechoOverview) overview = NULL;
  g_autoptr(FechoTimelineAnswer) answer = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const char *const none[] = { NULL };

  fecho_test_wait (fecho_dictionary_shelf_find (fecho_dictionary_shelf_get_default (),
                                                "discord") != NULL);
  a->dictionary = g_strdup ("discord");
  fecho_store_save_session (fecho_monitor_get_store (fixture->monitor), a, 0);
  fecho_store_save_session (fecho_monitor_get_store (fixture->monitor), b, 1);
  record (fixture, a, T0, 4003, SEC);
  record (fixture, a, T0 + 1, 4004, SEC);
  record (fixture, b, T0 + 2, 4004, SEC);
  record (fixture, b, T0 + 3, 1006, SEC);
  wait_stored (fixture, 4);
  overview = ask (fixture, filter, FALSE);
  fecho_monitor_timeline_async (fixture->monitor, filter, none, 0, FECHO_OVERVIEW_MAX_BUCKETS, NULL,
                                result_cb, &result);
  fecho_test_wait (result != NULL);
  answer = fecho_monitor_timeline_finish (fixture->monitor, result, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (answer->buckets->n_buckets, ==, overview->buckets->n_buckets);
  g_assert_cmpmem (answer->buckets->counts,
                   answer->buckets->n_buckets * FECHO_N_CLOSE_CLASSES * sizeof (guint),
                   overview->buckets->counts,
                   overview->buckets->n_buckets * FECHO_N_CLOSE_CLASSES * sizeof (guint));
  /* What only one of two explains has the class of the standard. */
  g_assert_cmpuint (count_class (answer->buckets, FECHO_CLOSE_CLASS_POLICY), ==, 1);
  g_assert_cmpuint (count_class (answer->buckets, FECHO_CLOSE_CLASS_APPLICATION), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  monitor_fixture_add_test ("/monitor/overview/empty", test_empty);
  monitor_fixture_add_test ("/monitor/overview/range", test_range);
  monitor_fixture_add_test ("/monitor/overview/period-before", test_period_before);
  monitor_fixture_add_test ("/monitor/overview/filtered", test_filtered);
  monitor_fixture_add_test ("/monitor/overview/follows-commits", test_follows_commits);
  monitor_fixture_add_test ("/monitor/overview/outages", test_outages);
  monitor_fixture_add_test ("/monitor/overview/cancelled", test_cancelled);
  monitor_fixture_add_test ("/monitor/overview/removed-explained", test_removed_explained);
  monitor_fixture_add_test ("/monitor/overview/timeline-explained", test_timeline_explained);

  return g_test_run ();
}
