/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the main thread is held while a window shows thousands of sessions: all of them open,
 * then stand, the sidebar is scrolled and searched, then all close at once and come back, and the
 * history is opened anew.
 *
 *     bench-window HISTORY SERVER N      SERVER is bench-server; see README.md */

#include <stdlib.h>
#include <string.h>

#include "fecho-application.h"
#include "fecho-bench-history.h"
#include "fecho-bench-turns.h"
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

/* -- waiting */

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

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u/?%u", port, i);

      g_ptr_array_add (endpoints, fecho_endpoint_new (url, NULL));
    }
  /* With the first one the window shows another page, which GTK has never laid out before. */
  fecho_bench_turns_begin ();
  fecho_monitor_add_session (self->monitor, endpoints->pdata[0]);
  fecho_bench_turns_run (CALM_US);
  fecho_bench_turns_tell ("the first one");
  g_ptr_array_remove_index (endpoints, 0);

  start_us = g_get_monotonic_time ();
  fecho_bench_turns_begin ();
  fecho_session_intake_async (self->monitor, endpoints, NULL, NULL, NULL);
  while (fecho_monitor_get_n_open (self->monitor) < n)
    {
      g_main_context_iteration (NULL, TRUE);
      check_patience (start_us, "all are open");
    }
  fecho_bench_turns_tell ("all open");
}

static void
stand (void)
{
  fecho_bench_turns_begin ();
  fecho_bench_turns_run (CALM_US);
  fecho_bench_turns_tell ("all stand");
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

  fecho_bench_turns_begin ();
  for (guint i = 0; i < N_STEPS; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 300);
      fecho_bench_turns_run (STEP_US);
    }
  fecho_bench_turns_tell ("the sidebar is scrolled");
}

static void
search (Bench      *self,
        const char *text)
{
  fecho_bench_turns_begin ();
  gtk_editable_set_text (get_part (self->window, "search_entry"), text);
  fecho_bench_turns_run (G_USEC_PER_SEC);
  gtk_editable_set_text (get_part (self->window, "search_entry"), "");
  fecho_bench_turns_run (G_USEC_PER_SEC);
  fecho_bench_turns_tell ("a search and its end");
}

static void
close_all (Bench *self,
           guint  n)
{
  gint64 start_us = g_get_monotonic_time ();

  fecho_bench_turns_begin ();
  tell_server (self, "close 1001\n");
  while (self->n_closes < n)
    {
      g_main_context_iteration (NULL, TRUE);
      check_patience (start_us, "all closes are stored");
    }
  fecho_bench_turns_tell ("all close, and are stored");
  fecho_bench_turns_begin ();
  fecho_bench_turns_run (AFTER_US);
  fecho_bench_turns_tell ("what comes after");
}

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
close_history (Bench *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_window_set_monitor (self->window, NULL);
  fecho_monitor_close_async (self->monitor, keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  (void)fecho_monitor_close_finish (self->monitor, result, NULL); /* all of it was measured */
  g_clear_object (&self->monitor);
}

static void
open_again (Bench      *self,
            const char *path)
{
  close_history (self);
  fecho_bench_turns_run (G_USEC_PER_SEC);
  fecho_bench_turns_begin ();
  self->monitor = fecho_bench_open_history (path, FECHO_MONITOR_EDIT);
  fecho_bench_turns_tell ("opened again");
  fecho_bench_turns_begin ();
  fecho_window_set_monitor (self->window, self->monitor);
  fecho_bench_turns_run (CALM_US);
  fecho_bench_turns_tell ("shown again");
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
  fecho_bench_turns_follow (GTK_WIDGET (self.window));

  open_all (&self, port, n);
  stand ();
  scroll (&self);
  search (&self, "7");
  close_all (&self, n);
  g_subprocess_force_exit (self.server);
  open_again (&self, argv[1]);

  return EXIT_SUCCESS;
}
