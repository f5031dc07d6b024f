/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-filter-bar.h"
#include "fecho-query-text.h"

G_BEGIN_DECLS

/* What a person looks for: the chips and what stands in the entry, with what is wrong about that.
 * Part of its owner, whose template has the widgets. */
typedef struct
{
  GtkSearchEntry *entry;
  GtkRevealer    *problem_revealer;
  GtkLabel       *problem_label;
  FechoFilterBar *filter_bar;
} FechoHistorySearch;

const char *fecho_history_search_get_words   (FechoHistorySearch *self);
/* NULL, and it says why, where the words cannot be read; while they are not finished, a term that may
 * still be written is no mistake. */
FechoQuery *fecho_history_search_read        (FechoHistorySearch *self,
                                              gboolean            finished) G_GNUC_WARN_UNUSED_RESULT;
gboolean    fecho_history_search_has_filters (FechoHistorySearch *self);
/* Terms that are written become chips; the words stay. */
void        fecho_history_search_take_terms  (FechoHistorySearch *self);

G_END_DECLS
