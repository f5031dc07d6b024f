/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* Which way a session goes to its server, and how much it allows it: rows of its form. Signal
 * "changed". */
#define FECHO_TYPE_NETWORK_GROUP (fecho_network_group_get_type ())
G_DECLARE_FINAL_TYPE (FechoNetworkGroup, fecho_network_group, FECHO, NETWORK_GROUP,
                      AdwPreferencesGroup)

void     fecho_network_group_fill  (FechoNetworkGroup   *self,
                                    const FechoEndpoint *endpoint);
/* FALSE where an input is wrong; it is marked then. */
gboolean fecho_network_group_check (FechoNetworkGroup   *self);
void     fecho_network_group_read  (FechoNetworkGroup   *self,
                                    FechoEndpoint       *endpoint);

G_END_DECLS
