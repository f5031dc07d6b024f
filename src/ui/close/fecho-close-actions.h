/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-window.h"

G_BEGIN_DECLS

/* Of closes that a view has, told by times and session: win.show-in-history and win.export-closes
 * (from_us, to_us, id of the session or "" for those of the scope); win.show-last-close moves the
 * range to the last close of the scope. */
void fecho_close_actions_install (FechoWindow *window);

G_END_DECLS
