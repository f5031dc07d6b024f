/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-menu-label.h"

#include <glib/gi18n.h>

#define LABEL_KEY "fecho-label"

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

static void
chosen_cb (GtkDropDown *drop_down)
{
  const char *label = g_object_get_data (G_OBJECT (drop_down), LABEL_KEY);
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (drop_down);
  g_autofree char *text = NULL;

  /* Translators: the title of a choice, and what is chosen: "Type of the message: Text". */
  text = chosen != NULL
         ? g_strdup_printf (_("%s: %s"), label, gtk_string_object_get_string (chosen))
         : g_strdup (label);
  say (gtk_widget_get_first_child (GTK_WIDGET (drop_down)), text);
}

void
fecho_menu_label_drop (GtkDropDown *drop_down,
                       const char  *label)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));
  g_return_if_fail (label != NULL);

  g_object_set_data_full (G_OBJECT (drop_down), LABEL_KEY, g_strdup (label), g_free);
  g_signal_connect (drop_down, "notify::selected-item", G_CALLBACK (chosen_cb), NULL);
  chosen_cb (drop_down);
}
