/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-glyphs.h"

G_BEGIN_DECLS

/* Counts as columns beside one another, with a scale at the left: what the histograms of the
 * statistics have in common. One stop of the keyboard; the arrows go from column to column, Enter
 * leads to what is behind one, T shows all of them as a table.
 *
 * Property: "patterns" (boolean, kept): columns carry patterns beside colours.
 * Signal: "column-activated" (guint index), of a column that is not empty. */
#define FECHO_TYPE_COLUMN_CHART (fecho_column_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (FechoColumnChart, fecho_column_chart, FECHO, COLUMN_CHART, GtkWidget)

struct _FechoColumnChartClass
{
  GtkWidgetClass parent_class;

  guint    (*get_n_columns) (FechoColumnChart      *self);
  guint64  (*get_n)         (FechoColumnChart      *self,
                             guint                  index);
  /* From 0 to 1 of the width of the plot. */
  void     (*get_place)     (FechoColumnChart      *self,
                             guint                  index,
                             double                *ret_from,
                             double                *ret_to);
  /* Fills a column that is not empty, from the base up. */
  void     (*append_column) (FechoColumnChart      *self,
                             GtkSnapshot           *snapshot,
                             guint                  index,
                             const graphene_rect_t *bounds);
  /* Ticks and their labels below the plot. */
  void     (*append_ticks)  (FechoColumnChart      *self,
                             GtkSnapshot           *snapshot,
                             const graphene_rect_t *plot);
  /* NULL: nothing stands over the columns. */
  void     (*append_notes)  (FechoColumnChart      *self,
                             GtkSnapshot           *snapshot,
                             const graphene_rect_t *plot);
  /* One column in words; free it. */
  char    *(*describe)      (FechoColumnChart      *self,
                             guint                  index);
  void     (*show_table)    (FechoColumnChart      *self);
};

/* The data are others; finding says in words what they show. */
void                     fecho_column_chart_changed     (FechoColumnChart      *self,
                                                         const char            *finding);
const FechoChartPalette *fecho_column_chart_get_palette (FechoColumnChart      *self);
FechoGlyphs             *fecho_column_chart_get_glyphs  (FechoColumnChart      *self);
/* A vertical line of the grid, with its label below it. */
void                     fecho_column_chart_append_tick (FechoColumnChart      *self,
                                                         GtkSnapshot           *snapshot,
                                                         const graphene_rect_t *plot,
                                                         double                 x,
                                                         const char            *label);
/* The column at a point of the widget. */
gboolean                 fecho_column_chart_find        (FechoColumnChart      *self,
                                                         double                 x,
                                                         guint                 *ret_index);
/* Steps of a scale from 0 to most: 1, 2 or 5 times a power of ten, four at most. */
guint64                  fecho_column_chart_get_step    (guint64                most);

G_END_DECLS
