/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>
#include <stdatomic.h>

#include "fecho-beat.h"
#include "fecho-budget.h"
#include "fecho-dialer.h"
#include "fecho-guard.h"
#include "fecho-handshake.h"
#include "fecho-link.h"
#include "fecho-witness.h"

G_BEGIN_DECLS

/* Shared by the files of fecho-link: fecho-link.c has its life and what is asked of it, fecho-link-open.c
 * what happens while the WebSocket is open, fecho-link-news.c what it tells. */

typedef enum
{
  FECHO_LINK_NEW,
  FECHO_LINK_WAITING,           /* for its turn to connect */
  FECHO_LINK_CONNECTING,
  FECHO_LINK_OPEN,
  FECHO_LINK_ENDED,
} FechoLinkState;

struct _FechoLink
{
  gatomicrefcount  n_refs;
  FechoShard      *shard;
  FechoMailbox    *mailbox;
  gpointer         handle;
  FechoEndpoint   *endpoint;
  guint            attempt;
  _Atomic gboolean watched;
  _Atomic guint    n_undelivered;
  _Atomic gsize    n_undelivered_bytes;
  _Atomic gint64   rtt_us;        /* FECHO_UNKNOWN until measured */
  _Atomic guint    stage;         /* FechoStage, the last one reached */
  _Atomic gboolean stage_is_news; /* and it is on its way */

  /* Of the reactor alone. */
  FechoLinkState           state;
  FechoDialerTicket        ticket;
  FechoWitness             witness;
  FechoHandshake          *handshake;     /* until it is over */
  SoupWebsocketConnection *connection;
  GSocket                 *socket;
  GSource                 *timer;         /* deadline of the handshake, then of the closing */
  FechoGuardEntry         *guard_entry;
  FechoBeatItem            beat_item;
  FechoBudget              budget;
  gboolean                 close_called;  /* of libsoup: a second call is a programming error to it */
  gboolean                 is_closing;    /* either side has begun to */
  gboolean                 closing_expired;
  guint64                  n_skipped;
};

/* On the reactor, in the link's context. */

void     fecho_link_assert_on_reactor (FechoLink               *self);
void     fecho_link_set_timer         (FechoLink               *self,
                                       gint64                   delay_us,
                                       GSourceFunc              func);
void     fecho_link_clear_timer       (FechoLink               *self);
/* The socket is the guard's no more; TRUE: the guard cut it. */
gboolean fecho_link_unguard           (FechoLink               *self);
/* The end is now; whatever state it is in. Drops the reference of being alive. */
void     fecho_link_end_on_reactor    (FechoLink               *self);

/* Takes the connection over. */
void     fecho_link_open_on_reactor   (FechoLink               *self,
                                       SoupWebsocketConnection *connection);
/* Sends a Close frame, where one may still be sent. */
void     fecho_link_close_on_reactor  (FechoLink               *self,
                                       FechoIntent              intent,
                                       guint16                  code,
                                       const char              *reason);
/* Waits so long for the end of what has begun, from now, unless it is expected sooner already. */
void     fecho_link_expect_end        (FechoLink               *self,
                                       gint64                   timeout_us);
void     fecho_link_send_on_reactor   (FechoLink               *self,
                                       const char              *text);
void     fecho_link_send_binary_on_reactor (FechoLink          *self,
                                       GBytes                  *payload);
/* What the socket knows at its end, before it is let go of. */
void     fecho_link_leave_open_on_reactor (FechoLink           *self);

void     fecho_link_post_stage        (FechoStage               stage,
                                       gpointer                 link);
void     fecho_link_post_opened       (FechoLink               *self);
void     fecho_link_post_message      (FechoLink               *self,
                                       gboolean                 incoming,
                                       guint                    type,
                                       GBytes                  *payload);
/* Takes the event over. */
void     fecho_link_post_closed       (FechoLink               *self,
                                       FechoCloseEvent         *event);

G_END_DECLS
