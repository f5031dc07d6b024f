/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A child of a template whose pointer is kept in a part of the widget's struct, where
 * gtk_widget_class_bind_template_child does not reach. */
typedef struct
{
  const char *id;
  gssize offset;                /* G_STRUCT_OFFSET (TypeName, part.child) */
} FechoTemplatePart;

void              fecho_template_parts_bind (GtkWidgetClass          *widget_class,
                                             const FechoTemplatePart *parts,
                                             guint                    n_parts);

G_END_DECLS
