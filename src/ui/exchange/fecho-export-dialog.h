/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-monitor.h"
#include "fecho-range.h"

G_BEGIN_DECLS

/* Asks what is to be exported and how, counts it, and writes it.
 *
 * Signal "exported" (const char *path, gint64 n_events): the file is complete; n_events is -1 for
 * the SQLite copy. The dialog closes itself. */
#define FECHO_TYPE_EXPORT_DIALOG (fecho_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FechoExportDialog, fecho_export_dialog, FECHO, EXPORT_DIALOG, AdwWindow)

/* scope: ids of the sessions that are chosen, NULL: all. */
FechoExportDialog *fecho_export_dialog_new        (FechoMonitor       *monitor,
                                                   FechoRange         *range,
                                                   const char * const *scope);
/* What the history is filtered by beside period and sessions, and how that is said. */
void               fecho_export_dialog_set_filter (FechoExportDialog  *self,
                                                   const FechoFilter  *filter,
                                                   const char         *description);
/* Only these events (gint64), whatever period and sessions they are of. */
void               fecho_export_dialog_set_events (FechoExportDialog  *self,
                                                   const GArray       *ids);
/* Writes to this file; what Export… does once a file is chosen. An existing one is replaced. */
void               fecho_export_dialog_write      (FechoExportDialog  *self,
                                                   const char         *path);

G_END_DECLS
