/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A dialog whose texts also break within a word: names of files and sessions have no end. Those of
 * libadwaita break between words only, and from 1.4 on has a heading that does not break at all, of
 * which GTK warns where it has no room. */
GtkWidget *fecho_message_dialog_new             (GtkWindow  *parent,
                                                 const char *heading,
                                                 const char *body);

/* The same for one that is made of a template, before its own parts are in it. */
void       fecho_message_dialog_let_words_break (GtkWidget *self);

G_END_DECLS
