/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* Which proxy stands before a session: the one it names, or what the system chooses for its
 * address, which is asked without waiting and remembered. Main thread. */
#define FECHO_TYPE_PROXY_BOOK (fecho_proxy_book_get_type ())
G_DECLARE_FINAL_TYPE (FechoProxyBook, fecho_proxy_book, FECHO, PROXY_BOOK, GObject)

/* resolver stands for the system's. */
FechoProxyBook *fecho_proxy_book_new     (GProxyResolver      *resolver) G_GNUC_WARN_UNUSED_RESULT;
/* The address of the proxy; NULL where there is none, or where it is not known yet. Asks where it is
 * not known, or was asked more than a minute ago; what was known stays meanwhile. */
const char     *fecho_proxy_book_look_up (FechoProxyBook      *self,
                                          const FechoEndpoint *endpoint);

G_END_DECLS
