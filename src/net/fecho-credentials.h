/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* Answers what a server or proxy asks of message: a name and password (Basic, Digest), and whether a
 * certificate is accepted although its verification failed. endpoint must outlive message's
 * sending. */
void fecho_credentials_connect (SoupMessage         *message,
                                const FechoEndpoint *endpoint);

G_END_DECLS
