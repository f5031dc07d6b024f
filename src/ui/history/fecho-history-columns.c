/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-columns.h"

#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-close-row.h"
#include "fecho-close-meaning.h"
#include "fecho-code-badge.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-format.h"
#include "fecho-safe-text.h"

typedef struct
{
  const char *title;
  int width;                    /* fixed, in pixels; 0: it takes what is left */
  gboolean shown;               /* at first */
  gboolean number;              /* figures of one width */
  float xalign;
} Column;

static const Column columns[] = {
  /* Translators: titles of the columns of the history. */
  [FECHO_ORDER_TIME] = { N_("Time"), 118, TRUE, TRUE, 0 },
  [FECHO_ORDER_SESSION] = { N_("Session"), 132, TRUE, FALSE, 0 },
  [FECHO_ORDER_CODE] = { N_("Code"), 176, TRUE, FALSE, 0 },
  [FECHO_ORDER_REASON] = { N_("Reason"), 0, TRUE, FALSE, 0 },
  [FECHO_ORDER_CLOSED_BY] = { N_("Closed By"), 92, TRUE, FALSE, 0 },
  [FECHO_ORDER_LIFE] = { N_("Life"), 80, TRUE, TRUE, 1 },
  [FECHO_ORDER_STAGE] = { N_("Stage"), 90, FALSE, FALSE, 0 },
  /* Translators: heading of a column: where the cause probably lies. */
  [FECHO_ORDER_ORIGIN] = { N_("Origin"), 150, FALSE, FALSE, 0 },
  /* Translators: title of a column: whether both sides closed as the protocol wants it. */
  [FECHO_ORDER_CLEAN] = { NC_("column", "Clean"), 80, FALSE, FALSE, 0 },
  [FECHO_ORDER_MESSAGES] = { N_("Messages"), 100, FALSE, TRUE, 1 },
  [FECHO_ORDER_HTTP] = { N_("HTTP"), 70, FALSE, TRUE, 1 },
  [FECHO_ORDER_NETWORK] = { N_("Network"), 110, FALSE, FALSE, 0 },
  [FECHO_ORDER_ADDRESS] = { N_("Address"), 240, FALSE, FALSE, 0 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (columns) == FECHO_N_ORDERS);

#define ORDER_KEY "fecho-order"
#define ITEM_KEY "fecho-item"
#define ALL_KEY "fecho-columns"
#define ACTIONS_KEY "fecho-actions"

const char *
fecho_history_columns_get_title (FechoOrder order)
{
  if (order == FECHO_ORDER_CLEAN)
    return g_dpgettext2 (NULL, "column", columns[order].title);

  return _(columns[order].title);
}

/* -- texts */

static char *
get_time (const FechoCloseRecord *record,
          gint64                  now_us)
{
  g_autofree char *time = fecho_format_time (record->closed_at_us, now_us);

  return record->marked ? g_strconcat (time, " ★", NULL) : g_steal_pointer (&time);
}

static char *
get_messages (const FechoCloseRecord *record)
{
  if (record->failed_attempt)
    return NULL;

  return fecho_format_count (record->messages_in + record->messages_out);
}

/* By the dictionary of its session. */
static const char *
get_code_name (const FechoCloseRecord *record)
{
  FechoDictionaryShelf *shelf = fecho_dictionary_shelf_get_default ();
  FechoCloseMeaning meaning;

  fecho_close_meaning_init (&meaning, record->code,
                            fecho_dictionary_shelf_explain (shelf, record));

  return meaning.name;
}

static char *
get_reason (const FechoCloseRecord *record)
{
  return *record->reason != '\0' ? fecho_safe_text_line (record->reason) : NULL;
}

static char *
get_address (const FechoCloseRecord *record)
{
  g_autofree char *address = NULL;

  if (record->url == NULL)
    return NULL;
  address = fecho_safe_text_redact_url (record->url);

  return fecho_safe_text_line (address);
}

char *
fecho_history_columns_get_text (FechoOrder              order,
                                const FechoCloseRecord *record,
                                gint64                  now_us)
{
  switch (order)
    {
    case FECHO_ORDER_TIME:
      return get_time (record, now_us);
    case FECHO_ORDER_SESSION:
      return record->session != NULL ? fecho_safe_text_line (record->session) : NULL;
    case FECHO_ORDER_CODE:
      return g_strdup (get_code_name (record));
    case FECHO_ORDER_REASON:
      return get_reason (record);
    case FECHO_ORDER_CLOSED_BY:
      return g_strdup (record->closed_by == FECHO_CLOSED_BY_NOBODY
                       /* Translators: in a column "Closed By": no one closed the connection. */
                       ? C_("closed by", "Nobody")
                       : _(fecho_closed_by_get_label (record->closed_by)));
    case FECHO_ORDER_LIFE:
      return record->life_us >= 0 ? fecho_format_duration (record->life_us) : NULL;
    case FECHO_ORDER_STAGE:
      return g_strdup (_(fecho_stage_get_label (record->stage)));
    case FECHO_ORDER_ORIGIN:
      return record->origin != FECHO_ORIGIN_NOT_JUDGED
             ? g_strdup (_(fecho_origin_get_label (record->origin))) : NULL;
    case FECHO_ORDER_CLEAN:
      /* Translators: whether the connection closed cleanly. */
      return g_strdup (record->was_clean ? C_("clean", "Yes") : C_("clean", "No"));
    case FECHO_ORDER_MESSAGES:
      return get_messages (record);
    case FECHO_ORDER_HTTP:
      return record->http_status > 0 ? g_strdup_printf ("%d", record->http_status) : NULL;
    case FECHO_ORDER_NETWORK:
      return g_strdup (_(fecho_network_get_label (record->network)));
    case FECHO_ORDER_ADDRESS:
      return get_address (record);
    }

  return NULL;
}

/* -- cells */

static FechoOrder
get_cell_order (gpointer data)
{
  return GPOINTER_TO_UINT (data) - 1;
}

/* No reason is a fact; no life is the mark of a failed attempt. */
static const char *
get_missing (FechoOrder              order,
             const FechoCloseRecord *record)
{
  if (order == FECHO_ORDER_REASON)
    /* Translators: in a column "Reason": the close had none. */
    return C_("reason", "None");
  if (order == FECHO_ORDER_LIFE && record->failed_attempt)
    /* Translators: in a column "Life": it never opened. */
    return C_("life", "Failed");

  return "–";
}

static void
show_record (GtkListItem            *item,
             FechoOrder              order,
             const FechoCloseRecord *record)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  GtkWidget *label = order == FECHO_ORDER_CODE ? gtk_widget_get_last_child (child) : child;
  g_autofree char *text = NULL;

  if (order == FECHO_ORDER_CODE)
    {
      GtkWidget *badge = gtk_widget_get_first_child (child);

      gtk_widget_set_visible (badge, record != NULL);
      if (record != NULL)
        fecho_code_badge_set_code (FECHO_CODE_BADGE (badge), record->code);
    }
  if (record != NULL)
    text = fecho_history_columns_get_text (order, record, fecho_clock_wall_us ());
  gtk_label_set_label (GTK_LABEL (label), record == NULL ? ""
                       : text != NULL ? text : get_missing (order, record));
  if (record == NULL || text != NULL)
    gtk_widget_remove_css_class (label, "dim-label");
  else
    gtk_widget_add_css_class (label, "dim-label");
  if (order == FECHO_ORDER_REASON || order == FECHO_ORDER_ADDRESS)
    gtk_widget_set_tooltip_text (label, text);
}

static void
event_changed_cb (FechoCloseRow *row,
                  GParamSpec    *pspec,
                  GtkListItem   *item)
{
  gpointer order = g_object_get_data (G_OBJECT (item), ORDER_KEY);

  show_record (item, get_cell_order (order), fecho_close_row_get_record (row));
}

static GtkWidget *
make_label (const Column *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column->xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (column->number)
    gtk_widget_add_css_class (label, "numeric");

  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  data)
{
  FechoOrder order = get_cell_order (data);
  GtkWidget *label = make_label (&columns[order]);
  GtkWidget *box;

  g_object_set_data (G_OBJECT (item), ORDER_KEY, data);
  if (order == FECHO_ORDER_CODE)
    {
      box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      gtk_box_append (GTK_BOX (box), fecho_code_badge_new (0));
      gtk_box_append (GTK_BOX (box), label);
      gtk_list_item_set_child (item, box);
    }
  else
    {
      gtk_list_item_set_child (item, label);
    }
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), ITEM_KEY, item);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  FechoCloseRow *row = gtk_list_item_get_item (item);

  g_signal_connect (row, "notify::event", G_CALLBACK (event_changed_cb), item);
  show_record (item, get_cell_order (data), fecho_close_row_get_record (row));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), event_changed_cb, item);
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
make_column (FechoOrder  order,
             GMenuModel *header_menu)
{
  gpointer data = GUINT_TO_POINTER (order + 1);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (ask_cb, data, NULL));
  GtkColumnViewColumn *column;

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

  g_object_set_data_full (G_OBJECT (view), ALL_KEY, all, (GDestroyNotify)g_ptr_array_unref);
  g_object_set_data_full (G_OBJECT (view), ACTIONS_KEY, group, g_object_unref);
  for (FechoOrder order = 0; order < FECHO_N_ORDERS; order++)
    {
      g_autoptr(GSimpleAction) action = NULL;

      action = g_simple_action_new_stateful (fecho_order_to_string (order), NULL,
                                             g_variant_new_boolean (columns[order].shown));
      g_signal_connect_object (action, "change-state", G_CALLBACK (toggled_cb), view, 0);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
      g_ptr_array_add (all, make_column (order, header_menu));
      if (columns[order].shown)
        gtk_column_view_append_column (view, g_ptr_array_index (all, order));
    }
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
