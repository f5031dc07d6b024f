/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Makes a TCP connection to a host, as GSocketClient does but for proxies and TLS, and with a fraction of
 * its objects: looks the name up, then tries its addresses in their order, the next one where one failed
 * or has not answered for a moment (RFC 8305, 5). In the context that is thread-default at the
 * start. */
typedef struct _FechoConnector FechoConnector;

typedef struct
{
  /* RESOLVED, and CONNECTING for each address. */
  void (*event) (GSocketClientEvent event,
                 gpointer           data);
  /* Once, never within fecho_connector_new(); the connector may be freed in it. */
  void (*over)  (gpointer           data);
} FechoConnectorFuncs;

/* funcs must outlive it. */
FechoConnector *fecho_connector_new         (const char                *host,
                                             guint16                    port,
                                             const FechoConnectorFuncs *funcs,
                                             gpointer                   data) G_GNUC_WARN_UNUSED_RESULT;
/* Nothing is called any more. */
void            fecho_connector_free        (FechoConnector            *self);
/* After over(): the connected socket, which does not block. Fails where no address could be
 * reached: with the first error. */
GSocket        *fecho_connector_take_socket (FechoConnector            *self,
                                             GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoConnector, fecho_connector_free)

G_END_DECLS
