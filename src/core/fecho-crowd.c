/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-crowd.h"

/* A connection counts as open at t - before_us from "from + before_us" to "to + before_us", and as
 * gone around t, if it was open then, from "enter" to "leave". So each count is the difference of
 * two searches in sorted times. */
struct _FechoCrowd
{
  gint64 before_us;
  gint64 after_us;
  GArray *from;                 /* gint64 each */
  GArray *to;
  GArray *enter;
  GArray *leave;
  GArray *own_enter;
  GArray *own_leave;
};

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const gint64 left = *(const gint64 *)a;
  const gint64 right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

/* How many times are at most limit_us. */
static guint
count_until (const GArray *times,
             gint64        limit_us)
{
  guint low = 0;
  guint high = times->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (times, gint64, middle) <= limit_us)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static GArray *
new_times (void)
{
  return g_array_new (FALSE, FALSE, sizeof (gint64));
}

FechoCrowd *
fecho_crowd_new (gint64 before_us,
                 gint64 after_us)
{
  FechoCrowd *self = g_new0 (FechoCrowd, 1);

  self->before_us = before_us;
  self->after_us = after_us;
  self->from = new_times ();
  self->to = new_times ();
  self->enter = new_times ();
  self->leave = new_times ();
  self->own_enter = new_times ();
  self->own_leave = new_times ();

  return self;
}

void
fecho_crowd_free (FechoCrowd *self)
{
  g_array_unref (self->from);
  g_array_unref (self->to);
  g_array_unref (self->enter);
  g_array_unref (self->leave);
  g_array_unref (self->own_enter);
  g_array_unref (self->own_leave);
  g_free (self);
}

void
fecho_crowd_add (FechoCrowd *self,
                 gint64      from_us,
                 gint64      to_us,
                 gboolean    dropped)
{
  gint64 enter_us;
  gint64 leave_us;

  g_array_append_val (self->from, from_us);
  if (to_us == G_MAXINT64)
    return;

  enter_us = MAX (to_us - self->after_us, from_us + self->before_us);
  leave_us = to_us + self->before_us;
  g_array_append_val (self->to, to_us);
  g_array_append_val (dropped ? self->enter : self->own_enter, enter_us);
  g_array_append_val (dropped ? self->leave : self->own_leave, leave_us);
}

void
fecho_crowd_sort (FechoCrowd *self)
{
  GArray *all[] = {
    self->from, self->to, self->enter, self->leave, self->own_enter, self->own_leave,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    g_array_sort (all[i], compare_times);
}

void
fecho_crowd_count (const FechoCrowd *self,
                   gint64            at_us,
                   guint            *ret_n_dropped,
                   guint            *ret_n_stayed)
{
  const gint64 before_us = at_us - self->before_us;
  guint n_open = count_until (self->from, before_us) - count_until (self->to, before_us - 1);
  guint n_dropped = count_until (self->enter, at_us) - count_until (self->leave, at_us - 1);
  guint n_own = count_until (self->own_enter, at_us) - count_until (self->own_leave, at_us - 1);

  *ret_n_dropped = n_dropped;
  *ret_n_stayed = n_open - n_dropped - n_own;
}
