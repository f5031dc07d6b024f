/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-chart-layout.h"
#include "fecho-chart-palette.h"
#include "fecho-timeline-model.h"

G_BEGIN_DECLS

#define FECHO_CHART_FOCUS_RADIUS_PX 4

/* Where a key moves the cursor of a chart to. */
typedef enum
{
  FECHO_CHART_NEXT,
  FECHO_CHART_PREVIOUS,
  FECHO_CHART_FIRST,
  FECHO_CHART_LAST,
  FECHO_CHART_NOWHERE,
} FechoChartStep;

/* What the charts of the timeline have in common: the model they draw, where the axis is, colours,
 * grid, crosshair and the line of now, the keys of fecho-chart-actions.h. Charts of the same width show
 * the same time at the same x.
 *
 * Property: "model" (FechoTimelineModel). */
#define FECHO_TYPE_CHART (fecho_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (FechoChart, fecho_chart, FECHO, CHART, GtkWidget)

struct _FechoChartClass
{
  GtkWidgetClass parent_class;

  /* The range moved; drawing is queued already. */
  void (*axis_changed)  (FechoChart *self);
  /* Other lanes or classes, never without a model; drawing is queued already. */
  void (*lanes_changed) (FechoChart *self);
  /* Another palette, font, scale factor or width. */
  void (*restyled)      (FechoChart *self);
  /* What it draws, in a window; NULL: it draws nothing of its own. Action "chart.show-table", T. */
  void (*show_table)    (FechoChart *self);
  /* Adds the sections that the menu at a point has before the table. NULL: none. */
  void (*fill_menu)     (FechoChart *self,
                         GMenu      *menu,
                         double      x,
                         double      y);
  /* Where the menu of the keyboard opens. NULL, or where it sets nothing: in the middle. */
  void (*get_cursor)    (FechoChart *self,
                         double     *x,
                         double     *y);
  /* The time that zooming by key keeps where it is; FALSE or NULL: none. */
  gboolean (*get_cursor_us)     (FechoChart     *self,
                                 gint64         *ret_us);
  /* Of a chart with fecho_chart_actions_install_cursor(); never without a range. FALSE: it stays. */
  gboolean (*move_cursor)       (FechoChart     *self,
                                 FechoChartStep  step);
  /* What the range is to be once the cursor is entered. FALSE: the cursor is nowhere. */
  gboolean (*get_cursor_bounds) (FechoChart     *self,
                                 gint64         *ret_from_us,
                                 gint64         *ret_to_us);
};

FechoTimelineModel      *fecho_chart_get_model        (FechoChart         *self);
void                     fecho_chart_set_model        (FechoChart         *self,
                                                       FechoTimelineModel *model);
/* NULL without a model or a range: there is nothing to draw then. */
FechoRange              *fecho_chart_get_range        (FechoChart         *self);
const FechoChartLayout  *fecho_chart_get_layout       (FechoChart         *self);
const FechoChartPalette *fecho_chart_get_palette      (FechoChart         *self);
const FechoTimeAxis     *fecho_chart_get_axis         (FechoChart         *self);
/* FechoTick */
const GArray            *fecho_chart_get_ticks        (FechoChart         *self);

/* Takes a floating popover; the one before goes. */
void                     fecho_chart_show_popover     (FechoChart         *self,
                                                       GtkWidget          *popover,
                                                       double              x,
                                                       double              y);

/* Over the whole height. */
void                     fecho_chart_append_grid      (FechoChart         *self,
                                                       GtkSnapshot        *snapshot);
/* The times in which this computer was not there, through all lanes. */
void                     fecho_chart_append_bands     (FechoChart         *self,
                                                       GtkSnapshot        *snapshot);
/* Around what has the focus, or is selected. */
void                     fecho_chart_append_ring      (FechoChart         *self,
                                                       GtkSnapshot        *snapshot,
                                                       const graphene_rect_t *bounds,
                                                       float               radius);
void                     fecho_chart_append_crosshair (FechoChart         *self,
                                                       GtkSnapshot        *snapshot);
void                     fecho_chart_append_selection (FechoChart         *self,
                                                       GtkSnapshot        *snapshot);
void                     fecho_chart_append_now       (FechoChart         *self,
                                                       GtkSnapshot        *snapshot);

G_END_DECLS
