/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-stat-change.h"

G_BEGIN_DECLS

/* A code in "Closes by Code": glyph, number, name over a few words, bar, count, share and
 * change. */
#define FECHO_TYPE_CODE_ROW (fecho_code_row_get_type ())
G_DECLARE_FINAL_TYPE (FechoCodeRow, fecho_code_row, FECHO, CODE_ROW, GtkListBoxRow)

/* The columns that are equally wide in all rows. Borrowed by the rows. */
typedef struct
{
  GtkSizeGroup *codes;
  GtkSizeGroup *names;
  GtkSizeGroup *counts;
  GtkSizeGroup *shares;
  GtkSizeGroup *changes;
} FechoCodeColumns;

GtkWidget *fecho_code_row_new    (const FechoCodeColumns *columns) G_GNUC_WARN_UNUSED_RESULT;
/* period: the length of the range, "24 h". n_most: of the most frequent code. */
void       fecho_code_row_update (FechoCodeRow           *self,
                                  const FechoOverview    *overview,
                                  const FechoCount       *count,
                                  const char             *period,
                                  guint64                 n_most);

G_END_DECLS
