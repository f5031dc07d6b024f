/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-window.h"

G_BEGIN_DECLS

/* win.compare: the range and scope of the window against the time before. */
void fecho_compare_actions_install (FechoWindow *window);

G_END_DECLS
