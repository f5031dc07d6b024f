/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long a storm of events takes to be durable that comes at a bad moment of a merge of folds:
 * when it begins to write, and so loses its work; and, the worst of all, when only its commit is
 * left, which nothing ends. On a copy of a history that is thrown away:
 *   bench-merge PATH       (a history made by generate-history) */

#include <stdlib.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#include "fecho-copy.h"
#include "fecho-file.h"
#include "fecho-folds.h"
#include "fecho-store-private.h"

#define N_STORM 10000
#define N_RUNS 6
/* So many that wait are a storm. */
#define ENOUGH 1000
#define N_SESSIONS 1000
/* Of the largest folds that are merged: 8 of them have a million events. */
#define LARGEST 131072

typedef struct
{
  FechoStore *store;
  GMainLoop *loop;
  guint n_committed;
  gint64 last_committed_us;
  gint64 start_us;              /* of the storm */
  gint64 start_cpu_us;
  gint64 cpu_us;                /* of all threads, until the last commit */
  gint64 n_merged;              /* events */
  FechoFoldStage storm_at;
  int n_waiting;                /* atomic: recorded by the storm */
  guint n_asked;                /* by the merge */
  gboolean merged;
  gint64 merge_us;              /* from the storm's begin to the merge's end */
} Bench;

/* -- eight folds that wait to be merged */

/* Their sums are counted once more: nothing asks for them here. */
static void
drop_fold (FechoDb *db,
           gint64   id)
{
  g_autoptr(FechoStmt) segments = fecho_stmt_get (db, FECHO_SQL_SEGMENT_REMOVE, NULL);
  g_autoptr(FechoStmt) fold = fecho_stmt_get (db, FECHO_SQL_FOLD_REMOVE, NULL);

  fecho_stmt_bind_int (segments, 1, FECHO_FOLDS_KEY (id, 0));
  fecho_stmt_bind_int (segments, 2, FECHO_FOLDS_KEY (id + 1, 0));
  fecho_stmt_bind_int (fold, 1, id);
  g_assert_true (fecho_stmt_run (segments, NULL) && fecho_stmt_run (fold, NULL));
}

static void
drop_last_fold (FechoDb *db)
{
  g_autoptr(FechoStmt) list = fecho_stmt_get (db, FECHO_SQL_FOLD_LIST, NULL);
  gint64 id = 0;

  while (fecho_stmt_next (list, NULL))
    id = fecho_stmt_get_int (list, 0);
  g_clear_pointer (&list, fecho_stmt_release);
  g_assert_true (id > 0 && fecho_db_begin (db, NULL));
  drop_fold (db, id);
  g_assert_true (fecho_db_commit (db, NULL));
}

static void
prepare_merge (Bench      *self,
               const char *path)
{
  g_autoptr(FechoDb) db = fecho_file_open_for_writing (path, NULL);
  gint64 size, n_events, n_tail;

  g_assert_nonnull (db);
  g_assert_true (fecho_db_get_int (db, FECHO_SQL_SALVAGE_COUNT, &n_events, NULL));
  size = MIN (n_events / FECHO_FOLDS_MERGED, LARGEST);
  self->n_merged = size * FECHO_FOLDS_MERGED;
  g_assert_true (fecho_folds_get_tail (db, &n_tail, NULL));
  while (n_tail < self->n_merged)
    {
      drop_last_fold (db);
      g_assert_true (fecho_folds_get_tail (db, &n_tail, NULL));
    }
  for (; n_tail >= size; n_tail -= size)
    g_assert_true (fecho_folds_fold (db, size, NULL));
  /* As the writer would have done with the rest: else it does so in the midst of the storm. */
  for (; n_tail >= FECHO_FOLDS_SIZE; n_tail -= FECHO_FOLDS_SIZE)
    g_assert_true (fecho_folds_fold (db, FECHO_FOLDS_SIZE, NULL));
}

/* -- the storm */

static gint64
get_cpu_us (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * (gint64)G_USEC_PER_SEC +
         usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static void
committed_cb (FechoStore *store,
              GPtrArray  *events,
              gpointer    user_data)
{
  Bench *self = user_data;

  self->n_committed += events->len;
  self->last_committed_us = g_get_monotonic_time ();
  self->cpu_us = get_cpu_us () - self->start_cpu_us;
  if (self->n_committed >= N_STORM)
    g_main_loop_quit (self->loop);
}

static gboolean
storm_cb (gpointer data)
{
  Bench *self = data;

  for (guint i = 0; i < N_STORM; i++)
    {
      FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
      g_autofree char *session = g_strdup_printf ("%08x-0000-4000-8000-000000000000",
                                                  i % N_SESSIONS);
      g_autoptr(FechoCloseEvent) event = NULL;

      record.session_id = session;
      record.closed_at_us = g_get_real_time ();
      record.life_us = G_TIME_SPAN_MINUTE;
      record.handshake_us = 30000;
      record.stage = FECHO_STAGE_OPEN;
      record.cause = FECHO_CAUSE_EOF_WITHOUT_CLOSE;
      record.remote_address = "192.0.2.1:443";
      event = fecho_close_event_new (&record, NULL);
      g_assert_true (fecho_store_record_close (self->store, event));
      g_atomic_int_inc (&self->n_waiting);
    }

  return G_SOURCE_REMOVE;
}

/* Where the storm breaks loose: when all is sorted, or when all is written but the commit. */
static gboolean
question_cb (FechoFoldStage stage,
             gpointer       data)
{
  Bench *self = data;
  gint64 last = self->n_merged / FECHO_FOLD_ROWS_PER_QUESTION + 1;

  self->n_asked += stage == FECHO_FOLD_READING ? 1 : 0;
  if (stage == self->storm_at && self->start_us == 0 && self->n_asked == last)
    {
      self->start_us = g_get_monotonic_time ();
      self->start_cpu_us = get_cpu_us ();
      g_idle_add (storm_cb, self);
    }

  /* As the writer answers it. */
  return stage != FECHO_FOLD_READING && g_atomic_int_get (&self->n_waiting) >= ENOUGH;
}

static void
merge_on_writer (FechoWriter *writer,
                 FechoBatch  *batch,
                 GTask       *task)
{
  Bench *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  /* The error says whether it gave way. */
  (void)fecho_folds_merge (fecho_batch_get_db (batch), question_cb, self, &self->merged, &error);
  g_assert_true (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  self->merge_us = g_get_monotonic_time () - self->start_us;
  fecho_post_done (task, NULL);
}

/* -- one run */

static void
store_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Bench *self = user_data;

  self->store = fecho_store_open_finish (result, NULL);
  g_assert_nonnull (self->store);
  g_main_loop_quit (self->loop);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Bench *self = user_data;

  g_assert_true (fecho_store_close_finish (FECHO_STORE (source), result, NULL));
  g_main_loop_quit (self->loop);
}

static gint64
run_once (Bench      *self,
          const char *path)
{
  GTask *task;

  *self = (Bench){ .loop = self->loop, .storm_at = self->storm_at };
  prepare_merge (self, path);
  fecho_store_open_async (path, FECHO_STORE_WATCH, NULL, store_cb, self);
  g_main_loop_run (self->loop);
  g_signal_connect (self->store, "committed", G_CALLBACK (committed_cb), self);
  task = g_task_new (self->store, NULL, NULL, NULL);
  g_task_set_task_data (task, self, NULL);
  fecho_writer_push_task (self->store->writer, task, merge_on_writer);
  g_main_loop_run (self->loop);
  fecho_store_close_async (self->store, closed_cb, self);
  g_main_loop_run (self->loop);
  g_object_unref (self->store);

  return self->last_committed_us - self->start_us;
}

int
main (int    argc,
      char **argv)
{
  Bench self = { NULL };
  g_autofree char *folder = NULL;
  g_autofree char *copy = NULL;
  g_autoptr(FechoDb) db = NULL;
  gint64 worst_us = 0;

  if (argc != 2)
    {
      g_printerr ("Usage: bench-merge PATH\n");
      return EXIT_FAILURE;
    }
  folder = g_dir_make_tmp ("fecho-bench-XXXXXX", NULL);
  copy = g_build_filename (folder, "history.db", NULL);
  db = fecho_file_open_for_reading (argv[1], NULL);
  g_assert_nonnull (db);
  g_assert_true (fecho_copy_database (db, copy, NULL, NULL, NULL, NULL));
  self.loop = g_main_loop_new (NULL, FALSE);
  for (guint i = 0; i < N_RUNS; i++)
    {
      gint64 stored_us;

      self.storm_at = i % 2 == 0 ? FECHO_FOLD_READING : FECHO_FOLD_WRITTEN;
      stored_us = run_once (&self, copy);

      worst_us = MAX (worst_us, stored_us);
      g_print ("storm %s of %" G_GINT64_FORMAT ": %s after %.1f ms; all is stored after %.1f ms"
                                               " (processor %.1f ms)\n",
               self.storm_at == FECHO_FOLD_READING ? "at the sorted merge" : "at its commit",
               self.n_merged, self.merged ? "merged" : "gave way", self.merge_us / 1000.0,
               stored_us / 1000.0, self.cpu_us / 1000.0);
    }
  g_print ("storm of %d into a merge: stored after %7.1f ms (worst of %d)  goal 1000  %s\n",
           N_STORM, worst_us / 1000.0, N_RUNS, worst_us <= G_USEC_PER_SEC ? "met" : "NOT MET");
  g_main_loop_unref (self.loop);
  g_unlink (copy);
  g_rmdir (folder);

  return EXIT_SUCCESS;
}
