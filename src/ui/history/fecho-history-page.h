/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-filter.h"

G_BEGIN_DECLS

/* The list of all closes and failed attempts of the scope in the range, searched, filtered, sorted
 * and selected.
 *
 * Properties: "monitor" (FechoMonitor), "range" (FechoRange), "scope" (GStrv), "select-mode"
 * (boolean: rows have check boxes); read-only: "selected" (GListModel of FechoCloseRow, whose event
 * may still be NULL) and, as the state of the action history.range, "preset" (string).
 *
 * Signals: "timeline-wanted": the range was set so that the timeline shows the selected closes;
 * "events-selected" (GPtrArray of FechoCloseEvent, guint n_all): what is selected now, of many only
 * the first; "export-wanted" (GArray of gint64, NULL: all that is listed). */
#define FECHO_TYPE_HISTORY_PAGE (fecho_history_page_get_type ())
G_DECLARE_FINAL_TYPE (FechoHistoryPage, fecho_history_page, FECHO, HISTORY_PAGE, GtkWidget)

/* Takes away all filters and asks for text instead, as if it had been searched for. */
void        fecho_history_page_search       (FechoHistoryPage *self,
                                             const char       *text);
void        fecho_history_page_start_search (FechoHistoryPage *self);
/* What is searched for and filtered by, beside range and scope, and (text) in the words of the chips;
 * NULL: nothing. Free both. */
FechoFilter *fecho_history_page_dup_filter  (FechoHistoryPage *self,
                                             char            **ret_text) G_GNUC_WARN_UNUSED_RESULT;
GListModel *fecho_history_page_get_selected (FechoHistoryPage *self);

G_END_DECLS
