/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-backoff.h"

/* first * 2^n up to the longest wait, without overflow for any n. */
static gint64
get_bound_us (const FechoBackoff *self)
{
  gint64 bound_us = self->first_us;

  for (guint i = 0; i < self->n_failures && bound_us > 0 && bound_us < self->max_us; i++)
    bound_us = bound_us > self->max_us / 2 ? self->max_us : bound_us * 2;

  return CLAMP (bound_us, 0, MAX (self->max_us, 0));
}

gint64
fecho_backoff_next_us (FechoBackoff *self,
                       gint64        life_us)
{
  gint64 bound_us;
  double share;
  double wait_us;

  g_return_val_if_fail (self != NULL, 0);

  if (life_us >= self->min_uptime_us)
    fecho_backoff_reset (self);

  bound_us = get_bound_us (self);
  if (self->n_failures < G_MAXUINT)
    self->n_failures++;

  share = self->random != NULL ? self->random (self->random_data) : g_random_double ();

  wait_us = CLAMP (share, 0.0, 1.0) * (double)bound_us;

  /* As a double the longest gint64 is one too long. */
  return wait_us < (double)bound_us ? (gint64)wait_us : bound_us;
}

void
fecho_backoff_reset (FechoBackoff *self)
{
  g_return_if_fail (self != NULL);

  self->n_failures = 0;
}
