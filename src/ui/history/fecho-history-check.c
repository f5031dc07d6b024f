/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-check.h"

#include <glib/gi18n.h>

static void
toggled_cb (GtkCheckButton *button,
            GtkListItem    *item)
{
  GtkSelectionModel *selection = g_object_get_data (G_OBJECT (button), "selection");
  guint position = gtk_list_item_get_position (item);

  if (position == GTK_INVALID_LIST_POSITION ||
      gtk_check_button_get_active (button) == gtk_list_item_get_selected (item))
    return;
  if (gtk_check_button_get_active (button))
    gtk_selection_model_select_item (selection, position, FALSE);
  else
    gtk_selection_model_unselect_item (selection, position);
}

static void
selected_cb (GtkListItem *item)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_list_item_get_child (item)),
                               gtk_list_item_get_selected (item));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  selection)
{
  GtkWidget *button = gtk_check_button_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  /* Translators: a check box in a row. */
                                  _("Select"), -1);
  gtk_widget_set_focusable (button, FALSE);
  g_object_set_data (G_OBJECT (button), "selection", selection);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), item);
  g_signal_connect (item, "notify::selected", G_CALLBACK (selected_cb), NULL);
  gtk_list_item_set_child (item, button);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  selection)
{
  selected_cb (item);
}

static void
teardown_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             gpointer                  selection)
{
  GtkWidget *button = gtk_list_item_get_child (item);

  g_signal_handlers_disconnect_by_func (item, selected_cb, NULL);
  if (button != NULL)
    g_signal_handlers_disconnect_by_func (button, toggled_cb, item);
}

GtkColumnViewColumn *
fecho_history_check_new (GtkSelectionModel *selection)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), selection);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), selection);
  g_signal_connect (factory, "teardown", G_CALLBACK (teardown_cb), selection);
  column = gtk_column_view_column_new ("", factory);

  return column;
}
