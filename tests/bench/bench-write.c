/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long events take to be durable, on a copy of a history that is thrown away:
 *   bench-write PATH       (a history made by generate-history) */

#include <stdlib.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#include "fecho-copy.h"
#include "fecho-file.h"
#include "fecho-store.h"

#define N_STORM 10000
#define N_RUNS 5
#define SEC ((gint64)G_USEC_PER_SEC)

typedef struct
{
  FechoStore *store;
  GMainLoop *loop;
  char **sessions;
  guint n_sessions;
  guint n_recorded;
  guint n_committed;
  guint n_wanted;
  gint64 last_recorded_us;
  gint64 last_committed_us;
  GArray *waits;                /* gint64: from recording to the news of the commit */
  GArray *recorded_us;          /* gint64, by number */
} Bench;

static void
store_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Bench *self = user_data;
  g_autoptr(GError) error = NULL;

  self->store = fecho_store_open_finish (result, &error);
  g_assert_no_error (error);
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

static void
committed_cb (FechoStore *store,
              GPtrArray  *events,
              gpointer    user_data)
{
  Bench *self = user_data;
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = 0; i < events->len; i++, self->n_committed++)
    {
      gint64 wait_us = now_us - g_array_index (self->recorded_us, gint64, self->n_committed);

      g_array_append_val (self->waits, wait_us);
    }
  self->last_committed_us = now_us;
  if (self->n_committed >= self->n_wanted)
    g_main_loop_quit (self->loop);
}

static void
record_one (Bench *self)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autoptr(FechoCloseEvent) event = NULL;

  record.session_id = self->sessions[self->n_recorded % self->n_sessions];
  record.closed_at_us = g_get_real_time ();
  record.life_us = 60 * SEC;
  record.handshake_us = 30000;
  record.stage = FECHO_STAGE_OPEN;
  record.cause = FECHO_CAUSE_EOF_WITHOUT_CLOSE;
  record.remote_address = "192.0.2.1:443";
  event = fecho_close_event_new (&record, NULL);
  self->last_recorded_us = g_get_monotonic_time ();
  g_array_append_val (self->recorded_us, self->last_recorded_us);
  g_assert_true (fecho_store_record_close (self->store, event));
  self->n_recorded++;
}

static void
start_run (Bench *self,
           guint  n_events)
{
  self->n_recorded = self->n_committed = 0;
  self->n_wanted = n_events;
  g_array_set_size (self->waits, 0);
  g_array_set_size (self->recorded_us, 0);
}

static int
compare_longs (gconstpointer a,
               gconstpointer b)
{
  gint64 x = *(const gint64 *)a;
  gint64 y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

static gint64
get_cpu_us (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * SEC + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

/* All at once, and over half a second: what is stored last. */
static void
bench_storm (Bench *self,
             guint  slices)
{
  gint64 all_us[N_RUNS], last_us[N_RUNS], cpu_us[N_RUNS];
  gboolean at_once = slices == 1;

  for (guint i = 0; i < N_RUNS; i++)
    {
      gint64 start_us = g_get_monotonic_time ();
      gint64 start_cpu_us = get_cpu_us ();

      start_run (self, N_STORM);
      for (guint j = 0; j < N_STORM; j++)
        {
          record_one (self);
          if (slices > 1 && j % (N_STORM / slices) == 0)
            {
              g_usleep (500000 / slices);
              while (g_main_context_iteration (NULL, FALSE))
                continue;
            }
        }
      if (self->n_committed < self->n_wanted)
        g_main_loop_run (self->loop);
      all_us[i] = self->last_committed_us - start_us;
      last_us[i] = self->last_committed_us - self->last_recorded_us;
      cpu_us[i] = get_cpu_us () - start_cpu_us;
    }
  qsort (all_us, N_RUNS, sizeof *all_us, compare_longs);
  qsort (last_us, N_RUNS, sizeof *last_us, compare_longs);
  qsort (cpu_us, N_RUNS, sizeof *cpu_us, compare_longs);
  g_print ("storm of %d in %3u slices: stored after %7.1f ms (processor %.1f ms); last commit"
           " %6.1f ms after the last close  goal %s  %s\n", N_STORM, slices,
           all_us[N_RUNS / 2] / 1000.0, cpu_us[N_RUNS / 2] / 1000.0, last_us[N_RUNS / 2] / 1000.0,
           at_once ? "200 in all" : "50",
           (at_once ? all_us[N_RUNS / 2] <= 200000 : last_us[N_RUNS / 2] <= 50000) ? "met"
           : "NOT MET");
}

static gboolean
tick_cb (gpointer data)
{
  Bench *self = data;

  if (self->n_recorded < self->n_wanted)
    record_one (self);

  return self->n_recorded < self->n_wanted;
}

/* One every 10 ms for 3 s. */
static void
bench_trickle (Bench *self)
{
  const gint64 *waits;

  start_run (self, 300);
  g_timeout_add (10, tick_cb, self);
  g_main_loop_run (self->loop);
  g_array_sort (self->waits, compare_longs);
  waits = (const gint64 *)(gpointer)self->waits->data;
  g_print ("one each 10 ms: durable after %6.1f ms (median), %6.1f ms (p99)  goal 100  %s\n",
           waits[150] / 1000.0, waits[297] / 1000.0, waits[297] <= 100000 ? "met" : "NOT MET");
}

static void
open_store (Bench      *self,
            const char *path)
{
  fecho_store_open_async (path, FECHO_STORE_WATCH, NULL, store_cb, self);
  g_main_loop_run (self->loop);
  g_signal_connect (self->store, "committed", G_CALLBACK (committed_cb), self);
}

static char *
copy_history (const char *path)
{
  g_autofree char *folder = g_dir_make_tmp ("fecho-bench-XXXXXX", NULL);
  char *copy = g_build_filename (folder, "history.db", NULL);
  g_autoptr(FechoDb) db = fecho_file_open_for_reading (path, NULL);

  g_assert_nonnull (db);
  g_assert_true (fecho_copy_database (db, copy, NULL, NULL, NULL, NULL));

  return copy;
}

int
main (int    argc,
      char **argv)
{
  Bench self = { NULL };
  g_autofree char *copy = NULL;
  g_autofree char *folder = NULL;

  if (argc != 2)
    {
      g_printerr ("Usage: bench-write PATH\n");
      return EXIT_FAILURE;
    }
  copy = copy_history (argv[1]);
  self.loop = g_main_loop_new (NULL, FALSE);
  self.waits = g_array_new (FALSE, FALSE, sizeof (gint64));
  self.recorded_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  self.n_sessions = 1000;
  self.sessions = g_new0 (char *, self.n_sessions + 1);
  for (guint i = 0; i < self.n_sessions; i++)
    self.sessions[i] = g_strdup_printf ("%08x-0000-4000-8000-000000000000", i);
  open_store (&self, copy);
  bench_trickle (&self);
  bench_storm (&self, 1);
  bench_storm (&self, 100);
  fecho_store_close_async (self.store, closed_cb, &self);
  g_main_loop_run (self.loop);

  g_object_unref (self.store);
  g_strfreev (self.sessions);
  g_array_unref (self.waits);
  g_array_unref (self.recorded_us);
  g_main_loop_unref (self.loop);
  folder = g_path_get_dirname (copy);
  g_unlink (copy);
  g_rmdir (folder);

  return EXIT_SUCCESS;
}
