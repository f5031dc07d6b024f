/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-shard.h"

FechoShard *
fecho_shard_new (const FechoShared  *shared,
                 GError            **error)
{
  FechoReactorContext *context = fecho_reactor_add_context (shared->reactor, error);
  FechoShard *self;

  if (context == NULL)
    return NULL;

  self = g_new0 (FechoShard, 1);
  self->shared = shared;
  self->context = context;
  self->beat = fecho_beat_new (shared->reactor, context);
  self->pool = fecho_session_pool_new (shared->tls_store, shared->system_proxies);

  return self;
}

/* The context itself starts as one of which nothing is known. */
void
fecho_shard_begin_busy (FechoShard *self)
{
  if (!self->is_settled)
    fecho_reactor_context_settle (self->context);
  self->is_settled = TRUE;
  fecho_reactor_context_unsettle (self->context);
}

void
fecho_shard_end_busy (FechoShard *self)
{
  fecho_reactor_context_settle (self->context);
}

static gboolean
retire_on_reactor (gpointer data)
{
  FechoShard *self = data;

  g_assert (fecho_reactor_context_is_current (self->context));

  g_clear_pointer (&self->pool, fecho_session_pool_free);
  g_clear_pointer (&self->beat, fecho_beat_free);

  return G_SOURCE_REMOVE;
}

void
fecho_shard_retire (FechoShard *self)
{
  fecho_reactor_context_invoke (self->context, retire_on_reactor, self, NULL);
}

void
fecho_shard_free (FechoShard *self)
{
  g_free (self);
}
