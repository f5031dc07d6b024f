/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "fecho-test-util.h"

/* -- waiting for answers */

void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  fecho_test_wait (*result != NULL);

  return *result;
}

/* -- opening and closing */

FechoStore *
fixture_try_open (const char      *path,
                  FechoStoreMode   mode,
                  GError         **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_store_open_async (path, mode, NULL, result_cb, &result);

  return fecho_store_open_finish (wait_for_result (&result), error);
}

gboolean
fixture_try_close (FechoStore  *store,
                   GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_store_close_async (store, result_cb, &result);

  return fecho_store_close_finish (store, wait_for_result (&result), error);
}

void
fixture_init (Fixture *self)
{
  *self = (Fixture){ 0 };
  self->folder = g_dir_make_tmp ("fecho-store-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "history.db", NULL);
  self->committed = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
}

void
fixture_init_old (Fixture *self,
                  gint64   version)
{
  g_autofree char *name = g_strdup_printf ("db-v%" G_GINT64_FORMAT ".sql", version);
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
  g_autofree char *sql = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (self);
  (void)g_file_get_contents (source, &sql, NULL, &error); /* the error says it */
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (self->path, "", 0, NULL));
  tell (self->path, sql);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;

  for (; name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
fixture_clear (Fixture *self)
{
  if (self->store != NULL)
    fixture_close (self);
  g_ptr_array_unref (self->committed);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static void
committed_cb (FechoStore *store,
              GPtrArray  *events,
              gpointer    user_data)
{
  Fixture *self = user_data;

  self->n_foreign += events->len == 0;
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (self->committed, fecho_close_event_ref (events->pdata[i]));
}

void
fixture_open (Fixture        *self,
              FechoStoreMode  mode)
{
  g_autoptr(GError) error = NULL;

  self->store = fixture_try_open (self->path, mode, &error);
  g_assert_no_error (error);
  g_ptr_array_set_size (self->committed, 0);
  g_signal_connect (self->store, "committed", G_CALLBACK (committed_cb), self);
}

void
fixture_close (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  (void)fixture_try_close (self->store, &error); /* the error says it */
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&self->store));
}

void
fixture_wait (Fixture *self,
              guint    n_events)
{
  fecho_test_wait (self->committed->len >= n_events);
}

/* -- values */

const char *
uuid_of (const char *name)
{
  g_autofree char *padded = g_strdup_printf ("%-8.8s", name);
  g_autofree char *uuid = NULL;

  for (guint i = 0; i < 8; i++)
    padded[i] = g_ascii_isxdigit (padded[i]) ? g_ascii_tolower (padded[i]) : '0' + padded[i] % 10;
  uuid = g_strdup_printf ("%s-0000-4000-8000-000000000000", padded);

  return g_intern_string (uuid);
}

void
add_session (FechoStore *store,
             const char *name,
             const char *url)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new (url, &error);

  g_assert_no_error (error);
  g_free (endpoint->id);
  endpoint->id = g_strdup (uuid_of (name));
  g_free (endpoint->name);
  endpoint->name = g_strdup (name);
  fecho_store_save_session (store, endpoint, 0);
}

FechoCloseRecord
record_of (const char *name,
           gint64      closed_at_us)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.session_id = uuid_of (name);
  record.closed_at_us = closed_at_us;
  record.life_us = 10 * SEC;
  record.handshake_us = 50000;
  record.stage = FECHO_STAGE_OPEN;
  record.cause = FECHO_CAUSE_EOF_WITHOUT_CLOSE;

  return record;
}

FechoCloseRecord
attempt_of (const char *name,
            gint64      closed_at_us)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.session_id = uuid_of (name);
  record.closed_at_us = closed_at_us;
  record.handshake_us = 2000;
  record.stage = FECHO_STAGE_TCP;
  record.failed_attempt = TRUE;
  record.cause = FECHO_CAUSE_REFUSED;

  return record;
}

void
record_close (FechoStore             *store,
              const FechoCloseRecord *values)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoCloseEvent) event = fecho_close_event_new (values, &error);

  g_assert_no_error (error);
  g_assert_true (fecho_store_record_close (store, event));
}

/* -- asking the store */

GPtrArray *
get_page (FechoStore         *store,
          const FechoFilter  *filter,
          const FechoPageKey *after,
          gboolean            oldest_first,
          guint               limit)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *events;

  fecho_store_page_async (store, filter, after, oldest_first, limit, NULL, result_cb, &result);
  events = fecho_store_page_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return events;
}

GPtrArray *
get_all (FechoStore *store)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  return get_page (store, filter, NULL, TRUE, G_MAXUINT);
}

FechoSummary *
get_summary (FechoStore        *store,
             const FechoFilter *filter)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  FechoSummary *summary;

  fecho_store_summary_async (store, filter, NULL, result_cb, &result);
  summary = fecho_store_summary_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return summary;
}

GPtrArray *
get_lanes (FechoStore *store,
           const char *names,
           gint64      from_us,
           gint64      to_us)
{
  g_auto(GStrv) uuids = g_strsplit (names, " ", -1);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *lanes;

  for (char **uuid = uuids; *uuid != NULL; uuid++)
    {
      const char *of_name = uuid_of (*uuid);

      g_free (*uuid);
      *uuid = g_strdup (of_name);
    }
  fecho_store_lanes_async (store, (const char *const *)uuids, from_us, to_us, NULL,
                           result_cb, &result);
  lanes = fecho_store_lanes_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return lanes;
}

void
mark (FechoStore *store,
      gint64      id,
      gboolean    marked)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_array_append_val (ids, id);
  fecho_store_mark_async (store, ids, marked, result_cb, &result);
  (void)fecho_store_mark_finish (store, wait_for_result (&result), &error); /* the error says it */
  g_assert_no_error (error);
}

/* -- asking the file */

static sqlite3 *
open_file (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_extended_result_codes (db, 1);
  sqlite3_busy_timeout (db, 10000);

  return db;
}

gint64
ask (const char *path,
     const char *sql)
{
  sqlite3 *db = open_file (path);
  sqlite3_stmt *stmt = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (db);

  return value;
}

void
tell (const char *path,
      const char *sql)
{
  sqlite3 *db = open_file (path);
  char *message = NULL;

  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

char *
check_integrity (const char *path)
{
  const char *sql = "PRAGMA integrity_check";
  sqlite3 *db = open_file (path);
  sqlite3_stmt *stmt = NULL;
  char *text;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  text = g_strdup ((const char *)sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  sqlite3_close (db);

  return text;
}

/* The rows of a rollup as they ought to be, and those that it has: what only one side knows.
 * *INDENT-OFF* */
#define ROLLUP_OF_ROWS(width) \
  "SELECT e.closed_at / " width " - (e.closed_at % " width " < 0), e.code, e.failed_attempt," \
  " e.was_clean, CASE WHEN e.cause = 4 THEN 2" \
  " WHEN e.closed_by = 2 OR e.cause = 3 THEN 1 ELSE 0 END," \
  " coalesce (o.origin, 0), count (*) FROM close_event AS e" \
  " LEFT JOIN event_origin AS o ON o.event = e.id GROUP BY 1, 2, 3, 4, 5, 6"

#define N_DIFFERENT(table, width) \
  "SELECT count (*) FROM (" \
  "SELECT * FROM (" ROLLUP_OF_ROWS (width) " EXCEPT SELECT * FROM " table ")" \
  " UNION ALL " \
  "SELECT * FROM (SELECT * FROM " table " WHERE n != 0 EXCEPT " ROLLUP_OF_ROWS (width) "))"
/* *INDENT-ON* */

void
assert_rollups_true (const char *path)
{
  g_assert_cmpint (FECHO_CAUSE_APP_QUIT, ==, 3);
  g_assert_cmpint (FECHO_CAUSE_MONITOR_INTERRUPTED, ==, 4);
  g_assert_cmpint (FECHO_CLOSED_BY_USER, ==, 2);
  g_assert_cmpint (ask (path, N_DIFFERENT ("rollup_5min", "300000000")), ==, 0);
  g_assert_cmpint (ask (path, N_DIFFERENT ("rollup_hour", "3600000000")), ==, 0);
}

const FechoCloseRecord *
nth (GPtrArray *events,
     guint      n)
{
  g_assert_cmpuint (n, <, events->len);

  return fecho_close_event_get_record (events->pdata[n]);
}
