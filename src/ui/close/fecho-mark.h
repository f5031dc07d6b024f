/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Marks events (FechoCloseEvent, stored ones), or takes their mark away. The window of widget says
 * how many have changed, with Undo, or that they could not; nothing is said where none had to. */
void fecho_mark_events (GtkWidget    *widget,
                        FechoMonitor *monitor,
                        GPtrArray    *events,
                        gboolean      mark);

G_END_DECLS
