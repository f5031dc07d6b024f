/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-window.h"

G_BEGIN_DECLS

/* Asks whether the file shall be imported, does it, and tells in a toast what came of it, or in a
 * dialog what is wrong with the file. Waits where the window has no monitor yet. */
void fecho_import_dialog_ask (FechoWindow *window,
                              GFile       *file);

G_END_DECLS
