/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* gtk_menu_button_set_label(), and says it: with GTK 4.8 a screen reader reads the type of a menu button
 * instead of its label. */
void fecho_menu_label_set   (GtkMenuButton *button,
                             const char    *label);
/* The same for the arrow of an AdwSplitButton, which has a symbol only. */
void fecho_menu_label_split (GtkWidget     *split_button,
                             const char    *label);
/* The same for the button in a drop-down list of strings, which has the focus: with what is chosen. */
void fecho_menu_label_drop  (GtkDropDown   *drop_down,
                             const char    *label);

G_END_DECLS
