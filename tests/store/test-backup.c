/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <sys/stat.h>

#include <glib/gstdio.h>

#include "fecho-error.h"
#include "fecho-test-util.h"

typedef struct
{
  guint n_calls;
  double last;
} Progress;

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpfloat (fraction, >=, progress->last);
  g_assert_cmpfloat (fraction, <=, 1);
  progress->last = fraction;
  progress->n_calls++;
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

static void
open_with (Fixture *fixture,
           guint    n_events)
{
  fixture_init (fixture);
  fixture_open (fixture, FECHO_STORE_WATCH);
  add_session (fixture->store, "alpha", "ws://localhost:1/");
  record_n (fixture->store, n_events);
  fixture_wait (fixture, n_events);
}

static gboolean
back_up (Fixture       *fixture,
         const char    *path,
         Progress      *progress,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_store_backup_async (fixture->store, path, progress_cb, progress, cancellable,
                            result_cb, &result);

  return fecho_store_backup_finish (fixture->store, wait_for_result (&result), error);
}

static void
test_copy (void)
{
  Fixture fixture;
  g_autofree char *path = NULL;
  g_autofree char *integrity = NULL;
  g_autoptr(GError) error = NULL;
  Progress progress = { 0, 0 };
  GStatBuf info;

  open_with (&fixture, 20000);
  path = g_build_filename (fixture.folder, "copy.db", NULL);
  g_assert_true (back_up (&fixture, path, &progress, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (progress.n_calls, >, 0);
  g_assert_cmpfloat (progress.last, ==, 1);
  g_assert_cmpint (ask (path, "SELECT count (*) FROM close_event"), ==, 20000);
  integrity = check_integrity (path);
  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  fixture_clear (&fixture);
}

/* A copy can be opened as any history. */
static void
test_copy_opens (void)
{
  Fixture fixture;
  g_autofree char *path = NULL;
  g_autoptr(FechoStore) copy = NULL;
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(GError) error = NULL;
  Progress progress = { 0, 0 };

  open_with (&fixture, 10);
  path = g_build_filename (fixture.folder, "copy.db", NULL);
  g_assert_true (back_up (&fixture, path, &progress, NULL, &error));
  copy = fixture_try_open (path, FECHO_STORE_WATCH, &error);
  g_assert_no_error (error);
  events = get_all (copy);
  g_assert_cmpuint (events->len, ==, 10);
  g_assert_true (fixture_try_close (copy, &error));
  fixture_clear (&fixture);
}

/* What is written meanwhile neither restarts it nor gets half into it. */
static void
test_while_writing (void)
{
  Fixture fixture;
  g_autofree char *path = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  Progress progress = { 0, 0 };
  gint64 n;

  open_with (&fixture, 20000);
  path = g_build_filename (fixture.folder, "copy.db", NULL);
  fecho_store_backup_async (fixture.store, path, progress_cb, &progress, NULL, result_cb, &result);
  while (result == NULL)
    {
      guint n_committed = fixture.committed->len;

      record_n (fixture.store, 100);
      fixture_wait (&fixture, n_committed + 100);
    }
  g_assert_true (fecho_store_backup_finish (fixture.store, result, &error));
  n = ask (path, "SELECT count (*) FROM close_event");
  g_assert_cmpint (n, >=, 20000);
  g_assert_cmpint (n, <=, fixture.committed->len);
  assert_rollups_true (path);
  g_clear_object (&result);
  fixture_clear (&fixture);
}

/* A copy that was not finished is not there. */
static void
test_cancelled (void)
{
  Fixture fixture;
  g_autofree char *path = NULL;
  g_autofree char *part = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  Progress progress = { 0, 0 };

  open_with (&fixture, 100);
  path = g_build_filename (fixture.folder, "copy.db", NULL);
  part = g_strconcat (path, ".part", NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (back_up (&fixture, path, &progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  fecho_test_wait (!g_file_test (part, G_FILE_TEST_EXISTS));
  fixture_clear (&fixture);
}

/* A check may take half a minute: it ends where a person ends it, before or in its midst. */
static void
test_check_cancelled (void)
{
  Fixture fixture;

  open_with (&fixture, 20000);
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      g_auto(GStrv) problems = NULL;

      if (round == 0)
        g_cancellable_cancel (cancellable);
      fecho_store_check_async (fixture.store, cancellable, result_cb, &result);
      g_cancellable_cancel (cancellable);
      problems = fecho_store_check_finish (fixture.store, wait_for_result (&result), &error);
      g_assert_null (problems);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  fixture_clear (&fixture);
}

static void
test_onto_itself (void)
{
  Fixture fixture;
  g_autofree char *alias = NULL;
  g_autoptr(GError) error = NULL;
  Progress progress = { 0, 0 };

  open_with (&fixture, 100);
  alias = g_build_filename (fixture.folder, ".", "history.db", NULL);
  g_assert_false (back_up (&fixture, alias, &progress, NULL, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM close_event"), ==, 100);
  fixture_clear (&fixture);
}

static void
test_no_such_folder (void)
{
  Fixture fixture;
  g_autoptr(GError) error = NULL;
  Progress progress = { 0, 0 };

  open_with (&fixture, 1);
  g_assert_false (back_up (&fixture, "/nonexistent/copy.db", &progress, NULL, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_IO);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/backup/copy", test_copy);
  g_test_add_func ("/store/backup/copy-opens", test_copy_opens);
  g_test_add_func ("/store/backup/while-writing", test_while_writing);
  g_test_add_func ("/store/backup/cancelled", test_cancelled);
  g_test_add_func ("/store/backup/check-cancelled", test_check_cancelled);
  g_test_add_func ("/store/backup/onto-itself", test_onto_itself);
  g_test_add_func ("/store/backup/no-such-folder", test_no_such_folder);

  return g_test_run ();
}
