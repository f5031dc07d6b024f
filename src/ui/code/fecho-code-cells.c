/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-code-cells.h"

#include <glib/gi18n.h>

#include "fecho-chart-palette.h"
#include "fecho-code-text.h"
#include "fecho-format.h"
#include "fecho-span-swatch.h"
#include "fecho-table-row.h"

#define GLYPH_PX 13

static GtkWidget *
make_label (float xalign)
{
  return g_object_new (GTK_TYPE_LABEL, "xalign", xalign, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
}

static GtkWidget *
make_pair (GtkWidget *first,
           GtkWidget *second)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);

  return box;
}

/* A change of the item changes the cell as long as it is bound. */
static void
follow (GtkListItem *cell,
        void (*update)(FechoCodeItem *item, GtkWidget *child))
{
  FechoCodeItem *item = gtk_list_item_get_item (cell);
  GtkWidget *child = gtk_list_item_get_child (cell);

  g_signal_connect_object (item, "changed", G_CALLBACK (update), child, 0);
  update (item, child);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *cell)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (cell),
                                        gtk_list_item_get_child (cell));
}

static void
glyph_setup_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *cell)
{
  gtk_list_item_set_child (cell, g_object_new (GTK_TYPE_IMAGE, "pixel-size", GLYPH_PX,
                                               "accessible-role",
                                               GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
}

static void
glyph_bind_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *cell)
{
  const FechoCloseMeaning *meaning = fecho_code_item_get_meaning (gtk_list_item_get_item (cell));
  const char *classes[] = { fecho_close_class_get_css_class (meaning->klass), NULL };
  GtkWidget *image = gtk_list_item_get_child (cell);

  gtk_image_set_from_icon_name (GTK_IMAGE (image),
                                fecho_close_class_get_icon_name (meaning->klass));
  gtk_widget_set_css_classes (image, classes);
}

static void
code_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *cell)
{
  GtkWidget *label = make_label (0);

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_list_item_set_child (cell, label);
  fecho_table_cell_name (label);
}

static void
update_code (FechoCodeItem *item,
             GtkWidget     *label)
{
  g_autofree char *text = fecho_code_item_dup_label (item);
  g_autofree char *spoken = fecho_code_text_spoken (item);

  gtk_label_set_label (GTK_LABEL (label), text);
  fecho_table_row_speak (label, spoken);
}

static void
code_bind_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *cell)
{
  follow (cell, update_code);
}

/* On a narrow window the name has several lines, and the one beside it no room. */
static void
name_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *cell,
               GtkWidget                *window)
{
  GtkWidget *name = make_label (0);
  GtkWidget *beside = make_label (0);
  GtkWidget *box;
  GObject *column = gtk_widget_get_template_child (window, G_OBJECT_TYPE (window),
                                                   "senders_column");

  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_lines (GTK_LABEL (name), 3);
  gtk_widget_add_css_class (beside, "caption");
  gtk_widget_add_css_class (beside, "dim-label");
  g_object_bind_property (column, "visible", beside, "visible", G_BINDING_SYNC_CREATE);
  box = make_pair (name, beside);
  gtk_list_item_set_child (cell, box);
  fecho_table_cell_name (box);
}

static void
name_bind_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *cell)
{
  FechoCodeItem *item = gtk_list_item_get_item (cell);
  GtkWidget *box = gtk_list_item_get_child (cell);
  const char *beside = fecho_code_text_beside (item);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)),
                       fecho_code_item_get_meaning (item)->name);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), beside != NULL ? beside : "");
}

static void
senders_setup_cb (GtkSignalListItemFactory *factory,
                  GtkListItem              *cell)
{
  GtkWidget *label = make_label (0);

  gtk_list_item_set_child (cell, label);
  fecho_table_cell_name (label);
}

static void
senders_bind_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *cell)
{
  const FechoCloseCode *code = fecho_code_item_get_standard (gtk_list_item_get_item (cell));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (cell)),
                       _(fecho_senders_get_label (code->senders)));
}

static void
wire_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *cell)
{
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  GtkWidget *label = make_label (0);
  GtkWidget *box = make_pair (image, label);

  gtk_list_item_set_child (cell, box);
  fecho_table_cell_name (box);
}

static void
wire_bind_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *cell)
{
  gboolean allowed = fecho_code_item_get_standard (gtk_list_item_get_item (cell))->on_wire;
  const char *classes[] = { allowed ? "success" : "error", NULL };
  GtkWidget *box = gtk_list_item_get_child (cell);
  GtkWidget *image = gtk_widget_get_first_child (box);

  gtk_image_set_from_icon_name (GTK_IMAGE (image), allowed ? "object-select-symbolic"
                                : "action-unavailable-symbolic");
  gtk_widget_set_css_classes (image, classes);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)),
                       allowed ? C_("on the wire", "Allowed") : C_("on the wire", "Never"));
}

static void
count_setup_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *cell)
{
  GtkWidget *closes = make_label (1);
  GtkWidget *tick = g_object_new (FECHO_TYPE_SPAN_SWATCH, "kind", "attempt",
                                  "valign", GTK_ALIGN_CENTER, NULL);
  GtkWidget *attempts = make_label (1);
  GtkWidget *box = make_pair (closes, attempts);

  gtk_box_insert_child_after (GTK_BOX (box), tick, closes);
  gtk_box_set_spacing (GTK_BOX (box), 3);
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_add_css_class (closes, "numeric");
  gtk_widget_add_css_class (attempts, "numeric");
  gtk_widget_add_css_class (attempts, "dim-label");
  gtk_list_item_set_child (cell, box);
  fecho_table_cell_name (box);
}

/* Closes and failed attempts, these with the tick of the lanes, stand apart and are never added. */
static void
update_count (FechoCodeItem *item,
              GtkWidget     *box)
{
  GtkWidget *closes = gtk_widget_get_first_child (box);
  GtkWidget *tick = gtk_widget_get_next_sibling (closes);
  GtkWidget *attempts = gtk_widget_get_last_child (box);
  guint64 n_closes = fecho_code_item_get_n_closes (item);
  guint64 n_attempts = fecho_code_item_get_n_attempts (item);
  g_autofree char *closes_text = fecho_format_count (n_closes);
  g_autofree char *attempts_text = fecho_format_count (n_attempts);
  g_autofree char *spoken = fecho_code_text_counts (item);
  gboolean counted = fecho_code_item_get_meaning (item)->dictionary == NULL;

  gtk_label_set_label (GTK_LABEL (closes), counted ? closes_text : "");
  gtk_widget_remove_css_class (closes, n_closes > 0 ? "dim-label" : "heading");
  gtk_widget_add_css_class (closes, n_closes > 0 ? "heading" : "dim-label");
  gtk_label_set_label (GTK_LABEL (attempts), attempts_text);
  gtk_widget_set_visible (tick, n_attempts > 0);
  gtk_widget_set_visible (attempts, n_attempts > 0);
  gtk_widget_set_tooltip_text (box, counted ? spoken : NULL);
}

static void
count_bind_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *cell)
{
  follow (cell, update_count);
}

void
fecho_code_cells_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, code_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, count_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, count_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, glyph_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, glyph_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, senders_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, senders_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, wire_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, wire_setup_cb);
}
