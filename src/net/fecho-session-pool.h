/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "fecho-endpoint.h"
#include "fecho-tls-store.h"

G_BEGIN_DECLS

/* The SoupSessions of one micro-context, one per set of options that libsoup keeps in a session.
 * On the reactor, in that context. */
typedef struct _FechoSessionPool FechoSessionPool;

/* tls_store, system_proxies: of all pools, not owned. */
FechoSessionPool *fecho_session_pool_new  (FechoTlsStore        *tls_store,
                                           GProxyResolver       *system_proxies) G_GNUC_WARN_UNUSED_RESULT;
void              fecho_session_pool_free (FechoSessionPool     *self);
/* The session for endpoint; the pool's. Fails where its file of authorities cannot be read. */
SoupSession      *fecho_session_pool_get  (FechoSessionPool     *self,
                                           const FechoEndpoint  *endpoint,
                                           GError              **error);

/* Of the pool; what a session would ask for the system's proxies. */
GProxyResolver   *fecho_session_pool_get_system_proxies (FechoSessionPool *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoSessionPool, fecho_session_pool_free)

G_END_DECLS
