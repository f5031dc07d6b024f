/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-bench-turns.h"

#include <time.h>

static struct
{
  gint64 start_us;              /* on the clock */
  gint64 begin_us;              /* of the turn */
  gint64 phase_us;              /* when the phase of a frame began, 0: none is under way */
  gint64 layout_us;             /* in this turn */
  gint64 drawing_us;
  GArray *ours;                 /* gint64, all of them */
  GArray *layouts;
  GArray *drawings;
  GArray *both;                 /* ours and the layout of the same turn */
} turns;

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
  gint64 both_us = get_work_us () - turns.begin_us - turns.drawing_us;
  gint64 ours_us = both_us - turns.layout_us;
  int n;

  g_array_append_val (turns.ours, ours_us);
  g_array_append_val (turns.both, both_us);
  if (turns.layout_us > 0)
    g_array_append_val (turns.layouts, turns.layout_us);
  if (turns.drawing_us > 0)
    g_array_append_val (turns.drawings, turns.drawing_us);
  turns.layout_us = turns.drawing_us = 0;
  n = g_poll (fds, n_fds, timeout);
  turns.begin_us = get_work_us ();

  return n;
}

/* Adds the phase that ends here, and begins the next. */
static void
end_phase (gint64 *sum_us)
{
  gint64 now_us = get_work_us ();

  if (turns.phase_us > 0)
    *sum_us += now_us - turns.phase_us;
  turns.phase_us = now_us;
}

static void
before_paint_cb (void)
{
  turns.phase_us = get_work_us ();
}

static void
layout_cb (void)
{
  end_phase (&turns.layout_us);
}

static void
after_paint_cb (void)
{
  end_phase (&turns.drawing_us);
  turns.phase_us = 0;
}

void
fecho_bench_turns_follow (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  if (turns.ours == NULL)
    {
      turns.ours = g_array_new (FALSE, FALSE, sizeof (gint64));
      turns.layouts = g_array_new (FALSE, FALSE, sizeof (gint64));
      turns.drawings = g_array_new (FALSE, FALSE, sizeof (gint64));
      turns.both = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_main_context_set_poll_func (NULL, timed_poll);
    }
  /* GTK's own handlers come between, those too that it connects for one frame. */
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect_after (clock, "layout", G_CALLBACK (layout_cb), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
}

void
fecho_bench_turns_begin (void)
{
  g_array_set_size (turns.ours, 0);
  g_array_set_size (turns.layouts, 0);
  g_array_set_size (turns.drawings, 0);
  g_array_set_size (turns.both, 0);
  turns.layout_us = turns.drawing_us = 0;
  turns.begin_us = get_work_us ();
  turns.start_us = g_get_monotonic_time ();
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

void
fecho_bench_turns_tell (const char *what)
{
  g_array_sort (turns.ours, compare);
  g_array_sort (turns.layouts, compare);
  g_array_sort (turns.drawings, compare);
  g_array_sort (turns.both, compare);
  g_print ("%-36s %6.2f s, %6u turns of ours: median %6.3f ms, p99.9 %6.2f, most %6.2f; "
           "%4u layouts: median %5.2f, most %6.2f; drawing: median %5.2f, most %6.2f; "
           "turn and layout: %6.2f\n",
           what, (g_get_monotonic_time () - turns.start_us) / (double)G_USEC_PER_SEC,
           turns.ours->len, get_part_ms (turns.ours, 0.5), get_part_ms (turns.ours, 0.999),
           get_part_ms (turns.ours, 1), turns.layouts->len, get_part_ms (turns.layouts, 0.5),
           get_part_ms (turns.layouts, 1), get_part_ms (turns.drawings, 0.5),
           get_part_ms (turns.drawings, 1), get_part_ms (turns.both, 1));
}

static gboolean
over_cb (gpointer data)
{
  *(gboolean *)data = TRUE;

  return G_SOURCE_REMOVE;
}

void
fecho_bench_turns_run (gint64 us)
{
  gboolean over = FALSE;

  g_timeout_add ((guint)(us / 1000), over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}
