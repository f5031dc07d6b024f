/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-segment.h"

G_BEGIN_DECLS

/* A fold as readers need it. */
typedef struct
{
  gint64 id;
  gint64 first_id;
  gint64 last_id;
  gint64 first_at_us;           /* the least closed_at, and the greatest */
  gint64 last_at_us;
} FechoFoldInfo;

/* Reads the events of some sessions: a few segments of each fold, and all of the tail that is in
 * no fold yet. Within one read transaction. Segments are derived data: where one cannot be read,
 * the events of its fold are read instead, and the handle remembers the fold. */
typedef struct _FechoFoldReader FechoFoldReader;

typedef void (*FechoFoldVisit) (gint64                   session,
                                const FechoSegmentEvent *event,
                                gpointer                 user_data);

FechoFoldReader *fecho_fold_reader_new         (FechoDb            *db,
                                                GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void             fecho_fold_reader_free        (FechoFoldReader    *self);
/* FechoFoldInfo by rising ids of events. */
const GArray    *fecho_fold_reader_get_folds   (FechoFoldReader    *self);
/* The last event that is in a fold. */
gint64           fecho_fold_reader_get_mark    (FechoFoldReader    *self);
/* Events of one session in one fold with closed_at in [from, to), in the order of time. */
gboolean         fecho_fold_reader_visit_fold  (FechoFoldReader      *self,
                                                const FechoFoldInfo  *fold,
                                                gint64                session,
                                                gint64                from_us,
                                                gint64                to_us,
                                                FechoFoldVisit        visit,
                                                gpointer              user_data,
                                                GError              **error);
/* The same of all folds and several sessions (gint64). */
gboolean         fecho_fold_reader_visit_folds (FechoFoldReader      *self,
                                                const GArray         *sessions,
                                                gint64                from_us,
                                                gint64                to_us,
                                                FechoFoldVisit        visit,
                                                gpointer              user_data,
                                                GError              **error);
/* The same of every session there is. */
gboolean         fecho_fold_reader_visit_all   (FechoFoldReader      *self,
                                                gint64                from_us,
                                                gint64                to_us,
                                                FechoFoldVisit        visit,
                                                gpointer              user_data,
                                                GError              **error);
/* Every event of the tail, of every session, by rising id. */
gboolean         fecho_fold_reader_visit_tail  (FechoFoldReader      *self,
                                                FechoFoldVisit        visit,
                                                gpointer              user_data,
                                                GError              **error);
/* The first event of the session in any fold that closed at or after at_us. ret_event->id is 0
 * where there is none. */
gboolean         fecho_fold_reader_find_next   (FechoFoldReader      *self,
                                                gint64                session,
                                                gint64                at_us,
                                                FechoSegmentEvent    *ret_event,
                                                GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoFoldReader, fecho_fold_reader_free)

G_END_DECLS
