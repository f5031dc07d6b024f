/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-monitor.h"
#include "fecho-range.h"

G_BEGIN_DECLS

/* Which ends of connections are exported: rows of the dialog. Signal "changed". */
#define FECHO_TYPE_EXPORT_WHAT (fecho_export_what_get_type ())
G_DECLARE_FINAL_TYPE (FechoExportWhat, fecho_export_what, FECHO, EXPORT_WHAT, AdwPreferencesGroup)

/* What there is to choose from, once; scope: ids of the sessions that are chosen, NULL: all. */
void         fecho_export_what_fill          (FechoExportWhat    *self,
                                              FechoMonitor       *monitor,
                                              FechoRange         *range,
                                              const char * const *scope);
/* What the history is filtered by beside period and sessions, and how that is said. */
void         fecho_export_what_set_filter    (FechoExportWhat    *self,
                                              const FechoFilter  *filter,
                                              const char         *description);
/* Only these events (gint64), whatever period and sessions they are of. */
void         fecho_export_what_set_events    (FechoExportWhat    *self,
                                              const GArray       *ids);
/* How many attempts there are, with or without being wanted. */
void         fecho_export_what_show_attempts (FechoExportWhat    *self,
                                              guint64             n_attempts);
gboolean     fecho_export_what_get_attempts  (FechoExportWhat    *self);
void         fecho_export_what_set_attempts  (FechoExportWhat    *self,
                                              gboolean            attempts);
/* The kinds that the filter of the history lets through. */
FechoKinds   fecho_export_what_get_kinds     (FechoExportWhat    *self);
FechoFilter *fecho_export_what_make_filter   (FechoExportWhat    *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
