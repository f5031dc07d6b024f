/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-filter.h"
#include "fecho-monitor.h"
#include "fecho-span.h"
#include "fecho-timeline-answer.h"

G_BEGIN_DECLS

/* What a view asks the history of a monitor: answered on the main context with plain values (see
 * fecho-span.h), which belong to who asked. A cancelled query ends with G_IO_ERROR_CANCELLED.
 * Main thread. */

void          fecho_monitor_summary_async          (FechoMonitor           *self,
                                                    const FechoFilter      *filter,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                user_data);
FechoSummary *fecho_monitor_summary_finish         (FechoMonitor           *self,
                                                    GAsyncResult           *result,
                                                    GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void          fecho_monitor_lanes_async            (FechoMonitor           *self,
                                                    const char * const     *sessions,
                                                    gint64                  from_us,
                                                    gint64                  to_us,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                user_data);
/* GPtrArray of FechoLane */
GPtrArray    *fecho_monitor_lanes_finish           (FechoMonitor           *self,
                                                    GAsyncResult           *result,
                                                    GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* Ranges and cells: see fecho_store_timeline_async(). Buckets by what the dictionaries of the sessions
 * say, as those of fecho-overview.h. */
void          fecho_monitor_timeline_async         (FechoMonitor           *self,
                                                    const FechoFilter      *filter,
                                                    const char * const     *lanes,
                                                    gint64                  cell_us,
                                                    guint                   max_buckets,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                user_data);
FechoTimelineAnswer *
              fecho_monitor_timeline_finish        (FechoMonitor           *self,
                                                    GAsyncResult           *result,
                                                    GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* Newest first; GPtrArray of FechoCloseEvent. */
void          fecho_monitor_recent_async           (FechoMonitor           *self,
                                                    const FechoFilter      *filter,
                                                    guint                   limit,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                user_data);
GPtrArray    *fecho_monitor_recent_finish          (FechoMonitor           *self,
                                                    GAsyncResult           *result,
                                                    GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* The event of the filter that follows one in time, newer or older; an empty GPtrArray where there
 * is none. */
void          fecho_monitor_neighbour_async        (FechoMonitor           *self,
                                                    const FechoFilter      *filter,
                                                    const FechoCloseRecord *record,
                                                    gboolean                newer,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                user_data);
GPtrArray    *fecho_monitor_neighbour_finish       (FechoMonitor           *self,
                                                    GAsyncResult           *result,
                                                    GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* The first event of the whole history, closes and attempts; an empty GPtrArray where there is none. */
void          fecho_monitor_oldest_async           (FechoMonitor           *self,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                user_data);
GPtrArray    *fecho_monitor_oldest_finish          (FechoMonitor           *self,
                                                    GAsyncResult           *result,
                                                    GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* What each session ended with; GArray of FechoSessionCode. */
void          fecho_monitor_session_codes_async    (FechoMonitor           *self,
                                                    const FechoFilter      *filter,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                user_data);
GArray       *fecho_monitor_session_codes_finish   (FechoMonitor           *self,
                                                    GAsyncResult           *result,
                                                    GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* How many events match. */
void          fecho_monitor_count_async            (FechoMonitor           *self,
                                                    const FechoFilter      *filter,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                user_data);
/* -1 with an error. */
gint64        fecho_monitor_count_finish           (FechoMonitor           *self,
                                                    GAsyncResult           *result,
                                                    GError                **error);
/* Sessions of the history by name, those that were removed included; strv of UUIDs. */
void          fecho_monitor_find_in_history_async  (FechoMonitor           *self,
                                                    const char             *name,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                user_data);
char        **fecho_monitor_find_in_history_finish (FechoMonitor           *self,
                                                    GAsyncResult           *result,
                                                    GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
