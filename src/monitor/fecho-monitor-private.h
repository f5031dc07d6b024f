/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-keyring.h"
#include "fecho-monitor.h"
#include "fecho-net.h"
#include "fecho-outbox.h"
#include "fecho-roster.h"
#include "fecho-store.h"

G_BEGIN_DECLS

/* For the other files of this layer: the history behind a monitor, borrowed. */
FechoStore *fecho_monitor_get_store   (FechoMonitor   *self);
/* The parts that the commands on sessions work with, borrowed. */
FechoRoster  *fecho_monitor_get_roster  (FechoMonitor *self);
FechoKeyring *fecho_monitor_get_keyring (FechoMonitor *self);
/* By UUID alone: quick where there is none too. Borrowed, NULL: none. */
FechoSession *fecho_monitor_lookup_session (FechoMonitor *self,
                                            const char   *id);
/* A change of this computer, now; nothing once closing has begun. */
void        fecho_monitor_record_host (FechoMonitor   *self,
                                       FechoStateKind  kind,
                                       const char     *detail);
/* The engine, borrowed; NULL where this monitor watches nothing. */
FechoNet   *fecho_monitor_get_net   (FechoMonitor *self);
/* Takes sessions into the list that came into the history by another way than this monitor. */
void        fecho_monitor_notice_sessions_async  (FechoMonitor         *self,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean    fecho_monitor_notice_sessions_finish (FechoMonitor         *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
/* Closing sends what this one has to send, and waits for it. */
void        fecho_monitor_set_outbox (FechoMonitor *self,
                                     FechoOutbox  *outbox);
/* Closing waits for what was held, at most as long as that takes. */
void        fecho_monitor_hold      (FechoMonitor *self);
void        fecho_monitor_release   (FechoMonitor *self);

G_END_DECLS
