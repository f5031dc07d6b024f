/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "fecho-witness.h"

G_BEGIN_DECLS

/* What the peer's answer to a handshake says of it: status, the headers worth keeping, addresses,
 * TLS. Every text of it is the peer's, bounded and UTF-8 after this. */
void        fecho_answer_read             (SoupMessage             *message,
                                           FechoWitness            *witness);
/* Parts of it, where there is no message. address may be NULL. */
void        fecho_answer_read_address     (GSocketAddress          *address,
                                           FechoWitness            *witness);
void        fecho_answer_read_response    (int                      status,
                                           SoupMessageHeaders      *headers,
                                           FechoWitness            *witness);
void        fecho_answer_read_connection  (SoupWebsocketConnection *connection,
                                           FechoWitness            *witness);
/* "TLS 1.3"; NULL for a version that no WebSocket is spoken over. */
const char *fecho_answer_name_tls_version (GTlsProtocolVersion      version);

G_END_DECLS
