/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-time-axis.h"

G_BEGIN_DECLS

/* Where a chart of the timeline has its axis: the same for all that are equally wide and have the
 * same font, so that the charts stand under one another. */
typedef struct
{
  double   left;                /* width of the column of labels */
  double   width;               /* of the axis */
  gboolean narrow;              /* labels stand above, there is no column */
} FechoChartLayout;

/* Scales of text: names of lanes, and captions. */
#define FECHO_CHART_NAME_SCALE 0.86
#define FECHO_CHART_CAPTION_SCALE PANGO_SCALE_SMALL

/* Pages narrower than this are narrow. */
#define FECHO_CHART_NARROW_PX 640
/* Least distance of the labels of the axis, at normal text size. */
#define FECHO_CHART_TICK_PX 64

void          fecho_chart_layout_init      (FechoChartLayout       *self,
                                            GtkWidget              *widget,
                                            int                     width);
gboolean      fecho_chart_layout_equal     (const FechoChartLayout *a,
                                            const FechoChartLayout *b);
/* Axis x is left of the layout + x. */
FechoTimeAxis fecho_chart_layout_get_axis  (const FechoChartLayout *self,
                                            gint64                  from_us,
                                            gint64                  to_us);
/* Text of a chart, smaller than that of the interface, its figures equally wide. */
PangoLayout  *fecho_chart_create_text      (GtkWidget              *widget,
                                            const char             *text,
                                            double                  scale,
                                            gboolean                bold) G_GNUC_WARN_UNUSED_RESULT;
/* Draws a layout with its top left corner at a point. */
void          fecho_chart_append_text      (GtkSnapshot            *snapshot,
                                            PangoLayout            *text,
                                            double                  x,
                                            double                  y,
                                            const GdkRGBA          *color);
/* Least distance of ticks for the widget's font. */
double        fecho_chart_get_tick_px      (GtkWidget              *widget);

G_END_DECLS
