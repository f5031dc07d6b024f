/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-history-removed.h"
#include "fecho-query-text.h"

G_BEGIN_DECLS

/* Between the words of a person and the filter of the store, in the language of the interface. */

/* Names of sessions become ids, and words that are in the number or the name of a code find it.
 * removed: what no session of the monitor is called is looked up there; NULL: it is nothing. */
void     fecho_history_query_resolve       (FechoQuery              *query,
                                            FechoMonitor            *monitor,
                                            FechoHistoryRemoved     *removed);
/* Whether what was refused stands at the end, where it may still be written. */
gboolean fecho_history_query_is_unfinished (const char              *text,
                                            const FechoQueryProblem *problem);
/* What was refused and what would be taken; a new string. */
char    *fecho_history_query_explain       (const FechoQueryProblem *problem) G_GNUC_WARN_UNUSED_RESULT;
/* "Today · Thursday, 16 October"; a new string. */
char    *fecho_history_query_format_day    (gint64                   us,
                                            gint64                   now_us) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
