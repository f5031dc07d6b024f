/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the main thread is held while a window shows thousands of sessions: all of them open,
 * then stand, the sidebar is scrolled and searched, then all close at once and come back.
 *
 *     bench-window HISTORY SERVER N      SERVER is bench-server; see README.md
 *
 * Told is processor time of the thread in one turn of its loop, in milliseconds, without what GTK
 * takes to lay out and draw a frame; that stands beside it. */

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fecho-application.h"
#include "fecho-bench-history.h"
#include "fecho-monitor.h"
#include "fecho-session-intake.h"
#include "fecho-window.h"

#define CALM_US (3 * G_USEC_PER_SEC)
/* Until those that closed are open again, or wait for it. */
#define AFTER_US (5 * G_USEC_PER_SEC)
#define PATIENCE_US (180 * (gint64)G_USEC_PER_SEC)
#define N_STEPS 60
#define STEP_US (16 * 1000)

typedef struct
{
  FechoMonitor *monitor;
  FechoWindow *window;
  GSubprocess *server;
  GDataInputStream *answers;
  guint n_closes;
} Bench;

/* -- the turns */

typedef struct
{
  gint64 begin_us;
  gint64 frame_us;              /* when it began, 0: none is under way */
  gint64 frames_us;             /* of the frames in this turn, whole */
  GArray *ours;                 /* gint64 */
  GArray *frames;
} Turns;

static Turns turns;

static gint64
get_work_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * (gint64)G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static int
timed_poll (GPollFD *fds,
            guint    n_fds,
            int      timeout)
{
  gint64 ours_us = get_work_us () - turns.begin_us - turns.frames_us;
  int n;

  g_array_append_val (turns.ours, ours_us);
  if (turns.frames_us > 0)
    g_array_append_val (turns.frames, turns.frames_us);
  turns.frames_us = 0;
  n = g_poll (fds, n_fds, timeout);
  turns.begin_us = get_work_us ();

  return n;
}

static void
before_paint_cb (void)
{
  turns.frame_us = get_work_us ();
}

static void
after_paint_cb (void)
{
  if (turns.frame_us > 0)
    turns.frames_us += get_work_us () - turns.frame_us;
  turns.frame_us = 0;
}

static void
begin (void)
{
  g_array_set_size (turns.ours, 0);
  g_array_set_size (turns.frames, 0);
  turns.frames_us = 0;
  turns.begin_us = get_work_us ();
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  gint64 first = *(const gint64 *)a;
  gint64 second = *(const gint64 *)b;

  return (first > second) - (first < second);
}

static double
get_part_ms (GArray *times,
             double  part)
{
  if (times->len == 0)
    return 0;

  return g_array_index (times, gint64, MIN (times->len - 1, (guint)(times->len * part))) / 1000.0;
}

static void
tell (const char *what,
      gint64      start_us)
{
  g_array_sort (turns.ours, compare);
  g_array_sort (turns.frames, compare);
  g_print ("%-28s %7.2f s, %6u turns: median %6.3f ms, p99.9 %6.2f, most %6.2f; "
           "%4u frames: median %6.2f, most %6.2f\n",
           what, (g_get_monotonic_time () - start_us) / (double)G_USEC_PER_SEC,
           turns.ours->len, get_part_ms (turns.ours, 0.5), get_part_ms (turns.ours, 0.999),
           get_part_ms (turns.ours, 1), turns.frames->len, get_part_ms (turns.frames, 0.5),
           get_part_ms (turns.frames, 1));
}

/* -- waiting */

static gboolean
over_cb (gpointer data)
{
  *(gboolean *)data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
run_for (gint64 us)
{
  gboolean over = FALSE;

  g_timeout_add ((guint)(us / 1000), over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
check_patience (gint64      start_us,
                const char *what)
{
  if (g_get_monotonic_time () - start_us > PATIENCE_US)
    g_error ("Not in %d s: %s", (int)(PATIENCE_US / G_USEC_PER_SEC), what);
}

/* -- what happens */

static void
committed_cb (FechoMonitor *monitor,
              GPtrArray    *events,
              Bench        *self)
{
  self->n_closes += events->len;
}

static guint
start_server (Bench      *self,
              const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;

  self->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                   &error, path, NULL);
  g_assert_no_error (error);
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->server));
  line = g_data_input_stream_read_line (self->answers, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "port "));

  return (guint)g_ascii_strtoull (line + strlen ("port "), NULL, 10);
}

static void
tell_server (Bench      *self,
             const char *line)
{
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->server), line, strlen (line),
                             NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
open_all (Bench *self,
          guint  port,
          guint  n)
{
  g_autoptr(GPtrArray) endpoints =
    g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_endpoint_free);
  gint64 start_us = g_get_monotonic_time ();

  begin ();
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u/?%u", port, i);

      g_ptr_array_add (endpoints, fecho_endpoint_new (url, NULL));
    }
  fecho_session_intake_async (self->monitor, endpoints, NULL, NULL, NULL);
  while (fecho_monitor_get_n_open (self->monitor) < n)
    {
      g_main_context_iteration (NULL, TRUE);
      check_patience (start_us, "all are open");
    }
  tell ("all open", start_us);
}

static void
stand (void)
{
  gint64 start_us = g_get_monotonic_time ();

  begin ();
  run_for (CALM_US);
  tell ("all stand", start_us);
}

static gpointer
get_part (FechoWindow *window,
          const char  *id)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fecho_window_get_sidebar (window)),
                                        FECHO_TYPE_SIDEBAR, id);
}

static void
scroll (Bench *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (get_part (self->window, "list"));
  gint64 start_us = g_get_monotonic_time ();

  begin ();
  for (guint i = 0; i < N_STEPS; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 300);
      run_for (STEP_US);
    }
  tell ("the sidebar is scrolled", start_us);
}

static void
search (Bench      *self,
        const char *text)
{
  gint64 start_us = g_get_monotonic_time ();

  begin ();
  gtk_editable_set_text (get_part (self->window, "search_entry"), text);
  run_for (G_USEC_PER_SEC);
  gtk_editable_set_text (get_part (self->window, "search_entry"), "");
  run_for (G_USEC_PER_SEC);
  tell ("a search and its end", start_us);
}

static void
close_all (Bench *self,
           guint  n)
{
  gint64 start_us = g_get_monotonic_time ();

  begin ();
  tell_server (self, "close 1001\n");
  while (self->n_closes < n)
    {
      g_main_context_iteration (NULL, TRUE);
      check_patience (start_us, "all closes are stored");
    }
  tell ("all close, and are stored", start_us);
  start_us = g_get_monotonic_time ();
  begin ();
  run_for (AFTER_US);
  tell ("what comes after", start_us);
}

static void
follow_frames (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  /* GTK's own handlers of the three phases come between. */
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GtkApplication) application = NULL;
  Bench self = { 0 };
  guint port;
  guint n;

  if (argc != 4)
    {
      g_printerr ("Usage: bench-window HISTORY SERVER N\n");
      return EXIT_FAILURE;
    }
  n = (guint)atoi (argv[3]);
  turns.ours = g_array_new (FALSE, FALSE, sizeof (gint64));
  turns.frames = g_array_new (FALSE, FALSE, sizeof (gint64));
  application = GTK_APPLICATION (fecho_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);

  self.monitor = fecho_bench_open_history (argv[1], FECHO_MONITOR_WATCH);
  g_signal_connect (self.monitor, "committed", G_CALLBACK (committed_cb), &self);
  port = start_server (&self, argv[2]);
  self.window = fecho_window_new (application);
  fecho_window_set_monitor (self.window, self.monitor);
  gtk_window_present (GTK_WINDOW (self.window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self.window));
  follow_frames (GTK_WIDGET (self.window));
  g_main_context_set_poll_func (NULL, timed_poll);

  open_all (&self, port, n);
  stand ();
  scroll (&self);
  search (&self, "7");
  close_all (&self, n);
  g_subprocess_force_exit (self.server);

  return EXIT_SUCCESS;
}
