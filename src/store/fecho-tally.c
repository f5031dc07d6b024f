/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-tally.h"

#include "fecho-life.h"

#define N_CODES 65536
/* fecho_life_get_class() of the longest life there is, and one more. */
#define N_LIVES 430

/* The lives of one code: single ones, or classes with how many are in them. */
typedef struct
{
  GArray *single;               /* gint64 */
  double *classes;              /* N_LIVES, NULL: none */
} Lives;

typedef struct
{
  FechoCount count;
  Lives lives;
} Row;

struct _FechoTally
{
  Row **rows;                   /* by code */
  guint64 n;
  gboolean has_classes;
};

FechoTally *
fecho_tally_new (void)
{
  FechoTally *self = g_new0 (FechoTally, 1);

  self->rows = g_new0 (Row *, N_CODES);

  return self;
}

void
fecho_tally_free (FechoTally *self)
{
  for (guint i = 0; i < N_CODES; i++)
    {
      if (self->rows[i] == NULL)
        continue;
      g_array_unref (self->rows[i]->lives.single);
      g_free (self->rows[i]->lives.classes);
      g_free (self->rows[i]);
    }
  g_free (self->rows);
  g_free (self);
}

static Row *
get_row (FechoTally *self,
         guint16     code)
{
  Row *row = self->rows[code];

  if (row != NULL)
    return row;
  row = g_new0 (Row, 1);
  row->count.key = code;
  row->lives.single = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows[code] = row;

  return row;
}

void
fecho_tally_add (FechoTally    *self,
                 guint16        code,
                 gboolean       failed_attempt,
                 gboolean       was_clean,
                 FechoStanding  standing,
                 guint64        n)
{
  FechoCount *count = &get_row (self, code)->count;

  self->n += n;
  if (failed_attempt)
    count->n_failed_attempts += n;
  else if (standing == FECHO_STANDING_INTERRUPTED)
    count->n_interrupted += n;
  else if (standing == FECHO_STANDING_OWN)
    count->n_own += n;
  else
    count->n_closes += n;
  if (!failed_attempt && standing == FECHO_STANDING_COUNTED && was_clean)
    count->n_clean += n;
}

void
fecho_tally_add_life (FechoTally *self,
                      guint16     code,
                      gint64      life_us)
{
  g_array_append_val (get_row (self, code)->lives.single, life_us);
}

void
fecho_tally_add_class (FechoTally *self,
                       guint16     code,
                       guint       life,
                       double      n)
{
  Lives *lives = &get_row (self, code)->lives;

  self->has_classes = TRUE;
  if (lives->classes == NULL)
    lives->classes = g_new0 (double, N_LIVES);
  lives->classes[MIN (life, N_LIVES - 1)] += n;
}

void
fecho_tally_add_event (FechoTally              *self,
                       const FechoSegmentEvent *event)
{
  gboolean failed = event->life_us < 0;

  fecho_tally_add (self, event->code, failed, event->was_clean, event->standing, 1);
  if (!failed && event->standing == FECHO_STANDING_COUNTED)
    fecho_tally_add_life (self, event->code, event->life_us);
}

guint64
fecho_tally_get_n (FechoTally *self)
{
  return self->n;
}

/* -- medians */

static int
compare_lives (gconstpointer a,
               gconstpointer b)
{
  gint64 x = *(const gint64 *)a;
  gint64 y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

/* The mean of the two in the middle where their number is even. */
static gint64
get_exact_median_us (GArray *lives)
{
  guint middle = lives->len / 2;

  if (lives->len == 0)
    return FECHO_UNKNOWN;
  g_array_sort (lives, compare_lives);
  if (lives->len % 2 == 1)
    return g_array_index (lives, gint64, middle);

  return (g_array_index (lives, gint64, middle - 1) + g_array_index (lives, gint64, middle)) / 2;
}

static void
add_to_classes (const Lives *lives,
                double      *classes)
{
  for (guint i = 0; lives->classes != NULL && i < N_LIVES; i++)
    classes[i] += lives->classes[i];
  for (guint i = 0; i < lives->single->len; i++)
    {
      guint life = fecho_life_get_class (g_array_index (lives->single, gint64, i));

      classes[MIN (life, N_LIVES - 1)] += 1;
    }
}

static gint64
get_class_median_us (const double *classes)
{
  double n = 0;
  double seen = 0;

  for (guint i = 0; i < N_LIVES; i++)
    n += classes[i];
  for (guint i = 0; i < N_LIVES && n > 0; i++)
    {
      seen += classes[i];
      if (seen >= n / 2)
        return fecho_life_get_middle (i);
    }

  return FECHO_UNKNOWN;
}

static gint64
get_median_us (const Lives *lives)
{
  double classes[N_LIVES] = { 0 };

  if (lives->classes == NULL)
    return get_exact_median_us (lives->single);
  add_to_classes (lives, classes);

  return get_class_median_us (classes);
}

/* Of all codes together. */
static gint64
get_total_median_us (FechoTally *self)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
  double classes[N_LIVES] = { 0 };

  for (guint i = 0; i < N_CODES; i++)
    {
      const Row *row = self->rows[i];

      if (row != NULL && self->has_classes)
        add_to_classes (&row->lives, classes);
      else if (row != NULL && row->lives.single->len > 0)
        g_array_append_vals (all, row->lives.single->data, row->lives.single->len);
    }

  return self->has_classes ? get_class_median_us (classes) : get_exact_median_us (all);
}

void
fecho_tally_visit_lives (FechoTally     *self,
                         FechoLifeVisit  visit,
                         gpointer        user_data)
{
  for (guint i = 0; i < N_CODES; i++)
    {
      const Lives *lives = self->rows[i] != NULL ? &self->rows[i]->lives : NULL;

      if (lives == NULL)
        continue;
      for (guint j = 0; j < lives->single->len; j++)
        visit (g_array_index (lives->single, gint64, j), 1, user_data);
      for (guint j = 0; lives->classes != NULL && j < N_LIVES; j++)
        {
          if (lives->classes[j] > 0)
            visit (fecho_life_get_middle (j), lives->classes[j], user_data);
        }
    }
}

/* Most closes first, then most failed attempts, then the code: as fecho-stats does. */
static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  const FechoCount *x = a;
  const FechoCount *y = b;

  if (x->n_closes != y->n_closes)
    return x->n_closes > y->n_closes ? -1 : 1;
  if (x->n_failed_attempts != y->n_failed_attempts)
    return x->n_failed_attempts > y->n_failed_attempts ? -1 : 1;

  return x->key - y->key;
}

static gboolean
is_empty (const FechoCount *count)
{
  return count->n_closes + count->n_own + count->n_interrupted + count->n_failed_attempts == 0;
}

void
fecho_tally_fill (FechoTally   *self,
                  FechoSummary *summary)
{
  for (guint i = 0; i < N_CODES; i++)
    {
      Row *row = self->rows[i];

      if (row == NULL || is_empty (&row->count))
        continue;
      row->count.median_life_us = get_median_us (&row->lives);
      row->count.is_median_about = row->lives.classes != NULL;
      summary->n_closes += row->count.n_closes;
      summary->n_own += row->count.n_own;
      summary->n_failed_attempts += row->count.n_failed_attempts;
      summary->n_clean += row->count.n_clean;
      g_array_append_val (summary->by_code, row->count);
    }
  g_array_sort (summary->by_code, compare_counts);
  summary->median_life_us = get_total_median_us (self);
  summary->is_median_about = self->has_classes;
}
