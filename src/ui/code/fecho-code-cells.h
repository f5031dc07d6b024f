/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The cells of the table of codes, for a template whose factories name these handlers:
 * glyph_setup_cb, glyph_bind_cb and so on for code, name, senders, wire and count; unbind_cb for
 * code and count, which follow changes of their FechoCodeItem. */
void fecho_code_cells_bind_template (GtkWidgetClass *widget_class);

G_END_DECLS
