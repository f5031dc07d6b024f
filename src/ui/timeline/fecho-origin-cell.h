/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-findings-model.h"

G_BEGIN_DECLS

/* Whose fault: a bar of shares, and each origin with its own, which leads to its closes. Hidden
 * while nothing was judged. */
#define FECHO_TYPE_ORIGIN_CELL (fecho_origin_cell_get_type ())
G_DECLARE_FINAL_TYPE (FechoOriginCell, fecho_origin_cell, FECHO, ORIGIN_CELL, GtkWidget)

void fecho_origin_cell_show (FechoOriginCell         *self,
                             const FechoOriginShares *origins);
/* Without its heading. */
void fecho_origin_cell_set_compact (FechoOriginCell *self,
                                    gboolean         compact);

G_END_DECLS
