/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the history takes to answer, against the sqlite3 shell on the same file in the same
 * run: the best of N_RUNS of each. Ratios and goals are of processor time, which other work on the
 * machine hardly touches; the time on the clock stands beside it.
 *   bench-store PATH        (a history made by generate-history) */

#include <locale.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "fecho-file.h"
#include "fecho-query.h"

#define N_RUNS 5
#define N_LANES 40
#define SEC ((gint64)G_USEC_PER_SEC)

typedef struct
{
  FechoDb *db;
  char *path;
  gint64 now_us;                /* just after the last event */
  gint64 since_us;              /* of the range that is asked for */
  FechoFilter *filter;
  FechoPageKey middle;
  GPtrArray *sessions;
  char *one;                    /* a session that has events: that of the one in the middle */
} Bench;

typedef void (*BenchFunc) (Bench *self);

/* -- ours */

static void
end_read (Bench *self)
{
  fecho_db_rollback (self->db);
}

static void
begin_read (Bench *self)
{
  g_assert_true (fecho_db_run (self->db, FECHO_SQL_BEGIN_READ, NULL));
}

static void
page (Bench              *self,
      const FechoPageKey *after)
{
  g_autoptr(GPtrArray) events = fecho_query_page (self->db, self->filter, after, FALSE, 200, NULL);

  g_assert_nonnull (events);
  g_assert_cmpuint (events->len, >, 0);
}

static void
newest_page (Bench *self)
{
  page (self, NULL);
}

static void
middle_page (Bench *self)
{
  page (self, &self->middle);
}

static void
summary (Bench *self)
{
  g_autoptr(FechoSummary) all = fecho_query_summary (self->db, self->filter, self->now_us, NULL);

  g_assert_nonnull (all);
  g_assert_cmpuint (all->n_closes, >, 0);
}

static void
buckets (Bench *self)
{
  g_autoptr(FechoBuckets) all = fecho_query_buckets (self->db, self->filter, 1920, NULL);

  g_assert_nonnull (all);
}

static void
lanes (Bench *self)
{
  g_autoptr(GPtrArray) all = NULL;

  all = fecho_query_lanes (self->db, (const char *const *)self->sessions->pdata, self->since_us,
                           self->now_us, 0, self->now_us, NULL);
  g_assert_nonnull (all);
  g_assert_cmpuint (all->len, ==, N_LANES);
}

static gboolean
see (const FechoCloseRecord  *record,
     gpointer                 user_data,
     GError                 **error)
{
  return TRUE;
}

static void
walk (Bench *self)
{
  gint64 n = fecho_query_walk (self->db, self->filter, see, NULL, NULL, NULL, NULL, NULL);

  g_assert_cmpint (n, >, 0);
}

/* -- the shell */

static void
run_shell (Bench      *self,
           const char *sql)
{
  const char *argv[] = { "sqlite3", "-readonly", self->path, sql, NULL };
  g_autoptr(GSubprocess) process = NULL;

  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL);
  g_assert_nonnull (process);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

/* -- both */

typedef struct
{
  double cpu_ms;
  double wall_ms;
} Cost;

static double
to_ms (struct timeval time)
{
  return time.tv_sec * 1000.0 + time.tv_usec / 1000.0;
}

/* Of this thread, or of the shells that have ended. */
static double
get_cpu_ms (gboolean of_shells)
{
  struct rusage usage;
  struct timespec now;

  if (of_shells)
    {
      getrusage (RUSAGE_CHILDREN, &usage);
      return to_ms (usage.ru_utime) + to_ms (usage.ru_stime);
    }
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * 1000.0 + now.tv_nsec / 1e6;
}

/* ours NULL: the shell. */
static Cost
measure (Bench      *self,
         BenchFunc   ours,
         const char *sql)
{
  Cost best = { G_MAXDOUBLE, G_MAXDOUBLE };

  for (guint i = 0; i < N_RUNS; i++)
    {
      gint64 start_us = g_get_monotonic_time ();
      double start_cpu_ms = get_cpu_ms (ours == NULL);
      double cpu_ms, wall_ms;

      if (ours != NULL)
        {
          begin_read (self);
          ours (self);
          end_read (self);
        }
      else
        {
          run_shell (self, sql);
        }
      cpu_ms = get_cpu_ms (ours == NULL) - start_cpu_ms;
      wall_ms = (g_get_monotonic_time () - start_us) / 1000.0;
      best.cpu_ms = MIN (best.cpu_ms, cpu_ms);
      best.wall_ms = MIN (best.wall_ms, wall_ms);
    }

  return best;
}

static void
print (const char *name,
       Cost        ours)
{
  g_print ("%-46s %8.2f ms (%.2f on the clock)", name, ours.cpu_ms, ours.wall_ms);
}

/* Against the shell, whose cost is measured already. */
static void
compare (Bench      *self,
         const char *name,
         BenchFunc   func,
         Cost        reference,
         double      goal)
{
  Cost ours = measure (self, func, NULL);
  double ratio = ours.cpu_ms / reference.cpu_ms;

  print (name, ours);
  g_print (" of %.2f (%.2f): %.3f, goal %.2f %s\n", reference.cpu_ms, reference.wall_ms, ratio,
           goal, ratio <= goal ? "met" : "MISSED");
}

static void
limit (Bench      *self,
       const char *name,
       BenchFunc   func,
       double      goal_ms)
{
  Cost ours = measure (self, func, NULL);

  print (name, ours);
  g_print (", goal %.0f ms %s\n", goal_ms, ours.cpu_ms <= goal_ms ? "met" : "MISSED");
}

static void
set_filter (Bench      *self,
            gint64      days,
            const char *text,
            const char *session)
{
  g_clear_pointer (&self->filter, fecho_filter_free);
  self->filter = fecho_filter_new ();
  self->since_us = self->now_us - days * G_TIME_SPAN_DAY;
  self->filter->since_us = self->since_us;
  self->filter->text = g_strdup (text);
  if (session != NULL)
    self->filter->sessions = fecho_id_list_new ((const char *[]) { session, NULL });
}

static sqlite3_stmt *
ask_row (Bench      *self,
         const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (fecho_db_get_handle (self->db), sql, -1, &stmt, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);

  return stmt;
}

static gint64
ask (Bench      *self,
     const char *sql)
{
  sqlite3_stmt *row = ask_row (self, sql);
  gint64 value = sqlite3_column_int64 (row, 0);

  sqlite3_finalize (row);

  return value;
}

static char *
ask_text (Bench      *self,
          const char *sql)
{
  sqlite3_stmt *row = ask_row (self, sql);
  char *value = g_strdup ((const char *)sqlite3_column_text (row, 0));

  sqlite3_finalize (row);

  return value;
}

static void
prepare (Bench *self)
{
  gint64 middle = ask (self, "SELECT max (id) / 2 FROM close_event");
  gint64 n_sessions = ask (self, "SELECT count (*) FROM session");

  self->now_us = ask (self, "SELECT max (closed_at) FROM close_event") + SEC;
  self->middle = (FechoPageKey){ 0, 0, middle };
  self->middle.closed_at_us = ask (self, "SELECT closed_at FROM close_event WHERE id ="
                                         " (SELECT max (id) / 2 FROM close_event)");
  self->one = ask_text (self, "SELECT s.uuid FROM close_event AS e JOIN session AS s"
                              " ON s.id = e.session WHERE e.life_us IS NOT NULL AND e.id >="
                              " (SELECT max (id) / 2 FROM close_event) ORDER BY e.id LIMIT 1");
  self->sessions = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_LANES; i++)
    g_ptr_array_add (self->sessions, g_strdup_printf ("%08x-0000-4000-8000-000000000000",
                                                      (guint)(i * n_sessions / N_LANES)));
  g_ptr_array_add (self->sessions, NULL);
}

#define PER_CODE "SELECT code, count (*) FROM close_event GROUP BY code"
#define OFFSET \
  "SELECT * FROM close_event ORDER BY closed_at DESC, code DESC, id DESC LIMIT 200" \
  " OFFSET (SELECT max (id) / 2 FROM close_event)"
#define LIKE \
  "SELECT e.id FROM close_event AS e JOIN text AS t ON t.id = e.reason" \
  " WHERE t.value LIKE '%needle%' ORDER BY e.closed_at DESC LIMIT 200"

/* Days. */
static const guint ranges[] = { 1, 30, 182 };

static void
run_all (Bench *self)
{
  Cost per_code = measure (self, NULL, PER_CODE);

  set_filter (self, 100000, NULL, NULL);
  limit (self, "newest page of 200", newest_page, 2);
  limit (self, "page of 200 in the middle", middle_page, 2);
  compare (self, "the same / OFFSET", middle_page, measure (self, NULL, OFFSET), 1);
  compare (self, "summary of all / count per code", summary, per_code, 0.1);
  compare (self, "buckets of all / count per code", buckets, per_code, 0.1);
  limit (self, "lanes of 40 sessions, all time", lanes, 50);
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autofree char *of_summary = g_strdup_printf ("summary of %u days / count per code",
                                                     ranges[i]);
      g_autofree char *of_lanes = g_strdup_printf ("lanes of 40 sessions, %u days", ranges[i]);

      set_filter (self, ranges[i], NULL, NULL);
      compare (self, of_summary, summary, per_code, 0.1);
      limit (self, of_lanes, lanes, 50);
    }
  set_filter (self, 100000, "needle", NULL);
  limit (self, "a rare reason", newest_page, 15);
  compare (self, "the same / LIKE", newest_page, measure (self, NULL, LIKE), 0.2);
  set_filter (self, 100000, NULL, self->one);
  limit (self, "page of one session", newest_page, 20);
  limit (self, "summary of one session", summary, 20);
  compare (self, "the same / count per code", summary, per_code, 1);
  set_filter (self, 30, NULL, NULL);
  print ("walk over 30 days", measure (self, walk, NULL));
  g_print ("\n");
}

int
main (int    argc,
      char **argv)
{
  Bench self = { NULL };
  GError *error = NULL;

  setlocale (LC_ALL, "");
  if (argc != 2)
    {
      g_printerr ("Usage: bench-store PATH\n");
      return EXIT_FAILURE;
    }
  self.path = argv[1];
  self.db = fecho_file_open_for_reading (self.path, &error);
  if (self.db == NULL)
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  prepare (&self);
  run_all (&self);
  fecho_filter_free (self.filter);
  g_ptr_array_unref (self.sessions);
  g_free (self.one);
  fecho_db_close (self.db);

  return EXIT_SUCCESS;
}
