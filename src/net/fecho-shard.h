/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-beat.h"
#include "fecho-dialer.h"
#include "fecho-guard.h"
#include "fecho-network-watch.h"
#include "fecho-reactor.h"
#include "fecho-session-pool.h"

G_BEGIN_DECLS

/* How many connections share one micro-context: GLib's cost per wake-up is linear in it, memory per
 * context speaks against fewer. */
#define FECHO_SHARD_MAX_LINKS 32

/* What all connections of the engine share; the engine's. */
typedef struct
{
  FechoReactor      *reactor;
  FechoGuard        *guard;
  FechoDialer       *dialer;    /* of the reactor */
  FechoTlsStore     *tls_store;
  GProxyResolver    *system_proxies;
  FechoNetworkWatch *network;
} FechoShared;

/* A micro-context with what its connections share. */
typedef struct
{
  const FechoShared   *shared;
  FechoReactorContext *context;
  guint                n_links; /* of the main thread: connections given to it */
  gboolean             is_settled; /* of the reactor */
  FechoSessionPool    *pool;    /* of the reactor */
  FechoBeat           *beat;    /* of the reactor */
} FechoShard;

FechoShard *fecho_shard_new    (const FechoShared  *shared,
                                GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* On the reactor: sockets of the shard come and go from now on, and do not any more. Calls are
 * counted. */
void        fecho_shard_begin_busy (FechoShard      *self);
void        fecho_shard_end_busy   (FechoShard      *self);
/* Lets go of what belongs to the reactor, there, before the reactor's end. */
void        fecho_shard_retire (FechoShard         *self);
/* After the reactor's end. */
void        fecho_shard_free   (FechoShard         *self);

G_END_DECLS
