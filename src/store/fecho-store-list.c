/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-store-private.h"

#include "fecho-query.h"

/* What a list of events asks: which they are, in which order, and what they say. */

static void
scan_on_reader (FechoDb *db,
                GTask   *task)
{
  const FechoRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  FechoScan *scan;

  scan = fecho_query_scan (db, request->filter, request->has_after ? &request->after : NULL,
                           request->last_id, request->limit, &error);
  fecho_post_pointer (task, scan, (GDestroyNotify)fecho_scan_free, error);
}

void
fecho_store_scan_async (FechoStore          *self,
                        const FechoFilter   *filter,
                        const FechoPageKey  *after,
                        gint64               last_id,
                        guint                limit,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  FechoRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (filter != NULL);
  g_return_if_fail (limit > 0);

  request = fecho_request_new (filter);
  request->has_after = after != NULL;
  if (after != NULL)
    request->after = *after;
  request->last_id = last_id;
  request->limit = limit;
  fecho_store_ask (self, fecho_store_scan_async, request, scan_on_reader, cancellable,
                   callback, user_data);
}

FechoScan *
fecho_store_scan_finish (FechoStore    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_scan_async, error);
}

static void
sort_on_reader (FechoDb *db,
                GTask   *task)
{
  const FechoRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  GArray *rows = fecho_query_sort (db, request->ids, request->order, request->descending, &error);

  fecho_post_pointer (task, rows, (GDestroyNotify)g_array_unref, error);
}

void
fecho_store_sort_async (FechoStore          *self,
                        GArray              *ids,
                        FechoOrder           order,
                        gboolean             descending,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  FechoRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (ids != NULL);

  request = fecho_request_new (NULL);
  request->ids = g_array_copy (ids);
  request->order = order;
  request->descending = descending;
  fecho_store_ask (self, fecho_store_sort_async, request, sort_on_reader, cancellable,
                   callback, user_data);
}

GArray *
fecho_store_sort_finish (FechoStore    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_sort_async, error);
}

static void
events_on_reader (FechoDb *db,
                  GTask   *task)
{
  const FechoRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *events = fecho_query_events (db, request->ids, &error);

  fecho_post_pointer (task, events, (GDestroyNotify)g_ptr_array_unref, error);
}

void
fecho_store_events_async (FechoStore          *self,
                          GArray              *ids,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  FechoRequest *request;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (ids != NULL);

  request = fecho_request_new (NULL);
  request->ids = g_array_copy (ids);
  fecho_store_ask (self, fecho_store_events_async, request, events_on_reader, cancellable,
                   callback, user_data);
}

GPtrArray *
fecho_store_events_finish (FechoStore    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_events_async, error);
}
