/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-terms.h"

G_BEGIN_DECLS

/* Origins in the order in which they are shown, and the style class that colours each. */
#define FECHO_N_SHOWN_ORIGINS 4
extern const FechoOrigin fecho_shown_origins[FECHO_N_SHOWN_ORIGINS];

/* A bar of one part for each origin, in its colour; names and numbers stand beside it. */
#define FECHO_TYPE_ORIGIN_BAR (fecho_origin_bar_get_type ())
G_DECLARE_FINAL_TYPE (FechoOriginBar, fecho_origin_bar, FECHO, ORIGIN_BAR, GtkWidget)

/* counts: by FechoOrigin. */
void fecho_origin_bar_set_counts (FechoOriginBar *self,
                                  const guint64  *counts);
/* Its colour in the style of the widget. */
void fecho_origin_get_color      (FechoOrigin     origin,
                                  GtkWidget      *widget,
                                  GdkRGBA        *ret_color);

G_END_DECLS
