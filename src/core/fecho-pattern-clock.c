/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-pattern-private.h"

#include <math.h>

/* Closes at the same minute of the hour, or time of the day, in the scope's zone. */

/* Closes nearer than this are one event of the host. */
#define BURST_US (60 * FECHO_PATTERN_SECOND_US)

/* A period with windows to look through; a pattern needs min_periods hours or days, and at least
 * half of those between its first and last. People's days make some hours up to peak times busier
 * than the mean. */
static const struct
{
  gint64 period_us;
  gint64 window_us;
  guint min_periods;
  double peak;
} grids[] = {
  { FECHO_PATTERN_HOUR_US, 20 * FECHO_PATTERN_SECOND_US, 6, 1.5 },
  { FECHO_PATTERN_HOUR_US, 90 * FECHO_PATTERN_SECOND_US, 6, 1.5 },
  { FECHO_PATTERN_DAY_US, 60 * FECHO_PATTERN_SECOND_US, 4, 4 },
  { FECHO_PATTERN_DAY_US, 300 * FECHO_PATTERN_SECOND_US, 4, 4 },
};

/* When a burst began, local time, as a number of a period and the time in it. */
typedef struct
{
  gint64 period;
  gint64 phase_us;
} Burst;

typedef struct
{
  guint grid;
  gint64 from_us;               /* phase; the window is [from, from + window_us] */
  guint n_periods;
  double certainty;
} Window;

static gint64
to_local_us (const FechoPatternScope *scope,
             gint64                   at_us)
{
  int interval;

  if (scope->zone == NULL)
    return at_us;

  interval = g_time_zone_find_interval (scope->zone, G_TIME_TYPE_UNIVERSAL, at_us / G_USEC_PER_SEC);

  return at_us + g_time_zone_get_offset (scope->zone, interval) * FECHO_PATTERN_SECOND_US;
}

static Burst
locate (const FechoPatternScope *scope,
        gint64                   at_us,
        gint64                   period_us)
{
  gint64 local_us = to_local_us (scope, at_us);
  gint64 phase_us = local_us % period_us;

  if (phase_us < 0)
    phase_us += period_us;

  return (Burst){ .period = (local_us - phase_us) / period_us, .phase_us = phase_us };
}

static int
compare_bursts (gconstpointer a,
                gconstpointer b)
{
  const Burst *left = a;
  const Burst *right = b;

  if (left->phase_us != right->phase_us)
    return left->phase_us < right->phase_us ? -1 : 1;

  return (left->period > right->period) - (left->period < right->period);
}

/* By phase. */
static GArray *
collect_bursts (const FechoPatternFinder *finder,
                const GArray             *rows,
                gint64                    period_us)
{
  GArray *bursts = g_array_new (FALSE, FALSE, sizeof (Burst));
  gint64 last_us = G_MININT64 / 2;

  for (guint i = 0; i < rows->len; i++)
    {
      gint64 at_us = finder->rows[g_array_index (rows, guint, i)].closed_at_us;
      Burst burst = locate (finder->scope, at_us, period_us);

      if (at_us - last_us > BURST_US)
        g_array_append_val (bursts, burst);
      last_us = at_us;
    }
  g_array_sort (bursts, compare_bursts);

  return bursts;
}

/* Distinct periods with a burst in the window that begins with burst number first, going round
 * the end of the period; and how many periods lie between the first and the last of them. */
static guint
count_periods (const GArray *bursts,
               guint         first,
               guint         grid,
               GArray       *periods,
               gint64       *ret_n_spanned)
{
  const Burst *start = &g_array_index (bursts, Burst, first);
  guint n = 0;

  g_array_set_size (periods, 0);
  for (guint i = 0; i < bursts->len; i++)
    {
      const Burst *burst = &g_array_index (bursts, Burst, (first + i) % bursts->len);
      gint64 distance_us = burst->phase_us - start->phase_us;
      gint64 period = burst->period;

      if (distance_us < 0)
        {
          distance_us += grids[grid].period_us;
          period--;             /* a window over midnight belongs to the day it began on */
        }
      if (distance_us > grids[grid].window_us)
        break;
      g_array_append_val (periods, period);
    }
  g_array_sort (periods, fecho_pattern_compare_time);

  for (guint i = 0; i < periods->len; i++)
    n += i == 0 || g_array_index (periods, gint64, i) != g_array_index (periods, gint64, i - 1);
  *ret_n_spanned = 1 + g_array_index (periods, gint64, periods->len - 1) -
                   g_array_index (periods, gint64, 0);

  return n;
}

/* Were every hour or day hit, would it be a surprise? With very many closes it is none, and the
 * windows need not be counted. */
static gboolean
can_surprise (const GArray *bursts,
              guint         grid,
              double        share)
{
  gint64 first = G_MAXINT64;
  gint64 last = G_MININT64;

  for (guint i = 0; i < bursts->len; i++)
    {
      first = MIN (first, g_array_index (bursts, Burst, i).period);
      last = MAX (last, g_array_index (bursts, Burst, i).period);
    }

  return bursts->len >= grids[grid].min_periods &&
         fecho_pattern_rate_binomial (MIN (bursts->len, last - first + 1), bursts->len, share) >=
         FECHO_PATTERN_MIN_CERTAINTY;
}

static void
look_through (const FechoPatternFinder *finder,
              const GArray             *rows,
              guint                     grid,
              Window                   *best)
{
  g_autoptr(GArray) bursts = collect_bursts (finder, rows, grids[grid].period_us);
  g_autoptr(GArray) periods = g_array_new (FALSE, FALSE, sizeof (gint64));
  const double share = grids[grid].peak * grids[grid].window_us / grids[grid].period_us;

  if (!can_surprise (bursts, grid, share))
    return;

  for (guint i = 0; i < bursts->len; i++)
    {
      gint64 n_spanned;
      guint n_periods = count_periods (bursts, i, grid, periods, &n_spanned);
      double certainty;

      if (n_periods < grids[grid].min_periods || n_periods * 2 < n_spanned)
        continue;

      certainty = fecho_pattern_rate_binomial (n_periods, bursts->len, share) -
                  log10 (G_N_ELEMENTS (grids) * bursts->len);
      if (certainty <= best->certainty)
        continue;

      *best = (Window){
        .grid = grid, .from_us = g_array_index (bursts, Burst, i).phase_us,
        .n_periods = n_periods, .certainty = certainty,
      };
    }
}

static void
add_window (FechoPatternFinder *finder,
            const GArray       *rows,
            const Window       *window)
{
  const gint64 period_us = grids[window->grid].period_us;
  /* The bursts begin in the window; their closes follow. */
  const gint64 width_us = grids[window->grid].window_us * 2;
  g_autoptr(GArray) fitting = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gint64));
  FechoPattern *pattern;
  gint64 median_us;

  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);
      Burst place = locate (finder->scope, finder->rows[row].closed_at_us, period_us);
      gint64 offset_us = (place.phase_us - window->from_us + period_us) % period_us;

      if (offset_us > width_us)
        continue;

      g_array_append_val (fitting, row);
      g_array_append_val (offsets, offset_us);
    }

  pattern = fecho_pattern_add (finder, FECHO_PATTERN_WALL_CLOCK, fitting, rows->len,
                               window->certainty);
  fecho_pattern_measure (offsets, &median_us, &pattern->spread_us);
  pattern->value_us = (window->from_us + median_us) % period_us;
  pattern->period_us = period_us;
  pattern->n_times = window->n_periods;
}

void
fecho_pattern_find_clock (FechoPatternFinder *finder)
{
  for (guint i = 0; i < finder->hosts->len; i++)
    {
      g_autoptr(GArray) rows = fecho_pattern_select (finder, g_ptr_array_index (finder->hosts, i),
                                                     fecho_pattern_row_is_evidence);
      Window best = { .certainty = FECHO_PATTERN_MIN_CERTAINTY };

      for (guint grid = 0; grid < G_N_ELEMENTS (grids); grid++)
        look_through (finder, rows, grid, &best);
      if (best.n_periods > 0)
        add_window (finder, rows, &best);
    }
}
