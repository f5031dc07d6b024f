/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query-each.h"

#include "fecho-id-set.h"
#include "fecho-query-rollup.h"
#include "fecho-walk.h"

/* Up to so many events are read row by row, whatever else could be done. */
#define MAX_ROWS 20000

/* -- row by row */

static gboolean
visit_rows (FechoDb         *db,
            FechoMatcher    *matcher,
            FechoFoldVisit   visit,
            gpointer         user_data,
            GError         **error)
{
  const FechoFilter *filter = fecho_matcher_get_filter (matcher);
  g_autoptr(FechoStmt) walk = NULL;
  g_autoptr(GError) local = NULL;

  walk = fecho_walk_start (db, filter->since_us, filter->until_us, NULL, TRUE,
                           filter->marked ? FECHO_WALK_MARKED_ROWS : FECHO_WALK_ROWS, error);
  if (walk == NULL)
    return FALSE;
  while (local == NULL && fecho_stmt_next (walk, &local))
    {
      FechoSegmentEvent event;

      if (!fecho_matcher_matches (matcher, walk, &local))
        continue;
      fecho_walk_read (walk, &event);
      visit (fecho_stmt_get_int (walk, FECHO_WALK_SESSION), &event, user_data);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* -- by id, in no order */

static gboolean
visit_id (FechoDb         *db,
          FechoMatcher    *matcher,
          gint64           id,
          FechoFoldVisit   visit,
          gpointer         user_data,
          GError         **error)
{
  const FechoFilter *filter = fecho_matcher_get_filter (matcher);
  g_autoptr(FechoStmt) row = fecho_stmt_get (db, FECHO_SQL_WALK_ROW, error);
  g_autoptr(GError) local = NULL;
  FechoSegmentEvent event;

  if (row == NULL)
    return FALSE;
  fecho_stmt_bind_int (row, 1, id);
  if (fecho_stmt_next (row, &local) && fecho_matcher_matches (matcher, row, &local))
    {
      fecho_walk_read (row, &event);
      if (event.closed_at_us >= filter->since_us && event.closed_at_us < filter->until_us)
        visit (fecho_stmt_get_int (row, FECHO_WALK_SESSION), &event, user_data);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
visit_ids (FechoDb         *db,
           FechoMatcher    *matcher,
           FechoFoldVisit   visit,
           gpointer         user_data,
           GError         **error)
{
  const GArray *ids = fecho_matcher_get_filter (matcher)->ids;

  for (guint i = 0; i < ids->len; i++)
    {
      if (!visit_id (db, matcher, g_array_index (ids, gint64, i), visit, user_data, error))
        return FALSE;
    }

  return TRUE;
}

/* -- out of segments */

typedef struct
{
  FechoMatcher *matcher;
  FechoFoldVisit visit;
  gpointer user_data;
  GError *error;                /* the first */
} Visit;

/* Segments hold neither texts nor stages, causes, origins and marks. */
static gboolean
segments_can (FechoMatcher *matcher)
{
  const FechoFilter *filter = fecho_matcher_get_filter (matcher);

  return !fecho_matcher_has_text (matcher) && filter->stages == 0 && filter->causes == 0 &&
         filter->origins == 0 && !filter->marked;
}

static void
visit_cb (gint64                   session,
          const FechoSegmentEvent *event,
          gpointer                 user_data)
{
  Visit *self = user_data;
  const FechoFilter *filter = fecho_matcher_get_filter (self->matcher);
  FechoKinds kind = event->life_us < 0 ? FECHO_KINDS_ATTEMPTS : FECHO_KINDS_CLOSES;

  if (event->closed_at_us >= filter->since_us && event->closed_at_us < filter->until_us &&
      (filter->kinds & kind) != 0 &&
      (filter->closed_by == 0 || (filter->closed_by >> event->closed_by & 1) != 0) &&
      (filter->clean == 0 || (filter->clean >> event->was_clean & 1) != 0) &&
      fecho_filter_has_life (filter, event->life_us) &&
      fecho_matcher_has_session (self->matcher, session) &&
      fecho_filter_has_id (filter, event->id) &&
      fecho_matcher_has_code (self->matcher, event->code) && self->error == NULL &&
      fecho_matcher_has_class (self->matcher, session, event->id, event->code, event->life_us < 0,
                               &self->error))
    self->visit (session, event, self->user_data);
}

static gboolean
visit_folds (FechoDb  *db,
             Visit    *visit,
             GError  **error)
{
  const FechoFilter *filter = fecho_matcher_get_filter (visit->matcher);
  g_autoptr(FechoFoldReader) reader = fecho_fold_reader_new (db, error);
  g_autoptr(GArray) sessions = NULL;

  if (reader == NULL || !fecho_fold_reader_visit_tail (reader, visit_cb, visit, error))
    return FALSE;
  if (fecho_matcher_get_sessions (visit->matcher) == NULL)
    return fecho_fold_reader_visit_all (reader, filter->since_us, filter->until_us,
                                        visit_cb, visit, error);
  sessions = fecho_id_set_to_array (fecho_matcher_get_sessions (visit->matcher));

  return fecho_fold_reader_visit_folds (reader, sessions, filter->since_us, filter->until_us,
                                        visit_cb, visit, error);
}

static gboolean
visit_segments (FechoDb         *db,
                FechoMatcher    *matcher,
                FechoFoldVisit   func,
                gpointer         user_data,
                GError         **error)
{
  Visit visit = { matcher, func, user_data, NULL };
  gboolean good = visit_folds (db, &visit, error);

  if (good && visit.error == NULL)
    return TRUE;
  if (good)
    g_propagate_error (error, visit.error);
  else
    g_clear_error (&visit.error);

  return FALSE;
}

/* -- the way that costs least */

gboolean
fecho_query_each (FechoDb         *db,
                  FechoMatcher    *matcher,
                  FechoFoldVisit   visit,
                  gpointer         user_data,
                  GError         **error)
{
  const FechoFilter *filter = fecho_matcher_get_filter (matcher);
  gint64 enough = MAX_ROWS;
  gint64 n;

  if (fecho_matcher_is_empty (matcher))
    return TRUE;
  if (fecho_matcher_has_ids (matcher))
    enough = MAX (enough, filter->ids->len);
  if (!fecho_query_rollup_count (db, filter->since_us, filter->until_us, enough, &n, error))
    return FALSE;
  if (fecho_matcher_has_ids (matcher) && filter->ids->len < n)
    return visit_ids (db, matcher, visit, user_data, error);
  if (n > MAX_ROWS && segments_can (matcher))
    return visit_segments (db, matcher, visit, user_data, error);

  return visit_rows (db, matcher, visit, user_data, error);
}

static void
tally_cb (gint64                   session,
          const FechoSegmentEvent *event,
          gpointer                 user_data)
{
  fecho_tally_add_event (user_data, event);
}

gboolean
fecho_query_tally (FechoDb       *db,
                   FechoMatcher  *matcher,
                   FechoTally    *tally,
                   GError       **error)
{
  const FechoFilter *filter = fecho_matcher_get_filter (matcher);
  gint64 n;

  if (fecho_matcher_is_empty (matcher))
    return TRUE;
  if (!fecho_query_rollup_count (db, filter->since_us, filter->until_us, MAX_ROWS, &n, error))
    return FALSE;
  if (n > MAX_ROWS && fecho_query_rollup_can (filter))
    return fecho_query_rollup_tally (db, matcher, tally, error);

  return fecho_query_each (db, matcher, tally_cb, tally, error);
}
