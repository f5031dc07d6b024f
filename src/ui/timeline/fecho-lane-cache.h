/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-chart.h"
#include "fecho-lane-painter.h"

G_BEGIN_DECLS

/* What a lane needs to be drawn, kept until the data, the axis or the style are others. Long lanes are
 * built on another thread; until they are, what was drawn of them before is moved to where it belongs.
 * Part of its chart, which it draws again when there is more to be seen. */
typedef struct _FechoLaneCache FechoLaneCache;

FechoLaneCache          *fecho_lane_cache_new          (FechoChart             *chart) G_GNUC_WARN_UNUSED_RESULT;
void                     fecho_lane_cache_free         (FechoLaneCache         *self);
/* Another palette, font or scale factor: geometry too, since pills are as wide as their numbers. */
void                     fecho_lane_cache_restyle      (FechoLaneCache         *self);
/* Forgets lanes whose session has another dictionary by now. */
void                     fecho_lane_cache_look_up      (FechoLaneCache         *self);
const FechoTimeAxis     *fecho_lane_cache_get_axis     (FechoLaneCache         *self);
guint                    fecho_lane_cache_get_n_lanes  (FechoLaneCache         *self);
const FechoTimelineLane *fecho_lane_cache_get_lane     (FechoLaneCache         *self,
                                                        guint                   index);
/* As it is now, built at once where it must be. Valid until the lane, the axis or the style change. */
const FechoLaneGeometry *fecho_lane_cache_get_geometry (FechoLaneCache         *self,
                                                        guint                   index);
/* Before the lanes first to before end are drawn: what is missing of them is built, or begun. */
void                     fecho_lane_cache_prepare      (FechoLaneCache         *self,
                                                        guint                   first,
                                                        guint                   end);
/* A lane that was prepared; the origin is that of fecho_lane_painter_append(). */
void                     fecho_lane_cache_append       (FechoLaneCache         *self,
                                                        GtkSnapshot            *snapshot,
                                                        guint                   index);
/* Is something still being built? */
gboolean                 fecho_lane_cache_is_building  (FechoLaneCache         *self);
/* The name of the session. */
PangoLayout             *fecho_lane_cache_get_label    (FechoLaneCache         *self,
                                                        guint                   index);
/* The lane of a session. */
gboolean                 fecho_lane_cache_find         (FechoLaneCache         *self,
                                                        const char             *session_id,
                                                        guint                  *ret_index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoLaneCache, fecho_lane_cache_free)

G_END_DECLS
