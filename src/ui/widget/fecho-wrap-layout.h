/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children beside one another at their natural widths, on as many lines as it takes.
 *
 * Properties, both 0 unless told when made: "spacing" (int); "list-below" (int): in less width than
 * that each child has a line of its own, and all of it. */
#define FECHO_TYPE_WRAP_LAYOUT (fecho_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (FechoWrapLayout, fecho_wrap_layout, FECHO, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
