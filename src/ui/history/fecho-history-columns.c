/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-columns.h"

#include <glib/gi18n.h>

#include "fecho-history-cell.h"
#include "fecho-table-row.h"

typedef struct
{
  const char *title;
  int width;                    /* fixed, in pixels; 0: it takes what is left */
  gboolean shown;               /* at first */
  float xalign;
} Column;

static const Column columns[] = {
  /* Translators: titles of the columns of the history. */
  [FECHO_ORDER_TIME] = { N_("Time"), 118, TRUE, 0 },
  [FECHO_ORDER_SESSION] = { N_("Session"), 132, TRUE, 0 },
  [FECHO_ORDER_CODE] = { N_("Code"), 176, TRUE, 0 },
  [FECHO_ORDER_REASON] = { N_("Reason"), 0, TRUE, 0 },
  [FECHO_ORDER_CLOSED_BY] = { N_("Closed By"), 92, TRUE, 0 },
  [FECHO_ORDER_LIFE] = { N_("Life"), 80, TRUE, 1 },
  [FECHO_ORDER_STAGE] = { N_("Stage"), 90, FALSE, 0 },
  /* Translators: heading of a column: where the cause probably lies. */
  [FECHO_ORDER_ORIGIN] = { N_("Origin"), 150, FALSE, 0 },
  /* Translators: title of a column: whether both sides closed as the protocol wants it. */
  [FECHO_ORDER_CLEAN] = { NC_("column", "Clean"), 80, FALSE, 0 },
  [FECHO_ORDER_MESSAGES] = { N_("Messages"), 100, FALSE, 1 },
  [FECHO_ORDER_HTTP] = { N_("HTTP"), 70, FALSE, 1 },
  [FECHO_ORDER_NETWORK] = { N_("Network"), 110, FALSE, 0 },
  [FECHO_ORDER_ADDRESS] = { N_("Address"), 240, FALSE, 0 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (columns) == FECHO_N_ORDERS);

#define ORDER_KEY "fecho-order"
#define ITEM_KEY "fecho-item"
#define PEN_KEY "fecho-pen"
#define ALL_KEY "fecho-columns"
#define ACTIONS_KEY "fecho-actions"

const char *
fecho_history_columns_get_title (FechoOrder order)
{
  if (order == FECHO_ORDER_CLEAN)
    return g_dpgettext2 (NULL, "column", columns[order].title);

  return _(columns[order].title);
}

/* -- cells */

static FechoOrder
get_cell_order (gpointer data)
{
  return GPOINTER_TO_UINT (data) - 1;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  data)
{
  FechoOrder order = get_cell_order (data);
  FechoHistoryPen *pen = g_object_get_data (G_OBJECT (factory), PEN_KEY);
  GtkWidget *cell = fecho_history_cell_new (pen, order, columns[order].xalign);

  g_object_set_data (G_OBJECT (cell), ITEM_KEY, item);
  gtk_list_item_set_child (item, cell);
  fecho_table_cell_name (cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  fecho_history_cell_set_row (FECHO_HISTORY_CELL (gtk_list_item_get_child (item)),
                              gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  data)
{
  fecho_history_cell_set_row (FECHO_HISTORY_CELL (gtk_list_item_get_child (item)), NULL);
}

/* -- sorting is the query's: a sorter only says that it was asked, and which came first */

typedef struct
{
  gboolean asked;
  FechoOrder order;
} Asked;

static Asked asked;             /* main thread, within one comparison */

static int
ask_cb (gconstpointer a,
        gconstpointer b,
        gpointer      data)
{
  if (!asked.asked)
    asked = (Asked) { TRUE, get_cell_order (data) };

  return GTK_ORDERING_SMALLER;
}

gboolean
fecho_history_columns_get_sort (GtkColumnView *view,
                                FechoOrder    *ret_order,
                                gboolean      *ret_descending)
{
  GtkOrdering ordering;

  asked = (Asked) { 0 };
  /* Any two things that differ. */
  ordering = gtk_sorter_compare (gtk_column_view_get_sorter (view), view,
                                 gtk_column_view_get_columns (view));
  if (!asked.asked)
    return FALSE;
  *ret_order = asked.order;
  *ret_descending = ordering == GTK_ORDERING_LARGER;

  return TRUE;
}

/* -- columns */

gboolean
fecho_history_columns_get_order (GtkColumnViewColumn *column,
                                 FechoOrder          *ret_order)
{
  gpointer data = g_object_get_data (G_OBJECT (column), ORDER_KEY);

  if (data == NULL)
    return FALSE;
  *ret_order = get_cell_order (data);

  return TRUE;
}

/* All of them, whether they are in the view or not. */
static GPtrArray *
get_all (GtkColumnView *view)
{
  return g_object_get_data (G_OBJECT (view), ALL_KEY);
}

GtkColumnViewColumn *
fecho_history_columns_find (GtkColumnView *view,
                            FechoOrder     order)
{
  return g_ptr_array_index (get_all (view), order);
}

gboolean
fecho_history_columns_get_shown (GtkColumnView *view,
                                 FechoOrder     order)
{
  GListModel *list = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (list, i);

      if (column == fecho_history_columns_find (view, order))
        return TRUE;
    }

  return FALSE;
}

void
fecho_history_columns_set_shown (GtkColumnView *view,
                                 FechoOrder     order,
                                 gboolean       shown)
{
  GtkColumnViewColumn *column = fecho_history_columns_find (view, order);
  guint n = g_list_model_get_n_items (gtk_column_view_get_columns (view));

  if (fecho_history_columns_get_shown (view, order) == shown)
    return;
  if (shown)
    gtk_column_view_append_column (view, column);
  /* The last one stays: without it there would be no header to bring others back. */
  else if (n > 1)
    gtk_column_view_remove_column (view, column);
}

static GtkColumnViewColumn *
make_column (FechoOrder       order,
             GMenuModel      *header_menu,
             FechoHistoryPen *pen)
{
  gpointer data = GUINT_TO_POINTER (order + 1);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (ask_cb, data, NULL));
  GtkColumnViewColumn *column;

  g_object_set_data_full (G_OBJECT (factory), PEN_KEY, fecho_history_pen_ref (pen),
                          (GDestroyNotify)fecho_history_pen_unref);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), data);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), data);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), data);
  column = gtk_column_view_column_new (fecho_history_columns_get_title (order), factory);
  g_object_set_data (G_OBJECT (column), ORDER_KEY, data);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_header_menu (column, header_menu);
  if (columns[order].width > 0)
    gtk_column_view_column_set_fixed_width (column, columns[order].width);
  gtk_column_view_column_set_expand (column, columns[order].width == 0);

  return column;
}

static void
toggled_cb (GSimpleAction *action,
            GVariant      *state,
            gpointer       data)
{
  FechoOrder order;

  if (fecho_order_from_string (g_action_get_name (G_ACTION (action)), &order))
    fecho_history_columns_set_shown (data, order, g_variant_get_boolean (state));
}

static void
columns_changed_cb (GtkColumnView *view)
{
  GActionMap *actions = g_object_get_data (G_OBJECT (view), ACTIONS_KEY);

  for (FechoOrder order = 0; order < FECHO_N_ORDERS; order++)
    {
      GAction *action = g_action_map_lookup_action (actions, fecho_order_to_string (order));
      gboolean shown = fecho_history_columns_get_shown (view, order);

      g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (shown));
    }
}

void
fecho_history_columns_add (GtkColumnView *view,
                           GMenuModel    *header_menu)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  GSimpleActionGroup *group = g_simple_action_group_new ();
  g_autoptr(FechoHistoryPen) pen = fecho_history_pen_new (GTK_WIDGET (view));

  g_object_set_data_full (G_OBJECT (view), ALL_KEY, all, (GDestroyNotify)g_ptr_array_unref);
  g_object_set_data_full (G_OBJECT (view), ACTIONS_KEY, group, g_object_unref);
  for (FechoOrder order = 0; order < FECHO_N_ORDERS; order++)
    {
      g_autoptr(GSimpleAction) action = NULL;

      action = g_simple_action_new_stateful (fecho_order_to_string (order), NULL,
                                             g_variant_new_boolean (columns[order].shown));
      g_signal_connect_object (action, "change-state", G_CALLBACK (toggled_cb), view, 0);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
      g_ptr_array_add (all, make_column (order, header_menu, pen));
      if (columns[order].shown)
        gtk_column_view_append_column (view, g_ptr_array_index (all, order));
    }
  fecho_table_name_titles (view);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "columns", G_ACTION_GROUP (group));
  g_signal_connect_object (gtk_column_view_get_columns (view), "items-changed",
                           G_CALLBACK (columns_changed_cb), view, G_CONNECT_SWAPPED);
}

GMenu *
fecho_history_columns_make_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) section = g_menu_new ();

  for (FechoOrder order = 0; order < FECHO_N_ORDERS; order++)
    {
      g_autofree char *action = g_strconcat ("columns.", fecho_order_to_string (order), NULL);

      g_menu_append (section, fecho_history_columns_get_title (order), action);
    }
  g_menu_append_section (menu, _("Columns"), G_MENU_MODEL (section));

  return menu;
}

/* -- rows */

/* The cells around and below a widget know their item. */
static GtkListItem *
find_item (GtkWidget *widget)
{
  for (GtkWidget *child = widget; child != NULL; child = gtk_widget_get_first_child (child))
    {
      GtkListItem *item = g_object_get_data (G_OBJECT (child), ITEM_KEY);

      if (item != NULL)
        return item;
    }

  return NULL;
}

gboolean
fecho_history_columns_pick (GtkColumnView *view,
                            double         x,
                            double         y,
                            guint         *ret_position)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (view), x, y, GTK_PICK_DEFAULT);
  GtkListItem *item = NULL;

  /* A row and its cells, but no more: the first item below the list is any row. */
  for (guint i = 0; i < 4 && widget != NULL && widget != GTK_WIDGET (view) && item == NULL; i++)
    {
      if (GTK_IS_SCROLLABLE (widget))
        return FALSE;
      item = find_item (widget);
      widget = gtk_widget_get_parent (widget);
    }
  if (item == NULL)
    return FALSE;
  *ret_position = gtk_list_item_get_position (item);

  return *ret_position != GTK_INVALID_LIST_POSITION;
}
