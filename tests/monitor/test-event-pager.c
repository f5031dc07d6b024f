/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-event-pager.h"

#include <glib/gstdio.h>

#include "fecho-close-row.h"
#include "fecho-monitor-private.h"
#include "fecho-test-util.h"

/* The pager against a plain array, on a real history. What it tells of its changes is repeated on a
 * list of our own, as a list view does: a change that is told wrongly shows there. */

#define SEC ((gint64)G_USEC_PER_SEC)
#define T0 G_GINT64_CONSTANT (1773489600000000)
#define N_SESSIONS 4
#define N_STEPS 40

typedef struct
{
  char *folder;
  FechoMonitor *monitor;
  FechoStore *store;
  FechoEndpoint *endpoints[N_SESSIONS];
  GPtrArray *all;               /* FechoCloseEvent as they were committed */
  guint n_committed;
  guint n_foreign;
  FechoEventPager *pager;
  GPtrArray *told;              /* FechoCloseRow */
  gboolean unsorted;            /* expected */
  gint64 clock_us;
} Fixture;

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
committed_cb (FechoMonitor *monitor,
              GPtrArray    *events,
              Fixture      *fixture)
{
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (fixture->all, fecho_close_event_ref (g_ptr_array_index (events, i)));
  fixture->n_committed += events->len;
  fixture->n_foreign += events->len == 0;
}

static void
open_monitor (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "history.db", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fecho_monitor_open_async (path, FECHO_MONITOR_WATCH, NULL, result_cb, &result);
  fecho_test_wait (result != NULL);
  fixture->monitor = fecho_monitor_open_finish (result, &error);
  g_assert_no_error (error);
  fixture->store = fecho_monitor_get_store (fixture->monitor);
  g_signal_connect (fixture->monitor, "committed", G_CALLBACK (committed_cb), fixture);
}

static void
init (Fixture *fixture)
{
  *fixture = (Fixture) { .clock_us = T0 };
  fixture->folder = g_dir_make_tmp ("fecho-test-XXXXXX", NULL);
  fixture->all = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
  open_monitor (fixture);
  for (guint i = 0; i < N_SESSIONS; i++)
    {
      g_autofree char *url = g_strdup_printf ("ws://localhost:%u/feed", 5000 + i);

      fixture->endpoints[i] = fecho_endpoint_new (url, NULL);
      fecho_store_save_session (fixture->store, fixture->endpoints[i], i);
    }
}

static void
clear (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GDir) dir = NULL;

  if (fixture->pager != NULL)
    g_assert_finalize_object (fixture->pager);
  g_clear_pointer (&fixture->told, g_ptr_array_unref);
  fecho_monitor_close_async (fixture->monitor, result_cb, &result);
  fecho_test_wait (result != NULL);
  g_clear_object (&result);
  g_assert_finalize_object (fixture->monitor);
  for (guint i = 0; i < N_SESSIONS; i++)
    fecho_endpoint_free (fixture->endpoints[i]);
  g_ptr_array_unref (fixture->all);
  dir = g_dir_open (fixture->folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *file = g_build_filename (fixture->folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* -- events */

/* Most come in the order of time, some were late. */
static gboolean
record_one (Fixture *fixture)
{
  static const guint16 codes[] = { 1000, 1001, 1006, 1006, 1006, 1011, 1012, 4401 };
  static const char *const reasons[] = { "", "worker reload", "Über uns", "deploy 7", "zebra" };
  const FechoEndpoint *endpoint = fixture->endpoints[g_test_rand_int_range (0, N_SESSIONS)];
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autoptr(FechoCloseEvent) event = NULL;
  g_autoptr(GError) error = NULL;

  fixture->clock_us += g_test_rand_int_range (0, 3) * SEC;
  record.session_id = endpoint->id;
  record.session = endpoint->name;
  record.url = endpoint->url;
  record.code = codes[g_test_rand_int_range (0, G_N_ELEMENTS (codes))];
  record.closed_at_us = fixture->clock_us;
  if (g_test_rand_int_range (0, 20) == 0)
    record.closed_at_us -= g_test_rand_int_range (0, 1000) * SEC;
  record.life_us = g_test_rand_int_range (0, 100) * SEC;
  record.stage = FECHO_STAGE_OPEN;
  record.closed_by = g_test_rand_int_range (0, FECHO_CLOSED_BY_NOBODY + 1);
  if (record.code != 1006)
    record.reason = reasons[g_test_rand_int_range (0, G_N_ELEMENTS (reasons))];
  event = fecho_close_event_new (&record, &error);
  g_assert_no_error (error);

  return fecho_store_record_close (fixture->store, event);
}

static void
record_many (Fixture *fixture,
             guint    n)
{
  guint n_expected = fixture->n_committed + n;

  for (guint i = 0; i < n; i++)
    {
      /* The queue of the writer has a bound. */
      if (i % 20000 == 19999)
        fecho_test_wait (fixture->n_committed + n == n_expected + i);
      g_assert_true (record_one (fixture));
    }
  fecho_test_wait (fixture->n_committed == n_expected);
}

static void
remove_oldest (Fixture *fixture,
               guint    n)
{
  g_autoptr(GAsyncResult) result = NULL;
  guint n_foreign = fixture->n_foreign;
  guint n_left = fixture->all->len - n;

  if (n == 0)
    return;
  fecho_store_prune_async (fixture->store, G_MININT64, n_left, FALSE, NULL, result_cb, &result);
  fecho_test_wait (result != NULL);
  g_assert_cmpint (fecho_store_prune_finish (fixture->store, result, NULL), ==, n);
  /* By the order of storing. */
  g_ptr_array_remove_range (fixture->all, 0, n);
  fecho_test_wait (fixture->n_foreign > n_foreign);
}

/* -- the list */

static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Fixture    *fixture)
{
  g_assert_cmpuint (position + removed, <=, fixture->told->len);
  if (removed > 0)
    g_ptr_array_remove_range (fixture->told, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (fixture->told, position + i, g_list_model_get_item (list, position + i));
  g_assert_cmpuint (fixture->told->len, ==, g_list_model_get_n_items (list));
}

static void
make_pager (Fixture *fixture,
            guint    max_sorted)
{
  fixture->pager = g_object_new (FECHO_TYPE_EVENT_PAGER, "max-sorted", max_sorted, NULL);
  fixture->told = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->pager, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  fecho_event_pager_set_monitor (fixture->pager, fixture->monitor);
}

typedef struct
{
  FechoFilter *filter;
  FechoOrder order;
  gboolean descending;
} Query;

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      data)
{
  const Query *query = data;
  const FechoOrderRow *x = a;
  const FechoOrderRow *y = b;

  return fecho_order_compare (query->order, query->descending, x, y);
}

/* The ids as they must stand there. */
static GArray *
expect (Fixture     *fixture,
        const Query *query,
        guint        max_sorted)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (FechoOrderRow));
  Query by = *query;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = 0;

  for (guint i = 0; i < fixture->all->len; i++)
    n += fecho_filter_matches (query->filter,
                               fecho_close_event_get_record (fixture->all->pdata[i]));
  fixture->unsorted = n > max_sorted && by.order != FECHO_ORDER_TIME;
  if (fixture->unsorted)
    {
      by.order = FECHO_ORDER_TIME;
      by.descending = TRUE;
    }
  g_array_set_clear_func (rows, (GDestroyNotify)fecho_order_row_clear);
  for (guint i = 0; i < fixture->all->len; i++)
    {
      const FechoCloseRecord *record = fecho_close_event_get_record (fixture->all->pdata[i]);
      const char *text = fecho_order_get_text (by.order, record);
      FechoOrderRow row;

      if (!fecho_filter_matches (query->filter, record))
        continue;
      fecho_order_row_init (&row, by.order, record, text != NULL ? fecho_order_fold (text) : NULL);
      g_array_append_val (rows, row);
    }
  g_array_sort_with_data (rows, compare, &by);
  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (ids, g_array_index (rows, FechoOrderRow, i).id);

  return ids;
}

static gboolean
get_row (Fixture        *fixture,
         guint           position,
         FechoCloseRow **row)
{
  g_clear_object (row);
  *row = g_list_model_get_item (G_LIST_MODEL (fixture->pager), position);

  return *row != NULL && fecho_close_row_get_record (*row) != NULL;
}

static const FechoCloseRecord *
read_row (Fixture *fixture,
          guint    position)
{
  g_autoptr(FechoCloseRow) row = NULL;

  /* Asked for anew: it is read as long as its page is among those used last. */
  fecho_test_wait (get_row (fixture, position, &row));

  return fecho_close_row_get_record (row);
}

static gboolean
shows_all (Fixture *fixture,
           guint    n)
{
  return fecho_event_pager_get_complete (fixture->pager) &&
         !fecho_event_pager_get_loading (fixture->pager) &&
         g_list_model_get_n_items (G_LIST_MODEL (fixture->pager)) == n;
}

static void
assert_lists (Fixture      *fixture,
              const GArray *ids)
{
  fecho_test_wait (shows_all (fixture, ids->len) &&
                   fecho_event_pager_get_unsorted (fixture->pager) == fixture->unsorted);
  for (guint i = 0; i < ids->len; i += g_test_rand_int_range (1, 40))
    g_assert_cmpint (read_row (fixture, i)->id, ==, g_array_index (ids, gint64, i));
  g_assert_cmpuint (fixture->told->len, ==, ids->len);
  for (guint i = 0; i < ids->len; i++)
    {
      const FechoCloseRecord *told = fecho_close_row_get_record (fixture->told->pdata[i]);

      if (told != NULL)
        g_assert_cmpint (told->id, ==, g_array_index (ids, gint64, i));
    }
}

/* -- random questions */

static FechoFilter *
random_filter (Fixture *fixture)
{
  FechoFilter *filter = fecho_filter_new ();

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      g_assert_true (fecho_filter_add_codes (filter, "1006", FALSE, NULL));
      break;
    case 1:
      filter->text = g_strdup ("über");
      break;
    case 2:
      filter->closed_by = 1 << FECHO_CLOSED_BY_SERVER;
      break;
    case 3:
      filter->max_life_us = 30 * SEC;
      break;
    default:
      break;
    }
  if (g_test_rand_bit ())
    filter->since_us = fixture->clock_us - g_test_rand_int_range (1, 2000) * SEC;
  else if (g_test_rand_bit ())
    filter->until_us = fixture->clock_us - g_test_rand_int_range (1, 500) * SEC;

  return filter;
}

/* Not by the origin, which the judge writes meanwhile and the array does not know. */
static FechoOrder
random_order (void)
{
  FechoOrder order = g_test_rand_int_range (0, FECHO_N_ORDERS);

  return order == FECHO_ORDER_ORIGIN || g_test_rand_bit () ? FECHO_ORDER_TIME : order;
}

static void
ask (Fixture *fixture,
     Query   *query)
{
  g_clear_pointer (&query->filter, fecho_filter_free);
  query->filter = random_filter (fixture);
  query->order = random_order ();
  query->descending = g_test_rand_bit ();
  fecho_event_pager_set_query (fixture->pager, query->filter, query->order, query->descending);
}

/* The start of the range moves on, as it does while it is live. */
static void
move_on (Fixture *fixture,
         Query   *query)
{
  gint64 from_us = MAX (query->filter->since_us, T0);

  if (query->filter->until_us != G_MAXINT64)
    return;
  query->filter->since_us = from_us + g_test_rand_int_range (0, 200) * SEC;
  fecho_event_pager_set_query (fixture->pager, query->filter, query->order, query->descending);
}

static void
step (Fixture *fixture,
      Query   *query)
{
  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
    case 1:
    case 2:
    case 3:
      record_many (fixture, g_test_rand_int_range (1, 60));
      break;
    case 4:
      remove_oldest (fixture, g_test_rand_int_range (0, fixture->all->len / 8 + 1));
      break;
    case 5:
      move_on (fixture, query);
      break;
    default:
      ask (fixture, query);
    }
}

static void
test_like_an_array (gconstpointer data)
{
  guint max_sorted = GPOINTER_TO_UINT (data);
  Fixture fixture;
  Query query = { 0 };

  init (&fixture);
  record_many (&fixture, 3000);
  make_pager (&fixture, max_sorted);
  ask (&fixture, &query);
  for (guint i = 0; i < N_STEPS; i++)
    {
      g_autoptr(GArray) ids = NULL;

      step (&fixture, &query);
      ids = expect (&fixture, &query, max_sorted);
      assert_lists (&fixture, ids);
    }
  fecho_filter_free (query.filter);
  clear (&fixture);
}

/* Commits while pages are being read and the list is being found. */
static void
test_commits_meanwhile (void)
{
  Fixture fixture;
  Query query = { fecho_filter_new (), FECHO_ORDER_TIME, TRUE };
  g_autoptr(GArray) ids = NULL;

  init (&fixture);
  record_many (&fixture, 2000);
  make_pager (&fixture, 500);
  fecho_event_pager_set_query (fixture.pager, query.filter, query.order, query.descending);
  for (guint i = 0; i < 300; i++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture.pager));

      g_assert_true (record_one (&fixture));
      if (n > 0)
        g_object_unref (g_list_model_get_item (G_LIST_MODEL (fixture.pager),
                                               g_test_rand_int_range (0, n)));
      if (i % 7 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  fecho_test_wait (fixture.n_committed == 2300);
  ids = expect (&fixture, &query, 500);
  assert_lists (&fixture, ids);
  fecho_filter_free (query.filter);
  clear (&fixture);
}

/* The answer of a page is late: what was committed before it was asked for got a place meanwhile,
 * on a page of its own before it. */
static void
test_commit_while_reading (void)
{
  Fixture fixture;
  Query query = { fecho_filter_new (), FECHO_ORDER_TIME, TRUE };
  g_autoptr(GArray) ids = NULL;
  gint64 flushed_us;

  init (&fixture);
  record_many (&fixture, 700);
  fixture.pager = g_object_new (FECHO_TYPE_EVENT_PAGER, "max-sorted", 500, NULL);
  fecho_event_pager_set_monitor (fixture.pager, fixture.monitor);
  fecho_event_pager_set_query (fixture.pager, query.filter, query.order, query.descending);
  fecho_test_wait (shows_all (&fixture, 700));
  fixture.clock_us += SEC;
  record_many (&fixture, 1);
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (fixture.pager), 0));
  /* Main is held up until the answer is there and so is the time to list the news. */
  flushed_us = g_get_monotonic_time () + 100 * G_TIME_SPAN_MILLISECOND;
  while (g_get_monotonic_time () < flushed_us)
    g_thread_yield ();
  fecho_test_wait (shows_all (&fixture, 701));
  ids = expect (&fixture, &query, 500);
  for (guint i = 0; i < 300; i++)
    g_assert_cmpint (read_row (&fixture, i)->id, ==, g_array_index (ids, gint64, i));
  fecho_filter_free (query.filter);
  clear (&fixture);
}

static void
test_many (void)
{
  Fixture fixture;
  Query query = { fecho_filter_new (), FECHO_ORDER_TIME, TRUE };
  const guint n = FECHO_PAGER_MAX_SORTED + 5000;
  g_autoptr(GArray) ids = NULL, after = NULL;

  init (&fixture);
  record_many (&fixture, n);
  fixture.pager = fecho_event_pager_new ();
  fecho_event_pager_set_monitor (fixture.pager, fixture.monitor);
  fecho_event_pager_set_query (fixture.pager, query.filter, query.order, query.descending);
  fecho_test_wait (shows_all (&fixture, n));
  ids = expect (&fixture, &query, G_MAXUINT);
  /* Jumps of the scroll bar. */
  for (guint i = 0; i < 200; i++)
    {
      guint position = g_test_rand_int_range (0, n);

      g_assert_cmpint (read_row (&fixture, position)->id, ==,
                       g_array_index (ids, gint64, position));
    }
  record_many (&fixture, 700);
  fecho_test_wait (shows_all (&fixture, n + 700));
  after = expect (&fixture, &query, G_MAXUINT);
  for (guint i = 0; i < 50; i++)
    {
      guint position = g_test_rand_int_range (0, i % 2 == 0 ? 900 : n);

      g_assert_cmpint (read_row (&fixture, position)->id, ==,
                       g_array_index (after, gint64, position));
    }
  query.order = FECHO_ORDER_LIFE;
  fecho_event_pager_set_query (fixture.pager, query.filter, query.order, query.descending);
  fecho_test_wait (shows_all (&fixture, n + 700));
  g_assert_true (fecho_event_pager_get_unsorted (fixture.pager));
  g_assert_cmpint (read_row (&fixture, 0)->id, ==, g_array_index (after, gint64, 0));
  fecho_filter_free (query.filter);
  clear (&fixture);
}

static void
mark (Fixture  *fixture,
      gint64    id,
      gboolean  marked)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GAsyncResult) result = NULL;

  g_array_append_val (ids, id);
  fecho_monitor_mark_async (fixture->monitor, ids, marked, result_cb, &result);
  fecho_test_wait (result != NULL);
  g_assert_true (fecho_monitor_mark_finish (fixture->monitor, result, NULL));
}

static void
test_marks (void)
{
  Fixture fixture;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  gint64 id;

  init (&fixture);
  record_many (&fixture, 300);
  make_pager (&fixture, 1000);
  fecho_event_pager_set_query (fixture.pager, filter, FECHO_ORDER_TIME, TRUE);
  fecho_test_wait (shows_all (&fixture, 300));
  id = read_row (&fixture, 20)->id;
  mark (&fixture, id, TRUE);
  g_assert_true (read_row (&fixture, 20)->marked);
  g_assert_false (read_row (&fixture, 21)->marked);
  filter->marked = TRUE;
  fecho_event_pager_set_query (fixture.pager, filter, FECHO_ORDER_TIME, TRUE);
  fecho_test_wait (shows_all (&fixture, 1));
  g_assert_cmpint (read_row (&fixture, 0)->id, ==, id);
  mark (&fixture, id, FALSE);
  fecho_test_wait (shows_all (&fixture, 0));
  clear (&fixture);
}

static GPtrArray *
read_positions (Fixture *fixture,
                GArray  *positions)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_event_pager_read_async (fixture->pager, positions, NULL, result_cb, &result);
  fecho_test_wait (result != NULL);

  return fecho_event_pager_read_finish (fixture->pager, result, NULL);
}

/* Of a list whose places are known, and of one where only the pages are. */
static void
test_read_selected (gconstpointer data)
{
  Fixture fixture;
  Query query = { fecho_filter_new (), FECHO_ORDER_TIME, FALSE };
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GPtrArray) events = NULL;

  init (&fixture);
  record_many (&fixture, 1500);
  make_pager (&fixture, GPOINTER_TO_UINT (data));
  fecho_event_pager_set_query (fixture.pager, query.filter, query.order, query.descending);
  fecho_test_wait (shows_all (&fixture, 1500));
  ids = expect (&fixture, &query, G_MAXUINT);
  for (guint i = 0; i < 1500; i += g_test_rand_int_range (1, 50))
    g_array_append_val (positions, i);
  events = read_positions (&fixture, positions);
  g_assert_cmpuint (events->len, ==, positions->len);
  for (guint i = 0; i < events->len; i++)
    g_assert_cmpint (fecho_close_event_get_record (events->pdata[i])->id, ==,
                     g_array_index (ids, gint64, g_array_index (positions, guint, i)));
  fecho_filter_free (query.filter);
  clear (&fixture);
}

/* Nothing is told and nothing is read any more when nobody listens. */
static void
test_left_alone (void)
{
  Fixture fixture;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  init (&fixture);
  record_many (&fixture, 600);
  make_pager (&fixture, 1000);
  fecho_event_pager_set_query (fixture.pager, filter, FECHO_ORDER_LIFE, TRUE);
  g_signal_handlers_disconnect_by_data (fixture.pager, &fixture);
  clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/monitor/event-pager/like-an-array", GUINT_TO_POINTER (100000),
                        test_like_an_array);
  g_test_add_data_func ("/monitor/event-pager/like-an-array-without-places",
                        GUINT_TO_POINTER (700), test_like_an_array);
  g_test_add_func ("/monitor/event-pager/commits-meanwhile", test_commits_meanwhile);
  g_test_add_func ("/monitor/event-pager/commit-while-reading", test_commit_while_reading);
  g_test_add_func ("/monitor/event-pager/many", test_many);
  g_test_add_func ("/monitor/event-pager/marks", test_marks);
  g_test_add_data_func ("/monitor/event-pager/read-selected", GUINT_TO_POINTER (100000),
                        test_read_selected);
  g_test_add_data_func ("/monitor/event-pager/read-selected-without-places",
                        GUINT_TO_POINTER (700), test_read_selected);
  g_test_add_func ("/monitor/event-pager/left-alone", test_left_alone);

  return g_test_run ();
}
