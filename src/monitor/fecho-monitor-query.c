/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-monitor-query.h"

#include "fecho-monitor-private.h"

/* The store answers with the same kinds of values: its finish functions read their results, and
 * only the source object of the callback is another. */
typedef gpointer (*FinishFunc) (FechoStore *store,
                                GAsyncResult *result,
                                GError **error);

typedef struct
{
  FinishFunc finish;
  GDestroyNotify free_answer;
} Query;

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  const Query *query = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer answer = query->finish (FECHO_STORE (object), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, query->free_answer);
}

static GTask *
start_query (FechoMonitor        *self,
             const Query         *query,
             gpointer             tag,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, (gpointer)query, NULL);

  return task;
}

static gpointer
finish_query (FechoMonitor  *self,
              GAsyncResult  *result,
              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static const Query summary_query = { (FinishFunc)fecho_store_summary_finish,
                                     (GDestroyNotify)fecho_summary_free };
static const Query lanes_query = { (FinishFunc)fecho_store_lanes_finish,
                                   (GDestroyNotify)g_ptr_array_unref };
static const Query page_query = { (FinishFunc)fecho_store_page_finish,
                                  (GDestroyNotify)g_ptr_array_unref };
static const Query session_codes_query = { (FinishFunc)fecho_store_session_codes_finish,
                                           (GDestroyNotify)g_array_unref };
static const Query find_query = { (FinishFunc)fecho_store_find_sessions_finish,
                                  (GDestroyNotify)g_strfreev };

void
fecho_monitor_find_in_history_async (FechoMonitor        *self,
                                     const char          *name,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  FechoStore *store = fecho_monitor_get_store (self);
  GTask *task = start_query (self, &find_query, fecho_monitor_find_in_history_async, cancellable,
                             callback, user_data);

  fecho_store_find_sessions_async (store, name, cancellable, answered_cb, task);
}

char **
fecho_monitor_find_in_history_finish (FechoMonitor  *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  return finish_query (self, result, error);
}

void
fecho_monitor_summary_async (FechoMonitor        *self,
                             const FechoFilter   *filter,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  FechoStore *store = fecho_monitor_get_store (self);
  GTask *task = start_query (self, &summary_query, fecho_monitor_summary_async, cancellable,
                             callback, user_data);

  fecho_store_summary_async (store, filter, cancellable, answered_cb, task);
}

FechoSummary *
fecho_monitor_summary_finish (FechoMonitor  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return finish_query (self, result, error);
}

void
fecho_monitor_lanes_async (FechoMonitor        *self,
                           const char *const   *sessions,
                           gint64               from_us,
                           gint64               to_us,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  FechoStore *store = fecho_monitor_get_store (self);
  GTask *task = start_query (self, &lanes_query, fecho_monitor_lanes_async, cancellable, callback,
                             user_data);

  fecho_store_lanes_async (store, sessions, from_us, to_us, cancellable, answered_cb, task);
}

GPtrArray *
fecho_monitor_lanes_finish (FechoMonitor  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return finish_query (self, result, error);
}

void
fecho_monitor_recent_async (FechoMonitor        *self,
                            const FechoFilter   *filter,
                            guint                limit,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  FechoStore *store = fecho_monitor_get_store (self);
  GTask *task = start_query (self, &page_query, fecho_monitor_recent_async, cancellable, callback,
                             user_data);

  fecho_store_page_async (store, filter, NULL, FALSE, limit, cancellable, answered_cb, task);
}

GPtrArray *
fecho_monitor_recent_finish (FechoMonitor  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return finish_query (self, result, error);
}

void
fecho_monitor_neighbour_async (FechoMonitor           *self,
                               const FechoFilter      *filter,
                               const FechoCloseRecord *record,
                               gboolean                newer,
                               GCancellable           *cancellable,
                               GAsyncReadyCallback     callback,
                               gpointer                user_data)
{
  FechoStore *store = fecho_monitor_get_store (self);
  GTask *task = start_query (self, &page_query, fecho_monitor_neighbour_async, cancellable,
                             callback, user_data);
  FechoPageKey key = { record->closed_at_us, record->code, record->id };

  fecho_store_page_async (store, filter, &key, newer, 1, cancellable, answered_cb, task);
}

GPtrArray *
fecho_monitor_neighbour_finish (FechoMonitor  *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return finish_query (self, result, error);
}

void
fecho_monitor_oldest_async (FechoMonitor        *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  FechoStore *store = fecho_monitor_get_store (self);
  GTask *task = start_query (self, &page_query, fecho_monitor_oldest_async, cancellable, callback,
                             user_data);
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  filter->kinds = FECHO_KINDS_BOTH;
  fecho_store_page_async (store, filter, NULL, TRUE, 1, cancellable, answered_cb, task);
}

GPtrArray *
fecho_monitor_oldest_finish (FechoMonitor  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return finish_query (self, result, error);
}

void
fecho_monitor_session_codes_async (FechoMonitor        *self,
                                   const FechoFilter   *filter,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  FechoStore *store = fecho_monitor_get_store (self);
  GTask *task = start_query (self, &session_codes_query, fecho_monitor_session_codes_async,
                             cancellable, callback, user_data);

  fecho_store_session_codes_async (store, filter, cancellable, answered_cb, task);
}

GArray *
fecho_monitor_session_codes_finish (FechoMonitor  *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return finish_query (self, result, error);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  gint64 n = fecho_store_count_finish (FECHO_STORE (object), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n);
}

void
fecho_monitor_count_async (FechoMonitor        *self,
                           const FechoFilter   *filter,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  FechoStore *store = fecho_monitor_get_store (self);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, fecho_monitor_count_async);
  fecho_store_count_async (store, filter, cancellable, counted_cb, task);
}

gint64
fecho_monitor_count_finish (FechoMonitor  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
