/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <sys/stat.h>

#include <glib/gstdio.h>

#include "fecho-error.h"
#include "fecho-schema.h"

/* Every schema that was released opens; tests/fixtures has a history of each. */

#define N_EVENTS FIXTURE_N_OLD_EVENTS

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

      fixture_init_old (&fixture, version);
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

  fixture_init_old (&old, fecho_schema_get_version ());
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

/* Where nothing may be written, what is there is read. */
static void
test_read_as_it_is (void)
{
  for (gint64 version = 1; version <= fecho_schema_get_version (); version++)
    {
      Fixture fixture;
      g_autoptr(GPtrArray) events = NULL;

      fixture_init_old (&fixture, version);
      fixture_open (&fixture, FECHO_STORE_READ);
      events = get_all (fixture.store);
      g_assert_cmpuint (events->len, ==, N_EVENTS);
      fixture_close (&fixture);
      g_assert_cmpint (ask (fixture.path, "PRAGMA user_version"), ==, version);
      fixture_clear (&fixture);
    }
}

/* *INDENT-OFF* */
#define TELL_EVIDENCE \
  "UPDATE event_detail SET cause_evidence = 'It ended';" \
  "INSERT INTO event_origin SELECT id, 2, 'at_host', 'at_host 3 4 ' || id FROM close_event;" \
  "UPDATE rollup_5min SET origin = 2; UPDATE rollup_hour SET origin = 2;"
#define N_INTERNED \
  "SELECT count (*) FROM event_detail AS d JOIN event_origin AS o ON o.event = d.event" \
  " WHERE typeof (d.cause_evidence) = 'integer' AND typeof (o.evidence) = 'integer'"
/* *INDENT-ON* */

/* Schema 1 had the evidence of each event as its text: that stays; what comes is interned. */
static void
test_old_evidence (void)
{
  FechoCloseRecord record = record_of ("0", T0);
  Fixture fixture;
  g_autoptr(GPtrArray) events = NULL;

  fixture_init_old (&fixture, 1);
  tell (fixture.path, TELL_EVIDENCE);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  record.cause_evidence = "It ended";
  record.origin = FECHO_ORIGIN_SERVER;
  record.origin_evidence = "at_host 3 4 0";
  record_close (fixture.store, &record);
  fixture_wait (&fixture, 1);
  events = get_all (fixture.store);
  for (guint i = 0; i < events->len; i++)
    {
      const FechoCloseRecord *kept = nth (events, i);
      g_autofree char *evidence = NULL;

      evidence = g_strdup_printf ("at_host 3 4 %" G_GINT64_FORMAT,
                                  kept->id <= N_EVENTS ? kept->id : 0);
      g_assert_cmpstr (kept->cause_evidence, ==, "It ended");
      g_assert_cmpint (kept->origin, ==, FECHO_ORIGIN_SERVER);
      g_assert_cmpstr (kept->origin_evidence, ==, evidence);
    }
  g_assert_cmpuint (events->len, ==, N_EVENTS + 1);
  g_assert_cmpint (ask (fixture.path, N_INTERNED), ==, 1);
  assert_rollups_true (fixture.path);
  fixture_clear (&fixture);
}

/* What a program of today saves out of a damaged file of before. */
static void
test_old_salvaged (void)
{
  Fixture fixture;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(GError) error = NULL;
  FechoSalvaged salvaged = { NULL };

  fixture_init_old (&fixture, 1);
  tell (fixture.path, TELL_EVIDENCE);
  fecho_store_salvage_async (fixture.path, NULL, result_cb, &result);
  g_assert_true (fecho_store_salvage_finish (wait_for_result (&result), &salvaged, &error));
  g_assert_no_error (error);
  g_free (salvaged.put_aside);
  g_assert_cmpint (salvaged.n_events, ==, N_EVENTS);
  g_assert_cmpint (salvaged.n_lost, ==, 0);
  fixture_open (&fixture, FECHO_STORE_READ);
  events = get_all (fixture.store);
  g_assert_cmpuint (events->len, ==, N_EVENTS);
  for (guint i = 0; i < events->len; i++)
    {
      g_assert_cmpstr (nth (events, i)->cause_evidence, ==, "It ended");
      g_assert_true (g_str_has_prefix (nth (events, i)->origin_evidence, "at_host 3 4 "));
    }
  assert_rollups_true (fixture.path);
  fixture_clear (&fixture);
}

/* The window and the command line, started at once after an update. */
static void
test_two_at_once (void)
{
  Fixture fixture;
  GAsyncResult *results[2] = { NULL, NULL };
  g_autofree char *integrity = NULL;

  fixture_init_old (&fixture, 1);
  for (guint i = 0; i < 2; i++)
    fecho_store_open_async (fixture.path, FECHO_STORE_WATCH, NULL, result_cb, &results[i]);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(FechoStore) store = fecho_store_open_finish (wait_for_result (&results[i]), &error);

      g_assert_no_error (error);
      g_assert_true (fixture_try_close (store, &error));
      g_clear_object (&results[i]);
    }
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM close_event"), >=, N_EVENTS);
  integrity = check_integrity (fixture.path);
  g_assert_cmpstr (integrity, ==, "ok");
  fixture_clear (&fixture);
}

/* -- a step that is not there yet */

typedef struct
{
  Fixture fixture;
  char *copy;                   /* its path */
  const char **steps;           /* ours and one more */
  GError *error;
} Step;

static void
step_init (Step       *self,
           const char *script)
{
  gint64 newest = fecho_schema_get_version ();
  const char *const *ours = fecho_sql_get_migrations ();

  *self = (Step){ 0 };
  fixture_init_old (&self->fixture, newest);
  self->copy = g_strdup_printf ("%s.v%" G_GINT64_FORMAT ".bak", self->fixture.path, newest);
  self->steps = g_new0 (const char *, newest + 2);
  for (gint64 i = 0; i < newest; i++)
    self->steps[i] = ours[i];
  self->steps[newest] = script;
}

static gboolean
step_take (Step *self)
{
  g_autoptr(FechoDb) db = fecho_db_open (self->fixture.path, FECHO_DB_WRITE, NULL);

  g_assert_nonnull (db);

  return fecho_schema_take_steps (db, self->fixture.path, self->steps, &self->error);
}

static void
step_clear (Step *self)
{
  g_clear_error (&self->error);
  g_free (self->copy);
  g_free (self->steps);
  fixture_clear (&self->fixture);
}

static void
assert_of_today (const char *path)
{
  g_autofree char *integrity = check_integrity (path);

  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_cmpint (ask (path, "PRAGMA user_version"), ==, fecho_schema_get_version ());
  g_assert_cmpint (ask (path, "SELECT count (*) FROM close_event"), ==, N_EVENTS);
  g_assert_cmpint (ask (path, "SELECT count (*) FROM sqlite_schema WHERE name = 'mood'"), ==, 0);
}

static void
test_step_taken (void)
{
  Step step;
  GStatBuf info;
  mode_t umask_before = umask (0);

  step_init (&step, "CREATE TABLE mood (id INTEGER PRIMARY KEY) STRICT; PRAGMA user_version = 99;");
  g_assert_true (step_take (&step));
  g_assert_no_error (step.error);
  g_assert_cmpint (ask (step.fixture.path, "PRAGMA user_version"), ==, 99);
  g_assert_cmpint (ask (step.fixture.path, "SELECT count (*) FROM mood"), ==, 0);
  g_assert_cmpint (g_stat (step.copy, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 07777, ==, 0600);
  assert_of_today (step.copy);
  step_clear (&step);
  umask (umask_before);
}

/* Half of it is done when it fails. */
static void
test_step_failed (void)
{
  Step step;

  step_init (&step, "CREATE TABLE mood (id INTEGER PRIMARY KEY) STRICT; PRAGMA user_version = 99;"
                    " DELETE FROM event_detail; UPDATE close_event SET code = 0;");
  g_assert_false (step_take (&step));
  g_assert_error (step.error, FECHO_ERROR, FECHO_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (step.error->message, "The history was left at schema "));
  assert_of_today (step.fixture.path);
  g_assert_cmpint (ask (step.fixture.path, "SELECT count (*) FROM event_detail"), ==, N_EVENTS);
  assert_of_today (step.copy);
  step_clear (&step);
}

/* Without a copy no step is taken. */
static void
test_no_copy (void)
{
  Step step;
  g_autofree char *part = NULL;

  step_init (&step, "CREATE TABLE mood (id INTEGER PRIMARY KEY) STRICT; PRAGMA user_version = 99;");
  part = g_strconcat (step.copy, ".part", NULL);
  g_assert_cmpint (g_mkdir (part, 0700), ==, 0);
  g_assert_false (step_take (&step));
  g_assert_error (step.error, FECHO_ERROR, FECHO_ERROR_IO);
  g_assert_true (g_str_has_prefix (step.error->message, "The history was left at schema "));
  assert_of_today (step.fixture.path);
  g_assert_false (g_file_test (step.copy, G_FILE_TEST_EXISTS));
  step_clear (&step);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/schema/opens", test_opens);
  g_test_add_func ("/store/schema/last-is-todays", test_last_is_todays);
  g_test_add_func ("/store/schema/read-as-it-is", test_read_as_it_is);
  g_test_add_func ("/store/schema/old-evidence", test_old_evidence);
  g_test_add_func ("/store/schema/old-salvaged", test_old_salvaged);
  g_test_add_func ("/store/schema/two-at-once", test_two_at_once);
  g_test_add_func ("/store/schema/step-taken", test_step_taken);
  g_test_add_func ("/store/schema/step-failed", test_step_failed);
  g_test_add_func ("/store/schema/no-copy", test_no_copy);

  return g_test_run ();
}
