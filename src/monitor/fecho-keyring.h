/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-session.h"

G_BEGIN_DECLS

/* What the keyring of the desktop has of the sessions of one monitor: gives it to them, and keeps
 * or forgets there what changes of it. Main thread; none of these waits but ending.
 *
 * Property: "fault" (GError, boxed: why secrets cannot be kept or read, NULL when all is well). */
#define FECHO_TYPE_KEYRING (fecho_keyring_get_type ())
G_DECLARE_FINAL_TYPE (FechoKeyring, fecho_keyring, FECHO, KEYRING, GObject)

/* sessions: of FechoSession. */
FechoKeyring *fecho_keyring_new        (GListModel          *sessions) G_GNUC_WARN_UNUSED_RESULT;
const GError *fecho_keyring_get_fault  (FechoKeyring        *self);
/* Asks for the secrets of all sessions where any of these FechoEndpoint has one. */
void          fecho_keyring_load       (FechoKeyring        *self,
                                        GPtrArray           *endpoints);
/* Only what is known: where the keyring was not asked, there is nothing to put into it. */
void          fecho_keyring_keep       (FechoKeyring        *self,
                                        const FechoEndpoint *endpoint);
/* Where the endpoint has secrets. */
void          fecho_keyring_forget     (FechoKeyring        *self,
                                        const FechoEndpoint *endpoint);
/* The options of a session are others now. */
void          fecho_keyring_update     (FechoKeyring        *self,
                                        const FechoEndpoint *before,
                                        const FechoEndpoint *after);
/* Waits for what is being kept and forgotten; deadline_ms 0: as long as a person takes to unlock
 * the keyring. Never fails; "fault" tells. */
void          fecho_keyring_end_async  (FechoKeyring        *self,
                                        guint                deadline_ms,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
void          fecho_keyring_end_finish (FechoKeyring        *self,
                                        GAsyncResult        *result);

G_END_DECLS
