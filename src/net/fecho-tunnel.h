/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A scheme of proxies for GIO: a tunnel through an HTTP proxy (RFC 9110, 9.3.6), made by GIO's own code
 * for it. "http" itself is libsoup's, which does something else. */
#define FECHO_TUNNEL_SCHEME "fecho-tunnel"

#define FECHO_TYPE_TUNNEL (fecho_tunnel_get_type ())
G_DECLARE_FINAL_TYPE (FechoTunnel, fecho_tunnel, FECHO, TUNNEL, GObject)

/* Makes the scheme known to GIO. Any thread, any number of times. */
void fecho_tunnel_register (void);

G_END_DECLS
