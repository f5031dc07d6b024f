/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>

#include "fecho-stats.h"
#include "fecho-store-private.h"
#include "fecho-test-util.h"
#include "fecho-text-contains.h"
#include "fecho-text-index.h"

#define N_EVENTS 800
#define N_FILTERS 150
/* Some of the events are folded, some are not, and that changes while a test asks. */
#define FOLD_SIZE 70

static const char *const names[] = { "alpha", "beta", "Gamma", "delta", "eps" };
static const guint16 codes[] = {
  1000, 1001, 1005, 1006, 1008, 1011, 1012, 3000, 4000, 4001, 65535
};
static const char *const reasons[] = {
  "", "bye", "Bye Straße", "going AWAY", "%s' OR 1", "%", "_"
};
static const char *const words[] = {
  "bye", "AWAY", "strasse", "a", "%", "' or 1", "gamma", "nothing", ":7/", "_", "SIGNED", "full"
};

static const char *const dictionaries[] = { NULL, NULL, "own", "gone" };

/* What "own" says, which alpha has chosen and gamma has not. */
static FechoCodeBook *book;
static const FechoCatalog *const no_catalogs[] = { NULL };

#define PICK(array) array[g_test_rand_int_range (0, G_N_ELEMENTS (array))]

static FechoCodeBook *
make_book (void)
{
  const char *json =
    "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"source\": \"a test\","
    "  \"hosts\": [\"beta\"], \"subprotocols\": [], \"codes\": ["
    "{ \"code\": 4000, \"class\": \"policy\", \"name\": \"Signed out\", \"meaning\": \"So.\" },"
    "{ \"code\": 4001, \"class\": \"server\", \"name\": \"Full\", \"meaning\": \"So.\" }] }";
  g_autoptr(GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);

  all = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_dictionary_unref);
  g_ptr_array_add (all, fecho_dictionary_new_from_bytes (bytes, "own.json", NULL));
  g_assert_nonnull (all->pdata[0]);
  g_hash_table_insert (choices, (gpointer)uuid_of ("alpha"), (gpointer)"own");
  g_hash_table_insert (choices, (gpointer)uuid_of ("Gamma"), (gpointer)"none");

  return fecho_code_book_new (all, choices);
}

/* -- random events */

static FechoCloseRecord
random_close (gint64 at_us)
{
  FechoCloseRecord record = record_of (PICK (names), at_us);

  record.code = PICK (codes);
  record.closed_by = g_test_rand_int_range (0, FECHO_CLOSED_BY_NOBODY + 1);
  record.cause = g_test_rand_int_range (0, FECHO_N_CAUSES);
  record.stage = g_test_rand_int_range (FECHO_STAGE_OPEN, FECHO_STAGE_CLOSING + 1);
  record.life_us = g_test_rand_int_range (0, 1000) * SEC;
  record.marked = g_test_rand_int_range (0, 10) == 0;
  if (record.code != 1006)
    record.was_clean = g_test_rand_bit ();
  if (record.code != 1006 && record.code != 1005)
    record.reason = PICK (reasons);
  record.dictionary = PICK (dictionaries);

  return record;
}

static FechoCloseRecord
random_attempt (gint64 at_us)
{
  FechoCloseRecord record = attempt_of (PICK (names), at_us);

  record.code = g_test_rand_bit () ? 1006 : 1015;
  record.stage = g_test_rand_int_range (FECHO_STAGE_DNS, FECHO_STAGE_OPEN);
  record.closed_by = g_test_rand_int_range (0, FECHO_CLOSED_BY_NOBODY + 1);
  record.cause = g_test_rand_int_range (0, FECHO_N_CAUSES);

  return record;
}

/* Times collide and go back, as with a clock that jumps. */
static void
fill (Fixture *fixture)
{
  fixture_init (fixture);
  fixture_open (fixture, FECHO_STORE_WATCH);
  fecho_writer_set_fold_size (fixture->store->writer, FOLD_SIZE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *url = g_strdup_printf ("ws://localhost:%u/", i + 5);

      add_session (fixture->store, names[i], url);
    }
  for (guint i = 0; i < N_EVENTS; i++)
    {
      gint64 at_us = T0 + g_test_rand_int_range (0, 400) * SEC;
      FechoCloseRecord record = g_test_rand_int_range (0, 4) == 0 ? random_attempt (at_us)
                                : random_close (at_us);

      record_close (fixture->store, &record);
    }
  fixture_wait (fixture, N_EVENTS);
}

/* -- random filters */

static guint64
random_mask (guint n)
{
  guint64 mask = 0;

  for (guint i = 0; i < n; i++)
    mask |= (guint64)g_test_rand_bit () << i;

  return mask;
}

static gboolean
seldom (void)
{
  return g_test_rand_int_range (0, 4) == 0;
}

static GArray *
random_ranges (void)
{
  FechoCodeRange range = { 1000, g_test_rand_int_range (1000, 4500) };
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof range);

  g_array_append_val (ranges, range);

  return ranges;
}

/* Some there are not. */
static void
pick_ids (FechoFilter *filter)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint n = g_test_rand_int_range (1, N_EVENTS); n > 0; n--)
    {
      gint64 id = g_test_rand_int_range (1, N_EVENTS + 20);

      g_array_append_val (ids, id);
    }
  fecho_filter_set_ids (filter, ids);
}

static FechoFilter *
random_filter (void)
{
  FechoFilter *filter = fecho_filter_new ();

  if (seldom ())
    filter->since_us = T0 + g_test_rand_int_range (0, 400) * SEC;
  if (seldom ())
    filter->until_us = T0 + g_test_rand_int_range (0, 400) * SEC;
  if (seldom ())
    g_assert_true (fecho_filter_add_codes (filter, "1001-1008,4000", FALSE, NULL));
  if (seldom ())
    g_assert_true (fecho_filter_add_codes (filter, "1006,3000-4999", TRUE, NULL));
  if (seldom ())
    filter->classes = random_mask (FECHO_N_CLOSE_CLASSES);
  if (g_test_rand_bit ())
    fecho_filter_use_book (filter, book);
  if (seldom ())
    filter->closed_by = random_mask (FECHO_CLOSED_BY_NOBODY + 1);
  if (seldom ())
    filter->stages = random_mask (FECHO_STAGE_CLOSING + 1);
  if (seldom ())
    filter->causes = random_mask (FECHO_N_CAUSES);
  if (seldom ())
    filter->origins = random_mask (FECHO_ORIGIN_THIS_COMPUTER + 1);
  if (seldom ())
    filter->text = g_strdup (PICK (words));
  if (seldom ())
    filter->kinds = g_test_rand_bit () ? FECHO_KINDS_CLOSES : FECHO_KINDS_ATTEMPTS;
  if (seldom ())
    {
      const char *uuids[] = { uuid_of (PICK (names)), uuid_of (PICK (names)), NULL };

      filter->sessions = fecho_id_list_new (uuids);
    }
  filter->marked = seldom () && seldom ();
  if (seldom ())
    filter->clean = random_mask (2);
  if (seldom ())
    filter->min_life_us = g_test_rand_int_range (0, 20) * SEC;
  if (seldom ())
    filter->max_life_us = g_test_rand_int_range (1, 40) * SEC;
  if (filter->text != NULL && g_test_rand_bit ())
    fecho_filter_find_codes (filter, book, no_catalogs);
  else if (filter->text != NULL && seldom ())
    filter->text_codes = random_ranges ();
  if (seldom ())
    pick_ids (filter);

  return filter;
}

/* -- the same answer as core's rule */

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const FechoCloseRecord *x = fecho_close_event_get_record (*(FechoCloseEvent *const *)a);
  const FechoCloseRecord *y = fecho_close_event_get_record (*(FechoCloseEvent *const *)b);

  if (x->closed_at_us != y->closed_at_us)
    return x->closed_at_us < y->closed_at_us ? -1 : 1;
  if (x->code != y->code)
    return x->code - y->code;

  return (x->id > y->id) - (x->id < y->id);
}

static GPtrArray *
filter_in_memory (GPtrArray         *all,
                  const FechoFilter *filter)
{
  GPtrArray *matching = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      if (fecho_filter_matches (filter, nth (all, i)))
        g_ptr_array_add (matching, all->pdata[i]);
    }
  g_ptr_array_sort (matching, compare_keys);

  return matching;
}

/* Page after page of a random size. */
static GPtrArray *
get_in_pages (FechoStore        *store,
              const FechoFilter *filter,
              gboolean           oldest_first)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
  FechoPageKey key = { 0 };
  gboolean more = TRUE;

  while (more)
    {
      guint limit = g_test_rand_int_range (1, 200);
      g_autoptr(GPtrArray) page = get_page (store, filter, events->len > 0 ? &key : NULL,
                                            oldest_first, limit);

      more = page->len == limit;
      for (guint i = 0; i < page->len; i++)
        g_ptr_array_add (events, fecho_close_event_ref (page->pdata[i]));
      if (page->len > 0)
        key = (FechoPageKey){ nth (page, page->len - 1)->closed_at_us,
                              nth (page, page->len - 1)->code, nth (page, page->len - 1)->id };
    }

  return events;
}

static void
assert_same (GPtrArray *events,
             GPtrArray *expected,
             gboolean   reversed)
{
  g_assert_cmpuint (events->len, ==, expected->len);
  for (guint i = 0; i < events->len; i++)
    g_assert_cmpint (nth (events, i)->id, ==,
                     nth (expected, reversed ? expected->len - 1 - i : i)->id);
}

static void
test_pages (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) all = NULL;

  fill (&fixture);
  all = get_all (fixture.store);
  g_assert_cmpuint (all->len, ==, N_EVENTS);
  for (guint i = 0; i < N_FILTERS; i++)
    {
      g_autoptr(FechoFilter) filter = random_filter ();
      g_autoptr(GPtrArray) expected = filter_in_memory (all, filter);
      g_autoptr(GPtrArray) forward = get_in_pages (fixture.store, filter, TRUE);
      g_autoptr(GPtrArray) backward = get_in_pages (fixture.store, filter, FALSE);

      assert_same (forward, expected, FALSE);
      assert_same (backward, expected, TRUE);
    }
  fixture_clear (&fixture);
}

/* -- lists */

static FechoScan *
scan_piece (FechoStore         *store,
            const FechoFilter  *filter,
            const FechoPageKey *after,
            gint64              last_id,
            guint               limit)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  FechoScan *piece;

  fecho_store_scan_async (store, filter, after, last_id, limit, NULL, result_cb, &result);
  piece = fecho_store_scan_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return piece;
}

/* Piece after piece of a random size. */
static GArray *
scan (FechoStore        *store,
      const FechoFilter *filter)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  FechoPageKey after = { 0 };
  gboolean done = FALSE;
  gint64 last_id = 0;

  for (guint n = 0; !done; n++)
    {
      g_autoptr(FechoScan) piece = scan_piece (store, filter, n > 0 ? &after : NULL, last_id,
                                               g_test_rand_int_range (1, 200));

      for (guint i = 0; i < piece->keys->len; i++)
        g_array_append_val (ids, g_array_index (piece->keys, FechoPageKey, i).id);
      after = piece->reached;
      last_id = piece->last_id;
      done = piece->done;
    }

  return ids;
}

static void
test_scans (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) all = NULL;

  fill (&fixture);
  all = get_all (fixture.store);
  for (guint i = 0; i < N_FILTERS; i++)
    {
      g_autoptr(FechoFilter) filter = random_filter ();
      g_autoptr(GPtrArray) expected = filter_in_memory (all, filter);
      g_autoptr(GArray) ids = scan (fixture.store, filter);

      g_assert_cmpuint (ids->len, ==, expected->len);
      for (guint j = 0; j < ids->len; j++)
        g_assert_cmpint (g_array_index (ids, gint64, j), ==,
                         nth (expected, expected->len - 1 - j)->id);
    }
  fixture_clear (&fixture);
}

/* What comes while a list is read is left out of it, wherever in time it lies. */
static void
test_scan_is_of_one_moment (void)
{
  Fixture fixture;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(FechoScan) first = NULL, second = NULL;
  FechoCloseRecord late = record_of (names[0], T0 - 100 * SEC);

  fill (&fixture);
  first = scan_piece (fixture.store, filter, NULL, 0, 10);
  record_close (fixture.store, &late);
  fixture_wait (&fixture, N_EVENTS + 1);
  second = scan_piece (fixture.store, filter, &first->reached, first->last_id, G_MAXUINT);
  g_assert_true (second->done);
  g_assert_cmpuint (first->keys->len + second->keys->len, ==, N_EVENTS);
  fixture_clear (&fixture);
}

static void
assert_sorted (FechoStore *store,
               GPtrArray  *all,
               FechoOrder  order,
               gboolean    descending)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GHashTable) left = g_hash_table_new (NULL, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) rows = NULL;
  gint64 gone = G_MAXINT64;

  for (guint i = 0; i < all->len; i++)
    {
      g_array_append_val (ids, nth (all, i)->id);
      g_hash_table_add (left, GSIZE_TO_POINTER (nth (all, i)->id));
    }
  g_array_append_val (ids, gone);
  fecho_store_sort_async (store, ids, order, descending, NULL, result_cb, &result);
  rows = fecho_store_sort_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, all->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const FechoOrderRow *row = &g_array_index (rows, FechoOrderRow, i);

      g_assert_true (g_hash_table_remove (left, GSIZE_TO_POINTER (row->id)));
      if (i > 0)
        g_assert_cmpint (fecho_order_compare (order, descending, row - 1, row), <, 0);
    }
}

static void
test_sorts (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) all = NULL;

  fill (&fixture);
  all = get_all (fixture.store);
  for (FechoOrder order = 0; order < FECHO_N_ORDERS; order++)
    {
      assert_sorted (fixture.store, all, order, FALSE);
      assert_sorted (fixture.store, all, order, TRUE);
    }
  fixture_clear (&fixture);
}

static GPtrArray *
get_events (FechoStore *store,
            GArray     *ids)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_store_events_async (store, ids, NULL, result_cb, &result);

  return fecho_store_events_finish (store, wait_for_result (&result), NULL);
}

static void
test_events_by_id (void)
{
  Fixture fixture;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 wanted[] = { 7, G_MAXINT64, 3 };
  g_autoptr(GPtrArray) events = NULL;

  fill (&fixture);
  g_array_append_vals (ids, wanted, G_N_ELEMENTS (wanted));
  events = get_events (fixture.store, ids);
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpint (nth (events, 0)->id, ==, 7);
  g_assert_cmpint (nth (events, 1)->id, ==, 3);
  fixture_clear (&fixture);
}

static void
assert_counts_equal (const FechoSummary *summary,
                     FechoStats         *stats)
{
  FechoCount total = fecho_stats_get_total (stats);
  const GArray *rows = fecho_stats_get_rows (stats);

  g_assert_cmpuint (summary->n_closes, ==, total.n_closes);
  g_assert_cmpuint (summary->n_own, ==, total.n_own);
  g_assert_cmpuint (summary->n_failed_attempts, ==, total.n_failed_attempts);
  g_assert_cmpuint (summary->n_clean, ==, total.n_clean);
  g_assert_cmpuint (summary->by_code->len, ==, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const FechoCount *a = &g_array_index (summary->by_code, FechoCount, i);
      const FechoCount *b = &g_array_index (rows, FechoCount, i);

      g_assert_cmpint (a->key, ==, b->key);
      g_assert_cmpuint (a->n_closes, ==, b->n_closes);
      g_assert_cmpuint (a->n_own, ==, b->n_own);
      g_assert_cmpuint (a->n_interrupted, ==, b->n_interrupted);
      g_assert_cmpuint (a->n_failed_attempts, ==, b->n_failed_attempts);
      g_assert_cmpuint (a->n_clean, ==, b->n_clean);
      g_assert_cmpint (a->median_life_us, ==, b->median_life_us);
    }
}

static void
test_summaries (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) all = NULL;

  fill (&fixture);
  all = get_all (fixture.store);
  for (guint i = 0; i < N_FILTERS; i++)
    {
      g_autoptr(FechoFilter) filter = random_filter ();
      g_autoptr(GPtrArray) matching = filter_in_memory (all, filter);
      g_autoptr(FechoSummary) summary = get_summary (fixture.store, filter);
      g_autoptr(FechoStats) stats = fecho_stats_new (FECHO_STATS_BY_CODE);

      for (guint j = 0; j < matching->len; j++)
        fecho_stats_add (stats, nth (matching, j));
      assert_counts_equal (summary, stats);
    }
  fixture_clear (&fixture);
}

/* The writer has folded all that it should, by itself. */
static void
test_folded (void)
{
  Fixture fixture;

  fill (&fixture);
  fecho_test_wait (ask (fixture.path, "SELECT max (last_id) FROM fold") > N_EVENTS - FOLD_SIZE);
  g_assert_cmpint (ask (fixture.path, "SELECT sum (n) FROM segment"), ==,
                   ask (fixture.path, "SELECT max (last_id) FROM fold"));
  fecho_test_wait (ask (fixture.path, "SELECT value FROM progress WHERE name = 'text'") ==
                   ask (fixture.path, "SELECT max (id) FROM text"));
  fecho_test_wait (ask (fixture.path, "SELECT max (level) FROM fold") == 1);
  fixture_clear (&fixture);
}

/* -- walks */

typedef struct
{
  guint n_seen;
  guint n_allowed;
  gint64 last_us;
} Walk;

static gboolean
see (const FechoCloseRecord  *values,
     gpointer                 user_data,
     GError                 **error)
{
  Walk *walk = user_data;

  g_assert_cmpint (values->closed_at_us, >=, walk->last_us);
  walk->last_us = values->closed_at_us;
  walk->n_seen++;
  if (walk->n_seen < walk->n_allowed)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "enough");

  return FALSE;
}

static gint64
walk_all (FechoStore         *store,
          const FechoFilter  *filter,
          Walk               *walk,
          GError            **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_store_walk_async (store, filter, see, walk, NULL, NULL, NULL, result_cb, &result);

  return fecho_store_walk_finish (store, wait_for_result (&result), error);
}

static void
test_walk (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) all = NULL;

  fill (&fixture);
  all = get_all (fixture.store);
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr(FechoFilter) filter = random_filter ();
      g_autoptr(GPtrArray) expected = filter_in_memory (all, filter);
      g_autoptr(GError) error = NULL;
      Walk walk = { 0, G_MAXUINT, 0 };

      g_assert_cmpint (walk_all (fixture.store, filter, &walk, &error), ==, expected->len);
      g_assert_no_error (error);
      g_assert_cmpuint (walk.n_seen, ==, expected->len);
    }
  fixture_clear (&fixture);
}

static void
test_walk_stopped (void)
{
  Fixture fixture;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(GError) error = NULL;
  Walk walk = { 0, 10, 0 };

  fill (&fixture);
  g_assert_cmpint (walk_all (fixture.store, filter, &walk, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpuint (walk.n_seen, ==, 10);
  fixture_clear (&fixture);
}

/* -- cancelling */

static void
test_cancelled (void)
{
  Fixture fixture;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) cancelled = NULL;
  g_autoptr(GAsyncResult) untouched = NULL;
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(GError) error = NULL;

  fill (&fixture);
  fecho_store_page_async (fixture.store, filter, NULL, FALSE, G_MAXUINT, cancellable,
                          result_cb, &cancelled);
  fecho_store_page_async (fixture.store, filter, NULL, FALSE, G_MAXUINT, NULL,
                          result_cb, &untouched);
  g_cancellable_cancel (cancellable);
  g_assert_null (fecho_store_page_finish (fixture.store, wait_for_result (&cancelled), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  events = fecho_store_page_finish (fixture.store, wait_for_result (&untouched), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, N_EVENTS);
  g_clear_object (&cancelled);
  g_clear_object (&untouched);
  fixture_clear (&fixture);
}

static void
test_after_closing (void)
{
  Fixture fixture;
  g_autoptr(FechoStore) store = NULL;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  store = g_steal_pointer (&fixture.store);
  g_assert_true (fixture_try_close (store, &error));
  fecho_store_page_async (store, filter, NULL, FALSE, 1, NULL, result_cb, &result);
  g_assert_null (fecho_store_page_finish (store, wait_for_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  fixture_clear (&fixture);
}

/* The short way for ASCII finds what folding finds. */
static void
test_text_contains (void)
{
  static const char *const parts[] = {
    "a", "A", "ab", "Z", "z", " ", "é", "É", "ß", "\342\204\252", "1",
  };

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(GString) sought = g_string_new (NULL);
      g_autofree char *folded_text = NULL;
      g_autofree char *folded_sought = NULL;

      for (int n = g_test_rand_int_range (0, 8); n > 0; n--)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      for (int n = g_test_rand_int_range (0, 3); n > 0; n--)
        g_string_append (sought, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      folded_text = g_utf8_casefold (text->str, -1);
      folded_sought = g_utf8_casefold (sought->str, -1);
      g_assert_cmpint (fecho_text_contains (text->str, folded_sought), ==,
                       strstr (folded_text, folded_sought) != NULL);
    }
  g_assert_false (fecho_text_contains (NULL, ""));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  book = make_book ();
  g_test_add_func ("/store/query/pages", test_pages);
  g_test_add_func ("/store/query/scans", test_scans);
  g_test_add_func ("/store/query/scan-is-of-one-moment", test_scan_is_of_one_moment);
  g_test_add_func ("/store/query/sorts", test_sorts);
  g_test_add_func ("/store/query/events-by-id", test_events_by_id);
  g_test_add_func ("/store/query/summaries", test_summaries);
  g_test_add_func ("/store/query/folded", test_folded);
  g_test_add_func ("/store/query/walk", test_walk);
  g_test_add_func ("/store/query/walk-stopped", test_walk_stopped);
  g_test_add_func ("/store/query/cancelled", test_cancelled);
  g_test_add_func ("/store/query/after-closing", test_after_closing);
  g_test_add_func ("/store/query/text-contains", test_text_contains);

  status = g_test_run ();
  fecho_code_book_unref (book);

  return status;
}
