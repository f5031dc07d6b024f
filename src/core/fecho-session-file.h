/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* A list of sessions to give to somebody or to keep:
 *   {"fecho": "sessions", "version": 1, "sessions": [
 *     {"id": UUID, "name": TEXT, "url": ADDRESS, "options": {…}}]}
 * Secrets are not in it: ${NAME} stands in their place. Any thread. */

/* By the outermost members. */
gboolean   fecho_session_file_is    (JsonNode         *root);
/* GPtrArray of FechoEndpoint; id, name and options may be missing. Errors: FECHO_ERROR_TOO_NEW,
 * and FECHO_ERROR_INVALID that says which session and what is wrong with it. */
GPtrArray *fecho_session_file_read  (JsonNode         *root,
                                     GError          **error) G_GNUC_WARN_UNUSED_RESULT;
/* Free it. */
char      *fecho_session_file_write (const GPtrArray  *endpoints);

G_END_DECLS
