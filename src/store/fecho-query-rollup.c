/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query-rollup.h"

#include "fecho-fold-reader.h"
#include "fecho-record.h"
#include "fecho-walk.h"

#define FIVE_PER_HOUR 12

/* The lives of a part of a day are read one by one up to so many; beyond, they are taken to be
 * spread as those of the whole day. */
#define MAX_LIVES_OF_EDGE 50000

/* What a rollup tells of a filter. */
typedef struct
{
  FechoDb *db;
  FechoMatcher *matcher;
  FechoTally *tally;            /* of lives; NULL where only counts are asked for */
  FechoRollupVisit visit;
  gpointer user_data;
  gint64 step_us;               /* buckets of it and below are used */
  FechoKinds kinds;
  gint64 since_us;              /* clamped to where there is something */
  gint64 until_us;
  gint64 first_day;             /* whole days in the range: [first_day, end_day) */
  gint64 end_day;
} Request;

gboolean
fecho_query_rollup_can (const FechoFilter *filter)
{
  return fecho_id_list_get_length (filter->sessions) == 0 &&
         (filter->text == NULL || *filter->text == '\0') &&
         filter->closed_by == 0 && filter->stages == 0 && filter->causes == 0 &&
         filter->origins == 0 && !filter->marked && filter->clean == 0 && filter->ids == NULL &&
         filter->book == NULL &&
         filter->min_life_us == 0 && filter->max_life_us == 0;
}

gboolean
fecho_query_rollup_count (FechoDb  *db,
                          gint64    since_us,
                          gint64    until_us,
                          gint64    enough,
                          gint64   *ret_n,
                          GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_ROLLUP_HOUR_COUNT, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, fecho_rollup_get_bucket (since_us, FECHO_ROLLUP_HOUR_US));
  fecho_stmt_bind_int (stmt, 2, fecho_rollup_get_bucket (until_us, FECHO_ROLLUP_HOUR_US));
  *ret_n = 0;
  while (*ret_n <= enough && fecho_stmt_next (stmt, &local))
    *ret_n += fecho_stmt_get_int (stmt, 0);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gint64
round_up (gint64 value,
          gint64 width)
{
  return fecho_rollup_get_bucket (value + width - 1, width);
}

static gint64
round_down (gint64 value,
            gint64 width)
{
  return fecho_rollup_get_bucket (value, width);
}

/* -- counts */

static gboolean
add_buckets (const Request  *request,
             FechoSql        sql,
             gint64          width_us,
             gint64          first,
             gint64          end,
             GError        **error)
{
  g_autoptr(FechoStmt) stmt = NULL;
  g_autoptr(GError) local = NULL;

  if (first >= end)
    return TRUE;
  stmt = fecho_stmt_get (request->db, sql, error);
  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, first);
  fecho_stmt_bind_int (stmt, 2, end);
  while (fecho_stmt_next (stmt, &local))
    {
      FechoRollupCell cell = {
        .at_us = fecho_stmt_get_int (stmt, 5) * width_us,
        .code = fecho_stmt_get_int (stmt, 0),
        .failed_attempt = fecho_stmt_get_int (stmt, 1) != 0,
        .was_clean = fecho_stmt_get_int (stmt, 2) != 0,
        .standing = fecho_record_get_enum (stmt, 3, FECHO_STANDING_INTERRUPTED, 0),
        .n = MAX (fecho_stmt_get_int (stmt, 4), 0),
      };
      FechoKinds kind = cell.failed_attempt ? FECHO_KINDS_ATTEMPTS : FECHO_KINDS_CLOSES;

      if ((request->kinds & kind) != 0 && fecho_matcher_has_code (request->matcher, cell.code))
        request->visit (&cell, request->user_data);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

typedef void (*RowFunc) (const Request *request,
                         const FechoSegmentEvent *event);

/* Single rows that match, in [from, to). */
static gboolean
add_rows (const Request  *request,
          gint64          from_us,
          gint64          to_us,
          RowFunc         add,
          GError        **error)
{
  g_autoptr(FechoStmt) walk = NULL;
  g_autoptr(GError) local = NULL;

  if (from_us >= to_us)
    return TRUE;
  walk = fecho_walk_start (request->db, from_us, to_us, NULL, TRUE, FECHO_WALK_ROWS, error);
  if (walk == NULL)
    return FALSE;
  while (local == NULL && fecho_stmt_next (walk, &local))
    {
      FechoSegmentEvent event;

      if (!fecho_matcher_matches (request->matcher, walk, &local))
        continue;
      fecho_walk_read (walk, &event);
      add (request, &event);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static void
add_cell (const Request           *request,
          const FechoSegmentEvent *event)
{
  FechoRollupCell cell = {
    .at_us = event->closed_at_us,
    .code = event->code,
    .failed_attempt = event->life_us < 0,
    .was_clean = event->was_clean,
    .standing = event->standing,
    .n = 1,
  };

  request->visit (&cell, request->user_data);
}

/* Whole 5 minutes in [first, end); their middle in hours where there is a whole one. */
static gboolean
add_whole (const Request  *request,
           gint64          first,
           gint64          end,
           GError        **error)
{
  gint64 first_hour = round_up (first, FIVE_PER_HOUR);
  gint64 end_hour = round_down (end, FIVE_PER_HOUR);

  if (request->step_us < FECHO_ROLLUP_HOUR_US || first_hour >= end_hour)
    return add_buckets (request, FECHO_SQL_ROLLUP_5MIN_GET, FECHO_ROLLUP_5MIN_US, first, end,
                        error);

  return add_buckets (request, FECHO_SQL_ROLLUP_5MIN_GET, FECHO_ROLLUP_5MIN_US,
                      first, first_hour * FIVE_PER_HOUR, error) &&
         add_buckets (request, FECHO_SQL_ROLLUP_HOUR_GET, FECHO_ROLLUP_HOUR_US,
                      first_hour, end_hour, error) &&
         add_buckets (request, FECHO_SQL_ROLLUP_5MIN_GET, FECHO_ROLLUP_5MIN_US,
                      end_hour * FIVE_PER_HOUR, end, error);
}

static gboolean
add_counts (const Request  *request,
            GError        **error)
{
  gint64 first = round_up (request->since_us, FECHO_ROLLUP_5MIN_US);
  gint64 end = round_down (request->until_us, FECHO_ROLLUP_5MIN_US);

  if (request->step_us < FECHO_ROLLUP_5MIN_US || first >= end)
    return add_rows (request, request->since_us, request->until_us, add_cell, error);

  return add_rows (request, request->since_us, first * FECHO_ROLLUP_5MIN_US, add_cell, error) &&
         add_whole (request, first, end, error) &&
         add_rows (request, end * FECHO_ROLLUP_5MIN_US, request->until_us, add_cell, error);
}

/* -- lives */

static gboolean
add_days (const Request  *request,
          gint64          first,
          gint64          end,
          double          share,
          GError        **error)
{
  g_autoptr(FechoStmt) stmt = NULL;
  g_autoptr(GError) local = NULL;

  if (first >= end)
    return TRUE;
  stmt = fecho_stmt_get (request->db, FECHO_SQL_LIFE_GET, error);
  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, first);
  fecho_stmt_bind_int (stmt, 2, end);
  while (fecho_stmt_next (stmt, &local))
    {
      guint16 code = fecho_stmt_get_int (stmt, 0);

      if (fecho_matcher_has_code (request->matcher, code))
        fecho_tally_add_class (request->tally, code, fecho_stmt_get_int (stmt, 1),
                               share * fecho_stmt_get_int (stmt, 2));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static void
add_life (const Request           *request,
          const FechoSegmentEvent *event)
{
  if (event->life_us >= 0 && event->standing == FECHO_STANDING_COUNTED)
    fecho_tally_add_life (request->tally, event->code, event->life_us);
}

/* A part of one day. */
static gboolean
add_edge (const Request  *request,
          gint64          from_us,
          gint64          to_us,
          GError        **error)
{
  gint64 day = round_down (from_us, G_TIME_SPAN_DAY);
  gint64 n, n_of_day;

  if (from_us >= to_us)
    return TRUE;
  if (!fecho_query_rollup_count (request->db, from_us, to_us - 1, G_MAXINT64, &n, error))
    return FALSE;
  if (n <= MAX_LIVES_OF_EDGE)
    return add_rows (request, from_us, to_us, add_life, error);
  if (!fecho_query_rollup_count (request->db, day * G_TIME_SPAN_DAY,
                                 (day + 1) * G_TIME_SPAN_DAY - 1, G_MAXINT64, &n_of_day,
                                 error))
    return FALSE;

  return add_days (request, day, day + 1, n / (double)MAX (n_of_day, 1), error);
}

/* Events of whole days that are in no fold, and so in no rollup of lives yet. */
static void
add_tail_cb (gint64                   session,
             const FechoSegmentEvent *event,
             gpointer                 user_data)
{
  const Request *request = user_data;

  if (event->closed_at_us >= request->first_day * G_TIME_SPAN_DAY &&
      event->closed_at_us < request->end_day * G_TIME_SPAN_DAY &&
      fecho_matcher_has_code (request->matcher, event->code))
    add_life (request, event);
}

static gboolean
add_lives (Request  *request,
           GError  **error)
{
  g_autoptr(FechoFoldReader) reader = NULL;

  if ((request->kinds & FECHO_KINDS_CLOSES) == 0)
    return TRUE;
  request->first_day = round_up (request->since_us, G_TIME_SPAN_DAY);
  request->end_day = round_down (request->until_us, G_TIME_SPAN_DAY);
  /* Within two days there may be no whole one between the edges. */
  if (request->first_day > request->end_day)
    return add_edge (request, request->since_us, request->until_us, error);
  reader = fecho_fold_reader_new (request->db, error);

  return reader != NULL &&
         add_edge (request, request->since_us, request->first_day * G_TIME_SPAN_DAY, error) &&
         add_days (request, request->first_day, request->end_day, 1, error) &&
         fecho_fold_reader_visit_tail (reader, add_tail_cb, request, error) &&
         add_edge (request, request->end_day * G_TIME_SPAN_DAY, request->until_us, error);
}

/* -- both */

gboolean
fecho_query_rollup_range (FechoDb  *db,
                          gint64   *ret_since_us,
                          gint64   *ret_until_us,
                          GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_ROLLUP_HOUR_RANGE, error);

  if (stmt == NULL || !fecho_stmt_next (stmt, error))
    return FALSE;
  *ret_since_us = fecho_stmt_get_int (stmt, 0) * FECHO_ROLLUP_HOUR_US;
  *ret_until_us = (fecho_stmt_get_int (stmt, 1) + 1) * FECHO_ROLLUP_HOUR_US;

  return TRUE;
}

/* No bucket lies outside of the range of all that is there. */
static gboolean
clamp (Request  *request,
       GError  **error)
{
  gint64 since_us, until_us;

  if (!fecho_query_rollup_range (request->db, &since_us, &until_us, error))
    return FALSE;
  request->since_us = MAX (request->since_us, since_us);
  request->until_us = MIN (request->until_us, until_us);

  return TRUE;
}

static Request
new_request (FechoDb      *db,
             FechoMatcher *matcher)
{
  const FechoFilter *filter = fecho_matcher_get_filter (matcher);
  Request request = {
    .db = db,
    .matcher = matcher,
    .kinds = filter->kinds,
    .since_us = filter->since_us,
    .until_us = filter->until_us,
    .step_us = G_MAXINT64,
  };

  return request;
}

gboolean
fecho_query_rollup_visit (FechoDb           *db,
                          FechoMatcher      *matcher,
                          gint64             step_us,
                          FechoRollupVisit   visit,
                          gpointer           user_data,
                          GError           **error)
{
  Request request = new_request (db, matcher);

  request.step_us = step_us;
  request.visit = visit;
  request.user_data = user_data;
  if (!clamp (&request, error))
    return FALSE;

  return request.since_us >= request.until_us || add_counts (&request, error);
}

static void
tally_cb (const FechoRollupCell *cell,
          gpointer               user_data)
{
  fecho_tally_add (user_data, cell->code, cell->failed_attempt, cell->was_clean, cell->standing,
                   cell->n);
}

gboolean
fecho_query_rollup_tally (FechoDb       *db,
                          FechoMatcher  *matcher,
                          FechoTally    *tally,
                          GError       **error)
{
  Request request = new_request (db, matcher);

  request.tally = tally;
  request.visit = tally_cb;
  request.user_data = tally;
  if (!clamp (&request, error))
    return FALSE;
  if (request.since_us >= request.until_us)
    return TRUE;

  return add_counts (&request, error) && add_lives (&request, error);
}
