/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* The WebSockets of a recording of a browser (HTTP Archive 1.2): one paused endpoint for each
 * address, in the order of their first request, with subprotocols and Origin as they were asked
 * for. Authorization, cookies and other headers are left out: they are secrets, or the browser's
 * own. A HAR says neither code nor reason of a close, nor when it was: no event can be made of it.
 * GPtrArray of FechoEndpoint, empty where there is no WebSocket; *ret_n_connections counts them.
 * Errors: FECHO_ERROR_INVALID. Any thread. */
GPtrArray *fecho_har_read (JsonNode  *root,
                           guint     *ret_n_connections,
                           GError   **error) G_GNUC_WARN_UNUSED_RESULT;
/* Is it one, by its outermost members? */
gboolean   fecho_har_is   (JsonNode  *root);

G_END_DECLS
