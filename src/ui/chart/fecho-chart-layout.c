/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-chart-layout.h"

#define LABEL_PX 128
#define LABEL_CHARS 19
#define NARROW_LEFT_PX 12
#define RIGHT_PX 14
/* A label of the axis, "00:00:00" and a gap. */
#define TICK_CHARS 9

static double
get_char_px (GtkWidget *widget)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget),
                                                         NULL, NULL);
  double width = pango_font_metrics_get_approximate_char_width (metrics) / (double)PANGO_SCALE;

  pango_font_metrics_unref (metrics);

  return width;
}

void
fecho_chart_layout_init (FechoChartLayout *self,
                         GtkWidget        *widget,
                         int               width)
{
  self->narrow = width < FECHO_CHART_NARROW_PX;
  self->left = self->narrow ? NARROW_LEFT_PX : MAX (LABEL_PX, LABEL_CHARS * get_char_px (widget));
  self->width = MAX (width - self->left - RIGHT_PX, 1);
}

gboolean
fecho_chart_layout_equal (const FechoChartLayout *a,
                          const FechoChartLayout *b)
{
  return a->narrow == b->narrow && a->left == b->left && a->width == b->width;
}

FechoTimeAxis
fecho_chart_layout_get_axis (const FechoChartLayout *self,
                             gint64                  from_us,
                             gint64                  to_us)
{
  return (FechoTimeAxis) { .from_us = from_us, .to_us = MAX (to_us, from_us + 1),
                           .width = self->width };
}

PangoLayout *
fecho_chart_create_text (GtkWidget  *widget,
                         const char *text,
                         double      scale,
                         gboolean    bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  return layout;
}

void
fecho_chart_append_text (GtkSnapshot   *snapshot,
                         PangoLayout   *text,
                         double         x,
                         double         y,
                         const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, text, color);
  gtk_snapshot_restore (snapshot);
}

double
fecho_chart_get_tick_px (GtkWidget *widget)
{
  return MAX (FECHO_CHART_TICK_PX, TICK_CHARS * get_char_px (widget));
}
