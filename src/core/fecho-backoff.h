/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Waits between attempts: exponential, capped, with full jitter (the wait is anywhere between
 * nothing and the current bound). */
typedef struct
{
  gint64   first_us;
  gint64   max_us;
  gint64   min_uptime_us;       /* a connection that lived this long starts the waits anew */
  guint    n_failures;          /* since the last good connection */
  double (*random) (gpointer data); /* in [0, 1); NULL: g_random_double() */
  gpointer random_data;
} FechoBackoff;

#define FECHO_BACKOFF_INIT { .first_us = G_USEC_PER_SEC, .max_us = 300 * (gint64)G_USEC_PER_SEC, \
                             .min_uptime_us = 60 * (gint64)G_USEC_PER_SEC }

/* The next wait after a connection that lived life_us (FECHO_UNKNOWN: never opened). */
gint64 fecho_backoff_next_us (FechoBackoff *self,
                              gint64        life_us);
void   fecho_backoff_reset   (FechoBackoff *self);

G_END_DECLS
