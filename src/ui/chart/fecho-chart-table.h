/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a chart draws, as a table in a window of its own: the equivalent for those who cannot see it. */

/* The texts of one row, one for each column; called when the row is shown. Free with g_strfreev(). */
typedef char **(*FechoChartTableFunc) (guint    row,
                                       gpointer data);

/* title and columns are translated; columns ends with NULL. Takes data. */
GtkWindow *fecho_chart_table_present (GtkWidget           *chart,
                                      const char          *title,
                                      const char * const  *columns,
                                      guint                n_rows,
                                      FechoChartTableFunc  func,
                                      gpointer             data,
                                      GDestroyNotify       destroy);
/* Opens the menu of a chart at a point of it: its action "chart.show-table". *menu is made once, and
 * is to be unparented. */
void       fecho_chart_table_open_menu (GtkWidget         *chart,
                                      GtkWidget          **menu,
                                      double               x,
                                      double               y);

G_END_DECLS
