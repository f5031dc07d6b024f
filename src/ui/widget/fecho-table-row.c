/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-table-row.h"

GtkWidget *
fecho_table_row_get (GtkWidget *child)
{
  GtkWidget *cell;

  g_return_val_if_fail (GTK_IS_WIDGET (child), NULL);

  cell = gtk_widget_get_parent (child);

  return cell != NULL ? gtk_widget_get_parent (cell) : NULL;
}

void
fecho_table_row_speak (GtkWidget  *child,
                       const char *text)
{
  GtkWidget *row = fecho_table_row_get (child);

  g_return_if_fail (text != NULL);

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}
