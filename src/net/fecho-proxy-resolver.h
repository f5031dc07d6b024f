/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Stands before another resolver of proxies and puts right what libsoup makes of HTTP proxies.
 *
 * For ws addresses libsoup asks a proxy for "GET ws://host/", which many refuse: a tunnel is what WHATWG
 * WebSockets (2, "obtain a WebSocket connection") wants. Such proxies get a scheme of our own,
 * for which GIO makes the tunnel.
 * For wss addresses libsoup makes the tunnel itself, and hangs where the proxy's address has a name and
 * password in it: they are taken away, and given when the proxy asks. */
#define FECHO_TYPE_PROXY_RESOLVER (fecho_proxy_resolver_get_type ())
G_DECLARE_FINAL_TYPE (FechoProxyResolver, fecho_proxy_resolver, FECHO, PROXY_RESOLVER, GObject)

GProxyResolver *fecho_proxy_resolver_new        (GProxyResolver *real) G_GNUC_WARN_UNUSED_RESULT;
/* Before the system's. This computer itself is never reached through a proxy, and an answer holds for
 * a few seconds: each question costs a thread, and files are read for it. Any thread. */
GProxyResolver *fecho_proxy_resolver_new_system (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
