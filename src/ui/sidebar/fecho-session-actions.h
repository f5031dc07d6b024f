/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-window.h"

G_BEGIN_DECLS

/* The actions on the selected sessions, added to the window: win.reconnect-now, win.pause,
 * win.resume, win.toggle-pause, win.edit, win.copy-address, win.remove. */
void fecho_session_actions_install (FechoWindow *window);
/* Enables what the selection allows: called when it changes, and before its menu opens. */
void fecho_session_actions_update  (FechoWindow *window);

G_END_DECLS
