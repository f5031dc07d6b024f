/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query.h"

#include "fecho-candidates.h"
#include "fecho-record.h"

/* How long one piece keeps other queries waiting. */
#define PIECE_US (50 * G_TIME_SPAN_MILLISECOND)
/* The clock is looked at this often. */
#define ROWS_PER_LOOK 256

/* A piece under construction. */
typedef struct
{
  FechoDb *db;
  FechoMatcher *matcher;
  FechoScan *scan;
  guint limit;
  gint64 until_us;              /* monotonic */
  guint n_seen;
} Piece;

FechoScan *
fecho_scan_new (void)
{
  FechoScan *self = g_new0 (FechoScan, 1);

  self->keys = g_array_new (FALSE, FALSE, sizeof (FechoPageKey));

  return self;
}

void
fecho_scan_free (FechoScan *self)
{
  g_array_unref (self->keys);
  g_free (self);
}

static gboolean
is_full (Piece *piece)
{
  if (piece->scan->keys->len >= piece->limit)
    return TRUE;

  return piece->n_seen > 0 && piece->n_seen % ROWS_PER_LOOK == 0 &&
         g_get_monotonic_time () >= piece->until_us;
}

/* A row of FechoWalkColumn, the next in the order of time. */
static gboolean
take_row (Piece      *piece,
          FechoStmt  *row,
          GError    **error)
{
  g_autoptr(GError) local = NULL;
  FechoPageKey key = {
    .closed_at_us = fecho_stmt_get_int (row, FECHO_WALK_CLOSED_AT),
    .code = fecho_stmt_get_int (row, FECHO_WALK_CODE),
    .id = fecho_stmt_get_int (row, FECHO_WALK_ID),
  };

  piece->n_seen++;
  piece->scan->reached = key;
  if (key.id <= piece->scan->last_id && fecho_matcher_matches (piece->matcher, row, &local))
    g_array_append_val (piece->scan->keys, key);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
take_candidate (Piece   *piece,
                gint64   id,
                GError **error)
{
  g_autoptr(FechoStmt) row = fecho_stmt_get (piece->db, FECHO_SQL_WALK_ROW, error);
  g_autoptr(GError) local = NULL;

  if (row == NULL)
    return FALSE;
  fecho_stmt_bind_int (row, 1, id);
  if (fecho_stmt_next (row, &local))
    return take_row (piece, row, error);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
take_candidates (Piece            *piece,
                 FechoCandidates  *candidates,
                 GError          **error)
{
  g_autoptr(GError) local = NULL;
  gboolean more = TRUE;
  gint64 id;

  while (more && !is_full (piece))
    {
      more = fecho_candidates_next (candidates, &id, &local);
      if (more && !take_candidate (piece, id, error))
        return FALSE;
    }
  piece->scan->done = !more;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
take_walk (Piece      *piece,
           FechoStmt  *walk,
           GError    **error)
{
  g_autoptr(GError) local = NULL;
  gboolean more = TRUE;

  while (more && !is_full (piece))
    {
      more = fecho_stmt_next (walk, &local);
      if (more && !take_row (piece, walk, error))
        return FALSE;
    }
  piece->scan->done = !more;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
take (Piece               *piece,
      const FechoPageKey  *after,
      GError             **error)
{
  const FechoFilter *filter = fecho_matcher_get_filter (piece->matcher);
  g_autoptr(FechoCandidates) candidates = NULL;
  g_autoptr(FechoStmt) walk = NULL;
  GError *local = NULL;

  if (!filter->marked)
    candidates = fecho_candidates_new (piece->db, piece->matcher, after, FALSE, &local);
  if (candidates != NULL)
    return take_candidates (piece, candidates, error);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  walk = fecho_walk_start (piece->db, filter->since_us, filter->until_us, after, FALSE,
                           fecho_walk_choose (piece->matcher), error);

  return walk != NULL && take_walk (piece, walk, error);
}

FechoScan *
fecho_query_scan (FechoDb             *db,
                  const FechoFilter   *filter,
                  const FechoPageKey  *after,
                  gint64               last_id,
                  guint                limit,
                  GError             **error)
{
  g_autoptr(FechoMatcher) matcher = fecho_matcher_new (db, filter, error);
  g_autoptr(FechoScan) scan = fecho_scan_new ();
  Piece piece = { db, matcher, scan, limit, g_get_monotonic_time () + PIECE_US, 0 };

  if (matcher == NULL)
    return NULL;
  scan->last_id = last_id;
  if (last_id == 0 && !fecho_db_get_int (db, FECHO_SQL_EVENT_LAST_ID, &scan->last_id, error))
    return NULL;
  scan->done = fecho_matcher_is_empty (matcher);
  if (!scan->done && !take (&piece, after, error))
    return NULL;

  return g_steal_pointer (&scan);
}

/* -- events by their keys */

GPtrArray *
fecho_query_events (FechoDb       *db,
                    const GArray  *ids,
                    GError       **error)
{
  g_autoptr(GPtrArray) events = fecho_record_new_array ();
  g_autoptr(FechoNames) names = fecho_names_new (db);

  for (guint i = 0; i < ids->len; i++)
    {
      GError *local = NULL;
      FechoCloseEvent *event = fecho_record_get (db, names, g_array_index (ids, gint64, i), &local);

      if (event != NULL)
        g_ptr_array_add (events, event);
      if (local != NULL)
        {
          g_propagate_error (error, local);
          return NULL;
        }
    }

  return g_steal_pointer (&events);
}
