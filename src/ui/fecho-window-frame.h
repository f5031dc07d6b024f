/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-history-page.h"
#include "fecho-monitor.h"
#include "fecho-range.h"
#include "fecho-session-ranks.h"
#include "fecho-sidebar.h"
#include "fecho-window-state.h"

G_BEGIN_DECLS

/* What a window shows of a history: the sidebar beside the views, and the details.
 *
 * Properties: "monitor" (FechoMonitor; NULL while there is none), "range" (FechoRange,
 * construct-only; NULL: one of its own). */
#define FECHO_TYPE_WINDOW_FRAME (fecho_window_frame_get_type ())
G_DECLARE_FINAL_TYPE (FechoWindowFrame, fecho_window_frame, FECHO, WINDOW_FRAME, GtkWidget)

FechoWindowFrame  *fecho_window_frame_new              (FechoRange             *range);
FechoMonitor      *fecho_window_frame_get_monitor      (FechoWindowFrame       *self);
void               fecho_window_frame_set_monitor      (FechoWindowFrame       *self,
                                                        FechoMonitor           *monitor);
FechoHistoryPage  *fecho_window_frame_get_history_page (FechoWindowFrame       *self);
FechoSidebar      *fecho_window_frame_get_sidebar      (FechoWindowFrame       *self);
FechoSessionRanks *fecho_window_frame_get_ranks        (FechoWindowFrame       *self);
/* Adds the actions that choose what is shown: view, order, search, messages, show-history,
 * choose-session, show-sidebar, toggle-sidebar, and those of FechoDetailsKeeper. */
void               fecho_window_frame_install_actions  (FechoWindowFrame       *self,
                                                        GActionMap             *map);
/* The view and the panes; not the scope, which needs a monitor. */
void               fecho_window_frame_load_state       (FechoWindowFrame       *self,
                                                        const FechoWindowState *state);
void               fecho_window_frame_save_state       (FechoWindowFrame       *self,
                                                        FechoWindowState       *state);
/* Makes one session the scope of all views, if there is such a session. */
void               fecho_window_frame_choose_session   (FechoWindowFrame       *self,
                                                        const char             *id);

G_END_DECLS
