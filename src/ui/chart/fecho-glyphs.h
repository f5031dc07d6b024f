/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-bucket.h"
#include "fecho-chart-palette.h"

G_BEGIN_DECLS

/* Small pictures of the charts as textures, each drawn once: the glyphs of the classes and tiles
 * of hatching. One set belongs to a palette and a scale factor; make a new one when they change. */
typedef struct _FechoGlyphs FechoGlyphs;

typedef enum
{
  FECHO_HATCH_DOWN,             /* 45°, edge on fill */
  FECHO_HATCH_CONNECTING,       /* -45°, on nothing */
  FECHO_N_HATCHES,
} FechoHatch;

typedef enum
{
  FECHO_GLYPH_PLAIN,
  FECHO_GLYPH_MARKER,           /* with a halo of the background */
  FECHO_GLYPH_APART,            /* the same, paler: not counted */
} FechoGlyphStyle;

FechoGlyphs *fecho_glyphs_new           (const FechoChartPalette *palette,
                                         int                      scale) G_GNUC_WARN_UNUSED_RESULT;
void         fecho_glyphs_free          (FechoGlyphs             *self);
/* Draws the glyph of a class, size px wide, around a point. */
void         fecho_glyphs_append        (FechoGlyphs             *self,
                                         GtkSnapshot             *snapshot,
                                         FechoCloseClass          klass,
                                         FechoGlyphStyle          style,
                                         int                      size,
                                         double                   x,
                                         double                   y);
void         fecho_glyphs_append_hatch  (FechoGlyphs             *self,
                                         GtkSnapshot             *snapshot,
                                         FechoHatch               hatch,
                                         const graphene_rect_t   *bounds);
/* Fills a column of a stack: in the class's colour, or its pattern where the palette wants them. */
void         fecho_glyphs_append_column (FechoGlyphs             *self,
                                         GtkSnapshot             *snapshot,
                                         FechoCloseClass          klass,
                                         const graphene_rect_t   *bounds);
/* Fills bounds with a bucket, its classes from the base up with a pixel between them. */
void         fecho_glyphs_append_stack  (FechoGlyphs             *self,
                                         GtkSnapshot             *snapshot,
                                         const FechoBuckets      *buckets,
                                         guint                    index,
                                         guint                    classes,
                                         const graphene_rect_t   *bounds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoGlyphs, fecho_glyphs_free)

G_END_DECLS
