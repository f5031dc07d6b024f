/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-fact-list.h"

#include "fecho-close-facts.h"

#define LABEL_PX 92
#define COLUMN_GAP_PX 12
#define ROW_GAP_PX 5

struct _FechoFactList
{
  GtkWidget parent_instance;

  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (FechoFactList, fecho_fact_list, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  return g_object_new (GTK_TYPE_LABEL,
                       "label", text,
                       "xalign", 0.0f,
                       "yalign", 0.0f,
                       "wrap", TRUE,
                       "wrap-mode", PANGO_WRAP_WORD_CHAR,
                       "css-classes", (const char *[]) { css_class, NULL },
                       NULL);
}

static void
set_link (GtkWidget            *label,
          const FechoCloseFact *fact)
{
  g_autofree char *markup = g_markup_printf_escaped ("<a href=\"%s\">%s</a>", fact->uri,
                                                     fact->value);

  gtk_label_set_markup (GTK_LABEL (label), markup);
}

static GtkWidget *
make_value (const FechoCloseFact *fact)
{
  GtkWidget *value = make_label (fact->value, fact->wire ? "wire" : "numeric");
  GtkWidget *badge;
  GtkWidget *both;

  if (fact->spoken != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    fact->spoken, -1);
  gtk_label_set_selectable (GTK_LABEL (value), fact->wire);
  if (fact->uri != NULL)
    set_link (value, fact);
  if (fact->badge == NULL)
    return value;

  both = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  badge = make_label (fact->badge, "badge");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (both), value);
  gtk_box_append (GTK_BOX (both), badge);

  return both;
}

static void
clear (FechoFactList *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->grid);

  while (child != NULL)
    {
      gtk_grid_remove (GTK_GRID (self->grid), child);
      child = gtk_widget_get_first_child (self->grid);
    }
}

static void
fecho_fact_list_dispose (GObject *object)
{
  g_clear_pointer (&FECHO_FACT_LIST (object)->grid, gtk_widget_unparent);

  G_OBJECT_CLASS (fecho_fact_list_parent_class)->dispose (object);
}

static void
fecho_fact_list_class_init (FechoFactListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_fact_list_dispose;

  gtk_widget_class_set_css_name (widget_class, "facts");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fecho_fact_list_init (FechoFactList *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), COLUMN_GAP_PX);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), ROW_GAP_PX);
  /* GTK 4.8 keeps the request mode of what is hidden: with one label that wraps, the height goes by
   * the width from the start. */
  gtk_grid_attach (GTK_GRID (self->grid), make_label ("", "dim-label"), 0, 0, 1, 1);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

void
fecho_fact_list_show (FechoFactList *self,
                      GPtrArray     *facts)
{
  g_return_if_fail (FECHO_IS_FACT_LIST (self));
  g_return_if_fail (facts != NULL);

  clear (self);
  for (guint i = 0; i < facts->len; i++)
    {
      const FechoCloseFact *fact = g_ptr_array_index (facts, i);
      GtkWidget *label = make_label (fact->label, "dim-label");
      GtkWidget *value = make_value (fact);

      gtk_widget_set_size_request (label, LABEL_PX, -1);
      gtk_widget_set_hexpand (value, TRUE);
      gtk_grid_attach (GTK_GRID (self->grid), label, 0, (int)i, 1, 1);
      gtk_grid_attach (GTK_GRID (self->grid), value, 1, (int)i, 1, 1);
    }
}
