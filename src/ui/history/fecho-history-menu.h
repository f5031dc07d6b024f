/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The menu of the rows, which acts on what is selected. Part of its owner; all but the popover is
 * borrowed. */
typedef struct
{
  GtkWidget         *owner;     /* has the actions */
  GtkColumnView     *view;
  GtkSelectionModel *selection;
  GMenuModel        *model;
  GtkWidget         *popover;   /* NULL: it was not opened yet */
} FechoHistoryMenu;

/* Opens it from now on where a row is clicked; the others are set. */
void fecho_history_menu_follow (FechoHistoryMenu *self);
/* When owner is disposed of; may be called twice. */
void fecho_history_menu_clear  (FechoHistoryMenu *self);
/* At the row that has the focus, if one has. */
void fecho_history_menu_open   (FechoHistoryMenu *self);

G_END_DECLS
