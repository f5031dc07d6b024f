/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cluster.h"

#include <math.h>

/* What is asked of all clusters of a lane. */
typedef struct
{
  const GArray *markers;
  const FechoTimeAxis *axis;
  const FechoClusterSizes *sizes;
  const FechoDictionary *dictionary;
} Question;

/* The class that is drawn where two are equally frequent: what is wrong before what is not. */
static const FechoCloseClass precedence[FECHO_N_CLOSE_CLASSES] = {
  FECHO_CLOSE_CLASS_ABNORMAL, FECHO_CLOSE_CLASS_SERVER, FECHO_CLOSE_CLASS_POLICY,
  FECHO_CLOSE_CLASS_PROTOCOL, FECHO_CLOSE_CLASS_LIBRARY, FECHO_CLOSE_CLASS_APPLICATION,
  FECHO_CLOSE_CLASS_INVALID, FECHO_CLOSE_CLASS_NORMAL,
};

static const FechoMarker *
get_marker (const GArray *markers,
            guint         index)
{
  return &g_array_index (markers, FechoMarker, index);
}

static double
get_marker_x (const GArray        *markers,
              guint                index,
              const FechoTimeAxis *axis)
{
  return fecho_time_axis_to_x (axis, get_marker (markers, index)->at_us);
}

static guint
count_digits (guint n)
{
  guint n_digits = 1;

  for (; n >= 10; n /= 10)
    n_digits++;

  return n_digits;
}

static double
measure_pill (const FechoCluster      *cluster,
              const FechoClusterSizes *sizes)
{
  guint n_digits = 0;

  if (cluster->n_closes > 0)
    n_digits += count_digits (cluster->n_closes);
  /* "+3" after a gap of half a figure. */
  if (cluster->n_apart > 0)
    n_digits += count_digits (cluster->n_apart) + (cluster->n_closes > 0 ? 2 : 1);

  return sizes->padding + cluster->n_classes * sizes->glyph + n_digits * sizes->digit;
}

/* Between its outer markers, pushed in where it would leave the chart. */
static double
place_pill (const FechoCluster      *cluster,
            double                   x,
            const FechoTimeAxis     *axis,
            const FechoClusterSizes *sizes)
{
  double least = cluster->width / 2 - sizes->room_left;
  double most = axis->width + sizes->room_right - cluster->width / 2;

  return MAX (MIN (x, most), least);
}

static void
choose_classes (FechoCluster *cluster,
                const guint  *counts)
{
  cluster->n_classes = 0;
  for (guint slot = 0; slot < FECHO_CLUSTER_N_GLYPHS; slot++)
    {
      FechoCloseClass best = FECHO_N_CLOSE_CLASSES;

      for (guint i = 0; i < FECHO_N_CLOSE_CLASSES; i++)
        {
          FechoCloseClass klass = precedence[i];
          gboolean taken = slot > 0 && klass == cluster->classes[0];

          if (!taken && counts[klass] > 0 &&
              (best == FECHO_N_CLOSE_CLASSES || counts[klass] > counts[best]))
            best = klass;
        }

      if (best != FECHO_N_CLOSE_CLASSES)
        cluster->classes[cluster->n_classes++] = best;
    }
}

/* Counts the markers first to last and gives the cluster its place and size. */
static void
measure (FechoCluster   *cluster,
         guint           first,
         guint           last,
         const Question *asked)
{
  guint counts[FECHO_N_CLOSE_CLASSES] = { 0 };

  *cluster = (FechoCluster) { .first = first, .n_markers = last - first + 1 };
  for (guint i = first; i <= last; i++)
    {
      const FechoMarker *marker = get_marker (asked->markers, i);

      counts[fecho_dictionary_get_class (asked->dictionary, marker->code)] += marker->n;
      if (fecho_marker_is_close (marker))
        cluster->n_closes += marker->n;
      else
        cluster->n_apart += marker->n;
    }

  choose_classes (cluster, counts);
  cluster->x = (get_marker_x (asked->markers, first, asked->axis) +
                get_marker_x (asked->markers, last, asked->axis)) / 2;
  cluster->width = fecho_cluster_is_lone (cluster) ? asked->sizes->marker
                   : measure_pill (cluster, asked->sizes);
  if (!fecho_cluster_is_lone (cluster))
    cluster->x = place_pill (cluster, cluster->x, asked->axis, asked->sizes);
}

static gboolean
overlap (const FechoCluster      *a,
         const FechoCluster      *b,
         const FechoClusterSizes *sizes)
{
  double distance = b->x - a->x;

  if (fecho_cluster_is_lone (a) && fecho_cluster_is_lone (b))
    return distance < sizes->near;

  return distance < (a->width + b->width) / 2;
}

/* Adds the markers first to last, joined with what they would be drawn over. */
static void
add_cluster (GArray         *clusters,
             guint           first,
             guint           last,
             const Question *asked)
{
  FechoCluster cluster;

  measure (&cluster, first, last, asked);
  while (clusters->len > 0)
    {
      const FechoCluster *before = &g_array_index (clusters, FechoCluster, clusters->len - 1);

      if (!overlap (before, &cluster, asked->sizes))
        break;

      measure (&cluster, before->first, last, asked);
      g_array_set_size (clusters, clusters->len - 1);
    }
  g_array_append_val (clusters, cluster);
}

/* The last marker of the chain of near ones that begins at first. */
static guint
find_end_of_chain (guint                    first,
                   const GArray            *markers,
                   const FechoTimeAxis     *axis,
                   const FechoClusterSizes *sizes)
{
  guint last = first;
  double x = get_marker_x (markers, first, axis);

  while (last + 1 < markers->len)
    {
      double next_x = get_marker_x (markers, last + 1, axis);

      if (next_x - x >= sizes->near)
        break;

      x = next_x;
      last++;
    }

  return last;
}

static gint64
get_cell (const FechoMarker       *marker,
          const FechoTimeAxis     *axis,
          const FechoClusterSizes *sizes)
{
  double cell_us = sizes->split * (axis->to_us - axis->from_us) / axis->width;

  return (gint64)floor (marker->at_us / MAX (cell_us, 1));
}

static void
add_chain (GArray         *clusters,
           guint           first,
           guint           last,
           const Question *asked)
{
  double length = get_marker_x (asked->markers, last, asked->axis) -
                  get_marker_x (asked->markers, first, asked->axis);
  guint start = first;

  for (guint i = first + 1; length > asked->sizes->split && i <= last; i++)
    if (get_cell (get_marker (asked->markers, i), asked->axis, asked->sizes)
        != get_cell (get_marker (asked->markers, start), asked->axis, asked->sizes))
      {
        add_cluster (clusters, start, i - 1, asked);
        start = i;
      }

  add_cluster (clusters, start, last, asked);
}

gboolean
fecho_cluster_is_lone (const FechoCluster *self)
{
  return self->n_closes + self->n_apart == 1;
}

guint
fecho_cluster_count (const FechoMarker *markers,
                     guint              n_markers)
{
  guint n = 0;

  for (guint i = 0; i < n_markers; i++)
    n += markers[i].n;

  return n;
}

gboolean
fecho_marker_is_attempt (const FechoMarker *marker)
{
  return marker->life_us == FECHO_UNKNOWN;
}

gboolean
fecho_marker_is_close (const FechoMarker *marker)
{
  return !fecho_marker_is_attempt (marker) && !marker->own && !marker->interrupted;
}

/* The first that is not before a time. */
static guint
find_first (const GArray *markers,
            gint64        from_us)
{
  guint low = 0;
  guint high = markers->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_marker (markers, middle)->at_us < from_us)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

GArray *
fecho_cluster_select (const GArray          *markers,
                      gint64                 from_us,
                      gint64                 to_us,
                      guint                  classes,
                      const FechoDictionary *dictionary)
{
  GArray *selected = g_array_new (FALSE, FALSE, sizeof (FechoMarker));

  for (guint i = find_first (markers, from_us); i < markers->len; i++)
    {
      const FechoMarker *marker = get_marker (markers, i);

      if (marker->at_us >= to_us)
        break;
      if (!fecho_marker_is_attempt (marker) &&
          (classes & (1u << fecho_dictionary_get_class (dictionary, marker->code))) != 0)
        g_array_append_vals (selected, marker, 1);
    }

  return selected;
}

GArray *
fecho_cluster_build (const GArray            *markers,
                     const FechoTimeAxis     *axis,
                     const FechoClusterSizes *sizes,
                     const FechoDictionary   *dictionary)
{
  const Question asked = { markers, axis, sizes, dictionary };
  GArray *clusters = g_array_new (FALSE, FALSE, sizeof (FechoCluster));
  guint first = 0;

  g_return_val_if_fail (axis->width > 0 && axis->to_us > axis->from_us, clusters);

  while (first < markers->len)
    {
      guint last = find_end_of_chain (first, markers, axis, sizes);

      add_chain (clusters, first, last, &asked);
      first = last + 1;
    }

  return clusters;
}
