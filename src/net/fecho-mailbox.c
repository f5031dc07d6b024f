/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-mailbox.h"

/* A storm of closes must not cost the interface a frame: a quarter of one at 120 Hz, since others
 * have to do with every close too. */
#define BUDGET_US 2000
/* After a delivery news are gathered for so long: to wake costs more than to deliver. */
#define GATHER_US 4000

typedef struct
{
  GSource source;
  FechoMailbox *mailbox;
} MailboxSource;

struct _FechoMailbox
{
  GMutex mutex;
  GQueue waiting;               /* of FechoNews, guarded by mutex */
  gint64 emptied_at_us;         /* guarded by mutex */
  GSource *source;
  FechoMailboxFunc deliver;
};

static FechoNews *
take (FechoMailbox *self)
{
  FechoNews *news;

  g_mutex_lock (&self->mutex);
  news = g_queue_pop_head (&self->waiting);
  if (news == NULL)
    {
      g_source_set_ready_time (self->source, -1);
      self->emptied_at_us = g_get_monotonic_time ();
    }
  g_mutex_unlock (&self->mutex);

  return news;
}

static gboolean
deliver_one (FechoMailbox *self)
{
  g_autoptr(FechoNews) news = take (self);

  if (news == NULL)
    return FALSE;

  self->deliver (news);

  return TRUE;
}

static gboolean
dispatch_mailbox (GSource     *source,
                  GSourceFunc  callback,
                  gpointer     data)
{
  FechoMailbox *self = ((MailboxSource *)source)->mailbox;
  gint64 end_us = g_get_monotonic_time () + BUDGET_US;
  gboolean going_on = TRUE;

  while (going_on && g_get_monotonic_time () < end_us)
    going_on = deliver_one (self) && !g_source_is_destroyed (source);

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs mailbox_funcs = { .dispatch = dispatch_mailbox };

FechoNews *
fecho_news_new (FechoNewsKind kind,
                gpointer      handle)
{
  FechoNews *news = g_new0 (FechoNews, 1);

  news->kind = kind;
  news->handle = handle;

  return news;
}

void
fecho_news_free (FechoNews *news)
{
  g_clear_pointer (&news->payload, g_bytes_unref);
  g_clear_pointer (&news->event, fecho_close_event_unref);
  g_free (news);
}

FechoMailbox *
fecho_mailbox_new (GMainContext     *context,
                   FechoMailboxFunc  deliver)
{
  FechoMailbox *self = g_new0 (FechoMailbox, 1);

  g_mutex_init (&self->mutex);
  g_queue_init (&self->waiting);
  self->deliver = deliver;
  self->source = g_source_new (&mailbox_funcs, sizeof (MailboxSource));
  ((MailboxSource *)self->source)->mailbox = self;
  g_source_set_name (self->source, "fecho-mailbox");
  g_source_attach (self->source, context);

  return self;
}

void
fecho_mailbox_post (FechoMailbox *self,
                    FechoNews    *news)
{
  gboolean was_empty;

  g_return_if_fail (self != NULL);
  g_return_if_fail (news != NULL);

  g_mutex_lock (&self->mutex);
  was_empty = g_queue_is_empty (&self->waiting);
  g_queue_push_tail (&self->waiting, news);
  if (was_empty)
    g_source_set_ready_time (self->source, self->emptied_at_us + GATHER_US);
  g_mutex_unlock (&self->mutex);
}

void
fecho_mailbox_flush (FechoMailbox *self)
{
  gboolean going_on = TRUE;

  g_return_if_fail (self != NULL);

  while (going_on)
    going_on = deliver_one (self);
}

void
fecho_mailbox_free (FechoMailbox *self)
{
  g_return_if_fail (self != NULL);

  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_queue_clear_full (&self->waiting, (GDestroyNotify)fecho_news_free);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
