/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A count as a button, the darker the more of the most it is. */
#define FECHO_TYPE_HEAT_CELL (fecho_heat_cell_get_type ())
G_DECLARE_FINAL_TYPE (FechoHeatCell, fecho_heat_cell, FECHO, HEAT_CELL, GtkButton)

GtkWidget *fecho_heat_cell_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Of nothing it is a dot, and cannot be pressed. n_most 0: it is not tinted. */
void       fecho_heat_cell_set (FechoHeatCell *self,
                                guint64        n,
                                guint64        n_most);
guint64    fecho_heat_cell_get (FechoHeatCell *self);

G_END_DECLS
