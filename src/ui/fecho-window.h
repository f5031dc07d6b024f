/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-filter.h"
#include "fecho-monitor.h"
#include "fecho-range.h"
#include "fecho-sidebar.h"

G_BEGIN_DECLS

/* The main window: the first-start page, the sidebar beside the views, or why there is neither.
 *
 * Properties: "monitor" (FechoMonitor: what is shown; NULL while it is being opened), "range"
 * (FechoRange, read-only). */
#define FECHO_TYPE_WINDOW (fecho_window_get_type ())
G_DECLARE_FINAL_TYPE (FechoWindow, fecho_window, FECHO, WINDOW, AdwApplicationWindow)

FechoWindow  *fecho_window_new          (GtkApplication *application);
FechoMonitor *fecho_window_get_monitor  (FechoWindow    *self);
void          fecho_window_set_monitor  (FechoWindow    *self,
                                         FechoMonitor   *monitor);
FechoRange   *fecho_window_get_range    (FechoWindow    *self);
FechoSidebar *fecho_window_get_sidebar  (FechoWindow    *self);
/* Instead of a monitor: description is Pango markup. */
void          fecho_window_show_failure (FechoWindow    *self,
                                         const char     *description);
/* Opens Add Session; url may be NULL. Waits where there is no monitor yet or another one is open. */
void          fecho_window_add_session  (FechoWindow    *self,
                                         const char     *url);
/* Takes toast. */
void          fecho_window_add_toast    (FechoWindow    *self,
                                         AdwToast       *toast);
/* Size, view and range into the settings. */
void          fecho_window_save_state   (FechoWindow    *self);
/* What the history is filtered by, see fecho_history_page_dup_filter(). */
FechoFilter  *fecho_window_dup_history_filter (FechoWindow *self,
                                         char          **ret_text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
