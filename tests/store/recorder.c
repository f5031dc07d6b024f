/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opens a history and records for ever, or until so many events are stored: what the kill test
 * kills, and one of two processes that write one file.
 *   recorder PATH SEED [N_EVENTS [N_A_SECOND]]
 *   recorder PATH lock                   holds the lock of the file until its input ends
 * N_EVENTS 0 is for ever, and as fast as it can where it has no pace. Prints "ID CLOSED_AT" when an
 * event is committed. */

#include <stdio.h>
#include <stdlib.h>

#include <sqlite3.h>

#include "store-fixture.h"

#include "fecho-store-private.h"

#define N_SESSIONS 16
/* So many are under way at once. */
#define N_AHEAD 64
/* Kills hit folds and merges too. */
#define FOLD_SIZE 100

typedef struct
{
  FechoStore *store;
  GMainLoop *loop;
  GRand *rand;
  guint64 n_recorded;
  guint64 n_committed;
  guint64 n_wanted;             /* G_MAXUINT64: for ever */
  guint64 pace;                 /* events a second, 0: as fast as it can */
  gint64 started_us;
} Recorder;

/* A connection opens, and one closes or an attempt fails. */
static void
record_one (Recorder *self)
{
  g_autofree char *opening = g_strdup_printf ("%d", g_rand_int_range (self->rand, 0, N_SESSIONS));
  g_autofree char *closing = g_strdup_printf ("%d", g_rand_int_range (self->rand, 0, N_SESSIONS));
  g_autofree char *reason = g_strdup_printf ("reason %d", g_rand_int_range (self->rand, 0, 50));
  FechoCloseRecord record = record_of (closing, T0 + (gint64)self->n_recorded * SEC);

  fecho_store_record_opened (self->store, uuid_of (opening), record.closed_at_us, 1000);
  if (g_rand_boolean (self->rand))
    record = attempt_of (closing, record.closed_at_us);
  else if (g_rand_boolean (self->rand))
    {
      record.code = 4000;
      record.reason = reason;
    }
  record_close (self->store, &record);
  self->n_recorded++;
}

static void
record_ahead (Recorder *self)
{
  while (self->n_recorded < self->n_wanted && self->n_recorded < self->n_committed + N_AHEAD)
    record_one (self);
}

/* What is due by now, however late the loop comes. */
static gboolean
record_due_cb (gpointer data)
{
  Recorder *self = data;
  guint64 n_due = (g_get_monotonic_time () - self->started_us) * self->pace / G_USEC_PER_SEC;

  while (self->n_recorded < MIN (n_due, self->n_wanted))
    record_one (self);

  return G_SOURCE_CONTINUE;
}

static void
committed_cb (FechoStore *store,
              GPtrArray  *events,
              gpointer    user_data)
{
  Recorder *self = user_data;

  for (guint i = 0; i < events->len; i++)
    {
      const FechoCloseRecord *record = nth (events, i);

      g_print ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", record->id, record->closed_at_us);
    }
  self->n_committed += events->len;
  if (self->n_committed >= self->n_wanted)
    g_main_loop_quit (self->loop);
  if (self->pace == 0)
    record_ahead (self);
}

static void
hold_lock (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 10000); /* the writer may be at it */
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_print ("locked\n");
  while (getchar () != EOF)
    continue;
  sqlite3_close (db);
}

int
main (int    argc,
      char **argv)
{
  Recorder self = { .n_wanted = G_MAXUINT64 };
  g_autoptr(GError) error = NULL;

  if (argc < 3)
    return EXIT_FAILURE;
  if (g_str_equal (argv[2], "lock"))
    {
      hold_lock (argv[1]);
      return EXIT_SUCCESS;
    }
  if (argc > 3 && !g_str_equal (argv[3], "0"))
    self.n_wanted = g_ascii_strtoull (argv[3], NULL, 10);
  if (argc > 4)
    self.pace = g_ascii_strtoull (argv[4], NULL, 10);
  self.started_us = g_get_monotonic_time ();
  self.rand = g_rand_new_with_seed (strtoul (argv[2], NULL, 10));
  self.loop = g_main_loop_new (NULL, FALSE);
  self.store = fixture_try_open (argv[1], FECHO_STORE_WATCH_STORED, &error);
  g_assert_no_error (error);
  fecho_writer_set_fold_size (self.store->writer, FOLD_SIZE);
  g_signal_connect (self.store, "committed", G_CALLBACK (committed_cb), &self);
  for (guint i = 0; i < N_SESSIONS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      add_session (self.store, name, "ws://localhost:1/");
      fecho_store_record_state (self.store, uuid_of (name), FECHO_STATE_SESSION_WATCHED, T0, NULL);
    }
  if (self.pace > 0)
    g_timeout_add (1000 / self.pace, record_due_cb, &self);
  else
    record_ahead (&self);
  g_main_loop_run (self.loop);
  (void)fixture_try_close (self.store, &error); /* the error says it */
  g_assert_no_error (error);
  g_object_unref (self.store);
  g_main_loop_unref (self.loop);
  g_rand_free (self.rand);

  return EXIT_SUCCESS;
}
