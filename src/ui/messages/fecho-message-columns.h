/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The columns of the list of messages: direction, time, type, size, content. */
void fecho_message_columns_add        (GtkColumnView *view);
/* In a narrow view type and size are left to the details. */
void fecho_message_columns_set_narrow (GtkColumnView *view,
                                       gboolean       narrow);

G_END_DECLS
