/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* When a session connects again after a close: rows of its form. Signal "changed". */
#define FECHO_TYPE_RECONNECTION_GROUP (fecho_reconnection_group_get_type ())
G_DECLARE_FINAL_TYPE (FechoReconnectionGroup, fecho_reconnection_group, FECHO, RECONNECTION_GROUP,
                      AdwPreferencesGroup)

void     fecho_reconnection_group_fill  (FechoReconnectionGroup *self,
                                         const FechoEndpoint    *endpoint);
/* FALSE where an input is wrong; it is marked then. */
gboolean fecho_reconnection_group_check (FechoReconnectionGroup *self);
void     fecho_reconnection_group_read  (FechoReconnectionGroup *self,
                                         FechoEndpoint          *endpoint);

G_END_DECLS
