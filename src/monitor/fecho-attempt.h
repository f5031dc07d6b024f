/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-clock-offsets.h"
#include "fecho-connection.h"
#include "fecho-dictionary.h"

G_BEGIN_DECLS

/* One attempt of a session after the other, each with the connection that it made: never two, the
 * next one waits for "closed". Main thread. */
typedef struct
{
  FechoConnection   *connection;  /* NULL: none now */
  FechoEndpoint     *sent;        /* what it was made of, its secrets hidden */
  FechoClockOffsets  clocks;      /* when it began */
  guint              number;      /* since one was open; 1 at first */
} FechoAttempt;

/* What of an end only the session knows. */
typedef struct
{
  FechoDictionary *dictionary;    /* of the application; NULL: none */
  guint            n_failures;    /* in a row */
  gint64           retry_in_us;   /* FECHO_UNKNOWN: it is not tried again */
} FechoAttemptEnd;

/* Makes the connection, which is still to connect; secrets of the endpoint go to the peer alone. */
void             fecho_attempt_begin    (FechoAttempt               *self,
                                         FechoNet                   *net,
                                         const FechoEndpoint        *endpoint,
                                         const FechoConnectionFuncs *funcs,
                                         gpointer                    data);
/* The connection has closed, or none was reached. */
void             fecho_attempt_end      (FechoAttempt               *self,
                                         gboolean                    failed);
/* The event of its end as it is stored: what is not in FechoAttemptEnd, the clocks or the network
 * stays as it was. */
FechoCloseEvent *fecho_attempt_complete (FechoAttempt               *self,
                                         FechoCloseEvent            *event,
                                         const FechoAttemptEnd      *end) G_GNUC_WARN_UNUSED_RESULT;
/* Nobody hears of the connection any more. */
void             fecho_attempt_abandon  (FechoAttempt               *self);
void             fecho_attempt_clear    (FechoAttempt               *self);

G_END_DECLS
