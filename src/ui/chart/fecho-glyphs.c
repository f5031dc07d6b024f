/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-glyphs.h"

#include <math.h>

/* The glyphs are drawn on a grid of 16, as the symbolic icons are. */
#define GRID 16.0
#define HALO_PX 1.3
#define APART_ALPHA 0.55

/* Of spans, and of the patterns of columns: the step of diagonals divides the tile. */
#define SPAN_TILE_PX 7
#define SPAN_STEP_PX 7.0
#define TILE_PX 10
#define STEP_PX 5.0
#define HATCH_LINE_PX 1.5

struct _FechoGlyphs
{
  FechoChartPalette palette;
  int scale;
  GHashTable *glyphs;           /* packed key -> GdkTexture */
  GdkTexture *hatches[FECHO_N_HATCHES];
  GdkTexture *patterns[FECHO_N_CLOSE_CLASSES];
};

static void
add_polygon (cairo_t      *cr,
             const double *points,
             guint         n_points)
{
  cairo_move_to (cr, points[0], points[1]);
  for (guint i = 1; i < n_points; i++)
    cairo_line_to (cr, points[2 * i], points[2 * i + 1]);
  cairo_close_path (cr);
}

static void
add_circle (cairo_t *cr,
            double   radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, GRID / 2, GRID / 2, radius, 0, 2 * G_PI);
}

/* What the background shows through: the outline without its holes. */
static void
add_outline (cairo_t         *cr,
             FechoCloseClass  klass)
{
  static const double cross[] = { 3.2, 0.9, 8, 5.7, 12.8, 0.9, 15.1, 3.2, 10.3, 8, 15.1, 12.8,
                                  12.8, 15.1, 8, 10.3, 3.2, 15.1, 0.9, 12.8, 5.7, 8, 0.9, 3.2 };
  static const double diamond[] = { 8, 0.8, 15.2, 8, 8, 15.2, 0.8, 8 };
  static const double triangle[] = { 8, 1.2, 15.6, 14.6, 0.4, 14.6 };

  switch (klass)
    {
    case FECHO_CLOSE_CLASS_NORMAL:
      add_circle (cr, 6);
      break;
    case FECHO_CLOSE_CLASS_PROTOCOL:
    case FECHO_CLOSE_CLASS_INVALID:
      add_polygon (cr, diamond, 4);
      break;
    case FECHO_CLOSE_CLASS_POLICY:
      add_circle (cr, 7.2);
      break;
    case FECHO_CLOSE_CLASS_SERVER:
      add_polygon (cr, triangle, 3);
      break;
    case FECHO_CLOSE_CLASS_ABNORMAL:
      add_polygon (cr, cross, 12);
      break;
    case FECHO_CLOSE_CLASS_LIBRARY:
    case FECHO_CLOSE_CLASS_APPLICATION:
      cairo_rectangle (cr, 1.5, 1.5, 13, 13);
      break;
    }
}

static void
add_hole (cairo_t         *cr,
          FechoCloseClass  klass)
{
  static const double diamond[] = { 8, 5, 5, 8, 8, 11, 11, 8 };

  switch (klass)
    {
    case FECHO_CLOSE_CLASS_NORMAL:
      add_circle (cr, 3);
      break;
    case FECHO_CLOSE_CLASS_INVALID:
      add_polygon (cr, diamond, 4);
      break;
    case FECHO_CLOSE_CLASS_POLICY:
      cairo_rectangle (cr, 3.6, 6.5, 8.8, 3);
      break;
    case FECHO_CLOSE_CLASS_LIBRARY:
      cairo_rectangle (cr, 4.5, 4.5, 7, 7);
      break;
    case FECHO_CLOSE_CLASS_PROTOCOL:
    case FECHO_CLOSE_CLASS_SERVER:
    case FECHO_CLOSE_CLASS_ABNORMAL:
    case FECHO_CLOSE_CLASS_APPLICATION:
      break;
    }
}

static GdkTexture *
make_texture (cairo_surface_t *surface)
{
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  g_autoptr(GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize)height * stride);

  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), height,
                                 GDK_MEMORY_DEFAULT, bytes, stride);
}

static cairo_t *
begin_drawing (FechoGlyphs *self,
               int          size)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size * self->scale,
                                                         size * self->scale);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, self->scale, self->scale);
  cairo_surface_destroy (surface);

  return cr;
}

static GdkTexture *
end_drawing (cairo_t *cr)
{
  GdkTexture *texture = make_texture (cairo_get_target (cr));

  cairo_destroy (cr);

  return texture;
}

/* Room for the halo on each side, in whole pixels. */
static int
get_margin (FechoGlyphStyle style)
{
  return style == FECHO_GLYPH_PLAIN ? 0 : (int)ceil (HALO_PX);
}

static void
draw_halo (FechoGlyphs     *self,
           cairo_t         *cr,
           FechoCloseClass  klass,
           double           factor)
{
  add_outline (cr, klass);
  gdk_cairo_set_source_rgba (cr, &self->palette.background);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 2 * HALO_PX / factor);
  cairo_stroke_preserve (cr);
  cairo_fill (cr);
}

static GdkTexture *
draw_glyph (FechoGlyphs     *self,
            FechoCloseClass  klass,
            FechoGlyphStyle  style,
            int              size)
{
  GdkRGBA color = self->palette.classes[klass];
  int margin = get_margin (style);
  cairo_t *cr = begin_drawing (self, size + 2 * margin);

  cairo_translate (cr, margin, margin);
  cairo_scale (cr, size / GRID, size / GRID);
  if (style != FECHO_GLYPH_PLAIN)
    draw_halo (self, cr, klass, size / GRID);

  if (style == FECHO_GLYPH_APART)
    color.alpha *= APART_ALPHA;
  add_outline (cr, klass);
  add_hole (cr, klass);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_fill (cr);

  return end_drawing (cr);
}

static GdkTexture *
get_glyph (FechoGlyphs     *self,
           FechoCloseClass  klass,
           FechoGlyphStyle  style,
           int              size)
{
  gpointer key = GUINT_TO_POINTER ((guint)size << 8 | (guint)style << 4 | (guint)klass);
  GdkTexture *texture = g_hash_table_lookup (self->glyphs, key);

  if (texture == NULL)
    {
      texture = draw_glyph (self, klass, style, size);
      g_hash_table_insert (self->glyphs, key, texture);
    }

  return texture;
}

/* Diagonals that meet their neighbours' at the edges of the tile; direction 1 rises. */
static void
draw_diagonals (cairo_t       *cr,
                const GdkRGBA *color,
                int            direction,
                int            tile_px,
                double         step_px)
{
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, HATCH_LINE_PX);
  for (double x = -2 * tile_px; x <= 3 * tile_px; x += step_px)
    {
      cairo_move_to (cr, x - direction * tile_px, 2 * tile_px);
      cairo_line_to (cr, x + direction * 2 * tile_px, -tile_px);
    }
  cairo_stroke (cr);
}

static GdkTexture *
draw_hatch (FechoGlyphs *self,
            FechoHatch   hatch)
{
  cairo_t *cr = begin_drawing (self, SPAN_TILE_PX);

  if (hatch == FECHO_HATCH_DOWN)
    {
      gdk_cairo_set_source_rgba (cr, &self->palette.down_fill);
      cairo_paint (cr);
      draw_diagonals (cr, &self->palette.down_edge, 1, SPAN_TILE_PX, SPAN_STEP_PX);
    }
  else
    {
      draw_diagonals (cr, &self->palette.connecting, -1, SPAN_TILE_PX, SPAN_STEP_PX);
    }

  return end_drawing (cr);
}

static void
draw_dots (cairo_t *cr)
{
  for (double x = 2.5; x < TILE_PX; x += 5)
    for (double y = 2.5; y < TILE_PX; y += 5)
      cairo_rectangle (cr, x - 1, y - 1, 2, 2);
  cairo_fill (cr);
}

static void
draw_lines (cairo_t  *cr,
            gboolean  vertical)
{
  for (double at = 1; at < TILE_PX; at += 3.3)
    if (vertical)
      cairo_rectangle (cr, at, 0, 1, TILE_PX);
    else
      cairo_rectangle (cr, 0, at, TILE_PX, 1);
  cairo_fill (cr);
}

static GdkTexture *
draw_pattern (FechoGlyphs     *self,
              FechoCloseClass  klass)
{
  const GdkRGBA *color = &self->palette.classes[klass];
  cairo_t *cr = begin_drawing (self, TILE_PX);

  gdk_cairo_set_source_rgba (cr, color);
  switch (klass)
    {
    case FECHO_CLOSE_CLASS_ABNORMAL:
      draw_diagonals (cr, color, 1, TILE_PX, STEP_PX);
      break;
    case FECHO_CLOSE_CLASS_PROTOCOL:
      draw_diagonals (cr, color, -1, TILE_PX, STEP_PX);
      break;
    case FECHO_CLOSE_CLASS_SERVER:
      draw_lines (cr, FALSE);
      break;
    case FECHO_CLOSE_CLASS_NORMAL:
      draw_lines (cr, TRUE);
      break;
    case FECHO_CLOSE_CLASS_POLICY:
      draw_dots (cr);
      break;
    case FECHO_CLOSE_CLASS_APPLICATION:
      cairo_paint (cr);
      break;
    case FECHO_CLOSE_CLASS_LIBRARY:
    case FECHO_CLOSE_CLASS_INVALID:
      /* Nothing but the border. */
      break;
    }

  return end_drawing (cr);
}

static void
append_tiles (GtkSnapshot           *snapshot,
              GdkTexture            *tile,
              int                    tile_px,
              const graphene_rect_t *bounds)
{
  graphene_rect_t tile_bounds = GRAPHENE_RECT_INIT (bounds->origin.x, bounds->origin.y, tile_px,
                                                    tile_px);

  gtk_snapshot_push_repeat (snapshot, bounds, &tile_bounds);
  gtk_snapshot_append_texture (snapshot, tile, &tile_bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_border (GtkSnapshot           *snapshot,
               const GdkRGBA         *color,
               const graphene_rect_t *bounds)
{
  const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, bounds, 0);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
}

FechoGlyphs *
fecho_glyphs_new (const FechoChartPalette *palette,
                  int                      scale)
{
  FechoGlyphs *self = g_new0 (FechoGlyphs, 1);

  self->palette = *palette;
  self->scale = MAX (scale, 1);
  self->glyphs = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);

  return self;
}

void
fecho_glyphs_free (FechoGlyphs *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->glyphs);
  for (guint i = 0; i < FECHO_N_HATCHES; i++)
    g_clear_object (&self->hatches[i]);
  for (guint i = 0; i < FECHO_N_CLOSE_CLASSES; i++)
    g_clear_object (&self->patterns[i]);
  g_free (self);
}

void
fecho_glyphs_append (FechoGlyphs     *self,
                     GtkSnapshot     *snapshot,
                     FechoCloseClass  klass,
                     FechoGlyphStyle  style,
                     int              size,
                     double           x,
                     double           y)
{
  int side = size + 2 * get_margin (style);
  /* On whole pixels of the screen, else the texture is blurred. */
  double left = round ((x - side / 2.0) * self->scale) / self->scale;
  double top = round ((y - side / 2.0) * self->scale) / self->scale;

  gtk_snapshot_append_texture (snapshot, get_glyph (self, klass, style, size),
                               &GRAPHENE_RECT_INIT (left, top, side, side));
}

void
fecho_glyphs_append_hatch (FechoGlyphs           *self,
                           GtkSnapshot           *snapshot,
                           FechoHatch             hatch,
                           const graphene_rect_t *bounds)
{
  if (self->hatches[hatch] == NULL)
    self->hatches[hatch] = draw_hatch (self, hatch);

  append_tiles (snapshot, self->hatches[hatch], SPAN_TILE_PX, bounds);
}

void
fecho_glyphs_append_column (FechoGlyphs           *self,
                            GtkSnapshot           *snapshot,
                            FechoCloseClass        klass,
                            const graphene_rect_t *bounds)
{
  const GdkRGBA *color = &self->palette.classes[klass];

  if (!self->palette.patterns)
    {
      gtk_snapshot_append_color (snapshot, color, bounds);
      return;
    }

  if (self->patterns[klass] == NULL)
    self->patterns[klass] = draw_pattern (self, klass);
  append_tiles (snapshot, self->patterns[klass], TILE_PX, bounds);
  append_border (snapshot, color, bounds);
}

void
fecho_glyphs_append_stack (FechoGlyphs           *self,
                           GtkSnapshot           *snapshot,
                           const FechoBuckets    *buckets,
                           guint                  index,
                           guint                  classes,
                           const graphene_rect_t *bounds)
{
  double unit_px = bounds->size.height /
                   MAX (fecho_buckets_get_total (buckets, index, classes), 1);
  double bottom = bounds->origin.y + bounds->size.height;
  double y = bottom;

  /* One more than the legend has: codes that should never be, on top. */
  for (guint i = 0; i <= FECHO_N_LEGEND_CLASSES; i++)
    {
      FechoCloseClass klass = i < FECHO_N_LEGEND_CLASSES ? fecho_legend_classes[i]
                              : FECHO_CLOSE_CLASS_INVALID;
      guint n_closes = fecho_buckets_get_count (buckets, index, klass);
      double top;

      if (n_closes == 0 || !(classes & (1u << klass)))
        continue;

      y -= n_closes * unit_px;
      /* A gap of a pixel between the parts, but no part without a pixel. */
      top = MIN (round (y), bottom - 1);
      fecho_glyphs_append_column (self, snapshot, klass,
                                  &GRAPHENE_RECT_INIT (bounds->origin.x, top, bounds->size.width,
                                                       bottom - top));
      bottom = top - 1;
    }
}
