/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>

#include "fecho-clock.h"
#include "fecho-run.h"
#include "fecho-test-util.h"

#define N_KILLS 20
#define N_KILLS_SLOW 100
/* As many as it can, or the load of a large deployment that fails. */
static const char *const paces[] = { "0", "200" };

/* -- the clock of these tests */

static gint64 wall_us;

static gint64
get_wall_us (gpointer data)
{
  return wall_us;
}

static gint64
get_monotonic_us (gpointer data)
{
  return g_get_monotonic_time ();
}

static const FechoClock test_clock = { get_wall_us, get_monotonic_us, get_monotonic_us, NULL };

/* -- runs */

static void
test_well_ended (void)
{
  Fixture fixture;

  wall_us = T0;
  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  g_assert_true (fecho_run_is_alive (fixture.path, fecho_store_get_run (fixture.store)));
  wall_us = T0 + 5 * SEC;
  fixture_close (&fixture);
  g_assert_cmpint (ask (fixture.path, "SELECT ended_at - started_at FROM run"), ==, 5 * SEC);
  g_assert_cmpint (ask (fixture.path, "SELECT died FROM run"), ==, 0);
  fixture_clear (&fixture);
}

/* *INDENT-OFF* */
#define ADD_DEAD_RUN \
  "INSERT INTO run (id, uuid, started_at, last_seen_at, version, sqlite_version)" \
  " VALUES (77, '77777777-0000-4000-8000-000000000000', 0, %" G_GINT64_FORMAT ", '0', '0')"
#define ADD_OPEN_CONNECTION \
  "INSERT INTO open_connection" \
  " SELECT id, 77, %" G_GINT64_FORMAT ", 1000 FROM session WHERE uuid = '%s'"
/* *INDENT-ON* */

/* What a process that is gone has left: a run without an end and without its lock. */
static void
leave_dead_run (Fixture *fixture,
                gint64   last_seen_us)
{
  g_autofree char *sql = g_strdup_printf (ADD_DEAD_RUN, last_seen_us);

  tell (fixture->path, sql);
}

static void
leave_open_connection (Fixture    *fixture,
                       const char *name,
                       gint64      opened_us)
{
  g_autofree char *sql = g_strdup_printf (ADD_OPEN_CONNECTION, opened_us, uuid_of (name));

  tell (fixture->path, sql);
}

static void
test_rule_6 (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) events = NULL;
  const FechoCloseRecord *event;

  wall_us = T0 + 3600 * SEC;
  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_EDIT);
  add_session (fixture.store, "alpha", "ws://localhost:1/");
  fixture_close (&fixture);
  leave_dead_run (&fixture, T0 + 60 * SEC);
  leave_open_connection (&fixture, "alpha", T0 + 20 * SEC);

  fixture_open (&fixture, FECHO_STORE_WATCH);
  events = get_all (fixture.store);
  g_assert_cmpuint (events->len, ==, 1);
  event = nth (events, 0);
  g_assert_cmpuint (event->code, ==, 1006);
  g_assert_false (event->was_clean);
  g_assert_cmpint (event->closed_by, ==, FECHO_CLOSED_BY_NOBODY);
  g_assert_cmpint (event->cause, ==, FECHO_CAUSE_MONITOR_INTERRUPTED);
  g_assert_cmpint (event->stage, ==, FECHO_STAGE_OPEN);
  g_assert_cmpint (event->closed_at_us, ==, T0 + 60 * SEC);
  g_assert_cmpint (event->life_us, ==, 40 * SEC);
  g_assert_cmpstr (event->run, ==, "77777777-0000-4000-8000-000000000000");
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM open_connection"), ==, 0);
  g_assert_cmpint (ask (fixture.path, "SELECT died FROM run WHERE id = 77"), ==, 1);
  assert_rollups_true (fixture.path);
  fixture_clear (&fixture);
}

/* Only once, however often the history is opened after that. */
static void
test_rule_6_once (void)
{
  Fixture fixture;

  wall_us = T0 + 3600 * SEC;
  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_EDIT);
  add_session (fixture.store, "alpha", "ws://localhost:1/");
  fixture_close (&fixture);
  leave_dead_run (&fixture, T0);
  leave_open_connection (&fixture, "alpha", T0);
  for (guint i = 0; i < 3; i++)
    {
      fixture_open (&fixture, FECHO_STORE_WATCH);
      fixture_close (&fixture);
    }
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM close_event"), ==, 1);
  fixture_clear (&fixture);
}

/* What a living run holds open is its own. */
static void
test_living_run_spared (void)
{
  Fixture fixture;
  g_autoptr(FechoStore) other = NULL;
  g_autoptr(GError) error = NULL;

  wall_us = T0;
  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  add_session (fixture.store, "alpha", "ws://localhost:1/");
  fecho_store_record_opened (fixture.store, uuid_of ("alpha"), T0, 1000);
  mark (fixture.store, 1, FALSE); /* comes back when what was before it is written */
  other = fixture_try_open (fixture.path, FECHO_STORE_WATCH, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM open_connection"), ==, 1);
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM close_event"), ==, 0);
  g_assert_true (fixture_try_close (other, &error));
  fixture_clear (&fixture);
}

static void
test_last_seen (void)
{
  FechoCloseRecord record = record_of ("alpha", T0);
  Fixture fixture;

  wall_us = T0;
  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  wall_us = T0 + 30 * SEC;
  record_close (fixture.store, &record);
  fixture_wait (&fixture, 1);
  g_assert_cmpint (ask (fixture.path, "SELECT last_seen_at FROM run"), ==, T0 + 30 * SEC);
  fixture_clear (&fixture);
}

/* A clock set back does not take back what was seen. */
static void
test_last_seen_rises (void)
{
  FechoCloseRecord record = record_of ("alpha", T0);
  Fixture fixture;

  wall_us = T0;
  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  wall_us = T0 - 3600 * SEC;
  record_close (fixture.store, &record);
  fixture_wait (&fixture, 1);
  g_assert_cmpint (ask (fixture.path, "SELECT last_seen_at FROM run"), ==, T0);
  fixture_clear (&fixture);
}

/* -- which run watches the stored sessions */

/* However many open at one moment, one of them has it: never two, never none. */
static void
test_one_claim (void)
{
  Fixture fixture;
  GAsyncResult *results[8] = { NULL };
  FechoStore *stores[8];
  guint n_claimed = 0;

  wall_us = T0;
  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    fecho_store_open_async (fixture.path, FECHO_STORE_WATCH_STORED, NULL, result_cb, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GError) error = NULL;

      stores[i] = fecho_store_open_finish (wait_for_result (&results[i]), &error);
      g_assert_no_error (error);
      n_claimed += fecho_store_is_claimed (stores[i]);
    }
  g_assert_cmpuint (n_claimed, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_true (fixture_try_close (stores[i], &error));
      g_object_unref (stores[i]);
      g_object_unref (results[i]);
    }
  fixture_clear (&fixture);
}

/* Addresses that are watched for once take nothing from the stored sessions. */
static void
test_no_claim_wanted (void)
{
  Fixture fixture;
  g_autoptr(FechoStore) other = NULL;
  g_autoptr(GError) error = NULL;

  wall_us = T0;
  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  g_assert_false (fecho_store_is_claimed (fixture.store));
  other = fixture_try_open (fixture.path, FECHO_STORE_WATCH_STORED, &error);
  g_assert_no_error (error);
  g_assert_true (fecho_store_is_claimed (other));
  g_assert_true (fixture_try_close (other, &error));
  fixture_clear (&fixture);
}

/* The end of the one that has it is noticed. */
static void
test_claim_passes_on (void)
{
  Fixture fixture;
  g_autoptr(FechoStore) other = NULL;
  g_autoptr(GError) error = NULL;

  wall_us = T0;
  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH_STORED);
  g_assert_true (fecho_store_is_claimed (fixture.store));
  other = fixture_try_open (fixture.path, FECHO_STORE_WATCH_STORED, &error);
  g_assert_no_error (error);
  g_assert_false (fecho_store_is_claimed (other));
  fixture_close (&fixture);
  fecho_test_wait (fecho_store_is_claimed (other));
  g_assert_true (fixture_try_close (other, &error));
  g_clear_object (&other);
  fixture_clear (&fixture);
}

/* -- other processes */

static GSubprocess *
start_recorder (const char *path,
                guint       seed,
                const char *n_events,
                const char *pace)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "store", "recorder", NULL);
  g_autofree char *seed_text = g_strdup_printf ("%u", seed);
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                              program, path, seed_text, n_events, pace, NULL);
  g_assert_no_error (error);

  return process;
}

/* Reads "ID CLOSED_AT" lines into the table, n of them, or up to the end. */
static void
read_acknowledged (GDataInputStream *stream,
                   GHashTable       *acknowledged,
                   guint             n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);
      g_auto(GStrv) words = NULL;
      gint64 id, closed_us;

      if (line == NULL)
        return;
      words = g_strsplit (line, " ", 2);
      if (words[1] == NULL || strlen (words[1]) != 16)
        continue; /* the line that the kill has cut */
      id = g_ascii_strtoll (words[0], NULL, 10);
      closed_us = g_ascii_strtoll (words[1], NULL, 10);
      g_assert_true (g_hash_table_insert (acknowledged, g_memdup2 (&id, sizeof id),
                                          g_memdup2 (&closed_us, sizeof closed_us)));
    }
}

/* Every acknowledged event is there once, as it was told. */
static void
assert_all_there (FechoStore *store,
                  GHashTable *acknowledged)
{
  g_autoptr(GPtrArray) events = get_all (store);
  guint n_found = 0;

  for (guint i = 0; i < events->len; i++)
    {
      const FechoCloseRecord *record = nth (events, i);
      const gint64 *closed_us = g_hash_table_lookup (acknowledged, &record->id);

      if (closed_us == NULL)
        continue;
      g_assert_cmpint (*closed_us, ==, record->closed_at_us);
      n_found++;
    }
  g_assert_cmpuint (n_found, ==, g_hash_table_size (acknowledged));
}

static gint64
count_interrupted (Fixture *fixture)
{
  return ask (fixture->path, "SELECT count (*) FROM close_event WHERE cause = 4");
}

/* What is derived of the events is in the same transaction as its mark. */
static void
assert_folds_true (Fixture *fixture)
{
  gint64 mark = ask (fixture->path, "SELECT coalesce (max (last_id), 0) FROM fold");

  g_assert_cmpint (ask (fixture->path, "SELECT coalesce (sum (n), 0) FROM segment"), ==, mark);
  g_assert_cmpint (ask (fixture->path, "SELECT coalesce (sum (n), 0) FROM session_code"), ==, mark);
  g_assert_cmpint (ask (fixture->path, "SELECT coalesce (sum (last_id - first_id + 1), 0)"
                                       " FROM fold"), ==, mark);
  g_assert_cmpint (ask (fixture->path, "SELECT count (*) FROM segment WHERE key >> 40 NOT IN"
                                       " (SELECT id FROM fold)"), ==, 0);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

/* Commits come every 20 to 100 ms: anywhere between two of them, or within one. */
static void
wait_some_ms (guint ms)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add (ms, quit_cb, loop);
  g_main_loop_run (loop);
}

/* Starts a process that records, kills it at some moment, and opens what it left. How many
 * connections were open then. */
static gint64
kill_once (Fixture    *fixture,
           GHashTable *acknowledged,
           const char *pace)
{
  guint seed = g_test_rand_int_range (0, G_MAXINT32);
  guint n_lines = g_test_rand_int_range (1, pace[0] == '0' ? 1500 : 200);
  guint delay_ms = g_test_rand_int_range (0, 120);
  g_autoptr(GSubprocess) process = start_recorder (fixture->path, seed, "0", pace);
  g_autoptr(GDataInputStream) stream = NULL;
  g_autofree char *integrity = NULL;
  gint64 n_open, n_before;

  g_test_message ("seed %u, %s a second, killed %u ms after %u lines", seed, pace, delay_ms,
                  n_lines);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  read_acknowledged (stream, acknowledged, n_lines);
  wait_some_ms (delay_ms);
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  read_acknowledged (stream, acknowledged, G_MAXUINT);

  integrity = check_integrity (fixture->path);
  g_assert_cmpstr (integrity, ==, "ok");
  assert_folds_true (fixture);
  n_open = ask (fixture->path, "SELECT count (*) FROM open_connection");
  n_before = count_interrupted (fixture);
  fixture_open (fixture, FECHO_STORE_WATCH_STORED);
  g_assert_true (fecho_store_is_claimed (fixture->store)); /* the lock has died with its holder */
  g_assert_cmpint (count_interrupted (fixture), ==, n_before + n_open);
  g_assert_cmpint (ask (fixture->path, "SELECT count (*) FROM open_connection"), ==, 0);
  assert_all_there (fixture->store, acknowledged);
  assert_rollups_true (fixture->path);
  fixture_close (fixture);

  return n_open;
}

static void
test_killed (void)
{
  gint64 n_open = 0;
  Fixture fixture;
  g_autoptr(GHashTable) acknowledged = NULL;

  fixture_init (&fixture);
  acknowledged = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < (g_test_slow () ? N_KILLS_SLOW : N_KILLS); i++)
    n_open += kill_once (&fixture, acknowledged, paces[i % G_N_ELEMENTS (paces)]);
  g_assert_cmpint (n_open, >, 0);
  fixture_clear (&fixture);
}

/* Two processes and this one write one file: nobody fails, nothing is lost, and each hears of
 * the others. */
static void
test_together (void)
{
  FechoCloseRecord record = record_of ("alpha", T0);
  Fixture fixture;
  GSubprocess *processes[2];

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  for (guint i = 0; i < 2; i++)
    processes[i] = start_recorder (fixture.path, i, "2000", "0");
  for (guint i = 0; i < 100; i++)
    {
      record_close (fixture.store, &record);
      fixture_wait (&fixture, i + 1);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GBytes) output = NULL;

      g_assert_true (g_subprocess_communicate (processes[i], NULL, NULL, &output, NULL, NULL));
      g_assert_true (g_subprocess_get_successful (processes[i]));
      g_object_unref (processes[i]);
    }
  fecho_test_wait (fixture.n_foreign > 0);
  g_assert_null (fecho_store_get_fault (fixture.store));
  g_assert_cmpint (ask (fixture.path, "SELECT count (*) FROM close_event"), ==, 4100);
  assert_rollups_true (fixture.path);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  fecho_clock_replace (&test_clock);
  g_test_add_func ("/store/run/well-ended", test_well_ended);
  g_test_add_func ("/store/run/rule-6", test_rule_6);
  g_test_add_func ("/store/run/rule-6-once", test_rule_6_once);
  g_test_add_func ("/store/run/living-run-spared", test_living_run_spared);
  g_test_add_func ("/store/run/last-seen", test_last_seen);
  g_test_add_func ("/store/run/last-seen-rises", test_last_seen_rises);
  g_test_add_func ("/store/run/one-claim", test_one_claim);
  g_test_add_func ("/store/run/no-claim-wanted", test_no_claim_wanted);
  g_test_add_func ("/store/run/claim-passes-on", test_claim_passes_on);
  g_test_add_func ("/store/run/killed", test_killed);
  g_test_add_func ("/store/run/together", test_together);
  status = g_test_run ();
  fecho_clock_replace (NULL);

  return status;
}
