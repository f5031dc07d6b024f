/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-close-event.h"
#include "fecho-endpoint.h"
#include "fecho-net.h"

G_BEGIN_DECLS

/* One life of a socket of a session, from the first look-up to its one close event. A handle on
 * the main thread: the socket lives on the reactor. */
#define FECHO_TYPE_CONNECTION (fecho_connection_get_type ())
G_DECLARE_FINAL_TYPE (FechoConnection, fecho_connection, FECHO, CONNECTION, GObject)

/* What its one owner is told, on the main context, in this order; any may be NULL. Not signals: ten
 * thousand of them would pay for what one owner needs. */
typedef struct
{
  /* Up to HTTP; of several that follow soon upon each other the last. */
  void (*stage)   (FechoConnection *self,
                   FechoStage       stage,
                   gpointer         data);
  void (*opened)  (FechoConnection *self,
                   gint64           opened_at_us,
                   gint64           handshake_us,
                   gpointer         data);
  /* Only while messages are watched. type is a SoupWebsocketDataType. */
  void (*message) (FechoConnection *self,
                   gboolean         incoming,
                   guint            type,
                   GBytes          *payload,
                   gpointer         data);
  /* So many messages were too fast to be shown. */
  void (*skipped) (FechoConnection *self,
                   guint64          n_messages,
                   gpointer         data);
  /* Exactly once, and the last, also when the handle is dropped before: it lives until then. The
   * event has every field but run, id, network, metered, failures_in_a_row, retry_in_us. */
  void (*closed)  (FechoConnection *self,
                   FechoCloseEvent *event,
                   gpointer         data);
} FechoConnectionFuncs;

/* attempt: its number since the session last opened, from 1. The endpoint is shared. Does not
 * connect yet. */
FechoConnection *fecho_connection_new            (FechoNet                   *net,
                                                  const FechoEndpoint        *endpoint,
                                                  guint                       attempt,
                                                  const FechoConnectionFuncs *funcs,
                                                  gpointer                    data) G_GNUC_WARN_UNUSED_RESULT;
/* The owner is told nothing any more. */
void             fecho_connection_disown         (FechoConnection     *self);
void             fecho_connection_connect        (FechoConnection     *self);
/* Closes by a person's or a script's wish: 1000 or 3000 to 4999, reason at most 123 bytes of UTF-8
 * (WHATWG WebSockets 3.1), else FECHO_ERROR_INVALID and nothing is sent. During the handshake it
 * cancels it. */
gboolean         fecho_connection_close          (FechoConnection     *self,
                                                  guint16              code,
                                                  const char          *reason,
                                                  GError             **error);
/* Fecho ends: 1001, closed by fecho. */
void             fecho_connection_quit           (FechoConnection     *self);
void             fecho_connection_send_text      (FechoConnection     *self,
                                                  const char          *text);
void             fecho_connection_send_binary    (FechoConnection     *self,
                                                  GBytes              *payload);
FechoStage       fecho_connection_get_stage      (FechoConnection     *self);
gboolean         fecho_connection_is_open        (FechoConnection     *self);
/* The round trip to the peer as the kernel last measured it; FECHO_UNKNOWN while it has not. */
gint64           fecho_connection_get_rtt_us     (FechoConnection     *self);
void             fecho_connection_set_watch_messages (FechoConnection *self,
                                                  gboolean             watch);

G_END_DECLS
