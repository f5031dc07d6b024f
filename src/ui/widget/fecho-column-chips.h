/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Groups of columns to choose from, and their order: each is a toggle, which is dragged to its place,
 * or moved with Ctrl and an arrow. Signal "changed". */
#define FECHO_TYPE_COLUMN_CHIPS (fecho_column_chips_get_type ())
G_DECLARE_FINAL_TYPE (FechoColumnChips, fecho_column_chips, FECHO, COLUMN_CHIPS, GtkWidget)

/* Ids of fecho_export_groups_get() that are chosen, in order. Free with g_strfreev(). */
char **fecho_column_chips_dup_chosen (FechoColumnChips   *self) G_GNUC_WARN_UNUSED_RESULT;
/* These first and in this order, then the others, not chosen; NULL: all. Strange ids are left out. */
void   fecho_column_chips_set_chosen (FechoColumnChips   *self,
                                      const char * const *ids);
guint  fecho_column_chips_get_n      (FechoColumnChips   *self);

G_END_DECLS
