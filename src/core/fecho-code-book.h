/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"
#include "fecho-dictionary.h"

G_BEGIN_DECLS

/* Which dictionary says what an event's code means, by what its session has chosen. As it was when
 * the book was made: immutable, counted atomically, may be read from any thread. */
typedef struct _FechoCodeBook FechoCodeBook;

/* dictionaries: FechoDictionary; choices: id of a session -> id of what it has chosen. Both are
 * copied. */
FechoCodeBook         *fecho_code_book_new   (GPtrArray              *dictionaries,
                                              GHashTable             *choices) G_GNUC_WARN_UNUSED_RESULT;
FechoCodeBook         *fecho_code_book_ref   (FechoCodeBook          *self);
void                   fecho_code_book_unref (FechoCodeBook          *self);
/* FechoDictionary; belongs to the book. */
GPtrArray             *fecho_code_book_get_dictionaries (const FechoCodeBook *self);
/* What its session has chosen; else the one that explained it when it came; else the one that its
 * address or its subprotocol suggest. NULL where that is none, or one that does not know the code. */
FechoDictionary       *fecho_code_book_find  (const FechoCodeBook    *self,
                                              const FechoCloseRecord *record);
/* The record with what explains it now as its dictionary: itself, or what is put into storage,
 * which borrows from both. */
const FechoCloseRecord *fecho_code_book_apply (const FechoCodeBook   *self,
                                              const FechoCloseRecord *record,
                                              FechoCloseRecord       *storage);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoCodeBook, fecho_code_book_unref)

G_END_DECLS
