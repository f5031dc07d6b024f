/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-link-private.h"

#include "fecho-descriptors.h"
#include "fecho-fault.h"

/* Thousands of connections are to be gone within two seconds. */
#define QUIT_TIMEOUT_US (1500 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  FechoLink *link;
  guint16 code;
  char *text;
  GBytes *payload;
} LinkCommand;

static void
link_command_free (LinkCommand *command)
{
  fecho_link_unref (command->link);
  g_free (command->text);
  g_clear_pointer (&command->payload, g_bytes_unref);
  g_free (command);
}

static LinkCommand *
new_command (FechoLink *self)
{
  LinkCommand *command = g_new0 (LinkCommand, 1);

  command->link = fecho_link_ref (self);

  return command;
}

/* Takes command. */
static void
invoke_command (LinkCommand *command,
                GSourceFunc  func)
{
  fecho_reactor_context_invoke (command->link->shard->context, func, command,
                                (GDestroyNotify)link_command_free);
}

static void
invoke (FechoLink   *self,
        GSourceFunc  func,
        guint16      code,
        const char  *text)
{
  LinkCommand *command = new_command (self);

  command->code = code;
  command->text = g_strdup (text);
  invoke_command (command, func);
}

void
fecho_link_assert_on_reactor (FechoLink *self)
{
  g_assert (fecho_reactor_context_is_current (self->shard->context));
}

void
fecho_link_clear_timer (FechoLink *self)
{
  if (self->timer == NULL)
    return;

  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

void
fecho_link_set_timer (FechoLink   *self,
                      gint64       delay_us,
                      GSourceFunc  func)
{
  fecho_link_clear_timer (self);
  self->timer = g_timeout_source_new ((guint)MIN (G_MAXUINT, (delay_us + 999) / 1000));
  g_source_set_callback (self->timer, func, self, NULL);
  g_source_attach (self->timer, fecho_reactor_context_get (self->shard->context));
}

gboolean
fecho_link_unguard (FechoLink *self)
{
  fecho_link_assert_on_reactor (self);

  return self->guard_entry != NULL &&
         fecho_guard_unwatch (self->shard->shared->guard, g_steal_pointer (&self->guard_entry));
}

void
fecho_link_end_on_reactor (FechoLink *self)
{
  FechoCloseEvent *event;

  fecho_link_assert_on_reactor (self);
  if (self->state == FECHO_LINK_ENDED)
    return;

  self->state = FECHO_LINK_ENDED;
  fecho_link_clear_timer (self);
  fecho_dialer_leave (self->shard->shared->dialer, &self->ticket);
  fecho_link_leave_open_on_reactor (self);
  g_clear_object (&self->socket);
  fecho_witness_see_network (&self->witness, self->shard->shared->network, self->endpoint);
  event = fecho_witness_testify (&self->witness, self->endpoint, self->attempt);
  fecho_link_post_closed (self, event);
  fecho_link_unref (self);      /* of its being alive */
}

/* From now on it may be cut: a peer can flood in the handshake too. */
static void
connected_cb (GSocket  *socket,
              gpointer  data)
{
  FechoLink *self = data;

  if (fecho_link_unguard (self))
    fecho_handshake_cancel (self->handshake, FECHO_INTENT_BUDGET);
  self->guard_entry = fecho_guard_watch (self->shard->shared->guard, self->shard->context, socket);
}

static void
handshake_over_cb (gpointer data)
{
  g_autoptr(FechoLink) self = data;
  g_autoptr(SoupWebsocketConnection) connection = NULL;

  if (fecho_link_unguard (self))
    fecho_handshake_cancel (self->handshake, FECHO_INTENT_BUDGET);
  connection = fecho_handshake_finish (self->handshake);
  fecho_shard_end_busy (self->shard);
  fecho_link_clear_timer (self);
  fecho_dialer_leave (self->shard->shared->dialer, &self->ticket);
  if (connection != NULL && self->state != FECHO_LINK_ENDED)
    g_set_object (&self->socket, fecho_handshake_get_socket (self->handshake));
  g_clear_pointer (&self->handshake, fecho_handshake_free);

  if (self->socket != NULL)
    fecho_link_open_on_reactor (self, g_steal_pointer (&connection));
  else
    fecho_link_end_on_reactor (self);
}

static const FechoHandshakeFuncs handshake_funcs = {
  fecho_link_post_stage, connected_cb, handshake_over_cb,
};

/* Bounds the look-up of the name too, which libsoup's own time-out does not. */
static gboolean
deadline_cb (gpointer data)
{
  FechoLink *self = data;

  fecho_handshake_cancel (self->handshake, FECHO_INTENT_DEADLINE);

  return G_SOURCE_CONTINUE;     /* the end of the handshake takes it away */
}

static void
fail_before_start (FechoLink    *self,
                   FechoFault    fault,
                   const GError *error)
{
  self->witness.seen.fault = fault;
  fecho_witness_set_error (&self->witness, error);
  fecho_link_end_on_reactor (self);
}

/* All that can fail before anything is sent: files of certificates may be missing or broken. */
static gboolean
prepare (FechoLink   *self,
         FechoFault  *ret_fault,
         GError     **error)
{
  FechoEndpoint *endpoint = self->endpoint;
  g_autoptr(GTlsCertificate) certificate = NULL;

  *ret_fault = FECHO_FAULT_NO_DESCRIPTORS;
  if (!fecho_descriptors_check_room (error))
    return FALSE;

  *ret_fault = FECHO_FAULT_TLS;
  if (fecho_endpoint_is_secure (endpoint) &&
      fecho_session_pool_get (self->shard->pool, endpoint, error) == NULL)
    return FALSE;

  *ret_fault = FECHO_FAULT_TLS_CLIENT_CERTIFICATE;
  if (endpoint->certificate_file != NULL)
    {
      certificate = fecho_tls_store_get_certificate (self->shard->shared->tls_store,
                                                     endpoint->certificate_file,
                                                     endpoint->key_file, error);
      if (certificate == NULL)
        return FALSE;
    }

  *ret_fault = FECHO_FAULT_OTHER;
  self->handshake = fecho_handshake_new (endpoint, certificate, &self->witness,
                                         &handshake_funcs, self, error);

  return self->handshake != NULL;
}

static gboolean
dial_on_reactor (gpointer data)
{
  FechoLink *self = ((LinkCommand *)data)->link;
  g_autoptr(GError) error = NULL;
  FechoFault fault;

  fecho_link_assert_on_reactor (self);
  if (self->state != FECHO_LINK_WAITING)
    return G_SOURCE_REMOVE;

  fecho_witness_start (&self->witness);
  if (!prepare (self, &fault, &error))
    {
      fail_before_start (self, fault, error);
      return G_SOURCE_REMOVE;
    }

  self->state = FECHO_LINK_CONNECTING;
  fecho_shard_begin_busy (self->shard);
  fecho_link_set_timer (self, self->endpoint->connect_timeout_us, deadline_cb);
  fecho_link_ref (self);        /* until the handshake is over */
  fecho_handshake_run (self->handshake, self->shard->pool);

  return G_SOURCE_REMOVE;
}

/* Called in whatever context the dialer is in. */
static void
turn_came_cb (gpointer data)
{
  invoke (data, dial_on_reactor, 0, NULL);
}

static gboolean
connect_on_reactor (gpointer data)
{
  FechoLink *self = ((LinkCommand *)data)->link;
  guint16 port = 0;
  g_autofree char *host = fecho_endpoint_dup_host (self->endpoint, &port);
  g_autofree char *host_and_port = g_strdup_printf ("%s:%u", host, port);

  fecho_link_assert_on_reactor (self);

  fecho_link_ref (self);        /* alive until its end */
  self->state = FECHO_LINK_WAITING;
  fecho_witness_start (&self->witness);
  fecho_dialer_join (self->shard->shared->dialer, &self->ticket, host_and_port, turn_came_cb, self);

  return G_SOURCE_REMOVE;
}

static void
close_as (FechoLink   *self,
          FechoIntent  intent,
          guint16      code,
          const char  *reason)
{
  switch (self->state)
    {
    case FECHO_LINK_WAITING:
      self->witness.seen.intent = intent;
      fecho_link_end_on_reactor (self);
      break;
    case FECHO_LINK_CONNECTING:
      fecho_handshake_cancel (self->handshake, intent);
      break;
    case FECHO_LINK_OPEN:
      fecho_link_close_on_reactor (self, intent, code, reason);
      break;
    case FECHO_LINK_NEW:
    case FECHO_LINK_ENDED:
      break;
    }
}

static gboolean
close_on_reactor (gpointer data)
{
  LinkCommand *command = data;

  fecho_link_assert_on_reactor (command->link);
  close_as (command->link, FECHO_INTENT_USER, command->code, command->text);

  return G_SOURCE_REMOVE;
}

static gboolean
quit_on_reactor (gpointer data)
{
  FechoLink *self = ((LinkCommand *)data)->link;

  fecho_link_assert_on_reactor (self);
  close_as (self, FECHO_INTENT_QUIT, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
  if (self->state == FECHO_LINK_OPEN)
    fecho_link_expect_end (self, QUIT_TIMEOUT_US);

  return G_SOURCE_REMOVE;
}

static gboolean
abandon_on_reactor (gpointer data)
{
  FechoLink *self = ((LinkCommand *)data)->link;

  fecho_link_assert_on_reactor (self);
  if (self->state == FECHO_LINK_NEW || self->state == FECHO_LINK_ENDED)
    return G_SOURCE_REMOVE;

  close_as (self, FECHO_INTENT_QUIT, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
  fecho_link_end_on_reactor (self);

  return G_SOURCE_REMOVE;
}

static gboolean
send_text_on_reactor (gpointer data)
{
  LinkCommand *command = data;

  fecho_link_assert_on_reactor (command->link);
  if (command->link->state == FECHO_LINK_OPEN)
    fecho_link_send_on_reactor (command->link, command->text);

  return G_SOURCE_REMOVE;
}

static gboolean
send_binary_on_reactor (gpointer data)
{
  LinkCommand *command = data;

  fecho_link_assert_on_reactor (command->link);
  if (command->link->state == FECHO_LINK_OPEN)
    fecho_link_send_binary_on_reactor (command->link, command->payload);

  return G_SOURCE_REMOVE;
}

FechoLink *
fecho_link_new (FechoShard    *shard,
                FechoMailbox  *mailbox,
                gpointer       handle,
                FechoEndpoint *endpoint,
                guint          attempt)
{
  FechoLink *self = g_new0 (FechoLink, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->shard = shard;
  self->mailbox = mailbox;
  self->handle = handle;
  self->endpoint = endpoint;
  self->attempt = attempt;
  self->rtt_us = FECHO_UNKNOWN;
  fecho_witness_init (&self->witness);

  return self;
}

FechoLink *
fecho_link_ref (FechoLink *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

void
fecho_link_unref (FechoLink *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_assert (self->connection == NULL && self->handshake == NULL && self->timer == NULL);
  fecho_witness_clear (&self->witness);
  fecho_endpoint_free (self->endpoint);
  g_free (self);
}

void
fecho_link_connect (FechoLink *self)
{
  g_return_if_fail (self != NULL);

  invoke (self, connect_on_reactor, 0, NULL);
}

void
fecho_link_close (FechoLink  *self,
                  guint16     code,
                  const char *reason)
{
  g_return_if_fail (self != NULL);

  invoke (self, close_on_reactor, code, reason);
}

void
fecho_link_quit (FechoLink *self)
{
  g_return_if_fail (self != NULL);

  invoke (self, quit_on_reactor, 0, NULL);
}

void
fecho_link_abandon (FechoLink *self)
{
  g_return_if_fail (self != NULL);

  invoke (self, abandon_on_reactor, 0, NULL);
}

void
fecho_link_send_text (FechoLink  *self,
                      const char *text)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  invoke (self, send_text_on_reactor, 0, text);
}

void
fecho_link_send_binary (FechoLink *self,
                        GBytes    *payload)
{
  LinkCommand *command;

  g_return_if_fail (self != NULL);
  g_return_if_fail (payload != NULL);

  command = new_command (self);
  command->payload = g_bytes_ref (payload);
  invoke_command (command, send_binary_on_reactor);
}

gint64
fecho_link_get_rtt_us (FechoLink *self)
{
  g_return_val_if_fail (self != NULL, FECHO_UNKNOWN);

  return atomic_load (&self->rtt_us);
}

void
fecho_link_set_watched (FechoLink *self,
                        gboolean   watched)
{
  g_return_if_fail (self != NULL);

  atomic_store (&self->watched, watched);
}

FechoStage
fecho_link_take_stage (FechoLink *self)
{
  g_return_val_if_fail (self != NULL, FECHO_STAGE_DNS);

  atomic_store (&self->stage_is_news, FALSE);

  return (FechoStage)atomic_load (&self->stage);
}

void
fecho_link_message_delivered (FechoLink *self,
                              gsize      n_bytes)
{
  g_return_if_fail (self != NULL);

  atomic_fetch_sub (&self->n_undelivered, 1);
  atomic_fetch_sub (&self->n_undelivered_bytes, n_bytes);
}

FechoCloseEvent *
fecho_link_refuse (const FechoEndpoint *endpoint,
                   guint                attempt,
                   const GError        *error)
{
  FechoWitness witness;
  FechoCloseEvent *event;

  fecho_witness_init (&witness);
  fecho_witness_start (&witness);
  witness.seen.fault = fecho_fault_from_error (error, FECHO_UNKNOWN);
  fecho_witness_set_error (&witness, error);
  event = fecho_witness_testify (&witness, endpoint, attempt);
  fecho_witness_clear (&witness);

  return event;
}
