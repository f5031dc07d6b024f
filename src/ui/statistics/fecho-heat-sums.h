/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Closes by session and code, as a table that is not larger than can be looked at. Plain values. */

/* Columns for codes, and one for all others. */
#define FECHO_HEAT_N_CODES 7
/* Rows for sessions, the last for all others where there are more. */
#define FECHO_HEAT_MAX_ROWS 44

typedef struct
{
  char   *name;                 /* NULL: the others */
  guint64 n[FECHO_HEAT_N_CODES]; /* by the codes of the table */
  guint64 n_other;
  guint64 n_all;
  guint   n_sessions;           /* that the row stands for */
} FechoHeatRow;

typedef struct
{
  GArray *codes;                /* guint16, the most closes first, at most FECHO_HEAT_N_CODES */
  GArray *rows;                 /* FechoHeatRow */
  guint64 n_most;               /* of one cell */
  gboolean has_other;           /* some closes have other codes */
} FechoHeatSums;

/* Of FechoSessionCode. The rows are in the order of ids (NULL: of no list), which are those of the
 * sessions; with more than max_rows, those with the most closes. Sessions without closes are left
 * out. */
FechoHeatSums *fecho_heat_sums_new  (const GArray      *session_codes,
                                     const char *const *ids,
                                     guint              max_rows) G_GNUC_WARN_UNUSED_RESULT;
void           fecho_heat_sums_free (FechoHeatSums     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoHeatSums, fecho_heat_sums_free)

G_END_DECLS
