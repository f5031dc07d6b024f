/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-code-book.h"

G_BEGIN_DECLS

/* What a code means in all its closes: code -> FechoDictionary that explains every one of them. The
 * same number may mean other things elsewhere: what two explain in two ways, or one is not explained,
 * is NULL. One thread at a time. */
GHashTable      *fecho_code_agreement_new       (void) G_GNUC_WARN_UNUSED_RESULT;
/* What explains one close, NULL: nothing. */
void             fecho_code_agreement_add       (GHashTable             *self,
                                                 guint16                 code,
                                                 FechoDictionary        *dictionary);
/* The same of an event, where a dictionary may explain it at all: fecho_code_book_find() has it. */
void             fecho_code_agreement_add_event (GHashTable             *self,
                                                 const FechoCloseRecord *record,
                                                 FechoDictionary        *dictionary);
/* NULL: there is none, as where self is NULL. */
FechoDictionary *fecho_code_agreement_get       (GHashTable             *self,
                                                 guint16                 code);

G_END_DECLS
