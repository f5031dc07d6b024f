/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-chart-palette.h"

G_BEGIN_DECLS

/* The classes of codes with their glyphs, as switches: what is off is not drawn. With Ctrl a click
 * leaves only that class, or brings all back where it is the only one.
 *
 * Property: "classes" (guint, bit n for the class n). */
#define FECHO_TYPE_LEGEND (fecho_legend_get_type ())
G_DECLARE_FINAL_TYPE (FechoLegend, fecho_legend, FECHO, LEGEND, GtkWidget)

guint fecho_legend_get_classes (FechoLegend     *self);
/* Only this class, or all where it is alone already. */
void  fecho_legend_isolate     (FechoLegend     *self,
                                FechoCloseClass  klass);

G_END_DECLS
