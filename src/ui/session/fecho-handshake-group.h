/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* What a session says to the server while it connects: rows of its form. Signal "changed". */
#define FECHO_TYPE_HANDSHAKE_GROUP (fecho_handshake_group_get_type ())
G_DECLARE_FINAL_TYPE (FechoHandshakeGroup, fecho_handshake_group, FECHO, HANDSHAKE_GROUP,
                      AdwPreferencesGroup)

void       fecho_handshake_group_fill             (FechoHandshakeGroup *self,
                                                   const FechoEndpoint *endpoint);
/* FALSE where an input is wrong; it is marked then. */
gboolean   fecho_handshake_group_check            (FechoHandshakeGroup *self);
/* FALSE where an input is wrong. */
gboolean   fecho_handshake_group_read             (FechoHandshakeGroup *self,
                                                   FechoEndpoint       *endpoint);
/* As they were entered, right or wrong. Free with g_strfreev(). */
char     **fecho_handshake_group_dup_subprotocols (FechoHandshakeGroup *self);
/* All that was entered, right or wrong, to see whether any of it changed. */
char      *fecho_handshake_group_dup_inputs       (FechoHandshakeGroup *self);

G_END_DECLS
