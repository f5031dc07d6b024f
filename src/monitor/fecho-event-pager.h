/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-filter.h"
#include "fecho-monitor.h"
#include "fecho-order.h"

G_BEGIN_DECLS

/* The events of a filter, in an order, as a GListModel of FechoCloseRow at any size. Rows are read
 * in pages when they are asked for, and have no event until then; pages that were not asked for
 * lately are forgotten. Commits are followed without asking everything again. A filter that finds
 * little in much goes on finding: items are added until "complete". Main thread.
 *
 * Properties: "monitor" (FechoMonitor); read-only: "loading" (boolean: nothing of the last query is
 * shown yet), "complete" (boolean: all that match are counted), "unsorted" (boolean: they are too
 * many for the order wanted and stand in that of time, newest first) and "error" (GError, boxed);
 * construct-only: "max-sorted" (uint, FECHO_PAGER_MAX_SORTED). */
#define FECHO_TYPE_EVENT_PAGER (fecho_event_pager_get_type ())
G_DECLARE_FINAL_TYPE (FechoEventPager, fecho_event_pager, FECHO, EVENT_PAGER, GObject)

/* More events are not sorted by anything but time. */
#define FECHO_PAGER_MAX_SORTED 100000

FechoEventPager *fecho_event_pager_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void             fecho_event_pager_set_monitor  (FechoEventPager     *self,
                                                 FechoMonitor        *monitor);
/* A range of time that only moves on with the clock drops what it leaves behind; any other change
 * is a new list. filter NULL: an empty list. */
void             fecho_event_pager_set_query    (FechoEventPager     *self,
                                                 const FechoFilter   *filter,
                                                 FechoOrder           order,
                                                 gboolean             descending);
gboolean         fecho_event_pager_get_loading  (FechoEventPager     *self);
gboolean         fecho_event_pager_get_complete (FechoEventPager     *self);
gboolean         fecho_event_pager_get_unsorted (FechoEventPager     *self);
const GError    *fecho_event_pager_get_error    (FechoEventPager     *self);
/* Asks everything again, after an error for example. */
void             fecho_event_pager_reload       (FechoEventPager     *self);
/* The events at positions (guint, rising), read where they are not; those that are gone meanwhile
 * are left out. GPtrArray of FechoCloseEvent in the order of the list. */
void             fecho_event_pager_read_async   (FechoEventPager     *self,
                                                 GArray              *positions,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
GPtrArray       *fecho_event_pager_read_finish  (FechoEventPager     *self,
                                                 GAsyncResult        *result,
                                                 GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
