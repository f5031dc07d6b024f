/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"
#include "fecho-span.h"

G_BEGIN_DECLS

/* Histories with events made by hand, for tests of what shows them. */

/* 2026-11-24 16:40:00 UTC */
#define FECHO_HISTORY_START_US (1795538400 * (gint64)G_USEC_PER_SEC)

/* A close of an open connection, at_s seconds after the start; it lasted two hours and was ended by
 * the server. Fill in the rest. */
FechoCloseRecord  fecho_history_close  (const char             *session,
                                        double                  at_s,
                                        guint16                 code);
/* Puts events into the history; sessions that are not there yet are added, with an address of their
 * own. */
void              fecho_history_add    (FechoMonitor           *monitor,
                                        const FechoCloseRecord *records,
                                        guint                   n_records);
/* Everything that is in the history, newest first. Free the array. */
GPtrArray        *fecho_history_read   (FechoMonitor           *monitor) G_GNUC_WARN_UNUSED_RESULT;
/* What a lane would know of it. */
FechoMarker       fecho_history_marker (const FechoCloseRecord *record);

G_END_DECLS
