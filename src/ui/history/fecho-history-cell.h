/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-row.h"
#include "fecho-history-pen.h"
#include "fecho-order.h"

G_BEGIN_DECLS

/* What one column says of one event, drawn without a label: a column view of GTK 4.8 has two hundred
 * rows, whatever can be seen of them. A screen reader gets its text as the name. */
#define FECHO_TYPE_HISTORY_CELL (fecho_history_cell_get_type ())
G_DECLARE_FINAL_TYPE (FechoHistoryCell, fecho_history_cell, FECHO, HISTORY_CELL, GtkWidget)

/* xalign is where its text stands if there is room, from the side where reading begins. */
GtkWidget *fecho_history_cell_new     (FechoHistoryPen  *pen,
                                       FechoOrder        order,
                                       float             xalign) G_GNUC_WARN_UNUSED_RESULT;
/* NULL: none. It follows its event. */
void       fecho_history_cell_set_row (FechoHistoryCell *self,
                                       FechoCloseRow    *row);

G_END_DECLS
