/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-monitor-private.h"

#include "fecho-clock.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-error.h"
#include "fecho-host-watch.h"
#include "fecho-judge.h"
#include "fecho-keyring.h"
#include "fecho-outbox-private.h"
#include "fecho-session-taking.h"

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
  FechoRoster *roster;
  FechoKeyring *keyring;
  GCancellable *taking;         /* of sessions into the list; cancelled when closing begins */
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
state_changed_cb (FechoSession *session,
                  gpointer      data)
{
  g_signal_emit (data, signals[SIGNAL_STATE_CHANGED], 0, session);
}

static void
n_open_changed_cb (gpointer data)
{
  g_object_notify_by_pspec (data, properties[PROP_N_OPEN]);
}

static void
ended_cb (gpointer data)
{
  FechoMonitor *self = data;

  if (self->closing != NULL)
    go_on_closing (self);
}

static const FechoRosterFuncs roster_funcs = { state_changed_cb, n_open_changed_cb, ended_cb };

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
      g_value_set_object (value, fecho_monitor_get_sessions (self));
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

static void
fecho_monitor_dispose (GObject *object)
{
  FechoMonitor *self = FECHO_MONITOR (object);

  g_clear_object (&self->taking);
  g_clear_pointer (&self->roster, fecho_roster_free);
  g_clear_object (&self->keyring);
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
  self->taking = g_cancellable_new ();
  self->roster = fecho_roster_new (&roster_funcs, self);
  self->keyring = fecho_keyring_new (fecho_monitor_get_sessions (self));
  g_signal_connect_object (self->keyring, "notify::fault", G_CALLBACK (keyring_fault_cb), self,
                           G_CONNECT_SWAPPED);
}

/* -- taking over, when the run that watched them has ended */

static void
taken_over_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  FechoMonitor *self = FECHO_MONITOR (object);
  g_autoptr(GPtrArray) endpoints = user_data;

  if (fecho_session_taking_finish (self, result, NULL)) /* else it closes */
    fecho_keyring_load (self->keyring, endpoints);
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
  fecho_roster_drop_without (self->roster, endpoints);
  fecho_session_taking_async (self, endpoints, FECHO_TAKING_WATCHED | FECHO_TAKING_OVER,
                              self->taking, taken_over_cb, g_ptr_array_ref (endpoints));
}

static void
claimed_cb (FechoMonitor *self)
{
  if (self->loaded && self->closing == NULL)
    fecho_store_load_sessions_async (self->store, NULL, reloaded_cb, g_object_ref (self));
}

/* -- opening: the history, the sessions in it */

static FechoTakingFlags
get_taking_flags (FechoMonitor *self)
{
  return (self->flags & FECHO_MONITOR_WATCH_STORED) && fecho_store_is_claimed (self->store)
         ? FECHO_TAKING_WATCHED : FECHO_TAKING_SHOWN;
}

/* Another run watches them. */
static void
leave_sessions (FechoMonitor *self)
{
  fecho_roster_leave (self->roster);
  /* It may have ended while they were taken. */
  if (fecho_store_is_claimed (self->store))
    claimed_cb (self);
}

static void
taken_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  FechoMonitor *self = FECHO_MONITOR (object);
  g_autoptr(GTask) task = user_data;
  GPtrArray *watched = g_object_get_data (G_OBJECT (task), "watched");

  (void)fecho_session_taking_finish (self, result, NULL); /* nobody has it who could close it */
  self->loaded = TRUE;
  if (watched != NULL)
    fecho_keyring_load (self->keyring, watched);
  else if (self->flags & FECHO_MONITOR_WATCH_STORED)
    leave_sessions (self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FechoMonitor *self = g_task_get_task_data (task);
  g_autoptr(GPtrArray) endpoints = NULL;
  FechoTakingFlags flags;
  GError *error = NULL;

  endpoints = fecho_store_load_sessions_finish (FECHO_STORE (object), result, &error);
  if (endpoints == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  flags = get_taking_flags (self);
  if (flags & FECHO_TAKING_WATCHED)
    g_object_set_data_full (G_OBJECT (task), "watched", g_ptr_array_ref (endpoints),
                            (GDestroyNotify)g_ptr_array_unref);
  fecho_session_taking_async (self, endpoints, flags, self->taking, taken_cb, g_object_ref (task));
}

/* -- sessions that came into the history by another way than this object */

static void
noticed_taken_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  (void)fecho_session_taking_finish (FECHO_MONITOR (object), result, NULL); /* else it closes */
  g_task_return_boolean (task, TRUE);
}

static void
noticed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FechoMonitor *self = g_task_get_source_object (task);
  g_autoptr(GPtrArray) endpoints = NULL;
  GError *error = NULL;

  endpoints = fecho_store_load_sessions_finish (FECHO_STORE (object), result, &error);
  if (endpoints == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  fecho_session_taking_async (self, endpoints, get_taking_flags (self), self->taking,
                              noticed_taken_cb, g_object_ref (task));
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
      self->judge = fecho_judge_new (self->store, fecho_monitor_get_sessions (self));
      g_signal_connect_object (self->judge, "judged", G_CALLBACK (judged_cb), self,
                               G_CONNECT_SWAPPED);
    }
  fecho_roster_set_engine (self->roster, self->store, self->net);
  if (self->net != NULL && (self->flags & FECHO_MONITOR_NOT_THE_HOST) == 0)
    self->host_watch = fecho_host_watch_new (self->store, g_network_monitor_get_default (), "/");
  g_signal_connect_object (self->store, "committed", G_CALLBACK (committed_cb), self, 0);
  g_signal_connect_object (self->store, "damage-mended", G_CALLBACK (damage_mended_cb), self, 0);
  g_signal_connect_object (self->store, "notify", G_CALLBACK (store_notify_cb), self, 0);
  g_signal_connect_object (self->store, "notify::claimed", G_CALLBACK (claimed_cb), self,
                           G_CONNECT_SWAPPED);
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
  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (self->closing == NULL);

  self->closed = TRUE;
  g_cancellable_cancel (self->taking);
  self->closing = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->closing, fecho_monitor_close_async);
  g_clear_object (&self->host_watch);
  self->n_unended = fecho_roster_count (self->roster) + self->n_held + 1;
  fecho_roster_quit (self->roster);
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

FechoRoster *
fecho_monitor_get_roster (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return self->roster;
}

FechoKeyring *
fecho_monitor_get_keyring (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return self->keyring;
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

const GError *
fecho_monitor_get_secrets_fault (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return fecho_keyring_get_fault (self->keyring);
}
