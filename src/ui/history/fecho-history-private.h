/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-event-pager.h"
#include "fecho-history-page.h"
#include "fecho-range.h"

G_BEGIN_DECLS

/* What the actions need of the page; all is borrowed. */
FechoEventPager   *fecho_history_page_get_pager     (FechoHistoryPage *self);
FechoMonitor      *fecho_history_page_get_monitor   (FechoHistoryPage *self);
FechoRange        *fecho_history_page_get_range     (FechoHistoryPage *self);
GtkSelectionModel *fecho_history_page_get_selection (FechoHistoryPage *self);
/* Adds a term to the filters. */
void               fecho_history_page_narrow        (FechoHistoryPage *self,
                                                     const char       *text);

/* fecho-history-actions.c: history.copy, .mark, .unmark, .show-in-timeline, .export,
 * .only-code and .only-session. */
void               fecho_history_actions_install    (GtkWidgetClass   *widget_class);
/* Emits "events-selected" once they are read. */
void               fecho_history_actions_tell_selected (FechoHistoryPage *self);
/* Enables what can be done with the selection. */
void               fecho_history_actions_update     (FechoHistoryPage *self);

G_END_DECLS
