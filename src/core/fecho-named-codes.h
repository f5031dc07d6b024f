/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-code-book.h"

G_BEGIN_DECLS

/* Rows of dictionaries that have something in their names. Which of them speaks of an event is by its
 * session: another one's dictionary may call the same number otherwise. Immutable, counted
 * atomically, may be read from any thread. */
typedef struct _FechoNamedCodes FechoNamedCodes;

/* Whether a name is wanted. */
typedef gboolean (*FechoNameFunc) (const char *name,
                                   gpointer    data);

/* NULL: no name is wanted. */
FechoNamedCodes *fecho_named_codes_find   (FechoCodeBook          *book,
                                           FechoNameFunc           func,
                                           gpointer                data) G_GNUC_WARN_UNUSED_RESULT;
FechoNamedCodes *fecho_named_codes_ref    (FechoNamedCodes        *self);
void             fecho_named_codes_unref  (FechoNamedCodes        *self);
/* Either may be NULL. */
gboolean         fecho_named_codes_equal  (const FechoNamedCodes  *a,
                                           const FechoNamedCodes  *b);
/* Whether some dictionary calls the code so. */
gboolean         fecho_named_codes_covers (const FechoNamedCodes  *self,
                                           guint16                 code);
/* Whether the one that explains the event does. */
gboolean         fecho_named_codes_has    (const FechoNamedCodes  *self,
                                           const FechoCloseRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoNamedCodes, fecho_named_codes_unref)

G_END_DECLS
