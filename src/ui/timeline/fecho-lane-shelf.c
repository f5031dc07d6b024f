/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lane-shelf.h"

struct _FechoLaneShelf
{
  GPtrArray *lanes;             /* FechoTimelineLane */
  GHashTable *indices;          /* UUID, of the lane -> its index */
};

static void
free_lane (gpointer data)
{
  FechoTimelineLane *lane = data;

  if (lane == NULL)
    return;

  fecho_lane_free (lane->lane);
  g_clear_object (&lane->session);
  g_free (lane);
}

FechoLaneShelf *
fecho_lane_shelf_new (void)
{
  FechoLaneShelf *self = g_new0 (FechoLaneShelf, 1);

  self->lanes = g_ptr_array_new_with_free_func (free_lane);
  self->indices = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
fecho_lane_shelf_free (FechoLaneShelf *self)
{
  g_hash_table_unref (self->indices);
  g_ptr_array_unref (self->lanes);
  g_free (self);
}

static FechoTimelineLane *
make_lane (const char *session_id)
{
  FechoTimelineLane *lane = g_new0 (FechoTimelineLane, 1);

  lane->lane = fecho_lane_new (session_id);

  return lane;
}

static void
put_lane (GPtrArray         *lanes,
          GHashTable        *indices,
          FechoTimelineLane *lane)
{
  g_hash_table_insert (indices, lane->lane->session_id, GUINT_TO_POINTER (lanes->len));
  g_ptr_array_add (lanes, lane);
}

void
fecho_lane_shelf_set_sessions (FechoLaneShelf    *self,
                               const char *const *ids,
                               FechoMonitor      *monitor)
{
  g_autoptr(GPtrArray) lanes = g_ptr_array_new_with_free_func (free_lane);
  g_autoptr(GHashTable) indices = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      FechoTimelineLane *lane = NULL;
      FechoSession *session;
      guint before;

      if (g_hash_table_contains (indices, ids[i]))
        continue;
      if (fecho_lane_shelf_find (self, ids[i], &before))
        lane = g_steal_pointer (&self->lanes->pdata[before]);
      if (lane == NULL)
        lane = make_lane (ids[i]);
      session = monitor != NULL ? fecho_monitor_find_session (monitor, ids[i]) : NULL;
      g_set_object (&lane->session, session);
      put_lane (lanes, indices, lane);
    }

  /* Before the lanes: its keys are theirs. */
  g_hash_table_unref (self->indices);
  self->indices = g_steal_pointer (&indices);
  g_ptr_array_unref (self->lanes);
  self->lanes = g_steal_pointer (&lanes);
}

gboolean
fecho_lane_shelf_append (FechoLaneShelf *self,
                         GPtrArray      *sessions)
{
  for (guint i = 0; i < sessions->len; i++)
    if (g_hash_table_contains (self->indices, fecho_session_get_id (sessions->pdata[i])))
      return FALSE;

  for (guint i = 0; i < sessions->len; i++)
    {
      FechoTimelineLane *lane = make_lane (fecho_session_get_id (sessions->pdata[i]));

      lane->session = g_object_ref (sessions->pdata[i]);
      put_lane (self->lanes, self->indices, lane);
    }

  return TRUE;
}

gboolean
fecho_lane_shelf_is_order (FechoLaneShelf    *self,
                           const char *const *ids)
{
  guint i = 0;

  while (i < self->lanes->len && ids[i] != NULL &&
         g_str_equal (fecho_lane_shelf_get_lane (self, i)->lane->session_id, ids[i]))
    i++;

  return i == self->lanes->len && ids[i] == NULL;
}

guint
fecho_lane_shelf_get_n_lanes (FechoLaneShelf *self)
{
  return self->lanes->len;
}

FechoTimelineLane *
fecho_lane_shelf_get_lane (FechoLaneShelf *self,
                           guint           index)
{
  g_return_val_if_fail (index < self->lanes->len, NULL);

  return self->lanes->pdata[index];
}

gboolean
fecho_lane_shelf_find (FechoLaneShelf *self,
                       const char     *id,
                       guint          *ret_index)
{
  gpointer index;

  if (!g_hash_table_lookup_extended (self->indices, id, NULL, &index))
    return FALSE;

  *ret_index = GPOINTER_TO_UINT (index);

  return TRUE;
}

void
fecho_lane_shelf_mark_all (FechoLaneShelf *self)
{
  for (guint i = 0; i < self->lanes->len; i++)
    fecho_lane_shelf_get_lane (self, i)->stale = TRUE;
}

static gboolean
is_wanted (const FechoTimelineLane *lane,
           const FechoLaneView     *view)
{
  if (lane->known_to_us == 0 || lane->stale || view->from_us < lane->known_from_us)
    return TRUE;
  if (view->to_us > lane->known_to_us && !lane->follows)
    return TRUE;

  /* From nearer there is more to see. */
  return lane->lane->coarse && view->cell_us < lane->cell_us - lane->cell_us / 4;
}

gboolean
fecho_lane_shelf_wants (FechoLaneShelf      *self,
                        const FechoLaneView *view)
{
  for (guint i = view->first; i < MIN (view->end, self->lanes->len); i++)
    {
      const FechoTimelineLane *lane = fecho_lane_shelf_get_lane (self, i);

      if (!lane->reading && is_wanted (lane, view))
        return TRUE;
    }

  return FALSE;
}

/* What was asked and not answered is as it was before. */
static void
stop_reading (FechoLaneShelf *self)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      FechoTimelineLane *lane = fecho_lane_shelf_get_lane (self, i);

      lane->stale = lane->stale || lane->reading;
      lane->reading = FALSE;
    }
}

char **
fecho_lane_shelf_start_reading (FechoLaneShelf      *self,
                                const FechoLaneView *view)
{
  g_autoptr(GStrvBuilder) wanted = g_strv_builder_new ();

  stop_reading (self);
  for (guint i = view->first; i < MIN (view->end, self->lanes->len); i++)
    {
      FechoTimelineLane *lane = fecho_lane_shelf_get_lane (self, i);

      if (!is_wanted (lane, view))
        continue;

      lane->reading = TRUE;
      lane->stale = FALSE;
      g_strv_builder_add (wanted, lane->lane->session_id);
    }

  return g_strv_builder_end (wanted);
}

void
fecho_lane_shelf_take (FechoLaneShelf      *self,
                       GPtrArray           *lanes,
                       const FechoLaneView *view)
{
  for (guint i = 0; i < lanes->len; i++)
    {
      FechoLane *read = lanes->pdata[i];
      FechoTimelineLane *lane;
      FechoLane *before;
      guint index;

      if (!fecho_lane_shelf_find (self, read->session_id, &index))
        continue;

      lane = fecho_lane_shelf_get_lane (self, index);
      before = lane->lane;
      lanes->pdata[i] = before;
      lane->lane = read;
      lane->known_from_us = view->from_us;
      lane->known_to_us = view->to_us;
      lane->cell_us = view->cell_us;
      lane->follows = view->live;
      lane->reading = FALSE;
      /* The key is the name of the lane that goes. */
      g_hash_table_replace (self->indices, read->session_id, GUINT_TO_POINTER (index));
    }
}

const char *
fecho_timeline_lane_get_name (const FechoTimelineLane *lane)
{
  g_return_val_if_fail (lane != NULL, NULL);

  return lane->session != NULL ? fecho_session_get_name (lane->session) : lane->lane->session_id;
}

FechoDictionary *
fecho_timeline_lane_find_dictionary (const FechoTimelineLane *lane)
{
  g_return_val_if_fail (lane != NULL, NULL);

  return lane->session != NULL ? fecho_session_dictionary_find (lane->session) : NULL;
}
