/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* GTK 4.8 has no factory for the rows of a GtkColumnView: they are found from what is in a cell. */

/* NULL: it is in none yet. */
GtkWidget *fecho_table_row_get   (GtkWidget  *child);
/* A screen reader reads it where the row has the focus: otherwise it reads the type of the row. */
void       fecho_table_row_speak (GtkWidget  *child,
                                  const char *text);

/* What a cell holds is its name, and the text over a column that of its title: otherwise a screen
 * reader reads their types. child is set up for a cell. */
void       fecho_table_cell_name   (GtkWidget     *child);
void       fecho_table_name_titles (GtkColumnView *view);

G_END_DECLS
