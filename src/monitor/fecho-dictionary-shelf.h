/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-filter.h"

G_BEGIN_DECLS

/* The dictionaries of applications: the shipped ones and the person's own, which are in
 * fecho/dictionaries of the data folder and take the place of a shipped one with their id. One shelf
 * serves the whole process; the disk is read and written on threads. Main thread.
 *
 * Signal "changed": they were read again, or a session has chosen another. An array that was got
 * before stays as it was. */
#define FECHO_TYPE_DICTIONARY_SHELF (fecho_dictionary_shelf_get_type ())
G_DECLARE_FINAL_TYPE (FechoDictionaryShelf, fecho_dictionary_shelf, FECHO, DICTIONARY_SHELF, GObject)

/* The id that a session chooses where it wants no dictionary at all. */
#define FECHO_DICTIONARY_NONE "none"

/* Where a person's own dictionaries are. Free it. */
char                 *fecho_dictionary_shelf_dup_own_path (void);

/* Belongs to the process; empty until it was read, which begins with the first call. */
FechoDictionaryShelf *fecho_dictionary_shelf_get_default (void);
/* Reads the folders again; finish says only that this is done. Files that cannot be used are told
 * in the log. */
void                  fecho_dictionary_shelf_read_async  (FechoDictionaryShelf *self,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
void                  fecho_dictionary_shelf_read_finish (FechoDictionaryShelf *self,
                                                          GAsyncResult         *result);
/* FechoDictionary, by id; take a reference to keep it. */
GPtrArray            *fecho_dictionary_shelf_get_all     (FechoDictionaryShelf *self);
/* id may be NULL. NULL where there is none of that id, or none yet. */
FechoDictionary      *fecho_dictionary_shelf_find        (FechoDictionaryShelf *self,
                                                          const char           *id);
/* Is the dictionary of that id the person's own? */
gboolean              fecho_dictionary_shelf_is_own      (FechoDictionaryShelf *self,
                                                          const char           *id);
/* The dictionary of a session: the one it has chosen by id; where it has chosen none (NULL), the
 * one that host or negotiated subprotocol (may be NULL) suggest. FECHO_DICTIONARY_NONE is a choice
 * too. NULL: no dictionary. */
FechoDictionary      *fecho_dictionary_shelf_choose      (FechoDictionaryShelf *self,
                                                          const char           *chosen,
                                                          const char           *host,
                                                          const char           *subprotocol);
/* Remembers what a session has chosen, NULL: nothing. */
void                  fecho_dictionary_shelf_set_choice  (FechoDictionaryShelf *self,
                                                          const char           *session_id,
                                                          const char           *chosen);
/* The one that says what an event's code means (fecho_code_book_find()). NULL: none. */
FechoDictionary      *fecho_dictionary_shelf_explain     (FechoDictionaryShelf   *self,
                                                          const FechoCloseRecord *record);
/* The same for other threads. Belongs to the shelf until it changes. */
FechoCodeBook        *fecho_dictionary_shelf_get_book    (FechoDictionaryShelf   *self);

/* Lets the classes of a filter be those that dictionaries give now. */
void                  fecho_dictionary_shelf_classify    (FechoDictionaryShelf   *self,
                                                          FechoFilter            *filter);

/* Reads a file as data/dictionaries has them, and keeps it among the person's own, in the place of
 * an own one with its id. FECHO_ERROR_INVALID says what is wrong and where; else errors of the
 * disk. The dictionary is on the shelf when it is answered. */
void                  fecho_dictionary_shelf_import_async  (FechoDictionaryShelf  *self,
                                                          GFile                   *file,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
FechoDictionary      *fecho_dictionary_shelf_import_finish (FechoDictionaryShelf  *self,
                                                          GAsyncResult            *result,
                                                          GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
/* Deletes the person's own files with that id. */
void                  fecho_dictionary_shelf_remove_async  (FechoDictionaryShelf  *self,
                                                          const char              *id,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
gboolean              fecho_dictionary_shelf_remove_finish (FechoDictionaryShelf  *self,
                                                          GAsyncResult            *result,
                                                          GError                 **error);

G_END_DECLS
