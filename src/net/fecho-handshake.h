/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "fecho-endpoint.h"
#include "fecho-session-pool.h"
#include "fecho-witness.h"

G_BEGIN_DECLS

/* One attempt to open a WebSocket: what is sent, what is checked, and when each phase took place.
 * On the reactor, in the context of its connection. */
typedef struct _FechoHandshake FechoHandshake;

typedef struct
{
  /* A stage is reached. */
  void (*stage)     (FechoStage  stage,
                     gpointer    data);
  /* TCP is connected; again where an attempt is made anew, to authenticate. */
  void (*connected) (GSocket    *socket,
                     gpointer    data);
  /* Once, never within fecho_handshake_run(); the handshake may be freed in it. */
  void (*over)      (gpointer    data);
} FechoHandshakeFuncs;

/* What is seen goes into witness. certificate is ours, for a server that asks for one, NULL: none. Fails
 * where the address is none. endpoint, witness and funcs must outlive it. */
FechoHandshake          *fecho_handshake_new        (const FechoEndpoint        *endpoint,
                                                     GTlsCertificate            *certificate,
                                                     FechoWitness               *witness,
                                                     const FechoHandshakeFuncs  *funcs,
                                                     gpointer                    data,
                                                     GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
void                     fecho_handshake_free       (FechoHandshake             *self);
/* over() always comes, also after fecho_handshake_cancel(). The pool must have a session for the endpoint
 * where that may fail. */
void                     fecho_handshake_run        (FechoHandshake             *self,
                                                     FechoSessionPool           *pool);
/* After over(). NULL: it failed, and witness knows how. */
SoupWebsocketConnection *fecho_handshake_finish     (FechoHandshake             *self) G_GNUC_WARN_UNUSED_RESULT;
/* Ends it for a reason of ours; the first reason counts. */
void                     fecho_handshake_cancel     (FechoHandshake             *self,
                                                     FechoIntent                 intent);
/* The socket of the connection that was made, NULL: none. */
GSocket                 *fecho_handshake_get_socket (FechoHandshake             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoHandshake, fecho_handshake_free)

G_END_DECLS
