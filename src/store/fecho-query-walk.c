/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query.h"

#include "fecho-candidates.h"
#include "fecho-query-rollup.h"
#include "fecho-record.h"

/* Told this often in a walk over events. */
#define EVENTS_PER_PROGRESS 4096

typedef struct
{
  FechoDb *db;
  FechoMatcher *matcher;
  FechoNames *names;
  FechoEventFunc func;
  gpointer func_data;
  FechoProgressFunc progress;
  gpointer progress_data;
  GCancellable *cancellable;
  gint64 n_seen;
  gint64 n_given;
  gint64 n_all;                 /* of the range */
  gint64 from_us;               /* where there is something */
  gint64 to_us;
} Walk;

static void
tell_progress (Walk   *self,
               double  fraction)
{
  self->n_seen++;
  if (self->n_seen % EVENTS_PER_PROGRESS == 0 && self->progress != NULL)
    self->progress (CLAMP (fraction, 0, 1), self->progress_data);
}

/* A row of the whole record. */
static gboolean
give (Walk       *self,
      FechoStmt  *row,
      GError    **error)
{
  FechoCloseRecord record;
  GError *local = NULL;

  if (!g_cancellable_set_error_if_cancelled (self->cancellable, &local) &&
      fecho_matcher_matches (self->matcher, row, &local))
    {
      fecho_record_read (row, self->names, &record);
      if (fecho_names_check (self->names, &local) && self->func (&record, self->func_data, &local))
        self->n_given++;
    }
  if (local != NULL)
    g_propagate_error (error, local);

  return local == NULL;
}

/* -- a rare filter */

static gboolean
give_by_id (Walk    *self,
            gint64   id,
            GError **error)
{
  g_autoptr(FechoStmt) row = fecho_stmt_get (self->db, FECHO_SQL_EVENT_GET, error);
  g_autoptr(GError) local = NULL;

  if (row == NULL)
    return FALSE;
  fecho_stmt_bind_int (row, 1, id);
  if (fecho_stmt_next (row, &local))
    {
      /* How many there are is not known. */
      tell_progress (self, (fecho_stmt_get_int (row, FECHO_WALK_CLOSED_AT) - self->from_us) /
                     (double)MAX (self->to_us - self->from_us, 1));
      return give (self, row, error);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
walk_candidates (Walk             *self,
                 FechoCandidates  *candidates,
                 GError          **error)
{
  g_autoptr(GError) local = NULL;
  gint64 id;

  while (local == NULL && fecho_candidates_next (candidates, &id, &local))
    (void)give_by_id (self, id, &local); /* the error says it */
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* -- all of a range */

static gboolean
walk_range (Walk    *self,
            GError **error)
{
  const FechoFilter *filter = fecho_matcher_get_filter (self->matcher);
  g_autoptr(FechoStmt) rows = fecho_stmt_get (self->db, FECHO_SQL_EVENT_WALK, error);
  g_autoptr(GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  fecho_stmt_bind_int (rows, 1, filter->since_us);
  fecho_stmt_bind_int (rows, 2, filter->until_us);
  while (local == NULL && fecho_stmt_next (rows, &local))
    {
      tell_progress (self, self->n_seen / (double)MAX (self->n_all, 1));
      (void)give (self, rows, &local); /* as above */
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
walk (Walk    *self,
      GError **error)
{
  const FechoFilter *filter = fecho_matcher_get_filter (self->matcher);
  g_autoptr(FechoCandidates) candidates = NULL;
  GError *local = NULL;

  if (!fecho_query_rollup_count (self->db, filter->since_us, filter->until_us, G_MAXINT64,
                                 &self->n_all, error) ||
      !fecho_query_rollup_range (self->db, &self->from_us, &self->to_us, error))
    return FALSE;
  self->from_us = MAX (self->from_us, filter->since_us);
  self->to_us = MIN (self->to_us, filter->until_us);
  candidates = fecho_candidates_new (self->db, self->matcher, NULL, TRUE, &local);
  if (candidates != NULL)
    return walk_candidates (self, candidates, error);
  if (local == NULL)
    return walk_range (self, error);
  g_propagate_error (error, local);

  return FALSE;
}

gint64
fecho_query_walk (FechoDb            *db,
                  const FechoFilter  *filter,
                  FechoEventFunc      func,
                  gpointer            func_data,
                  FechoProgressFunc   progress,
                  gpointer            progress_data,
                  GCancellable       *cancellable,
                  GError            **error)
{
  g_autoptr(FechoNames) names = fecho_names_new (db);
  g_autoptr(FechoMatcher) matcher = fecho_matcher_new (db, filter, error);
  Walk self = {
    .db = db,
    .matcher = matcher,
    .names = names,
    .func = func,
    .func_data = func_data,
    .progress = progress,
    .progress_data = progress_data,
    .cancellable = cancellable,
  };

  if (matcher == NULL || (!fecho_matcher_is_empty (matcher) && !walk (&self, error)))
    return -1;

  return self.n_given;
}
