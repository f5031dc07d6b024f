/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-walk.h"

#include "fecho-record.h"

/* Backward and forward. */
static const FechoSql walks[][2] = {
  [FECHO_WALK_ROWS] = { FECHO_SQL_WALK_BACKWARD, FECHO_SQL_WALK_FORWARD },
  [FECHO_WALK_KEYS] = { FECHO_SQL_WALK_KEYS_BACKWARD, FECHO_SQL_WALK_KEYS_FORWARD },
  [FECHO_WALK_MARKED_ROWS] = { FECHO_SQL_WALK_MARKED_BACKWARD, FECHO_SQL_WALK_MARKED_FORWARD },
};

/* Codes are at least 1: the key (t, 0, 0) lies before all events of the moment t. */
static FechoPageKey
get_start (gint64              edge_us,
           const FechoPageKey *after,
           gboolean            forward)
{
  FechoPageKey edge = { .closed_at_us = edge_us };
  gboolean beyond;

  if (after == NULL)
    return edge;
  beyond = forward ? after->closed_at_us < edge_us : after->closed_at_us >= edge_us;

  return beyond ? edge : *after;
}

FechoWalkKind
fecho_walk_choose (FechoMatcher *matcher)
{
  if (fecho_matcher_get_filter (matcher)->marked)
    return FECHO_WALK_MARKED_ROWS;

  return fecho_matcher_needs_key_only (matcher) ? FECHO_WALK_KEYS : FECHO_WALK_ROWS;
}

FechoStmt *
fecho_walk_start (FechoDb             *db,
                  gint64               since_us,
                  gint64               until_us,
                  const FechoPageKey  *after,
                  gboolean             forward,
                  FechoWalkKind        kind,
                  GError             **error)
{
  FechoPageKey start = get_start (forward ? since_us : until_us, after, forward);
  FechoStmt *stmt = fecho_stmt_get (db, walks[kind][forward != FALSE], error);

  if (stmt == NULL)
    return NULL;
  fecho_stmt_bind_int (stmt, 1, start.closed_at_us);
  fecho_stmt_bind_int (stmt, 2, start.code);
  fecho_stmt_bind_int (stmt, 3, start.id);
  fecho_stmt_bind_int (stmt, 4, forward ? until_us : since_us);

  return stmt;
}

void
fecho_walk_read (FechoStmt         *walk,
                 FechoSegmentEvent *ret_event)
{
  FechoCause cause = fecho_record_get_enum (walk, FECHO_WALK_CAUSE, FECHO_N_CAUSES - 1,
                                            FECHO_CAUSE_UNKNOWN);

  ret_event->id = fecho_stmt_get_int (walk, FECHO_WALK_ID);
  ret_event->closed_at_us = fecho_stmt_get_int (walk, FECHO_WALK_CLOSED_AT);
  ret_event->life_us = fecho_stmt_get_known (walk, FECHO_WALK_LIFE);
  ret_event->handshake_us = fecho_stmt_get_known (walk, FECHO_WALK_HANDSHAKE);
  ret_event->code = fecho_stmt_get_int (walk, FECHO_WALK_CODE);
  ret_event->was_clean = fecho_stmt_get_int (walk, FECHO_WALK_WAS_CLEAN) != 0;
  ret_event->closed_by = fecho_record_get_enum (walk, FECHO_WALK_CLOSED_BY, FECHO_CLOSED_BY_NOBODY,
                                                FECHO_CLOSED_BY_NOBODY);
  ret_event->standing = fecho_standing_of (ret_event->closed_by, cause);
}
