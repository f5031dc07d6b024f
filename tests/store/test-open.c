/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "fecho-error.h"
#include "fecho-schema.h"
#include "fecho-sql.h"

static guint
get_mode (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);

  return info.st_mode & 07777;
}

/* Whatever the umask, and also while it is written. */
static void
test_modes (void)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  FechoCloseRecord record = record_of ("alpha", T0);
  Fixture fixture;
  g_autofree char *folder = NULL;
  mode_t umask_before = umask (0);

  fixture_init (&fixture);
  folder = g_build_filename (fixture.folder, "new", NULL);
  g_free (fixture.path);
  fixture.path = g_build_filename (folder, "history.db", NULL);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  record_close (fixture.store, &record);
  fixture_wait (&fixture, 1);
  g_assert_cmpuint (get_mode (folder), ==, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture.path, suffixes[i], NULL);

      g_assert_cmpuint (get_mode (path), ==, 0600);
    }
  fixture_clear (&fixture);
  umask (umask_before);
}

/* A folder that was there before is somebody else's to protect. */
static void
test_foreign_folder (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  g_assert_cmpint (g_chmod (fixture.folder, 0755), ==, 0);
  fixture_open (&fixture, FECHO_STORE_EDIT);
  g_assert_cmpuint (get_mode (fixture.folder), ==, 0755);
  fixture_clear (&fixture);
}

/* The last handle takes -wal and -shm away, and a watching run its locks. */
static void
test_leaves_one_file (void)
{
  FechoCloseRecord record = record_of ("alpha", T0);
  Fixture fixture;
  g_autoptr(GDir) dir = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH_STORED);
  record_close (fixture.store, &record);
  fixture_close (&fixture);
  dir = g_dir_open (fixture.folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "history.db");
  g_assert_null (g_dir_read_name (dir));
  fixture_clear (&fixture);
}

static void
test_header (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_EDIT);
  fixture_close (&fixture);
  g_assert_cmpint (ask (fixture.path, "PRAGMA application_id"), ==, FECHO_SQL_APPLICATION_ID);
  g_assert_cmpint (ask (fixture.path, "PRAGMA user_version"), ==, fecho_schema_get_version ());
  g_assert_cmpint (ask (fixture.path, "PRAGMA auto_vacuum"), ==, 2);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM pragma_journal_mode"
                                      " WHERE journal_mode = 'wal'"), ==, 1);
  fixture_clear (&fixture);
}

/* mktemp makes an empty file before its name is given to us. */
static void
test_empty_file (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  g_assert_true (g_file_set_contents (fixture.path, "", 0, NULL));
  fixture_open (&fixture, FECHO_STORE_EDIT);
  fixture_close (&fixture);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM close_event"), ==, 0);
  fixture_clear (&fixture);
}

/* Opens in each mode; nothing in the folder may change. */
static void
assert_refused (Fixture    *fixture,
                FechoError  code)
{
  g_autofree char *before = NULL;
  gsize n_before;

  g_assert_true (g_file_get_contents (fixture->path, &before, &n_before, NULL));
  for (FechoStoreMode mode = FECHO_STORE_WATCH_STORED; mode <= FECHO_STORE_READ; mode++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *after = NULL;
      g_autoptr(GDir) dir = NULL;
      gsize n_after;

      g_assert_null (fixture_try_open (fixture->path, mode, &error));
      g_assert_error (error, FECHO_ERROR, (int)code);
      g_assert_true (g_file_get_contents (fixture->path, &after, &n_after, NULL));
      g_assert_cmpmem (before, n_before, after, n_after);
      dir = g_dir_open (fixture->folder, 0, NULL);
      g_assert_cmpstr (g_dir_read_name (dir), ==, "history.db");
      g_assert_null (g_dir_read_name (dir));
    }
}

static void
test_not_a_database (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  g_assert_true (g_file_set_contents (fixture.path, "My diary.\n", -1, NULL));
  assert_refused (&fixture, FECHO_ERROR_NOT_OURS);
  fixture_clear (&fixture);
}

static void
test_foreign_database (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  g_assert_true (g_file_set_contents (fixture.path, "", 0, NULL));
  tell (fixture.path, "CREATE TABLE bookmark (url TEXT); INSERT INTO bookmark VALUES ('x')");
  assert_refused (&fixture, FECHO_ERROR_NOT_OURS);
  fixture_clear (&fixture);
}

static void
test_newer (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_EDIT);
  fixture_close (&fixture);
  tell (fixture.path, "PRAGMA user_version = 99");
  assert_refused (&fixture, FECHO_ERROR_TOO_NEW);
  fixture_clear (&fixture);
}

static void
test_missing (void)
{
  Fixture fixture;
  g_autoptr(GError) error = NULL;

  fixture_init (&fixture);
  g_assert_null (fixture_try_open (fixture.path, FECHO_STORE_READ, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_IO);
  g_assert_false (g_file_test (fixture.path, G_FILE_TEST_EXISTS));
  fixture_clear (&fixture);
}

/* The header is whole, what comes after it is not. */
static void
test_corrupt (void)
{
  Fixture fixture;
  g_autofree char *content = NULL;
  gsize n_bytes;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_EDIT);
  fixture_close (&fixture);
  g_assert_true (g_file_get_contents (fixture.path, &content, &n_bytes, NULL));
  memset (content + 100, 0xa5, n_bytes - 100);
  g_assert_true (g_file_set_contents (fixture.path, content, n_bytes, NULL));
  {
    g_autoptr(GError) error = NULL;

    g_assert_null (fixture_try_open (fixture.path, FECHO_STORE_WATCH, &error));
    g_assert_error (error, FECHO_ERROR, FECHO_ERROR_CORRUPT);
  }
  fixture_clear (&fixture);
}

static void
test_cancelled (void)
{
  Fixture fixture;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&fixture);
  fecho_store_open_async (fixture.path, FECHO_STORE_WATCH, cancellable, result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (fecho_store_open_finish (wait_for_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fixture_clear (&fixture);
}

static void
test_reading_beside (void)
{
  FechoCloseRecord record = record_of ("alpha", T0);
  Fixture fixture;
  g_autoptr(FechoStore) reader = NULL;
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  reader = fixture_try_open (fixture.path, FECHO_STORE_READ, &error);
  g_assert_no_error (error);
  g_assert_null (fecho_store_get_run (reader));
  record_close (fixture.store, &record);
  fixture_wait (&fixture, 1);
  events = get_all (reader);
  g_assert_cmpuint (events->len, ==, 1);
  g_assert_true (fixture_try_close (reader, &error));
  fixture_clear (&fixture);
}

/* Two at once make one file; each has a run of its own in it. */
static void
test_made_twice (void)
{
  Fixture fixture;
  GAsyncResult *results[2] = { NULL, NULL };

  fixture_init (&fixture);
  for (guint i = 0; i < 2; i++)
    fecho_store_open_async (fixture.path, FECHO_STORE_WATCH, NULL, result_cb, &results[i]);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(FechoStore) store = fecho_store_open_finish (wait_for_result (&results[i]), &error);

      g_assert_no_error (error);
      g_assert_true (fixture_try_close (store, &error));
    }
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM run WHERE died = 0"), ==, 2);
  g_clear_object (&results[0]);
  g_clear_object (&results[1]);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/open/modes", test_modes);
  g_test_add_func ("/store/open/foreign-folder", test_foreign_folder);
  g_test_add_func ("/store/open/leaves-one-file", test_leaves_one_file);
  g_test_add_func ("/store/open/header", test_header);
  g_test_add_func ("/store/open/empty-file", test_empty_file);
  g_test_add_func ("/store/open/not-a-database", test_not_a_database);
  g_test_add_func ("/store/open/foreign-database", test_foreign_database);
  g_test_add_func ("/store/open/newer", test_newer);
  g_test_add_func ("/store/open/missing", test_missing);
  g_test_add_func ("/store/open/corrupt", test_corrupt);
  g_test_add_func ("/store/open/cancelled", test_cancelled);
  g_test_add_func ("/store/open/reading-beside", test_reading_beside);
  g_test_add_func ("/store/open/made-twice", test_made_twice);

  return g_test_run ();
}
