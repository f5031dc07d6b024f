/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-refresher.h"

static void
ask (FechoRefresher *self)
{
  if (!self->active || !self->wanted || self->cancellable != NULL)
    return;

  self->wanted = FALSE;
  self->cancellable = g_cancellable_new ();
  self->ask (self->owner, self->cancellable);
}

static void
cancel (FechoRefresher *self)
{
  g_autoptr(GCancellable) cancellable = g_steal_pointer (&self->cancellable);

  g_cancellable_cancel (cancellable);
}

void
fecho_refresher_init (FechoRefresher   *self,
                      FechoRefreshFunc  func,
                      gpointer          owner)
{
  *self = (FechoRefresher) { .ask = func, .owner = owner };
}

void
fecho_refresher_clear (FechoRefresher *self)
{
  self->active = FALSE;
  fecho_refresher_forget (self);
}

void
fecho_refresher_want (FechoRefresher *self)
{
  self->wanted = TRUE;
  ask (self);
}

void
fecho_refresher_restart (FechoRefresher *self)
{
  cancel (self);
  fecho_refresher_want (self);
}

void
fecho_refresher_forget (FechoRefresher *self)
{
  self->wanted = FALSE;
  cancel (self);
}

void
fecho_refresher_done (FechoRefresher *self)
{
  g_clear_object (&self->cancellable);
  ask (self);
}

void
fecho_refresher_set_active (FechoRefresher *self,
                            gboolean        active)
{
  if (self->active == active)
    return;

  self->active = active;
  if (active)
    {
      ask (self);
    }
  else if (self->cancellable != NULL)
    {
      self->wanted = TRUE;
      cancel (self);
    }
}
