/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-timer.h"

/* Of those that are due, in one turn. */
#define BUDGET_US 2000
/* Those of so long are called together: to wake costs more than to call. */
#define GRAIN_US 4000

struct _FechoTimer
{
  gint64 due_us;                /* monotonic */
  FechoTimerFunc func;
  gpointer data;
  GSequenceIter *place;
};

/* All of them by when they are due, those of one time as they were started; NULL: none. */
static GSequence *timers;
static GSource *source;         /* while there is any */

static FechoTimer *
get_first (void)
{
  GSequenceIter *begin = timers != NULL ? g_sequence_get_begin_iter (timers) : NULL;

  return begin != NULL && !g_sequence_iter_is_end (begin) ? g_sequence_get (begin) : NULL;
}

static void
remove_timer (FechoTimer *timer)
{
  g_sequence_remove (timer->place);
  g_free (timer);
}

/* The source waits for the first, or goes with the last. */
static void
arm (void)
{
  const FechoTimer *first = get_first ();

  if (first != NULL)
    {
      g_source_set_ready_time (source, first->due_us);
      return;
    }

  g_clear_pointer (&timers, g_sequence_free);
  g_source_destroy (source);
  g_clear_pointer (&source, g_source_unref);
}

static gboolean
dispatch_timers (GSource     *dispatched,
                 GSourceFunc  callback,
                 gpointer     data)
{
  const gint64 begin_us = g_get_monotonic_time ();
  FechoTimer *first = get_first ();

  while (first != NULL && first->due_us <= begin_us &&
         g_get_monotonic_time () < begin_us + BUDGET_US)
    {
      const FechoTimer due = *first;

      remove_timer (first);
      due.func (due.data);
      first = get_first ();
    }
  /* The last of them may have been stopped, and another started, meanwhile. */
  if (source == dispatched)
    arm ();

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = { .dispatch = dispatch_timers };

static void
ensure_source (void)
{
  if (source != NULL)
    return;

  timers = g_sequence_new (NULL);
  source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_name (source, "fecho-timer");
  g_source_attach (source, NULL);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      data)
{
  const FechoTimer *first = a;
  const FechoTimer *second = b;

  return (first->due_us > second->due_us) - (first->due_us < second->due_us);
}

FechoTimer *
fecho_timer_start (gint64         delay_us,
                   FechoTimerFunc func,
                   gpointer       data)
{
  FechoTimer *self = g_new0 (FechoTimer, 1);
  gint64 due_us = g_get_monotonic_time () + MAX (delay_us, 0);

  ensure_source ();
  self->due_us = (due_us + GRAIN_US - 1) / GRAIN_US * GRAIN_US;
  self->func = func;
  self->data = data;
  self->place = g_sequence_insert_sorted (timers, self, compare, NULL);
  if (get_first () == self)
    arm ();

  return self;
}

void
fecho_timer_stop (FechoTimer *self)
{
  g_return_if_fail (self != NULL);

  remove_timer (self);
  arm ();
}
