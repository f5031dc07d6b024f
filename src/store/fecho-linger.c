/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-linger.h"

#include <math.h>

/* What came longer ago counts for less and less, instead of until the window's edge: one number is
 * enough to know it. */
static double
get_load (const FechoLinger *self,
          gint64             now_us)
{
  return self->load * exp (-(double)(now_us - self->at_us) / FECHO_LINGER_LOAD_WINDOW_US);
}

void
fecho_linger_see_commit (FechoLinger *self,
                         guint        n_closes,
                         gint64       now_us)
{
  self->load = get_load (self, now_us) + n_closes;
  self->at_us = now_us;
}

gint64
fecho_linger_get_due_us (const FechoLinger  *self,
                         const FechoWaiting *waiting)
{
  gboolean loaded = get_load (self, waiting->first_us) > FECHO_LINGER_LOAD_CLOSES;
  gint64 due_us = waiting->first_us + (loaded ? FECHO_LINGER_UNDER_LOAD_US : FECHO_LINGER_US);

  if (waiting->n >= FECHO_LINGER_MAX_BATCH)
    return waiting->first_us;
  if (waiting->n >= FECHO_LINGER_ENOUGH)
    return MIN (due_us, waiting->last_us + FECHO_LINGER_CALM_US);

  return due_us;
}
