/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-template-parts.h"

void
fecho_template_parts_bind (GtkWidgetClass          *widget_class,
                           const FechoTemplatePart *parts,
                           guint                    n_parts)
{
  g_return_if_fail (GTK_IS_WIDGET_CLASS (widget_class));
  g_return_if_fail (parts != NULL);

  for (guint i = 0; i < n_parts; i++)
    gtk_widget_class_bind_template_child_full (widget_class, parts[i].id, FALSE, parts[i].offset);
}
