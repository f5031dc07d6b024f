/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-close-code.h"
#include "fecho-span.h"

G_BEGIN_DECLS

/* The colours of the charts as the style sheet names them, for one widget. A plain value. */
typedef struct
{
  GdkRGBA  classes[FECHO_N_CLOSE_CLASSES];
  GdkRGBA  foreground;
  GdkRGBA  dim;                 /* text beside the thing itself */
  GdkRGBA  background;
  GdkRGBA  line;                /* grid and borders of lanes */
  GdkRGBA  accent;
  GdkRGBA  now;
  GdkRGBA  open_fill;
  GdkRGBA  open_edge;
  GdkRGBA  down_fill;
  GdkRGBA  down_edge;
  GdkRGBA  connecting;
  GdkRGBA  unmonitored;
  GdkRGBA  origin_local;        /* what this computer did */
  gboolean patterns;            /* high contrast: columns carry patterns beside colours */
} FechoChartPalette;

/* TRUE where it is another palette than before. */
gboolean    fecho_chart_palette_load         (FechoChartPalette *self,
                                              GtkWidget         *widget);
/* The style class that gives an icon the colour of a class of codes, "close-abnormal". */
const char *fecho_close_class_get_css_class  (FechoCloseClass    klass);
const char *fecho_close_class_get_icon_name  (FechoCloseClass    klass);
/* The order of legends and, from the base up, of stacked columns: every class but INVALID. */
#define FECHO_N_LEGEND_CLASSES (FECHO_N_CLOSE_CLASSES - 1)
/* Bit n for the class n. */
#define FECHO_ALL_CLASSES ((1u << FECHO_N_CLOSE_CLASSES) - 1)
extern const FechoCloseClass fecho_legend_classes[FECHO_N_LEGEND_CLASSES];

G_END_DECLS
