/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dispose.h"

void
fecho_dispose_template (GtkWidget *widget,
                        GType      type)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_dispose_template (widget, type);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_first_child (widget))
    gtk_widget_unparent (child);
}
