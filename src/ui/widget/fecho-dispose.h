/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* gtk_widget_dispose_template(), and what it leaves in a widget of our own kind: the children of a
 * template that are not bound to a field stay where they are with GTK 4.8. */
void fecho_dispose_template (GtkWidget *widget,
                             GType      type);

G_END_DECLS
