/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the main context is held in one turn of its loop while thousands of sessions open, then
 * close at once: bench-storm PATH URL N watches N addresses of a server, and tells the milliseconds
 * of the turns as JSON, when all are open and when all closes are stored, and how often the sweep
 * of the reactor had to put a descriptor back. Processor time of the thread: what the computer does
 * beside does not count. */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "fecho-monitor-private.h"
#include "fecho-net-private.h"

typedef struct
{
  FechoMonitor *monitor;
  GPtrArray *held_us;           /* of the turns in which something was dispatched */
  guint n_closes;
  gboolean is_closed;
} Bench;

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;

  ((Bench *)data)->monitor = fecho_monitor_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;

  fecho_monitor_close_finish (FECHO_MONITOR (object), result, &error);
  g_assert_no_error (error);
  ((Bench *)data)->is_closed = TRUE;
}

static void
committed_cb (FechoMonitor *monitor,
              GPtrArray    *events,
              Bench        *self)
{
  self->n_closes += events->len;
}

static gint64
get_work_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * (gint64)G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* g_main_context_iteration() with a clock around what it dispatches. */
static void
turn (Bench *self)
{
  static GPollFD fds[64];
  GMainContext *context = g_main_context_default ();
  int priority;
  int timeout;
  int n_fds;
  gint64 begin_us;

  (void)g_main_context_prepare (context, &priority);
  n_fds = g_main_context_query (context, priority, &timeout, fds, G_N_ELEMENTS (fds));
  g_assert (n_fds <= (int)G_N_ELEMENTS (fds));
  (void)g_poll (fds, (guint)n_fds, timeout);
  if (!g_main_context_check (context, priority, fds, n_fds))
    return;

  begin_us = get_work_us ();
  g_main_context_dispatch (context);
  g_ptr_array_add (self->held_us, GSIZE_TO_POINTER (get_work_us () - begin_us));
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  gsize first = GPOINTER_TO_SIZE (*(const gpointer *)a);
  gsize second = GPOINTER_TO_SIZE (*(const gpointer *)b);

  return (first > second) - (first < second);
}

static double
get_held_ms (Bench  *self,
             double  part)
{
  guint position = (guint)((self->held_us->len - 1) * part);

  return GPOINTER_TO_SIZE (g_ptr_array_index (self->held_us, position)) / 1000.0;
}

static void
tell (Bench      *self,
      const char *what)
{
  g_ptr_array_sort (self->held_us, compare);
  printf ("{\"%s\": {\"turns\": %u, \"median\": %.3f, \"p99.9\": %.3f, \"most\": %.3f}}\n", what,
          self->held_us->len, get_held_ms (self, 0.5), get_held_ms (self, 0.999),
          get_held_ms (self, 1));
  fflush (stdout);
  g_ptr_array_set_size (self->held_us, 0);
}

static void
watch (Bench      *self,
       const char *base,
       guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *url = g_strdup_printf ("%s?%u", base, i);
      g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new (url, NULL);

      endpoint->reconnect = FALSE;
      fecho_monitor_add_guest (self->monitor, endpoint);
      while (g_main_context_pending (NULL))
        turn (self);
    }
}

int
main (int    argc,
      char **argv)
{
  Bench self = { .held_us = g_ptr_array_new () };
  guint n;

  if (argc != 4)
    {
      g_printerr ("Usage: bench-storm PATH URL N\n");
      return EXIT_FAILURE;
    }
  n = (guint)atoi (argv[3]);
  (void)g_main_context_acquire (NULL); /* nobody else has it */
  fecho_monitor_open_async (argv[1], FECHO_MONITOR_WATCH, NULL, opened_cb, &self);
  while (self.monitor == NULL)
    turn (&self);
  g_signal_connect (self.monitor, "committed", G_CALLBACK (committed_cb), &self);
  g_ptr_array_set_size (self.held_us, 0);

  watch (&self, argv[2], n);
  while (fecho_monitor_get_n_open (self.monitor) < n)
    turn (&self);
  tell (&self, "opening");
  while (self.n_closes < n)
    turn (&self);
  tell (&self, "closing");
  printf ("{\"repairs\": %" G_GUINT64_FORMAT "}\n",
          fecho_net_get_n_repairs (fecho_monitor_get_net (self.monitor)));
  fflush (stdout);
  fecho_monitor_close_async (self.monitor, closed_cb, &self);
  while (!self.is_closed)
    turn (&self);

  return EXIT_SUCCESS;
}
