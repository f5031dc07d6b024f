/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>

#include <sqlite3.h>

#include "fecho-sql.h"
#include "fecho-taken.h"

/* Asks SQLite how it would answer; lines between newlines. */
static char *
explain (sqlite3    *db,
         const char *sql)
{
  g_autofree char *question = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  GString *plan = g_string_new (NULL);
  sqlite3_stmt *stmt = NULL;
  int result;

  result = sqlite3_prepare_v2 (db, question, -1, &stmt, NULL);
  if (result != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_string_append_printf (plan, "%s\n", (const char *)sqlite3_column_text (stmt, 3));
  sqlite3_finalize (stmt);

  return g_string_free (plan, FALSE);
}

/* Tables that grow with the history. */
static gboolean
is_large (const char *table)
{
  static const char *const large[] = {
    "e", "close_event", "d", "event_detail", "o", "event_origin", "segment", "reason_event",
    "rollup_5min", "rollup_hour", "rollup_life", "time_rollup", "text", NULL
  };

  return g_strv_contains (large, table);
}

/* What reads a whole table, and may; SQLite calls the use of a virtual table a scan too, and the
 * walk over the newest that retention by number counts. */
static gboolean
may_scan (FechoSql sql)
{
  return sql == FECHO_SQL_TEXT_COUNT || sql == FECHO_SQL_TEXT_INDEX_FIND ||
         sql == FECHO_SQL_SALVAGE_COUNT || sql == FECHO_SQL_EVENT_NTH_LAST;
}

static void
assert_plan (FechoSql    sql,
             const char *plan)
{
  g_auto(GStrv) lines = g_strsplit (plan, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto(GStrv) words = g_strsplit (*line, " ", 3);

      if (words[0] == NULL || words[1] == NULL)
        continue;
      if (g_str_equal (words[0], "SCAN") && is_large (words[1]) && !may_scan (sql))
        g_error ("%s\nreads a whole table: %s", fecho_sql_get (sql), *line);
      if (strstr (*line, "USE TEMP B-TREE FOR ORDER BY") != NULL &&
          strstr (fecho_sql_get (sql), "close_event") != NULL)
        g_error ("%s\nsorts: %s", fecho_sql_get (sql), *line);
    }
}

static gboolean
is_query (const char *sql)
{
  return g_str_has_prefix (sql, "SELECT") || g_str_has_prefix (sql, "UPDATE") ||
         g_str_has_prefix (sql, "DELETE") || g_str_has_prefix (sql, "WITH");
}

static void
test_plans (void)
{
  Fixture fixture;
  sqlite3 *db = NULL;
  FechoTaken *taken;
  guint n_seen = 0;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_EDIT);
  fixture_close (&fixture);
  g_assert_cmpint (sqlite3_open (fixture.path, &db), ==, SQLITE_OK);
  taken = fecho_taken_new (db);
  for (FechoSql sql = 0; sql < FECHO_N_SQL; sql++)
    {
      g_autofree char *plan = NULL;

      if (!is_query (fecho_sql_get (sql)))
        continue;
      plan = explain (db, fecho_sql_get (sql));
      assert_plan (sql, plan);
      n_seen++;
    }
  g_assert_cmpuint (n_seen, >, 20);
  sqlite3_close (db);
  fecho_taken_free (taken);
  fixture_clear (&fixture);
}

/* The test itself must see a scan where there is one. */
static void
test_sees_scans (void)
{
  Fixture fixture;
  sqlite3 *db = NULL;
  g_autofree char *plan = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_EDIT);
  fixture_close (&fixture);
  g_assert_cmpint (sqlite3_open (fixture.path, &db), ==, SQLITE_OK);
  plan = explain (db, "SELECT * FROM close_event WHERE session = 1");
  g_assert_cmpstr (plan, ==, "SCAN close_event\n");
  sqlite3_close (db);
  fixture_clear (&fixture);
}

static void
test_all_texts (void)
{
  for (FechoSql sql = 0; sql < FECHO_N_SQL; sql++)
    g_assert_nonnull (fecho_sql_get (sql));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/plan/plans", test_plans);
  g_test_add_func ("/store/plan/sees-scans", test_sees_scans);
  g_test_add_func ("/store/plan/all-texts", test_all_texts);

  return g_test_run ();
}
