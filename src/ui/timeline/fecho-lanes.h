/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-chart.h"
#include "fecho-lane-geometry.h"

G_BEGIN_DECLS

/* What is under a point of the lanes. Lives until the lanes change. */
typedef struct
{
  const FechoTimelineLane *lane;
  const FechoMarker       *markers;   /* of a marker or pill, NULL: none here */
  guint                    n_markers;
  guint                    n_ends;    /* how many ends of connection they are */
  const FechoSpan         *span;      /* NULL: none here */
  graphene_rect_t          bounds;    /* of the marker or pill, else a line at the point; of the widget */
} FechoLanesHit;

/* The lanes of the timeline: one widget that draws those of its sessions that are on the screen,
 * all of one FechoTimelineModel.
 *
 * Signals: "hover-changed": another thing is under the pointer; "selection-changed": a person went
 * to another marker or pill, or to none; "activated": what is selected is to be shown in full;
 * "session-chosen" (FechoSession): its name was clicked, the whole view shall be of it. Actions, with
 * their keys: lanes.next, lanes.previous, lanes.next-abnormal, lanes.previous-abnormal,
 * lanes.toggle-class (uint32, by the legend), lanes.scope (the session of the cursor), lanes.above,
 * lanes.below, lanes.first, lanes.now, lanes.split, lanes.clear, and those of all charts. */
#define FECHO_TYPE_LANES (fecho_lanes_get_type ())
G_DECLARE_FINAL_TYPE (FechoLanes, fecho_lanes, FECHO, LANES, FechoChart)

GtkWidget *fecho_lanes_new          (void) G_GNUC_WARN_UNUSED_RESULT;
/* FALSE where there is nothing at the point. */
gboolean   fecho_lanes_pick         (FechoLanes    *self,
                                     double         x,
                                     double         y,
                                     FechoLanesHit *ret_hit);
/* What is under the pointer. */
gboolean   fecho_lanes_get_hover    (FechoLanes    *self,
                                     FechoLanesHit *ret_hit);
/* The marker or pill that is selected; FALSE where it is none in the axis. */
gboolean   fecho_lanes_get_selected (FechoLanes    *self,
                                     FechoLanesHit *ret_hit);
/* As a person would, but in silence. session_id NULL: nothing. */
void       fecho_lanes_select       (FechoLanes    *self,
                                     const char    *session_id,
                                     gint64         marker_id);
/* Is a part still being built? What is drawn is then what was known of it for another axis. */
gboolean   fecho_lanes_is_building  (FechoLanes    *self);
/* The height of one lane. */
int        fecho_lanes_get_lane_px  (FechoLanes    *self);

G_END_DECLS
