/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <sqlite3.h>

#include "fecho-schema.h"

/* Every schema that was released opens; tests/fixtures has a history of each. */

#define N_EVENTS 260

static void
make_of_version (Fixture *fixture,
                 gint64   version)
{
  g_autofree char *name = g_strdup_printf ("db-v%" G_GINT64_FORMAT ".sql", version);
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
  g_autofree char *sql = NULL;
  g_autoptr(GError) error = NULL;
  sqlite3 *db = NULL;

  fixture_init (fixture);
  (void)g_file_get_contents (source, &sql, NULL, &error); /* the error says it */
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* Before the first step there is a copy; the schema of today needs none. */
static void
assert_copied (Fixture *fixture,
               gint64   version)
{
  g_autofree char *copy = g_strdup_printf ("%s.v%" G_GINT64_FORMAT ".bak", fixture->path, version);

  if (version == fecho_schema_get_version ())
    {
      g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
      return;
    }
  g_assert_cmpint (ask (copy, "PRAGMA user_version"), ==, version);
  g_assert_cmpint (ask (copy, "SELECT count (*) FROM close_event"), ==, N_EVENTS);
}

static void
test_opens (void)
{
  for (gint64 version = 1; version <= fecho_schema_get_version (); version++)
    {
      Fixture fixture;
      g_autoptr(FechoFilter) filter = fecho_filter_new ();
      g_autoptr(GPtrArray) events = NULL;
      g_autoptr(GPtrArray) found = NULL;
      g_autoptr(GPtrArray) lanes = NULL;
      g_autofree char *integrity = NULL;

      make_of_version (&fixture, version);
      fixture_open (&fixture, FECHO_STORE_WATCH);
      g_assert_cmpint (ask (fixture.path, "PRAGMA user_version"), ==, fecho_schema_get_version ());
      assert_copied (&fixture, version);
      events = get_all (fixture.store);
      g_assert_cmpuint (events->len, ==, N_EVENTS);
      filter->text = g_strdup ("REASON");
      found = get_page (fixture.store, filter, NULL, TRUE, N_EVENTS);
      g_assert_cmpint (found->len, ==, ask (fixture.path, "SELECT count (*) FROM close_event"
                                                          " WHERE reason IS NOT NULL"));
      lanes = get_lanes (fixture.store, "0", 0, G_MAXINT64 / 2);
      g_assert_cmpint (((FechoLane *)lanes->pdata[0])->markers->len, ==,
                       ask (fixture.path, "SELECT count (*) FROM close_event WHERE session = 1"));
      integrity = check_integrity (fixture.path);
      g_assert_cmpstr (integrity, ==, "ok");
      assert_rollups_true (fixture.path);
      fixture_clear (&fixture);
    }
}

/* What was released stays as it was: a new file of today is the last fixture. */
static void
test_last_is_todays (void)
{
  Fixture old, new;
  g_autoptr(GString) sql = NULL;

  make_of_version (&old, fecho_schema_get_version ());
  fixture_init (&new);
  fixture_open (&new, FECHO_STORE_EDIT);
  fixture_close (&new);
  sql = g_string_new ("ATTACH '");
  g_string_append_printf (sql, "%s' AS old; CREATE TEMP TABLE bad (n INTEGER CHECK (n = 0));"
                               " INSERT INTO bad SELECT count (*) FROM main.sqlite_schema AS a"
                               " LEFT JOIN old.sqlite_schema AS b ON b.name = a.name"
                               " WHERE a.name NOT LIKE 'sqlite%%' AND"
                               " replace (coalesce (a.sql, ''), ' ', '') IS NOT"
                               " replace (coalesce (b.sql, ''), ' ', '')", old.path);
  tell (new.path, sql->str);
  fixture_clear (&new);
  fixture_clear (&old);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/schema/opens", test_opens);
  g_test_add_func ("/store/schema/last-is-todays", test_last_is_todays);

  return g_test_run ();
}
