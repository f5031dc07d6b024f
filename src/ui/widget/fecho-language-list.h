/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Appends the name of each language, in itself, in the order of langs. */
void fecho_language_list_append (GtkStringList *list,
                                 char         **langs);

G_END_DECLS
