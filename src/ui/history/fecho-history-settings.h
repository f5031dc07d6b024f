/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Which columns the history shows, in which order, how wide and by which it is sorted: taken out of
 * the settings, and kept there from now on. Of a view that has its columns. */
void fecho_history_settings_bind (GtkColumnView *view);

G_END_DECLS
