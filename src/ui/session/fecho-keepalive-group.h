/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* The pings of a session: rows of its form. Signal "changed". */
#define FECHO_TYPE_KEEPALIVE_GROUP (fecho_keepalive_group_get_type ())
G_DECLARE_FINAL_TYPE (FechoKeepaliveGroup, fecho_keepalive_group, FECHO, KEEPALIVE_GROUP,
                      AdwPreferencesGroup)

void fecho_keepalive_group_fill (FechoKeepaliveGroup *self,
                                 const FechoEndpoint *endpoint);
void fecho_keepalive_group_read (FechoKeepaliveGroup *self,
                                 FechoEndpoint       *endpoint);

G_END_DECLS
