/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-partial-file.h"

#include <glib/gstdio.h>

#include "fecho-error.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("fecho-test-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "export.csv", NULL);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* nothing was left beside it */
  g_free (fixture->path);
  g_free (fixture->folder);
}

static FechoPartialFile *
write_partial (Fixture    *fixture,
               const char *text,
               gboolean    replace)
{
  g_autoptr(GError) error = NULL;
  FechoPartialFile *file = fecho_partial_file_new (fixture->path, replace, &error);

  g_assert_no_error (error);
  g_output_stream_write_all (fecho_partial_file_get_stream (file), text, strlen (text), NULL, NULL,
                             &error);
  g_assert_no_error (error);

  return file;
}

static void
assert_holds (Fixture    *fixture,
              const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_named_when_complete (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(FechoPartialFile) file = write_partial (fixture, "all of it", FALSE);
  g_autoptr(GError) error = NULL;

  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  fecho_partial_file_commit (file, &error);
  g_assert_no_error (error);
  assert_holds (fixture, "all of it");
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_dropped_when_not (Fixture       *fixture,
                       gconstpointer  data)
{
  FechoPartialFile *file = write_partial (fixture, "half of i", FALSE);

  g_assert_cmpuint (count_files (fixture), ==, 1);
  fecho_partial_file_free (file);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
test_existing_is_left_alone (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(FechoPartialFile) file = NULL;
  g_autoptr(GError) error = NULL;

  g_file_set_contents (fixture->path, "mine", -1, NULL);
  file = fecho_partial_file_new (fixture->path, FALSE, &error);

  g_assert_null (file);
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, fixture->path));
  assert_holds (fixture, "mine");
}

static void
test_made_meanwhile_is_left_alone (Fixture       *fixture,
                                   gconstpointer  data)
{
  g_autoptr(FechoPartialFile) file = write_partial (fixture, "new", FALSE);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (fixture->path, "mine", -1, NULL);

  g_assert_false (fecho_partial_file_commit (file, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_EXISTS);
  assert_holds (fixture, "mine");
}

static void
test_replaces_when_asked (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(FechoPartialFile) file = NULL;
  g_autoptr(GError) error = NULL;

  g_file_set_contents (fixture->path, "old", -1, NULL);
  file = write_partial (fixture, "new", TRUE);
  assert_holds (fixture, "old");

  fecho_partial_file_commit (file, &error);
  g_assert_no_error (error);
  assert_holds (fixture, "new");
}

static void
test_missing_folder_is_named (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "no", "export.csv", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (fecho_partial_file_new (path, FALSE, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_IO);
  g_assert_nonnull (strstr (error->message, path));
}

int
main (int   argc,
      char *argv[])
{
  const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/monitor/partial-file/named-when-complete", test_named_when_complete },
    { "/monitor/partial-file/dropped-when-not", test_dropped_when_not },
    { "/monitor/partial-file/existing-is-left-alone", test_existing_is_left_alone },
    { "/monitor/partial-file/made-meanwhile-is-left-alone", test_made_meanwhile_is_left_alone },
    { "/monitor/partial-file/replaces-when-asked", test_replaces_when_asked },
    { "/monitor/partial-file/missing-folder-is-named", test_missing_folder_is_named },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
