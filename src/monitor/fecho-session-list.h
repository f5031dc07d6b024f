/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-session-private.h"

G_BEGIN_DECLS

/* The sessions in the order of the sidebar: a GListModel of FechoSession in which the sessions of
 * a group stand together. */
#define FECHO_TYPE_SESSION_LIST (fecho_session_list_get_type ())
G_DECLARE_FINAL_TYPE (FechoSessionList, fecho_session_list, FECHO, SESSION_LIST, GObject)

FechoSessionList *fecho_session_list_new    (void) G_GNUC_WARN_UNUSED_RESULT;
/* Behind the last of its group, else at the end; returns the position. */
guint             fecho_session_list_add    (FechoSessionList *self,
                                             FechoSession     *session);
void              fecho_session_list_insert (FechoSessionList *self,
                                             FechoSession     *session,
                                             guint             position);
/* position: as if it had been taken out before. */
void              fecho_session_list_move   (FechoSessionList *self,
                                             FechoSession     *session,
                                             guint             position);
/* FALSE where it is not in the list. */
gboolean          fecho_session_list_remove (FechoSessionList *self,
                                             FechoSession     *session);
gboolean          fecho_session_list_get_position (FechoSessionList *self,
                                             FechoSession     *session,
                                             guint            *ret_position);
/* By UUID, else by name; borrowed, NULL where there is none. */
FechoSession     *fecho_session_list_find   (FechoSessionList *self,
                                             const char       *id_or_name);

G_END_DECLS
