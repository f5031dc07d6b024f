/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* The engine of connections: a reactor thread (and a guard beside it) that all connections of the
 * process share. Lives on the main thread. */
#define FECHO_TYPE_NET (fecho_net_get_type ())
G_DECLARE_FINAL_TYPE (FechoNet, fecho_net, FECHO, NET, GObject)

FechoNet *fecho_net_new  (void) G_GNUC_WARN_UNUSED_RESULT;
/* Ends the threads; every connection must have ended. Called by dispose too. */
void      fecho_net_stop (FechoNet *self);

G_END_DECLS
