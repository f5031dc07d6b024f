/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-connection.h"
#include "fecho-rude-server.h"
#include "fecho-test-util.h"

G_BEGIN_DECLS

/* One connection and all that its handle said. */
typedef struct
{
  FechoNet        *net;
  gboolean         is_net_shared;
  FechoConnection *connection;
  FechoEndpoint   *endpoint;
  GString         *stages;      /* "dns tcp http", or fewer */
  guint            n_opened;
  guint            n_closed;
  gint64           opened_at_us;
  GPtrArray       *messages;    /* of strings, "<" in, ">" out before the payload */
  guint64          n_skipped;
  FechoCloseEvent *event;
} NetFixture;

/* Does not connect yet: the endpoint may be changed. */
NetFixture             *net_fixture_new      (const char      *url);
/* Of the same engine as another. */
NetFixture             *net_fixture_new_beside (NetFixture     *other,
                                              const char      *url);
/* To the server's path "/". */
NetFixture             *net_fixture_new_for  (FechoRudeServer *server);
void                    net_fixture_free     (NetFixture      *self);
void                    net_fixture_connect  (NetFixture      *self);
void                    net_fixture_wait_open (NetFixture     *self);
/* Waits for the end and gives its record. */
const FechoCloseRecord *net_fixture_wait_end (NetFixture      *self);
/* All at once: connects to a server with this script and waits for the end. */
NetFixture             *net_fixture_run      (const char      *script);
void                    net_fixture_close    (NetFixture      *self,
                                              guint16          code,
                                              const char      *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetFixture, net_fixture_free)

G_END_DECLS
