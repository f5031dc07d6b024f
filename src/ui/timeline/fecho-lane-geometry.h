/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-bar.h"
#include "fecho-cluster.h"
#include "fecho-timeline-model.h"

G_BEGIN_DECLS

/* Markers and pills are hit this far from their centre. */
#define FECHO_LANE_HIT_PX 12.0
#define FECHO_LANE_MARKER_PX 12

/* Where the parts of one lane are, x from the start of the axis. No drawing. */
typedef struct
{
  GArray *markers;              /* FechoMarker: those that are drawn */
  GArray *clusters;             /* FechoCluster of markers */
  GArray *bars;                 /* FechoBar */
  GArray *ticks;                /* double: failed attempts */
} FechoLaneGeometry;

FechoLaneGeometry  *fecho_lane_geometry_new          (const FechoLane         *lane,
                                                      const FechoTimeAxis     *axis,
                                                      gint64                   known_to_us,
                                                      guint                    classes,
                                                      const FechoClusterSizes *sizes,
                                                      const FechoDictionary   *dictionary) G_GNUC_WARN_UNUSED_RESULT;
void                fecho_lane_geometry_free         (FechoLaneGeometry       *self);
const FechoCluster *fecho_lane_geometry_get_cluster  (const FechoLaneGeometry *self,
                                                      guint                    index);
/* The cluster at a point, the nearest of several: x on the axis, dy from the middle of the lane.
 * FALSE where there is none. */
gboolean            fecho_lane_geometry_pick         (const FechoLaneGeometry *self,
                                                      double                   x,
                                                      double                   dy,
                                                      guint                   *ret_index);
/* The cluster that holds a marker, by its name; by its time where it is joined with others. */
gboolean            fecho_lane_geometry_find         (const FechoLaneGeometry *self,
                                                      gint64                   marker_id,
                                                      gint64                   marker_us,
                                                      guint                   *ret_index);
/* The cluster whose centre is nearest. */
gboolean            fecho_lane_geometry_find_nearest (const FechoLaneGeometry *self,
                                                      double                   x,
                                                      guint                   *ret_index);
/* The span of the lane at a time, NULL where nothing is known. */
const FechoSpan    *fecho_lane_find_span             (const FechoLane         *lane,
                                                      gint64                   at_us,
                                                      gint64                   known_to_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoLaneGeometry, fecho_lane_geometry_free)

G_END_DECLS
