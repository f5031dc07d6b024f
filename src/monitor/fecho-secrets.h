/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* Secrets of sessions in the Secret Service, one item for each session. Main thread; none of these
 * waits. Without a service each fails with the error of D-Bus, and the secret lives in the endpoint
 * for this run only. */

/* Looks up those of all sessions; asks the person to unlock the keyring where it is locked. */
void        fecho_secrets_load_async   (GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
/* UUID -> GHashTable of name -> value. */
GHashTable *fecho_secrets_load_finish  (GAsyncResult         *result,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* All secrets of the endpoint that it names; what was kept of the session before is replaced, or
 * forgotten where it has none. */
void        fecho_secrets_keep_async   (const FechoEndpoint  *endpoint,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean    fecho_secrets_keep_finish  (GAsyncResult         *result,
                                        GError              **error);
void        fecho_secrets_forget_async (const char           *session_id,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean    fecho_secrets_forget_finish (GAsyncResult        *result,
                                        GError              **error);

G_END_DECLS
