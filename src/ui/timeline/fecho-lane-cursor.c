/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lane-cursor.h"

static guint
count_clusters (FechoLaneCache *cache,
                guint           lane)
{
  return fecho_lane_cache_get_geometry (cache, lane)->clusters->len;
}

/* The lane of the cursor; the first where it has none. */
static gboolean
get_start (const FechoLaneCursor *self,
           FechoLaneCache        *cache,
           guint                 *ret_lane)
{
  if (fecho_lane_cursor_get_lane (self, cache, ret_lane))
    return TRUE;

  *ret_lane = 0;

  return fecho_lane_cache_get_n_lanes (cache) > 0;
}

void
fecho_lane_cursor_clear (FechoLaneCursor *self)
{
  g_clear_pointer (&self->session_id, g_free);
  self->marker_id = 0;
  self->marker_us = 0;
}

void
fecho_lane_cursor_set (FechoLaneCursor *self,
                       FechoLaneCache  *cache,
                       guint            lane,
                       int              index)
{
  const FechoTimelineLane *to = fecho_lane_cache_get_lane (cache, lane);
  gint64 marker_id = 0;
  gint64 marker_us = 0;

  if (index >= 0)
    {
      const FechoLaneGeometry *geometry = fecho_lane_cache_get_geometry (cache, lane);
      guint first = fecho_lane_geometry_get_cluster (geometry, index)->first;

      marker_id = g_array_index (geometry->markers, FechoMarker, first).id;
      marker_us = g_array_index (geometry->markers, FechoMarker, first).at_us;
    }

  g_free (self->session_id);
  self->session_id = g_strdup (to->lane->session_id);
  self->marker_id = marker_id;
  self->marker_us = marker_us;
}

gboolean
fecho_lane_cursor_get_lane (const FechoLaneCursor *self,
                            FechoLaneCache        *cache,
                            guint                 *ret_lane)
{
  return self->session_id != NULL && fecho_lane_cache_find (cache, self->session_id, ret_lane);
}

gboolean
fecho_lane_cursor_locate (const FechoLaneCursor *self,
                          FechoLaneCache        *cache,
                          guint                 *ret_lane,
                          guint                 *ret_index)
{
  guint lane;

  if (!fecho_lane_cursor_get_lane (self, cache, &lane) || self->marker_id == 0 ||
      !fecho_lane_geometry_find (fecho_lane_cache_get_geometry (cache, lane), self->marker_id,
                                 self->marker_us, ret_index))
    return FALSE;

  *ret_lane = lane;

  return TRUE;
}

gboolean
fecho_lane_cursor_step (FechoLaneCursor *self,
                        FechoLaneCache  *cache,
                        int              by)
{
  guint lane;
  guint index;
  int to;

  if (!fecho_lane_cursor_locate (self, cache, &lane, &index))
    return fecho_lane_cursor_go_to_end (self, cache, by < 0);

  to = (int)index + by;
  if (to < 0 || to >= (int)count_clusters (cache, lane))
    return FALSE;

  fecho_lane_cursor_set (self, cache, lane, to);

  return TRUE;
}

static gboolean
has_class (const FechoLaneGeometry *geometry,
           guint                    index,
           FechoCloseClass          klass,
           const FechoDictionary   *dictionary)
{
  const FechoCluster *cluster = fecho_lane_geometry_get_cluster (geometry, index);

  for (guint i = cluster->first; i < cluster->first + cluster->n_markers; i++)
    {
      const FechoMarker *marker = &g_array_index (geometry->markers, FechoMarker, i);

      if (fecho_dictionary_get_class (dictionary, marker->code) == klass)
        return TRUE;
    }

  return FALSE;
}

gboolean
fecho_lane_cursor_step_to (FechoLaneCursor *self,
                           FechoLaneCache  *cache,
                           FechoCloseClass  klass,
                           int              by)
{
  int n_lanes = (int)fecho_lane_cache_get_n_lanes (cache);
  guint start;
  guint at;
  int index;

  if (!get_start (self, cache, &start))
    return FALSE;

  index = by > 0 ? -1 : (int)count_clusters (cache, start);
  if (fecho_lane_cursor_locate (self, cache, &start, &at))
    index = (int)at;
  for (int lane = (int)start; lane >= 0 && lane < n_lanes; lane += by)
    {
      const FechoLaneGeometry *geometry = fecho_lane_cache_get_geometry (cache, lane);
      const FechoDictionary *dictionary =
        fecho_timeline_lane_find_dictionary (fecho_lane_cache_get_lane (cache, lane));

      if (lane != (int)start)
        index = by > 0 ? -1 : (int)geometry->clusters->len;
      for (index += by; index >= 0 && index < (int)geometry->clusters->len; index += by)
        if (has_class (geometry, index, klass, dictionary))
          {
            fecho_lane_cursor_set (self, cache, lane, index);
            return TRUE;
          }
    }

  return FALSE;
}

gboolean
fecho_lane_cursor_step_lane (FechoLaneCursor *self,
                             FechoLaneCache  *cache,
                             int              by)
{
  const FechoTimeAxis *axis = fecho_lane_cache_get_axis (cache);
  double x = axis->width;
  guint lane;
  guint index;
  int to;

  if (self->session_id == NULL)
    return fecho_lane_cursor_go_to_end (self, cache, TRUE);
  if (!get_start (self, cache, &lane))
    return FALSE;

  to = (int)lane + by;
  if (to < 0 || to >= (int)fecho_lane_cache_get_n_lanes (cache))
    return FALSE;

  if (fecho_lane_cursor_locate (self, cache, &lane, &index))
    x = fecho_lane_geometry_get_cluster (fecho_lane_cache_get_geometry (cache, lane), index)->x;

  if (fecho_lane_geometry_find_nearest (fecho_lane_cache_get_geometry (cache, to), x, &index))
    fecho_lane_cursor_set (self, cache, to, (int)index);
  else
    fecho_lane_cursor_set (self, cache, to, -1);

  return TRUE;
}

gboolean
fecho_lane_cursor_go_to_end (FechoLaneCursor *self,
                             FechoLaneCache  *cache,
                             gboolean         last)
{
  guint lane;
  guint n_clusters;

  if (!get_start (self, cache, &lane))
    return FALSE;

  n_clusters = count_clusters (cache, lane);
  if (n_clusters == 0)
    fecho_lane_cursor_set (self, cache, lane, -1);
  else
    fecho_lane_cursor_set (self, cache, lane, last ? (int)n_clusters - 1 : 0);

  return TRUE;
}
