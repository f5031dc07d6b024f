/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-store.h"
#include "fecho-stmt.h"

G_BEGIN_DECLS

/* What the store asks the file, inside one read transaction; every function is called on the
 * reader, or on a job with a handle of its own. now_us is the wall clock. */

/* FechoEndpoint */
GPtrArray    *fecho_query_sessions   (FechoDb             *db,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* UUIDs */
char        **fecho_query_by_name    (FechoDb             *db,
                                      const char          *name,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* UUIDs of runs that were no runs of this computer: of imported events. */
char        **fecho_query_imported_runs (FechoDb          *db,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* FechoCloseEvent */
GPtrArray    *fecho_query_page       (FechoDb             *db,
                                      const FechoFilter   *filter,
                                      const FechoPageKey  *after,
                                      gboolean             oldest_first,
                                      guint                limit,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* A part of a page, for filters that match so rarely that one takes long. */
typedef struct
{
  gint64       until_us;        /* monotonic: where the part ends, unless the page is full */
  gboolean     unfinished;
  FechoPageKey reached;         /* where the next part begins */
} FechoPageSlice;

/* Adds to events up to limit in all. */
gboolean      fecho_query_page_slice (FechoDb             *db,
                                      const FechoFilter   *filter,
                                      const FechoPageKey  *after,
                                      gboolean             oldest_first,
                                      guint                limit,
                                      FechoPageSlice      *slice,
                                      GPtrArray           *events,
                                      GError             **error);
FechoSummary *fecho_query_summary    (FechoDb             *db,
                                      const FechoFilter   *filter,
                                      gint64               now_us,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* FechoLane; as fine as cells of cell_us, 0: as they are. */
GPtrArray    *fecho_query_lanes      (FechoDb             *db,
                                      const char * const  *sessions,
                                      gint64               from_us,
                                      gint64               to_us,
                                      gint64               cell_us,
                                      gint64               now_us,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Lanes of some sessions beside the sums of all in the filter, whose range is that of both. */
FechoTimelineAnswer *fecho_query_timeline (FechoDb        *db,
                                      const FechoFilter   *filter,
                                      const char * const  *lanes,
                                      gint64               cell_us,
                                      guint                max_buckets,
                                      gint64               now_us,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
FechoBuckets *fecho_query_buckets    (FechoDb             *db,
                                      const FechoFilter   *filter,
                                      guint                max_buckets,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* FechoSessionCode, FechoLifeBin, FechoOutage, FechoStateChange */
GArray       *fecho_query_session_codes (FechoDb          *db,
                                      const FechoFilter   *filter,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GArray       *fecho_query_lives      (FechoDb             *db,
                                      const FechoFilter   *filter,
                                      guint                bins_per_decade,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GArray       *fecho_query_outages    (FechoDb             *db,
                                      const FechoFilter   *filter,
                                      guint                limit,
                                      gint64               now_us,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GArray       *fecho_query_states     (FechoDb             *db,
                                      const char          *session_id,
                                      gint64               from_us,
                                      gint64               to_us,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* FechoOpenConnection */
GArray       *fecho_query_open_connections (FechoDb       *db,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray    *fecho_query_unjudged   (FechoDb             *db,
                                      guint                limit,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
FechoScan    *fecho_query_scan       (FechoDb             *db,
                                      const FechoFilter   *filter,
                                      const FechoPageKey  *after,
                                      gint64               last_id,
                                      guint                limit,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* FechoCloseEvent */
GPtrArray    *fecho_query_events     (FechoDb             *db,
                                      const GArray        *ids,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* FechoOrderRow */
GArray       *fecho_query_sort       (FechoDb             *db,
                                      const GArray        *ids,
                                      FechoOrder           order,
                                      gboolean             descending,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* -1 with an error. */
gint64        fecho_query_count      (FechoDb             *db,
                                      const FechoFilter   *filter,
                                      GError             **error);
/* The number of events given to func, -1 with an error; progress is called on this thread. */
gint64        fecho_query_walk       (FechoDb             *db,
                                      const FechoFilter   *filter,
                                      FechoEventFunc       func,
                                      gpointer             func_data,
                                      FechoProgressFunc    progress,
                                      gpointer             progress_data,
                                      GCancellable        *cancellable,
                                      GError             **error);

G_END_DECLS
