/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the main thread is held when each view of the window, each window and dialog of it is
 * shown for the first time, and for the second.
 *
 *     bench-views HISTORY      made by generate-history; see README.md */

#include <stdlib.h>

#include "fecho-application.h"
#include "fecho-bench-history.h"
#include "fecho-bench-turns.h"
#include "fecho-window.h"

/* Until all of a view is there and stands. */
#define CALM_US (2 * (gint64)G_USEC_PER_SEC)

static const char *const views[] = { "statistics", "history", "messages", "timeline" };
static const char *const windows[] = {
  "app.code-reference", "app.preferences", "win.export", "win.add-session", "app.help",
};

static void
show_view (GtkWidget  *window,
           const char *view,
           const char *when)
{
  g_autofree char *what = g_strdup_printf ("%s, %s", view, when);

  fecho_bench_turns_begin ();
  gtk_widget_activate_action (window, "win.view", "s", view);
  fecho_bench_turns_run (CALM_US);
  fecho_bench_turns_tell (what);
}

static void
show_views (GtkWidget  *window,
            const char *when)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    show_view (window, views[i], when);
}

/* Its frames are told apart, as those of the main window are. */
static void
show_window (GtkApplication *application,
             GtkWidget      *window,
             const char     *action)
{
  fecho_bench_turns_begin ();
  if (!gtk_widget_activate_action (window, action, NULL))
    g_error ("There is no action %s", action);
  if (gtk_application_get_active_window (application) != GTK_WINDOW (window))
    fecho_bench_turns_follow (GTK_WIDGET (gtk_application_get_active_window (application)));
  fecho_bench_turns_run (CALM_US);
  fecho_bench_turns_tell (action);
  while (gtk_application_get_active_window (application) != GTK_WINDOW (window))
    {
      gtk_window_destroy (gtk_application_get_active_window (application));
      gtk_window_present (GTK_WINDOW (window));
      fecho_bench_turns_run (CALM_US);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GtkApplication) application = NULL;
  g_autoptr(FechoMonitor) monitor = NULL;
  FechoWindow *window;

  if (argc != 2)
    {
      g_printerr ("Usage: bench-views HISTORY\n");
      return EXIT_FAILURE;
    }
  application = GTK_APPLICATION (fecho_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);

  monitor = fecho_bench_open_history (argv[1], FECHO_MONITOR_READ);
  window = fecho_window_new (application);
  fecho_window_set_monitor (window, monitor);
  fecho_range_set_preset (fecho_window_get_range (window), FECHO_PRESET_ALL);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  fecho_bench_turns_follow (GTK_WIDGET (window));
  fecho_bench_turns_begin ();
  fecho_bench_turns_run (CALM_US);
  fecho_bench_turns_tell ("the window stands");
  show_views (GTK_WIDGET (window), "first");
  show_views (GTK_WIDGET (window), "again");
  for (gsize i = 0; i < G_N_ELEMENTS (windows); i++)
    show_window (application, GTK_WIDGET (window), windows[i]);
  gtk_window_destroy (GTK_WINDOW (window));

  return EXIT_SUCCESS;
}
