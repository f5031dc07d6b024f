/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-overview.h"

G_BEGIN_DECLS

/* The card "Closes by Code": the most frequent codes, all on demand; failed attempts and closes of
 * our own stand apart below. */
#define FECHO_TYPE_CODE_ROWS (fecho_code_rows_get_type ())
G_DECLARE_FINAL_TYPE (FechoCodeRows, fecho_code_rows, FECHO, CODE_ROWS, GtkWidget)

/* The overview must stay until the next update. period: the length of the range, "24 h". */
void  fecho_code_rows_update     (FechoCodeRows       *self,
                                  const FechoOverview *overview,
                                  const char          *period);
/* How many codes are shown now. */
guint fecho_code_rows_get_n_rows (FechoCodeRows      *self);

G_END_DECLS
