/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-link-private.h"

#include "fecho-clock.h"

/* Messages on their way to the main context; what is over it is counted, not kept. One message
 * may always go, however big it is. */
#define MAX_UNDELIVERED 256
#define MAX_UNDELIVERED_BYTES (8 * 1024 * 1024)

static void
post (FechoLink *self,
      FechoNews *news)
{
  fecho_mailbox_post (self->mailbox, news);
}

static void
post_skipped (FechoLink *self)
{
  FechoNews *news;

  if (self->n_skipped == 0)
    return;

  news = fecho_news_new (FECHO_NEWS_SKIPPED, self->handle);
  news->n_skipped = self->n_skipped;
  self->n_skipped = 0;
  post (self, news);
}

void
fecho_link_post_stage (FechoStage stage,
                       gpointer   link)
{
  FechoLink *self = link;

  atomic_store (&self->stage, stage);
  if (!atomic_exchange (&self->stage_is_news, TRUE))
    post (self, fecho_news_new (FECHO_NEWS_STAGE, self->handle));
}

void
fecho_link_post_opened (FechoLink *self)
{
  FechoNews *news = fecho_news_new (FECHO_NEWS_OPENED, self->handle);

  news->opened_at_us = fecho_clock_wall_us ();
  news->handshake_us = self->witness.opened_us - self->witness.started_us;
  post (self, news);
}

static gboolean
has_room (FechoLink *self,
          gsize      n_bytes)
{
  guint n_undelivered = atomic_load (&self->n_undelivered);

  return n_undelivered == 0 ||
         (n_undelivered < MAX_UNDELIVERED &&
          atomic_load (&self->n_undelivered_bytes) + n_bytes <= MAX_UNDELIVERED_BYTES);
}

void
fecho_link_post_message (FechoLink *self,
                         gboolean   incoming,
                         guint      type,
                         GBytes    *payload)
{
  gsize n_bytes = g_bytes_get_size (payload);
  FechoNews *news;

  if (!atomic_load (&self->watched))
    return;
  if (!has_room (self, n_bytes))
    {
      self->n_skipped++;
      return;
    }

  post_skipped (self);
  atomic_fetch_add (&self->n_undelivered, 1);
  atomic_fetch_add (&self->n_undelivered_bytes, n_bytes);
  news = fecho_news_new (FECHO_NEWS_MESSAGE, self->handle);
  news->incoming = incoming;
  news->type = type;
  news->payload = g_bytes_ref (payload);
  post (self, news);
}

void
fecho_link_post_closed (FechoLink       *self,
                        FechoCloseEvent *event)
{
  FechoNews *news = fecho_news_new (FECHO_NEWS_CLOSED, self->handle);

  post_skipped (self);
  news->event = event;
  post (self, news);
}
