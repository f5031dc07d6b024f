/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lane-order.h"

#include "fecho-scope.h"

struct _FechoLaneOrder
{
  void (*changed)(gpointer data);
  gpointer data;
  FechoSessionRanks *ranks;         /* NULL: none */
  gboolean narrow;
  gboolean held;
  gboolean sort_later;              /* when it is not held any more */
  guint sort_id;
};

FechoLaneOrder *
fecho_lane_order_new (void (*changed)(gpointer data),
                      gpointer data)
{
  FechoLaneOrder *self = g_new0 (FechoLaneOrder, 1);

  self->changed = changed;
  self->data = data;

  return self;
}

void
fecho_lane_order_free (FechoLaneOrder *self)
{
  g_clear_handle_id (&self->sort_id, g_source_remove);
  if (self->ranks != NULL)
    g_signal_handlers_disconnect_by_data (self->ranks, self);
  g_clear_object (&self->ranks);
  g_free (self);
}

static FechoRankOrder
get_order (FechoLaneOrder *self)
{
  FechoRankOrder order;

  if (self->ranks == NULL)
    return FECHO_RANK_OWN;

  order = fecho_session_ranks_get_order (self->ranks);

  return self->narrow && order == FECHO_RANK_OWN ? FECHO_RANK_ATTENTION : order;
}

static void
sort_now (FechoLaneOrder *self)
{
  self->changed (self->data);
}

static void
ranks_changed_cb (FechoLaneOrder *self)
{
  if (get_order (self) == FECHO_RANK_OWN)
    return;

  if (self->held)
    self->sort_later = TRUE;
  else
    sort_now (self);
}

static gboolean
sort_cb (gpointer data)
{
  FechoLaneOrder *self = data;

  self->sort_id = 0;
  sort_now (self);

  return G_SOURCE_REMOVE;
}

void
fecho_lane_order_set_ranks (FechoLaneOrder    *self,
                            FechoSessionRanks *ranks)
{
  g_return_if_fail (FECHO_IS_SESSION_RANKS (ranks) && self->ranks == NULL);

  self->ranks = g_object_ref (ranks);
  g_signal_connect_swapped (ranks, "changed", G_CALLBACK (ranks_changed_cb), self);
  g_signal_connect_swapped (ranks, "notify::order", G_CALLBACK (sort_now), self);
  sort_now (self);
}

void
fecho_lane_order_set_narrow (FechoLaneOrder *self,
                             gboolean        narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  /* This is told in the middle of a layout, which other lanes would begin anew. */
  if (self->ranks != NULL && self->sort_id == 0)
    self->sort_id = g_idle_add (sort_cb, self);
}

void
fecho_lane_order_set_held (FechoLaneOrder *self,
                           gboolean        held)
{
  self->held = held;
  if (!held && self->sort_later)
    sort_now (self);
}

gboolean
fecho_lane_order_is_own (FechoLaneOrder *self)
{
  return get_order (self) == FECHO_RANK_OWN;
}

GPtrArray *
fecho_lane_order_list_ids (FechoLaneOrder *self,
                           FechoIdList    *scope,
                           FechoMonitor   *monitor)
{
  GPtrArray *ids = g_ptr_array_new ();
  g_autoptr(GPtrArray) sessions = g_ptr_array_new ();
  g_autoptr(GPtrArray) gone = g_ptr_array_new ();

  g_clear_handle_id (&self->sort_id, g_source_remove);
  self->sort_later = FALSE;
  fecho_scope_split (scope, monitor, sessions, gone);
  if (get_order (self) != FECHO_RANK_OWN)
    fecho_session_ranks_sort (self->ranks, get_order (self), sessions);
  for (guint i = 0; i < sessions->len; i++)
    g_ptr_array_add (ids, (char *)fecho_session_get_id (g_ptr_array_index (sessions, i)));
  g_ptr_array_extend (ids, gone, NULL, NULL);
  g_ptr_array_add (ids, NULL);

  return ids;
}
