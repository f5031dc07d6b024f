/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The groups of sessions in a combo row: none, those there are, and a new one, whose name is typed
 * in a row that shows only then. */
#define FECHO_TYPE_GROUP_CHOICE (fecho_group_choice_get_type ())
G_DECLARE_FINAL_TYPE (FechoGroupChoice, fecho_group_choice, FECHO, GROUP_CHOICE, GObject)

/* sessions: of FechoSession, read once. group: what is chosen, NULL: none. */
FechoGroupChoice *fecho_group_choice_new       (AdwComboRow      *row,
                                                AdwEntryRow      *new_row,
                                                GListModel       *sessions,
                                                const char       *group) G_GNUC_WARN_UNUSED_RESULT;
/* NULL: none. */
char             *fecho_group_choice_dup_group (FechoGroupChoice *self);

G_END_DECLS
