/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dictionary-shelf.h"

#include <glib/gstdio.h>

#include "fecho-error.h"
#include "fecho-test-util.h"

#define OWN \
  "{ \"format\": 1, \"id\": \"%s\", \"name\": \"%s\", \"source\": \"a test\"," \
  " \"hosts\": [\"own.example\"], \"subprotocols\": []," \
  " \"codes\": [{ \"code\": 4001, \"retry\": \"%s\", \"name\": \"Out of stock\"," \
  " \"meaning\": \"Nothing is left.\" }] }"

static char *folder;

static FechoDictionaryShelf *
get_shelf (void)
{
  FechoDictionaryShelf *shelf = fecho_dictionary_shelf_get_default ();

  fecho_test_wait (fecho_dictionary_shelf_get_all (shelf)->len > 0);

  return shelf;
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static FechoDictionary *
import (const char  *text,
        GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "given.json", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  fecho_dictionary_shelf_import_async (get_shelf (), file, result_cb, &result);
  fecho_test_wait (result != NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);

  return fecho_dictionary_shelf_import_finish (get_shelf (), result, error);
}

static FechoDictionary *
import_own (const char *id,
            const char *name)
{
  g_autofree char *text = g_strdup_printf (OWN, id, name, "no");
  g_autoptr(GError) error = NULL;
  FechoDictionary *dictionary = import (text, &error);

  g_assert_no_error (error);

  return dictionary;
}

static void
take_off (const char *id)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fecho_dictionary_shelf_remove_async (get_shelf (), id, result_cb, &result);
  fecho_test_wait (result != NULL);
  g_assert_true (fecho_dictionary_shelf_remove_finish (get_shelf (), result, &error));
  g_assert_no_error (error);
}

static void
changed_cb (FechoDictionaryShelf *shelf,
            guint                *n_changes)
{
  (*n_changes)++;
}

static void
test_import (void)
{
  FechoDictionaryShelf *shelf = get_shelf ();
  const guint n_shipped = fecho_dictionary_shelf_get_all (shelf)->len;
  guint n_changes = 0;
  gulong handler = g_signal_connect (shelf, "changed", G_CALLBACK (changed_cb), &n_changes);
  g_autoptr(FechoDictionary) first = import_own ("own", "First");
  g_autoptr(FechoDictionary) again = import_own ("own", "Second");

  g_assert_cmpstr (fecho_dictionary_get_name (first), ==, "First");
  g_assert_cmpstr (fecho_dictionary_get_name (again), ==, "Second");
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_cmpuint (fecho_dictionary_shelf_get_all (shelf)->len, ==, n_shipped + 1);
  g_assert_true (fecho_dictionary_shelf_is_own (shelf, "own"));
  g_assert_false (fecho_dictionary_shelf_is_own (shelf, "discord"));
  g_assert_cmpstr (fecho_dictionary_get_name (fecho_dictionary_shelf_find (shelf, "own")), ==,
                   "Second");
  g_assert_cmpstr (fecho_dictionary_get_id (fecho_dictionary_shelf_choose (shelf, NULL,
                                                                           "own.example", NULL)),
                   ==, "own");
  g_assert_null (fecho_dictionary_shelf_choose (shelf, FECHO_DICTIONARY_NONE, "own.example",
                                                NULL));

  take_off ("own");
  g_assert_null (fecho_dictionary_shelf_find (shelf, "own"));
  g_assert_cmpuint (fecho_dictionary_shelf_get_all (shelf)->len, ==, n_shipped);
  g_signal_handler_disconnect (shelf, handler);
}

/* One's own takes the place of a shipped one, which comes back when it goes. */
static void
test_instead_of_shipped (void)
{
  FechoDictionaryShelf *shelf = get_shelf ();
  g_autoptr(FechoDictionary) own = import_own ("discord", "Mine");

  g_assert_cmpstr (fecho_dictionary_get_name (own), ==, "Mine");
  g_assert_cmpstr (fecho_dictionary_get_name (fecho_dictionary_shelf_find (shelf, "discord")), ==,
                   "Mine");
  take_off ("discord");
  g_assert_cmpstr (fecho_dictionary_get_name (fecho_dictionary_shelf_find (shelf, "discord")), ==,
                   "Discord Gateway");
}

static void
assert_refused (const char *text,
                const char *message)
{
  const guint n = fecho_dictionary_shelf_get_all (get_shelf ())->len;
  g_autoptr(GError) error = NULL;

  g_assert_null (import (text, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, message));
  g_assert_cmpuint (fecho_dictionary_shelf_get_all (get_shelf ())->len, ==, n);
}

/* What is wrong, and where. */
static void
test_refused (void)
{
  g_autofree char *retry = g_strdup_printf (OWN, "own", "Own", "perhaps");
  g_autofree char *none = g_strdup_printf (OWN, "none", "Own", "no");
  g_autofree char *id = g_strdup_printf (OWN, "../own", "Own", "no");

  assert_refused ("no", "given.json: is not JSON");
  assert_refused ("[]", "given.json: is not an object");
  assert_refused (retry, "given.json: codes[0].retry");
  assert_refused (none, "given.json: id");
  assert_refused (id, "given.json: id");
}

/* The choice of a session counts for what it has already closed with. */
static void
test_explain (void)
{
  FechoDictionaryShelf *shelf = get_shelf ();
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.session_id = "a-session";
  record.code = 4001;
  g_assert_null (fecho_dictionary_shelf_explain (shelf, &record));
  record.dictionary = "discord";
  g_assert_cmpstr (fecho_dictionary_get_id (fecho_dictionary_shelf_explain (shelf, &record)), ==,
                   "discord");
  fecho_dictionary_shelf_set_choice (shelf, "a-session", "pusher");
  g_assert_cmpstr (fecho_dictionary_get_id (fecho_dictionary_shelf_explain (shelf, &record)), ==,
                   "pusher");
  fecho_dictionary_shelf_set_choice (shelf, "a-session", FECHO_DICTIONARY_NONE);
  g_assert_null (fecho_dictionary_shelf_explain (shelf, &record));
  fecho_dictionary_shelf_set_choice (shelf, "a-session", NULL);
  g_assert_nonnull (fecho_dictionary_shelf_explain (shelf, &record));
}

static void
remove_folders (void)
{
  g_autofree char *own = fecho_dictionary_shelf_dup_own_path ();
  g_autofree char *fecho = g_path_get_dirname (own);

  g_assert_cmpint (g_rmdir (own), ==, 0); /* nothing is left in it */
  g_assert_cmpint (g_rmdir (fecho), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  int status;

  folder = g_dir_make_tmp ("fecho-test-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/monitor/dictionary-shelf/import", test_import);
  g_test_add_func ("/monitor/dictionary-shelf/instead-of-shipped", test_instead_of_shipped);
  g_test_add_func ("/monitor/dictionary-shelf/refused", test_refused);
  g_test_add_func ("/monitor/dictionary-shelf/explain", test_explain);

  status = g_test_run ();
  remove_folders ();
  g_free (folder);

  return status;
}
