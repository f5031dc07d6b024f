/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-message-log.h"

#include "fecho-clock.h"
#include "fecho-message-file.h"

/* A frame at 60 Hz. */
#define GATHER_MS 16
#define RATE_SECONDS 10

typedef struct
{
  gint64 second;                /* of the monotonic clock */
  guint n_in;
  guint n_out;
  guint64 n_bytes;
} Second;

struct _FechoMessageLog
{
  GObject parent_instance;

  FechoSession *session;
  FechoMessage **ring;          /* FECHO_MESSAGE_LOG_SIZE */
  guint start;
  guint n_messages;
  GQueue held;                  /* of FechoMessage, not in the list yet */
  guint64 n_lost;               /* frames that were held and are gone */
  guint64 n_bytes;              /* of both */
  guint flush_source;
  gboolean watched;
  gboolean paused;
  gint64 unwatched_at_us;       /* 0: it never was watched before */
  gint64 watched_at_us;         /* monotonic */
  Second seconds[RATE_SECONDS];
};

static void fecho_message_log_init_list_model (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FechoMessageLog, fecho_message_log, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fecho_message_log_init_list_model))

typedef enum
{
  PROP_N_HELD = 1,
} FechoMessageLogProperty;

static GParamSpec *properties[PROP_N_HELD + 1];

static void
notify_n_held (FechoMessageLog *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_HELD]);
}

/* -- the ring */

static FechoMessage *
get_message (FechoMessageLog *self,
             guint            position)
{
  return self->ring[(self->start + position) % FECHO_MESSAGE_LOG_SIZE];
}

static void
drop_first (FechoMessageLog *self)
{
  g_autoptr(FechoMessage) first = get_message (self, 0);

  self->ring[self->start] = NULL;
  self->start = (self->start + 1) % FECHO_MESSAGE_LOG_SIZE;
  self->n_messages--;
  self->n_bytes -= fecho_message_get_n_bytes (first);
}

static void
drop_first_held (FechoMessageLog *self)
{
  g_autoptr(FechoMessage) first = g_queue_pop_head (&self->held);

  self->n_bytes -= fecho_message_get_n_bytes (first);
  if (fecho_message_is_frame (first))
    self->n_lost++;
}

static void
make_room (FechoMessageLog *self)
{
  guint n_new = g_queue_get_length (&self->held);
  guint n_removed = 0;

  while (self->n_messages > 0 && (self->n_messages + n_new > FECHO_MESSAGE_LOG_SIZE ||
                                  self->n_bytes > FECHO_MESSAGE_LOG_BYTES))
    {
      drop_first (self);
      n_removed++;
    }
  if (n_removed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_removed, 0);
}

static void
append_held (FechoMessageLog *self)
{
  guint n_new = g_queue_get_length (&self->held);
  guint n_before = self->n_messages;

  while (!g_queue_is_empty (&self->held))
    {
      guint end = (self->start + self->n_messages) % FECHO_MESSAGE_LOG_SIZE;

      self->ring[end] = g_queue_pop_head (&self->held);
      self->n_messages++;
    }
  g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, n_new);
}

static void
note_lost (FechoMessageLog *self)
{
  FechoMessage *first = g_queue_peek_head (&self->held);

  if (self->n_lost == 0 || first == NULL)
    return;

  g_queue_push_head (&self->held, fecho_message_new_note (FECHO_MESSAGE_SKIPPED, self->n_lost,
                                                          fecho_message_get_at_us (first)));
  self->n_lost = 0;
  if (g_queue_get_length (&self->held) > FECHO_MESSAGE_LOG_SIZE)
    g_object_unref (g_queue_pop_tail (&self->held));
}

static void
flush (FechoMessageLog *self)
{
  if (g_queue_is_empty (&self->held))
    return;

  note_lost (self);
  make_room (self);
  append_held (self);
}

static gboolean
flush_cb (gpointer data)
{
  FechoMessageLog *self = data;

  self->flush_source = 0;
  if (self->paused)
    notify_n_held (self);
  else
    flush (self);

  return G_SOURCE_REMOVE;
}

/* Takes message. */
static void
add (FechoMessageLog *self,
     FechoMessage    *message)
{
  guint64 n_listed = 0;

  g_queue_push_tail (&self->held, message);
  self->n_bytes += fecho_message_get_n_bytes (message);
  if (!self->paused)
    n_listed = self->n_messages; /* these would go first */
  while (g_queue_get_length (&self->held) > 1 &&
         (g_queue_get_length (&self->held) > FECHO_MESSAGE_LOG_SIZE ||
          (n_listed == 0 && self->n_bytes > FECHO_MESSAGE_LOG_BYTES)))
    drop_first_held (self);
  if (self->flush_source == 0)
    self->flush_source = g_timeout_add (GATHER_MS, flush_cb, self);
}

/* -- rates */

static gint64
get_second (void)
{
  return fecho_clock_monotonic_us () / G_USEC_PER_SEC;
}

static void
count (FechoMessageLog *self,
       gboolean         incoming,
       gsize            n_bytes)
{
  gint64 now = get_second ();
  Second *second = &self->seconds[now % RATE_SECONDS];

  if (second->second != now)
    *second = (Second){ .second = now };
  if (incoming)
    second->n_in++;
  else
    second->n_out++;
  second->n_bytes += n_bytes;
}

/* -- what the session tells */

static void
message_cb (FechoMessageLog *self,
            gboolean         incoming,
            gboolean         binary,
            GBytes          *payload)
{
  if (!self->watched)
    return;

  count (self, incoming, g_bytes_get_size (payload));
  add (self, fecho_message_new (incoming, binary, g_bytes_ref (payload), fecho_clock_wall_us ()));
}

static void
skipped_cb (FechoMessageLog *self,
            guint64          n_skipped)
{
  if (self->watched)
    add (self, fecho_message_new_note (FECHO_MESSAGE_SKIPPED, n_skipped, fecho_clock_wall_us ()));
}

static void
opened_cb (FechoMessageLog *self,
           gint64           opened_at_us)
{
  if (self->watched)
    add (self, fecho_message_new_note (FECHO_MESSAGE_OPENED, 0, opened_at_us));
}

/* The frames of both sides: an event names a code twice only where the two differ. An empty frame
 * is 1005. */
static void
add_close (FechoMessageLog        *self,
           const FechoCloseRecord *record,
           gboolean                incoming)
{
  int code = incoming ? record->received_code : record->sent_code;
  const char *reason = incoming ? record->received_reason : record->sent_reason;

  if (code == FECHO_UNKNOWN)
    code = record->code;
  if (reason == NULL)
    reason = record->reason;
  add (self, fecho_message_new_close (incoming, code == 1005 ? 0 : (guint16)code, reason,
                                      record->closed_at_us));
}

static gboolean
has_received (const FechoCloseRecord *record)
{
  return record->received_code != FECHO_UNKNOWN ||
         (record->code != 1006 && record->code != 1015);
}

/* libsoup answers a Close frame with its own code, but for those it takes for errors. */
static gboolean
has_sent (const FechoCloseRecord *record)
{
  return record->first_close == FECHO_FIRST_CLOSE_US || record->sent_code != FECHO_UNKNOWN ||
         (record->was_clean && (record->code < 1012 || record->code > 1014));
}

static void
add_end (FechoMessageLog        *self,
         const FechoCloseRecord *record)
{
  gboolean ours_first = record->first_close == FECHO_FIRST_CLOSE_US;

  if (ours_first && has_sent (record))
    add_close (self, record, FALSE);
  if (has_received (record))
    add_close (self, record, TRUE);
  else
    add (self, fecho_message_new_end (FECHO_MESSAGE_LOST, record->code, record->closed_at_us));
  if (!ours_first && has_sent (record))
    add_close (self, record, FALSE);
}

static void
closed_cb (FechoMessageLog *self,
           FechoCloseEvent *event)
{
  const FechoCloseRecord *record = fecho_close_event_get_record (event);

  if (!self->watched)
    return;

  if (record->failed_attempt)
    add (self, fecho_message_new_end (FECHO_MESSAGE_FAILED, record->code, record->closed_at_us));
  else
    add_end (self, record);
}

/* -- the object */

static GType
fecho_message_log_get_item_type (GListModel *model)
{
  return FECHO_TYPE_MESSAGE;
}

static guint
fecho_message_log_get_n_items (GListModel *model)
{
  return FECHO_MESSAGE_LOG (model)->n_messages;
}

static gpointer
fecho_message_log_get_item (GListModel *model,
                            guint       position)
{
  FechoMessageLog *self = FECHO_MESSAGE_LOG (model);

  return position < self->n_messages ? g_object_ref (get_message (self, position)) : NULL;
}

static void
fecho_message_log_init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = fecho_message_log_get_item_type;
  iface->get_n_items = fecho_message_log_get_n_items;
  iface->get_item = fecho_message_log_get_item;
}

static void
fecho_message_log_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((FechoMessageLogProperty)id)
    {
    case PROP_N_HELD:
      g_value_set_uint (value, fecho_message_log_get_n_held (FECHO_MESSAGE_LOG (object)));
      break;
    }
}

static void
fecho_message_log_dispose (GObject *object)
{
  FechoMessageLog *self = FECHO_MESSAGE_LOG (object);

  if (self->session != NULL)
    fecho_message_log_set_watched (self, FALSE);
  g_clear_handle_id (&self->flush_source, g_source_remove);
  g_clear_object (&self->session);
  while (self->n_messages > 0)
    drop_first (self);
  g_queue_clear_full (&self->held, g_object_unref);

  G_OBJECT_CLASS (fecho_message_log_parent_class)->dispose (object);
}

static void
fecho_message_log_finalize (GObject *object)
{
  g_free (FECHO_MESSAGE_LOG (object)->ring);

  G_OBJECT_CLASS (fecho_message_log_parent_class)->finalize (object);
}

static void
fecho_message_log_class_init (FechoMessageLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_message_log_dispose;
  object_class->finalize = fecho_message_log_finalize;
  object_class->get_property = fecho_message_log_get_property;

  properties[PROP_N_HELD] =
    g_param_spec_uint ("n-held", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fecho_message_log_init (FechoMessageLog *self)
{
  self->ring = g_new0 (FechoMessage *, FECHO_MESSAGE_LOG_SIZE);
  g_queue_init (&self->held);
}

FechoMessageLog *
fecho_message_log_new (FechoSession *session)
{
  FechoMessageLog *self;

  g_return_val_if_fail (FECHO_IS_SESSION (session), NULL);

  self = g_object_new (FECHO_TYPE_MESSAGE_LOG, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "messages-skipped", G_CALLBACK (skipped_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "connection-opened", G_CALLBACK (opened_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "connection-closed", G_CALLBACK (closed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

FechoSession *
fecho_message_log_get_session (FechoMessageLog *self)
{
  g_return_val_if_fail (FECHO_IS_MESSAGE_LOG (self), NULL);

  return self->session;
}

void
fecho_message_log_set_watched (FechoMessageLog *self,
                               gboolean         watched)
{
  g_return_if_fail (FECHO_IS_MESSAGE_LOG (self));

  if (self->watched == watched)
    return;

  self->watched = watched;
  fecho_session_watch_messages (self->session, watched);
  if (!watched)
    {
      self->unwatched_at_us = fecho_clock_wall_us ();
      return;
    }

  self->watched_at_us = fecho_clock_monotonic_us ();
  if (self->unwatched_at_us != 0 && self->n_messages > 0)
    add (self, fecho_message_new_note (FECHO_MESSAGE_UNWATCHED, 0, self->unwatched_at_us));
}

void
fecho_message_log_set_paused (FechoMessageLog *self,
                              gboolean         paused)
{
  g_return_if_fail (FECHO_IS_MESSAGE_LOG (self));

  if (self->paused == paused)
    return;

  self->paused = paused;
  if (!paused)
    flush (self);
  notify_n_held (self);
}

gboolean
fecho_message_log_get_paused (FechoMessageLog *self)
{
  g_return_val_if_fail (FECHO_IS_MESSAGE_LOG (self), FALSE);

  return self->paused;
}

guint
fecho_message_log_get_n_held (FechoMessageLog *self)
{
  g_return_val_if_fail (FECHO_IS_MESSAGE_LOG (self), 0);

  return self->paused ? g_queue_get_length (&self->held) : 0;
}

void
fecho_message_log_clear (FechoMessageLog *self)
{
  guint n_removed;

  g_return_if_fail (FECHO_IS_MESSAGE_LOG (self));

  n_removed = self->n_messages;
  while (self->n_messages > 0)
    drop_first (self);
  g_queue_clear_full (&self->held, g_object_unref);
  self->n_bytes = 0;
  self->n_lost = 0;
  if (n_removed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_removed, 0);
  notify_n_held (self);
}

void
fecho_message_log_get_rates (FechoMessageLog   *self,
                             FechoMessageRates *ret_rates)
{
  gint64 now = get_second ();
  FechoMessageRates rates = { 0 };
  double watched_s;
  double s;

  g_return_if_fail (FECHO_IS_MESSAGE_LOG (self));

  watched_s = (double)(fecho_clock_monotonic_us () - self->watched_at_us) / G_USEC_PER_SEC;
  s = CLAMP (watched_s, 1, RATE_SECONDS);
  for (guint i = 0; i < RATE_SECONDS; i++)
    {
      const Second *second = &self->seconds[i];

      if (second->second <= now - RATE_SECONDS)
        continue;
      rates.n_in += second->n_in / s;
      rates.n_out += second->n_out / s;
      rates.n_bytes += (double)second->n_bytes / s;
    }
  *ret_rates = rates;
}

/* -- saving */

static GPtrArray *
dup_messages (FechoMessageLog *self)
{
  GPtrArray *messages = g_ptr_array_new_full (self->n_messages, g_object_unref);

  for (guint i = 0; i < self->n_messages; i++)
    g_ptr_array_add (messages, g_object_ref (get_message (self, i)));

  return messages;
}

void
fecho_message_log_save_async (FechoMessageLog     *self,
                              const char          *path,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GPtrArray) messages = NULL;
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (FECHO_IS_MESSAGE_LOG (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_message_log_save_async);
  messages = dup_messages (self);
  fecho_message_file_write (task, path, messages);
}

gint64
fecho_message_log_save_finish (FechoMessageLog  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
