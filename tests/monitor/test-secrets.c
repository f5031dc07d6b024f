/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-secrets.h"

#include <string.h>

#include <glib/gstdio.h>
#include <libsecret/secret.h>

#include "fecho-demo.h"
#include "fecho-monitor.h"
#include "fecho-secret-double.h"
#include "fecho-test-util.h"

/* The whole way: a session with secrets, its file, the keyring, and a second run. */

typedef struct
{
  FechoSecretDouble *keyring;   /* NULL: there is none on the bus */
  char *folder;
  char *path;
  GObject *server;
  char *base;
  FechoMonitor *monitor;
} Fixture;

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
watch (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fecho_monitor_open_async (fixture->path, FECHO_MONITOR_WATCH_STORED, NULL, keep_cb, &result);
  fecho_test_wait (result != NULL);
  fixture->monitor = fecho_monitor_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
unwatch (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fecho_monitor_close_async (fixture->monitor, keep_cb, &result);
  fecho_test_wait (result != NULL);
  fecho_monitor_close_finish (fixture->monitor, result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->monitor);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  with_keyring)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) list = NULL;

  if (with_keyring != NULL)
    fixture->keyring = fecho_secret_double_new ();
  fixture->folder = g_dir_make_tmp ("fecho-test-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "history.db", NULL);
  fixture->server = fecho_demo_serve (0, &error);
  g_assert_no_error (error);
  list = fecho_demo_list (fixture->server);
  fixture->base = g_strndup (list[0], strchr (list[0] + strlen ("ws://"), '/') - list[0]);
  watch (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  with_keyring)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->folder, 0, NULL);

  unwatch (fixture);
  g_object_unref (fixture->server);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *file = g_build_filename (fixture->folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (fixture->folder);
  secret_service_disconnect ();
  g_clear_pointer (&fixture->keyring, fecho_secret_double_free);
  g_free (fixture->base);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static FechoEndpoint *
make_endpoint (Fixture *fixture)
{
  g_autofree char *url = g_strconcat (fixture->base, "/echo?token=s3cret-in-url", NULL);
  g_autoptr(GError) error = NULL;
  FechoEndpoint *endpoint = fecho_endpoint_new (url, &error);

  g_assert_no_error (error);
  fecho_endpoint_add_header (endpoint, "Authorization: Bearer s3cret-in-header", &error);
  g_assert_no_error (error);

  return endpoint;
}

static FechoSession *
add (Fixture *fixture)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint (fixture);

  return fecho_monitor_add_session (fixture->monitor, endpoint);
}

static FechoSession *
get_first (Fixture *fixture)
{
  g_autoptr(FechoSession) session =
    g_list_model_get_item (fecho_monitor_get_sessions (fixture->monitor), 0);

  return session;
}

/* In any file of the history. */
static gboolean
is_on_disk (Fixture    *fixture,
            const char *text)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  gboolean found = FALSE;

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *file = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize n_bytes;

      if (g_file_get_contents (file, &bytes, &n_bytes, NULL))
        found |= memmem (bytes, n_bytes, text, strlen (text)) != NULL;
    }

  return found;
}

static void
test_come_back (Fixture       *fixture,
                gconstpointer  data)
{
  FechoSession *session = add (fixture);
  g_autofree char *id = g_strdup (fecho_session_get_id (session));
  const FechoEndpoint *endpoint;

  fecho_test_wait (fecho_session_get_state (session) == FECHO_SESSION_OPEN);
  unwatch (fixture);
  g_assert_cmpuint (fecho_secret_double_count (fixture->keyring), ==, 1);
  g_assert_nonnull (strstr (fecho_secret_double_find (fixture->keyring, id), "s3cret-in-header"));
  g_assert_false (is_on_disk (fixture, "s3cret"));
  g_assert_true (is_on_disk (fixture, "${Authorization}"));

  watch (fixture);
  session = get_first (fixture);
  fecho_test_wait (fecho_session_get_state (session) == FECHO_SESSION_OPEN);
  endpoint = fecho_session_get_endpoint (session);
  g_assert_cmpstr (fecho_endpoint_get_secret (endpoint, "Authorization"), ==,
                   "Bearer s3cret-in-header");
  g_assert_cmpstr (fecho_endpoint_get_secret (endpoint, "token"), ==, "s3cret-in-url");
  g_assert_null (fecho_monitor_get_secrets_fault (fixture->monitor));
}

static void
test_forgotten_when_removed (Fixture       *fixture,
                             gconstpointer  data)
{
  FechoSession *session = add (fixture);
  g_autoptr(FechoEndpoint) kept = fecho_endpoint_copy (fecho_session_get_endpoint (session));
  g_autoptr(GPtrArray) endpoints = g_ptr_array_new ();
  const guint front = 0;

  g_ptr_array_add (endpoints, kept);
  fecho_test_wait (fecho_secret_double_count (fixture->keyring) == 1);
  fecho_monitor_remove_session (fixture->monitor, session);
  fecho_test_wait (fecho_secret_double_count (fixture->keyring) == 0);

  fecho_monitor_restore_sessions (fixture->monitor, endpoints, &front);
  fecho_test_wait (fecho_secret_double_count (fixture->keyring) == 1);
}

static void
test_forgotten_when_edited_away (Fixture       *fixture,
                                 gconstpointer  data)
{
  FechoSession *session = add (fixture);
  g_autofree char *url = g_strconcat (fixture->base, "/echo", NULL);
  g_autoptr(FechoEndpoint) plain = NULL;

  fecho_test_wait (fecho_secret_double_count (fixture->keyring) == 1);
  plain = fecho_endpoint_copy (fecho_session_get_endpoint (session));
  g_clear_pointer (&plain->headers, g_strfreev);
  fecho_endpoint_set_url (plain, url, NULL);
  fecho_monitor_edit_session (fixture->monitor, session, plain);
  fecho_test_wait (fecho_secret_double_count (fixture->keyring) == 0);
}

/* It runs, nothing is written, and the next run says what it lacks instead of sending "${...}". */
static void
test_without_keyring (Fixture       *fixture,
                      gconstpointer  data)
{
  FechoSession *session = add (fixture);
  g_autoptr(FechoEndpoint) again = NULL;

  fecho_test_wait (fecho_session_get_state (session) == FECHO_SESSION_OPEN);
  fecho_test_wait (fecho_monitor_get_secrets_fault (fixture->monitor) != NULL);
  unwatch (fixture);
  g_assert_false (is_on_disk (fixture, "s3cret"));

  watch (fixture);
  session = get_first (fixture);
  g_assert_cmpint (fecho_session_get_state (session), ==, FECHO_SESSION_STOPPED);
  g_assert_true (fecho_session_get_lacks_secret (session));
  fecho_test_wait (fecho_monitor_get_secrets_fault (fixture->monitor) != NULL);
  g_assert_true (fecho_session_get_lacks_secret (session));

  again = fecho_endpoint_copy (fecho_session_get_endpoint (session));
  fecho_endpoint_set_secret (again, "Authorization", "Bearer a");
  fecho_endpoint_set_secret (again, "token", "b");
  fecho_monitor_edit_session (fixture->monitor, session, again);
  fecho_test_wait (fecho_session_get_state (session) == FECHO_SESSION_OPEN);
  g_assert_false (fecho_session_get_lacks_secret (session));
}

static void
test_broken_keyring (Fixture       *fixture,
                     gconstpointer  data)
{
  FechoSession *session;

  fecho_secret_double_break (fixture->keyring);
  session = add (fixture);
  fecho_test_wait (fecho_session_get_state (session) == FECHO_SESSION_OPEN);
  fecho_test_wait (fecho_monitor_get_secrets_fault (fixture->monitor) != NULL);
  unwatch (fixture);
  g_assert_false (is_on_disk (fixture, "s3cret"));
  watch (fixture);
}

int
main (int   argc,
      char *argv[])
{
  /* The keyring of the person who runs this is none of its business. */
  if (g_getenv ("FECHO_PRIVATE_BUS") == NULL)
    return 77;

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/monitor/secrets/come-back", Fixture, "", set_up, test_come_back, tear_down);
  g_test_add ("/monitor/secrets/forgotten-when-removed", Fixture, "", set_up,
              test_forgotten_when_removed, tear_down);
  g_test_add ("/monitor/secrets/forgotten-when-edited-away", Fixture, "", set_up,
              test_forgotten_when_edited_away, tear_down);
  g_test_add ("/monitor/secrets/broken-keyring", Fixture, "", set_up, test_broken_keyring,
              tear_down);
  g_test_add ("/monitor/secrets/without-keyring", Fixture, NULL, set_up, test_without_keyring,
              tear_down);

  return g_test_run ();
}
