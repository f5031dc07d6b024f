/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-stmt.h"

G_BEGIN_DECLS

/* Finds texts by a part of them. The trigram index holds the case-folded texts up to a mark, and
 * is filled at fold time: a storm of reasons that were never seen would spend most of its time in
 * it. Above the mark, and for less than three characters, the dictionary is read. */

/* Indexes up to 200 texts in one transaction of its own; ret_more: there are others. */
gboolean fecho_text_index_fill (FechoDb     *db,
                                gboolean    *ret_more,
                                GError     **error);
/* Adds the ids of the texts that contain words to a set (see fecho-id-set.h); words are
 * case-folded by g_utf8_casefold(), and so are the texts (see fecho-text-contains.h). */
gboolean fecho_text_index_find (FechoDb     *db,
                                const char  *words,
                                GHashTable  *ids,
                                GError     **error);

/* Takes a text out where it is in, inside a transaction. */
gboolean fecho_text_index_remove (FechoDb     *db,
                                  gint64       id,
                                  const char  *value,
                                  GError     **error);

G_END_DECLS
