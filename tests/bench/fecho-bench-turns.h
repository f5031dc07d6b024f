/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How long the main thread is at work in one turn of its loop, in processor time of its own, so that
 * others at work do not count: without what GTK takes to lay out a frame, which makes the rows of
 * lists too, and to draw it; both stand beside it. */

/* Once for each window, when it has been drawn. */
void fecho_bench_turns_follow (GtkWidget  *widget);
void fecho_bench_turns_begin  (void);
/* Since the beginning; a line of what was done, and how long it took on the clock. */
void fecho_bench_turns_tell   (const char *what);
/* Lets the loop turn for so long. */
void fecho_bench_turns_run    (gint64      us);

G_END_DECLS
