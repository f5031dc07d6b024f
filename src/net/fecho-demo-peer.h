/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-demo-route.h"

G_BEGIN_DECLS

/* The server's end of one WebSocket of the demo, which ends as its act says. On the thread-default
 * context of the caller; frees itself when the connection is over or cancellable is cancelled.
 * Takes the act over. */
void fecho_demo_peer_start (GIOStream     *stream,
                            GSocket       *socket,
                            FechoDemoAct  *act,
                            GCancellable  *cancellable);

G_END_DECLS
