/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-sidebar-item.h"

G_BEGIN_DECLS

/* A row of the sidebar: all sessions, the heading of a group, or a session with its live state.
 * Property: "item" (FechoSidebarItem). */
#define FECHO_TYPE_SESSION_ROW (fecho_session_row_get_type ())
G_DECLARE_FINAL_TYPE (FechoSessionRow, fecho_session_row, FECHO, SESSION_ROW, GtkWidget)

FechoSidebarItem *fecho_session_row_get_item (FechoSessionRow  *self);
void              fecho_session_row_set_item (FechoSessionRow  *self,
                                              FechoSidebarItem *item);

G_END_DECLS
