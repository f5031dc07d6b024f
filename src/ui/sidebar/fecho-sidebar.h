/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-monitor.h"
#include "fecho-session-ranks.h"

G_BEGIN_DECLS

/* The list of sessions with its header bar and search. Its selection is the scope of the views.
 *
 * Properties: "monitor" (FechoMonitor), "scope" (GStrv of session ids in the list's order, NULL:
 * all; read-only), "note" (string, how many sessions are open; read-only), "show-title-buttons"
 * (boolean, for when it fills the window). Signals: "chosen", a row was clicked or activated: a
 * folded window goes to the view; "menu-opening", the context menu of the selection is about to open.
 *
 * Its context menu and keys use the actions win.reconnect-now, win.pause, win.resume, win.edit,
 * win.copy-address and win.remove. */
#define FECHO_TYPE_SIDEBAR (fecho_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (FechoSidebar, fecho_sidebar, FECHO, SIDEBAR, GtkWidget)

FechoMonitor       *fecho_sidebar_get_monitor   (FechoSidebar *self);
void                fecho_sidebar_set_monitor   (FechoSidebar *self,
                                                 FechoMonitor *monitor);
/* Only then the user can move sessions. */
gboolean           fecho_sidebar_has_own_order  (void);
/* Once, before it is shown. */
void               fecho_sidebar_set_ranks      (FechoSidebar      *self,
                                                 FechoSessionRanks *ranks);
const char * const *fecho_sidebar_get_scope     (FechoSidebar *self);
const char         *fecho_sidebar_get_note      (FechoSidebar *self);
/* The selected sessions, none of them where all are the scope. */
GPtrArray          *fecho_sidebar_dup_selected  (FechoSidebar *self) G_GNUC_WARN_UNUSED_RESULT;
/* Those of the ids that there are; all where there are none. */
void                fecho_sidebar_select_ids    (FechoSidebar *self,
                                                 const char *const *ids);
void                fecho_sidebar_select        (FechoSidebar *self,
                                                 FechoSession *session);
void                fecho_sidebar_start_search  (FechoSidebar *self);
void                fecho_sidebar_open_menu     (FechoSidebar *self);
/* A part of the menu of a session, empty: filled when "menu-opening" says so. */
GMenu      *fecho_sidebar_get_dictionaries_menu (FechoSidebar *self);

G_END_DECLS
