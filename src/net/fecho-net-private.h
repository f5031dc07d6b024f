/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-mailbox.h"
#include "fecho-net.h"
#include "fecho-shard.h"

G_BEGIN_DECLS

/* What a connection needs of the engine; main thread. */

/* A place for one more connection. Fails where no descriptor is left. */
FechoShard   *fecho_net_take_place    (FechoNet    *self,
                                       gpointer     connection,
                                       GError     **error);
void          fecho_net_give_back     (FechoNet    *self,
                                       gpointer     connection,
                                       FechoShard  *shard);
FechoMailbox *fecho_net_get_mailbox   (FechoNet    *self);
/* Of the reactor's sweep: 0 in a sound program. */
guint64       fecho_net_get_n_repairs (FechoNet    *self);

/* How fecho-connection takes part in the end of the engine. */
void          fecho_connection_deliver (FechoNews  *news);
void          fecho_connection_abandon (gpointer    connection);

G_END_DECLS
