/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-query-text.h"

G_BEGIN_DECLS

/* The chips above a list: one for each term of a query, which a click takes away, and menus that
 * add others. Signal "changed": a person has changed the query. Action "filter.add" (string: a
 * text that fecho_query_parse() reads). */
#define FECHO_TYPE_FILTER_BAR (fecho_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (FechoFilterBar, fecho_filter_bar, FECHO, FILTER_BAR, GtkWidget)

const FechoQuery *fecho_filter_bar_get_query (FechoFilterBar   *self);
void              fecho_filter_bar_set_query (FechoFilterBar   *self,
                                              const FechoQuery *query);
/* What a chip says, "Not 1000", "Stage: Open"; a new string, NULL where it is not asked for. */
char             *fecho_filter_bar_get_label (const FechoQuery *query,
                                              FechoQueryTerm    term) G_GNUC_WARN_UNUSED_RESULT;
/* All of it as the chips say it, after the words that are searched for: "“deploy” · Not 1000 · Stage:
 * Open". Free it. */
char             *fecho_filter_bar_describe  (const FechoQuery *query) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
