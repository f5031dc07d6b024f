/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>

#include <sqlite3.h>

#include "fecho-error.h"
#include "fecho-test-util.h"
#include "fecho-writer.h"

/* Counts notifications of a property. */
static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           gpointer    user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
record_n (FechoStore *store,
          guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      FechoCloseRecord record = record_of ("alpha", T0 + i * SEC);

      record_close (store, &record);
    }
}

/* -- another process holds the lock */

static sqlite3 *
lock_file (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 10000); /* the writer may be at it */
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);

  return db;
}

static void
test_locked (void)
{
  Fixture fixture;
  guint n_notified = 0;
  sqlite3 *lock;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  g_signal_connect (fixture.store, "notify::fault", G_CALLBACK (notify_cb), &n_notified);
  lock = lock_file (fixture.path);
  record_n (fixture.store, 3);
  fecho_test_wait (fecho_store_get_fault (fixture.store) != NULL);
  g_assert_error (fecho_store_get_fault (fixture.store), FECHO_ERROR, FECHO_ERROR_BUSY);
  g_assert_cmpuint (fecho_store_get_n_waiting (fixture.store), ==, 3);
  g_assert_cmpuint (fixture.committed->len, ==, 0);
  g_assert_cmpuint (n_notified, ==, 1);

  sqlite3_close (lock);
  fixture_wait (&fixture, 3);
  fecho_test_wait (fecho_store_get_fault (fixture.store) == NULL);
  g_assert_cmpuint (fecho_store_get_n_waiting (fixture.store), ==, 0);
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM close_event"), ==, 3);
  fixture_clear (&fixture);
}

static gboolean
time_over_cb (gpointer data)
{
  *(gboolean *)data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Longer than SQLite waits: 10 s in the long form. */
static void
test_locked_by_another (void)
{
  static gboolean time_over;
  Fixture fixture;
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "store", "recorder", NULL);
  g_autofree char *line = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) output = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                              &error, program, fixture.path, "lock", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "locked");
  record_n (fixture.store, 3);
  g_timeout_add (g_test_slow () ? 10000 : 0, time_over_cb, &time_over);
  fecho_test_wait (time_over && fecho_store_get_fault (fixture.store) != NULL);
  g_assert_error (fecho_store_get_fault (fixture.store), FECHO_ERROR, FECHO_ERROR_BUSY);
  g_assert_cmpuint (fixture.committed->len, ==, 0);

  g_assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, &error));
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  fixture_wait (&fixture, 3);
  fecho_test_wait (fecho_store_get_fault (fixture.store) == NULL);
  fixture_clear (&fixture);
}

/* A person who asks for something is told at once. */
static void
test_tasks_fail (void)
{
  Fixture fixture;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  sqlite3 *lock;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  lock = lock_file (fixture.path);
  record_n (fixture.store, 1);
  fecho_test_wait (fecho_store_get_fault (fixture.store) != NULL);
  fecho_store_mark_async (fixture.store, ids, TRUE, result_cb, &result);
  g_assert_false (fecho_store_mark_finish (fixture.store, wait_for_result (&result), &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_BUSY);
  sqlite3_close (lock);
  g_clear_object (&result);
  fixture_clear (&fixture);
}

static void
test_bounded (void)
{
  FechoCloseRecord record = record_of ("alpha", T0);
  Fixture fixture;
  g_autoptr(FechoCloseEvent) event = fecho_close_event_new (&record, NULL);
  sqlite3 *lock;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  lock = lock_file (fixture.path);
  for (guint i = 0; i < FECHO_WRITER_MAX_WAITING; i++)
    g_assert_true (fecho_store_record_close (fixture.store, event));
  for (guint i = 0; i < 7; i++)
    g_assert_false (fecho_store_record_close (fixture.store, event));
  g_assert_cmpuint (fecho_store_get_n_dropped (fixture.store), ==, 7);
  fecho_test_wait (fecho_store_get_fault (fixture.store) != NULL);
  g_assert_cmpuint (fecho_store_get_n_waiting (fixture.store), ==, FECHO_WRITER_MAX_WAITING);
  sqlite3_close (lock);
  fixture_wait (&fixture, FECHO_WRITER_MAX_WAITING);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM close_event"), ==,
                   FECHO_WRITER_MAX_WAITING);
  fixture_clear (&fixture);
}

static void
test_closing_tells_loss (void)
{
  Fixture fixture;
  g_autoptr(FechoStore) store = NULL;
  g_autoptr(GError) error = NULL;
  sqlite3 *lock;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  lock = lock_file (fixture.path);
  record_n (fixture.store, 2);
  store = g_steal_pointer (&fixture.store);
  g_assert_false (fixture_try_close (store, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_BUSY);
  sqlite3_close (lock);
  fixture_clear (&fixture);
}

/* -- a disk of its own, 600 KiB small */

static gboolean
mount_small (Fixture *fixture)
{
  fixture_init (fixture);
  if (geteuid () == 0 && mount ("fecho", fixture->folder, "tmpfs", 0, "size=600k") == 0)
    return TRUE;
  g_test_skip ("a small disk can be mounted by root only");
  fixture_clear (fixture);

  return FALSE;
}

static void
unmount (Fixture *fixture)
{
  if (fixture->store != NULL)
    fixture_close (fixture);
  g_assert_cmpint (umount2 (fixture->folder, MNT_DETACH), ==, 0);
  fixture_clear (fixture);
}

static char *
fill_disk (Fixture *fixture)
{
  g_autofree char *block = g_malloc0 (4096);
  char *path = g_build_filename (fixture->folder, "filler", NULL);
  FILE *file = fopen (path, "w");

  while (fwrite (block, 4096, 1, file) == 1 && fflush (file) == 0)
    continue;
  (void)fclose (file); /* there is no room for what it still holds */

  return path;
}

static void
test_full (void)
{
  Fixture fixture;
  g_autofree char *filler = NULL;
  g_autofree char *integrity = NULL;

  if (!mount_small (&fixture))
    return;
  fixture_open (&fixture, FECHO_STORE_WATCH);
  record_n (fixture.store, 10);
  fixture_wait (&fixture, 10);
  filler = fill_disk (&fixture);
  record_n (fixture.store, 1500);
  fecho_test_wait (fecho_store_get_fault (fixture.store) != NULL);
  g_assert_error (fecho_store_get_fault (fixture.store), FECHO_ERROR, FECHO_ERROR_FULL);
  g_assert_cmpuint (fecho_store_get_n_waiting (fixture.store), >, 0);

  g_assert_cmpint (unlink (filler), ==, 0);
  fixture_wait (&fixture, 1510);
  fecho_test_wait (fecho_store_get_fault (fixture.store) == NULL);
  integrity = check_integrity (fixture.path);
  g_assert_cmpstr (integrity, ==, "ok");
  assert_rollups_true (fixture.path);
  unmount (&fixture);
}

/* Events that were acknowledged are there after the disk was full and the program ended. */
static void
test_full_until_the_end (void)
{
  Fixture fixture;
  g_autoptr(FechoStore) store = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *filler = NULL;
  guint n_committed;

  if (!mount_small (&fixture))
    return;
  fixture_open (&fixture, FECHO_STORE_WATCH);
  filler = fill_disk (&fixture);
  record_n (fixture.store, 3000);
  fecho_test_wait (fecho_store_get_fault (fixture.store) != NULL);
  store = g_steal_pointer (&fixture.store);
  g_assert_false (fixture_try_close (store, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_FULL);
  n_committed = fixture.committed->len;
  g_assert_cmpint (unlink (filler), ==, 0);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM close_event"), ==, n_committed);
  unmount (&fixture);
}

static void
test_read_only_disk (void)
{
  Fixture fixture;
  g_autoptr(GError) error = NULL;

  if (!mount_small (&fixture))
    return;
  fixture_open (&fixture, FECHO_STORE_WATCH);
  record_n (fixture.store, 1);
  fixture_wait (&fixture, 1);
  fixture_close (&fixture);
  g_assert_cmpint (mount (NULL, fixture.folder, NULL, MS_REMOUNT | MS_RDONLY, "size=600k"), ==, 0);
  g_assert_null (fixture_try_open (fixture.path, FECHO_STORE_WATCH, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_READ_ONLY);
  g_clear_error (&error);

  /* ... but what is on it can be read. */
  fixture_open (&fixture, FECHO_STORE_READ);
  {
    g_autoptr(GPtrArray) events = get_all (fixture.store);

    g_assert_cmpuint (events->len, ==, 1);
  }
  unmount (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/fault/locked", test_locked);
  g_test_add_func ("/store/fault/locked-by-another", test_locked_by_another);
  g_test_add_func ("/store/fault/tasks-fail", test_tasks_fail);
  g_test_add_func ("/store/fault/bounded", test_bounded);
  g_test_add_func ("/store/fault/closing-tells-loss", test_closing_tells_loss);
  g_test_add_func ("/store/fault/full", test_full);
  g_test_add_func ("/store/fault/full-until-the-end", test_full_until_the_end);
  g_test_add_func ("/store/fault/read-only-disk", test_read_only_disk);

  return g_test_run ();
}
