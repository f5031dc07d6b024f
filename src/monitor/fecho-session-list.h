/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-session-private.h"

G_BEGIN_DECLS

/* The sessions in the order of the sidebar: a GListModel of FechoSession in which the sessions of
 * a group stand together. */
#define FECHO_TYPE_SESSION_LIST (fecho_session_list_get_type ())
G_DECLARE_FINAL_TYPE (FechoSessionList, fecho_session_list, FECHO, SESSION_LIST, GObject)

FechoSessionList *fecho_session_list_new    (void) G_GNUC_WARN_UNUSED_RESULT;
/* Adding, inserting and removing say all that they do as one change of the list, and return the
 * first position that changed. */

/* Each one behind the last of its group, else at the end. */
guint             fecho_session_list_add    (FechoSessionList *self,
                                             GPtrArray        *sessions);
/* positions: of each one when it is in, rising; what is beyond the end means the end. */
guint             fecho_session_list_insert (FechoSessionList *self,
                                             GPtrArray        *sessions,
                                             const guint      *positions);
guint             fecho_session_list_remove (FechoSessionList *self,
                                             GPtrArray        *sessions);
/* position: as if it had been taken out before. */
void              fecho_session_list_move   (FechoSessionList *self,
                                             FechoSession     *session,
                                             guint             position);
/* UUIDs in the order of the list: the same ones until it changes; borrowed. */
FechoIdList      *fecho_session_list_get_ids (FechoSessionList *self);
/* FALSE where it is not in the list. */
gboolean          fecho_session_list_get_position (FechoSessionList *self,
                                             FechoSession     *session,
                                             guint            *ret_position);
/* By UUID; borrowed, NULL where there is none. */
FechoSession     *fecho_session_list_lookup (FechoSessionList *self,
                                             const char       *id);
/* By UUID, else by name; borrowed, NULL where there is none. */
FechoSession     *fecho_session_list_find   (FechoSessionList *self,
                                             const char       *id_or_name);

G_END_DECLS
