/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-lock.h"
#include "fecho-post.h"
#include "fecho-reader.h"
#include "fecho-store.h"
#include "fecho-writer.h"

G_BEGIN_DECLS

struct _FechoStore
{
  GObject       parent_instance;

  GMainContext *context;
  char         *path;
  char         *run;
  FechoWriter  *writer;         /* NULL: only read, or closed */
  FechoReader  *reader;         /* NULL: closed */
  guint         n_recovered;
  GError       *fault;
  guint64       n_waiting;
  guint64       n_dropped;
  guint64       n_unindexed;
  gboolean      claimed;
  gint64        mended_fold;    /* the last one */
  gboolean      damage_told;
  FechoLock    *outbox;         /* NULL: nothing is sent */
};

/* What a query asks for, copied for the reader; each uses the fields it needs. */
typedef struct
{
  FechoFilter  *filter;
  char        **sessions;
  char         *text;
  FechoPageKey  after;
  gboolean      has_after;
  gboolean      oldest_first;
  guint         limit;
  gint64        from_us;
  gint64        to_us;
  GPtrArray    *events;         /* found so far */
  gint64        cell_us;
  GArray       *ids;            /* gint64 */
  gint64        last_id;
  FechoOrder    order;
  gboolean      descending;
} FechoRequest;

/* filter may be NULL. */
FechoRequest *fecho_request_new          (const FechoFilter   *filter);
void          fecho_request_free         (gpointer             data);

/* Takes the request. */
GTask        *fecho_store_new_task       (FechoStore          *self,
                                          gpointer             tag,
                                          gpointer             request,
                                          GDestroyNotify       request_free,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
/* Each takes the task, and answers at once where the store was closed or only reads. */
void          fecho_store_push_to_reader (FechoStore          *self,
                                          GTask               *task,
                                          FechoReaderFunc      func);
void          fecho_store_push_sliced_to_reader (FechoStore   *self,
                                          GTask               *task,
                                          FechoReaderSlice     slice);
/* Takes the request; the reader answers with a value. */
void          fecho_store_ask            (FechoStore          *self,
                                          gpointer             tag,
                                          FechoRequest        *request,
                                          FechoReaderFunc      func,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
void          fecho_store_push_to_writer (FechoStore          *self,
                                          GTask               *task,
                                          FechoWriterFunc      func);
void          fecho_store_start_job      (FechoStore          *self,
                                          GTask               *task,
                                          FechoJobFunc         on_job);
/* From any thread; comes before the answer of the task, on its context. progress may be NULL. */
void          fecho_store_tell_progress  (GTask               *task,
                                          FechoProgressFunc    progress,
                                          gpointer             progress_data,
                                          double               fraction);
/* The answer of a task with this tag. */
gpointer      fecho_store_finish_pointer (FechoStore          *self,
                                          GAsyncResult        *result,
                                          gpointer             tag,
                                          GError             **error);
gboolean      fecho_store_finish_done    (FechoStore          *self,
                                          GAsyncResult        *result,
                                          gpointer             tag,
                                          GError             **error);
/* -1 on error. */
gssize        fecho_store_finish_int     (FechoStore          *self,
                                          GAsyncResult        *result,
                                          gpointer             tag,
                                          GError             **error);

G_END_DECLS
