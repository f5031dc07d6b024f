/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-glyphs.h"
#include "fecho-lane-geometry.h"

G_BEGIN_DECLS

/* Draws lanes: colours, glyphs and the font of the numbers in pills. One per widget, made anew when
 * its style or scale changes. */
typedef struct _FechoLanePainter FechoLanePainter;

FechoLanePainter        *fecho_lane_painter_new         (GtkWidget               *widget,
                                                         const FechoChartPalette *palette) G_GNUC_WARN_UNUSED_RESULT;
void                     fecho_lane_painter_free        (FechoLanePainter        *self);
/* What clusters are to be built with. */
const FechoClusterSizes *fecho_lane_painter_get_sizes   (FechoLanePainter        *self);
/* Everything of a lane but its label: 0, 0 is the start of the axis and the middle of the bar,
 * which stands at half a pixel so that the edges of the bar are sharp. */
void                     fecho_lane_painter_append      (FechoLanePainter        *self,
                                                         GtkSnapshot             *snapshot,
                                                         const FechoLaneGeometry *geometry);
/* The same without the last marker or pill. */
void                     fecho_lane_painter_append_old  (FechoLanePainter        *self,
                                                         GtkSnapshot             *snapshot,
                                                         const FechoLaneGeometry *geometry);
/* The last marker or pill, which is on its way to its size: scale 1. */
void                     fecho_lane_painter_append_new  (FechoLanePainter        *self,
                                                         GtkSnapshot             *snapshot,
                                                         const FechoLaneGeometry *geometry,
                                                         double                   scale);
/* One span as it is drawn in a lane, for legends. */
void                     fecho_lane_painter_append_span (FechoLanePainter        *self,
                                                         GtkSnapshot             *snapshot,
                                                         FechoSpanKind            kind,
                                                         double                   x0,
                                                         double                   x1);
void                     fecho_lane_painter_append_tick (FechoLanePainter        *self,
                                                         GtkSnapshot             *snapshot,
                                                         double                   x,
                                                         double                   y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoLanePainter, fecho_lane_painter_free)

G_END_DECLS
