/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-dictionary.h"

G_BEGIN_DECLS

/* Where the shipped dictionaries are: "dictionaries" in FECHO_DATA_DIR of the environment (as
 * ./run sets it), else in the installed folder. Free it. */
char            *fecho_dictionary_folder_dup_shipped (void);
/* FechoDictionary of the *.json of a folder, by id; empty where there is no folder. Adds to those
 * already in dictionaries: one with an id that is already there takes its place, so a person's
 * own folder is read after the shipped one. Files that cannot be used are left out: ret_faults,
 * which may be NULL, gets GError values that say what and where, NULL where all are good. Reads
 * at most FECHO_DICTIONARY_MAX_FILES files. Blocks on the disk; any thread. */
void             fecho_dictionary_folder_read        (const char  *path,
                                                      GPtrArray   *dictionaries,
                                                      GPtrArray  **ret_faults);
/* The shipped ones, then those of own_path where it is not NULL. */
GPtrArray       *fecho_dictionary_folder_read_all    (const char  *own_path,
                                                      GPtrArray  **ret_faults) G_GNUC_WARN_UNUSED_RESULT;
/* By id; NULL where there is none. Belongs to the array. */
FechoDictionary *fecho_dictionary_folder_find        (GPtrArray   *dictionaries,
                                                      const char  *id);
/* What the dictionary of that id says of a code: of an event that names it. Any of them may be NULL.
 * NULL where it says nothing. */
const FechoDictionaryCode *fecho_dictionary_folder_explain (GPtrArray *dictionaries,
                                                      const char  *id,
                                                      guint16      code);
/* The dictionary to offer for a session: by the negotiated subprotocol (may be NULL), which the
 * two sides agreed upon, else by the host. NULL where none fits or several do. Belongs to the
 * array. */
FechoDictionary *fecho_dictionary_folder_suggest     (GPtrArray   *dictionaries,
                                                      const char  *host,
                                                      const char  *subprotocol);

G_END_DECLS
