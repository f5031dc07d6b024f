/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-matcher.h"
#include "fecho-segment.h"
#include "fecho-store.h"

G_BEGIN_DECLS

typedef enum
{
  FECHO_WALK_ROWS,              /* every column of FechoWalkColumn */
  FECHO_WALK_KEYS,              /* the first three: no row is looked up */
  FECHO_WALK_MARKED_ROWS,       /* of marked events only */
} FechoWalkKind;

/* What is enough for the matcher. */
FechoWalkKind fecho_walk_choose (FechoMatcher     *matcher);
/* The rows of a filter's range in the order of time, from a key on: strictly beyond after, which
 * may be NULL. */
FechoStmt *fecho_walk_start (FechoDb             *db,
                             gint64               since_us,
                             gint64               until_us,
                             const FechoPageKey  *after,
                             gboolean             forward,
                             FechoWalkKind        kind,
                             GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a segment keeps of an event, out of a row with every column. */
void       fecho_walk_read  (FechoStmt           *walk,
                             FechoSegmentEvent   *ret_event);

G_END_DECLS
