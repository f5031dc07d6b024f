/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-compare.h"

G_BEGIN_DECLS

/* Two periods side by side: all closes in the first row, then each code (cause, origin) with its
 * closes, and closes per connected hour. */
#define FECHO_TYPE_COMPARE_TABLE (fecho_compare_table_get_type ())
G_DECLARE_FINAL_TYPE (FechoCompareTable, fecho_compare_table, FECHO, COMPARE_TABLE, GtkWidget)

/* key: CODE, CAUSE or ORIGIN. What periods has is copied. */
void  fecho_compare_table_show     (FechoCompareTable     *self,
                                    const FechoTwoPeriods *periods,
                                    FechoStatsKey          key);
/* What it shows, with tabs between the cells and a line for each row. */
char *fecho_compare_table_dup_text (FechoCompareTable     *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
