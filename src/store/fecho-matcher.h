/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-filter.h"
#include "fecho-stmt.h"

G_BEGIN_DECLS

/* Columns of FECHO_SQL_WALK_*; the first three also of FECHO_SQL_WALK_KEYS_*. */
typedef enum
{
  FECHO_WALK_CLOSED_AT,
  FECHO_WALK_CODE,
  FECHO_WALK_ID,
  FECHO_WALK_SESSION,
  FECHO_WALK_LIFE,
  FECHO_WALK_HANDSHAKE,
  FECHO_WALK_WAS_CLEAN,
  FECHO_WALK_CLOSED_BY,
  FECHO_WALK_STAGE,
  FECHO_WALK_CAUSE,
  FECHO_WALK_REASON,
  FECHO_WALK_MARKED,
} FechoWalkColumn;

/* A filter made ready for rows: ids instead of names, found texts instead of words. The same
 * rule as fecho_filter_matches(), which tests hold side by side. */
typedef struct _FechoMatcher FechoMatcher;

FechoMatcher *fecho_matcher_new            (FechoDb           *db,
                                            const FechoFilter *filter,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void          fecho_matcher_free           (FechoMatcher      *self);
/* Do the time and the code of a row decide alone? Then FECHO_SQL_WALK_KEYS_* is enough. */
gboolean      fecho_matcher_needs_key_only (FechoMatcher      *self);
/* TRUE where no event at all can match. */
gboolean      fecho_matcher_is_empty       (FechoMatcher      *self);
/* FALSE where no event with the code can match. */
gboolean      fecho_matcher_has_code       (FechoMatcher      *self,
                                            guint16            code);
/* Whether its session's dictionary gives the code a class that is wanted; TRUE where no dictionary
 * decides of that: fecho_matcher_has_code() has done it. FALSE with an error too. */
gboolean      fecho_matcher_has_class      (FechoMatcher      *self,
                                            gint64             session,
                                            gint64             id,
                                            guint16            code,
                                            gboolean           failed_attempt,
                                            GError           **error);
gboolean      fecho_matcher_has_session    (FechoMatcher      *self,
                                            gint64             session);
/* What it looks for, as sets of ids (fecho-id-set.h): the sessions, NULL for any; where the filter
 * has a text the sessions that have it in their name or address, and the interned reasons. */
GHashTable   *fecho_matcher_get_sessions   (FechoMatcher      *self);
GHashTable   *fecho_matcher_get_named      (FechoMatcher      *self);
GHashTable   *fecho_matcher_get_reasons    (FechoMatcher      *self);
/* Does the filter name events? fecho_filter_has_id() tells which. */
gboolean      fecho_matcher_has_ids        (FechoMatcher      *self);
gboolean      fecho_matcher_has_text       (FechoMatcher      *self);
const FechoFilter *fecho_matcher_get_filter (FechoMatcher     *self);
/* A row of FECHO_SQL_WALK_* (or _KEYS_, where the key is enough). FALSE with an error too. */
gboolean      fecho_matcher_matches        (FechoMatcher      *self,
                                            FechoStmt         *row,
                                            GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoMatcher, fecho_matcher_free)

G_END_DECLS
