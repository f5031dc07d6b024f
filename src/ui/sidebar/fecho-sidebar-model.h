/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-session-ranks.h"

G_BEGIN_DECLS

/* The sessions as the sidebar shows them, in one flat list (GTK 4.8 has no section headings): the
 * row of all sessions, then sessions without a group, then each group's heading and sessions in the
 * order in which the groups first appear; those of a group as the ranks say. GListModel of FechoSidebarItem; the item of a session
 * stays the same object for as long as the session is in the list. */
#define FECHO_TYPE_SIDEBAR_MODEL (fecho_sidebar_model_get_type ())
G_DECLARE_FINAL_TYPE (FechoSidebarModel, fecho_sidebar_model, FECHO, SIDEBAR_MODEL, GObject)

FechoSidebarModel *fecho_sidebar_model_new          (void) G_GNUC_WARN_UNUSED_RESULT;
/* GListModel of FechoSession, or NULL. */
void               fecho_sidebar_model_set_sessions (FechoSidebarModel *self,
                                                     GListModel        *sessions);
void               fecho_sidebar_model_set_ranks    (FechoSidebarModel *self,
                                                     FechoSessionRanks *ranks);
/* Sorts anew. */
void               fecho_sidebar_model_sort         (FechoSidebarModel *self);

G_END_DECLS
