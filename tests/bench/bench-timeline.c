/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the timeline takes to draw a long history: see README.md. */

#include <adwaita.h>
#include <stdlib.h>
#include <time.h>

#include "fecho-bench-history.h"
#include "fecho-timeline-page.h"

#define WIDTH_PX 1280
#define HEIGHT_PX 800
#define N_ROUNDS 50
#define DAY_US (24 * 3600 * (gint64)G_USEC_PER_SEC)

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return (x > y) - (x < y);
}

/* Have the lanes on the screen been read for the range? */
static gboolean
is_answered (FechoTimelineModel *model,
             FechoRange         *range)
{
  const FechoTimelineLane *first = fecho_timeline_model_get_lane (model, 0);

  return !first->reading && first->known_to_us > 0 &&
         first->known_from_us <= fecho_range_get_from_us (range) &&
         first->known_to_us >= fecho_range_get_to_us (range);
}

/* Until the lanes on the screen are read. */
static double
measure_loading (FechoTimelineModel *model,
                 FechoRange         *range,
                 int                 days)
{
  gint64 start_us = g_get_monotonic_time ();

  fecho_range_set_bounds (range, FECHO_BENCH_END_US - days * DAY_US, FECHO_BENCH_END_US);
  while (!is_answered (model, range))
    g_main_context_iteration (NULL, TRUE);

  return (g_get_monotonic_time () - start_us) / 1000.0;
}

/* Of this thread, so that what else the machine does is left out: drawing waits for nothing. */
static gint64
get_cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (gint64)time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static GArray *snapshots_ms;    /* double, of each time that the lanes were drawn */
static void (*draw_lanes) (GtkWidget *widget, GtkSnapshot *snapshot);

/* Stands in for the function of the class. */
static void
timed_snapshot (GtkWidget   *widget,
                GtkSnapshot *snapshot)
{
  gint64 start_us = get_cpu_us ();
  double ms;

  draw_lanes (widget, snapshot);
  ms = (get_cpu_us () - start_us) / 1000.0;
  g_array_append_val (snapshots_ms, ms);
}

static void
draw_once (GtkWidget *widget)
{
  guint n = snapshots_ms->len;

  gtk_widget_queue_draw (widget);
  while (snapshots_ms->len == n)
    g_main_context_iteration (NULL, TRUE);
}

static double
get_quantile (double share)
{
  qsort (snapshots_ms->data, snapshots_ms->len, sizeof (double), compare_times);

  return g_array_index (snapshots_ms, double, (guint)(share * (snapshots_ms->len - 1)));
}

/* Frames of the window, while the axis moves by a pixel from time to time and what that needs is
 * built. Returns how long that took, from the move to the last frame. */
static double
move (FechoLanes *lanes,
      FechoRange *range,
      guint       round)
{
  gint64 pixel_us = (fecho_range_get_to_us (range) - fecho_range_get_from_us (range)) / WIDTH_PX;
  gint64 start_us = g_get_monotonic_time ();

  fecho_range_pan (range, round % 2 == 0 ? -pixel_us : pixel_us);
  do
    draw_once (GTK_WIDGET (lanes));
  while (fecho_lanes_is_building (lanes));

  return (g_get_monotonic_time () - start_us) / 1000.0;
}

static void
measure_days (FechoTimelinePage *page,
              FechoRange        *range,
              int                days)
{
  FechoTimelineModel *model = fecho_timeline_page_get_model (page);
  FechoLanes *lanes = fecho_timeline_page_get_lanes (page);
  double loading_ms = measure_loading (model, range, days);
  double settled_ms = 0;
  double cached_ms;

  do
    draw_once (GTK_WIDGET (lanes));
  while (fecho_lanes_is_building (lanes));
  g_array_set_size (snapshots_ms, 0);
  for (guint i = 0; i < N_ROUNDS; i++)
    draw_once (GTK_WIDGET (lanes));
  cached_ms = get_quantile (0.5);
  g_array_set_size (snapshots_ms, 0);
  for (guint i = 0; i < N_ROUNDS; i++)
    settled_ms += move (lanes, range, i) / N_ROUNDS;
  g_print ("%4d days, %9u closes, %5u lanes: answered in %7.1f ms; snapshot %5.2f ms as it stands, "
           "moved %5.2f ms, p99 %5.2f, most %5.2f (goal 2); settled %5.1f ms after a move\n", days,
           fecho_timeline_model_get_totals (model)->n_closes,
           fecho_timeline_model_get_n_lanes (model), loading_ms, cached_ms, get_quantile (0.5),
           get_quantile (0.99), get_quantile (1), settled_ms);
}

static void
time_snapshots (GtkWidget *widget)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_GET_CLASS (widget);

  snapshots_ms = g_array_new (FALSE, FALSE, sizeof (double));
  draw_lanes = widget_class->snapshot;
  widget_class->snapshot = timed_snapshot;
}

/* Made once: PATH is where it is kept. */
static void
make_history (const char  *generator,
              const char  *path,
              char       **numbers)
{
  const char *command[] = { generator, path, numbers[0], numbers[1], numbers[2], NULL };
  g_autoptr(GError) error = NULL;
  int status = 0;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  if (!g_spawn_sync (NULL, (char **)command, NULL, 0, NULL, NULL, NULL, NULL, &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", generator, error->message);
}

int
main (int    argc,
      char **argv)
{
  const int days[] = { 1, 30, argc == 6 ? atoi (argv[5]) : 0 };
  g_autofree char *path = NULL;
  g_autoptr(FechoMonitor) monitor = NULL;
  g_autoptr(FechoRange) range = fecho_range_new ();
  FechoTimelinePage *page;
  GtkWidget *window;

  if (argc != 6)
    g_error ("usage: %s GENERATOR FOLDER N_EVENTS N_SESSIONS DAYS", argv[0]);
  if (!gtk_init_check ())
    return 77;

  adw_init ();
  path = g_strdup_printf ("%s/history-%s-%s-%s.db", argv[2], argv[3], argv[4], argv[5]);
  make_history (argv[1], path, argv + 3);
  monitor = fecho_bench_open_history (path, FECHO_MONITOR_READ);
  page = g_object_new (FECHO_TYPE_TIMELINE_PAGE, "monitor", monitor, "range", range, NULL);
  time_snapshots (GTK_WIDGET (fecho_timeline_page_get_lanes (page)));
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH_PX, HEIGHT_PX);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (GTK_WIDGET (page)) == 0)
    g_main_context_iteration (NULL, TRUE);

  fecho_range_set_record_from_us (range, FECHO_BENCH_END_US - days[2] * DAY_US);
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    measure_days (page, range, days[i]);
  gtk_window_destroy (GTK_WINDOW (window));
  g_array_unref (snapshots_ms);

  return 0;
}
