/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A heading over sentences with bullets; nothing at all where there are none.
 *
 * Property "title" (string). */
#define FECHO_TYPE_TEXT_LIST (fecho_text_list_get_type ())
G_DECLARE_FINAL_TYPE (FechoTextList, fecho_text_list, FECHO, TEXT_LIST, GtkBox)

/* Of texts, which end with NULL, at most n_max. */
void fecho_text_list_show (FechoTextList      *self,
                           const char * const *texts,
                           guint               n_max);

G_END_DECLS
