/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-private.h"

#include "fecho-attempt-wait.h"
#include "fecho-attempt.h"
#include "fecho-backoff.h"
#include "fecho-clock.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-endpoint-change.h"
#include "fecho-frame.h"
#include "fecho-reach.h"
#include "fecho-retry.h"

/* What is wanted of the session; its state follows when its connection allows it. */
typedef enum
{
  WISH_RUN,
  WISH_PAUSE,
  WISH_END,
} Wish;

struct _FechoSession
{
  GObject parent_instance;

  const FechoSessionFuncs *owner; /* NULL: none */
  gpointer owner_data;
  FechoStore *store;
  FechoNet *net;
  FechoEndpoint *endpoint;      /* its secrets hidden: what is sent is revealed */
  FechoAttempt attempt;
  FechoAttemptWait wait;        /* for the next one */
  FechoBackoff backoff;
  FechoSessionState state;
  FechoStage stage;
  Wish wish;
  gboolean reconnect_at_once;   /* when the connection has closed */
  gboolean lacks_secret;
  gint64 since_us;
  gint64 retry_at_us;
  int last_code;
  guint64 n_closes;
  guint n_watching;             /* who wants to see messages */
};

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_GROUP,
  PROP_URL,
  PROP_STATE,
  PROP_STAGE,
  PROP_SINCE_US,
  PROP_RETRY_AT_US,
  PROP_LAST_CODE,
  PROP_N_CLOSES,
  PROP_LACKS_SECRET,
} FechoSessionProperty;

static GParamSpec *properties[PROP_LACKS_SECRET + 1];

enum
{
  SIGNAL_CONNECTION_OPENED,
  SIGNAL_CONNECTION_CLOSED,
  SIGNAL_MESSAGE,
  SIGNAL_MESSAGES_SKIPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FechoSession, fecho_session, G_TYPE_OBJECT)

static void connect_now (FechoSession *self);

static void
notify (FechoSession         *self,
        FechoSessionProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_state (FechoSession      *self,
           FechoSessionState  state)
{
  self->since_us = fecho_clock_wall_us ();
  notify (self, PROP_SINCE_US);
  if (self->state == state)
    return;

  self->state = state;
  if (self->owner != NULL)
    self->owner->state_changed (self, self->owner_data);
  notify (self, PROP_STATE);
}

static void
set_retry_at (FechoSession *self,
              gint64        retry_at_us)
{
  self->retry_at_us = retry_at_us;
  notify (self, PROP_RETRY_AT_US);
}

/* For whatever it is that comes before the next attempt. */
static void
stop_waiting (FechoSession *self)
{
  fecho_attempt_wait_stop (&self->wait);
  if (self->retry_at_us != FECHO_UNKNOWN)
    set_retry_at (self, FECHO_UNKNOWN);
}

static void
record_state (FechoSession   *self,
              FechoStateKind  kind)
{
  fecho_store_record_state (self->store, self->endpoint->id, kind, fecho_clock_wall_us (), NULL);
}

/* Before it is changed: a connection may have the value too. */
static void
own_endpoint (FechoSession *self)
{
  FechoEndpoint *shared = self->endpoint;

  if (!fecho_endpoint_is_shared (shared))
    return;

  self->endpoint = fecho_endpoint_copy (shared);
  fecho_endpoint_free (shared);
}

static void
set_paused (FechoSession *self,
            gboolean      paused)
{
  own_endpoint (self);
  self->wish = paused ? WISH_PAUSE : WISH_RUN;
  self->endpoint->paused = paused;
  record_state (self, paused ? FECHO_STATE_SESSION_PAUSED : FECHO_STATE_SESSION_RESUMED);
  if (self->owner != NULL)
    self->owner->endpoint_changed (self, self->owner_data);
}

static void
end (FechoSession *self)
{
  set_state (self, FECHO_SESSION_CLOSED);
  if (self->owner != NULL)
    self->owner->ended (self, self->owner_data);
}

static void
wait_for_retry (FechoSession *self,
                gint64        wait_us)
{
  set_retry_at (self, fecho_clock_wall_us () + wait_us);
  fecho_attempt_wait_for_time (&self->wait, wait_us);
  set_state (self, FECHO_SESSION_WAITING);
}

static FechoDictionary *
choose_dictionary (FechoSession           *self,
                   const FechoCloseRecord *record)
{
  g_autofree char *host = fecho_endpoint_dup_host (self->endpoint, NULL);

  return fecho_dictionary_shelf_choose (fecho_dictionary_shelf_get_default (),
                                        self->endpoint->dictionary, host, record->subprotocol);
}

static void
follow_wish (FechoSession *self,
             FechoRetry    retry,
             gint64        wait_us)
{
  if (self->wish == WISH_END)
    end (self);
  else if (self->wish == WISH_PAUSE)
    set_state (self, FECHO_SESSION_PAUSED);
  else if (self->reconnect_at_once)
    connect_now (self);
  else if (retry == FECHO_RETRY_WAIT)
    wait_for_retry (self, wait_us);
  else
    set_state (self, retry == FECHO_RETRY_STOPPED ? FECHO_SESSION_STOPPED : FECHO_SESSION_CLOSED);
}

static void
closed_cb (FechoConnection *connection,
           FechoCloseEvent *event,
           gpointer         data)
{
  FechoSession *self = data;
  g_autoptr(FechoCloseEvent) completed = NULL;
  const FechoCloseRecord *record = fecho_close_event_get_record (event);
  FechoDictionary *dictionary = choose_dictionary (self, record);
  gint64 wait_us = FECHO_UNKNOWN;
  FechoRetry retry = fecho_retry_decide (self->endpoint, dictionary, record, &self->backoff,
                                         &wait_us);

  fecho_attempt_end (&self->attempt, record->failed_attempt);
  if (self->wish != WISH_RUN)
    wait_us = FECHO_UNKNOWN;
  else if (self->reconnect_at_once)
    wait_us = 0;

  completed = fecho_attempt_complete (&self->attempt, event,
                                      &(FechoAttemptEnd) { dictionary, self->backoff.n_failures,
                                                           wait_us });
  self->last_code = record->code;
  self->n_closes += record->failed_attempt ? 0 : 1;
  notify (self, PROP_LAST_CODE);
  notify (self, PROP_N_CLOSES);
  (void)fecho_store_record_close (self->store,
                                  completed); /* a drop is counted and shown by the store */
  g_signal_emit (self, signals[SIGNAL_CONNECTION_CLOSED], 0, completed);
  follow_wish (self, retry, wait_us);
}

static void
opened_cb (FechoConnection *connection,
           gint64           opened_at_us,
           gint64           handshake_us,
           gpointer         data)
{
  FechoSession *self = data;

  fecho_store_record_opened (self->store, self->endpoint->id, opened_at_us, handshake_us);
  set_state (self, FECHO_SESSION_OPEN);
  g_signal_emit (self, signals[SIGNAL_CONNECTION_OPENED], 0, opened_at_us);
}

/* Who looks over the shoulder must not read the token of the first message. */
static void
message_cb (FechoConnection *connection,
            gboolean         incoming,
            guint            type,
            GBytes          *payload,
            gpointer         data)
{
  FechoSession *self = data;
  gboolean binary = type == FECHO_OPCODE_BINARY;
  g_autoptr(GBytes) shown = NULL;

  if (incoming || binary)
    shown = g_bytes_ref (payload);
  else
    shown = fecho_endpoint_mask_secrets (self->endpoint, payload);
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, incoming, binary, shown);
}

static void
skipped_cb (FechoConnection *connection,
            guint64          n_skipped,
            gpointer         data)
{
  FechoSession *self = data;

  g_signal_emit (self, signals[SIGNAL_MESSAGES_SKIPPED], 0, n_skipped);
}

static void
set_stage (FechoSession *self,
           FechoStage    stage)
{
  if (self->stage == stage)
    return;

  self->stage = stage;
  notify (self, PROP_STAGE);
}

static void
stage_cb (FechoConnection *connection,
          FechoStage       stage,
          gpointer         data)
{
  set_stage (data, stage);
}

static const FechoConnectionFuncs connection_funcs = {
  .stage = stage_cb,
  .opened = opened_cb,
  .message = message_cb,
  .skipped = skipped_cb,
  .closed = closed_cb,
};

/* Whether it can go to the peer as a person wrote it; else it is not watched. */
static gboolean
check_secrets (FechoSession *self)
{
  g_autofree char *missing = fecho_endpoint_dup_missing (self->endpoint);
  gboolean lacks = missing != NULL;

  if (lacks != self->lacks_secret)
    {
      self->lacks_secret = lacks;
      record_state (self, lacks ? FECHO_STATE_SESSION_PAUSED : FECHO_STATE_SESSION_RESUMED);
      notify (self, PROP_LACKS_SECRET);
    }
  if (lacks)
    set_state (self, FECHO_SESSION_STOPPED);

  return !lacks;
}

static void
begin_attempt (FechoSession *self)
{
  stop_waiting (self);
  fecho_attempt_begin (&self->attempt, self->net, self->endpoint, &connection_funcs, self);
  fecho_connection_set_watch_messages (self->attempt.connection, self->n_watching > 0);
  set_stage (self, FECHO_STAGE_DNS);
  set_state (self, FECHO_SESSION_CONNECTING);
  fecho_connection_connect (self->attempt.connection);
}

static void
reached_cb (gboolean is_reachable,
            gpointer data)
{
  FechoSession *self = data;

  if (is_reachable)
    {
      begin_attempt (self);
      return;
    }
  fecho_attempt_wait_for_network (&self->wait);
  if (self->state != FECHO_SESSION_NO_NETWORK)
    set_state (self, FECHO_SESSION_NO_NETWORK);
}

static void
due_cb (gpointer data)
{
  connect_now (data);
}

static const FechoAttemptWaitFuncs wait_funcs = { due_cb, reached_cb };

static void
check_reach (FechoSession *self)
{
  if (self->state != FECHO_SESSION_NO_NETWORK)
    {
      set_stage (self, FECHO_STAGE_DNS);
      set_state (self, FECHO_SESSION_CONNECTING);
    }
  fecho_attempt_wait_ask (&self->wait, self->endpoint);
}

static void
connect_now (FechoSession *self)
{
  g_assert (self->attempt.connection == NULL);

  stop_waiting (self);
  self->reconnect_at_once = FALSE;
  if (!check_secrets (self))
    return;
  if (fecho_reach_is_doubtful (self->endpoint))
    check_reach (self);
  else
    begin_attempt (self);
}

/* Ends the connection by the user; what follows is decided when it has closed. */
static gboolean
close_connection (FechoSession *self)
{
  if (self->attempt.connection == NULL)
    return FALSE;

  /* 1000 is always allowed. */
  (void)fecho_connection_close (self->attempt.connection, 1000, NULL, NULL);

  return TRUE;
}

static void
fecho_session_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  FechoSession *self = FECHO_SESSION (object);

  switch ((FechoSessionProperty)prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->endpoint->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->endpoint->name);
      break;
    case PROP_GROUP:
      g_value_set_string (value, self->endpoint->group);
      break;
    case PROP_URL:
      g_value_take_string (value, fecho_session_dup_url (self));
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_STAGE:
      g_value_set_int (value, self->stage);
      break;
    case PROP_SINCE_US:
      g_value_set_int64 (value, self->since_us);
      break;
    case PROP_RETRY_AT_US:
      g_value_set_int64 (value, self->retry_at_us);
      break;
    case PROP_LAST_CODE:
      g_value_set_int (value, self->last_code);
      break;
    case PROP_N_CLOSES:
      g_value_set_uint64 (value, self->n_closes);
      break;
    case PROP_LACKS_SECRET:
      g_value_set_boolean (value, self->lacks_secret);
      break;
    }
}

static void
fecho_session_dispose (GObject *object)
{
  FechoSession *self = FECHO_SESSION (object);

  fecho_attempt_wait_stop (&self->wait);
  fecho_attempt_abandon (&self->attempt);
  g_clear_object (&self->net);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (fecho_session_parent_class)->dispose (object);
}

static void
fecho_session_finalize (GObject *object)
{
  FechoSession *self = FECHO_SESSION (object);

  g_clear_pointer (&self->endpoint, fecho_endpoint_free);
  fecho_attempt_clear (&self->attempt);

  G_OBJECT_CLASS (fecho_session_parent_class)->finalize (object);
}

static void
fecho_session_class_init (FechoSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fecho_session_get_property;
  object_class->dispose = fecho_session_dispose;
  object_class->finalize = fecho_session_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_GROUP] = g_param_spec_string ("group", NULL, NULL, NULL, flags);
  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, FECHO_SESSION_ELSEWHERE,
                                             FECHO_SESSION_PAUSED, flags);
  properties[PROP_STAGE] = g_param_spec_int ("stage", NULL, NULL, 0, FECHO_STAGE_CLOSING,
                                             FECHO_STAGE_DNS, flags);
  properties[PROP_SINCE_US] = g_param_spec_int64 ("since-us", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                                  flags);
  properties[PROP_RETRY_AT_US] = g_param_spec_int64 ("retry-at-us", NULL, NULL, G_MININT64,
                                                     G_MAXINT64,
                                                     FECHO_UNKNOWN, flags);
  properties[PROP_LAST_CODE] = g_param_spec_int ("last-code", NULL, NULL, FECHO_UNKNOWN,
                                                 G_MAXUINT16,
                                                 FECHO_UNKNOWN, flags);
  properties[PROP_N_CLOSES] = g_param_spec_uint64 ("n-closes", NULL, NULL, 0, G_MAXUINT64, 0,
                                                   flags);
  properties[PROP_LACKS_SECRET] = g_param_spec_boolean ("lacks-secret", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CONNECTION_OPENED] = g_signal_new ("connection-opened", FECHO_TYPE_SESSION,
                                                    G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                    G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_CONNECTION_CLOSED] = g_signal_new ("connection-closed", FECHO_TYPE_SESSION,
                                                    G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                    G_TYPE_NONE, 1, FECHO_TYPE_CLOSE_EVENT);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message", FECHO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_BOOLEAN,
                                          G_TYPE_BOOLEAN, G_TYPE_BYTES);
  signals[SIGNAL_MESSAGES_SKIPPED] = g_signal_new ("messages-skipped", FECHO_TYPE_SESSION,
                                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                   G_TYPE_NONE, 1, G_TYPE_UINT64);
}

static void
fecho_session_init (FechoSession *self)
{
  self->backoff = (FechoBackoff)FECHO_BACKOFF_INIT;
  self->wait.funcs = &wait_funcs;
  self->wait.data = self;
  self->attempt.number = 1;
  self->last_code = FECHO_UNKNOWN;
  self->retry_at_us = FECHO_UNKNOWN;
  self->since_us = fecho_clock_wall_us ();
}

static void
take_endpoint (FechoSession        *self,
               const FechoEndpoint *endpoint)
{
  g_clear_pointer (&self->endpoint, fecho_endpoint_free);
  self->endpoint = fecho_endpoint_copy (endpoint);
  fecho_endpoint_hide_secrets (self->endpoint);
  fecho_dictionary_shelf_set_choice (fecho_dictionary_shelf_get_default (), endpoint->id,
                                     endpoint->dictionary);
  self->backoff.first_us = endpoint->backoff_first_us;
  self->backoff.max_us = endpoint->backoff_max_us;
}

FechoSession *
fecho_session_new (FechoStore          *store,
                   FechoNet            *net,
                   const FechoEndpoint *endpoint)
{
  FechoSession *self;

  g_return_val_if_fail (FECHO_IS_STORE (store), NULL);
  g_return_val_if_fail (endpoint != NULL, NULL);

  self = g_object_new (FECHO_TYPE_SESSION, NULL);
  self->store = g_object_ref (store);
  self->net = net != NULL ? g_object_ref (net) : NULL;
  take_endpoint (self, endpoint);
  self->wish = endpoint->paused ? WISH_PAUSE : WISH_RUN;

  return self;
}

void
fecho_session_set_owner (FechoSession            *self,
                         const FechoSessionFuncs *funcs,
                         gpointer                 data)
{
  g_return_if_fail (FECHO_IS_SESSION (self));

  self->owner = funcs;
  self->owner_data = data;
}

void
fecho_session_start (FechoSession *self)
{
  g_return_if_fail (FECHO_IS_SESSION (self));

  if (self->net == NULL || self->wish != WISH_RUN || self->attempt.connection != NULL)
    return;

  if (!check_secrets (self))
    return;
  record_state (self, FECHO_STATE_SESSION_WATCHED);
  connect_now (self);
}

void
fecho_session_leave (FechoSession *self)
{
  g_return_if_fail (FECHO_IS_SESSION (self));
  g_return_if_fail (self->net == NULL);

  set_state (self, FECHO_SESSION_ELSEWHERE);
}

static void
replace_endpoint (FechoSession        *self,
                  const FechoEndpoint *endpoint)
{
  take_endpoint (self, endpoint);
  notify (self, PROP_NAME);
  notify (self, PROP_GROUP);
  notify (self, PROP_URL);
}

void
fecho_session_take_over (FechoSession        *self,
                         FechoNet            *net,
                         const FechoEndpoint *endpoint)
{
  g_return_if_fail (FECHO_IS_SESSION (self));
  g_return_if_fail (self->net == NULL);
  g_return_if_fail (g_str_equal (endpoint->id, self->endpoint->id));

  if (self->wish == WISH_END)
    return;
  self->net = g_object_ref (net);
  replace_endpoint (self, endpoint);
  self->wish = endpoint->paused ? WISH_PAUSE : WISH_RUN;
  if (endpoint->paused)
    set_state (self, FECHO_SESSION_PAUSED);
  else
    fecho_session_start (self);
}

void
fecho_session_take_secrets (FechoSession *self,
                            GHashTable   *secrets)
{
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_return_if_fail (FECHO_IS_SESSION (self));
  g_return_if_fail (secrets != NULL);

  own_endpoint (self);
  g_hash_table_iter_init (&iter, secrets);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      /* What a person has entered meanwhile is newer. */
      if (fecho_endpoint_get_secret (self->endpoint, name) == NULL)
        fecho_endpoint_set_secret (self->endpoint, name, value);
    }
  if (self->lacks_secret)
    fecho_session_start (self);
}

void
fecho_session_set_endpoint (FechoSession        *self,
                            const FechoEndpoint *endpoint)
{
  g_autoptr(FechoEndpoint) before = NULL;

  g_return_if_fail (FECHO_IS_SESSION (self));
  g_return_if_fail (endpoint != NULL);
  g_return_if_fail (g_str_equal (endpoint->id, self->endpoint->id));

  before = fecho_endpoint_copy (self->endpoint);
  replace_endpoint (self, endpoint);
  if (self->wish == WISH_RUN && !fecho_endpoint_change_keeps_connection (before, self->endpoint))
    fecho_session_reconnect_now (self);
}

void
fecho_session_remove (FechoSession *self)
{
  g_return_if_fail (FECHO_IS_SESSION (self));

  self->wish = WISH_END;
  stop_waiting (self);
  if (self->net != NULL)
    record_state (self, FECHO_STATE_SESSION_REMOVED);
  if (!close_connection (self))
    end (self);
}

void
fecho_session_quit (FechoSession *self)
{
  g_return_if_fail (FECHO_IS_SESSION (self));

  self->wish = WISH_END;
  stop_waiting (self);
  if (self->attempt.connection != NULL)
    fecho_connection_quit (self->attempt.connection);
  else
    end (self);
}

const char *
fecho_session_get_id (FechoSession *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION (self), NULL);

  return self->endpoint->id;
}

const char *
fecho_session_get_name (FechoSession *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION (self), NULL);

  return self->endpoint->name;
}

const char *
fecho_session_get_group (FechoSession *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION (self), NULL);

  return self->endpoint->group;
}

char *
fecho_session_dup_url (FechoSession *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION (self), NULL);

  return fecho_endpoint_dup_public_url (self->endpoint);
}

const FechoEndpoint *
fecho_session_get_endpoint (FechoSession *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION (self), NULL);

  return self->endpoint;
}

FechoSessionState
fecho_session_get_state (FechoSession *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION (self), FECHO_SESSION_CLOSED);

  return self->state;
}

FechoStage
fecho_session_get_stage (FechoSession *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION (self), FECHO_STAGE_DNS);

  return self->stage;
}

gint64
fecho_session_get_since_us (FechoSession *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION (self), 0);

  return self->since_us;
}

gint64
fecho_session_get_retry_at_us (FechoSession *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION (self), FECHO_UNKNOWN);

  return self->retry_at_us;
}

int
fecho_session_get_last_code (FechoSession *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION (self), FECHO_UNKNOWN);

  return self->last_code;
}

gint64
fecho_session_get_rtt_us (FechoSession *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION (self), FECHO_UNKNOWN);

  return self->attempt.connection != NULL
         ? fecho_connection_get_rtt_us (self->attempt.connection) : FECHO_UNKNOWN;
}

void
fecho_session_watch_messages (FechoSession *self,
                              gboolean      watch)
{
  g_return_if_fail (FECHO_IS_SESSION (self));
  g_return_if_fail (watch || self->n_watching > 0);

  self->n_watching += watch ? 1 : -1;
  if (self->attempt.connection != NULL)
    fecho_connection_set_watch_messages (self->attempt.connection, self->n_watching > 0);
}

void
fecho_session_send_text (FechoSession *self,
                         const char   *text)
{
  g_return_if_fail (FECHO_IS_SESSION (self));
  g_return_if_fail (text != NULL);

  if (self->attempt.connection != NULL)
    fecho_connection_send_text (self->attempt.connection, text);
}

void
fecho_session_send_binary (FechoSession *self,
                           GBytes       *payload)
{
  g_return_if_fail (FECHO_IS_SESSION (self));
  g_return_if_fail (payload != NULL);

  if (self->attempt.connection != NULL)
    fecho_connection_send_binary (self->attempt.connection, payload);
}

gboolean
fecho_session_is_watched (FechoSession *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION (self), FALSE);

  return self->net != NULL;
}

gboolean
fecho_session_get_lacks_secret (FechoSession *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION (self), FALSE);

  return self->lacks_secret;
}

void
fecho_session_pause (FechoSession *self)
{
  g_return_if_fail (FECHO_IS_SESSION (self));

  if (self->wish != WISH_RUN || self->net == NULL)
    return;

  set_paused (self, TRUE);
  stop_waiting (self);
  if (!close_connection (self))
    set_state (self, FECHO_SESSION_PAUSED);
}

void
fecho_session_resume (FechoSession *self)
{
  g_return_if_fail (FECHO_IS_SESSION (self));

  if (self->wish != WISH_PAUSE || self->net == NULL)
    return;

  set_paused (self, FALSE);
  fecho_backoff_reset (&self->backoff);
  if (self->attempt.connection != NULL)
    self->reconnect_at_once = TRUE;
  else
    connect_now (self);
}

void
fecho_session_reconnect_now (FechoSession *self)
{
  g_return_if_fail (FECHO_IS_SESSION (self));

  if (self->net == NULL || self->wish == WISH_END)
    return;
  if (self->wish == WISH_PAUSE)
    {
      fecho_session_resume (self);
      return;
    }

  fecho_backoff_reset (&self->backoff);
  self->reconnect_at_once = TRUE;
  if (!close_connection (self))
    connect_now (self);
}

gboolean
fecho_session_close (FechoSession  *self,
                     guint16        code,
                     const char    *reason,
                     GError       **error)
{
  g_return_val_if_fail (FECHO_IS_SESSION (self), FALSE);

  return self->attempt.connection == NULL ||
         fecho_connection_close (self->attempt.connection, code, reason, error);
}
