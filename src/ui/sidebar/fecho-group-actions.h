/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-window.h"

G_BEGIN_DECLS

/* The actions that put the selected sessions in another place: win.move-to-group (a name, empty for
 * none), win.new-group, win.move-up, win.move-down. */
void fecho_group_actions_install   (FechoWindow *window);
void fecho_group_actions_update    (FechoWindow *window);
/* The items of a menu for win.move-to-group: none, and the groups there are. */
void fecho_group_actions_fill_menu (GMenu       *menu,
                                    GListModel  *sessions);

G_END_DECLS
