/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lane-painter.h"

#include <math.h>

#include "fecho-chart-layout.h"

#define OPEN_PX 11.0
#define OPEN_RADIUS_PX 2.5
#define HATCHED_PX 7.0
#define DOT_PX 2.0
#define DOT_STEP_PX 7.0
#define TICK_WIDTH_PX 1.5
#define TICK_HEIGHT_PX 5.0
/* From the middle of the bar to the top of the ticks. */
#define TICK_TOP_PX 6.5

#define PILL_MIN_HEIGHT_PX 17
#define PILL_BORDER_PX 1.5
#define PILL_GLYPH_PX 9
#define PILL_GLYPH_STEP_PX 12.0
#define PILL_PADDING_PX 12.0
/* Wide enough for two glyphs and six figures. */
#define SPLIT_PX 84.0
#define NEAR_PX 9.0
#define ROOM_PX 12.0
#define ROOM_LEFT_PX 6.0

struct _FechoLanePainter
{
  FechoChartPalette palette;
  FechoGlyphs *glyphs;
  FechoClusterSizes sizes;
  PangoLayout *number;
  double pill_height;           /* odd: its middle is that of the bar */
};

static double
measure_digit (PangoLayout *layout)
{
  PangoRectangle rect;

  pango_layout_set_text (layout, "0000", -1);
  pango_layout_get_extents (layout, NULL, &rect);

  return rect.width / 4.0 / PANGO_SCALE;
}

static double
measure_pill_height (PangoLayout *layout)
{
  int height;

  pango_layout_set_text (layout, "0", -1);
  pango_layout_get_pixel_size (layout, NULL, &height);

  return MAX (height, PILL_MIN_HEIGHT_PX) | 1;
}

static void
append_frame (GtkSnapshot          *snapshot,
              const GskRoundedRect *outline,
              const GdkRGBA        *color,
              float                 width)
{
  const float widths[4] = { width, width, width, width };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };

  gtk_snapshot_append_border (snapshot, outline, widths, colors);
}

static void
append_open (FechoLanePainter *self,
             GtkSnapshot      *snapshot,
             double            x0,
             double            x1)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x0, -OPEN_PX / 2, x1 - x0, OPEN_PX);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, MIN (OPEN_RADIUS_PX, (x1 - x0) / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->palette.open_fill, &bounds);
  gtk_snapshot_pop (snapshot);
  append_frame (snapshot, &outline, &self->palette.open_edge, 1);
}

static void
append_hatched (FechoLanePainter *self,
                GtkSnapshot      *snapshot,
                FechoHatch        hatch,
                const GdkRGBA    *edge,
                double            x0,
                double            x1)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x0, -HATCHED_PX / 2, x1 - x0, HATCHED_PX);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, 0);
  fecho_glyphs_append_hatch (self->glyphs, snapshot, hatch, &bounds);
  append_frame (snapshot, &outline, edge, 1);
}

/* One tile with a dot, repeated. */
static void
append_dots (FechoLanePainter *self,
             GtkSnapshot      *snapshot,
             double            x0,
             double            x1)
{
  const double top = -DOT_PX / 2 - 0.5;
  const double inset = floor ((DOT_STEP_PX - DOT_PX) / 2);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x0, top, x1 - x0, DOT_PX);
  graphene_rect_t tile = GRAPHENE_RECT_INIT (x0, top, DOT_STEP_PX, DOT_PX);
  graphene_rect_t dot = GRAPHENE_RECT_INIT (x0 + inset, top, DOT_PX, DOT_PX);

  gtk_snapshot_push_repeat (snapshot, &bounds, &tile);
  gtk_snapshot_append_color (snapshot, &self->palette.unmonitored, &dot);
  gtk_snapshot_pop (snapshot);
}

static FechoGlyphStyle
get_glyph_style (const FechoCluster *cluster)
{
  return cluster->n_closes > 0 ? FECHO_GLYPH_MARKER : FECHO_GLYPH_APART;
}

static void
set_number (PangoLayout        *layout,
            const FechoCluster *cluster)
{
  char text[48];

  if (cluster->n_apart == 0)
    g_snprintf (text, sizeof text, "%u", cluster->n_closes);
  else if (cluster->n_closes == 0)
    g_snprintf (text, sizeof text, "+%u", cluster->n_apart);
  else
    g_snprintf (text, sizeof text, "%u\342\200\211+%u", cluster->n_closes, cluster->n_apart);

  pango_layout_set_text (layout, text, -1);
}

static void
append_number (FechoLanePainter   *self,
               GtkSnapshot        *snapshot,
               const FechoCluster *cluster,
               double              left,
               double              right)
{
  PangoRectangle rect;

  set_number (self->number, cluster);
  pango_layout_get_pixel_extents (self->number, NULL, &rect);
  fecho_chart_append_text (snapshot, self->number, (left + right - rect.width) / 2,
                           round (-rect.height / 2.0), &self->palette.foreground);
}

static void
append_pill (FechoLanePainter   *self,
             GtkSnapshot        *snapshot,
             const FechoCluster *cluster)
{
  double left = round (cluster->x - cluster->width / 2);
  double right = left + round (cluster->width);
  double x = left + PILL_PADDING_PX / 2 + PILL_GLYPH_PX / 2.0;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (left, -self->pill_height / 2, right - left,
                                               self->pill_height);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, self->pill_height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->palette.background, &bounds);
  gtk_snapshot_pop (snapshot);
  append_frame (snapshot, &outline, &self->palette.classes[cluster->classes[0]], PILL_BORDER_PX);

  for (guint i = 0; i < cluster->n_classes; i++)
    {
      fecho_glyphs_append (self->glyphs, snapshot, cluster->classes[i], FECHO_GLYPH_PLAIN,
                           PILL_GLYPH_PX, x, 0);
      x += PILL_GLYPH_STEP_PX;
    }
  append_number (self, snapshot, cluster, x - PILL_GLYPH_STEP_PX + PILL_GLYPH_PX / 2.0,
                 right - PILL_PADDING_PX / 2 + 2);
}

FechoLanePainter *
fecho_lane_painter_new (GtkWidget               *widget,
                        const FechoChartPalette *palette)
{
  FechoLanePainter *self = g_new0 (FechoLanePainter, 1);

  self->palette = *palette;
  self->glyphs = fecho_glyphs_new (palette, gtk_widget_get_scale_factor (widget));
  self->number = fecho_chart_create_text (widget, NULL, FECHO_CHART_CAPTION_SCALE, TRUE);
  self->pill_height = measure_pill_height (self->number);
  self->sizes = (FechoClusterSizes) {
    .marker = FECHO_LANE_MARKER_PX,
    .near = NEAR_PX,
    .split = SPLIT_PX,
    .glyph = PILL_GLYPH_STEP_PX,
    .digit = measure_digit (self->number),
    .padding = PILL_PADDING_PX,
    .room_left = ROOM_LEFT_PX,
    .room_right = ROOM_PX,
  };

  return self;
}

void
fecho_lane_painter_free (FechoLanePainter *self)
{
  if (self == NULL)
    return;

  fecho_glyphs_free (self->glyphs);
  g_object_unref (self->number);
  g_free (self);
}

const FechoClusterSizes *
fecho_lane_painter_get_sizes (FechoLanePainter *self)
{
  return &self->sizes;
}

void
fecho_lane_painter_append_span (FechoLanePainter *self,
                                GtkSnapshot      *snapshot,
                                FechoSpanKind     kind,
                                double            x0,
                                double            x1)
{
  x0 = round (x0);
  x1 = MAX (round (x1), x0 + 1);
  switch (kind)
    {
    case FECHO_SPAN_OPEN:
      append_open (self, snapshot, x0, x1);
      break;
    case FECHO_SPAN_CONNECTING:
      append_hatched (self, snapshot, FECHO_HATCH_CONNECTING, &self->palette.connecting, x0, x1);
      break;
    case FECHO_SPAN_DOWN:
      append_hatched (self, snapshot, FECHO_HATCH_DOWN, &self->palette.down_edge, x0, x1);
      break;
    case FECHO_SPAN_NOT_MONITORED:
      append_dots (self, snapshot, x0, x1);
      break;
    }
}

void
fecho_lane_painter_append_tick (FechoLanePainter *self,
                                GtkSnapshot      *snapshot,
                                double            x,
                                double            y)
{
  gtk_snapshot_append_color (snapshot, &self->palette.down_edge,
                             &GRAPHENE_RECT_INIT (round (x - TICK_WIDTH_PX / 2), y, TICK_WIDTH_PX,
                                                  TICK_HEIGHT_PX));
}

static void
append_cluster (FechoLanePainter   *self,
                GtkSnapshot        *snapshot,
                const FechoCluster *cluster)
{
  if (!fecho_cluster_is_lone (cluster))
    append_pill (self, snapshot, cluster);
  else
    fecho_glyphs_append (self->glyphs, snapshot, cluster->classes[0], get_glyph_style (cluster),
                         FECHO_LANE_MARKER_PX, cluster->x, 0);
}

static void
append_all (FechoLanePainter        *self,
            GtkSnapshot             *snapshot,
            const FechoLaneGeometry *geometry,
            guint                    n_clusters)
{
  for (guint i = 0; i < geometry->bars->len; i++)
    {
      const FechoBar *bar = &g_array_index (geometry->bars, FechoBar, i);

      fecho_lane_painter_append_span (self, snapshot, bar->kind, bar->x0, bar->x1);
    }

  for (guint i = 0; i < geometry->ticks->len; i++)
    fecho_lane_painter_append_tick (self, snapshot, g_array_index (geometry->ticks, double, i),
                                    TICK_TOP_PX);

  for (guint i = 0; i < n_clusters; i++)
    append_cluster (self, snapshot, fecho_lane_geometry_get_cluster (geometry, i));
}

void
fecho_lane_painter_append (FechoLanePainter        *self,
                           GtkSnapshot             *snapshot,
                           const FechoLaneGeometry *geometry)
{
  append_all (self, snapshot, geometry, geometry->clusters->len);
}

void
fecho_lane_painter_append_old (FechoLanePainter        *self,
                               GtkSnapshot             *snapshot,
                               const FechoLaneGeometry *geometry)
{
  append_all (self, snapshot, geometry, MAX (geometry->clusters->len, 1) - 1);
}

void
fecho_lane_painter_append_new (FechoLanePainter        *self,
                               GtkSnapshot             *snapshot,
                               const FechoLaneGeometry *geometry,
                               double                   scale)
{
  const FechoCluster *cluster;

  if (geometry->clusters->len == 0)
    return;

  cluster = fecho_lane_geometry_get_cluster (geometry, geometry->clusters->len - 1);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (cluster->x, 0));
  gtk_snapshot_scale (snapshot, scale, scale);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-cluster->x, 0));
  append_cluster (self, snapshot, cluster);
  gtk_snapshot_restore (snapshot);
}
