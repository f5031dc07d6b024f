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

G_END_DECLS
