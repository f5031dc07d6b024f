/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-timeline-model.h"

G_BEGIN_DECLS

/* What a range of time that was selected in a chart holds, with what can be done with it: zooming to
 * it, seeing it in the history, exporting it. The model's selection is cleared when it closes. A floating
 * GtkPopover. */
GtkWidget *fecho_selection_popover_new (FechoTimelineModel *model,
                                        gint64              from_us,
                                        gint64              to_us) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
