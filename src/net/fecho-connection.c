/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-connection.h"

#include <string.h>

#include "fecho-error.h"
#include "fecho-link.h"
#include "fecho-net-private.h"

/* RFC 6455, 5.5: 125 bytes of a control frame, two of them the code. */
#define MAX_REASON_BYTES 123

struct _FechoConnection
{
  GObject parent_instance;

  FechoNet *net;
  const FechoConnectionFuncs *funcs;
  gpointer data;                /* of funcs */
  FechoEndpoint *endpoint;      /* the link's from connect on */
  guint attempt;
  FechoShard *shard;            /* while it has a place */
  FechoLink *link;              /* from connect to the end */
  FechoStage stage;
  gboolean started;
  gboolean open;
  gboolean watched;
};

G_DEFINE_FINAL_TYPE (FechoConnection, fecho_connection, G_TYPE_OBJECT)

static const FechoConnectionFuncs no_funcs;

static void
deliver_stage (FechoConnection *self)
{
  self->stage = fecho_link_take_stage (self->link);
  if (self->funcs->stage != NULL)
    self->funcs->stage (self, self->stage, self->data);
}

static void
deliver_opened (FechoConnection *self,
                const FechoNews *news)
{
  self->open = TRUE;
  self->stage = FECHO_STAGE_OPEN;
  if (self->funcs->opened != NULL)
    self->funcs->opened (self, news->opened_at_us, news->handshake_us, self->data);
}

static void
deliver_message (FechoConnection *self,
                 const FechoNews *news)
{
  fecho_link_message_delivered (self->link, g_bytes_get_size (news->payload));
  if (self->watched && self->funcs->message != NULL)
    self->funcs->message (self, news->incoming, news->type, news->payload, self->data);
}

static void
deliver_skipped (FechoConnection *self,
                 const FechoNews *news)
{
  if (self->funcs->skipped != NULL)
    self->funcs->skipped (self, news->n_skipped, self->data);
}

/* The reference that connect() took is given back: the owner may have dropped its own. */
static void
deliver_closed (FechoConnection *self,
                const FechoNews *news)
{
  self->open = FALSE;
  self->stage = fecho_close_event_get_record (news->event)->stage;
  g_clear_pointer (&self->link, fecho_link_unref);
  if (self->shard != NULL)
    fecho_net_give_back (self->net, self, g_steal_pointer (&self->shard));
  if (self->funcs->closed != NULL)
    self->funcs->closed (self, news->event, self->data);
  g_object_unref (self);
}

static void
fecho_connection_finalize (GObject *object)
{
  FechoConnection *self = FECHO_CONNECTION (object);

  g_clear_pointer (&self->endpoint, fecho_endpoint_free);
  g_object_unref (self->net);

  G_OBJECT_CLASS (fecho_connection_parent_class)->finalize (object);
}

static void
fecho_connection_class_init (FechoConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_connection_finalize;
}

static void
fecho_connection_init (FechoConnection *self)
{
  self->funcs = &no_funcs;
  self->stage = FECHO_STAGE_DNS;
}

/* Also where no place was to be had the end comes later, never within connect(). */
static void
refuse (FechoConnection *self,
        const GError    *error)
{
  FechoNews *news = fecho_news_new (FECHO_NEWS_CLOSED, self);

  news->event = fecho_link_refuse (self->endpoint, self->attempt, error);
  fecho_mailbox_post (fecho_net_get_mailbox (self->net), news);
}

static gboolean
check_close (guint16      code,
             const char  *reason,
             GError     **error)
{
  if (!fecho_close_code_is_in_close (code))
    g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                 "Only 1000 and 3000 to 4999 may be sent, not %u", code);
  else if (reason != NULL && strlen (reason) > MAX_REASON_BYTES)
    g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "A reason has at most %u bytes, not %"
                 G_GSIZE_FORMAT, MAX_REASON_BYTES, strlen (reason));
  else if (reason != NULL && !g_utf8_validate (reason, -1, NULL))
    g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "A reason must be UTF-8");
  else
    return TRUE;

  return FALSE;
}

FechoConnection *
fecho_connection_new (FechoNet                   *net,
                      const FechoEndpoint        *endpoint,
                      guint                       attempt,
                      const FechoConnectionFuncs *funcs,
                      gpointer                    data)
{
  FechoConnection *self;

  g_return_val_if_fail (FECHO_IS_NET (net), NULL);
  g_return_val_if_fail (endpoint != NULL, NULL);
  g_return_val_if_fail (funcs != NULL, NULL);

  self = g_object_new (FECHO_TYPE_CONNECTION, NULL);
  self->net = g_object_ref (net);
  self->endpoint = fecho_endpoint_share (endpoint);
  self->attempt = attempt;
  self->funcs = funcs;
  self->data = data;

  return self;
}

void
fecho_connection_disown (FechoConnection *self)
{
  g_return_if_fail (FECHO_IS_CONNECTION (self));

  self->funcs = &no_funcs;
}

void
fecho_connection_connect (FechoConnection *self)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (FECHO_IS_CONNECTION (self));
  g_return_if_fail (!self->started);

  self->started = TRUE;
  g_object_ref (self);          /* until the end is delivered */
  self->shard = fecho_net_take_place (self->net, self, &error);
  if (self->shard == NULL)
    {
      refuse (self, error);
      return;
    }

  self->link = fecho_link_new (self->shard, fecho_net_get_mailbox (self->net), self,
                               g_steal_pointer (&self->endpoint), self->attempt);
  fecho_link_set_watched (self->link, self->watched);
  fecho_link_connect (self->link);
}

gboolean
fecho_connection_close (FechoConnection  *self,
                        guint16           code,
                        const char       *reason,
                        GError          **error)
{
  g_return_val_if_fail (FECHO_IS_CONNECTION (self), FALSE);

  if (!check_close (code, reason, error))
    return FALSE;

  if (self->link != NULL)
    fecho_link_close (self->link, code, reason);

  return TRUE;
}

void
fecho_connection_quit (FechoConnection *self)
{
  g_return_if_fail (FECHO_IS_CONNECTION (self));

  if (self->link != NULL)
    fecho_link_quit (self->link);
}

void
fecho_connection_send_text (FechoConnection *self,
                            const char      *text)
{
  g_return_if_fail (FECHO_IS_CONNECTION (self));
  g_return_if_fail (text != NULL);

  if (self->link != NULL)
    fecho_link_send_text (self->link, text);
}

void
fecho_connection_send_binary (FechoConnection *self,
                              GBytes          *payload)
{
  g_return_if_fail (FECHO_IS_CONNECTION (self));
  g_return_if_fail (payload != NULL);

  if (self->link != NULL)
    fecho_link_send_binary (self->link, payload);
}

FechoStage
fecho_connection_get_stage (FechoConnection *self)
{
  g_return_val_if_fail (FECHO_IS_CONNECTION (self), FECHO_STAGE_DNS);

  return self->stage;
}

gboolean
fecho_connection_is_open (FechoConnection *self)
{
  g_return_val_if_fail (FECHO_IS_CONNECTION (self), FALSE);

  return self->open;
}

gint64
fecho_connection_get_rtt_us (FechoConnection *self)
{
  g_return_val_if_fail (FECHO_IS_CONNECTION (self), FECHO_UNKNOWN);

  return self->link != NULL ? fecho_link_get_rtt_us (self->link) : FECHO_UNKNOWN;
}

void
fecho_connection_set_watch_messages (FechoConnection *self,
                                     gboolean         watch)
{
  g_return_if_fail (FECHO_IS_CONNECTION (self));

  self->watched = watch;
  if (self->link != NULL)
    fecho_link_set_watched (self->link, watch);
}

void
fecho_connection_deliver (FechoNews *news)
{
  FechoConnection *self = FECHO_CONNECTION (news->handle);

  switch (news->kind)
    {
    case FECHO_NEWS_STAGE:
      deliver_stage (self);
      break;
    case FECHO_NEWS_OPENED:
      deliver_opened (self, news);
      break;
    case FECHO_NEWS_MESSAGE:
      deliver_message (self, news);
      break;
    case FECHO_NEWS_SKIPPED:
      deliver_skipped (self, news);
      break;
    case FECHO_NEWS_CLOSED:
      deliver_closed (self, news);
      break;
    }
}

void
fecho_connection_abandon (gpointer connection)
{
  FechoConnection *self = FECHO_CONNECTION (connection);

  if (self->link != NULL)
    fecho_link_abandon (self->link);
}
