/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A double of the Secret Service on the session bus: one unlocked collection, in memory. In the
 * calling thread's main context, as long as it lives. */
typedef struct _FechoSecretDouble FechoSecretDouble;

/* Waits until the name is ours. */
FechoSecretDouble *fecho_secret_double_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void               fecho_secret_double_free    (FechoSecretDouble *self);
guint              fecho_secret_double_count   (FechoSecretDouble *self);
/* Text of the item with session as attribute, NULL: none. */
const char        *fecho_secret_double_find    (FechoSecretDouble *self,
                                                const char        *session);
/* Every call fails from now on, as of a keyring that is broken. */
void               fecho_secret_double_break   (FechoSecretDouble *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoSecretDouble, fecho_secret_double_free)

G_END_DECLS
