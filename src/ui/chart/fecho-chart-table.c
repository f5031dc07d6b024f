/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-chart-table.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "fecho-table-row.h"

#define WIDTH_PX 680
#define HEIGHT_PX 520
#define COLUMN_KEY "fecho-column"

/* -- a row */

#define FECHO_TYPE_TABLE_ROW (fecho_table_row_get_type ())
G_DECLARE_FINAL_TYPE (FechoTableRow, fecho_table_row, FECHO, TABLE_ROW, GObject)

struct _FechoTableRow
{
  GObject parent_instance;

  char **cells;
};

G_DEFINE_FINAL_TYPE (FechoTableRow, fecho_table_row, G_TYPE_OBJECT)

static void
fecho_table_row_finalize (GObject *object)
{
  g_strfreev (FECHO_TABLE_ROW (object)->cells);

  G_OBJECT_CLASS (fecho_table_row_parent_class)->finalize (object);
}

static void
fecho_table_row_class_init (FechoTableRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_table_row_finalize;
}

static void
fecho_table_row_init (FechoTableRow *self)
{
}

/* -- all rows, each made when it is asked for */

#define FECHO_TYPE_TABLE_MODEL (fecho_table_model_get_type ())
G_DECLARE_FINAL_TYPE (FechoTableModel, fecho_table_model, FECHO, TABLE_MODEL, GObject)

struct _FechoTableModel
{
  GObject parent_instance;

  guint n_rows;
  FechoChartTableFunc func;
  gpointer data;
  GDestroyNotify destroy;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FechoTableModel, fecho_table_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
fecho_table_model_get_item_type (GListModel *model)
{
  return FECHO_TYPE_TABLE_ROW;
}

static guint
fecho_table_model_get_n_items (GListModel *model)
{
  return FECHO_TABLE_MODEL (model)->n_rows;
}

static gpointer
fecho_table_model_get_item (GListModel *model,
                            guint       position)
{
  FechoTableModel *self = FECHO_TABLE_MODEL (model);
  FechoTableRow *row;

  if (position >= self->n_rows)
    return NULL;

  row = g_object_new (FECHO_TYPE_TABLE_ROW, NULL);
  row->cells = self->func (position, self->data);

  return row;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = fecho_table_model_get_item_type;
  iface->get_n_items = fecho_table_model_get_n_items;
  iface->get_item = fecho_table_model_get_item;
}

static void
fecho_table_model_finalize (GObject *object)
{
  FechoTableModel *self = FECHO_TABLE_MODEL (object);

  if (self->destroy != NULL)
    self->destroy (self->data);

  G_OBJECT_CLASS (fecho_table_model_parent_class)->finalize (object);
}

static void
fecho_table_model_class_init (FechoTableModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_table_model_finalize;
}

static void
fecho_table_model_init (FechoTableModel *self)
{
}

/* -- the window */

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
  fecho_table_cell_name (label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  FechoTableRow *row = gtk_list_item_get_item (item);
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), COLUMN_KEY));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), row->cells[column]);
}

static GtkColumnViewColumn *
make_column (const char *title,
             guint       index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_object_set_data (G_OBJECT (factory), COLUMN_KEY, GUINT_TO_POINTER (index));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, index == 0);

  return column;
}

static GtkWidget *
make_view (GListModel        *rows,
           const char        *title,
           const char *const *columns)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gtk_single_selection_new (rows));
  GtkWidget *view = gtk_column_view_new (selection);

  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_autoptr(GtkColumnViewColumn) column = make_column (columns[i], i);

      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }
  fecho_table_name_titles (GTK_COLUMN_VIEW (view));
  gtk_widget_add_css_class (view, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return view;
}

static GtkWidget *
make_content (GListModel        *rows,
              const char        *title,
              const char *const *columns)
{
  GtkWidget *scroller;

  if (g_list_model_get_n_items (rows) == 0)
    {
      g_object_unref (rows);

      return g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "x-office-spreadsheet-symbolic",
                           "title", _("Nothing in This Period"), "vexpand", TRUE, NULL);
    }

  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_view (rows, title, columns));
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}

GtkWindow *
fecho_chart_table_present (GtkWidget           *chart,
                           const char          *title,
                           const char *const   *columns,
                           guint                n_rows,
                           FechoChartTableFunc  func,
                           gpointer             data,
                           GDestroyNotify       destroy)
{
  FechoTableModel *rows = g_object_new (FECHO_TYPE_TABLE_MODEL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkWidget *window = adw_window_new ();

  g_return_val_if_fail (GTK_IS_WIDGET (chart), NULL);

  rows->n_rows = n_rows;
  rows->func = func;
  rows->data = data;
  rows->destroy = destroy;
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), make_content (G_LIST_MODEL (rows), title, columns));
  adw_window_set_content (ADW_WINDOW (window), box);

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH_PX, HEIGHT_PX);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (chart)));
  gtk_window_present (GTK_WINDOW (window));

  return GTK_WINDOW (window);
}

void
fecho_chart_table_open_menu (GtkWidget  *chart,
                             GtkWidget **menu,
                             double      x,
                             double      y)
{
  g_autoptr(GMenu) model = NULL;

  g_return_if_fail (GTK_IS_WIDGET (chart));

  if (*menu == NULL)
    {
      model = g_menu_new ();
      g_menu_append (model, _("Show as _Table"), "chart.show-table");
      *menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (model));
      gtk_popover_set_has_arrow (GTK_POPOVER (*menu), FALSE);
      gtk_widget_set_halign (*menu, GTK_ALIGN_START);
      gtk_widget_set_parent (*menu, chart);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (*menu), &(GdkRectangle) { (int)x, (int)y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (*menu));
}
