/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Cards two by two, equally wide and those of a row equally high; below 900 px one under the other. */
#define FECHO_TYPE_PAIR_LAYOUT (fecho_pair_layout_get_type ())
G_DECLARE_FINAL_TYPE (FechoPairLayout, fecho_pair_layout, FECHO, PAIR_LAYOUT, GtkLayoutManager)

G_END_DECLS
