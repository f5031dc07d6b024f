/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-lane-shelf.h"
#include "fecho-range.h"
#include "fecho-session-ranks.h"
#include "fecho-timeline-answer.h"
#include "fecho-timeline-totals.h"

G_BEGIN_DECLS

#define FECHO_NO_POINTER G_MININT64

/* What every chart of the timeline draws: one axis and the lanes of the scope, asked of the monitor
 * when something was committed, the range moved or the scope is another. Of lanes only those on the
 * screen are asked, and of them only those that must have changed.
 *
 * Properties: "monitor" (FechoMonitor), "range" (FechoRange), "scope" (GStrv of session ids, NULL:
 * all), "classes" (guint, bit n for the class n: what is drawn), "pointer-us" (gint64, the time
 * under the pointer, FECHO_NO_POINTER where it is elsewhere), "has-selection" (boolean, read-only; also
 * notified when it is another one), "loading" (boolean, read-only: an answer
 * is long in coming), "n-waiting" (guint, read-only: how many sessions wait for the network). Signals: "axis-changed": the axis moved; "lanes-changed": other lanes, sums or
 * classes. */
#define FECHO_TYPE_TIMELINE_MODEL (fecho_timeline_model_get_type ())
G_DECLARE_FINAL_TYPE (FechoTimelineModel, fecho_timeline_model, FECHO, TIMELINE_MODEL, GObject)

FechoTimelineModel        *fecho_timeline_model_new             (void) G_GNUC_WARN_UNUSED_RESULT;
FechoMonitor              *fecho_timeline_model_get_monitor     (FechoTimelineModel *self);
void                       fecho_timeline_model_set_monitor     (FechoTimelineModel *self,
                                                                 FechoMonitor       *monitor);
FechoRange                *fecho_timeline_model_get_range       (FechoTimelineModel *self);
void                       fecho_timeline_model_set_range       (FechoTimelineModel *self,
                                                                 FechoRange         *range);
const char *const         *fecho_timeline_model_get_scope       (FechoTimelineModel *self);
void                       fecho_timeline_model_set_scope       (FechoTimelineModel *self,
                                                                 const char *const  *scope);
guint                      fecho_timeline_model_get_classes     (FechoTimelineModel *self);
void                       fecho_timeline_model_set_classes     (FechoTimelineModel *self,
                                                                 guint               classes);
gint64                     fecho_timeline_model_get_pointer_us  (FechoTimelineModel *self);
void                       fecho_timeline_model_set_pointer_us  (FechoTimelineModel *self,
                                                                 gint64              pointer_us);
/* A range of time that is selected on the axis; equal times: none. */
void                       fecho_timeline_model_set_selection   (FechoTimelineModel *self,
                                                                 gint64              from_us,
                                                                 gint64              to_us);
gboolean                   fecho_timeline_model_get_selection   (FechoTimelineModel *self,
                                                                 gint64             *ret_from_us,
                                                                 gint64             *ret_to_us);
/* In their order the lanes stand; NULL: in that of the list. */
void                       fecho_timeline_model_set_ranks       (FechoTimelineModel *self,
                                                                 FechoSessionRanks  *ranks);
/* In a narrow window what needs attention comes first, whatever the order is else. */
void                       fecho_timeline_model_set_narrow      (FechoTimelineModel *self,
                                                                 gboolean            narrow);
/* An inactive model (the page is not on the screen) asks nothing. */
void                       fecho_timeline_model_set_active      (FechoTimelineModel *self,
                                                                 gboolean            active);
/* From now on the axis glides to another range in the frames of widget, which must live longer. */
void                       fecho_timeline_model_glide_in        (FechoTimelineModel *self,
                                                                 GtkWidget          *widget);
/* Where the axis is, which may still be on its way to the range. */
gint64                     fecho_timeline_model_get_from_us     (FechoTimelineModel *self);
gint64                     fecho_timeline_model_get_to_us       (FechoTimelineModel *self);
guint                      fecho_timeline_model_get_n_lanes     (FechoTimelineModel *self);
const FechoTimelineLane   *fecho_timeline_model_get_lane        (FechoTimelineModel *self,
                                                                 guint               index);
/* The lane of a session. */
gboolean                   fecho_timeline_model_find_lane       (FechoTimelineModel *self,
                                                                 const char         *session_id,
                                                                 guint              *ret_index);
/* Which lanes are on the screen, first to before end, and how wide the axis is in pixels. */
void                       fecho_timeline_model_set_window      (FechoTimelineModel *self,
                                                                 guint               first,
                                                                 guint               end,
                                                                 double              width);
const FechoTimelineTotals *fecho_timeline_model_get_totals      (FechoTimelineModel *self);
/* What they are taken from; NULL until there is an answer. */
const FechoSummary        *fecho_timeline_model_get_summary     (FechoTimelineModel *self);
/* Of closes that count; NULL until there is an answer. */
const FechoBuckets        *fecho_timeline_model_get_buckets     (FechoTimelineModel *self);
/* FechoComputerEvent; NULL until there is an answer. */
const GArray              *fecho_timeline_model_get_computer    (FechoTimelineModel *self);
/* FechoInterval: when this computer was watched; NULL until there is an answer. */
const GArray              *fecho_timeline_model_get_computer_known (FechoTimelineModel *self);
guint                      fecho_timeline_model_get_n_waiting   (FechoTimelineModel *self);
gboolean                   fecho_timeline_model_get_loading     (FechoTimelineModel *self);
/* The answer of a query for a view. Takes it. */
void                       fecho_timeline_model_take_answer     (FechoTimelineModel  *self,
                                                                 FechoTimelineAnswer *answer,
                                                                 const FechoLaneView *view);

G_END_DECLS
