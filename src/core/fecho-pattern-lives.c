/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-pattern-private.h"

#include <math.h>

/* Constant lives and idle times are looked for on a logarithmic scale, where the spread of chance
 * lives (exponential, log-normal) is smooth: a narrow window then holds not much more than its
 * share of what is within a factor of two of it. */

/* No limit is looked for below: latencies make peaks there. Smaller values are still seen as
 * neighbours, or what is just above would look like a peak. */
#define MIN_LIMIT_US FECHO_PATTERN_SECOND_US

/* How much denser than its neighbourhood a window of chance may be. A log-normal spread with
 * sigma 0.3, nearly a constant, is 1.9 times denser at its middle. */
#define MAX_DENSITY 2.5

#define MIN_ROUNDS 5

/* Closes of one moment are one observation: sessions that were opened together by one event and
 * closed together by another have equal lives without any rule. */
#define TOGETHER_US (5 * FECHO_PATTERN_SECOND_US)
#define ALIKE       1.1

/* A window's width as a ratio, and the share of all observations that must be in it. */
static const struct
{
  double ratio;
  double min_share;
} widths[] = {
  { 1.02, 0.10 },
  { 1.05, 0.25 },
  { 1.10, 0.50 },
};

typedef struct
{
  gint64 value_us;
  gint64 at_us;
  guint row;
  gboolean companion;           /* of another close of the same moment and value */
} Sample;

typedef struct
{
  GArray *rows;                 /* guint by value; NULL: nothing found */
  gint64 value_us;
  gint64 spread_us;
  guint of;
  double certainty;
} Peak;

typedef gint64 (*ValueFunc) (const FechoPatternRow *row);

static gint64
get_life_us (const FechoPatternRow *row)
{
  return row->life_us;
}

static gint64
get_idle_us (const FechoPatternRow *row)
{
  return row->last_message_us;
}

static int
compare_samples (gconstpointer a,
                 gconstpointer b)
{
  const Sample *left = a;
  const Sample *right = b;

  if (left->value_us != right->value_us)
    return left->value_us < right->value_us ? -1 : 1;

  return (left->row > right->row) - (left->row < right->row);
}

static gboolean
are_alike (gint64 a_us,
           gint64 b_us)
{
  return MAX (a_us, b_us) <= ALIKE *MIN (a_us, b_us);
}

/* Rows are by time, so the companions of a sample are just before it. */
static void
mark_companions (GArray *samples)
{
  for (guint i = 1; i < samples->len; i++)
    {
      Sample *sample = &g_array_index (samples, Sample, i);

      for (guint k = i; k > 0 && !sample->companion; k--)
        {
          const Sample *earlier = &g_array_index (samples, Sample, k - 1);

          if (sample->at_us - earlier->at_us > TOGETHER_US)
            break;
          sample->companion = !earlier->companion &&
                              are_alike (sample->value_us, earlier->value_us);
        }
    }
}

static GArray *
collect_samples (const FechoPatternFinder *finder,
                 const GArray             *rows,
                 ValueFunc                 get_value)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (Sample));

  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);
      const Sample sample = {
        .value_us = get_value (&finder->rows[row]), .at_us = finder->rows[row].closed_at_us,
        .row = row,
      };

      if (sample.value_us > 0)
        g_array_append_val (samples, sample);
    }
  mark_companions (samples);
  g_array_sort (samples, compare_samples);

  return samples;
}

/* The values of the samples that count, rising. */
static GArray *
collect_values (const GArray *samples)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < samples->len; i++)
    {
      const Sample *sample = &g_array_index (samples, Sample, i);

      if (!sample->companion)
        g_array_append_val (values, sample->value_us);
    }

  return values;
}

/* The first value that is at least limit. */
static guint
find_value (const GArray *values,
            double        limit)
{
  guint low = 0;
  guint high = values->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (values, gint64, middle) < limit)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* How surprising it is that the fullest window of a width holds so much; its bounds. */
static double
rate_width (const GArray *values,
            guint         width,
            gint64       *ret_low_us,
            gint64       *ret_high_us)
{
  const double ratio = widths[width].ratio;
  guint best = 0;
  guint best_first = 0;
  double middle;
  double n_near;

  for (guint first = 0, next = 0; first < values->len; first++)
    {
      while (next < values->len && g_array_index (values, gint64, next) <=
             ratio * g_array_index (values, gint64, first))
        next++;
      if (next - first > best && g_array_index (values, gint64, first) >= MIN_LIMIT_US)
        {
          best = next - first;
          best_first = first;
        }
    }
  if (best < MIN_ROUNDS || best < widths[width].min_share * values->len)
    return 0;

  *ret_low_us = g_array_index (values, gint64, best_first);
  *ret_high_us = g_array_index (values, gint64, best_first + best - 1);
  middle = sqrt ((double)*ret_low_us * *ret_high_us);
  n_near = find_value (values, middle * 2) - find_value (values, middle / 2);

  return fecho_pattern_rate_binomial (best, n_near, MAX_DENSITY * log (ratio) / log (4)) -
         log10 (G_N_ELEMENTS (widths) * values->len);
}

static void
fill_peak (Peak         *peak,
           const GArray *samples,
           gint64        low_us,
           gint64        high_us)
{
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  peak->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  peak->of = samples->len;
  for (guint i = 0; i < samples->len; i++)
    {
      const Sample *sample = &g_array_index (samples, Sample, i);

      if (sample->value_us < low_us || sample->value_us > high_us)
        continue;

      g_array_append_val (peak->rows, sample->row);
      g_array_append_val (times, sample->value_us);
    }
  fecho_pattern_measure (times, &peak->value_us, &peak->spread_us);
  g_array_sort (peak->rows, fecho_pattern_compare_uint);
}

static void
find_peak (const FechoPatternFinder *finder,
           const GArray             *rows,
           ValueFunc                 get_value,
           Peak                     *peak)
{
  g_autoptr(GArray) samples = collect_samples (finder, rows, get_value);
  g_autoptr(GArray) values = collect_values (samples);
  gint64 low_us = 0;
  gint64 high_us = 0;

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gint64 from_us = 0;
      gint64 to_us = 0;
      double certainty = rate_width (values, i, &from_us, &to_us);

      if (certainty < FECHO_PATTERN_MIN_CERTAINTY || certainty <= peak->certainty)
        continue;

      peak->certainty = certainty;
      low_us = from_us;
      high_us = to_us;
    }
  if (peak->certainty > 0)
    fill_peak (peak, samples, low_us, high_us);
}

/* Did the connection carry something after its first twentieth? Else its life and its idle time
 * are the same, and nobody can tell which one is limited. */
static gboolean
had_traffic (const FechoPatternRow *row)
{
  return row->last_message_us >= 0 && row->last_message_us < row->life_us * 0.95;
}

static gboolean
is_quiet (const FechoPatternFinder *finder,
          const GArray             *rows)
{
  guint n_traffic = 0;

  for (guint i = 0; i < rows->len; i++)
    n_traffic += had_traffic (&finder->rows[g_array_index (rows, guint, i)]);

  return n_traffic * 5 < rows->len;
}

static void
add_peak (FechoPatternFinder *finder,
          FechoPatternKind    kind,
          const Peak         *peak)
{
  FechoPattern *pattern = fecho_pattern_add (finder, kind, peak->rows, peak->of, peak->certainty);

  pattern->value_us = peak->value_us;
  pattern->spread_us = peak->spread_us;
}

/* Which limit a constant life is. Messages like a heart beat, counted from the opening, make the
 * idle time at the end constant too; but a limit so much shorter than the life would have ended
 * it long before. */
static FechoPatternKind
judge_life (const FechoPatternFinder *finder,
            const Peak               *life,
            const Peak               *idle,
            gboolean                  both)
{
  if (both)
    return idle->value_us < life->value_us / 3 ? FECHO_PATTERN_MAX_AGE : FECHO_PATTERN_TIME_LIMIT;

  return is_quiet (finder, life->rows) ? FECHO_PATTERN_TIME_LIMIT : FECHO_PATTERN_MAX_AGE;
}

static gboolean
judge_peaks (FechoPatternFinder *finder,
             const Peak         *life,
             const Peak         *idle)
{
  guint n_common = life->rows != NULL && idle->rows != NULL
                   ? fecho_pattern_count_common (life->rows, idle->rows)
                   : 0;
  gboolean both = n_common > 0 && n_common * 2 >= MIN (life->rows->len, idle->rows->len);

  if (both && idle->spread_us * 4 < life->spread_us)
    add_peak (finder, FECHO_PATTERN_IDLE_TIMEOUT, idle);
  else if (life->rows != NULL)
    add_peak (finder, judge_life (finder, life, idle, both), life);
  if (!both && idle->rows != NULL)
    add_peak (finder, FECHO_PATTERN_IDLE_TIMEOUT, idle);

  return life->rows != NULL || idle->rows != NULL;
}

static gboolean
find_in (FechoPatternFinder *finder,
         const GArray       *rows)
{
  Peak life = { 0 };
  Peak idle = { 0 };
  gboolean found;

  find_peak (finder, rows, get_life_us, &life);
  find_peak (finder, rows, get_idle_us, &idle);
  found = judge_peaks (finder, &life, &idle);
  g_clear_pointer (&life.rows, g_array_unref);
  g_clear_pointer (&idle.rows, g_array_unref);

  return found;
}

/* A limit is mostly that of a host; where its sessions differ, each is looked at. */
void
fecho_pattern_find_lives (FechoPatternFinder *finder)
{
  for (guint i = 0; i < finder->hosts->len; i++)
    {
      g_autoptr(GArray) rows = fecho_pattern_select (finder, g_ptr_array_index (finder->hosts, i),
                                                     fecho_pattern_row_is_evidence);
      g_autoptr(GPtrArray) sessions = NULL;

      if (rows->len < MIN_ROUNDS || find_in (finder, rows))
        continue;

      sessions = fecho_pattern_split_sessions (finder, rows);
      for (guint k = 0; sessions->len > 1 && k < sessions->len; k++)
        (void)find_in (finder, g_ptr_array_index (sessions, k)); /* nothing follows from none */
    }
}
