/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the statistics and the list of a long history take, and how long they hold the main
 * thread: see README.md. */

#include <adwaita.h>

#include "fecho-bench-history.h"
#include "fecho-bench-turns.h"
#include "fecho-history-columns.h"
#include "fecho-history-private.h"
#include "fecho-statistics-page.h"

#define WIDTH_PX 1010
#define HEIGHT_PX 720
#define N_STEPS 100
#define DAY_US (24 * 3600 * (gint64)G_USEC_PER_SEC)
/* Nothing more comes in so long a time. */
#define QUIET_US (300 * 1000)

/* -- waiting */

static void
wait_for_list (FechoHistoryPage *page)
{
  FechoEventPager *pager = fecho_history_page_get_pager (page);

  while (!fecho_event_pager_get_complete (pager))
    g_main_context_iteration (NULL, TRUE);
}

/* -- the list */

static void
scroll (GtkScrolledWindow *scroller)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);

  fecho_bench_turns_begin ();
  for (guint i = 0; i < N_STEPS; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 300);
      fecho_bench_turns_run (16 * 1000);
    }
  fecho_bench_turns_tell ("  scroll by 100 times 300 pixels");
  fecho_bench_turns_begin ();
  for (guint i = 0; i < 10; i++)
    {
      gtk_adjustment_set_value (adjustment,
                                gtk_adjustment_get_upper (adjustment) * (i * 7 % 10) / 10);
      fecho_bench_turns_run (QUIET_US);
    }
  fecho_bench_turns_tell ("  jump to 10 places");
}

static void
search (FechoHistoryPage *page,
        const char       *text)
{
  g_autofree char *what = g_strdup_printf ("  search “%s”", text);

  fecho_bench_turns_begin ();
  fecho_history_page_search (page, text);
  wait_for_list (page);
  fecho_bench_turns_tell (what);
  fecho_bench_turns_run (QUIET_US);
}

static void
sort (FechoHistoryPage *page,
      FechoOrder        order)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (gtk_widget_get_template_child (
                                           GTK_WIDGET (page), FECHO_TYPE_HISTORY_PAGE, "view"));
  g_autofree char *what = g_strdup_printf ("  sort by %s", fecho_order_to_string (order));

  fecho_bench_turns_begin ();
  gtk_column_view_sort_by_column (view, fecho_history_columns_find (view, order),
                                  GTK_SORT_ASCENDING);
  fecho_bench_turns_run (QUIET_US);
  wait_for_list (page);
  fecho_bench_turns_tell (what);
}

static void
measure_history (GtkWindow    *window,
                 FechoMonitor *monitor,
                 FechoRange   *range)
{
  GtkWidget *page = g_object_new (FECHO_TYPE_HISTORY_PAGE, "monitor", monitor, "range", range,
                                  NULL);

  fecho_bench_turns_begin ();
  gtk_window_set_child (window, page);
  while (g_list_model_get_n_items (G_LIST_MODEL (fecho_history_page_get_pager (
                                                   FECHO_HISTORY_PAGE (page)))) == 0)
    g_main_context_iteration (NULL, TRUE);
  fecho_bench_turns_tell ("  first rows");
  wait_for_list (FECHO_HISTORY_PAGE (page));
  fecho_bench_turns_tell ("  all rows are counted");
  fecho_bench_turns_run (QUIET_US);
  scroll (GTK_SCROLLED_WINDOW (gtk_widget_get_template_child (page, FECHO_TYPE_HISTORY_PAGE,
                                                              "scroller")));
  search (FECHO_HISTORY_PAGE (page), "code:1011");
  search (FECHO_HISTORY_PAGE (page), "is:counted life:<60s");
  search (FECHO_HISTORY_PAGE (page), "overload");
  search (FECHO_HISTORY_PAGE (page), "");
  sort (FECHO_HISTORY_PAGE (page), FECHO_ORDER_SESSION);
  sort (FECHO_HISTORY_PAGE (page), FECHO_ORDER_REASON);
}

/* -- what GTK takes for as many rows and columns: plain labels, each with a word */

#define N_PLAIN_ROWS 10000
#define N_PLAIN_COLUMNS 6

static void
setup_plain_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_plain_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkWidget *
make_plain_view (GtkStringList *list)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (
    gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (list))));
  GtkWidget *view = gtk_column_view_new (selection);

  for (guint i = 0; i < N_PLAIN_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column = gtk_column_view_column_new ("", factory);

      g_signal_connect (factory, "setup", G_CALLBACK (setup_plain_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_plain_cb), NULL);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
      g_object_unref (column);
    }

  return view;
}

static void
replace_plain (GtkStringList *list,
               const char    *word,
               const char    *what)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;

  for (guint i = 0; i < N_PLAIN_ROWS; i++)
    g_strv_builder_add (builder, word);
  words = g_strv_builder_end (builder);
  fecho_bench_turns_begin ();
  gtk_string_list_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)),
                          (const char *const *)words);
  fecho_bench_turns_run (QUIET_US);
  fecho_bench_turns_tell (what);
}

static void
measure_plain (GtkWindow *window)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_plain_view (list));
  gtk_window_set_child (window, scroller);
  fecho_bench_turns_run (QUIET_US);
  replace_plain (list, "Abnormal", "  first rows");
  scroll (GTK_SCROLLED_WINDOW (scroller));
  replace_plain (list, "Normal", "  others");
  gtk_window_set_child (window, NULL);
  fecho_bench_turns_run (QUIET_US);
}

/* -- the statistics */

static gboolean
is_answered (GtkWidget *page)
{
  GtkWidget *bar = GTK_WIDGET (gtk_widget_get_template_child (page, FECHO_TYPE_STATISTICS_PAGE,
                                                              "range_bar"));
  gboolean busy;

  g_object_get (bar, "busy", &busy, NULL);

  return !busy;
}

static void
measure_statistics (GtkWindow    *window,
                    FechoMonitor *monitor,
                    FechoRange   *range)
{
  const int days[] = { 1, 30, 365 };

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *what = g_strdup_printf ("  %d days", days[i]);
      GtkWidget *page;

      fecho_range_set_bounds (range, FECHO_BENCH_END_US - days[i] * DAY_US, FECHO_BENCH_END_US);
      page = g_object_new (FECHO_TYPE_STATISTICS_PAGE, "monitor", monitor, "range", range, NULL);
      fecho_bench_turns_begin ();
      gtk_window_set_child (window, page);
      while (!is_answered (page))
        g_main_context_iteration (NULL, TRUE);
      fecho_bench_turns_tell (what);
      fecho_bench_turns_run (QUIET_US);
      fecho_bench_turns_begin ();
      fecho_range_pan (range, -DAY_US / 24);
      fecho_bench_turns_run (3 * (gint64)G_USEC_PER_SEC);
      fecho_bench_turns_tell ("    an hour before");
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(FechoMonitor) monitor = NULL;
  g_autoptr(FechoRange) range = fecho_range_new ();
  GtkWindow *window;

  if (argc != 2)
    g_error ("usage: %s HISTORY", argv[0]);
  if (!gtk_init_check ())
    return 77;

  adw_init ();
  monitor = fecho_bench_open_history (argv[1], FECHO_MONITOR_READ);
  window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (window, WIDTH_PX, HEIGHT_PX);
  gtk_window_present (window);
  fecho_bench_turns_run (QUIET_US);
  fecho_bench_turns_follow (GTK_WIDGET (window));
  fecho_range_set_record_from_us (range, FECHO_BENCH_END_US - 365 * DAY_US);
  fecho_range_set_bounds (range, FECHO_BENCH_END_US - 365 * DAY_US, FECHO_BENCH_END_US);

  g_print ("A column view with labels\n");
  measure_plain (window);
  g_print ("History\n");
  measure_history (window, monitor, range);
  g_print ("Statistics\n");
  measure_statistics (window, monitor, range);
  gtk_window_destroy (window);

  return 0;
}
