/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-comparison.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "fecho-format.h"
#include "fecho-term-table.h"

#define US_PER_HOUR (3600.0 * G_USEC_PER_SEC)

/* Of the normal distribution, for 95 %. */
#define Z 1.96

static const FechoTerm trends[] = {
  [FECHO_TREND_NONE] = { NULL, NULL },
  /* Translators: a close code, compared with the period before. */
  [FECHO_TREND_NEW] = { "new", N_("new") },
  /* Translators: a close code, compared with the period before. */
  [FECHO_TREND_VANISHED] = { "vanished", N_("vanished") },
  [FECHO_TREND_MORE] = { "more", N_("more often") },
  [FECHO_TREND_FEWER] = { "fewer", N_("less often") },
};

/* Byar's approximation of the exact limits of a Poisson count (Breslow and Day 1987, p. 69): good
 * to a hundredth from one event on. */
static double
limit_count (double n,
             double z)
{
  return n > 0 ? n * pow (1 - 1 / (9 * n) + z / (3 * sqrt (n)), 3) : 0;
}

FechoRate
fecho_rate_new (guint64 n,
                gint64  open_us)
{
  const double hours = open_us / US_PER_HOUR;

  if (open_us <= 0)
    return (FechoRate){ FECHO_UNKNOWN, FECHO_UNKNOWN, FECHO_UNKNOWN };

  return (FechoRate){ n / hours, limit_count (n, -Z) / hours, limit_count (n + 1.0, Z) / hours };
}

/* Three digits; from a thousand on, all that stand before the point. */
static char *
format_number (double number)
{
  return number < 1000 ? g_strdup_printf ("%.3g", number)
         : fecho_format_count ((guint64)(number + 0.5));
}

char *
fecho_rate_format (const FechoRate *self)
{
  g_autofree char *rate = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->per_hour < 0)
    return g_strdup ("–");

  rate = format_number (self->per_hour);
  low = format_number (self->low);
  high = format_number (self->high);

  return g_strdup_printf ("%s (%s–%s)", rate, low, high);
}

static FechoTrend
find_trend (const FechoComparedRow *row)
{
  if (row->n_before == 0 && row->n_now > 0)
    return FECHO_TREND_NEW;
  if (row->n_now == 0 && row->n_before > 0)
    return FECHO_TREND_VANISHED;
  if (row->before.per_hour < 0 || row->now.per_hour < 0)
    return FECHO_TREND_NONE;
  if (row->now.low > row->before.high)
    return FECHO_TREND_MORE;

  return row->now.high < row->before.low ? FECHO_TREND_FEWER : FECHO_TREND_NONE;
}

FechoComparedRow
fecho_comparison_row (int     key,
                      guint64 n_before,
                      gint64  open_before_us,
                      guint64 n_now,
                      gint64  open_now_us)
{
  FechoComparedRow row = {
    .key = key,
    .n_before = n_before,
    .n_now = n_now,
    .before = fecho_rate_new (n_before, open_before_us),
    .now = fecho_rate_new (n_now, open_now_us),
  };

  row.trend = find_trend (&row);

  return row;
}

/* Was anything there that could have closed? What is imported has closes without connected time. */
static gboolean
was_watched (const GArray *counts,
             gint64        open_us)
{
  guint64 n = 0;

  for (guint i = 0; i < counts->len; i++)
    n += g_array_index (counts, FechoCount, i).n_closes;

  return open_us > 0 || n > 0;
}

static FechoComparedRow *
find_row (GArray *rows,
          int     key)
{
  const FechoComparedRow fresh = { .key = key };

  for (guint i = 0; i < rows->len; i++)
    {
      FechoComparedRow *row = &g_array_index (rows, FechoComparedRow, i);

      if (row->key == key)
        return row;
    }
  g_array_append_val (rows, fresh);

  return &g_array_index (rows, FechoComparedRow, rows->len - 1);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const FechoComparedRow *left = a;
  const FechoComparedRow *right = b;
  const gboolean left_changed = left->trend != FECHO_TREND_NONE;
  const gboolean right_changed = right->trend != FECHO_TREND_NONE;

  if (left_changed != right_changed)
    return left_changed ? -1 : 1;
  if (left->n_now != right->n_now)
    return left->n_now > right->n_now ? -1 : 1;
  if (left->n_before != right->n_before)
    return left->n_before > right->n_before ? -1 : 1;

  return (left->key > right->key) - (left->key < right->key);
}

GArray *
fecho_comparison_new (const GArray *before,
                      gint64        open_before_us,
                      const GArray *now,
                      gint64        open_now_us)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (FechoComparedRow));
  const gboolean both = was_watched (before, open_before_us) && was_watched (now, open_now_us);

  for (guint i = 0; i < before->len; i++)
    {
      const FechoCount *count = &g_array_index (before, FechoCount, i);

      find_row (rows, count->key)->n_before = count->n_closes;
    }
  for (guint i = 0; i < now->len; i++)
    {
      const FechoCount *count = &g_array_index (now, FechoCount, i);

      find_row (rows, count->key)->n_now = count->n_closes;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      FechoComparedRow *row = &g_array_index (rows, FechoComparedRow, i);

      *row = fecho_comparison_row (row->key, row->n_before, open_before_us, row->n_now,
                                   open_now_us);
      if (!both)
        row->trend = FECHO_TREND_NONE;
    }
  g_array_sort (rows, compare_rows);

  return rows;
}

const char *
fecho_trend_to_string (FechoTrend trend)
{
  g_return_val_if_fail (trend < G_N_ELEMENTS (trends), NULL);

  return trends[trend].word;
}

const char *
fecho_trend_get_label (FechoTrend trend)
{
  g_return_val_if_fail (trend < G_N_ELEMENTS (trends), NULL);

  return trends[trend].label;
}
