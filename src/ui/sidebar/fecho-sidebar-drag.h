/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-session-row.h"
#include "fecho-sidebar.h"

G_BEGIN_DECLS

/* Sessions are drawn to another place of the sidebar, or into another group. */
void             fecho_sidebar_drag_install (FechoSidebar     *sidebar,
                                             GtkWidget        *list);
/* Puts sessions (FechoSession, in their order) where they would be dropped: on a row, in its upper
 * or lower half. On the row of a group they become its first ones. */
void             fecho_sidebar_drag_drop    (FechoSidebar     *sidebar,
                                             GPtrArray        *sessions,
                                             FechoSidebarItem *item,
                                             gboolean          lower_half);
/* The row at a place of the list, whose own widget is around ours; NULL: none. */
FechoSessionRow *fecho_sidebar_drag_pick    (GtkWidget        *list,
                                             double            x,
                                             double            y);

G_END_DECLS
