/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-budget.h"

/* Headers of frames and of TLS, pings on the way. */
#define SLACK_BYTES (64 * 1024)
/* Pings of a patient peer add up to nothing. */
#define FORGIVEN_BYTES_PER_S 256
/* What nobody watches for: about a fifth of a processor for one peer. */
#define MAX_MESSAGES_PER_S 100000
#define MAX_BYTES_PER_S (128 * (gint64)1024 * 1024)
/* In so many looks one after the other, each of a second or more: a burst is no flood. */
#define MAX_HOT_LOOKS 3
#define LEAST_LOOK_US (G_USEC_PER_SEC / 2)

void
fecho_budget_init (FechoBudget *self,
                   gint64       now_us,
                   guint64      n_received)
{
  *self = (FechoBudget){ .checked_us = now_us, .n_received = n_received };
}

static gboolean
is_hot (gint64 elapsed_us,
        gint64 n_bytes,
        gint64 n_messages)
{
  double seconds = (double)elapsed_us / G_USEC_PER_SEC;

  return n_bytes > MAX_BYTES_PER_S * seconds || n_messages > MAX_MESSAGES_PER_S * seconds;
}

gboolean
fecho_budget_check (FechoBudget *self,
                    gint64       now_us,
                    guint64      n_received,
                    gint64       n_messages,
                    gint64       max_message,
                    guint64     *ret_n_new)
{
  gint64 elapsed_us = now_us - self->checked_us;
  gint64 forgiven = elapsed_us * FORGIVEN_BYTES_PER_S / G_USEC_PER_SEC;

  *ret_n_new = n_received - self->n_received;
  if (elapsed_us >= LEAST_LOOK_US)
    self->n_hot_looks = is_hot (elapsed_us, (gint64)*ret_n_new, n_messages - self->n_messages)
                        ? self->n_hot_looks + 1 : 0;
  if (n_messages != self->n_messages)
    self->n_owed = 0;
  else
    self->n_owed = MAX (0, self->n_owed + (gint64)*ret_n_new - forgiven);
  self->checked_us = now_us;
  self->n_received = n_received;
  self->n_messages = n_messages;

  return self->n_hot_looks < MAX_HOT_LOOKS &&
         self->n_owed <= max_message + max_message / 8 + SLACK_BYTES;
}
