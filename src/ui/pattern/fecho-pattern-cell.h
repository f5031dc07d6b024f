/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-findings-model.h"

G_BEGIN_DECLS

/* Why: one pattern, the most certain first, and a button to the next one. A click shows the time
 * of its events. Hidden while there is none.
 *
 * Signal "show-range" (gint64 from_us, gint64 to_us): the pattern was clicked. */
#define FECHO_TYPE_PATTERN_CELL (fecho_pattern_cell_get_type ())
G_DECLARE_FINAL_TYPE (FechoPatternCell, fecho_pattern_cell, FECHO, PATTERN_CELL, GtkWidget)

/* findings may be NULL; they are read at once. */
void fecho_pattern_cell_show (FechoPatternCell    *self,
                              const FechoFindings *findings);
/* Without its heading, the way to the next one beside the text. */
void fecho_pattern_cell_set_compact (FechoPatternCell *self,
                                     gboolean          compact);

G_END_DECLS
