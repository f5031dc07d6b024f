/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-store-private.h"

#include "fecho-clock.h"
#include "fecho-query.h"
#include "fecho-record.h"

/* What a query that can be parted does in one turn. */
#define SLICE_US (50 * G_TIME_SPAN_MILLISECOND)

/* -- sessions */

static void
load_sessions_on_reader (FechoDb *db,
                         GTask   *task)
{
  GError *error = NULL;
  GPtrArray *sessions = fecho_query_sessions (db, &error);

  fecho_post_pointer (task, sessions, (GDestroyNotify)g_ptr_array_unref, error);
}

void
fecho_store_load_sessions_async (FechoStore          *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (FECHO_IS_STORE (self));

  fecho_store_ask (self, fecho_store_load_sessions_async, fecho_request_new (NULL),
                   load_sessions_on_reader, cancellable, callback, user_data);
}

GPtrArray *
fecho_store_load_sessions_finish (FechoStore    *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_load_sessions_async, error);
}

static void
find_sessions_on_reader (FechoDb *db,
                         GTask   *task)
{
  const FechoRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  char **uuids = fecho_query_by_name (db, request->text, &error);

  fecho_post_pointer (task, uuids, (GDestroyNotify)g_strfreev, error);
}

void
fecho_store_find_sessions_async (FechoStore          *self,
                                 const char          *name,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  FechoRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (name != NULL);

  request = fecho_request_new (NULL);
  request->text = g_strdup (name);
  fecho_store_ask (self, fecho_store_find_sessions_async, request, find_sessions_on_reader,
                   cancellable, callback, user_data);
}

char **
fecho_store_find_sessions_finish (FechoStore    *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_find_sessions_async, error);
}

static void
imported_runs_on_reader (FechoDb *db,
                         GTask   *task)
{
  GError *error = NULL;
  char **uuids = fecho_query_imported_runs (db, &error);

  fecho_post_pointer (task, uuids, (GDestroyNotify)g_strfreev, error);
}

void
fecho_store_imported_runs_async (FechoStore          *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (FECHO_IS_STORE (self));

  fecho_store_ask (self, fecho_store_imported_runs_async, fecho_request_new (NULL),
                   imported_runs_on_reader, cancellable, callback, user_data);
}

char **
fecho_store_imported_runs_finish (FechoStore    *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_imported_runs_async, error);
}

/* -- events */

/* A rare filter gives way to what was asked since. */
static gboolean
page_on_reader (FechoDb *db,
                GTask   *task)
{
  FechoRequest *request = g_task_get_task_data (task);
  FechoPageSlice slice = { g_get_monotonic_time () + SLICE_US };
  GError *error = NULL;

  (void)fecho_query_page_slice (db, request->filter, request->has_after ? &request->after : NULL,
                                request->oldest_first, request->limit, &slice, request->events,
                                &error); /* the error says it */
  if (error == NULL && slice.unfinished)
    {
      request->has_after = TRUE;
      request->after = slice.reached;
      return FALSE;
    }
  fecho_post_pointer (task, g_steal_pointer (&request->events), (GDestroyNotify)g_ptr_array_unref,
                      error);

  return TRUE;
}

void
fecho_store_page_async (FechoStore          *self,
                        const FechoFilter   *filter,
                        const FechoPageKey  *after,
                        gboolean             oldest_first,
                        guint                limit,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  FechoRequest *request;
  GTask *task;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (filter != NULL);

  request = fecho_request_new (filter);
  request->has_after = after != NULL;
  if (after != NULL)
    request->after = *after;
  request->oldest_first = oldest_first;
  request->limit = limit;
  request->events = fecho_record_new_array ();
  task = fecho_store_new_task (self, fecho_store_page_async, request, fecho_request_free,
                               cancellable, callback, user_data);
  fecho_store_push_sliced_to_reader (self, task, page_on_reader);
}

GPtrArray *
fecho_store_page_finish (FechoStore    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_page_async, error);
}

static void
summary_on_reader (FechoDb *db,
                   GTask   *task)
{
  const FechoRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  FechoSummary *summary = fecho_query_summary (db, request->filter, fecho_clock_wall_us (), &error);

  fecho_post_pointer (task, summary, (GDestroyNotify)fecho_summary_free, error);
}

void
fecho_store_summary_async (FechoStore          *self,
                           const FechoFilter   *filter,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (filter != NULL);

  fecho_store_ask (self, fecho_store_summary_async, fecho_request_new (filter), summary_on_reader,
                   cancellable, callback, user_data);
}

FechoSummary *
fecho_store_summary_finish (FechoStore    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_summary_async, error);
}

static void
lanes_on_reader (FechoDb *db,
                 GTask   *task)
{
  const FechoRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *lanes;

  lanes = fecho_query_lanes (db, (const char *const *)request->sessions, request->from_us,
                             request->to_us, 0, fecho_clock_wall_us (), &error);
  fecho_post_pointer (task, lanes, (GDestroyNotify)g_ptr_array_unref, error);
}

void
fecho_store_lanes_async (FechoStore          *self,
                         const char *const   *sessions,
                         gint64               from_us,
                         gint64               to_us,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  FechoRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (sessions != NULL);

  request = fecho_request_new (NULL);
  request->sessions = g_strdupv ((char **)sessions);
  request->from_us = from_us;
  request->to_us = to_us;
  fecho_store_ask (self, fecho_store_lanes_async, request, lanes_on_reader,
                   cancellable, callback, user_data);
}

GPtrArray *
fecho_store_lanes_finish (FechoStore    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_lanes_async, error);
}

static void
timeline_on_reader (FechoDb *db,
                    GTask   *task)
{
  const FechoRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  FechoTimelineAnswer *answer;

  answer = fecho_query_timeline (db, request->filter, (const char *const *)request->sessions,
                                 request->cell_us, request->limit, fecho_clock_wall_us (), &error);
  fecho_post_pointer (task, answer, (GDestroyNotify)fecho_timeline_answer_free, error);
}

void
fecho_store_timeline_async (FechoStore          *self,
                            const FechoFilter   *filter,
                            const char *const   *lanes,
                            gint64               cell_us,
                            guint                max_buckets,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  FechoRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (filter != NULL);
  g_return_if_fail (lanes != NULL);

  request = fecho_request_new (filter);
  request->sessions = g_strdupv ((char **)lanes);
  request->cell_us = cell_us;
  request->limit = max_buckets;
  fecho_store_ask (self, fecho_store_timeline_async, request, timeline_on_reader,
                   cancellable, callback, user_data);
}

FechoTimelineAnswer *
fecho_store_timeline_finish (FechoStore    *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_timeline_async, error);
}

static void
buckets_on_reader (FechoDb *db,
                   GTask   *task)
{
  const FechoRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  FechoBuckets *answer = fecho_query_buckets (db, request->filter, request->limit, &error);

  fecho_post_pointer (task, answer, (GDestroyNotify)fecho_buckets_free, error);
}

void
fecho_store_buckets_async (FechoStore          *self,
                           const FechoFilter   *filter,
                           guint                max_buckets,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  FechoRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (filter != NULL);

  request = fecho_request_new (filter);
  request->limit = max_buckets;
  fecho_store_ask (self, fecho_store_buckets_async, request, buckets_on_reader,
                   cancellable, callback, user_data);
}

FechoBuckets *
fecho_store_buckets_finish (FechoStore    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_buckets_async, error);
}

static void
session_codes_on_reader (FechoDb *db,
                         GTask   *task)
{
  const FechoRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  GArray *answer = fecho_query_session_codes (db, request->filter, &error);

  fecho_post_pointer (task, answer, (GDestroyNotify)g_array_unref, error);
}

void
fecho_store_session_codes_async (FechoStore          *self,
                                 const FechoFilter   *filter,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  FechoRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (filter != NULL);

  request = fecho_request_new (filter);
  fecho_store_ask (self, fecho_store_session_codes_async, request, session_codes_on_reader,
                   cancellable, callback, user_data);
}

GArray *
fecho_store_session_codes_finish (FechoStore    *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_session_codes_async, error);
}

static void
lives_on_reader (FechoDb *db,
                 GTask   *task)
{
  const FechoRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  GArray *answer = fecho_query_lives (db, request->filter, request->limit, &error);

  fecho_post_pointer (task, answer, (GDestroyNotify)g_array_unref, error);
}

void
fecho_store_lives_async (FechoStore          *self,
                         const FechoFilter   *filter,
                         guint                bins_per_decade,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  FechoRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (filter != NULL);

  request = fecho_request_new (filter);
  request->limit = bins_per_decade;
  fecho_store_ask (self, fecho_store_lives_async, request, lives_on_reader,
                   cancellable, callback, user_data);
}

GArray *
fecho_store_lives_finish (FechoStore    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_lives_async, error);
}

static void
outages_on_reader (FechoDb *db,
                   GTask   *task)
{
  const FechoRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  GArray *answer = fecho_query_outages (db, request->filter, request->limit, fecho_clock_wall_us (),
                                        &error);

  fecho_post_pointer (task, answer, (GDestroyNotify)g_array_unref, error);
}

void
fecho_store_outages_async (FechoStore          *self,
                           const FechoFilter   *filter,
                           guint                limit,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  FechoRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (filter != NULL);

  request = fecho_request_new (filter);
  request->limit = limit;
  fecho_store_ask (self, fecho_store_outages_async, request, outages_on_reader,
                   cancellable, callback, user_data);
}

GArray *
fecho_store_outages_finish (FechoStore    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_outages_async, error);
}

static void
states_on_reader (FechoDb *db,
                  GTask   *task)
{
  const FechoRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  GArray *answer = fecho_query_states (db, request->text, request->from_us, request->to_us, &error);

  fecho_post_pointer (task, answer, (GDestroyNotify)g_array_unref, error);
}

void
fecho_store_states_async (FechoStore          *self,
                          const char          *session_id,
                          gint64               from_us,
                          gint64               to_us,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  FechoRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));

  request = fecho_request_new (NULL);
  request->text = g_strdup (session_id);
  request->from_us = from_us;
  request->to_us = to_us;
  fecho_store_ask (self, fecho_store_states_async, request, states_on_reader,
                   cancellable, callback, user_data);
}

GArray *
fecho_store_states_finish (FechoStore    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_states_async, error);
}

static void
unjudged_on_reader (FechoDb *db,
                    GTask   *task)
{
  const FechoRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *answer = fecho_query_unjudged (db, request->limit, &error);

  fecho_post_pointer (task, answer, (GDestroyNotify)g_ptr_array_unref, error);
}

void
fecho_store_unjudged_async (FechoStore          *self,
                            guint                limit,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  FechoRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));

  request = fecho_request_new (NULL);
  request->limit = limit;
  fecho_store_ask (self, fecho_store_unjudged_async, request, unjudged_on_reader,
                   cancellable, callback, user_data);
}

GPtrArray *
fecho_store_unjudged_finish (FechoStore    *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_unjudged_async, error);
}

static void
open_connections_on_reader (FechoDb *db,
                            GTask   *task)
{
  GError *error = NULL;
  GArray *answer = fecho_query_open_connections (db, &error);

  fecho_post_pointer (task, answer, (GDestroyNotify)g_array_unref, error);
}

void
fecho_store_open_connections_async (FechoStore          *self,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (FECHO_IS_STORE (self));

  fecho_store_ask (self, fecho_store_open_connections_async, fecho_request_new (NULL),
                   open_connections_on_reader, cancellable, callback, user_data);
}

GArray *
fecho_store_open_connections_finish (FechoStore    *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_open_connections_async, error);
}

static void
count_unindexed_on_reader (FechoDb *db,
                           GTask   *task)
{
  GError *error = NULL;
  gint64 n = -1;

  (void)fecho_db_get_int (db, FECHO_SQL_COUNT_UNINDEXED, &n, &error); /* the error says it */
  fecho_post_int (task, n, error);
}

void
fecho_store_count_unindexed_async (FechoStore          *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (FECHO_IS_STORE (self));

  fecho_store_ask (self, fecho_store_count_unindexed_async, fecho_request_new (NULL),
                   count_unindexed_on_reader, cancellable, callback, user_data);
}

gint64
fecho_store_count_unindexed_finish (FechoStore    *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return fecho_store_finish_int (self, result, fecho_store_count_unindexed_async, error);
}

static void
count_on_reader (FechoDb *db,
                 GTask   *task)
{
  const FechoRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 n = fecho_query_count (db, request->filter, &error);

  fecho_post_int (task, n, error);
}

void
fecho_store_count_async (FechoStore          *self,
                         const FechoFilter   *filter,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (filter != NULL);

  fecho_store_ask (self, fecho_store_count_async, fecho_request_new (filter), count_on_reader,
                   cancellable, callback, user_data);
}

gint64
fecho_store_count_finish (FechoStore    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return fecho_store_finish_int (self, result, fecho_store_count_async, error);
}
