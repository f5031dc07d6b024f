/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "fecho-error.h"
#include "fecho-store-private.h"
#include "fecho-test-util.h"

#define N_EVENTS 3000
#define PAGE_BYTES 4096

/* Events, sessions, states and folds in one closed file; what it held is in events. */
static GPtrArray *
make_history (Fixture *fixture)
{
  GPtrArray *events;

  fixture_init (fixture);
  fixture_open (fixture, FECHO_STORE_WATCH);
  fecho_writer_set_fold_size (fixture->store->writer, 500);
  add_session (fixture->store, "alpha", "ws://localhost:1/");
  fecho_store_record_state (fixture->store, uuid_of ("alpha"), FECHO_STATE_SESSION_WATCHED, T0,
                            NULL);
  for (guint i = 0; i < N_EVENTS; i++)
    {
      FechoCloseRecord record = record_of ("alpha", T0 + i * SEC);
      g_autofree char *reason = g_strdup_printf ("reason %u", i % 40);

      record.code = 4000 + i % 7;
      record.reason = reason;
      record_close (fixture->store, &record);
    }
  fixture_wait (fixture, N_EVENTS);
  events = get_all (fixture->store);
  fixture_close (fixture);

  return events;
}

static void
overwrite (const char *path,
           gint64      from,
           gint64      n_bytes)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpint (from + n_bytes, <=, length);
  memset (content + from, 0xa5, n_bytes);
  g_assert_true (g_file_set_contents (path, content, length, NULL));
}

static gboolean
salvage (Fixture        *fixture,
         FechoSalvaged  *ret_salvaged,
         GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_store_salvage_async (fixture->path, NULL, result_cb, &result);

  return fecho_store_salvage_finish (wait_for_result (&result), ret_salvaged, error);
}

/* What was saved is what was there. */
static void
assert_some_of (GPtrArray *events,
                GPtrArray *before)
{
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < before->len; i++)
    g_hash_table_insert (by_id, (gpointer)&nth (before, i)->id, (gpointer)nth (before, i));
  for (guint i = 0; i < events->len; i++)
    {
      const FechoCloseRecord *a = nth (events, i);
      const FechoCloseRecord *b = g_hash_table_lookup (by_id, &a->id);

      g_assert_nonnull (b);
      g_assert_cmpint (a->closed_at_us, ==, b->closed_at_us);
      g_assert_cmpuint (a->code, ==, b->code);
      g_assert_cmpint (a->life_us, ==, b->life_us);
    }
}

static char **
check_store (FechoStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char **problems;

  fecho_store_check_async (store, NULL, result_cb, &result);
  problems = fecho_store_check_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return problems;
}

/* Opens what was made of it: sound, with true counts, and it works on. */
static void
assert_sound (Fixture   *fixture,
              GPtrArray *before,
              gint64     n_events)
{
  FechoCloseRecord record = record_of ("alpha", T0);
  g_autoptr(GPtrArray) events = NULL;
  g_auto(GStrv) problems = NULL;

  fixture_open (fixture, FECHO_STORE_WATCH);
  events = get_all (fixture->store);
  g_assert_cmpint (events->len, ==, n_events);
  assert_some_of (events, before);
  problems = check_store (fixture->store);
  g_assert_cmpuint (g_strv_length (problems), ==, 0);
  assert_rollups_true (fixture->path);
  record_close (fixture->store, &record);
  fixture_wait (fixture, 1);
  g_assert_cmpint (ask (fixture->path, "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
}

static void
test_undamaged (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) before = make_history (&fixture);
  g_autoptr(GError) error = NULL;
  FechoSalvaged salvaged = { NULL };

  g_assert_true (salvage (&fixture, &salvaged, &error));
  g_assert_no_error (error);
  g_assert_cmpint (salvaged.n_events, ==, N_EVENTS);
  g_assert_cmpint (salvaged.n_lost, ==, 0);
  assert_sound (&fixture, before, N_EVENTS);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM event_detail"), ==, N_EVENTS + 1);
  g_free (salvaged.put_aside);
  fixture_clear (&fixture);
}

/* A page in the middle of the events: its rows are lost, and no other. */
static void
test_one_page (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) before = make_history (&fixture);
  g_autoptr(GError) error = NULL;
  g_autofree char *damaged = NULL;
  g_autofree char *aside = NULL;
  FechoSalvaged salvaged = { NULL };
  gsize n_damaged, n_aside;
  gint64 page;

  page = ask (fixture.path, "SELECT pageno FROM dbstat WHERE name = 'close_event'"
                            " AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 5");
  overwrite (fixture.path, (page - 1) * PAGE_BYTES, PAGE_BYTES);
  g_assert_true (g_file_get_contents (fixture.path, &damaged, &n_damaged, NULL));
  g_assert_true (salvage (&fixture, &salvaged, &error));
  g_assert_no_error (error);
  g_assert_cmpint (salvaged.n_lost, >, 0);
  g_assert_cmpint (salvaged.n_lost, <, 200);
  g_assert_cmpint (salvaged.n_events + salvaged.n_lost, ==, N_EVENTS);
  assert_sound (&fixture, before, salvaged.n_events);

  /* The damaged file is kept as it was. */
  g_assert_true (g_file_get_contents (salvaged.put_aside, &aside, &n_aside, NULL));
  g_assert_cmpmem (damaged, n_damaged, aside, n_aside);
  g_free (salvaged.put_aside);
  fixture_clear (&fixture);
}

/* So many pages in a row that not each of their rows is tried: what lies behind them is saved to
 * the row all the same. */
static void
test_many_pages (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) before = make_history (&fixture);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) pages = g_array_new (FALSE, FALSE, sizeof (gint64));
  FechoSalvaged salvaged = { NULL };

  for (guint i = 5; i < 30; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT pageno FROM dbstat WHERE name ="
                                              " 'close_event' AND pagetype = 'leaf'"
                                              " ORDER BY path LIMIT 1 OFFSET %u", i);
      gint64 page = ask (fixture.path, sql);

      g_array_append_val (pages, page);
    }
  for (guint i = 0; i < pages->len; i++)
    overwrite (fixture.path, (g_array_index (pages, gint64, i) - 1) * PAGE_BYTES, PAGE_BYTES);
  g_assert_true (salvage (&fixture, &salvaged, &error));
  g_assert_no_error (error);
  g_assert_cmpint (salvaged.n_lost, >, 1200);
  g_assert_cmpint (salvaged.n_events + salvaged.n_lost, ==, N_EVENTS);
  assert_sound (&fixture, before, salvaged.n_events);
  g_free (salvaged.put_aside);
  fixture_clear (&fixture);
}

/* Anything may be damaged but the first page. */
static void
test_random_pages (void)
{
  for (guint round = 0; round < 8; round++)
    {
      Fixture fixture;
      g_autoptr(GPtrArray) before = make_history (&fixture);
      g_autoptr(GError) error = NULL;
      FechoSalvaged salvaged = { NULL };
      gint64 n_pages = ask (fixture.path, "PRAGMA page_count");

      for (guint i = 0; i < 6; i++)
        overwrite (fixture.path, g_test_rand_int_range (1, n_pages) * PAGE_BYTES, PAGE_BYTES);
      g_assert_true (salvage (&fixture, &salvaged, &error));
      g_assert_no_error (error);
      assert_sound (&fixture, before, salvaged.n_events);
      g_free (salvaged.put_aside);
      fixture_clear (&fixture);
    }
}

/* Nothing can be read: a new history is better than none. */
static void
test_all_gone (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) before = make_history (&fixture);
  g_autoptr(GError) error = NULL;
  FechoSalvaged salvaged = { NULL };
  gint64 n_pages = ask (fixture.path, "PRAGMA page_count");

  overwrite (fixture.path, 100, n_pages * PAGE_BYTES - 100);
  g_assert_true (salvage (&fixture, &salvaged, &error));
  g_assert_no_error (error);
  g_assert_cmpint (salvaged.n_events, ==, 0);
  g_assert_true (g_file_test (salvaged.put_aside, G_FILE_TEST_EXISTS));
  assert_sound (&fixture, before, 0);
  g_free (salvaged.put_aside);
  fixture_clear (&fixture);
}

static void
test_cut_off (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) before = make_history (&fixture);
  g_autoptr(GError) error = NULL;
  g_autofree char *content = NULL;
  FechoSalvaged salvaged = { NULL };
  gsize length;

  g_assert_true (g_file_get_contents (fixture.path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (fixture.path, content, length / 2, NULL));
  g_assert_true (salvage (&fixture, &salvaged, &error));
  g_assert_no_error (error);
  assert_sound (&fixture, before, salvaged.n_events);
  g_free (salvaged.put_aside);
  fixture_clear (&fixture);
}

/* Nothing is changed by a salvage that nobody waits for any more. */
static void
test_cancelled (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) before G_GNUC_UNUSED = make_history (&fixture);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *beside = g_strconcat (fixture.path, ".salvaged", NULL);
  FechoSalvaged salvaged = { NULL };

  g_cancellable_cancel (cancellable);
  fecho_store_salvage_async (fixture.path, cancellable, result_cb, &result);
  g_assert_false (fecho_store_salvage_finish (wait_for_result (&result), &salvaged, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fecho_test_wait (!g_file_test (beside, G_FILE_TEST_EXISTS));
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM close_event"), ==, N_EVENTS);
  fixture_clear (&fixture);
}

static void
test_in_use (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) before G_GNUC_UNUSED = make_history (&fixture);
  g_autoptr(GError) error = NULL;
  FechoSalvaged salvaged = { NULL };

  fixture_open (&fixture, FECHO_STORE_WATCH);
  g_assert_false (salvage (&fixture, &salvaged, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_IN_USE);
  fixture_clear (&fixture);
}

/* A session that was lost is known by its events. */
static void
test_session_lost (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) before G_GNUC_UNUSED = make_history (&fixture);
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(GError) error = NULL;
  FechoSalvaged salvaged = { NULL };
  gint64 page = ask (fixture.path, "SELECT rootpage FROM sqlite_schema WHERE name = 'session'");

  overwrite (fixture.path, (page - 1) * PAGE_BYTES, PAGE_BYTES);
  g_assert_true (salvage (&fixture, &salvaged, &error));
  fixture_open (&fixture, FECHO_STORE_READ);
  events = get_all (fixture.store);
  g_assert_cmpint (events->len, ==, N_EVENTS);
  g_assert_cmpstr (nth (events, 0)->session, ==, "?");
  g_assert_true (g_uuid_string_is_valid (nth (events, 0)->session_id));
  g_free (salvaged.put_aside);
  fixture_clear (&fixture);
}

/* A session that there cannot be is damage: the event is left out, and told of. */
static void
test_session_impossible (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) before G_GNUC_UNUSED = make_history (&fixture);
  g_autoptr(GError) error = NULL;
  FechoSalvaged salvaged = { NULL };

  tell (fixture.path, "UPDATE close_event SET session = 1 << 40 WHERE id IN (7, 8)");
  g_assert_true (salvage (&fixture, &salvaged, &error));
  g_assert_no_error (error);
  g_assert_cmpint (salvaged.n_lost, ==, 2);
  g_assert_cmpint (salvaged.n_events, ==, N_EVENTS - 2);
  g_free (salvaged.put_aside);
  fixture_clear (&fixture);
}

/* A number that was damaged may be any: nothing lies between it and those before it. */
static void
test_row_far_away (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) before G_GNUC_UNUSED = make_history (&fixture);
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(GError) error = NULL;
  FechoSalvaged salvaged = { NULL };

  tell (fixture.path, "UPDATE event_detail SET event = 1 << 60 WHERE event = 3000;"
                      "UPDATE state_change SET id = 9223372036854775807 WHERE id = 1;"
                      "UPDATE close_event SET id = 1 << 50 WHERE id = 3000");
  g_assert_true (salvage (&fixture, &salvaged, &error));
  g_assert_no_error (error);
  g_assert_cmpint (salvaged.n_lost, ==, 0);
  g_assert_cmpint (salvaged.n_events, ==, N_EVENTS);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  events = get_all (fixture.store);
  g_assert_cmpint (events->len, ==, N_EVENTS);
  g_free (salvaged.put_aside);
  fixture_clear (&fixture);
}

/* -- looking for damage */

static void
test_check_finds (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) before G_GNUC_UNUSED = make_history (&fixture);
  g_auto(GStrv) problems = NULL;
  gint64 page = ask (fixture.path, "SELECT pageno FROM dbstat WHERE name = 'event_detail'"
                                   " AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 3");

  overwrite (fixture.path, (page - 1) * PAGE_BYTES, PAGE_BYTES);
  fixture_open (&fixture, FECHO_STORE_READ);
  problems = check_store (fixture.store);
  g_assert_cmpuint (g_strv_length (problems), >, 0);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/salvage/undamaged", test_undamaged);
  g_test_add_func ("/store/salvage/one-page", test_one_page);
  g_test_add_func ("/store/salvage/many-pages", test_many_pages);
  g_test_add_func ("/store/salvage/random-pages", test_random_pages);
  g_test_add_func ("/store/salvage/all-gone", test_all_gone);
  g_test_add_func ("/store/salvage/cut-off", test_cut_off);
  g_test_add_func ("/store/salvage/cancelled", test_cancelled);
  g_test_add_func ("/store/salvage/in-use", test_in_use);
  g_test_add_func ("/store/salvage/session-lost", test_session_lost);
  g_test_add_func ("/store/salvage/session-impossible", test_session_impossible);
  g_test_add_func ("/store/salvage/row-far-away", test_row_far_away);
  g_test_add_func ("/store/salvage/check-finds", test_check_finds);

  return g_test_run ();
}
