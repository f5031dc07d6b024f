/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-chart.h"
#include "fecho-timeline-model.h"

G_BEGIN_DECLS

/* What the tests of the charts share: a clock that stands, lanes made by hand, and pictures of
 * widgets. */

#define FECHO_TEST_SECOND ((gint64)G_USEC_PER_SEC)
/* 2026-11-24 16:40:00 UTC: now, and the end of a live range. */
#define FECHO_TEST_NOW_US (1795538400 * FECHO_TEST_SECOND)

/* The style sheet of the program, and the clock. */
void                fecho_chart_test_init   (void);
/* The hour up to now, live: 3600 s. */
FechoTimelineModel *fecho_chart_model_new   (void) G_GNUC_WARN_UNUSED_RESULT;
/* Shows lanes that are known up to now. Takes each lane. */
void                fecho_chart_show        (FechoTimelineModel *model,
                                             guint               n_lanes,
                                             FechoLane         **lanes);
void                fecho_chart_show_until  (FechoTimelineModel *model,
                                             guint               n_lanes,
                                             FechoLane         **lanes,
                                             gint64              known_to_us);
/* With what this computer did, known from the first minute on. */
void                fecho_chart_show_computer (FechoTimelineModel *model,
                                             guint               n_lanes,
                                             FechoLane         **lanes,
                                             guint               n_events,
                                             const FechoComputerEvent *events);

/* Times are seconds from the start of the range. */
FechoMarker        *fecho_chart_add_close   (FechoLane          *lane,
                                             double              at_s,
                                             guint16             code);
FechoMarker        *fecho_chart_add_attempt (FechoLane          *lane,
                                             double              at_s,
                                             guint16             code);
void                fecho_chart_add_span    (FechoLane          *lane,
                                             double              from_s,
                                             double              to_s,
                                             FechoSpanKind       kind);
/* Where a time stands in a chart. */
double              fecho_chart_x           (FechoChart         *chart,
                                             double              at_s);

/* A window that shows the widget, drawn. Destroy it. */
GtkWindow          *fecho_chart_window_new  (GtkWidget          *widget,
                                             int                 width,
                                             int                 height);
GdkTexture         *fecho_chart_picture     (GtkWidget          *widget) G_GNUC_WARN_UNUSED_RESULT;
/* 0xrrggbb */
guint               fecho_chart_pixel       (GdkTexture         *picture,
                                             double              x,
                                             double              y);
/* How many pixels of a colour there are in a rectangle. */
guint               fecho_chart_count       (GdkTexture         *picture,
                                             double              x,
                                             double              y,
                                             int                 width,
                                             int                 height,
                                             guint               color);
/* The only controller of a type. */
gpointer            fecho_chart_controller  (GtkWidget          *widget,
                                             GType               type);
/* As if the pointer came to a point of the widget. */
void                fecho_chart_hover       (GtkWidget          *widget,
                                             double              x,
                                             double              y);

G_END_DECLS
