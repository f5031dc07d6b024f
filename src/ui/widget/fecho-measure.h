/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The width, or as much more as the widget needs: newer GTK warns where a height is asked for less,
 * and what is wider than its place is cut off, not squeezed. */
int fecho_measure_widen (GtkWidget *widget,
                         int        width);

G_END_DECLS
