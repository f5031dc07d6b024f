/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Some ids, which may be ten thousand: made once, then held by reference by all who ask about them.
 * Immutable, counted atomically, may be read from any thread. Where NULL stands for "any" it may be
 * given to all of these; it has no ids. */
typedef struct _FechoIdList FechoIdList;

/* Copies them; NULL of NULL. */
FechoIdList       *fecho_id_list_new        (const char *const  *ids) G_GNUC_WARN_UNUSED_RESULT;
/* Takes them, as g_strfreev() would; NULL of NULL. */
FechoIdList       *fecho_id_list_new_take   (char              **ids) G_GNUC_WARN_UNUSED_RESULT;
FechoIdList       *fecho_id_list_ref        (FechoIdList        *self);
void               fecho_id_list_unref      (FechoIdList        *self);
/* NULL-terminated, as long as the list lives; NULL of NULL. */
const char *const *fecho_id_list_get_ids    (const FechoIdList  *self);
guint              fecho_id_list_get_length (const FechoIdList  *self);
gboolean           fecho_id_list_has        (const FechoIdList  *self,
                                             const char         *id);
/* The same ids in the same order; NULL is as an empty list. */
gboolean           fecho_id_list_equal      (const FechoIdList  *a,
                                             const FechoIdList  *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoIdList, fecho_id_list_unref)

G_END_DECLS
