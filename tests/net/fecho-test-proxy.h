/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A proxy on 127.0.0.1, any port, that knows CONNECT and SOCKS5 and nothing else. It may want a name
 * and password. Whatever host it is asked for, it connects to 127.0.0.1. */
typedef struct _TestProxy TestProxy;

/* user NULL: whoever comes. */
TestProxy *test_proxy_new           (const char *user,
                                     const char *password);
void       test_proxy_free          (TestProxy  *self);
guint16    test_proxy_get_port      (TestProxy  *self);
/* "http://127.0.0.1:PORT", or another scheme, with userinfo ("name:password") unless NULL. Free it. */
char      *test_proxy_dup_uri       (TestProxy  *self,
                                     const char *scheme,
                                     const char *userinfo);
/* Tunnels it made. */
guint      test_proxy_get_n_tunnels (TestProxy  *self);
/* The first line of its last request, or "socks5 HOST:PORT". Free it. */
char      *test_proxy_dup_request   (TestProxy  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestProxy, test_proxy_free)

G_END_DECLS
