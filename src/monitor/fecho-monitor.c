/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-monitor-private.h"

#include "fecho-clock.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-error.h"
#include "fecho-host-watch.h"
#include "fecho-judge.h"
#include "fecho-keyring.h"
#include "fecho-outbox-private.h"
#include "fecho-session-list.h"

/* For the keyring, while the window is gone and a person cannot unlock it. */
#define KEYRING_DEADLINE_MS 2000

struct _FechoMonitor
{
  GObject parent_instance;

  FechoMonitorFlags flags;
  gboolean loaded;              /* the sessions of the history are in the list */
  FechoStore *store;
  FechoNet *net;                /* NULL: nothing is watched by us */
  FechoJudge *judge;            /* NULL as well then */
  FechoHostWatch *host_watch;   /* likewise, and in the demo */
  FechoOutbox *outbox;          /* NULL: nothing is sent anywhere */
  FechoSessionList *sessions;
  FechoKeyring *keyring;
  GHashTable *open_sessions;    /* set, borrowed */
  GPtrArray *ending;            /* removed ones whose connection is still closing, and guests */
  gboolean closed;              /* close_async was called */
  GTask *closing;               /* of close_async */
  guint n_unended;              /* what closing waits for: sessions, what is held, the keyring */
  guint n_held;                 /* work that is to end before: a probe's */
};

typedef enum
{
  PROP_SESSIONS = 1,
  PROP_N_OPEN,
  PROP_FAULT,
  PROP_N_WAITING,
  PROP_N_DROPPED,
  PROP_SECRETS_FAULT,
} FechoMonitorProperty;

static GParamSpec *properties[PROP_SECRETS_FAULT + 1];

enum
{
  SIGNAL_COMMITTED,
  SIGNAL_DAMAGE_MENDED,
  SIGNAL_MARKED,
  SIGNAL_STATE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FechoMonitor, fecho_monitor, G_TYPE_OBJECT)

static void
save_session (FechoMonitor *self,
              FechoSession *session)
{
  guint position = 0;

  if (fecho_session_list_get_position (self->sessions, session, &position))
    fecho_store_save_session (self->store, fecho_session_get_endpoint (session), position);
}

/* Those from one position up to another have moved; nothing else of them has changed. */
static void
place_sessions (FechoMonitor *self,
                guint         first,
                guint         end)
{
  GListModel *model = G_LIST_MODEL (self->sessions);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;

  if (first >= end)
    return;
  for (guint i = first; i < end; i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (model, i);

      g_strv_builder_add (builder, fecho_session_get_id (session));
    }
  ids = g_strv_builder_end (builder);
  fecho_store_place_sessions (self->store, (const char *const *)ids, first);
}

static void
place_from (FechoMonitor *self,
            guint         first)
{
  place_sessions (self, first, g_list_model_get_n_items (G_LIST_MODEL (self->sessions)));
}

static void
close_store_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (fecho_store_close_finish (FECHO_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
outbox_ended_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  FechoMonitor *self = g_task_get_source_object (user_data);

  fecho_outbox_end_finish (FECHO_OUTBOX (object), result);
  fecho_store_close_async (self->store, close_store_cb, user_data);
}

/* All that will be recorded is; takes closing. */
static void
send_and_close (FechoMonitor *self,
                GTask        *closing)
{
  if (self->outbox != NULL)
    fecho_outbox_end_async (self->outbox, outbox_ended_cb, closing);
  else
    fecho_store_close_async (self->store, close_store_cb, closing);
}

static void
judge_ended_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  FechoMonitor *self = g_task_get_source_object (user_data);

  fecho_judge_end_finish (FECHO_JUDGE (object), result);
  send_and_close (self, user_data);
}

/* One of those that closing waits for has ended: the last one lets the history go. */
static void
go_on_closing (FechoMonitor *self)
{
  self->n_unended--;
  if (self->n_unended > 0)
    return;

  if (self->net != NULL)
    fecho_net_stop (self->net);
  if (self->judge != NULL)
    fecho_judge_end_async (self->judge, judge_ended_cb, g_steal_pointer (&self->closing));
  else
    send_and_close (self, g_steal_pointer (&self->closing));
}

static void
ended_cb (FechoSession *session,
          gpointer      data)
{
  FechoMonitor *self = data;

  g_ptr_array_remove (self->ending, session);
  if (self->closing != NULL)
    go_on_closing (self);
}

static void
state_changed_cb (FechoSession *session,
                  gpointer      data)
{
  FechoMonitor *self = data;
  gboolean changed;

  if (fecho_session_get_state (session) == FECHO_SESSION_OPEN)
    changed = g_hash_table_add (self->open_sessions, session);
  else
    changed = g_hash_table_remove (self->open_sessions, session);
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0, session);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_OPEN]);
}

static void
endpoint_changed_cb (FechoSession *session,
                     gpointer      data)
{
  save_session (data, session);
}

static const FechoSessionFuncs session_funcs = { state_changed_cb, endpoint_changed_cb, ended_cb };

static void
committed_cb (FechoStore   *store,
              GPtrArray    *events,
              FechoMonitor *self)
{
  g_signal_emit (self, signals[SIGNAL_COMMITTED], 0, events);
}

/* Views are told as of a commit of another run: no event is new, what is known of some is. */
static void
judged_cb (FechoMonitor *self)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  g_signal_emit (self, signals[SIGNAL_COMMITTED], 0, none);
}

static void
damage_mended_cb (FechoStore   *store,
                  FechoMonitor *self)
{
  g_signal_emit (self, signals[SIGNAL_DAMAGE_MENDED], 0);
}

static void
store_notify_cb (FechoStore   *store,
                 GParamSpec   *pspec,
                 FechoMonitor *self)
{
  if (g_str_equal (pspec->name, "fault"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAULT]);
  else if (g_str_equal (pspec->name, "n-waiting"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
  else if (g_str_equal (pspec->name, "n-dropped"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DROPPED]);
}

static void
keyring_fault_cb (FechoMonitor *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECRETS_FAULT]);
}

static void
keyring_ended_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(FechoMonitor) self = user_data;

  fecho_keyring_end_finish (FECHO_KEYRING (object), result);
  go_on_closing (self);
}

static FechoSession *
make_session (FechoMonitor        *self,
              FechoNet            *net,
              const FechoEndpoint *endpoint)
{
  FechoSession *session = fecho_session_new (self->store, net, endpoint);

  fecho_session_set_owner (session, &session_funcs, self);

  return session;
}

static GPtrArray *
make_sessions (FechoMonitor *self,
               FechoNet     *net,
               GPtrArray    *endpoints)
{
  GPtrArray *sessions = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < endpoints->len; i++)
    g_ptr_array_add (sessions, make_session (self, net, endpoints->pdata[i]));

  return sessions;
}

static void
fecho_monitor_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  FechoMonitor *self = FECHO_MONITOR (object);

  switch ((FechoMonitorProperty)prop_id)
    {
    case PROP_SESSIONS:
      g_value_set_object (value, self->sessions);
      break;
    case PROP_N_OPEN:
      g_value_set_uint (value, fecho_monitor_get_n_open (self));
      break;
    case PROP_FAULT:
      g_value_set_boxed (value, fecho_monitor_get_fault (self));
      break;
    case PROP_N_WAITING:
      g_value_set_uint64 (value, fecho_monitor_get_n_waiting (self));
      break;
    case PROP_N_DROPPED:
      g_value_set_uint64 (value, fecho_monitor_get_n_dropped (self));
      break;
    case PROP_SECRETS_FAULT:
      g_value_set_boxed (value, fecho_monitor_get_secrets_fault (self));
      break;
    }
}

/* Who still has one sees no more than its last state. */
static void
disown_sessions (FechoMonitor *self)
{
  GListModel *model = G_LIST_MODEL (self->sessions);

  if (model == NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (model, i);

      fecho_session_set_owner (session, NULL, NULL);
    }
  for (guint i = 0; i < self->ending->len; i++)
    fecho_session_set_owner (g_ptr_array_index (self->ending, i), NULL, NULL);
}

static void
fecho_monitor_dispose (GObject *object)
{
  FechoMonitor *self = FECHO_MONITOR (object);

  disown_sessions (self);
  g_clear_object (&self->keyring);
  g_clear_pointer (&self->ending, g_ptr_array_unref);
  g_clear_object (&self->sessions);
  g_clear_pointer (&self->open_sessions, g_hash_table_unref);
  g_clear_object (&self->host_watch);
  g_clear_object (&self->judge);
  g_clear_object (&self->outbox);
  g_clear_object (&self->net);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (fecho_monitor_parent_class)->dispose (object);
}

static void
fecho_monitor_class_init (FechoMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fecho_monitor_get_property;
  object_class->dispose = fecho_monitor_dispose;

  properties[PROP_SESSIONS] = g_param_spec_object ("sessions", NULL, NULL, G_TYPE_LIST_MODEL,
                                                   flags);
  properties[PROP_N_OPEN] = g_param_spec_uint ("n-open", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_FAULT] = g_param_spec_boxed ("fault", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_N_WAITING] = g_param_spec_uint64 ("n-waiting", NULL, NULL, 0, G_MAXUINT64, 0,
                                                    flags);
  properties[PROP_N_DROPPED] = g_param_spec_uint64 ("n-dropped", NULL, NULL, 0, G_MAXUINT64, 0,
                                                    flags);
  properties[PROP_SECRETS_FAULT] = g_param_spec_boxed ("secrets-fault", NULL, NULL, G_TYPE_ERROR,
                                                       flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_COMMITTED] = g_signal_new ("committed", FECHO_TYPE_MONITOR, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_DAMAGE_MENDED] = g_signal_new ("damage-mended", FECHO_TYPE_MONITOR,
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 0);
  signals[SIGNAL_MARKED] = g_signal_new ("marked", FECHO_TYPE_MONITOR, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_ARRAY,
                                         G_TYPE_BOOLEAN);
  signals[SIGNAL_STATE_CHANGED] = g_signal_new ("state-changed", FECHO_TYPE_MONITOR,
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 1, FECHO_TYPE_SESSION);
}

static void
fecho_monitor_init (FechoMonitor *self)
{
  self->sessions = fecho_session_list_new ();
  self->open_sessions = g_hash_table_new (NULL, NULL);
  self->ending = g_ptr_array_new_with_free_func (g_object_unref);
  self->keyring = fecho_keyring_new (G_LIST_MODEL (self->sessions));
  g_signal_connect_object (self->keyring, "notify::fault", G_CALLBACK (keyring_fault_cb), self,
                           G_CONNECT_SWAPPED);
}

/* -- opening: the history, the sessions in it */

/* Those of endpoints, all in their order, that are not in the list yet. */
static void
take_missing (FechoMonitor *self,
              GPtrArray    *endpoints,
              gboolean      watch)
{
  g_autoptr(GPtrArray) missing = g_ptr_array_new ();
  g_autoptr(GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GPtrArray) sessions = NULL;

  for (guint i = 0; i < endpoints->len; i++)
    {
      FechoEndpoint *endpoint = g_ptr_array_index (endpoints, i);

      if (fecho_session_list_lookup (self->sessions, endpoint->id) != NULL)
        continue;
      g_ptr_array_add (missing, endpoint);
      g_array_append_val (positions, i);
    }
  sessions = make_sessions (self, watch ? self->net : NULL, missing);
  fecho_session_list_insert (self->sessions, sessions,
                             (const guint *)(gpointer)positions->data);
  for (guint i = 0; watch && i < sessions->len; i++)
    fecho_session_start (sessions->pdata[i]);
}

static void
leave_sessions (FechoMonitor *self)
{
  GListModel *model = G_LIST_MODEL (self->sessions);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (model, i);

      fecho_session_leave (session);
    }
}

static void
take_sessions (FechoMonitor *self,
               GPtrArray    *endpoints)
{
  gboolean wanted = (self->flags & FECHO_MONITOR_WATCH_STORED) != 0;
  gboolean watch = wanted && fecho_store_is_claimed (self->store);

  take_missing (self, endpoints, watch);
  if (wanted && !watch)
    leave_sessions (self);
  if (watch)
    fecho_keyring_load (self->keyring, endpoints);
  self->loaded = TRUE;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FechoMonitor *self = g_task_get_task_data (task);
  g_autoptr(GPtrArray) endpoints = NULL;
  GError *error = NULL;

  endpoints = fecho_store_load_sessions_finish (FECHO_STORE (object), result, &error);
  if (endpoints == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  take_sessions (self, endpoints);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

/* -- taking over, when the run that watched them has ended */

/* The other run has taken them off the list. */
static void
drop_sessions_without (FechoMonitor *self,
                       GPtrArray    *endpoints)
{
  GListModel *model = G_LIST_MODEL (self->sessions);
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) gone = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < endpoints->len; i++)
    g_hash_table_add (ids, ((FechoEndpoint *)endpoints->pdata[i])->id);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (model, i);

      if (fecho_session_is_watched (session) ||
          g_hash_table_contains (ids, fecho_session_get_id (session)))
        continue;
      fecho_session_set_owner (session, NULL, NULL);
      g_ptr_array_add (gone, g_steal_pointer (&session));
    }
  fecho_session_list_remove (self->sessions, gone);
}

/* Those of the list that nobody watches any more. */
static void
take_over (FechoMonitor *self,
           GPtrArray    *endpoints)
{
  for (guint i = 0; i < endpoints->len; i++)
    {
      const FechoEndpoint *endpoint = endpoints->pdata[i];
      FechoSession *session = fecho_session_list_lookup (self->sessions, endpoint->id);

      if (session != NULL && !fecho_session_is_watched (session))
        fecho_session_take_over (session, self->net, endpoint);
    }
}

static void
reloaded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(FechoMonitor) self = user_data;
  g_autoptr(GPtrArray) endpoints = NULL;
  g_autoptr(GError) error = NULL;

  endpoints = fecho_store_load_sessions_finish (FECHO_STORE (object), result, &error);
  if (endpoints == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        g_warning ("The sessions cannot be taken over: %s", error->message);
      return;
    }
  if (self->closing != NULL)
    return;
  drop_sessions_without (self, endpoints);
  take_over (self, endpoints);
  take_missing (self, endpoints, TRUE);
  fecho_keyring_load (self->keyring, endpoints);
}

static void
claimed_cb (FechoStore   *store,
            GParamSpec   *pspec,
            FechoMonitor *self)
{
  if (self->loaded && self->closing == NULL)
    fecho_store_load_sessions_async (store, NULL, reloaded_cb, g_object_ref (self));
}

/* -- sessions that came into the history by another way than this object */

static void
noticed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FechoMonitor *self = g_task_get_source_object (task);
  gboolean watch = (self->flags & FECHO_MONITOR_WATCH_STORED) != 0 &&
                   fecho_store_is_claimed (self->store);
  g_autoptr(GPtrArray) endpoints = NULL;
  GError *error = NULL;

  endpoints = fecho_store_load_sessions_finish (FECHO_STORE (object), result, &error);
  if (endpoints == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (self->closing == NULL)
    take_missing (self, endpoints, watch);
  g_task_return_boolean (task, TRUE);
}

void
fecho_monitor_notice_sessions_async (FechoMonitor        *self,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (FECHO_IS_MONITOR (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fecho_monitor_notice_sessions_async);
  fecho_store_load_sessions_async (self->store, NULL, noticed_cb, task);
}

gboolean
fecho_monitor_notice_sessions_finish (FechoMonitor  *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FechoMonitor *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->store = fecho_store_open_finish (result, &error);
  if (self->store == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if ((self->flags & FECHO_MONITOR_REQUIRE_STORED) && !fecho_store_is_claimed (self->store))
    {
      g_task_return_new_error (task, FECHO_ERROR, FECHO_ERROR_IN_USE,
                               "Another run of Fecho watches the sessions of %s",
                               fecho_store_get_path (self->store));
      return;
    }

  if (self->flags & FECHO_MONITOR_WATCH)
    {
      self->net = fecho_net_new ();
      self->judge = fecho_judge_new (self->store, G_LIST_MODEL (self->sessions));
      g_signal_connect_object (self->judge, "judged", G_CALLBACK (judged_cb), self,
                               G_CONNECT_SWAPPED);
    }
  if (self->net != NULL && (self->flags & FECHO_MONITOR_NOT_THE_HOST) == 0)
    self->host_watch = fecho_host_watch_new (self->store, g_network_monitor_get_default (), "/");
  g_signal_connect_object (self->store, "committed", G_CALLBACK (committed_cb), self, 0);
  g_signal_connect_object (self->store, "damage-mended", G_CALLBACK (damage_mended_cb), self, 0);
  g_signal_connect_object (self->store, "notify", G_CALLBACK (store_notify_cb), self, 0);
  g_signal_connect_object (self->store, "notify::claimed", G_CALLBACK (claimed_cb), self, 0);
  fecho_store_load_sessions_async (self->store, g_task_get_cancellable (task), loaded_cb,
                                   g_object_ref (task));
}

static FechoStoreMode
get_store_mode (FechoMonitorFlags flags)
{
  if (flags & FECHO_MONITOR_WATCH_STORED)
    return FECHO_STORE_WATCH_STORED;
  if (flags & FECHO_MONITOR_WATCH)
    return FECHO_STORE_WATCH;

  return flags & FECHO_MONITOR_EDIT ? FECHO_STORE_EDIT : FECHO_STORE_READ;
}

static void
dictionaries_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FechoMonitor *self = g_task_get_task_data (task);

  fecho_dictionary_shelf_read_finish (FECHO_DICTIONARY_SHELF (object), result);
  fecho_store_open_async (g_object_get_data (G_OBJECT (task), "path"),
                          get_store_mode (self->flags), g_task_get_cancellable (task), opened_cb,
                          g_object_ref (task));
}

void
fecho_monitor_open_async (const char          *path,
                          FechoMonitorFlags    flags,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  FechoMonitor *self = g_object_new (FECHO_TYPE_MONITOR, NULL);

  if (flags & FECHO_MONITOR_WATCH_STORED)
    flags |= FECHO_MONITOR_WATCH;
  self->flags = flags;
  g_task_set_source_tag (task, fecho_monitor_open_async);
  g_task_set_task_data (task, self, g_object_unref);
  g_object_set_data_full (G_OBJECT (task), "path",
                          path != NULL ? g_strdup (path) : fecho_monitor_dup_default_path (),
                          g_free);
  fecho_dictionary_shelf_read_async (fecho_dictionary_shelf_get_default (), dictionaries_cb,
                                     g_object_ref (task));
}

FechoMonitor *
fecho_monitor_open_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fecho_monitor_close_async (FechoMonitor        *self,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GListModel *model;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (self->closing == NULL);

  self->closed = TRUE;
  self->closing = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->closing, fecho_monitor_close_async);
  g_clear_object (&self->host_watch);
  model = G_LIST_MODEL (self->sessions);
  self->n_unended = g_list_model_get_n_items (model) + self->ending->len + self->n_held + 1;
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (model, i);

      fecho_session_quit (session);
    }
  fecho_keyring_end_async (self->keyring,
                           self->flags & FECHO_MONITOR_WATCH ? KEYRING_DEADLINE_MS : 0,
                           keyring_ended_cb, g_object_ref (self));
}

gboolean
fecho_monitor_close_finish (FechoMonitor  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
fecho_monitor_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "fecho", "history.db", NULL);
}

const char *
fecho_monitor_get_path (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return fecho_store_get_path (self->store);
}

FechoStore *
fecho_monitor_get_store (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return self->store;
}

void
fecho_monitor_record_host (FechoMonitor   *self,
                           FechoStateKind  kind,
                           const char     *detail)
{
  g_return_if_fail (FECHO_IS_MONITOR (self));

  if (!self->closed)
    fecho_store_record_state (self->store, NULL, kind, fecho_clock_wall_us (), detail);
}

void
fecho_monitor_set_outbox (FechoMonitor *self,
                          FechoOutbox  *outbox)
{
  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (FECHO_IS_OUTBOX (outbox));

  g_set_object (&self->outbox, outbox);
}

void
fecho_monitor_hold (FechoMonitor *self)
{
  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (self->closing == NULL);

  self->n_held++;
}

void
fecho_monitor_release (FechoMonitor *self)
{
  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (self->n_held > 0);

  self->n_held--;
  if (self->closing != NULL)
    go_on_closing (self);
}

FechoNet *
fecho_monitor_get_net (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return self->net;
}

/* -- sessions */

GListModel *
fecho_monitor_get_sessions (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return G_LIST_MODEL (self->sessions);
}

FechoIdList *
fecho_monitor_get_session_ids (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return fecho_session_list_get_ids (self->sessions);
}

guint
fecho_monitor_get_n_open (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), 0);

  return g_hash_table_size (self->open_sessions);
}

FechoSession *
fecho_monitor_find_session (FechoMonitor *self,
                            const char   *id_or_name)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return fecho_session_list_find (self->sessions, id_or_name);
}

FechoSession *
fecho_monitor_lookup_session (FechoMonitor *self,
                              const char   *id)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return fecho_session_list_lookup (self->sessions, id);
}

static void
record_added (FechoMonitor        *self,
              const FechoEndpoint *endpoint)
{
  fecho_store_record_state (self->store, endpoint->id, FECHO_STATE_SESSION_ADDED,
                            fecho_clock_wall_us (), NULL);
}

/* Sessions that are in the list, from first on, are stored and started. */
static void
begin_sessions (FechoMonitor *self,
                GPtrArray    *sessions,
                guint         first)
{
  for (guint i = 0; i < sessions->len; i++)
    {
      FechoSession *session = g_ptr_array_index (sessions, i);

      save_session (self, session);
      fecho_keyring_keep (self->keyring, fecho_session_get_endpoint (session));
      record_added (self, fecho_session_get_endpoint (session));
    }
  place_from (self, first);
  for (guint i = 0; i < sessions->len; i++)
    fecho_session_start (sessions->pdata[i]);
}

void
fecho_monitor_add_sessions (FechoMonitor *self,
                            GPtrArray    *endpoints)
{
  g_autoptr(GPtrArray) sessions = NULL;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (endpoints != NULL);

  sessions = make_sessions (self, self->net, endpoints);
  begin_sessions (self, sessions, fecho_session_list_add (self->sessions, sessions));
}

FechoSession *
fecho_monitor_add_session (FechoMonitor        *self,
                           const FechoEndpoint *endpoint)
{
  g_autoptr(GPtrArray) sessions = NULL;

  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);
  g_return_val_if_fail (endpoint != NULL, NULL);

  sessions = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (sessions, make_session (self, self->net, endpoint));
  begin_sessions (self, sessions, fecho_session_list_add (self->sessions, sessions));

  return g_ptr_array_index (sessions, 0);
}

void
fecho_monitor_add_guests (FechoMonitor *self,
                          GPtrArray    *endpoints)
{
  g_autoptr(GPtrArray) sessions = NULL;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (endpoints != NULL);

  sessions = make_sessions (self, self->net, endpoints);
  fecho_session_list_add (self->sessions, sessions);
  for (guint i = 0; i < sessions->len; i++)
    {
      FechoSession *session = g_ptr_array_index (sessions, i);

      save_session (self, session);
      fecho_store_remove_session (self->store, fecho_session_get_id (session));
      record_added (self, fecho_session_get_endpoint (session));
      fecho_session_start (session);
    }
}

void
fecho_monitor_add_guest (FechoMonitor        *self,
                         const FechoEndpoint *endpoint)
{
  g_autoptr(GPtrArray) endpoints = g_ptr_array_new ();

  g_return_if_fail (endpoint != NULL);

  g_ptr_array_add (endpoints, (gpointer)endpoint);
  fecho_monitor_add_guests (self, endpoints);
}

/* Those that are not on their way out yet: who names one twice means it once. */
static GPtrArray *
list_leaving (FechoMonitor *self,
              GPtrArray    *sessions)
{
  GPtrArray *leaving = g_ptr_array_new ();

  for (guint i = 0; i < sessions->len; i++)
    if (!g_ptr_array_find (self->ending, sessions->pdata[i], NULL))
      {
        g_ptr_array_add (self->ending, g_object_ref (sessions->pdata[i]));
        g_ptr_array_add (leaving, sessions->pdata[i]);
      }

  return leaving;
}

void
fecho_monitor_remove_sessions (FechoMonitor *self,
                               GPtrArray    *sessions)
{
  g_autoptr(GPtrArray) leaving = NULL;
  guint first;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (sessions != NULL);

  leaving = list_leaving (self, sessions);
  first = fecho_session_list_remove (self->sessions, leaving);
  for (guint i = 0; i < leaving->len; i++)
    {
      FechoSession *session = g_ptr_array_index (leaving, i);

      fecho_store_remove_session (self->store, fecho_session_get_id (session));
      fecho_keyring_forget (self->keyring, fecho_session_get_endpoint (session));
      fecho_session_remove (session);
    }
  place_from (self, first);
}

void
fecho_monitor_remove_session (FechoMonitor *self,
                              FechoSession *session)
{
  g_autoptr(GPtrArray) sessions = g_ptr_array_new ();

  g_return_if_fail (FECHO_IS_SESSION (session));

  g_ptr_array_add (sessions, session);
  fecho_monitor_remove_sessions (self, sessions);
}

void
fecho_monitor_edit_session (FechoMonitor        *self,
                            FechoSession        *session,
                            const FechoEndpoint *endpoint)
{
  g_autoptr(FechoEndpoint) before = NULL;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (FECHO_IS_SESSION (session));
  g_return_if_fail (endpoint != NULL);

  before = fecho_endpoint_share (fecho_session_get_endpoint (session));
  fecho_session_set_endpoint (session, endpoint);
  save_session (self, session);
  fecho_keyring_update (self->keyring, before, fecho_session_get_endpoint (session));
}

void
fecho_monitor_choose_dictionary (FechoMonitor *self,
                                 FechoSession *session,
                                 const char   *chosen)
{
  g_autoptr(FechoEndpoint) changed = NULL;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (FECHO_IS_SESSION (session));

  changed = fecho_endpoint_copy (fecho_session_get_endpoint (session));
  g_free (changed->dictionary);
  changed->dictionary = g_strdup (chosen);
  fecho_session_set_endpoint (session, changed);
  save_session (self, session);
}

/* FALSE where it is in that group already. */
static gboolean
set_group (FechoSession *session,
           const char   *group)
{
  g_autoptr(FechoEndpoint) changed = NULL;

  if (g_strcmp0 (fecho_session_get_group (session), group) == 0)
    return FALSE;

  changed = fecho_endpoint_copy (fecho_session_get_endpoint (session));
  g_free (changed->group);
  changed->group = g_strdup (group);
  fecho_session_set_endpoint (session, changed);

  return TRUE;
}

/* Behind the last other session of a group, else at the end. */
static guint
find_end_of_group (FechoMonitor *self,
                   const char   *group,
                   FechoSession *except)
{
  GListModel *model = G_LIST_MODEL (self->sessions);
  guint n_items = g_list_model_get_n_items (model);

  for (guint i = n_items; i > 0; i--)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (model, i - 1);

      if (session != except && g_strcmp0 (fecho_session_get_group (session), group) == 0)
        return i;
    }

  return n_items;
}

void
fecho_monitor_move_session (FechoMonitor *self,
                            FechoSession *session,
                            const char   *group,
                            FechoSession *before)
{
  g_autofree char *kept_group = g_strdup (group);
  guint old_position = 0;
  guint position = 0;
  gboolean regrouped;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (FECHO_IS_SESSION (session));
  g_return_if_fail (before != session);

  if (!fecho_session_list_get_position (self->sessions, session, &old_position))
    return;
  if (before == NULL || !fecho_session_list_get_position (self->sessions, before, &position))
    position = find_end_of_group (self, kept_group, session);
  if (old_position < position)
    position--;

  regrouped = set_group (session, kept_group);
  fecho_session_list_move (self->sessions, session, position);
  if (regrouped)
    save_session (self, session);
  place_sessions (self, MIN (old_position, position), MAX (old_position, position) + 1);
}

void
fecho_monitor_restore_sessions (FechoMonitor *self,
                                GPtrArray    *endpoints,
                                const guint  *positions)
{
  g_autoptr(GPtrArray) sessions = NULL;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (endpoints != NULL);

  sessions = make_sessions (self, self->net, endpoints);
  begin_sessions (self, sessions, fecho_session_list_insert (self->sessions, sessions, positions));
}

/* -- the history */

const GError *
fecho_monitor_get_fault (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return fecho_store_get_fault (self->store);
}

static void
retried_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (fecho_store_retry_finish (FECHO_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
fecho_monitor_retry_saving_async (FechoMonitor        *self,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (FECHO_IS_MONITOR (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fecho_monitor_retry_saving_async);
  fecho_store_retry_async (self->store, retried_cb, task);
}

gboolean
fecho_monitor_retry_saving_finish (FechoMonitor  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

guint64
fecho_monitor_get_n_waiting (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), 0);

  return fecho_store_get_n_waiting (self->store);
}

guint64
fecho_monitor_get_n_dropped (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), 0);

  return fecho_store_get_n_dropped (self->store);
}

const GError *
fecho_monitor_get_secrets_fault (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return fecho_keyring_get_fault (self->keyring);
}

typedef struct
{
  GArray *ids;
  gboolean marked;
} Marking;

static void
marking_free (gpointer data)
{
  Marking *marking = data;

  g_array_unref (marking->ids);
  g_free (marking);
}

static void
marked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  const Marking *marking = g_task_get_task_data (task);
  GError *error = NULL;

  if (!fecho_store_mark_finish (FECHO_STORE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_signal_emit (g_task_get_source_object (task), signals[SIGNAL_MARKED], 0, marking->ids,
                 marking->marked);
  g_task_return_boolean (task, TRUE);
}

void
fecho_monitor_mark_async (FechoMonitor        *self,
                          GArray              *ids,
                          gboolean             marked,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Marking *marking = g_new0 (Marking, 1);

  g_task_set_source_tag (task, fecho_monitor_mark_async);
  marking->ids = g_array_copy (ids);
  marking->marked = marked;
  g_task_set_task_data (task, marking, marking_free);
  fecho_store_mark_async (self->store, ids, marked, marked_cb, task);
}

gboolean
fecho_monitor_mark_finish (FechoMonitor  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
