/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "fecho-store-private.h"
#include "fecho-test-util.h"

/* Files that were changed or cut at random: whatever is asked of them is answered, rightly or with
 * an error, and what is salvaged is sound. */

#define N_EVENTS 1500
#define N_SHORT 40
#define N_SLOW 200

typedef struct
{
  char *data;
  gsize n_bytes;
} Content;

static char *
dup_wal_path (const char *path)
{
  return g_strconcat (path, "-wal", NULL);
}

/* Half of it is in the file, half still in its -wal: as a process leaves it that is killed. */
static void
make_history (Content *ret_file,
              Content *ret_wal)
{
  Fixture fixture;
  g_autofree char *wal = NULL;

  fixture_init (&fixture);
  wal = dup_wal_path (fixture.path);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  fecho_writer_set_fold_size (fixture.store->writer, 200);
  for (guint i = 0; i < N_EVENTS; i++)
    {
      FechoCloseRecord record = record_of (i % 3 != 0 ? "alpha" : "beta", T0 + i * SEC);
      g_autofree char *reason = g_strdup_printf ("reason %u", i % 40);

      record.code = 4000 + i % 7;
      record.reason = reason;
      record_close (fixture.store, &record);
      if (i == N_EVENTS / 2)
        {
          fixture_wait (&fixture, i + 1);
          tell (fixture.path, "PRAGMA wal_checkpoint (PASSIVE)");
        }
    }
  fixture_wait (&fixture, N_EVENTS);
  /* Folds are made after the news of the commit; nothing writes once they are done. */
  fecho_test_wait (ask (fixture.path, "SELECT count (*) FROM fold") == N_EVENTS / 200);
  g_assert_true (g_file_get_contents (fixture.path, &ret_file->data, &ret_file->n_bytes, NULL));
  g_assert_true (g_file_get_contents (wal, &ret_wal->data, &ret_wal->n_bytes, NULL));
  fixture_clear (&fixture);
}

/* -- damage */

static void
change_bytes (Content *content,
              gsize    n_bytes)
{
  gsize from = g_test_rand_int_range (0, content->n_bytes - n_bytes);

  for (gsize i = 0; i < n_bytes; i++)
    content->data[from + i] = g_test_rand_int_range (0, 256);
}

static void
damage (Content *content)
{
  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      content->n_bytes = g_test_rand_int_range (0, content->n_bytes);
      break;
    case 1:
      change_bytes (content, 1);
      break;
    case 2:
      change_bytes (content, g_test_rand_int_range (1, 4096));
      break;
    default:
      for (guint i = 0; i < 30; i++)
        change_bytes (content, 8);
      break;
    }
}

static void
write_damaged (const Content *content,
               const char    *path,
               gboolean       damaged)
{
  g_autofree char *copy = g_memdup2 (content->data, content->n_bytes);
  Content changed = { copy, content->n_bytes };

  if (damaged)
    damage (&changed);
  g_assert_true (g_file_set_contents (path, changed.data, changed.n_bytes, NULL));
}

/* -- questions */

typedef gpointer (*FinishFunc) (FechoStore *store,
                                GAsyncResult *result,
                                GError **error);

/* An answer or an error. */
static void
take_answer (FechoStore      *store,
             GAsyncResult   **result,
             FinishFunc       finish,
             GDestroyNotify   free_answer)
{
  g_autoptr(GAsyncResult) owned = wait_for_result (result);
  g_autoptr(GError) error = NULL;
  gpointer answer = finish (store, owned, &error);

  g_assert_true ((answer != NULL) == (error == NULL));
  g_clear_pointer (&answer, free_answer);
}

static void
ask_everything (FechoStore *store)
{
  const char *sessions[] = { uuid_of ("alpha"), uuid_of ("beta"), NULL };
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  GAsyncResult *results[6] = { NULL };

  fecho_store_page_async (store, filter, NULL, FALSE, 1000, NULL, result_cb, &results[0]);
  fecho_store_lanes_async (store, sessions, T0, T0 + N_EVENTS * SEC, NULL, result_cb, &results[1]);
  fecho_store_summary_async (store, filter, NULL, result_cb, &results[2]);
  fecho_store_session_codes_async (store, filter, NULL, result_cb, &results[3]);
  filter->text = g_strdup ("reason 7");
  fecho_store_page_async (store, filter, NULL, TRUE, 1000, NULL, result_cb, &results[4]);
  fecho_store_check_async (store, NULL, result_cb, &results[5]);
  take_answer (store, &results[0], (FinishFunc)fecho_store_page_finish,
               (GDestroyNotify)g_ptr_array_unref);
  take_answer (store, &results[1], (FinishFunc)fecho_store_lanes_finish,
               (GDestroyNotify)g_ptr_array_unref);
  take_answer (store, &results[2], (FinishFunc)fecho_store_summary_finish,
               (GDestroyNotify)fecho_summary_free);
  take_answer (store, &results[3], (FinishFunc)fecho_store_session_codes_finish,
               (GDestroyNotify)g_array_unref);
  take_answer (store, &results[4], (FinishFunc)fecho_store_page_finish,
               (GDestroyNotify)g_ptr_array_unref);
  take_answer (store, &results[5], (FinishFunc)fecho_store_check_finish,
               (GDestroyNotify)g_strfreev);
}

/* Opened, asked, written to and closed again. */
static void
use (const char *path)
{
  FechoCloseRecord record = record_of ("alpha", T0);
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoStore) store = fixture_try_open (path, FECHO_STORE_WATCH, &error);

  g_assert_true ((store != NULL) == (error == NULL));
  if (store == NULL)
    return;
  ask_everything (store);
  record_close (store, &record);
  (void)fixture_try_close (store, &error); /* what cannot be written is told here */
}

static void
salvage (const char *path)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *integrity = NULL;
  FechoSalvaged salvaged = { NULL };
  g_autoptr(FechoStore) store = NULL;
  gboolean good;

  fecho_store_salvage_async (path, NULL, result_cb, &result);
  good = fecho_store_salvage_finish (wait_for_result (&result), &salvaged, &error);
  g_assert_no_error (error);
  g_assert_true (good);
  g_assert_cmpint (salvaged.n_lost, >=, 0);
  g_free (salvaged.put_aside);
  integrity = check_integrity (path);
  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_cmpint (ask (path, "SELECT count (*) FROM close_event"), ==, salvaged.n_events);
  assert_rollups_true (path);
  store = fixture_try_open (path, FECHO_STORE_WATCH, &error);
  g_assert_no_error (error);
  ask_everything (store);
  g_assert_true (fixture_try_close (store, &error));
}

static void
test_random (void)
{
  guint n_rounds = g_test_slow () ? N_SLOW : N_SHORT;
  Content file, wal;

  make_history (&file, &wal);
  for (guint round = 0; round < n_rounds; round++)
    {
      Fixture fixture;
      g_autofree char *wal_path = NULL;

      fixture_init (&fixture);
      wal_path = dup_wal_path (fixture.path);
      write_damaged (&file, fixture.path, round % 3 != 0);
      write_damaged (&wal, wal_path, round % 3 != 1);
      use (fixture.path);
      salvage (fixture.path);
      fixture_clear (&fixture);
    }
  g_free (file.data);
  g_free (wal.data);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/corrupt/random", test_random);

  return g_test_run ();
}
