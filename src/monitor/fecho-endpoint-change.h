/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* Whether a connection of one can go on as that of the other: only the name, the group or the
 * dictionary differ, which the server does not see. Secrets count with their values. */
gboolean fecho_endpoint_change_keeps_connection (const FechoEndpoint *before,
                                                 const FechoEndpoint *after);

G_END_DECLS
