/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-watched.h"

#include "fecho-run.h"
#include "fecho-store.h"
#include "fecho-time-total.h"

/* A run of the program, while intervals are built also the state of one session in it. */
typedef struct
{
  gint64 id;
  gint64 end_us;                /* G_MAXINT64: alive */
  gboolean ended;               /* its time is in time_total */
  GArray *asleep;               /* FechoInterval */
  gint64 since_us;              /* G_MAXINT64: not watched at this point */
} Run;

struct _FechoWatched
{
  FechoDb *db;
  gint64 until_us;
  GHashTable *runs;             /* id -> Run */
  GHashTable *opened;           /* session id -> gint64 */
  GPtrArray *watching;          /* Run: those that watch the session at this point */
};

static guint
id_hash (gconstpointer data)
{
  return g_int64_hash (data);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  g_array_unref (run->asleep);
  g_free (run);
}

static Run *
find_run (FechoWatched *self,
          gint64        id)
{
  return g_hash_table_lookup (self->runs, &id);
}

static gboolean
load_runs (FechoWatched  *self,
           GError       **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_RUN_LIST, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (fecho_stmt_next (stmt, &local))
    {
      Run *run = g_new0 (Run, 1);

      run->id = fecho_stmt_get_int (stmt, 0);
      run->since_us = G_MAXINT64;
      run->asleep = g_array_new (FALSE, FALSE, sizeof (FechoInterval));
      run->ended = !fecho_stmt_is_null (stmt, 4);
      if (run->ended)
        run->end_us = fecho_stmt_get_int (stmt, 4);
      else if (fecho_run_is_alive (fecho_db_get_path (self->db), fecho_stmt_get_text (stmt, 1)))
        run->end_us = G_MAXINT64;
      else
        run->end_us = fecho_stmt_get_int (stmt, 3);
      g_hash_table_insert (self->runs, &run->id, run);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Sleep that was not seen to end lasts as long as the run. */
static void
change_sleep (Run            *run,
              FechoStateKind  kind,
              gint64          at_us)
{
  FechoInterval *last = NULL;
  FechoInterval interval = { at_us, G_MAXINT64 };

  if (run->asleep->len > 0)
    last = &g_array_index (run->asleep, FechoInterval, run->asleep->len - 1);
  if (kind == FECHO_STATE_SUSPENDED && (last == NULL || last->to_us != G_MAXINT64))
    g_array_append_val (run->asleep, interval);
  if (kind == FECHO_STATE_RESUMED && last != NULL && last->to_us == G_MAXINT64)
    last->to_us = at_us;
}

static gboolean
load_sleep (FechoWatched  *self,
            GError       **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_STATE_OF_COMPUTER, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, self->until_us);
  while (fecho_stmt_next (stmt, &local))
    {
      Run *run = find_run (self, fecho_stmt_get_int (stmt, 0));

      if (run != NULL)
        change_sleep (run, fecho_stmt_get_int (stmt, 2), fecho_stmt_get_int (stmt, 1));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
load_opened (FechoWatched  *self,
             GError       **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_OPEN_ALL, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (fecho_stmt_next (stmt, &local))
    {
      gint64 session = fecho_stmt_get_int (stmt, 0);
      gint64 opened_us = fecho_stmt_get_int (stmt, 1);
      Run *run = find_run (self, fecho_stmt_get_int (stmt, 2));

      if (run != NULL && run->end_us == G_MAXINT64)
        g_hash_table_insert (self->opened, g_memdup2 (&session, sizeof session),
                             g_memdup2 (&opened_us, sizeof opened_us));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

FechoWatched *
fecho_watched_new (FechoDb  *db,
                   gint64    until_us,
                   GError  **error)
{
  g_autoptr(FechoWatched) self = g_new0 (FechoWatched, 1);

  self->db = db;
  self->until_us = until_us;
  self->runs = g_hash_table_new_full (id_hash, g_int64_equal, NULL, run_free);
  self->watching = g_ptr_array_new ();
  self->opened = g_hash_table_new_full (id_hash, g_int64_equal, g_free, g_free);
  if (!load_runs (self, error) || !load_sleep (self, error) || !load_opened (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
fecho_watched_free (FechoWatched *self)
{
  g_hash_table_unref (self->runs);
  g_hash_table_unref (self->opened);
  g_ptr_array_unref (self->watching);
  g_free (self);
}

/* -- the intervals of one session */

/* Adds [from, to) of a run without its sleep. */
static void
add_awake (GArray    *intervals,
           const Run *run,
           gint64     from_us,
           gint64     to_us)
{
  to_us = MIN (to_us, run->end_us);
  for (guint i = 0; i < run->asleep->len && from_us < to_us; i++)
    {
      const FechoInterval *sleep = &g_array_index (run->asleep, FechoInterval, i);
      FechoInterval awake = { from_us, MIN (sleep->from_us, to_us) };

      if (sleep->to_us <= from_us || sleep->from_us >= to_us)
        continue;
      if (awake.from_us < awake.to_us)
        g_array_append_val (intervals, awake);
      from_us = sleep->to_us;
    }
  if (from_us < to_us)
    {
      FechoInterval rest = { from_us, to_us };

      g_array_append_val (intervals, rest);
    }
}

static void
change_state (FechoWatched   *self,
              GArray         *intervals,
              Run            *run,
              FechoStateKind  kind,
              gint64          at_us)
{
  gboolean starts = kind == FECHO_STATE_SESSION_ADDED || kind == FECHO_STATE_SESSION_RESUMED ||
                    kind == FECHO_STATE_SESSION_WATCHED;
  gboolean stops = kind == FECHO_STATE_SESSION_PAUSED || kind == FECHO_STATE_SESSION_REMOVED;

  if (starts && run->since_us == G_MAXINT64)
    {
      run->since_us = at_us;
      g_ptr_array_add (self->watching, run);
    }
  if (stops && run->since_us != G_MAXINT64)
    {
      add_awake (intervals, run, run->since_us, at_us);
      run->since_us = G_MAXINT64;
      (void)g_ptr_array_remove_fast (self->watching, run); /* it is there */
    }
}

static int
compare_intervals (gconstpointer a,
                   gconstpointer b)
{
  gint64 a_us = ((const FechoInterval *)a)->from_us;
  gint64 b_us = ((const FechoInterval *)b)->from_us;

  return (a_us > b_us) - (a_us < b_us);
}

/* Closes what is still watched at the end of its run, sorts, and joins what overlaps: two runs
 * may have watched a session one after the other within a moment. */
static void
finish (FechoWatched *self,
        GArray       *intervals)
{
  FechoInterval *all;
  guint n_kept = 0;

  for (guint i = 0; i < self->watching->len; i++)
    {
      Run *run = self->watching->pdata[i];

      add_awake (intervals, run, run->since_us, G_MAXINT64);
      run->since_us = G_MAXINT64;
    }
  g_ptr_array_set_size (self->watching, 0);
  g_array_sort (intervals, compare_intervals);
  all = (FechoInterval *)(gpointer)intervals->data;
  for (guint i = 0; i < intervals->len; i++)
    {
      if (n_kept > 0 && all[i].from_us <= all[n_kept - 1].to_us)
        all[n_kept - 1].to_us = MAX (all[n_kept - 1].to_us, all[i].to_us);
      else
        all[n_kept++] = all[i];
    }
  g_array_set_size (intervals, n_kept);
}

GArray *
fecho_watched_get_intervals (FechoWatched  *self,
                             gint64         session,
                             GError       **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_STATE_OF_SESSION, error);
  g_autoptr(GArray) intervals = g_array_new (FALSE, FALSE, sizeof (FechoInterval));
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  fecho_stmt_bind_int (stmt, 1, session);
  fecho_stmt_bind_int (stmt, 2, self->until_us);
  while (fecho_stmt_next (stmt, &local))
    {
      Run *run = find_run (self, fecho_stmt_get_int (stmt, 0));

      if (run != NULL)
        change_state (self, intervals, run, fecho_stmt_get_int (stmt, 2),
                      fecho_stmt_get_int (stmt, 1));
    }
  finish (self, intervals);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  return g_steal_pointer (&intervals);
}

/* Rows of (run, at, kind, session), by session: session id -> GArray of FechoInterval. */
static GHashTable *
collect (FechoWatched  *self,
         FechoStmt     *stmt,
         GError       **error)
{
  g_autoptr(GHashTable) all = NULL;
  g_autoptr(GError) local = NULL;
  GArray *intervals = NULL;
  gint64 session = 0;

  all = g_hash_table_new_full (id_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  while (fecho_stmt_next (stmt, &local))
    {
      Run *run = find_run (self, fecho_stmt_get_int (stmt, 0));

      if (intervals == NULL || fecho_stmt_get_int (stmt, 3) != session)
        {
          if (intervals != NULL)
            finish (self, intervals);
          session = fecho_stmt_get_int (stmt, 3);
          intervals = g_array_new (FALSE, FALSE, sizeof (FechoInterval));
          g_hash_table_insert (all, g_memdup2 (&session, sizeof session), intervals);
        }
      if (run != NULL)
        change_state (self, intervals, run, fecho_stmt_get_int (stmt, 2),
                      fecho_stmt_get_int (stmt, 1));
    }
  if (intervals != NULL)
    finish (self, intervals);
  if (local == NULL)
    return g_steal_pointer (&all);
  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

GHashTable *
fecho_watched_get_all (FechoWatched  *self,
                       GError       **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_STATE_OF_ALL, error);

  if (stmt == NULL)
    return NULL;
  fecho_stmt_bind_int (stmt, 1, self->until_us);

  return collect (self, stmt, error);
}

GHashTable *
fecho_watched_get_of_run (FechoWatched  *self,
                          gint64         run,
                          GError       **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_STATE_OF_RUN, error);

  if (stmt == NULL)
    return NULL;
  fecho_stmt_bind_int (stmt, 1, run);

  return collect (self, stmt, error);
}

GArray *
fecho_watched_get_unended (FechoWatched *self)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->runs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Run *run = value;

      if (!run->ended)
        g_array_append_val (runs, run->id);
    }

  return runs;
}

static void
add_to_total (GHashTable     *all,
              FechoTimeTotal *total,
              int             sign)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const GArray *intervals = value;

      for (guint i = 0; i < intervals->len; i++)
        {
          const FechoInterval *interval = &g_array_index (intervals, FechoInterval, i);

          fecho_time_total_add_monitored (total, interval->from_us, interval->to_us, sign);
        }
    }
}

gboolean
fecho_watched_total_run (FechoDb  *db,
                         gint64    run_id,
                         gint64    end_us,
                         GError  **error)
{
  g_autoptr(FechoTimeTotal) total = fecho_time_total_new ();
  g_autoptr(FechoWatched) self = fecho_watched_new (db, G_MAXINT64, error);
  g_autoptr(GHashTable) all = NULL;
  Run *run;

  if (self == NULL)
    return FALSE;
  run = find_run (self, run_id);
  if (run == NULL)
    return TRUE;
  run->end_us = end_us;
  all = fecho_watched_get_of_run (self, run_id, error);
  if (all == NULL)
    return FALSE;
  add_to_total (all, total, 1);

  return fecho_time_total_flush (total, db, error);
}

/* As one run has watched one session. */
static GHashTable *
get_of_run_and_session (FechoWatched  *self,
                        gint64         run,
                        gint64         session,
                        GError       **error)
{
  g_autoptr(FechoStmt) stmt = NULL;

  stmt = fecho_stmt_get (self->db, FECHO_SQL_STATE_OF_RUN_AND_SESSION, error);
  if (stmt == NULL)
    return NULL;
  fecho_stmt_bind_int (stmt, 1, run);
  fecho_stmt_bind_int (stmt, 2, session);

  return collect (self, stmt, error);
}

gboolean
fecho_watched_untotal_session (FechoDb  *db,
                               gint64    session,
                               GError  **error)
{
  g_autoptr(FechoTimeTotal) total = fecho_time_total_new ();
  g_autoptr(FechoWatched) self = fecho_watched_new (db, G_MAXINT64, error);
  GHashTableIter iter;
  gpointer value;

  if (self == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->runs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Run *run = value;
      g_autoptr(GHashTable) all = NULL;

      if (!run->ended)
        continue;
      all = get_of_run_and_session (self, run->id, session, error);
      if (all == NULL)
        return FALSE;
      add_to_total (all, total, -1);
    }

  return fecho_time_total_flush (total, db, error);
}

gint64
fecho_watched_get_opened_us (FechoWatched *self,
                             gint64        session)
{
  const gint64 *opened_us = g_hash_table_lookup (self->opened, &session);

  return opened_us != NULL ? *opened_us : FECHO_UNKNOWN;
}

void
fecho_watched_visit_open (FechoWatched   *self,
                          FechoOpenVisit  visit,
                          gpointer        user_data)
{
  GHashTableIter iter;
  gpointer session, opened_us;

  g_hash_table_iter_init (&iter, self->opened);
  while (g_hash_table_iter_next (&iter, &session, &opened_us))
    visit (*(const gint64 *)session, *(const gint64 *)opened_us, user_data);
}
