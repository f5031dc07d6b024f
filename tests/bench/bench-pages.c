/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the statistics and the list of a long history take, and how long they hold the main
 * thread: see README.md. */

#include <adwaita.h>
#include <time.h>

#include "fecho-bench-history.h"
#include "fecho-history-columns.h"
#include "fecho-history-private.h"
#include "fecho-statistics-page.h"

#define WIDTH_PX 1010
#define HEIGHT_PX 720
#define N_STEPS 100
#define DAY_US (24 * 3600 * (gint64)G_USEC_PER_SEC)
/* Nothing more comes in so long a time. */
#define QUIET_US (300 * 1000)

/* -- how long the main thread is held: its own processor time from one look at the sources to the
 * next; apart from that, what GTK takes to lay out a frame, which makes the rows of lists, and to
 * draw it */

static gint64 turn_us;          /* when the turn began */
static gint64 paint_us;         /* when painting began */
static gint64 frame_us;         /* when the frame began */
static gint64 painted_us;       /* in this turn */
static gint64 laid_out_us;
static gint64 longest_us;       /* of all turns, without frames */
static gint64 longest_layout_us;
static gint64 longest_paint_us;

static gint64
get_cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (gint64)time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static int
timed_poll (GPollFD *fds,
            guint    n_fds,
            int      timeout)
{
  int n;

  turn_us = get_cpu_us () - turn_us;
  longest_us = MAX (longest_us, turn_us - painted_us - laid_out_us);
  longest_layout_us = MAX (longest_layout_us, laid_out_us);
  longest_paint_us = MAX (longest_paint_us, painted_us);
  painted_us = laid_out_us = 0;
  n = g_poll (fds, n_fds, timeout);
  turn_us = get_cpu_us ();

  return n;
}

static void
before_paint_cb (void)
{
  frame_us = get_cpu_us ();
}

/* Called after the handlers of GTK, as the next: what comes between them is painting. */
static void
layout_cb (void)
{
  paint_us = get_cpu_us ();
  laid_out_us = paint_us - frame_us;
}

static void
after_paint_cb (void)
{
  if (paint_us > 0)
    painted_us += get_cpu_us () - paint_us;
  paint_us = 0;
}

static void
begin (void)
{
  turn_us = get_cpu_us ();
  painted_us = laid_out_us = longest_us = longest_layout_us = longest_paint_us = 0;
}

static void
report (const char *what,
        gint64      start_us)
{
  g_print ("%-36s %8.1f ms; at most: our turns %6.2f ms, layout %6.2f, drawing %6.2f\n", what,
           (g_get_monotonic_time () - start_us) / 1000.0, longest_us / 1000.0,
           longest_layout_us / 1000.0, longest_paint_us / 1000.0);
}

/* -- waiting */

static gboolean
quiet_cb (gpointer data)
{
  *(gboolean *)data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
run_for (gint64 us)
{
  gboolean done = FALSE;

  g_timeout_add ((guint)(us / 1000), quiet_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

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
  gint64 start_us = g_get_monotonic_time ();

  begin ();
  for (guint i = 0; i < N_STEPS; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 300);
      run_for (16 * 1000);
    }
  report ("  scroll by 100 times 300 pixels", start_us);
  start_us = g_get_monotonic_time ();
  begin ();
  for (guint i = 0; i < 10; i++)
    {
      gtk_adjustment_set_value (adjustment,
                                gtk_adjustment_get_upper (adjustment) * (i * 7 % 10) / 10);
      run_for (QUIET_US);
    }
  report ("  jump to 10 places", start_us);
}

static void
search (FechoHistoryPage *page,
        const char       *text)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autofree char *what = g_strdup_printf ("  search “%s”", text);

  begin ();
  fecho_history_page_search (page, text);
  wait_for_list (page);
  report (what, start_us);
  run_for (QUIET_US);
}

static void
sort (FechoHistoryPage *page,
      FechoOrder        order)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (gtk_widget_get_template_child (
                                           GTK_WIDGET (page), FECHO_TYPE_HISTORY_PAGE, "view"));
  gint64 start_us = g_get_monotonic_time ();
  g_autofree char *what = g_strdup_printf ("  sort by %s", fecho_order_to_string (order));

  begin ();
  gtk_column_view_sort_by_column (view, fecho_history_columns_find (view, order),
                                  GTK_SORT_ASCENDING);
  run_for (QUIET_US);
  wait_for_list (page);
  report (what, start_us);
}

static void
measure_history (GtkWindow    *window,
                 FechoMonitor *monitor,
                 FechoRange   *range)
{
  GtkWidget *page = g_object_new (FECHO_TYPE_HISTORY_PAGE, "monitor", monitor, "range", range,
                                  NULL);
  gint64 start_us = g_get_monotonic_time ();

  begin ();
  gtk_window_set_child (window, page);
  while (g_list_model_get_n_items (G_LIST_MODEL (fecho_history_page_get_pager (
                                                   FECHO_HISTORY_PAGE (page)))) == 0)
    g_main_context_iteration (NULL, TRUE);
  report ("  first rows", start_us);
  wait_for_list (FECHO_HISTORY_PAGE (page));
  report ("  all rows are counted", start_us);
  run_for (QUIET_US);
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
  gint64 start_us;

  for (guint i = 0; i < N_PLAIN_ROWS; i++)
    g_strv_builder_add (builder, word);
  words = g_strv_builder_end (builder);
  start_us = g_get_monotonic_time ();
  begin ();
  gtk_string_list_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)),
                          (const char *const *)words);
  run_for (QUIET_US);
  report (what, start_us);
}

static void
measure_plain (GtkWindow *window)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_plain_view (list));
  gtk_window_set_child (window, scroller);
  run_for (QUIET_US);
  replace_plain (list, "Abnormal", "  first rows");
  scroll (GTK_SCROLLED_WINDOW (scroller));
  replace_plain (list, "Normal", "  others");
  gtk_window_set_child (window, NULL);
  run_for (QUIET_US);
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
      gint64 start_us;

      fecho_range_set_bounds (range, FECHO_BENCH_END_US - days[i] * DAY_US, FECHO_BENCH_END_US);
      page = g_object_new (FECHO_TYPE_STATISTICS_PAGE, "monitor", monitor, "range", range, NULL);
      start_us = g_get_monotonic_time ();
      begin ();
      gtk_window_set_child (window, page);
      while (!is_answered (page))
        g_main_context_iteration (NULL, TRUE);
      report (what, start_us);
      run_for (QUIET_US);
      start_us = g_get_monotonic_time ();
      begin ();
      fecho_range_pan (range, -DAY_US / 24);
      run_for (3 * (gint64)G_USEC_PER_SEC);
      report ("    an hour before", start_us);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(FechoMonitor) monitor = NULL;
  g_autoptr(FechoRange) range = fecho_range_new ();
  GtkWindow *window;
  GdkFrameClock *clock;

  if (argc != 2)
    g_error ("usage: %s HISTORY", argv[0]);
  if (!gtk_init_check ())
    return 77;

  adw_init ();
  monitor = fecho_bench_open_history (argv[1], FECHO_MONITOR_READ);
  window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (window, WIDTH_PX, HEIGHT_PX);
  gtk_window_present (window);
  run_for (QUIET_US);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect (clock, "layout", G_CALLBACK (layout_cb), NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
  g_main_context_set_poll_func (NULL, timed_poll);
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
