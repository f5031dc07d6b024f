/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A horizontal bar in the colour of its style; the number stands beside it.
 *
 * Property: "share" (double, 0 to 1). */
#define FECHO_TYPE_SHARE_BAR (fecho_share_bar_get_type ())
G_DECLARE_FINAL_TYPE (FechoShareBar, fecho_share_bar, FECHO, SHARE_BAR, GtkWidget)

double fecho_share_bar_get_share (FechoShareBar *self);
void   fecho_share_bar_set_share (FechoShareBar *self,
                                  double         share);

G_END_DECLS
