/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-chart-fixture.h"
#include "fecho-closes-chart.h"
#include "fecho-facts.h"
#include "fecho-heat-cell.h"
#include "fecho-heat-sums.h"
#include "fecho-heat-table.h"
#include "fecho-history-fixture.h"
#include "fecho-statistics-page.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

#define HOUR (3600 * FECHO_TEST_SECOND)
#define FROM_US (FECHO_TEST_NOW_US - 12 * HOUR)

typedef struct
{
  FechoStatisticsPage *page;
  FechoRange *range;
  FechoOverview *overview;      /* NULL: it is shown, and belongs to the page */
  char *view;                   /* that was asked for */
  char *query;
} Fixture;

static void
view_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  Fixture *fixture = data;

  g_free (fixture->view);
  fixture->view = g_variant_dup_string (parameter, NULL);
}

static void
history_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  Fixture *fixture = data;

  g_free (fixture->query);
  fixture->query = g_variant_dup_string (parameter, NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const GActionEntry entries[] = {
    { .name = "view", .activate = view_cb, .parameter_type = "s" },
    { .name = "show-history", .activate = history_cb, .parameter_type = "s" },
  };
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries),
                                   fixture);
  fixture->range = fecho_range_new ();
  fixture->page = g_object_ref_sink (g_object_new (FECHO_TYPE_STATISTICS_PAGE, "range",
                                                   fixture->range, NULL));
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->page), "win", G_ACTION_GROUP (actions));
  fixture->overview = fecho_overview_new ();
  fixture->overview->summary = fecho_summary_new ();
  fixture->overview->session_codes = fecho_session_code_new_array ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->range);
  g_clear_pointer (&fixture->overview, fecho_overview_free);
  g_free (fixture->view);
  g_free (fixture->query);
}

static void
present (Fixture *fixture)
{
  fecho_statistics_page_take (fixture->page, g_steal_pointer (&fixture->overview));
}

static void
add (GArray     *array,
     const char *session,
     guint16     code,
     guint64     n_closes)
{
  FechoSessionCode cell = {
    .session_id = g_strdup_printf ("id of %s", session), .session = g_strdup (session),
    .code = code, .n_closes = n_closes, .n_failed_attempts = 3,
  };

  g_array_append_val (array, cell);
}

/* -- sessions and codes */

static const FechoHeatRow *
nth_row (const FechoHeatSums *sums,
         guint                index)
{
  return &g_array_index (sums->rows, FechoHeatRow, index);
}

static void
test_sums (void)
{
  const char *const ids[] = { "id of B", "id of A", NULL };
  g_autoptr(GArray) cells = fecho_session_code_new_array ();
  g_autoptr(FechoHeatSums) sums = NULL;

  add (cells, "A", 1006, 5);
  add (cells, "gone", 1006, 1);
  add (cells, "B", 1006, 2);
  add (cells, "C without closes", 1006, 0);
  for (guint16 code = 4000; code < 4007; code++)
    add (cells, "A", code, 2);
  sums = fecho_heat_sums_new (cells, ids, FECHO_HEAT_MAX_ROWS);

  g_assert_cmpuint (sums->codes->len, ==, FECHO_HEAT_N_CODES);
  g_assert_cmpuint (g_array_index (sums->codes, guint16, 0), ==, 1006);
  g_assert_true (sums->has_other);
  g_assert_cmpuint (sums->rows->len, ==, 3);
  g_assert_cmpstr (nth_row (sums, 0)->name, ==, "B");
  g_assert_cmpstr (nth_row (sums, 1)->name, ==, "A");
  g_assert_cmpstr (nth_row (sums, 2)->name, ==, "gone");
  g_assert_cmpuint (nth_row (sums, 1)->n[0], ==, 5);
  g_assert_cmpuint (nth_row (sums, 1)->n_other, ==, 2);
  g_assert_cmpuint (nth_row (sums, 1)->n_all, ==, 19);
  g_assert_cmpuint (sums->n_most, ==, 5);
}

/* Those without a row of their own are one row; nothing is lost. */
static void
test_many_sessions (void)
{
  g_autoptr(GArray) cells = fecho_session_code_new_array ();
  g_autoptr(FechoHeatSums) sums = NULL;
  guint64 n_all = 0;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("Session %u", i);

      add (cells, name, 1006, i + 1);
    }
  sums = fecho_heat_sums_new (cells, NULL, FECHO_HEAT_MAX_ROWS);

  g_assert_cmpuint (sums->rows->len, ==, FECHO_HEAT_MAX_ROWS);
  g_assert_cmpstr (nth_row (sums, 0)->name, ==, "Session 99");
  g_assert_null (nth_row (sums, FECHO_HEAT_MAX_ROWS - 1)->name);
  g_assert_cmpuint (nth_row (sums, FECHO_HEAT_MAX_ROWS - 1)->n_sessions, ==,
                    100 - FECHO_HEAT_MAX_ROWS + 1);
  for (guint i = 0; i < sums->rows->len; i++)
    n_all += nth_row (sums, i)->n_all;
  g_assert_cmpuint (n_all, ==, 5050);
}

static void
take_sessions (FechoHeatTable *table,
               guint           n_sessions)
{
  GArray *cells = fecho_session_code_new_array ();

  for (guint i = 0; i < n_sessions; i++)
    {
      g_autofree char *name = g_strdup_printf ("Session %u", i);

      add (cells, name, 1006, n_sessions - i);
    }
  fecho_heat_table_take (table, cells, NULL, NULL);
}

/* NULL: there is none, or it is hidden. */
static FechoHeatCell *
find_nth_cell (FechoHeatTable *table,
               int             row)
{
  GtkGrid *grid = fecho_ui_find (GTK_WIDGET (table), GTK_TYPE_GRID);
  GtkWidget *cell = gtk_grid_get_child_at (grid, 1, row);

  return cell != NULL && gtk_widget_get_visible (cell) ? FECHO_HEAT_CELL (cell) : NULL;
}

/* The first rows are there at once, the others as they do not hold up a frame. */
static void
test_rows_come_in_pieces (void)
{
  FechoHeatTable *table = g_object_ref_sink (g_object_new (FECHO_TYPE_HEAT_TABLE, NULL));

  take_sessions (table, 30);
  g_assert_cmpuint (fecho_heat_cell_get (find_nth_cell (table, 1)), ==, 30);
  g_assert_null (find_nth_cell (table, 30));
  fecho_test_wait (find_nth_cell (table, 30) != NULL);
  g_assert_cmpuint (fecho_heat_cell_get (find_nth_cell (table, 30)), >, 0);

  take_sessions (table, 40);
  take_sessions (table, 2);
  fecho_test_wait (find_nth_cell (table, 30) == NULL);
  g_assert_cmpuint (fecho_heat_cell_get (find_nth_cell (table, 2)), ==, 1);
  g_assert_null (find_nth_cell (table, 3));

  take_sessions (table, 40);
  g_assert_finalize_object (table);
}

/* The cell in a column of the table's first row. */
static GtkWidget *
find_cell (Fixture *fixture,
           int      column)
{
  GtkWidget *table = fecho_ui_get_child (fixture->page, "heat_table");
  GtkGrid *grid = fecho_ui_find (table, GTK_TYPE_GRID);

  return gtk_grid_get_child_at (grid, column, 1);
}

static void
test_cells_lead_to_history (Fixture       *fixture,
                            gconstpointer  data)
{
  for (guint16 code = 4000; code < 4009; code++)
    add (fixture->overview->session_codes, "Vega Futures", code, 4010 - code);
  present (fixture);

  g_assert_cmpuint (fecho_heat_cell_get (FECHO_HEAT_CELL (find_cell (fixture, 1))), ==, 10);
  g_signal_emit_by_name (find_cell (fixture, 1), "clicked");
  g_assert_cmpstr (fixture->query, ==, "code:4000 session:\"Vega Futures\" is:counted");
  g_signal_emit_by_name (find_cell (fixture, 8), "clicked");
  g_assert_cmpstr (fixture->query, ==, "-code:4000,4001,4002,4003,4004,4005,4006 "
                                       "session:\"Vega Futures\" is:counted");
  g_signal_emit_by_name (find_cell (fixture, 9), "clicked");
  g_assert_cmpstr (fixture->query, ==, "session:\"Vega Futures\" is:counted");
}

/* -- lives */

static void
test_lives_lead_to_history (Fixture       *fixture,
                            gconstpointer  data)
{
  FechoLifeBin bins[] = {
    { FECHO_TEST_SECOND, 1333521, 4 }, { 1333521, 1778279, 0 },
  };
  GtkWidget *chart = fecho_ui_get_child (fixture->page, "life_chart");

  fixture->overview->lives = g_array_new (FALSE, FALSE, sizeof (FechoLifeBin));
  g_array_append_vals (fixture->overview->lives, bins, G_N_ELEMENTS (bins));
  present (fixture);

  /* From column to column; an empty one is passed over. */
  g_assert_true (gtk_widget_activate_action (chart, "chart.move", "i", 1));
  g_assert_true (gtk_widget_activate_action (chart, "chart.move", "i", 1));
  g_assert_true (gtk_widget_activate_action (chart, "chart.activate", NULL));
  g_assert_cmpstr (fixture->query, ==, "life:1s-1333521us is:counted");
}

/* -- closes over time */

static FechoBuckets *
make_buckets (void)
{
  FechoBuckets *buckets = fecho_buckets_new (FROM_US, FROM_US + 10 * HOUR, 60);

  g_assert_true (fecho_buckets_add (buckets, FROM_US + HOUR + 1,
                                    FECHO_CLOSE_CLASS_ABNORMAL));
  g_assert_true (fecho_buckets_add (buckets, FROM_US + HOUR + 2,
                                    FECHO_CLOSE_CLASS_SERVER));

  return buckets;
}

static void
test_times_lead_to_the_timeline (Fixture       *fixture,
                                 gconstpointer  data)
{
  FechoClosesChart *chart = fecho_ui_get_child (fixture->page, "closes_chart");
  const FechoBuckets *buckets;
  guint peak;

  fixture->overview->buckets = make_buckets ();
  present (fixture);
  buckets = fecho_closes_chart_get_buckets (chart);
  peak = fecho_buckets_find_peak (buckets, FECHO_ALL_CLASSES);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (chart), "chart.end", "i", -1));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (chart), "chart.activate", NULL));
  g_assert_cmpstr (fixture->view, ==, "timeline");
  g_assert_cmpint (fecho_range_get_from_us (fixture->range), ==, buckets->edges[peak]);
  g_assert_cmpint (fecho_range_get_to_us (fixture->range), ==, buckets->edges[peak + 1]);
}

static void
test_classes_are_switched_off (Fixture       *fixture,
                               gconstpointer  data)
{
  FechoColumnChart *chart = fecho_ui_get_child (fixture->page, "closes_chart");
  FechoColumnChartClass *klass = FECHO_COLUMN_CHART_GET_CLASS (chart);
  GObject *legend = fecho_ui_get_child (fixture->page, "legend");
  guint peak;

  fixture->overview->buckets = make_buckets ();
  peak = fecho_buckets_find_peak (fixture->overview->buckets, FECHO_ALL_CLASSES);
  present (fixture);

  g_assert_cmpuint (klass->get_n (chart, peak), ==, 2);
  g_object_set (legend, "classes", 1u << FECHO_CLOSE_CLASS_SERVER, NULL);
  g_assert_cmpuint (klass->get_n (chart, peak), ==, 1);
}

static void
test_steps (void)
{
  g_assert_cmpuint (fecho_column_chart_get_step (0), ==, 1);
  g_assert_cmpuint (fecho_column_chart_get_step (4), ==, 1);
  g_assert_cmpuint (fecho_column_chart_get_step (9), ==, 2);
  g_assert_cmpuint (fecho_column_chart_get_step (42), ==, 10);
  g_assert_cmpuint (fecho_column_chart_get_step (1000000), ==, 500000);
  g_assert_cmpuint (fecho_column_chart_get_step (G_MAXUINT64), >, 1);
}

/* -- what a history answers */

static gboolean
reads (gpointer    card,
       const char *text)
{
  g_autofree char *value = NULL;

  g_object_get (card, "value", &value, NULL);

  return g_strcmp0 (value, text) == 0;
}

static void
test_answers (Fixture       *fixture,
              gconstpointer  data)
{
  FechoMonitor *monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT);
  FechoCloseRecord records[] = {
    fecho_history_close ("Orion", -60, 1006), fecho_history_close ("Orion", -50, 1006),
    fecho_history_close ("Vega", -40, 1011),
    /* The day before. */
    fecho_history_close ("Vega", -30 * 3600, 1011),
  };
  GtkWindow *window;
  FechoColumnChart *lives = fecho_ui_get_child (fixture->page, "life_chart");

  fecho_history_add (monitor, records, G_N_ELEMENTS (records));
  g_object_set (fixture->page, "monitor", monitor, NULL);
  window = fecho_chart_window_new (GTK_WIDGET (fixture->page), 1000, 800);
  fecho_test_wait (reads (fecho_ui_get_child (fixture->page, "closes_card"), "3"));

  g_assert_cmpuint (fecho_heat_cell_get (FECHO_HEAT_CELL (find_cell (fixture, 1))), ==, 2);
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (fixture->page), "1011"));
  g_assert_cmpuint (FECHO_COLUMN_CHART_GET_CLASS (lives)->get_n_columns (lives), ==, 1);
  g_assert_cmpuint (FECHO_COLUMN_CHART_GET_CLASS (lives)->get_n (lives, 0), ==, 3);
  gtk_window_destroy (window);
  g_object_set (fixture->page, "monitor", NULL, NULL);
  fecho_ui_monitor_end (monitor);
}

/* -- the longest outage */

static void
test_outage_leads_to_the_timeline (Fixture       *fixture,
                                   gconstpointer  data)
{
  FechoOutage outage = {
    .session_id = g_strdup ("id"), .session = g_strdup ("GraphQL Orders"),
    .from_us = FROM_US, .to_us = FROM_US + 2 * HOUR, .down_us = 2 * HOUR,
  };

  fixture->overview->outages = fecho_outage_new_array ();
  g_array_append_val (fixture->overview->outages, outage);
  present (fixture);

  g_signal_emit_by_name (fecho_ui_get_child (fixture->page, "outage_card"), "clicked");
  g_assert_cmpstr (fixture->view, ==, "timeline");
  g_assert_cmpint (fecho_range_get_from_us (fixture->range), <=, FROM_US);
  g_assert_cmpint (fecho_range_get_to_us (fixture->range), >=, FROM_US + 2 * HOUR);
}

#define ADD(path, test) \
  g_test_add ("/ui/statistics-charts/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;
  fecho_chart_test_init ();

  g_test_add_func ("/ui/statistics-charts/sums", test_sums);
  g_test_add_func ("/ui/statistics-charts/many-sessions", test_many_sessions);
  g_test_add_func ("/ui/statistics-charts/rows-come-in-pieces", test_rows_come_in_pieces);
  g_test_add_func ("/ui/statistics-charts/steps", test_steps);
  ADD ("cells", test_cells_lead_to_history);
  ADD ("lives", test_lives_lead_to_history);
  ADD ("times", test_times_lead_to_the_timeline);
  ADD ("classes", test_classes_are_switched_off);
  ADD ("answers", test_answers);
  ADD ("outage", test_outage_leads_to_the_timeline);

  return g_test_run ();
}
