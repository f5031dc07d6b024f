/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-timeline-model.h"

G_BEGIN_DECLS

/* The legend as a menu, for windows too narrow for it: one action for each class, "class-abnormal"
 * and so on, whose state is whether that class is drawn. */
void fecho_class_actions_install (GActionMap         *map,
                                  FechoTimelineModel *model);
/* One item for each, of the actions of the window. */
void fecho_class_actions_fill    (GMenu              *menu);

G_END_DECLS
