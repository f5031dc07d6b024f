/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on each item of a menu tells screen readers its name as it is shown: GTK 4.18 names them by
 * a label that it does not let out, so that nothing is read. Call once, after gtk_init(). */
void fecho_menu_names_start (void);

G_END_DECLS
