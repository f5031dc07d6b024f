/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-meaning.h"
#include "fecho-span.h"

G_BEGIN_DECLS

/* One row of the reference of codes: of the registry, or of the dictionary of an application.
 *
 * Signal "changed": its counts, or the number that it stands for. */
#define FECHO_TYPE_CODE_ITEM (fecho_code_item_get_type ())
G_DECLARE_FINAL_TYPE (FechoCodeItem, fecho_code_item, FECHO, CODE_ITEM, GObject)

FechoCodeItem          *fecho_code_item_new_registry    (const FechoCloseCode      *code) G_GNUC_WARN_UNUSED_RESULT;
/* Keeps the dictionary, which code belongs to. */
FechoCodeItem          *fecho_code_item_new_dictionary  (const FechoDictionaryCode *code,
                                                         FechoDictionary           *dictionary) G_GNUC_WARN_UNUSED_RESULT;
const FechoCloseMeaning *fecho_code_item_get_meaning    (FechoCodeItem             *self);
/* The row of the standard: who may send it, and where. */
const FechoCloseCode   *fecho_code_item_get_standard    (FechoCodeItem             *self);
guint16                 fecho_code_item_get_first       (FechoCodeItem             *self);
guint16                 fecho_code_item_get_last        (FechoCodeItem             *self);
/* "1006", "4000–4999", or the one number of a range that was asked for. Free it. */
char                   *fecho_code_item_dup_label       (FechoCodeItem             *self) G_GNUC_WARN_UNUSED_RESULT;
/* Of a range: the number that was asked for, FECHO_UNKNOWN: none. */
int                     fecho_code_item_get_number      (FechoCodeItem             *self);
void                    fecho_code_item_set_number      (FechoCodeItem             *self,
                                                         int                        number);
/* Of the registry: how often it ended connections, and attempts. A dictionary has no counts: the
 * history is that of all sessions. */
guint64                 fecho_code_item_get_n_closes    (FechoCodeItem             *self);
guint64                 fecho_code_item_get_n_attempts  (FechoCodeItem             *self);
/* Of by_code (FechoCount): those that are its own. */
void                    fecho_code_item_take_counts     (FechoCodeItem             *self,
                                                         const GArray              *by_code);
/* folded: of fecho_search_text_fold(). A number finds codes that begin with it and ranges that
 * have it; words are looked for in all texts, here and in English. */
gboolean                fecho_code_item_matches         (FechoCodeItem             *self,
                                                         const char                *folded);

G_END_DECLS
