/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Of the preferences: the dictionaries of close codes. A person's own are imported and removed
 * here. */
#define FECHO_TYPE_DICTIONARY_GROUPS (fecho_dictionary_groups_get_type ())
G_DECLARE_FINAL_TYPE (FechoDictionaryGroups, fecho_dictionary_groups, FECHO, DICTIONARY_GROUPS,
                      GtkBox)

/* Without a file chooser: what it does with the file that was chosen. */
void fecho_dictionary_groups_import (FechoDictionaryGroups *self,
                                     GFile *file);

G_END_DECLS
