/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-compare-table.h"

#include <glib/gi18n.h>

#include "fecho-close-meaning.h"
#include "fecho-close-text.h"
#include "fecho-code-badge.h"
#include "fecho-format.h"
#include "fecho-table-row.h"

/* Where it is narrow the table is moved sideways rather than its names cut. */
#define MIN_NAME_CHARS 16

#define COLUMN_KEY "fecho-column"

typedef enum
{
  COLUMN_WHAT,
  COLUMN_TREND,
  COLUMN_BEFORE,
  COLUMN_RATE_BEFORE,
  COLUMN_NOW,
  COLUMN_RATE_NOW,
  N_COLUMNS,
} Column;

/* -- a row */

#define FECHO_TYPE_COMPARED_ITEM (fecho_compared_item_get_type ())
G_DECLARE_FINAL_TYPE (FechoComparedItem, fecho_compared_item, FECHO, COMPARED_ITEM, GObject)

struct _FechoComparedItem
{
  GObject parent_instance;

  FechoComparedRow row;
  FechoStatsKey key;
  gboolean is_total;
  FechoDictionary *dictionary;  /* that explains all closes of the code; NULL: none does */
};

G_DEFINE_FINAL_TYPE (FechoComparedItem, fecho_compared_item, G_TYPE_OBJECT)

static void
fecho_compared_item_finalize (GObject *object)
{
  g_clear_pointer (&FECHO_COMPARED_ITEM (object)->dictionary, fecho_dictionary_unref);

  G_OBJECT_CLASS (fecho_compared_item_parent_class)->finalize (object);
}

static void
fecho_compared_item_class_init (FechoComparedItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_compared_item_finalize;
}

static void
fecho_compared_item_init (FechoComparedItem *self)
{
}

static gboolean
is_code (const FechoComparedItem *item)
{
  return !item->is_total && item->key == FECHO_STATS_BY_CODE;
}

static char *
dup_name (const FechoComparedItem *item)
{
  if (item->is_total)
    return g_strdup (_("All closes"));
  if (item->key == FECHO_STATS_BY_CAUSE)
    return g_strdup (_(fecho_cause_get_label (item->row.key)));
  if (item->key == FECHO_STATS_BY_ORIGIN)
    return g_strdup (_(fecho_origin_get_label (item->row.key)));

  return fecho_close_text_explain (item->row.key, item->dictionary);
}

static char *
dup_number_and_name (const FechoComparedItem *item)
{
  g_autofree char *name = dup_name (item);

  return is_code (item) ? g_strdup_printf ("%d %s", item->row.key, name) : g_steal_pointer (&name);
}

static char *
dup_cell (const FechoComparedItem *item,
          Column                   column)
{
  switch (column)
    {
    case COLUMN_WHAT:
      return dup_number_and_name (item);
    case COLUMN_TREND:
      return g_strdup (item->row.trend == FECHO_TREND_NONE ? ""
                       : _(fecho_trend_get_label (item->row.trend)));
    case COLUMN_BEFORE:
      return fecho_format_count (item->row.n_before);
    case COLUMN_RATE_BEFORE:
      return fecho_rate_format (&item->row.before);
    case COLUMN_NOW:
      return fecho_format_count (item->row.n_now);
    case COLUMN_RATE_NOW:
      return fecho_rate_format (&item->row.now);
    case N_COLUMNS:
    default:
      g_assert_not_reached ();
    }
}

/* -- the table */

struct _FechoCompareTable
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkColumnViewColumn *columns[N_COLUMNS];
  GListStore *items;
};

G_DEFINE_FINAL_TYPE (FechoCompareTable, fecho_compare_table, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (Column column)
{
  const gboolean is_number = column != COLUMN_WHAT && column != COLUMN_TREND;
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_number ? 1 : 0);
  if (is_number)
    gtk_widget_add_css_class (label, "numeric");
  if (column == COLUMN_WHAT)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), MIN_NAME_CHARS);
    }

  return label;
}

static Column
get_column (gpointer factory)
{
  return GPOINTER_TO_UINT (g_object_get_data (factory, COLUMN_KEY));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  const Column column = get_column (factory);
  GtkWidget *label = make_label (column);
  GtkWidget *box;

  if (column != COLUMN_WHAT)
    {
      gtk_list_item_set_child (list_item, label);
      fecho_table_cell_name (label);
      return;
    }

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (box), fecho_code_badge_new (0));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (list_item, box);
  fecho_table_cell_name (box);
}

/* New and more often are what one looks for; the words say it, the colour only helps. */
static void
color_trend (GtkWidget  *label,
             FechoTrend  trend)
{
  gtk_widget_remove_css_class (label, "error");
  gtk_widget_remove_css_class (label, "success");
  if (trend == FECHO_TREND_NEW || trend == FECHO_TREND_MORE)
    gtk_widget_add_css_class (label, "error");
  else if (trend == FECHO_TREND_VANISHED || trend == FECHO_TREND_FEWER)
    gtk_widget_add_css_class (label, "success");
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  const Column column = get_column (factory);
  FechoComparedItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *child = gtk_list_item_get_child (list_item);
  g_autofree char *text = dup_cell (item, column);
  g_autofree char *name = NULL;
  FechoCloseMeaning meaning;
  GtkWidget *badge;

  if (column != COLUMN_WHAT)
    {
      gtk_label_set_label (GTK_LABEL (child), text);
      if (column == COLUMN_TREND)
        color_trend (child, item->row.trend);
      return;
    }

  name = dup_name (item);
  badge = gtk_widget_get_first_child (child);
  gtk_widget_set_visible (badge, is_code (item));
  if (is_code (item))
    {
      fecho_close_meaning_init (&meaning, item->row.key, item->dictionary);
      fecho_code_badge_explain (FECHO_CODE_BADGE (badge), item->row.key, &meaning);
    }
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (child)), name);
}

static const char *
get_title (Column        column,
           FechoStatsKey key)
{
  switch (column)
    {
    case COLUMN_WHAT:
      if (key == FECHO_STATS_BY_CAUSE)
        return C_("column", "Cause");
      return key == FECHO_STATS_BY_ORIGIN ? C_("column", "Origin") : C_("column", "Code");
    case COLUMN_TREND:
      return C_("column", "Change");
    case COLUMN_BEFORE:
      return C_("column", "Earlier");
    case COLUMN_NOW:
      return C_("column", "Later");
    case COLUMN_RATE_BEFORE:
    case COLUMN_RATE_NOW:
      return C_("column", "Per Connected Hour");
    case N_COLUMNS:
    default:
      g_assert_not_reached ();
    }
}

static GtkColumnViewColumn *
make_column (Column column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *self;

  g_object_set_data (G_OBJECT (factory), COLUMN_KEY, GUINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self = gtk_column_view_column_new (get_title (column, FECHO_STATS_BY_CODE), factory);
  gtk_column_view_column_set_resizable (self, TRUE);
  gtk_column_view_column_set_expand (self, column == COLUMN_WHAT);

  return self;
}

static void
fecho_compare_table_dispose (GObject *object)
{
  FechoCompareTable *self = FECHO_COMPARE_TABLE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->items);
  for (guint column = 0; column < N_COLUMNS; column++)
    g_clear_object (&self->columns[column]);

  G_OBJECT_CLASS (fecho_compare_table_parent_class)->dispose (object);
}

static void
fecho_compare_table_class_init (FechoCompareTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fecho_compare_table_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
fecho_compare_table_init (FechoCompareTable *self)
{
  GtkSelectionModel *selection;
  GtkWidget *view;

  self->items = g_list_store_new (FECHO_TYPE_COMPARED_ITEM);
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (
                                                                             self->items))));
  view = gtk_column_view_new (selection);
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      self->columns[column] = make_column (column);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), self->columns[column]);
    }
  fecho_table_name_titles (GTK_COLUMN_VIEW (view));
  gtk_widget_add_css_class (view, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Two Periods Compared"), -1);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), view);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

static void
add_item (FechoCompareTable      *self,
          const FechoComparedRow *row,
          FechoStatsKey           key,
          gboolean                is_total,
          FechoDictionary        *dictionary)
{
  g_autoptr(FechoComparedItem) item = g_object_new (FECHO_TYPE_COMPARED_ITEM, NULL);

  if (dictionary != NULL)
    item->dictionary = fecho_dictionary_ref (dictionary);
  item->row = *row;
  item->key = key;
  item->is_total = is_total;
  g_list_store_append (self->items, item);
}

void
fecho_compare_table_show (FechoCompareTable     *self,
                          const FechoTwoPeriods *periods,
                          FechoStatsKey          key)
{
  g_return_if_fail (FECHO_IS_COMPARE_TABLE (self));
  g_return_if_fail (periods != NULL && periods->rows[key] != NULL);

  gtk_column_view_column_set_title (self->columns[COLUMN_WHAT], get_title (COLUMN_WHAT, key));
  g_list_store_remove_all (self->items);
  add_item (self, &periods->total, key, TRUE, NULL);
  for (guint i = 0; i < periods->rows[key]->len; i++)
    {
      const FechoComparedRow *row = &g_array_index (periods->rows[key], FechoComparedRow, i);

      add_item (self, row, key, FALSE,
                key == FECHO_STATS_BY_CODE
                ? fecho_code_agreement_get (periods->dictionaries, (guint16)row->key) : NULL);
    }
}

char *
fecho_compare_table_dup_text (FechoCompareTable *self)
{
  GString *text = g_string_new (NULL);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint column = 0; column < N_COLUMNS; column++)
    g_string_append_printf (text, "%s%c",
                            gtk_column_view_column_get_title (self->columns[column]),
                            column + 1 < N_COLUMNS ? '\t' : '\n');
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(FechoComparedItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      for (guint column = 0; column < N_COLUMNS; column++)
        {
          g_autofree char *cell = dup_cell (item, column);

          g_string_append_printf (text, "%s%c", cell, column + 1 < N_COLUMNS ? '\t' : '\n');
        }
    }

  return g_string_free (text, FALSE);
}
