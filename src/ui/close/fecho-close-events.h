/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"
#include "fecho-span.h"

G_BEGIN_DECLS

/* Arrays of FechoCloseEvent that hold their events: what is selected, what a menu acts on. */

GPtrArray              *fecho_close_events_new          (void) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray              *fecho_close_events_new_one      (FechoCloseEvent   *event) G_GNUC_WARN_UNUSED_RESULT;
/* The last max of what a lane knows of a session, newest first. session: its name. */
GPtrArray              *fecho_close_events_from_markers (const FechoMarker *markers,
                                                         guint              n_markers,
                                                         guint              max,
                                                         const char        *session_id,
                                                         const char        *session) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray              *fecho_close_events_copy         (GPtrArray         *events) G_GNUC_WARN_UNUSED_RESULT;
/* Those of answer that events has too, in the order of events. */
GPtrArray              *fecho_close_events_pick         (GPtrArray         *events,
                                                         GPtrArray         *answer) G_GNUC_WARN_UNUSED_RESULT;
const FechoCloseRecord *fecho_close_events_get          (GPtrArray         *events,
                                                         guint              index);
/* From the first to the last in time. */
void                    fecho_close_events_find_bounds  (GPtrArray         *events,
                                                         gint64            *ret_from_us,
                                                         gint64            *ret_to_us);
/* Is one of them marked, or one not? */
gboolean                fecho_close_events_has_marked   (GPtrArray         *events,
                                                         gboolean           marked);
/* Marks those with these ids (gint64), or takes their mark away; FALSE where none has one. */
gboolean                fecho_close_events_set_marked   (GPtrArray         *events,
                                                         GArray            *ids,
                                                         gboolean           marked);

G_END_DECLS
