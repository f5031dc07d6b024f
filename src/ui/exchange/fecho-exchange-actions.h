/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-window.h"

G_BEGIN_DECLS

/* Files with sessions and closes: win.import and win.export-sessions, with their choosers. */
void fecho_exchange_actions_install (FechoWindow *window);

G_END_DECLS
