/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-dictionary.h"

G_BEGIN_DECLS

/* What a code means in all its closes: code -> FechoDictionary that explains every one of them. The
 * same number may mean other things elsewhere: what two explain in two ways, or one is not explained,
 * is NULL. One thread at a time. */
GHashTable *fecho_code_agreement_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* What explains one close, NULL: nothing. Only codes that a dictionary may explain. */
void        fecho_code_agreement_add (GHashTable      *self,
                                      guint16          code,
                                      FechoDictionary *dictionary);

G_END_DECLS
