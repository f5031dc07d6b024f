/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-lane-cache.h"

G_BEGIN_DECLS

/* The marker or pill that is selected, by names that stay when the lanes are read anew. */
typedef struct
{
  char   *session_id;           /* NULL: nothing */
  gint64  marker_id;            /* of a pill: any of its markers; 0: the lane alone */
  gint64  marker_us;            /* its time: in a coarse lane it may have no name of its own */
} FechoLaneCursor;

void     fecho_lane_cursor_clear     (FechoLaneCursor       *self);
/* index: of the cluster; -1: the lane alone */
void     fecho_lane_cursor_set       (FechoLaneCursor       *self,
                                      FechoLaneCache        *cache,
                                      guint                  lane,
                                      int                    index);
gboolean fecho_lane_cursor_get_lane  (const FechoLaneCursor *self,
                                      FechoLaneCache        *cache,
                                      guint                 *ret_lane);
/* FALSE where the marker is out of the axis. */
gboolean fecho_lane_cursor_locate    (const FechoLaneCursor *self,
                                      FechoLaneCache        *cache,
                                      guint                 *ret_lane,
                                      guint                 *ret_index);
/* To the next close (by > 0) or the one before in the lane. An empty cursor goes to the first lane.
 * Each returns whether it moved. */
gboolean fecho_lane_cursor_step      (FechoLaneCursor       *self,
                                      FechoLaneCache        *cache,
                                      int                    by);
/* To the next (by > 0) or previous close of a class: in the lane, then in the lanes after or before. */
gboolean fecho_lane_cursor_step_to   (FechoLaneCursor       *self,
                                      FechoLaneCache        *cache,
                                      FechoCloseClass        klass,
                                      int                    by);
/* To the lane below (by > 0) or above, there to the close that is nearest in time. */
gboolean fecho_lane_cursor_step_lane (FechoLaneCursor       *self,
                                      FechoLaneCache        *cache,
                                      int                    by);
/* To the first or the last close of the lane. */
gboolean fecho_lane_cursor_go_to_end (FechoLaneCursor       *self,
                                      FechoLaneCache        *cache,
                                      gboolean               last);

G_END_DECLS
