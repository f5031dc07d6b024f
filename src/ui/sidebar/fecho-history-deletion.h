/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-window.h"

G_BEGIN_DECLS

/* Says how much was recorded of sessions (FechoSession, at least one) and asks whether it shall go for
 * ever; removes it where the answer is yes, and says so. */
void fecho_history_deletion_ask (FechoWindow *window,
                                 GPtrArray   *sessions);

G_END_DECLS
