/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-heat-table.h"

#include <glib/gi18n.h>

#include "fecho-chart-table.h"
#include "fecho-close-meaning.h"
#include "fecho-code-agreement.h"
#include "fecho-code-badge.h"
#include "fecho-facts.h"
#include "fecho-format.h"
#include "fecho-heat-cell.h"
#include "fecho-heat-sums.h"
#include "fecho-query-text.h"
#include "fecho-safe-text.h"

/* Columns of the grid: names, codes, others, all. */
#define OTHER_COLUMN (FECHO_HEAT_N_CODES + 1)
#define ALL_COLUMN (FECHO_HEAT_N_CODES + 2)
#define N_COLUMNS (FECHO_HEAT_N_CODES + 3)
#define MAX_NAME_CHARS 20

/* Making and filling all rows would hold up a frame: so many are shown at a time. */
#define ROWS_IN_A_TURN 2

/* Widgets of one session. */
typedef struct
{
  GtkWidget *name;
  GtkWidget *cells[N_COLUMNS];  /* none at 0 */
} Row;

struct _FechoHeatTable
{
  GtkWidget parent_instance;

  GtkWidget *empty_label;
  GtkWidget *scroller;
  GtkGrid *grid;
  GtkWidget *heads[N_COLUMNS];  /* none at 0 */
  GArray *rows;                 /* Row; those that are not needed are hidden */
  GtkWidget *menu;              /* NULL: none was opened yet */

  GArray *session_codes;        /* FechoSessionCode */
  GHashTable *dictionaries;     /* code -> FechoDictionary; NULL: none */
  FechoHeatSums *sums;          /* NULL: none yet */
  guint n_shown;                /* rows that show them */
  guint go_on_id;
};

G_DEFINE_FINAL_TYPE (FechoHeatTable, fecho_heat_table, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_QUERY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const FechoHeatRow *
get_row (FechoHeatTable *self,
         guint           index)
{
  return &g_array_index (self->sums->rows, FechoHeatRow, index);
}

static guint16
get_code (FechoHeatTable *self,
          guint           index)
{
  return g_array_index (self->sums->codes, guint16, index);
}

/* -- where a cell leads to */

static void
add_code (GArray  **codes,
          guint16   code)
{
  FechoCodeRange range = { code, code };

  if (*codes == NULL)
    *codes = g_array_new (FALSE, FALSE, sizeof (FechoCodeRange));
  g_array_append_val (*codes, range);
}

static char *
make_query (FechoHeatTable *self,
            guint           row,
            guint           column)
{
  g_autoptr(FechoQuery) query = fecho_query_new ();
  const char *name = get_row (self, row)->name;

  query->counted = TRUE;
  if (column < OTHER_COLUMN)
    add_code (&query->filter->codes, get_code (self, column - 1));
  for (guint i = 0; column == OTHER_COLUMN && i < self->sums->codes->len; i++)
    add_code (&query->filter->not_codes, get_code (self, i));
  query->sessions = g_strdupv ((char *[]) { (char *)name, NULL });

  return fecho_query_print (query);
}

static void
clicked_cb (GtkWidget      *cell,
            FechoHeatTable *self)
{
  g_autofree char *query = NULL;
  int row, column;

  gtk_grid_query_child (self->grid, cell, &column, &row, NULL, NULL);
  /* It shows what was there before. */
  if ((guint)row > self->n_shown)
    return;
  /* Sessions that have no row of their own are too many to be named. */
  if (get_row (self, row - 1)->name == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "chart.show-table", NULL);
      return;
    }
  query = make_query (self, row - 1, column);
  g_signal_emit (self, signals[SIGNAL_QUERY], 0, query);
}

/* -- widgets */

static GtkWidget *
make_caption (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_set_valign (label, GTK_ALIGN_END);

  return label;
}

/* The glyph over the number. */
static GtkWidget *
make_badge (void)
{
  GtkWidget *badge = fecho_code_badge_new (0);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (badge);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 2);
  gtk_widget_add_css_class (badge, "caption-heading");

  return badge;
}

static void
add_heads (FechoHeatTable *self)
{
  for (guint i = 1; i < N_COLUMNS; i++)
    {
      if (i < OTHER_COLUMN)
        self->heads[i] = make_badge ();
      else
        /* Translators: columns of a table: all codes that have no column; the sum. */
        self->heads[i] = make_caption (i == OTHER_COLUMN ? C_("codes", "Other")
                                       : C_("codes", "All"));
      gtk_widget_set_hexpand (self->heads[i], TRUE);
      gtk_grid_attach (self->grid, self->heads[i], i, 0, 1, 1);
    }
}

static void
add_row (FechoHeatTable *self)
{
  Row row = { .name = gtk_label_new (NULL) };

  gtk_label_set_xalign (GTK_LABEL (row.name), 0);
  gtk_widget_add_css_class (row.name, "caption");
  gtk_grid_attach (self->grid, row.name, 0, self->rows->len + 1, 1, 1);
  for (guint i = 1; i < N_COLUMNS; i++)
    {
      row.cells[i] = fecho_heat_cell_new ();
      g_signal_connect_object (row.cells[i], "clicked", G_CALLBACK (clicked_cb), self, 0);
      gtk_grid_attach (self->grid, row.cells[i], i, self->rows->len + 1, 1, 1);
    }
  g_array_append_val (self->rows, row);
}

static gboolean
has_column (FechoHeatTable *self,
            guint           column)
{
  if (column == OTHER_COLUMN)
    return self->sums->has_other;

  return column == ALL_COLUMN || column <= self->sums->codes->len;
}

static void
set_row_shown (FechoHeatTable *self,
               const Row      *row,
               gboolean        shown)
{
  gtk_widget_set_visible (row->name, shown);
  for (guint i = 1; i < N_COLUMNS; i++)
    gtk_widget_set_visible (row->cells[i], shown && has_column (self, i));
}

static char *
get_name (const FechoHeatRow *row)
{
  if (row->name == NULL)
    /* Translators: so many sessions that have no row of their own. */
    return g_strdup_printf (ngettext ("%u other", "%u others", row->n_sessions), row->n_sessions);

  return fecho_safe_text_line (row->name);
}

static char *
get_code_words (FechoHeatTable *self,
                guint           column)
{
  if (column == OTHER_COLUMN)
    return g_strdup (_("other codes"));
  if (column == ALL_COLUMN)
    return g_strdup (_("all codes"));

  return g_strdup_printf ("%u", get_code (self, column - 1));
}

static void
show_cell (FechoHeatTable *self,
           GtkWidget      *cell,
           const char     *name,
           guint           column,
           guint64         n)
{
  gboolean was_empty = fecho_heat_cell_get (FECHO_HEAT_CELL (cell)) == 0;
  g_autofree char *words = NULL;
  g_autofree char *number = NULL;
  g_autofree char *spoken = NULL;

  fecho_heat_cell_set (FECHO_HEAT_CELL (cell), n, column == ALL_COLUMN ? 0 : self->sums->n_most);
  /* Most cells have nothing to say, and of the others few change: words cost more than all else. */
  if (n == 0 && was_empty)
    return;
  words = get_code_words (self, column);
  number = fecho_format_count (n);
  /* Translators: of a cell in a table: a session, a close code, how many closes:
   * "Push Notifications, 1006: 42 closes". */
  spoken = g_strdup_printf (ngettext ("%s, %s: %s close", "%s, %s: %s closes", n), name, words,
                            number);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (cell), spoken) == 0)
    return;
  gtk_widget_set_tooltip_text (cell, n > 0 ? spoken : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* The column is as wide as the longest name, up to a limit: what is longer is cut in its middle,
 * where it matters least, and has a tooltip. */
static void
show_name (GtkLabel   *label,
           const char *name)
{
  gboolean is_long = g_utf8_strlen (name, -1) > MAX_NAME_CHARS;

  gtk_label_set_label (label, name);
  gtk_label_set_ellipsize (label, is_long ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_width_chars (label, is_long ? MAX_NAME_CHARS : -1);
  gtk_label_set_max_width_chars (label, is_long ? MAX_NAME_CHARS : -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), name);
}

static void
show_row (FechoHeatTable     *self,
          const Row          *row,
          const FechoHeatRow *sums)
{
  g_autofree char *name = get_name (sums);

  show_name (GTK_LABEL (row->name), name);
  for (guint i = 0; i < FECHO_HEAT_N_CODES; i++)
    {
      if (i < self->sums->codes->len)
        show_cell (self, row->cells[i + 1], name, i + 1, sums->n[i]);
    }
  show_cell (self, row->cells[OTHER_COLUMN], name, OTHER_COLUMN, sums->n_other);
  show_cell (self, row->cells[ALL_COLUMN], name, ALL_COLUMN, sums->n_all);
}

static void
show_head (FechoHeatTable *self,
           GtkWidget      *head,
           guint16         code)
{
  FechoCloseMeaning meaning;

  fecho_close_meaning_init (&meaning, code, fecho_code_agreement_get (self->dictionaries, code));
  fecho_code_badge_explain (FECHO_CODE_BADGE (head), code, &meaning);
}

static void
show_heads (FechoHeatTable *self)
{
  for (guint i = 1; i < N_COLUMNS; i++)
    {
      gtk_widget_set_visible (self->heads[i], has_column (self, i));
      if (i <= self->sums->codes->len)
        show_head (self, self->heads[i], get_code (self, i - 1));
    }
}

static void
show_next_row (FechoHeatTable *self)
{
  const guint i = self->n_shown++;
  const gboolean shown = i < self->sums->rows->len;

  if (i == self->rows->len)
    add_row (self);
  set_row_shown (self, &g_array_index (self->rows, Row, i), shown);
  if (shown)
    show_row (self, &g_array_index (self->rows, Row, i), get_row (self, i));
}

/* Rows that are not needed any more are among them: they are hidden. */
static gboolean
show_next_rows (FechoHeatTable *self)
{
  const guint n = MAX (self->sums->rows->len, self->rows->len);

  for (guint i = 0; i < ROWS_IN_A_TURN && self->n_shown < n; i++)
    show_next_row (self);

  return self->n_shown < n;
}

static gboolean
go_on_cb (gpointer data)
{
  FechoHeatTable *self = data;

  if (show_next_rows (self))
    return G_SOURCE_CONTINUE;

  self->go_on_id = 0;

  return G_SOURCE_REMOVE;
}

static void
show_rows (FechoHeatTable *self)
{
  self->n_shown = 0;
  /* After frames. */
  if (show_next_rows (self) && self->go_on_id == 0)
    self->go_on_id = g_idle_add (go_on_cb, self);
}

/* -- all of it as a table */

typedef struct
{
  GArray *cells;                /* FechoSessionCode */
  GHashTable *dictionaries;     /* NULL: none */
} Listing;

static void
listing_free (gpointer data)
{
  Listing *self = data;

  g_array_unref (self->cells);
  g_clear_pointer (&self->dictionaries, g_hash_table_unref);
  g_free (self);
}

/* As over the columns. */
static char *
get_code_name (GHashTable *dictionaries,
               guint16     code)
{
  FechoCloseMeaning meaning;

  fecho_close_meaning_init (&meaning, code, fecho_code_agreement_get (dictionaries, code));

  return fecho_close_meaning_dup_name (&meaning);
}

static char **
describe_row (guint    index,
              gpointer data)
{
  const Listing *listing = data;
  const FechoSessionCode *cell = &g_array_index (listing->cells, FechoSessionCode, index);
  g_autoptr(GStrvBuilder) cells = g_strv_builder_new ();
  g_autofree char *name = fecho_safe_text_line (cell->session);
  g_autofree char *code_name = get_code_name (listing->dictionaries, cell->code);
  g_autofree char *code = g_strdup_printf ("%u %s", cell->code, code_name);
  g_autofree char *closes = fecho_format_count (cell->n_closes);
  g_autofree char *attempts = fecho_format_count (cell->n_failed_attempts);
  g_autofree char *own = fecho_format_count (cell->n_own);

  g_strv_builder_add_many (cells, name, code, closes, attempts, own, NULL);

  return g_strv_builder_end (cells);
}

static int
compare_cells (gconstpointer a,
               gconstpointer b)
{
  const FechoSessionCode *first = a;
  const FechoSessionCode *second = b;
  int order = g_utf8_collate (first->session, second->session);

  if (order != 0)
    return order;
  if (first->n_closes != second->n_closes)
    return first->n_closes > second->n_closes ? -1 : 1;

  return (int)first->code - (int)second->code;
}

static void
show_table_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  FechoHeatTable *self = FECHO_HEAT_TABLE (widget);
  const char *columns[] = {
    _("Session"), _("Code"), _("Closes"), _("Failed Attempts"),
    /* Translators: column of a table: closes that the user asked for. */
    _("Own Closes"), NULL,
  };
  Listing *listing;

  if (self->session_codes == NULL)
    return;

  g_array_sort (self->session_codes, compare_cells);
  listing = g_new0 (Listing, 1);
  listing->cells = g_array_ref (self->session_codes);
  listing->dictionaries = self->dictionaries != NULL ? g_hash_table_ref (self->dictionaries) : NULL;
  fecho_chart_table_present (widget, _("Sessions and Codes"), columns, self->session_codes->len,
                             describe_row, listing, listing_free);
}

static void
menu_pressed_cb (FechoHeatTable *self,
                 int             n_press,
                 double          x,
                 double          y)
{
  fecho_chart_table_open_menu (GTK_WIDGET (self), &self->menu, x, y);
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  fecho_chart_table_open_menu (widget, &FECHO_HEAT_TABLE (widget)->menu,
                               gtk_widget_get_width (widget) / 2.0,
                               gtk_widget_get_height (widget) / 2.0);
}

/* -- the object */

/* Tab goes past the table, not through hundreds of cells. */
static gboolean
fecho_heat_table_focus (GtkWidget        *widget,
                        GtkDirectionType  direction)
{
  gboolean inside = gtk_widget_get_focus_child (widget) != NULL;

  if (inside && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    return FALSE;

  return GTK_WIDGET_CLASS (fecho_heat_table_parent_class)->focus (widget, direction);
}

static void
fecho_heat_table_dispose (GObject *object)
{
  FechoHeatTable *self = FECHO_HEAT_TABLE (object);

  g_clear_handle_id (&self->go_on_id, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->empty_label, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (fecho_heat_table_parent_class)->dispose (object);
}

static void
fecho_heat_table_finalize (GObject *object)
{
  FechoHeatTable *self = FECHO_HEAT_TABLE (object);

  g_array_unref (self->rows);
  g_clear_pointer (&self->session_codes, g_array_unref);
  g_clear_pointer (&self->dictionaries, g_hash_table_unref);
  g_clear_pointer (&self->sums, fecho_heat_sums_free);

  G_OBJECT_CLASS (fecho_heat_table_parent_class)->finalize (object);
}

static void
fecho_heat_table_class_init (FechoHeatTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_heat_table_dispose;
  object_class->finalize = fecho_heat_table_finalize;
  widget_class->focus = fecho_heat_table_focus;

  signals[SIGNAL_QUERY] = g_signal_new ("query", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "heattable");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "chart.show-table", NULL, show_table_action);
  gtk_widget_class_install_action (widget_class, "chart.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "chart.show-table", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "chart.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "chart.menu",
                                       NULL);
}

static void
fecho_heat_table_init (FechoHeatTable *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 2);
  gtk_grid_set_row_spacing (self->grid, 2);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->grid));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  self->empty_label = gtk_label_new (_("No closes in this period"));
  gtk_widget_add_css_class (self->empty_label, "dim-label");
  gtk_widget_set_parent (self->empty_label, GTK_WIDGET (self));
  add_heads (self);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Sessions and Codes"), -1);
}

void
fecho_heat_table_take (FechoHeatTable    *self,
                       GArray            *session_codes,
                       const char *const *ids,
                       GHashTable        *dictionaries)
{
  g_return_if_fail (FECHO_IS_HEAT_TABLE (self));

  g_clear_pointer (&self->dictionaries, g_hash_table_unref);
  if (dictionaries != NULL)
    self->dictionaries = g_hash_table_ref (dictionaries);
  g_clear_pointer (&self->session_codes, g_array_unref);
  g_clear_pointer (&self->sums, fecho_heat_sums_free);
  self->session_codes = session_codes != NULL ? session_codes : fecho_session_code_new_array ();
  self->sums = fecho_heat_sums_new (self->session_codes, ids, FECHO_HEAT_MAX_ROWS);
  show_heads (self);
  show_rows (self);
  gtk_widget_set_visible (self->scroller, self->sums->rows->len > 0);
  gtk_widget_set_visible (self->empty_label, self->sums->rows->len == 0);
}
