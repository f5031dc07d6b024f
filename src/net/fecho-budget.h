/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a peer may send without completing a message, and how much and how often in all. libsoup
 * signals neither fragments nor pings, and keeps fragments without a limit: what the kernel received
 * is compared with what became a message. */
typedef struct
{
  gint64  checked_us;
  gint64  n_messages;           /* at the last check */
  guint64 n_received;
  gint64  n_owed;               /* bytes that are no message yet */
  guint   n_hot_looks;          /* with more bytes or messages a second than anybody reads */
} FechoBudget;

/* From now on; both counters as they are. */
void     fecho_budget_init  (FechoBudget *self,
                             gint64       now_us,
                             guint64      n_received);
/* FALSE: over the budget. ret_n_new: bytes since the last check. */
gboolean fecho_budget_check (FechoBudget *self,
                             gint64       now_us,
                             guint64      n_received,
                             gint64       n_messages,
                             gint64       max_message,
                             guint64     *ret_n_new);

G_END_DECLS
