/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dialer.h"

typedef struct
{
  char *name;
  GQueue waiting;               /* of FechoDialerTicket */
  guint n_in_flight;
  GList link;                   /* in the turns, while it may start one */
  gboolean has_turn;
} Host;

struct _FechoDialer
{
  GHashTable *hosts;            /* name: Host */
  GQueue turns;                 /* of Host */
  guint n_in_flight;
};

static void
host_free (gpointer data)
{
  Host *host = data;

  g_free (host->name);
  g_free (host);
}

static Host *
find_host (FechoDialer *self,
           const char  *name)
{
  Host *host = g_hash_table_lookup (self->hosts, name);

  if (host != NULL)
    return host;

  host = g_new0 (Host, 1);
  host->name = g_strdup (name);
  host->link.data = host;
  g_hash_table_insert (self->hosts, host->name, host);

  return host;
}

static void
give_turn (FechoDialer *self,
           Host        *host)
{
  if (host->has_turn || host->waiting.length == 0 || host->n_in_flight >= FECHO_DIALER_MAX_PER_HOST)
    return;

  host->has_turn = TRUE;
  g_queue_push_tail_link (&self->turns, &host->link);
}

static void
take_turn (FechoDialer *self,
           Host        *host)
{
  if (!host->has_turn)
    return;

  host->has_turn = FALSE;
  g_queue_unlink (&self->turns, &host->link);
}

static void
start_one (FechoDialer *self,
           Host        *host)
{
  FechoDialerTicket *ticket = g_queue_pop_head_link (&host->waiting)->data;

  ticket->in_flight = TRUE;
  host->n_in_flight++;
  self->n_in_flight++;
  take_turn (self, host);
  give_turn (self, host);
  ticket->start (ticket->data);
}

static void
start_some (FechoDialer *self)
{
  while (self->n_in_flight < FECHO_DIALER_MAX_IN_FLIGHT && self->turns.length > 0)
    start_one (self, g_queue_peek_head (&self->turns));
}

static void
forget_idle_host (FechoDialer *self,
                  Host        *host)
{
  if (host->waiting.length == 0 && host->n_in_flight == 0)
    g_hash_table_remove (self->hosts, host->name);
}

FechoDialer *
fecho_dialer_new (void)
{
  FechoDialer *self = g_new0 (FechoDialer, 1);

  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, host_free);
  g_queue_init (&self->turns);

  return self;
}

void
fecho_dialer_free (FechoDialer *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->hosts);
  g_free (self);
}

void
fecho_dialer_join (FechoDialer       *self,
                   FechoDialerTicket *ticket,
                   const char        *host_name,
                   FechoDialerFunc    start,
                   gpointer           data)
{
  Host *host;

  g_return_if_fail (self != NULL);
  g_return_if_fail (ticket->host == NULL);

  host = find_host (self, host_name);
  *ticket = (FechoDialerTicket){ .host = host, .start = start, .data = data };
  ticket->link.data = ticket;
  g_queue_push_tail_link (&host->waiting, &ticket->link);
  give_turn (self, host);
  start_some (self);
}

void
fecho_dialer_leave (FechoDialer       *self,
                    FechoDialerTicket *ticket)
{
  Host *host = ticket->host;

  g_return_if_fail (self != NULL);

  if (host == NULL)
    return;

  ticket->host = NULL;
  if (ticket->in_flight)
    {
      host->n_in_flight--;
      self->n_in_flight--;
    }
  else
    {
      g_queue_unlink (&host->waiting, &ticket->link);
    }
  if (host->waiting.length == 0)
    take_turn (self, host);
  else
    give_turn (self, host);
  forget_idle_host (self, host);
  start_some (self);
}
