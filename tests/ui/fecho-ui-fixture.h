/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* What the tests of windows and widgets share. */

/* For main(): a test program that needs a display says "skipped" where there is none. FALSE: return
 * 77. */
gboolean       fecho_ui_test_init        (int            *argc,
                                          char         ***argv);

/* A monitor on a new history in a folder of its own. Without WATCH in flags its sessions only stand
 * there, all of them paused. */
FechoMonitor  *fecho_ui_monitor_new      (FechoMonitorFlags flags) G_GNUC_WARN_UNUSED_RESULT;
/* Closes it, sees that nothing holds it any more, and removes the folder. Takes monitor. */
void           fecho_ui_monitor_end      (FechoMonitor   *monitor);
FechoSession  *fecho_ui_add_session      (FechoMonitor   *monitor,
                                          const char     *url,
                                          const char     *name,
                                          const char     *group);
/* The child of a template by its id. */
gpointer       fecho_ui_get_child        (gpointer        widget,
                                          const char     *id);
/* The first widget of a type below one, at any depth; NULL: none. */
gpointer       fecho_ui_find             (GtkWidget      *widget,
                                          GType           type);
/* The first label below a widget that reads so; NULL: none. */
GtkWidget     *fecho_ui_find_label       (GtkWidget      *widget,
                                          const char     *text);
/* Handles what waits in the main context, without waiting for more. */
void           fecho_ui_settle           (void);
/* Drops the reference of the test and sees that it was the last one: what was asked on other
 * threads, and is not wanted any more, may hold the object for a moment. */
void           fecho_ui_wait_finalized   (gpointer        object);

G_END_DECLS
