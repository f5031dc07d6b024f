/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-window.h"

G_BEGIN_DECLS

/* win.choose-dictionary: ids of sessions, and the id of the dictionary that explains their codes
 * from now on; "" is what fits by itself. */
void fecho_dictionary_actions_install   (FechoWindow       *window);
/* The items of a menu for it, for sessions by id; the one that is chosen is marked. */
void fecho_dictionary_actions_fill_menu (FechoWindow       *window,
                                         GMenu             *menu,
                                         const char *const *sessions);

G_END_DECLS
