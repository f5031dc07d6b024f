/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The dictionaries of close codes in a combo row: first that which fits by itself, then none at all,
 * then each of them. It follows the shelf. */
#define FECHO_TYPE_DICTIONARY_CHOICE (fecho_dictionary_choice_get_type ())
G_DECLARE_FINAL_TYPE (FechoDictionaryChoice, fecho_dictionary_choice, FECHO, DICTIONARY_CHOICE,
                      GObject)

/* id: what is chosen, NULL: what fits; one that is not found stays in the list under its id. */
FechoDictionaryChoice *fecho_dictionary_choice_new     (AdwComboRow           *row,
                                                        const char            *id) G_GNUC_WARN_UNUSED_RESULT;
/* Says in the first item which one fits. */
void                   fecho_dictionary_choice_suggest (FechoDictionaryChoice *self,
                                                        const char            *host,
                                                        const char *const     *subprotocols);
/* NULL: what fits. */
char                  *fecho_dictionary_choice_dup_id  (FechoDictionaryChoice *self);

G_END_DECLS
