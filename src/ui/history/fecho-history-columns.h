/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-order.h"

G_BEGIN_DECLS

/* The columns of the history: each has an order of its own, which is also its name. */

/* Makes all of them and adds those that are shown at first; header_menu is that of each. One that is
 * hidden is not in the view: GTK 4.8 leaves the width of an invisible one empty. */
void                 fecho_history_columns_add      (GtkColumnView       *view,
                                                     GMenuModel          *header_menu);
/* For the headers: show and hide a column by the actions columns.time and so on of the view. */
GMenu               *fecho_history_columns_make_menu (void) G_GNUC_WARN_UNUSED_RESULT;
/* The position of the row at a place in the view. */
gboolean             fecho_history_columns_pick     (GtkColumnView       *view,
                                                     double               x,
                                                     double               y,
                                                     guint               *ret_position);
/* Of a column that fecho_history_columns_add() has made; FALSE of any other. */
gboolean             fecho_history_columns_get_order (GtkColumnViewColumn *column,
                                                     FechoOrder          *ret_order);
GtkColumnViewColumn *fecho_history_columns_find     (GtkColumnView       *view,
                                                     FechoOrder           order);
gboolean             fecho_history_columns_get_shown (GtkColumnView      *view,
                                                     FechoOrder          order);
void                 fecho_history_columns_set_shown (GtkColumnView      *view,
                                                     FechoOrder          order,
                                                     gboolean            shown);
/* By which column the view is sorted, as a click on its header has left it. FALSE: by none. */
gboolean             fecho_history_columns_get_sort (GtkColumnView       *view,
                                                     FechoOrder          *ret_order,
                                                     gboolean            *ret_descending);
const char          *fecho_history_columns_get_title (FechoOrder          order);

G_END_DECLS
