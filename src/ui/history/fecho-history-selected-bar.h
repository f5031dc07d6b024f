/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What can be done with the rows that are selected, away while none is. Part of its owner, whose
 * template has the widgets. */
typedef struct
{
  GtkActionBar     *bar;
  GtkLabel         *label;
  AdwButtonContent *export_content;
  GtkWidget        *export_button;
  GtkWidget        *narrow_button;
} FechoHistorySelectedBar;

/* n: how many are selected. */
void fecho_history_selected_bar_show (FechoHistorySelectedBar *self,
                                      guint64                  n);

G_END_DECLS
