/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-menu-names.h"

#include "fecho-mnemonic.h"

/* The class is private to GTK, its property is not. */
static void
name_item (GtkWidget *item)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  g_object_get (item, "text", &text, NULL);
  if (text == NULL)
    return;

  name = fecho_mnemonic_strip (text);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Some come when the menu is open already. */
static gboolean
mapped_cb (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               data)
{
  GtkWidget *widget = g_value_get_object (values);

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton"))
    name_item (widget);

  return G_SOURCE_CONTINUE;
}

void
fecho_menu_names_start (void)
{
  /* Or it has no signals yet. */
  G_GNUC_UNUSED g_autoptr(GTypeClass) klass = g_type_class_ref (GTK_TYPE_WIDGET);

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL, NULL);
}
