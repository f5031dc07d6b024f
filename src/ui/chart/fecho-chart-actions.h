/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The actions of all charts of the timeline, with their keys: chart.zoom-in, chart.zoom-out,
 * chart.whole-range, chart.live, chart.pan (double, parts of the range). */
void fecho_chart_actions_install        (GtkWidgetClass *widget_class);
/* For charts with a cursor of their own, see move_cursor(): chart.next, chart.previous, chart.first,
 * chart.last, chart.enter, chart.clear. */
void fecho_chart_actions_install_cursor (GtkWidgetClass *widget_class);
/* Binds a key and its twin of the keypad, 0: it has none. */
void fecho_chart_actions_add_key        (GtkWidgetClass *widget_class,
                                         guint           key,
                                         guint           keypad,
                                         const char     *action);

G_END_DECLS
