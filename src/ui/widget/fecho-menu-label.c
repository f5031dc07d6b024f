/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-menu-label.h"

static void
say (GtkWidget  *button,
     const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

void
fecho_menu_label_set (GtkMenuButton *button,
                      const char    *label)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (label != NULL);

  gtk_menu_button_set_label (button, label);
  say (GTK_WIDGET (button), label);
}

void
fecho_menu_label_split (GtkWidget  *split_button,
                        const char *label)
{
  GtkWidget *child;

  g_return_if_fail (GTK_IS_WIDGET (split_button));
  g_return_if_fail (label != NULL);

  child = gtk_widget_get_first_child (split_button);
  while (child != NULL && !GTK_IS_MENU_BUTTON (child))
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    say (child, label);
}
