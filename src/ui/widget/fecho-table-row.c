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

static GtkWidget *
find_label (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LABEL (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child);

  return found;
}

/* second may be NULL. */
static void
name_by (GtkWidget *widget,
         GtkWidget *first,
         GtkWidget *second)
{
  if (second != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    first, second, NULL, -1);
  else
    gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    first, NULL, -1);
}

/* Of a box its first and its last label. */
static void
name_cell (GtkWidget *child)
{
  GtkWidget *cell = gtk_widget_get_parent (child);
  GtkWidget *first = GTK_IS_BOX (child) ? find_label (child) : child;
  GtkWidget *last = GTK_IS_BOX (child) ? find_label (gtk_widget_get_last_child (child)) : NULL;

  if (cell != NULL && first != NULL)
    name_by (cell, first, last != first ? last : NULL);
}

/* It has no cell yet. */
void
fecho_table_cell_name (GtkWidget *child)
{
  g_return_if_fail (GTK_IS_WIDGET (child));

  g_signal_connect (child, "notify::parent", G_CALLBACK (name_cell), NULL);
}

/* The titles are in the first child, the rows in the other. */
static void
name_titles (GtkColumnView *view)
{
  GtkWidget *head = gtk_widget_get_first_child (GTK_WIDGET (view));

  for (GtkWidget *title = head != NULL ? gtk_widget_get_first_child (head) : NULL; title != NULL;
       title = gtk_widget_get_next_sibling (title))
    {
      GtkWidget *label = find_label (title);

      if (label != NULL)
        name_by (title, label, NULL);
    }
}

void
fecho_table_name_titles (GtkColumnView *view)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  /* They are made when the view is in a window, and with each column that comes. */
  g_signal_connect_after (view, "realize", G_CALLBACK (name_titles), NULL);
  g_signal_connect_object (gtk_column_view_get_columns (view), "items-changed",
                           G_CALLBACK (name_titles), view, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}
