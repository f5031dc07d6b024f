/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* The demo: its own server on a random port, its own history in the cache folder, its sessions in
 * the language of the interface. Opens a monitor that keeps the server alive. path NULL: a new
 * history in the cache folder, gone with the monitor. */
void          fecho_demo_open_async  (const char           *path,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
FechoMonitor *fecho_demo_open_finish (GAsyncResult         *result,
                                      GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      fecho_demo_is_demo     (FechoMonitor         *monitor);
/* Once it is closed: its history goes now, where it is one of the cache folder. Something else may
 * still hold the monitor when the program ends. */
void          fecho_demo_forget      (FechoMonitor         *monitor);

/* Only the server, for fecho-cli demo-server: it serves as long as the object lives. port 0: any. */
GObject      *fecho_demo_serve       (guint16               port,
                                      GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Its addresses, each with what it does: pairs of URL and description, NULL at the end. */
char        **fecho_demo_list        (GObject              *server) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
