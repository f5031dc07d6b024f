/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-bucket.h"

#define SECOND ((gint64)G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static const gint64 steps[] = {
  SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR,
  DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY,
};

static gint64
floor_to (gint64 value,
          gint64 step)
{
  gint64 rest = value % step;

  return value - (rest < 0 ? rest + step : rest);
}

static gint64
get_offset_us (GTimeZone *zone,
               gint64     us)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, us / SECOND);

  return g_time_zone_get_offset (zone, interval) * SECOND;
}

static gint64
find_edge_before (GTimeZone *zone,
                  gint64     us,
                  gint64     step_us)
{
  gint64 offset_us = get_offset_us (zone, us);
  gint64 edge_us = floor_to (us + offset_us, step_us) - offset_us;
  gint64 shift_us = get_offset_us (zone, edge_us) - offset_us;

  /* The clock was changed between the edge and us. */
  if (shift_us % step_us != 0 && edge_us - shift_us <= us)
    edge_us -= shift_us;

  return edge_us;
}

static gint64
find_edge_after (GTimeZone *zone,
                 gint64     edge_us,
                 gint64     step_us)
{
  gint64 offset_us = get_offset_us (zone, edge_us);
  gint64 next_us = floor_to (edge_us + offset_us, step_us) + step_us - offset_us;
  gint64 shift_us = get_offset_us (zone, next_us) - offset_us;

  if (shift_us % step_us != 0 && next_us - shift_us > edge_us)
    next_us -= shift_us;

  return next_us;
}

static guint
find_bucket (const FechoBuckets *self,
             gint64              at_us)
{
  guint low = 0;
  guint high = self->n_buckets;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (self->edges[middle] <= at_us)
        low = middle;
      else
        high = middle;
    }

  return low;
}

gint64
fecho_buckets_get_step_us (gint64 from_us,
                           gint64 to_us,
                           guint  max_buckets)
{
  g_return_val_if_fail (max_buckets > 0, steps[0]);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if ((to_us - from_us + steps[i] - 1) / steps[i] <= max_buckets)
      return steps[i];

  return steps[G_N_ELEMENTS (steps) - 1];
}

FechoBuckets *
fecho_buckets_new (gint64 from_us,
                   gint64 to_us,
                   guint  max_buckets)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GArray) edges = g_array_new (FALSE, FALSE, sizeof (gint64));
  FechoBuckets *self = g_new0 (FechoBuckets, 1);
  gint64 edge_us;

  self->step_us = fecho_buckets_get_step_us (from_us, to_us, max_buckets);
  edge_us = find_edge_before (zone, from_us, self->step_us);
  g_array_append_val (edges, edge_us);
  do
    {
      edge_us = find_edge_after (zone, edge_us, self->step_us);
      g_array_append_val (edges, edge_us);
    }
  while (edge_us < to_us);

  self->n_buckets = edges->len - 1;
  self->edges = (gint64 *)g_array_steal (edges, NULL);
  self->counts = g_new0 (guint, self->n_buckets * FECHO_N_CLOSE_CLASSES);

  return self;
}

void
fecho_buckets_free (FechoBuckets *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->private_counts, g_hash_table_unref);
  g_free (self->edges);
  g_free (self->counts);
  g_free (self);
}

static gboolean
is_inside (const FechoBuckets *self,
           gint64              at_us)
{
  return at_us >= self->edges[0] && at_us < self->edges[self->n_buckets];
}

gboolean
fecho_buckets_add (FechoBuckets    *self,
                   gint64           at_us,
                   FechoCloseClass  klass)
{
  g_return_val_if_fail (klass < FECHO_N_CLOSE_CLASSES, FALSE);

  if (!is_inside (self, at_us))
    return FALSE;

  self->counts[find_bucket (self, at_us) * FECHO_N_CLOSE_CLASSES + klass]++;

  return TRUE;
}

static void
add_private (FechoBuckets *self,
             guint         index,
             guint16       code,
             guint         n)
{
  const gpointer key = GUINT_TO_POINTER (index << 16 | code);
  guint before;

  if (self->private_counts == NULL)
    self->private_counts = g_hash_table_new (NULL, NULL);
  before = GPOINTER_TO_UINT (g_hash_table_lookup (self->private_counts, key));
  g_hash_table_insert (self->private_counts, key, GUINT_TO_POINTER (before + n));
}

gboolean
fecho_buckets_add_code (FechoBuckets *self,
                        gint64        at_us,
                        guint16       code,
                        guint         n)
{
  guint index;

  if (!is_inside (self, at_us))
    return FALSE;

  index = find_bucket (self, at_us);
  self->counts[index * FECHO_N_CLOSE_CLASSES + fecho_close_code_get_class (code)] += n;
  if (fecho_dictionary_may_explain (code))
    add_private (self, index, code, n);

  return TRUE;
}

void
fecho_buckets_classify (FechoBuckets *self,
                        GHashTable   *agreed)
{
  GHashTableIter iter;
  gpointer key;
  gpointer n;

  if (self->private_counts == NULL)
    return;

  g_hash_table_iter_init (&iter, self->private_counts);
  while (g_hash_table_iter_next (&iter, &key, &n))
    {
      guint16 code = GPOINTER_TO_UINT (key) & G_MAXUINT16;
      guint *counts = &self->counts[(GPOINTER_TO_UINT (key) >> 16) * FECHO_N_CLOSE_CLASSES];

      counts[fecho_close_code_get_class (code)] -= GPOINTER_TO_UINT (n);
      counts[fecho_dictionary_get_class (fecho_code_agreement_get (agreed, code),
                                         code)] += GPOINTER_TO_UINT (n);
    }
  g_clear_pointer (&self->private_counts, g_hash_table_unref);
}

gboolean
fecho_buckets_move (FechoBuckets    *self,
                    gint64           at_us,
                    FechoCloseClass  from,
                    FechoCloseClass  to)
{
  guint *counts;

  g_return_val_if_fail (from < FECHO_N_CLOSE_CLASSES && to < FECHO_N_CLOSE_CLASSES, FALSE);

  if (!is_inside (self, at_us))
    return FALSE;

  counts = &self->counts[find_bucket (self, at_us) * FECHO_N_CLOSE_CLASSES];
  if (counts[from] == 0)
    return FALSE;

  counts[from]--;
  counts[to]++;

  return TRUE;
}

guint
fecho_buckets_get_count (const FechoBuckets *self,
                         guint               index,
                         FechoCloseClass     klass)
{
  g_return_val_if_fail (index < self->n_buckets && klass < FECHO_N_CLOSE_CLASSES, 0);

  return self->counts[index * FECHO_N_CLOSE_CLASSES + klass];
}

guint
fecho_buckets_get_total (const FechoBuckets *self,
                         guint               index,
                         guint               classes)
{
  guint total = 0;

  g_return_val_if_fail (index < self->n_buckets, 0);

  for (guint klass = 0; klass < FECHO_N_CLOSE_CLASSES; klass++)
    if (classes & (1u << klass))
      total += fecho_buckets_get_count (self, index, klass);

  return total;
}

guint
fecho_buckets_find_peak (const FechoBuckets *self,
                         guint               classes)
{
  guint peak = 0;
  guint most = 0;

  for (guint i = 0; i < self->n_buckets; i++)
    {
      guint total = fecho_buckets_get_total (self, i, classes);

      if (total > most)
        {
          peak = i;
          most = total;
        }
    }

  return peak;
}
