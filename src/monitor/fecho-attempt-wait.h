/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-endpoint.h"
#include "fecho-timer.h"

G_BEGIN_DECLS

/* What one session waits for before its next attempt: a time, or a network. It waits for one
 * thing after the other. Main thread. */
typedef struct
{
  /* It is time, or the network has changed. */
  void (*due)     (gpointer data);
  /* What fecho_attempt_wait_ask() asked. */
  void (*reached) (gboolean is_reachable,
                   gpointer data);
} FechoAttemptWaitFuncs;

typedef struct
{
  const FechoAttemptWaitFuncs *funcs;
  gpointer                     data;
  FechoTimer                  *timer;             /* NULL: no time is waited for */
  GCancellable                *asking;            /* while it is asked whether the peer can be reached */
  gulong                       network_handler;   /* while it is asked, or the network waited for */
  gulong                       available_handler; /* the same: NetworkManager is told of by this alone */
} FechoAttemptWait;

/* Waits for nothing any more. */
void fecho_attempt_wait_stop        (FechoAttemptWait    *self);
void fecho_attempt_wait_for_time    (FechoAttemptWait    *self,
                                     gint64               wait_us);
/* Whether the peer can be reached now; a network that changes meanwhile is told first. */
void fecho_attempt_wait_ask         (FechoAttemptWait    *self,
                                     const FechoEndpoint *endpoint);
/* After an answer that it cannot: until the network changes; now and then it is due without. */
void fecho_attempt_wait_for_network (FechoAttemptWait    *self);

G_END_DECLS
