/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query-times.h"

#include <math.h>

#include "fecho-fold-reader.h"
#include "fecho-id-set.h"
#include "fecho-matcher.h"
#include "fecho-query-rollup.h"
#include "fecho-walk.h"
#include "fecho-watched.h"

/* Up to so many ends of connections since the range began are looked at one by one. */
#define MAX_ROWS 50000
/* So many chosen sessions are asked for one by one, rather than all there are at once. */
#define FEW_SESSIONS 100

typedef struct
{
  FechoDb *db;
  FechoMatcher *sessions;       /* of the filter, and nothing else of it */
  FechoWatched *watched;
  FechoInterval range;
  gint64 open_us;
  gint64 monitored_us;
} Request;

/* The part of [from, to) that lies in the range. */
static gint64
get_overlap_us (gint64               from_us,
                gint64               to_us,
                const FechoInterval *range)
{
  gint64 first_us = MAX (from_us, range->from_us);
  gint64 last_us = MIN (to_us, range->to_us);

  return MAX (last_us, first_us) - first_us;
}

static void
add_end (Request                 *request,
         const FechoSegmentEvent *event)
{
  if (event->life_us > 0)
    request->open_us += get_overlap_us (fecho_segment_event_get_opened_us (event),
                                        event->closed_at_us, &request->range);
}

static void
add_intervals (Request      *request,
               const GArray *intervals)
{
  for (guint i = 0; i < intervals->len; i++)
    {
      const FechoInterval *interval = &g_array_index (intervals, FechoInterval, i);

      request->monitored_us += get_overlap_us (interval->from_us, interval->to_us,
                                               &request->range);
    }
}

static void
add_open_now_cb (gint64   session,
                 gint64   opened_us,
                 gpointer user_data)
{
  Request *request = user_data;

  if (fecho_matcher_has_session (request->sessions, session))
    request->open_us += get_overlap_us (opened_us, request->range.to_us, &request->range);
}

/* -- one by one */

/* Ends of connections in and after the range tell what was open in it. */
static gboolean
add_rows (Request  *request,
          GError  **error)
{
  g_autoptr(FechoStmt) walk = NULL;
  g_autoptr(GError) local = NULL;

  walk = fecho_walk_start (request->db, request->range.from_us, G_MAXINT64, NULL, TRUE,
                           FECHO_WALK_ROWS, error);
  if (walk == NULL)
    return FALSE;
  while (fecho_stmt_next (walk, &local))
    {
      FechoSegmentEvent event;

      if (!fecho_matcher_has_session (request->sessions,
                                      fecho_stmt_get_int (walk, FECHO_WALK_SESSION)))
        continue;
      fecho_walk_read (walk, &event);
      add_end (request, &event);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
add_all_watched (Request  *request,
                 GError  **error)
{
  g_autoptr(GHashTable) all = fecho_watched_get_all (request->watched, error);
  GHashTableIter iter;
  gpointer key, intervals;

  if (all == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, &key, &intervals))
    {
      if (fecho_matcher_has_session (request->sessions, *(const gint64 *)key))
        add_intervals (request, intervals);
    }

  return TRUE;
}

/* -- of chosen sessions, out of their segments */

static void
add_end_cb (gint64                   session,
            const FechoSegmentEvent *event,
            gpointer                 user_data)
{
  Request *request = user_data;

  if (fecho_matcher_has_session (request->sessions, session))
    add_end (request, event);
}

static gboolean
add_watched (Request       *request,
             const GArray  *sessions,
             GError       **error)
{
  for (guint i = 0; i < sessions->len; i++)
    {
      g_autoptr(GArray) intervals = NULL;

      intervals = fecho_watched_get_intervals (request->watched,
                                               g_array_index (sessions, gint64, i), error);
      if (intervals == NULL)
        return FALSE;
      add_intervals (request, intervals);
    }

  return TRUE;
}

static gboolean
add_sessions (Request  *request,
              GError  **error)
{
  g_autoptr(GArray) sessions = NULL;
  g_autoptr(FechoFoldReader) reader = fecho_fold_reader_new (request->db, error);

  sessions = fecho_id_set_to_array (fecho_matcher_get_sessions (request->sessions));

  return reader != NULL &&
         fecho_fold_reader_visit_folds (reader, sessions, request->range.from_us, G_MAXINT64,
                                        add_end_cb, request, error) &&
         fecho_fold_reader_visit_tail (reader, add_end_cb, request, error) &&
         add_watched (request, sessions, error);
}

/* Of chosen sessions, or of all where they are many. */
static gboolean
add_watched_of_rows (Request  *request,
                     GError  **error)
{
  GHashTable *chosen = fecho_matcher_get_sessions (request->sessions);
  g_autoptr(GArray) sessions = NULL;

  if (chosen == NULL || g_hash_table_size (chosen) > FEW_SESSIONS)
    return add_all_watched (request, error);
  sessions = fecho_id_set_to_array (chosen);

  return add_watched (request, sessions, error);
}

/* -- of all sessions, out of time_total */

static gboolean
get_sum (FechoDb  *db,
         gint64    first,
         gint64    end,
         double    share,
         Request  *request,
         GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_TIME_SUM, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, first);
  fecho_stmt_bind_int (stmt, 2, end);
  if (!fecho_stmt_next (stmt, error))
    return FALSE;
  request->open_us += llround (share * fecho_stmt_get_int (stmt, 0));
  request->monitored_us += llround (share * fecho_stmt_get_int (stmt, 1));

  return TRUE;
}

/* The first and the last bucket count by how much of them is in the range. */
static gboolean
add_total (Request  *request,
           GError  **error)
{
  const FechoInterval *range = &request->range;
  gint64 first = fecho_rollup_get_bucket (range->from_us, FECHO_ROLLUP_5MIN_US);
  gint64 last = fecho_rollup_get_bucket (range->to_us - 1, FECHO_ROLLUP_5MIN_US);

  for (gint64 edge = first; edge <= last; edge += MAX (last - first, 1))
    {
      /* A range from the beginning of time has no first bucket that could hold anything. */
      gint64 from_us = edge > G_MININT64 / FECHO_ROLLUP_5MIN_US ? edge * FECHO_ROLLUP_5MIN_US
                       : G_MININT64;
      gint64 part_us = get_overlap_us (from_us, (edge + 1) * FECHO_ROLLUP_5MIN_US, range);

      if (!get_sum (request->db, edge, edge + 1, part_us / (double)FECHO_ROLLUP_5MIN_US, request,
                    error))
        return FALSE;
    }

  return first + 1 >= last || get_sum (request->db, first + 1, last, 1, request, error);
}

/* What time_total does not hold yet: the tail, and the runs that have not ended. */
static gboolean
add_since (Request  *request,
           GError  **error)
{
  g_autoptr(FechoFoldReader) reader = fecho_fold_reader_new (request->db, error);
  g_autoptr(GArray) runs = fecho_watched_get_unended (request->watched);

  if (reader == NULL || !fecho_fold_reader_visit_tail (reader, add_end_cb, request, error))
    return FALSE;
  for (guint i = 0; i < runs->len; i++)
    {
      g_autoptr(GHashTable) all = NULL;
      GHashTableIter iter;
      gpointer intervals;

      all = fecho_watched_get_of_run (request->watched, g_array_index (runs, gint64, i), error);
      if (all == NULL)
        return FALSE;
      g_hash_table_iter_init (&iter, all);
      while (g_hash_table_iter_next (&iter, NULL, &intervals))
        add_intervals (request, intervals);
    }

  return TRUE;
}

/* -- the way that costs least */

static gboolean
add_times (Request  *request,
           GError  **error)
{
  gint64 n;

  if (!fecho_query_rollup_count (request->db, request->range.from_us, G_MAXINT64, MAX_ROWS, &n,
                                 error))
    return FALSE;
  fecho_watched_visit_open (request->watched, add_open_now_cb, request);
  if (n <= MAX_ROWS)
    return add_rows (request, error) && add_watched_of_rows (request, error);
  if (fecho_matcher_get_sessions (request->sessions) != NULL)
    return add_sessions (request, error);

  return add_total (request, error) && add_since (request, error);
}

gboolean
fecho_query_times (FechoDb            *db,
                   const FechoFilter  *filter,
                   gint64              now_us,
                   gint64             *ret_open_us,
                   gint64             *ret_monitored_us,
                   GError            **error)
{
  FechoFilter by_session = {
    .since_us = G_MININT64,
    .until_us = G_MAXINT64,
    .sessions = filter->sessions,
    .kinds = FECHO_KINDS_BOTH,
  };
  Request request = {
    .db = db,
    .range = { filter->since_us, MIN (filter->until_us, now_us) },
  };
  g_autoptr(FechoMatcher) sessions = NULL;
  g_autoptr(FechoWatched) watched = NULL;

  if (request.range.from_us < request.range.to_us)
    {
      sessions = fecho_matcher_new (db, &by_session, error);
      watched = sessions != NULL ? fecho_watched_new (db, request.range.to_us, error) : NULL;
      request.sessions = sessions;
      request.watched = watched;
      if (watched == NULL || !add_times (&request, error))
        return FALSE;
    }
  *ret_open_us = request.open_us;
  *ret_monitored_us = request.monitored_us;

  return TRUE;
}
