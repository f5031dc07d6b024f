/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Tells the desktop what Fecho does without a window, as long as it lives. */
#define FECHO_TYPE_STATUS_LINE (fecho_status_line_get_type ())
G_DECLARE_FINAL_TYPE (FechoStatusLine, fecho_status_line, FECHO, STATUS_LINE, GObject)

FechoStatusLine *fecho_status_line_new    (FechoMonitor *monitor) G_GNUC_WARN_UNUSED_RESULT;
/* "Watching 12 sessions, 8 open" */
char            *fecho_status_line_format (guint         n_sessions,
                                           guint         n_open) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
