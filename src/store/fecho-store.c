/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-store-private.h"

#include "fecho-folds.h"
#include "fecho-opening.h"
#include "fecho-record.h"

G_DEFINE_FINAL_TYPE (FechoStore, fecho_store, G_TYPE_OBJECT)

typedef enum
{
  PROP_FAULT = 1,
  PROP_N_WAITING,
  PROP_N_DROPPED,
  PROP_N_UNINDEXED,
  PROP_CLAIMED,
} FechoStoreProperty;

static GParamSpec *properties[PROP_CLAIMED + 1];

enum
{
  SIGNAL_COMMITTED,
  SIGNAL_DAMAGE_MENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* -- what the threads tell */

/* Where news of a thread go: the store, as long as it lives, on its context. */
typedef struct
{
  GWeakRef store;
  GMainContext *context;
} Mailbox;

/* One piece of news. */
typedef struct
{
  FechoStore *store;
  GPtrArray *events;
  GError *fault;
  gint64 fold;                  /* damaged */
} Letter;

static Mailbox *
mailbox_new (FechoStore *self)
{
  Mailbox *mailbox = g_new0 (Mailbox, 1);

  g_weak_ref_init (&mailbox->store, self);
  mailbox->context = g_main_context_ref (self->context);

  return mailbox;
}

static void
mailbox_free (gpointer data)
{
  Mailbox *mailbox = data;

  g_weak_ref_clear (&mailbox->store);
  g_main_context_unref (mailbox->context);
  g_free (mailbox);
}

static void
letter_free (gpointer data)
{
  Letter *letter = data;

  g_clear_object (&letter->store);
  g_clear_pointer (&letter->events, g_ptr_array_unref);
  g_clear_error (&letter->fault);
  g_free (letter);
}

/* Takes what the letter holds; its reference is dropped on the context of the store. */
static void
send (Mailbox      *mailbox,
      GSourceFunc   func,
      const Letter *content)
{
  Letter *letter = g_memdup2 (content, sizeof *content);

  letter->store = g_weak_ref_get (&mailbox->store);
  fecho_post_call (mailbox->context, func, letter, letter_free);
}

static void
set_number (FechoStore         *self,
            guint64            *field,
            guint64             value,
            FechoStoreProperty  property)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
update_numbers (FechoStore *self)
{
  if (self->writer == NULL)
    return;
  set_number (self, &self->n_waiting, fecho_writer_get_n_waiting (self->writer), PROP_N_WAITING);
  set_number (self, &self->n_dropped, fecho_writer_get_n_dropped (self->writer), PROP_N_DROPPED);
  set_number (self, &self->n_unindexed, fecho_writer_get_n_unindexed (self->writer),
              PROP_N_UNINDEXED);
}

static gboolean
emit_committed (gpointer data)
{
  Letter *letter = data;

  if (letter->store == NULL)
    return G_SOURCE_REMOVE;
  update_numbers (letter->store);
  g_signal_emit (letter->store, signals[SIGNAL_COMMITTED], 0, letter->events);

  return G_SOURCE_REMOVE;
}

/* Notified when it comes, when it is another one, and when it goes; not at every try. */
static gboolean
update_fault (gpointer data)
{
  Letter *letter = data;
  FechoStore *self = letter->store;
  gboolean same;

  if (self == NULL)
    return G_SOURCE_REMOVE;

  same = self->fault != NULL && letter->fault != NULL && self->fault->code == letter->fault->code;
  if (!same && (self->fault != NULL || letter->fault != NULL))
    {
      g_clear_error (&self->fault);
      self->fault = g_steal_pointer (&letter->fault);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAULT]);
    }
  update_numbers (self);

  return G_SOURCE_REMOVE;
}

static gboolean
update_claimed (gpointer data)
{
  Letter *letter = data;

  if (letter->store == NULL || letter->store->claimed)
    return G_SOURCE_REMOVE;
  letter->store->claimed = TRUE;
  g_object_notify_by_pspec (G_OBJECT (letter->store), properties[PROP_CLAIMED]);

  return G_SOURCE_REMOVE;
}

static void
tell_committed_on_writer (GPtrArray *events,
                          gpointer   user_data)
{
  Letter letter = { .events = g_ptr_array_ref (events) };

  send (user_data, emit_committed, &letter);
}

static void
tell_fault_on_writer (const GError *fault,
                      gpointer      user_data)
{
  Letter letter = { .fault = fault != NULL ? g_error_copy (fault) : NULL };

  send (user_data, update_fault, &letter);
}

static void
tell_claimed_on_writer (gpointer user_data)
{
  Letter letter = { 0 };

  send (user_data, update_claimed, &letter);
}

static void
tell_changed_on_reader (gpointer user_data)
{
  Letter letter = { .events = fecho_record_new_array () };

  send (user_data, emit_committed, &letter);
}

/* Until it is mended, other queries may meet the same fold. */
static void
refold_on_writer (FechoWriter *writer,
                  FechoBatch  *batch,
                  GTask       *task)
{
  const gint64 *fold = g_task_get_task_data (task);
  GError *error = NULL;

  /* Where that fails the events themselves are read on. */
  (void)fecho_folds_refold (fecho_batch_get_db (batch), *fold, &error);
  fecho_post_done (task, error);
}

static gboolean
mend_fold (gpointer data)
{
  Letter *letter = data;
  FechoStore *self = letter->store;

  if (self == NULL)
    return G_SOURCE_REMOVE;
  if (self->writer != NULL && letter->fold != self->mended_fold)
    {
      GTask *task = g_task_new (self, NULL, NULL, NULL);

      self->mended_fold = letter->fold;
      g_task_set_task_data (task, g_memdup2 (&letter->fold, sizeof letter->fold), g_free);
      fecho_writer_push_task (self->writer, task, refold_on_writer);
    }
  if (self->damage_told)
    return G_SOURCE_REMOVE;
  self->damage_told = TRUE;
  g_signal_emit (self, signals[SIGNAL_DAMAGE_MENDED], 0);

  return G_SOURCE_REMOVE;
}

static void
tell_damaged_on_reader (gint64   fold,
                        gpointer user_data)
{
  Letter letter = { .fold = fold };

  send (user_data, mend_fold, &letter);
}

static const FechoWriterEvents writer_events = {
  tell_committed_on_writer,
  tell_fault_on_writer,
  tell_claimed_on_writer,
};

/* The thread that writes also looks whether others have. */
static const FechoReaderEvents reader_beside_writer_events = { NULL, tell_damaged_on_reader };

static const FechoReaderEvents reader_events = { tell_changed_on_reader, tell_damaged_on_reader };

/* -- the object */

/* Two events of GLib's own may come before the thread has ended; nobody waits for it here. */
static void
stop_threads (FechoStore *self,
              GTask      *task)
{
  GThread *reader_thread = fecho_reader_stop (self->reader);

  if (self->writer != NULL)
    {
      fecho_writer_stop (self->writer, reader_thread, task);
    }
  else
    {
      g_thread_unref (reader_thread);
      if (task != NULL)
        g_task_return_boolean (task, TRUE);
      g_clear_object (&task);
    }
  g_clear_pointer (&self->reader, fecho_reader_unref);
  g_clear_pointer (&self->writer, fecho_writer_unref);
}

static void
fecho_store_dispose (GObject *object)
{
  FechoStore *self = FECHO_STORE (object);

  if (self->reader != NULL)
    stop_threads (self, NULL);

  G_OBJECT_CLASS (fecho_store_parent_class)->dispose (object);
}

static void
fecho_store_finalize (GObject *object)
{
  FechoStore *self = FECHO_STORE (object);

  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->run, g_free);
  g_clear_error (&self->fault);
  g_clear_pointer (&self->outbox, fecho_lock_free);

  G_OBJECT_CLASS (fecho_store_parent_class)->finalize (object);
}

static void
fecho_store_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  FechoStore *self = FECHO_STORE (object);

  switch ((FechoStoreProperty)prop_id)
    {
    case PROP_FAULT:
      g_value_set_boxed (value, self->fault);
      break;

    case PROP_N_WAITING:
      g_value_set_uint64 (value, fecho_store_get_n_waiting (self));
      break;

    case PROP_N_DROPPED:
      g_value_set_uint64 (value, fecho_store_get_n_dropped (self));
      break;

    case PROP_N_UNINDEXED:
      g_value_set_uint64 (value, self->n_unindexed);
      break;

    case PROP_CLAIMED:
      g_value_set_boolean (value, self->claimed);
      break;
    }
}

static void
fecho_store_class_init (FechoStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = fecho_store_dispose;
  object_class->finalize = fecho_store_finalize;
  object_class->get_property = fecho_store_get_property;

  properties[PROP_FAULT] = g_param_spec_boxed ("fault", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_N_WAITING] = g_param_spec_uint64 ("n-waiting", NULL, NULL,
                                                    0, G_MAXUINT64, 0, flags);
  properties[PROP_N_DROPPED] = g_param_spec_uint64 ("n-dropped", NULL, NULL,
                                                    0, G_MAXUINT64, 0, flags);
  properties[PROP_N_UNINDEXED] = g_param_spec_uint64 ("n-unindexed", NULL, NULL,
                                                      0, G_MAXUINT64, 0, flags);
  properties[PROP_CLAIMED] = g_param_spec_boolean ("claimed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_COMMITTED] = g_signal_new ("committed", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_DAMAGE_MENDED] = g_signal_new ("damage-mended", G_TYPE_FROM_CLASS (klass),
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 0);
}

static void
fecho_store_init (FechoStore *self)
{
}

/* -- opening and closing */

typedef struct
{
  char *path;
  FechoStoreMode mode;
} OpenRequest;

static void
open_request_free (gpointer data)
{
  OpenRequest *request = data;

  g_free (request->path);
  g_free (request);
}

static void
open_on_job (GTask *task)
{
  OpenRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  FechoOpening *opening = fecho_opening_new (request->path, request->mode, &error);

  fecho_post_pointer (task, opening, (GDestroyNotify)fecho_opening_free, error);
}

void
fecho_store_open_async (const char          *path,
                        FechoStoreMode       mode,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenRequest *request = g_new0 (OpenRequest, 1);

  g_return_if_fail (path != NULL);

  request->path = g_canonicalize_filename (path, NULL);
  request->mode = mode;
  g_task_set_source_tag (task, fecho_store_open_async);
  g_task_set_task_data (task, request, open_request_free);
  fecho_post_start_job (g_steal_pointer (&task), open_on_job);
}

FechoStore *
fecho_store_open_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_autoptr(FechoOpening) opening = NULL;
  g_autoptr(FechoStore) self = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  opening = g_task_propagate_pointer (G_TASK (result), error);
  if (opening == NULL)
    return NULL;

  self = g_object_new (FECHO_TYPE_STORE, NULL);
  self->context = g_main_context_ref (g_task_get_context (G_TASK (result)));
  self->path = g_strdup (opening->path);
  self->n_recovered = opening->n_recovered;
  self->run = opening->run != NULL ? g_strdup (opening->run->uuid) : NULL;
  self->claimed = opening->run != NULL && opening->run->claim != NULL;
  self->reader = fecho_reader_new (g_steal_pointer (&opening->reader),
                                   opening->writer != NULL ? &reader_beside_writer_events
                                   : &reader_events, mailbox_new (self), mailbox_free);
  if (opening->writer != NULL)
    self->writer = fecho_writer_new (g_steal_pointer (&opening->writer),
                                     g_steal_pointer (&opening->run),
                                     &writer_events, mailbox_new (self), mailbox_free);

  return g_steal_pointer (&self);
}

void
fecho_store_close_async (FechoStore          *self,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (FECHO_IS_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fecho_store_close_async);
  if (self->reader != NULL)
    stop_threads (self, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
fecho_store_close_finish (FechoStore    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
fecho_store_get_path (FechoStore *self)
{
  g_return_val_if_fail (FECHO_IS_STORE (self), NULL);

  return self->path;
}

const char *
fecho_store_get_run (FechoStore *self)
{
  g_return_val_if_fail (FECHO_IS_STORE (self), NULL);

  return self->run;
}

guint
fecho_store_get_n_recovered (FechoStore *self)
{
  g_return_val_if_fail (FECHO_IS_STORE (self), 0);

  return self->n_recovered;
}

const GError *
fecho_store_get_fault (FechoStore *self)
{
  g_return_val_if_fail (FECHO_IS_STORE (self), NULL);

  return self->fault;
}

guint64
fecho_store_get_n_waiting (FechoStore *self)
{
  g_return_val_if_fail (FECHO_IS_STORE (self), 0);

  return self->writer != NULL ? fecho_writer_get_n_waiting (self->writer) : self->n_waiting;
}

guint64
fecho_store_get_n_dropped (FechoStore *self)
{
  g_return_val_if_fail (FECHO_IS_STORE (self), 0);

  return self->writer != NULL ? fecho_writer_get_n_dropped (self->writer) : self->n_dropped;
}

guint64
fecho_store_get_n_unindexed (FechoStore *self)
{
  g_return_val_if_fail (FECHO_IS_STORE (self), 0);

  return self->n_unindexed;
}

gboolean
fecho_store_is_claimed (FechoStore *self)
{
  g_return_val_if_fail (FECHO_IS_STORE (self), FALSE);

  return self->claimed;
}

/* -- writing */

static gboolean
push (FechoStore  *self,
      FechoChange *change)
{
  gboolean taken = fecho_writer_push (self->writer, change);

  if (!taken)
    update_numbers (self);

  return taken;
}

void
fecho_store_save_session (FechoStore          *self,
                          const FechoEndpoint *endpoint,
                          guint                position)
{
  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (self->writer != NULL);
  g_return_if_fail (endpoint != NULL);

  (void)push (self, fecho_change_new_save (endpoint, position)); /* counted where it was dropped */
}

void
fecho_store_place_sessions (FechoStore        *self,
                            const char *const *sessions,
                            guint              first_position)
{
  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (self->writer != NULL);
  g_return_if_fail (sessions != NULL);

  (void)push (self, fecho_change_new_place (sessions, first_position)); /* as above */
}

void
fecho_store_remove_session (FechoStore *self,
                            const char *session_id)
{
  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (self->writer != NULL);
  g_return_if_fail (session_id != NULL);

  (void)push (self, fecho_change_new_remove (session_id)); /* as above */
}

void
fecho_store_record_opened (FechoStore *self,
                           const char *session_id,
                           gint64      opened_at_us,
                           gint64      handshake_us)
{
  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (self->writer != NULL && self->run != NULL);
  g_return_if_fail (session_id != NULL);

  /* Counted where it was dropped. */
  (void)push (self, fecho_change_new_opened (session_id, opened_at_us, handshake_us));
}

gboolean
fecho_store_record_close (FechoStore      *self,
                          FechoCloseEvent *event)
{
  g_return_val_if_fail (FECHO_IS_STORE (self), FALSE);
  g_return_val_if_fail (self->writer != NULL && self->run != NULL, FALSE);
  g_return_val_if_fail (event != NULL, FALSE);

  return push (self, fecho_change_new_close (event));
}

void
fecho_store_record_state (FechoStore     *self,
                          const char     *session_id,
                          FechoStateKind  kind,
                          gint64          at_us,
                          const char     *detail)
{
  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (self->writer != NULL);

  (void)push (self, fecho_change_new_state (session_id, kind, at_us, detail)); /* as above */
}
