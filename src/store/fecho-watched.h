/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-span.h"
#include "fecho-stmt.h"

G_BEGIN_DECLS

/* When sessions were watched: from the runs of the program, the changes of state of each session,
 * and the computer's sleep. The time of a run that died ends when it was last seen; that of a run
 * that is alive goes on. */
typedef struct _FechoWatched FechoWatched;

/* Loads the runs, the sleep, and what is open, as known before until_us. */
FechoWatched *fecho_watched_new           (FechoDb       *db,
                                           gint64         until_us,
                                           GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void          fecho_watched_free          (FechoWatched  *self);
/* FechoInterval, sorted and without overlap, of one session (the id of a row). */
GArray       *fecho_watched_get_intervals (FechoWatched  *self,
                                           gint64         session,
                                           GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* Intervals of every session that has any: session id -> GArray of FechoInterval. */
GHashTable   *fecho_watched_get_all       (FechoWatched  *self,
                                           GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of one run. */
GHashTable   *fecho_watched_get_of_run    (FechoWatched  *self,
                                           gint64         run,
                                           GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* gint64: the runs whose time is not in time_total yet. */
GArray       *fecho_watched_get_unended   (FechoWatched  *self) G_GNUC_WARN_UNUSED_RESULT;
/* Adds the time in which a run has watched to time_total, inside the transaction that ends it. */
gboolean      fecho_watched_total_run     (FechoDb       *db,
                                           gint64         run_id,
                                           gint64         end_us,
                                           GError       **error);
/* Takes the time in which ended runs have watched a session out again, before its changes of state
 * are removed. */
gboolean      fecho_watched_untotal_session (FechoDb *db,
                                           gint64         session,
                                           GError       **error);
/* Every connection that a living run holds now. */
typedef void  (*FechoOpenVisit)           (gint64         session,
                                           gint64         opened_us,
                                           gpointer       user_data);

void          fecho_watched_visit_open    (FechoWatched  *self,
                                           FechoOpenVisit visit,
                                           gpointer       user_data);
/* When the connection was opened that a living run holds now; FECHO_UNKNOWN where none is. */
gint64        fecho_watched_get_opened_us (FechoWatched  *self,
                                           gint64         session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoWatched, fecho_watched_free)

G_END_DECLS
