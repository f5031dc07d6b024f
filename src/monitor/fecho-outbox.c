/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-outbox-private.h"

#include "fecho-backoff.h"
#include "fecho-config.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-error.h"
#include "fecho-monitor-private.h"
#include "fecho-otlp.h"
#include "fecho-poster.h"
#include "fecho-retry.h"

#define MAX_RECORDS 200
#define END_DEADLINE_MS 5000
#define MAX_WAIT_US (60 * (gint64)G_USEC_PER_SEC)

#define BAD_REQUEST 400
#define TOO_LARGE 413

struct _FechoOutbox
{
  GObject parent_instance;

  FechoStore *store;
  FechoPoster *poster;
  FechoCatalog *catalog;
  GPtrArray *dictionaries;
  char *receiver;               /* name of the mark in the history */
  GCancellable *cancellable;

  FechoOutboxPage *page;        /* being sent */
  gint64 sent_id;               /* the collector has it, the history does not know; 0: none */
  guint limit;                  /* records of a request, fewer after one that was too large */
  gboolean busy;
  guint wait_source;
  FechoBackoff backoff;
  GError *fault;
  FechoOutboxCounts counts;

  GTask *ending;
  gboolean flushed;             /* what was recorded before the end is committed */
  guint deadline_source;
};

typedef enum
{
  PROP_FAULT = 1,
} FechoOutboxProperty;

static GParamSpec *properties[PROP_FAULT + 1];

static guint rejected_signal;

G_DEFINE_FINAL_TYPE (FechoOutbox, fecho_outbox, G_TYPE_OBJECT)

static void look (FechoOutbox *self);

/* Takes error; NULL: all is well. */
static void
set_fault (FechoOutbox *self,
           GError      *error)
{
  if (self->fault == NULL && error == NULL)
    return;

  g_clear_error (&self->fault);
  self->fault = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAULT]);
}

static void
end (FechoOutbox *self)
{
  g_autoptr(GTask) ending = g_steal_pointer (&self->ending);

  g_clear_handle_id (&self->deadline_source, g_source_remove);
  g_clear_handle_id (&self->wait_source, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_task_return_boolean (ending, TRUE);
}

static void
rest (FechoOutbox *self)
{
  self->busy = FALSE;
  g_clear_pointer (&self->page, fecho_outbox_page_free);
  if (self->flushed)
    end (self);
}

static gboolean
waited_cb (gpointer data)
{
  FechoOutbox *self = data;

  self->wait_source = 0;
  look (self);

  return G_SOURCE_REMOVE;
}

/* Takes error. */
static void
try_later (FechoOutbox *self,
           GError      *error,
           gint64       least_us)
{
  gint64 wait_us = fecho_backoff_next_us (&self->backoff, FECHO_UNKNOWN);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "No answer in time");
    }
  set_fault (self, error);
  if (self->ending == NULL)
    self->wait_source = g_timeout_add (MAX (wait_us, least_us) / 1000 + 1, waited_cb, self);
  rest (self);
}

/* -- what the history knows of it */

static void
marked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FechoOutbox) self = user_data;
  GError *error = NULL;

  if (!fecho_store_outbox_sent_finish (FECHO_STORE (object), result, &error))
    {
      try_later (self, error, 0);
      return;
    }
  self->sent_id = 0;
  self->busy = FALSE;
  look (self);
}

static void
mark_sent (FechoOutbox *self)
{
  g_clear_pointer (&self->page, fecho_outbox_page_free);
  fecho_store_outbox_sent_async (self->store, self->receiver, self->sent_id, marked_cb,
                                 g_object_ref (self));
}

/* -- what the collector says */

static void
tell_rejected (FechoOutbox *self,
               gint64       n,
               const char  *message)
{
  self->counts.n_rejected += n;
  g_signal_emit (self, rejected_signal, 0, n, message);
}

static void
take_success (FechoOutbox           *self,
              const FechoPostAnswer *answer)
{
  g_autofree char *message = NULL;
  gint64 n_rejected = fecho_otlp_read_rejected (answer->text, &message);

  n_rejected = MIN (n_rejected, (gint64)self->page->events->len);
  self->counts.n_sent += self->page->events->len - n_rejected;
  if (n_rejected > 0)
    tell_rejected (self, n_rejected, message != NULL ? message : "");
  self->limit = MIN (self->limit * 2, MAX_RECORDS);
  self->sent_id = self->page->last_id;
  fecho_backoff_reset (&self->backoff);
  set_fault (self, NULL);
  mark_sent (self);
}

/* One of them is bad, or all are too much: fewer at a time, until it is known which. */
static void
take_refusal (FechoOutbox           *self,
              const FechoPostAnswer *answer)
{
  if (self->page->events->len > 1)
    {
      self->limit = self->page->events->len / 2;
      self->busy = FALSE;
      look (self);
      return;
    }

  tell_rejected (self, 1, answer->text);
  self->limit = MIN (self->limit * 2, MAX_RECORDS);
  self->sent_id = self->page->last_id;
  mark_sent (self);
}

static void
take_answer (FechoOutbox           *self,
             const FechoPostAnswer *answer)
{
  gint64 least_us = answer->retry_after != NULL ? fecho_retry_parse_after_us (answer->retry_after)
                    : 0;

  if (answer->status >= 200 && answer->status < 300)
    {
      take_success (self, answer);
      return;
    }
  self->counts.n_failed_requests++;
  if (answer->status == BAD_REQUEST || answer->status == TOO_LARGE)
    take_refusal (self, answer);
  else
    try_later (self, g_error_new (FECHO_ERROR, FECHO_ERROR_FAILED, "HTTP %u", answer->status),
               least_us);
}

static void
posted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FechoOutbox) self = user_data;
  g_autoptr(FechoPostAnswer) answer = NULL;
  GError *error = NULL;

  answer = fecho_poster_post_finish (result, &error);
  if (answer != NULL)
    {
      take_answer (self, answer);
      return;
    }
  self->counts.n_failed_requests++;
  try_later (self, error, 0);
}

/* -- what there is to send */

static void
send_page (FechoOutbox *self)
{
  const FechoOtlpSource source = {
    .version = FECHO_VERSION,
    .instance = fecho_store_get_run (self->store),
    .host_name = g_get_host_name (),
    .catalog = self->catalog,
    .dictionaries = self->dictionaries,
  };
  g_autoptr(GBytes) body = fecho_otlp_make_logs (self->page->events, &source);

  fecho_poster_post_async (self->poster, "application/json", body, self->cancellable, posted_cb,
                           g_object_ref (self));
}

static void
next_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(FechoOutbox) self = user_data;
  GError *error = NULL;

  g_clear_pointer (&self->page, fecho_outbox_page_free);
  self->page = fecho_store_outbox_next_finish (FECHO_STORE (object), result, &error);
  if (self->page == NULL)
    {
      try_later (self, error, 0);
    }
  else if (self->page->events->len > 0)
    {
      send_page (self);
    }
  else if (self->page->last_id > 0)
    {
      self->sent_id = self->page->last_id;
      mark_sent (self);
    }
  else
    {
      rest (self);
    }
}

/* What the collector has is written down before more is sent. */
static void
look (FechoOutbox *self)
{
  if (self->busy || self->wait_source != 0)
    return;

  self->busy = TRUE;
  if (self->sent_id > 0)
    mark_sent (self);
  else
    fecho_store_outbox_next_async (self->store, self->receiver, self->limit, self->cancellable,
                                   next_cb, g_object_ref (self));
}

/* -- the end */

static gboolean
late_cb (gpointer data)
{
  FechoOutbox *self = data;

  self->deadline_source = 0;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

/* The mark has not moved by this, but what was recorded before it is committed now. */
static void
flushed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(FechoOutbox) self = user_data;

  (void)fecho_store_outbox_sent_finish (FECHO_STORE (object), result, NULL); /* closing tells */
  self->flushed = TRUE;
  g_clear_handle_id (&self->wait_source, g_source_remove);
  look (self);
}

void
fecho_outbox_end_async (FechoOutbox         *self,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (FECHO_IS_OUTBOX (self));
  g_return_if_fail (self->ending == NULL);

  self->ending = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->ending, fecho_outbox_end_async);
  self->deadline_source = g_timeout_add (END_DEADLINE_MS, late_cb, self);
  fecho_store_outbox_sent_async (self->store, self->receiver, 0, flushed_cb, g_object_ref (self));
}

void
fecho_outbox_end_finish (FechoOutbox  *self,
                         GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  (void)g_task_propagate_boolean (G_TASK (result), NULL); /* it never fails */
}

/* -- the object */

static void
fecho_outbox_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  FechoOutbox *self = FECHO_OUTBOX (object);

  switch ((FechoOutboxProperty)prop_id)
    {
    case PROP_FAULT:
      g_value_set_boxed (value, self->fault);
      break;
    }
}

static void
fecho_outbox_dispose (GObject *object)
{
  FechoOutbox *self = FECHO_OUTBOX (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->wait_source, g_source_remove);
  g_clear_handle_id (&self->deadline_source, g_source_remove);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (fecho_outbox_parent_class)->dispose (object);
}

static void
fecho_outbox_finalize (GObject *object)
{
  FechoOutbox *self = FECHO_OUTBOX (object);

  g_clear_pointer (&self->poster, fecho_poster_free);
  g_clear_pointer (&self->catalog, fecho_catalog_unref);
  g_clear_pointer (&self->dictionaries, g_ptr_array_unref);
  g_clear_pointer (&self->page, fecho_outbox_page_free);
  g_clear_error (&self->fault);
  g_clear_object (&self->cancellable);
  g_free (self->receiver);

  G_OBJECT_CLASS (fecho_outbox_parent_class)->finalize (object);
}

static void
fecho_outbox_class_init (FechoOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fecho_outbox_get_property;
  object_class->dispose = fecho_outbox_dispose;
  object_class->finalize = fecho_outbox_finalize;

  properties[PROP_FAULT] = g_param_spec_boxed ("fault", NULL, NULL, G_TYPE_ERROR,
                                               G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                               G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  rejected_signal = g_signal_new ("rejected", FECHO_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
fecho_outbox_init (FechoOutbox *self)
{
  self->cancellable = g_cancellable_new ();
  self->limit = MAX_RECORDS;
  self->backoff = (FechoBackoff)FECHO_BACKOFF_INIT;
  self->backoff.max_us = MAX_WAIT_US;
}

/* -- opening */

/* OpenTelemetry, "OTLP exporter": the address of a collector is a base. */
static char *
dup_logs_url (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  const char *path = uri != NULL ? g_uri_get_path (uri) : "";

  if (uri == NULL || (*path != '\0' && !g_str_equal (path, "/")) || g_uri_get_query (uri) != NULL)
    return g_strdup (url);

  return g_strconcat (url, *path == '/' ? "" : "/", "v1/logs", NULL);
}

/* The address may hold a secret, and the history is backed up and sent around. */
static char *
dup_receiver (const char *url)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, url, -1);

  return g_strdup_printf ("otlp-%.16s", sum);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FechoOutbox *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!fecho_store_outbox_open_finish (FECHO_STORE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  fecho_monitor_set_outbox (g_task_get_source_object (task), self);
  g_signal_connect_object (self->store, "committed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

void
fecho_outbox_open_async (FechoMonitor        *monitor,
                         const char          *url,
                         const char *const   *headers,
                         FechoCatalog        *catalog,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *logs_url = NULL;
  FechoOutbox *self;
  GError *error = NULL;

  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (url != NULL);

  task = g_task_new (monitor, NULL, callback, user_data);
  g_task_set_source_tag (task, fecho_outbox_open_async);
  self = g_object_new (FECHO_TYPE_OUTBOX, NULL);
  g_task_set_task_data (task, self, g_object_unref);
  logs_url = dup_logs_url (url);
  self->poster = fecho_poster_new (logs_url, headers, &error);
  if (self->poster == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->store = g_object_ref (fecho_monitor_get_store (monitor));
  self->catalog = fecho_catalog_ref (catalog);
  self->dictionaries =
    g_ptr_array_ref (fecho_dictionary_shelf_get_all (fecho_dictionary_shelf_get_default ()));
  self->receiver = dup_receiver (logs_url);
  fecho_store_outbox_open_async (self->store, self->receiver, opened_cb, g_steal_pointer (&task));
}

FechoOutbox *
fecho_outbox_open_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, fecho_outbox_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const GError *
fecho_outbox_get_fault (FechoOutbox *self)
{
  g_return_val_if_fail (FECHO_IS_OUTBOX (self), NULL);

  return self->fault;
}

void
fecho_outbox_get_counts (FechoOutbox       *self,
                         FechoOutboxCounts *ret_counts)
{
  g_return_if_fail (FECHO_IS_OUTBOX (self));
  g_return_if_fail (ret_counts != NULL);

  *ret_counts = self->counts;
}
