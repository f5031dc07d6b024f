/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-beat.h"

/* A processor that is busy for so large a part of so many seconds is kept busy by somebody. */
#define BUSY_PERCENT 80
#define BUSY_SECONDS 3

typedef struct
{
  GSource source;
  FechoBeat *beat;
} BeatSource;

struct _FechoBeat
{
  FechoReactor *reactor;
  FechoReactorContext *context;
  GSource *source;
  GPtrArray *items;

  gint64 measured_at_us;
  gint64 busy_us;               /* of the context, then */
  gint64 work_us;               /* of the reactor's thread, then */
  guint n_busy_seconds;
};

static gint64
check_items (FechoBeat *self,
             gint64     now_us)
{
  gint64 next_us = G_MAXINT64;

  for (guint i = self->items->len; i-- > 0;)
    {
      FechoBeatItem *item = g_ptr_array_index (self->items, i);
      guint64 n_new = 0;
      gint64 due_us = item->check (item->data, now_us, &n_new);

      if (i >= self->items->len || g_ptr_array_index (self->items, i) != item)
        continue;               /* it left */
      item->n_new = n_new;
      next_us = MIN (next_us, due_us);
    }

  return next_us;
}

/* Both are asked: a thread that waits for a processor is busy by the clock, but not at work. */
static gboolean
was_busy (FechoBeat *self,
          gint64     now_us)
{
  gint64 busy_us = fecho_reactor_context_get_busy_us (self->context) - self->busy_us;
  gint64 work_us = fecho_reactor_get_work_us (self->reactor) - self->work_us;
  gint64 limit_us = (now_us - self->measured_at_us) * BUSY_PERCENT / 100;

  return busy_us > limit_us && work_us > limit_us;
}

static void
measure (FechoBeat *self,
         gint64     now_us)
{
  if (now_us - self->measured_at_us < G_USEC_PER_SEC)
    return;

  self->n_busy_seconds = was_busy (self, now_us) ? self->n_busy_seconds + 1 : 0;
  self->measured_at_us = now_us;
  self->busy_us = fecho_reactor_context_get_busy_us (self->context);
  self->work_us = fecho_reactor_get_work_us (self->reactor);
}

static void
tell_worst (FechoBeat *self)
{
  FechoBeatItem *worst = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      FechoBeatItem *item = g_ptr_array_index (self->items, i);

      if (worst == NULL || item->n_new > worst->n_new)
        worst = item;
    }
  self->n_busy_seconds = 0;
  if (worst != NULL && worst->n_new > 0)
    worst->overload (worst->data);
}

static gboolean
dispatch_beat (GSource     *source,
               GSourceFunc  callback,
               gpointer     data)
{
  FechoBeat *self = ((BeatSource *)source)->beat;
  gint64 now_us = g_get_monotonic_time ();
  gint64 next_us = check_items (self, now_us);

  measure (self, now_us);
  if (self->n_busy_seconds >= BUSY_SECONDS)
    tell_worst (self);
  g_source_set_ready_time (source, next_us == G_MAXINT64 ? -1 : next_us);

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs beat_funcs = { .dispatch = dispatch_beat };

FechoBeat *
fecho_beat_new (FechoReactor        *reactor,
                FechoReactorContext *context)
{
  FechoBeat *self = g_new0 (FechoBeat, 1);

  self->reactor = reactor;
  self->context = context;
  self->items = g_ptr_array_new ();
  self->source = g_source_new (&beat_funcs, sizeof (BeatSource));
  ((BeatSource *)self->source)->beat = self;
  g_source_set_name (self->source, "fecho-beat");
  g_source_attach (self->source, fecho_reactor_context_get (context));

  return self;
}

void
fecho_beat_free (FechoBeat *self)
{
  g_return_if_fail (self != NULL);

  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_ptr_array_unref (self->items);
  g_free (self);
}

void
fecho_beat_join (FechoBeat     *self,
                 FechoBeatItem *item)
{
  gint64 soon_us = g_get_monotonic_time () + G_USEC_PER_SEC;
  gint64 ready_us = g_source_get_ready_time (self->source);

  g_ptr_array_add (self->items, item);
  if (ready_us < 0 || ready_us > soon_us)
    g_source_set_ready_time (self->source, soon_us);
}

void
fecho_beat_leave (FechoBeat     *self,
                  FechoBeatItem *item)
{
  g_ptr_array_remove (self->items, item);
}
