/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-glyphs.h"

G_BEGIN_DECLS

/* What all cells of one view draw with, so that a cell need not have it. Counted; main thread. */
typedef struct _FechoHistoryPen FechoHistoryPen;

/* Does for a cell what is not needed for its picture. */
typedef void (*FechoHistoryPenFunc) (GtkWidget *cell);

/* view is borrowed; it lives as long as its cells. */
FechoHistoryPen *fecho_history_pen_new        (GtkWidget           *view) G_GNUC_WARN_UNUSED_RESULT;
FechoHistoryPen *fecho_history_pen_ref        (FechoHistoryPen     *self);
void             fecho_history_pen_unref      (FechoHistoryPen     *self);
/* The height of a line of text. */
int              fecho_history_pen_get_height (FechoHistoryPen     *self);
/* The style of a cell has changed. */
void             fecho_history_pen_restyle    (FechoHistoryPen     *self);
/* Draws the glyph of a class in the middle of a square at (x, y). */
void             fecho_history_pen_draw_glyph (FechoHistoryPen     *self,
                                               GtkWidget           *cell,
                                               GtkSnapshot         *snapshot,
                                               FechoCloseClass      klass,
                                               double               x,
                                               double               y,
                                               int                  size);
/* A layout for the next text alone: without a width, ellipsized at its end where one is set. */
PangoLayout     *fecho_history_pen_begin_text (FechoHistoryPen     *self,
                                               const char          *text);
/* Calls func soon, of a few cells in each turn of the loop; the same func of all cells. link is the
 * cell's own, with the cell as its data; one that waits already goes on waiting. */
void             fecho_history_pen_queue      (FechoHistoryPen     *self,
                                               GList               *link,
                                               FechoHistoryPenFunc  func);
void             fecho_history_pen_unqueue    (FechoHistoryPen     *self,
                                               GList               *link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoHistoryPen, fecho_history_pen_unref)

G_END_DECLS
