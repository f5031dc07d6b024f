/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "fecho-file.h"
#include "fecho-post.h"
#include "fecho-reader.h"
#include "fecho-query.h"
#include "fecho-record.h"
#include "store-history.h"

/* A reader of a history of its own, without a store. */
typedef struct
{
  Fixture fixture;
  FechoReader *reader;
} Reading;

static void
reading_init (Reading *self)
{
  static const FechoReaderEvents events = { NULL, NULL };
  FechoDb *db;

  fixture_init (&self->fixture);
  fixture_open (&self->fixture, FECHO_STORE_EDIT);
  fixture_close (&self->fixture);
  db = fecho_file_open_for_reading (self->fixture.path, NULL);
  g_assert_nonnull (db);
  self->reader = fecho_reader_new (db, &events, NULL, NULL);
}

static void
reading_clear (Reading *self)
{
  g_thread_join (fecho_reader_stop (self->reader));
  fecho_reader_unref (self->reader);
  fixture_clear (&self->fixture);
}

/* -- queries that nobody wants any more */

#define ENDLESS \
  "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max (x) FROM c"

static int begun; /* atomic: the reader is at it */

static void
run_for_ever (FechoDb *db,
              GTask   *task)
{
  GError *error = NULL;
  int result;

  g_atomic_int_set (&begun, TRUE);
  result = sqlite3_exec (fecho_db_get_handle (db), ENDLESS, NULL, NULL, NULL);
  (void)fecho_db_fail (fecho_db_get_handle (db), result, &error); /* always FALSE */
  fecho_post_done (task, error);
}

static void
answer_one (FechoDb *db,
            GTask   *task)
{
  fecho_post_int (task, 1, NULL);
}

static GTask *
new_task (GCancellable  *cancellable,
          GAsyncResult **result)
{
  return g_task_new (NULL, cancellable, result_cb, result);
}

/* What runs is interrupted, what waits is not begun, and the next one is answered as ever. */
static void
test_interrupted (void)
{
  Reading reading;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) running = NULL;
  g_autoptr(GAsyncResult) waiting = NULL;
  g_autoptr(GAsyncResult) next = NULL;
  g_autoptr(GError) error = NULL;

  reading_init (&reading);
  g_atomic_int_set (&begun, FALSE);
  fecho_reader_push (reading.reader, new_task (cancellable, &running), run_for_ever);
  fecho_reader_push (reading.reader, new_task (cancellable, &waiting), run_for_ever);
  fecho_reader_push (reading.reader, new_task (NULL, &next), answer_one);
  while (!g_atomic_int_get (&begun))
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (g_task_propagate_int (G_TASK (wait_for_result (&next)), &error), ==, 1);
  g_assert_no_error (error);
  g_assert_false (g_task_propagate_boolean (G_TASK (wait_for_result (&running)), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (g_task_propagate_boolean (G_TASK (wait_for_result (&waiting)), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  reading_clear (&reading);
}

static int cancelled; /* atomic: all that heard of it has heard of it */

static void
run_for_ever_when_cancelled (FechoDb *db,
                             GTask   *task)
{
  g_atomic_int_set (&begun, TRUE);
  while (!g_atomic_int_get (&cancelled))
    g_thread_yield ();
  run_for_ever (db, task);
}

/* SQLite forgets an interrupt that comes before the first step. */
static void
test_interrupted_before_first_step (void)
{
  Reading reading;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) running = NULL;
  g_autoptr(GError) error = NULL;

  reading_init (&reading);
  g_atomic_int_set (&begun, FALSE);
  g_atomic_int_set (&cancelled, FALSE);
  fecho_reader_push (reading.reader, new_task (cancellable, &running), run_for_ever_when_cancelled);
  while (!g_atomic_int_get (&begun))
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  g_atomic_int_set (&cancelled, TRUE);
  g_assert_false (g_task_propagate_boolean (G_TASK (wait_for_result (&running)), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  reading_clear (&reading);
}

/* A window that is closed does not wait for a query, whenever the stop comes. */
static void
test_stopped_before_first_step (void)
{
  Reading reading;
  g_autoptr(GAsyncResult) running = NULL;
  g_autoptr(GError) error = NULL;
  GThread *thread;

  reading_init (&reading);
  g_atomic_int_set (&begun, FALSE);
  g_atomic_int_set (&cancelled, FALSE);
  fecho_reader_push (reading.reader, new_task (NULL, &running), run_for_ever_when_cancelled);
  while (!g_atomic_int_get (&begun))
    g_thread_yield ();
  thread = fecho_reader_stop (reading.reader);
  g_atomic_int_set (&cancelled, TRUE);
  g_thread_join (thread);
  g_assert_false (g_task_propagate_boolean (G_TASK (wait_for_result (&running)), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fecho_reader_unref (reading.reader);
  fixture_clear (&reading.fixture);
}

static int
run_text (FechoDb    *db,
          const char *sql)
{
  return sqlite3_exec (fecho_db_get_handle (db), sql, NULL, NULL, NULL);
}

/* The check of a file is one long step of SQLite, which no count of steps ends. */
static void
test_interrupt_holds (void)
{
  Fixture fixture;
  g_autoptr(GCancellable) before = g_cancellable_new ();
  g_autoptr(GCancellable) amid = g_cancellable_new ();
  g_autoptr(FechoDb) db = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_EDIT);
  fixture_close (&fixture);
  db = fecho_file_open_for_reading (fixture.path, NULL);
  g_assert_nonnull (db);

  g_cancellable_cancel (before);
  fecho_db_begin_interruptible (db, before);
  g_assert_cmpint (run_text (db, "PRAGMA quick_check"), ==, SQLITE_INTERRUPT);
  g_assert_cmpint (run_text (db, ENDLESS), ==, SQLITE_INTERRUPT);
  fecho_db_end_interruptible (db);
  g_assert_cmpint (run_text (db, "PRAGMA quick_check"), ==, SQLITE_OK);

  fecho_db_begin_interruptible (db, amid);
  g_assert_cmpint (run_text (db, "PRAGMA quick_check"), ==, SQLITE_OK);
  g_cancellable_cancel (amid);
  g_assert_cmpint (run_text (db, "PRAGMA quick_check"), ==, SQLITE_INTERRUPT);
  fecho_db_end_interruptible (db);

  fecho_db_begin_interruptible (db, NULL);
  fecho_db_interrupt (db);
  g_assert_cmpint (run_text (db, ENDLESS), ==, SQLITE_INTERRUPT);
  fecho_db_end_interruptible (db);
  g_assert_cmpint (run_text (db, "PRAGMA quick_check"), ==, SQLITE_OK);
  fixture_clear (&fixture);
}

/* -- queries in parts */

static guint n_parts; /* of the reader */

static gboolean
part_of_five (FechoDb *db,
              GTask   *task)
{
  n_parts++;
  if (n_parts < 5)
    return FALSE;
  fecho_post_int (task, 5, NULL);

  return TRUE;
}

static void
answer_parts (FechoDb *db,
              GTask   *task)
{
  fecho_post_int (task, n_parts, NULL);
}

/* A newer query waits for one part of the older one, at most two where it began meanwhile. */
static void
test_gives_way (void)
{
  Reading reading;
  g_autoptr(GAsyncResult) slow = NULL;
  g_autoptr(GAsyncResult) newer = NULL;
  g_autoptr(GAsyncResult) newest = NULL;

  reading_init (&reading);
  n_parts = 0;
  /* All three wait until the endless one before them is cancelled. */
  {
    g_autoptr(GCancellable) cancellable = g_cancellable_new ();
    g_autoptr(GAsyncResult) running = NULL;

    fecho_reader_push (reading.reader, new_task (cancellable, &running), run_for_ever);
    fecho_reader_push_sliced (reading.reader, new_task (NULL, &slow), part_of_five);
    fecho_reader_push (reading.reader, new_task (NULL, &newer), answer_parts);
    fecho_reader_push (reading.reader, new_task (NULL, &newest), answer_parts);
    g_cancellable_cancel (cancellable);
    wait_for_result (&running);
  }
  g_assert_cmpint (g_task_propagate_int (G_TASK (wait_for_result (&newer)), NULL), ==, 1);
  g_assert_cmpint (g_task_propagate_int (G_TASK (wait_for_result (&newest)), NULL), ==, 1);
  g_assert_cmpint (g_task_propagate_int (G_TASK (wait_for_result (&slow)), NULL), ==, 5);
  reading_clear (&reading);
}

/* However it is cut, a page is the same. */
static void
test_parts_of_a_page (void)
{
  History history;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(GPtrArray) whole = NULL;
  g_autoptr(GPtrArray) parts = fecho_record_new_array ();
  FechoPageSlice slice = { 0 };     /* its time is always over */
  FechoPageKey after;
  guint n_slices = 0;

  history_init (&history);
  add_events (&history, 3000);
  filter->kinds = FECHO_KINDS_ATTEMPTS;
  whole = fecho_query_page (history.db, filter, NULL, FALSE, 700, NULL);
  do
    {
      const FechoPageKey *from = n_slices > 0 ? &after : NULL;

      g_assert_true (fecho_query_page_slice (history.db, filter, from, FALSE, 700, &slice, parts,
                                             NULL));
      after = slice.reached;
      n_slices++;
    }
  while (slice.unfinished);
  g_assert_cmpuint (n_slices, >, 2);
  g_assert_cmpuint (parts->len, ==, whole->len);
  for (guint i = 0; i < whole->len; i++)
    g_assert_cmpint (nth (parts, i)->id, ==, nth (whole, i)->id);
  history_clear (&history);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/reader/interrupted", test_interrupted);
  g_test_add_func ("/store/reader/interrupted-before-first-step",
                   test_interrupted_before_first_step);
  g_test_add_func ("/store/reader/stopped-before-first-step", test_stopped_before_first_step);
  g_test_add_func ("/store/reader/interrupt-holds", test_interrupt_holds);
  g_test_add_func ("/store/reader/gives-way", test_gives_way);
  g_test_add_func ("/store/reader/parts-of-a-page", test_parts_of_a_page);

  return g_test_run ();
}
