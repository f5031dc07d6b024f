/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-span.h"

FechoLane *
fecho_lane_new (const char *session_id)
{
  FechoLane *self = g_new0 (FechoLane, 1);

  self->session_id = g_strdup (session_id);
  self->markers = g_array_new (FALSE, FALSE, sizeof (FechoMarker));
  self->spans = g_array_new (FALSE, FALSE, sizeof (FechoSpan));

  return self;
}

void
fecho_lane_free (FechoLane *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->session_id);
  g_array_unref (self->markers);
  g_array_unref (self->spans);
  g_free (self);
}

/* -- intervals */

/* The wall clock of a broken history may hold any number. */
static gint64
subtract (gint64 a,
          gint64 b)
{
  gint64 difference;

  if (__builtin_sub_overflow (a, b, &difference))
    return b > 0 ? G_MININT64 : G_MAXINT64;

  return difference;
}

static void
add_interval (GArray              *intervals,
              gint64               from_us,
              gint64               to_us,
              const FechoInterval *range)
{
  FechoInterval interval = {
    .from_us = MAX (from_us, range->from_us),
    .to_us = MIN (to_us, range->to_us),
  };

  if (interval.from_us < interval.to_us)
    g_array_append_val (intervals, interval);
}

static int
compare_intervals (gconstpointer a,
                   gconstpointer b)
{
  gint64 a_us = ((const FechoInterval *)a)->from_us;
  gint64 b_us = ((const FechoInterval *)b)->from_us;

  return (a_us > b_us) - (a_us < b_us);
}

/* Does the interval at *index or a later one hold us? Asked with rising times only: what ended
 * is passed for good, and a walk over a sorted array, overlaps and all, costs one pass. */
static gboolean
holds (const GArray *intervals,
       guint        *index,
       gint64        us)
{
  while (*index < intervals->len && g_array_index (intervals, FechoInterval, *index).to_us <= us)
    (*index)++;

  return *index < intervals->len && g_array_index (intervals, FechoInterval, *index).from_us <= us;
}

/* -- spans of a lane */

typedef struct
{
  FechoInterval range;
  GArray *watched;              /* FechoInterval, all three */
  GArray *open;
  GArray *connecting;
} Known;

/* A marker tells of the time before it: [start, open) connecting, [open, end) open. */
static void
add_marker (Known             *known,
            const FechoMarker *marker)
{
  gint64 opened_at_us = subtract (marker->at_us, MAX (marker->life_us, 0));
  gint64 started_at_us = subtract (opened_at_us, MAX (marker->handshake_us, 0));

  add_interval (known->open, opened_at_us, marker->at_us, &known->range);
  add_interval (known->connecting, started_at_us, opened_at_us, &known->range);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 a_us = *(const gint64 *)a;
  gint64 b_us = *(const gint64 *)b;

  return (a_us > b_us) - (a_us < b_us);
}

static void
add_edges (GArray       *edges,
           const GArray *intervals)
{
  for (guint i = 0; i < intervals->len; i++)
    {
      const FechoInterval *interval = &g_array_index (intervals, FechoInterval, i);

      g_array_append_val (edges, interval->from_us);
      g_array_append_val (edges, interval->to_us);
    }
}

static void
append_span (GArray        *spans,
             gint64         from_us,
             gint64         to_us,
             FechoSpanKind  kind)
{
  FechoSpan span = { .from_us = from_us, .to_us = to_us, .kind = kind };
  FechoSpan *last = spans->len > 0 ? &g_array_index (spans, FechoSpan, spans->len - 1) : NULL;

  if (last != NULL && last->kind == kind)
    last->to_us = to_us;
  else
    g_array_append_val (spans, span);
}

/* Cuts the range at every edge and asks what each piece is. Where a jump of the clock makes
 * connections overlap, open wins over connecting, and connecting over down. */
static void
sweep (const Known *known,
       GArray      *spans)
{
  g_autoptr(GArray) edges = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 from_us = known->range.from_us;
  guint watched = 0;
  guint open = 0;
  guint connecting = 0;

  add_edges (edges, known->watched);
  add_edges (edges, known->open);
  add_edges (edges, known->connecting);
  g_array_append_val (edges, known->range.to_us);
  g_array_sort (edges, compare_times);

  for (guint i = 0; i < edges->len; i++)
    {
      gint64 to_us = g_array_index (edges, gint64, i);
      FechoSpanKind kind = FECHO_SPAN_DOWN;

      if (to_us <= from_us)
        continue;
      if (!holds (known->watched, &watched, from_us))
        kind = FECHO_SPAN_NOT_MONITORED;
      else if (holds (known->open, &open, from_us))
        kind = FECHO_SPAN_OPEN;
      else if (holds (known->connecting, &connecting, from_us))
        kind = FECHO_SPAN_CONNECTING;
      append_span (spans, from_us, to_us, kind);
      from_us = to_us;
    }
}

void
fecho_lane_build_spans (FechoLane    *self,
                        const GArray *monitored,
                        gint64        opened_at_us,
                        gint64        from_us,
                        gint64        to_us,
                        gint64        now_us)
{
  g_autoptr(GArray) watched = g_array_new (FALSE, FALSE, sizeof (FechoInterval));
  g_autoptr(GArray) open = g_array_new (FALSE, FALSE, sizeof (FechoInterval));
  g_autoptr(GArray) connecting = g_array_new (FALSE, FALSE, sizeof (FechoInterval));
  Known known = {
    .range = { .from_us = from_us, .to_us = MIN (to_us, now_us) },
    .watched = watched,
    .open = open,
    .connecting = connecting,
  };

  g_return_if_fail (self != NULL);
  g_return_if_fail (monitored != NULL);

  g_array_set_size (self->spans, 0);
  for (guint i = 0; i < monitored->len; i++)
    {
      const FechoInterval *interval = &g_array_index (monitored, FechoInterval, i);

      add_interval (watched, interval->from_us, interval->to_us, &known.range);
    }
  for (guint i = 0; i < self->markers->len; i++)
    add_marker (&known, &g_array_index (self->markers, FechoMarker, i));
  if (opened_at_us != FECHO_UNKNOWN)
    add_interval (open, opened_at_us, G_MAXINT64, &known.range);

  g_array_sort (watched, compare_intervals);
  g_array_sort (open, compare_intervals);
  g_array_sort (connecting, compare_intervals);
  sweep (&known, self->spans);
}

/* -- coarser */

static gint64
get_cell (gint64 at_us,
          gint64 cell_us)
{
  gint64 cell = at_us / cell_us;

  return at_us < 0 && at_us % cell_us != 0 ? cell - 1 : cell;
}

static gboolean
are_alike (const FechoMarker *a,
           const FechoMarker *b)
{
  return a->code == b->code && a->closed_by == b->closed_by &&
         a->was_clean == b->was_clean && a->own == b->own &&
         a->interrupted == b->interrupted &&
         (a->life_us == FECHO_UNKNOWN) == (b->life_us == FECHO_UNKNOWN);
}

/* The marker of the same cell that is like it; kept holds markers by at_us. */
static FechoMarker *
find_alike (GArray            *kept,
            const FechoMarker *marker,
            gint64             cell_us)
{
  gint64 cell = get_cell (marker->at_us, cell_us);

  for (guint i = kept->len; i > 0; i--)
    {
      FechoMarker *before = &g_array_index (kept, FechoMarker, i - 1);

      if (get_cell (before->at_us, cell_us) != cell)
        return NULL;
      if (are_alike (before, marker))
        return before;
    }

  return NULL;
}

static gboolean
coarsen_markers (FechoLane *self,
                 gint64     cell_us)
{
  g_autoptr(GArray) kept = g_array_new (FALSE, FALSE, sizeof (FechoMarker));
  gboolean coarse = FALSE;

  for (guint i = 0; i < self->markers->len; i++)
    {
      const FechoMarker *marker = &g_array_index (self->markers, FechoMarker, i);
      FechoMarker *alike = find_alike (kept, marker, cell_us);

      if (alike == NULL)
        {
          g_array_append_vals (kept, marker, 1);
          continue;
        }

      alike->n += marker->n;
      alike->last_us = MAX (alike->last_us, marker->last_us);
      coarse = TRUE;
    }
  if (coarse)
    {
      g_array_unref (self->markers);
      self->markers = g_steal_pointer (&kept);
    }

  return coarse;
}

/* Short spans in a row, not yet written. */
typedef struct
{
  gint64 from_us;
  gint64 to_us;
  gint64 length_us[FECHO_SPAN_NOT_MONITORED + 1];
} Crumbs;

static void
sweep_up (GArray *spans,
          Crumbs *crumbs)
{
  FechoSpanKind best = FECHO_SPAN_OPEN;

  if (crumbs->to_us <= crumbs->from_us)
    return;

  for (guint kind = 0; kind < G_N_ELEMENTS (crumbs->length_us); kind++)
    if (crumbs->length_us[kind] > crumbs->length_us[best])
      best = kind;
  append_span (spans, crumbs->from_us, crumbs->to_us, best);
  *crumbs = (Crumbs) { 0 };
}

static gboolean
coarsen_spans (FechoLane *self,
               gint64     cell_us)
{
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (FechoSpan));
  Crumbs crumbs = { 0 };

  for (guint i = 0; i < self->spans->len; i++)
    {
      const FechoSpan *span = &g_array_index (self->spans, FechoSpan, i);

      if (span->to_us - span->from_us >= cell_us)
        {
          sweep_up (spans, &crumbs);
          append_span (spans, span->from_us, span->to_us, span->kind);
          continue;
        }

      if (crumbs.to_us <= crumbs.from_us)
        crumbs.from_us = span->from_us;
      crumbs.to_us = span->to_us;
      crumbs.length_us[span->kind] += span->to_us - span->from_us;
      if (crumbs.to_us - crumbs.from_us >= cell_us)
        sweep_up (spans, &crumbs);
    }
  sweep_up (spans, &crumbs);
  if (spans->len == self->spans->len)
    return FALSE;

  g_array_unref (self->spans);
  self->spans = g_steal_pointer (&spans);

  return TRUE;
}

void
fecho_lane_coarsen (FechoLane *self,
                    gint64     cell_us)
{
  gboolean coarse;

  g_return_if_fail (self != NULL);
  g_return_if_fail (cell_us > 0);

  coarse = coarsen_markers (self, cell_us);
  coarse |= coarsen_spans (self, cell_us);
  self->coarse |= coarse;
}

/* -- counts */

void
fecho_count_clear (FechoCount *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->text, g_free);
}

static void
clear_count (gpointer data)
{
  fecho_count_clear (data);
}

FechoSummary *
fecho_summary_new (void)
{
  FechoSummary *self = g_new0 (FechoSummary, 1);

  self->by_code = g_array_new (FALSE, TRUE, sizeof (FechoCount));
  g_array_set_clear_func (self->by_code, clear_count);
  self->median_life_us = FECHO_UNKNOWN;

  return self;
}

void
fecho_summary_free (FechoSummary *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->by_code);
  g_free (self);
}
