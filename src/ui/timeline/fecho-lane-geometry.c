/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lane-geometry.h"

#include <math.h>

/* What is not open and narrower is not drawn. */
#define MIN_BAR_PX 5
/* Ticks that are nearer look like one. */
#define MIN_TICK_PX 2

static GArray *
place_ticks (const FechoLane     *lane,
             const FechoTimeAxis *axis,
             guint                classes)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (double));
  double last_x = -MIN_TICK_PX;

  for (guint i = 0; i < lane->markers->len; i++)
    {
      const FechoMarker *marker = &g_array_index (lane->markers, FechoMarker, i);
      double x;

      if (!fecho_marker_is_attempt (marker) || marker->at_us < axis->from_us ||
          marker->at_us >= axis->to_us ||
          !(classes & (1u << fecho_close_code_get_class (marker->code))))
        continue;

      x = fecho_time_axis_to_x (axis, marker->at_us);
      if (x - last_x < MIN_TICK_PX)
        continue;

      g_array_append_val (ticks, x);
      last_x = x;
    }

  return ticks;
}

FechoLaneGeometry *
fecho_lane_geometry_new (const FechoLane         *lane,
                         const FechoTimeAxis     *axis,
                         gint64                   known_to_us,
                         guint                    classes,
                         const FechoClusterSizes *sizes,
                         const FechoDictionary   *dictionary)
{
  FechoLaneGeometry *self = g_new0 (FechoLaneGeometry, 1);

  self->markers = fecho_cluster_select (lane->markers, axis->from_us, axis->to_us, classes,
                                        dictionary);
  self->clusters = fecho_cluster_build (self->markers, axis, sizes, dictionary);
  self->bars = fecho_bars_build (lane->spans, axis, known_to_us, MIN_BAR_PX);
  self->ticks = place_ticks (lane, axis, classes);

  return self;
}

void
fecho_lane_geometry_free (FechoLaneGeometry *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->markers, g_array_unref);
  g_clear_pointer (&self->clusters, g_array_unref);
  g_clear_pointer (&self->bars, g_array_unref);
  g_clear_pointer (&self->ticks, g_array_unref);
  g_free (self);
}

const FechoCluster *
fecho_lane_geometry_get_cluster (const FechoLaneGeometry *self,
                                 guint                    index)
{
  g_return_val_if_fail (index < self->clusters->len, NULL);

  return &g_array_index (self->clusters, FechoCluster, index);
}

gboolean
fecho_lane_geometry_pick (const FechoLaneGeometry *self,
                          double                   x,
                          double                   dy,
                          guint                   *ret_index)
{
  double nearest = G_MAXDOUBLE;

  if (fabs (dy) > FECHO_LANE_HIT_PX)
    return FALSE;

  for (guint i = 0; i < self->clusters->len; i++)
    {
      const FechoCluster *cluster = fecho_lane_geometry_get_cluster (self, i);
      double distance = fabs (x - cluster->x);

      if (distance <= MAX (FECHO_LANE_HIT_PX, cluster->width / 2) && distance < nearest)
        {
          nearest = distance;
          *ret_index = i;
        }
    }

  return nearest < G_MAXDOUBLE;
}

gboolean
fecho_lane_geometry_find (const FechoLaneGeometry *self,
                          gint64                   marker_id,
                          gint64                   marker_us,
                          guint                   *ret_index)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->clusters->len; i++)
    {
      const FechoCluster *cluster = fecho_lane_geometry_get_cluster (self, i);

      for (guint j = cluster->first; j < cluster->first + cluster->n_markers; j++)
        {
          const FechoMarker *marker = &g_array_index (self->markers, FechoMarker, j);
          gboolean within = marker->n > 1 && marker->at_us <= marker_us &&
                            marker_us <= marker->last_us;

          if (marker->id == marker_id || (within && !found))
            *ret_index = i;
          if (marker->id == marker_id)
            return TRUE;
          found |= within;
        }
    }

  return found;
}

gboolean
fecho_lane_geometry_find_nearest (const FechoLaneGeometry *self,
                                  double                   x,
                                  guint                   *ret_index)
{
  double nearest = G_MAXDOUBLE;

  for (guint i = 0; i < self->clusters->len; i++)
    {
      double distance = fabs (x - fecho_lane_geometry_get_cluster (self, i)->x);

      if (distance < nearest)
        {
          nearest = distance;
          *ret_index = i;
        }
    }

  return self->clusters->len > 0;
}

const FechoSpan *
fecho_lane_find_span (const FechoLane *lane,
                      gint64           at_us,
                      gint64           known_to_us)
{
  for (guint i = 0; i < lane->spans->len; i++)
    {
      const FechoSpan *span = &g_array_index (lane->spans, FechoSpan, i);

      if (at_us >= span->from_us && (at_us < span->to_us || span->to_us >= known_to_us))
        return span;
    }

  return NULL;
}
