/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-heat-sums.h"

#include <stdlib.h>

#include "fecho-facts.h"

typedef struct
{
  guint16 code;
  guint64 n;
} CodeSum;

/* A row that is still to find its place. */
typedef struct
{
  FechoHeatRow row;
  guint place;                  /* in the list of sessions */
} Candidate;

static void
row_clear (gpointer data)
{
  g_free (((FechoHeatRow *)data)->name);
}

/* -- the codes */

static int
compare_codes (gconstpointer a,
               gconstpointer b)
{
  const CodeSum *first = a;
  const CodeSum *second = b;

  if (first->n != second->n)
    return first->n > second->n ? -1 : 1;

  return (int)first->code - (int)second->code;
}

static void
choose_codes (FechoHeatSums *self,
              const GArray  *session_codes)
{
  g_autoptr(GHashTable) by_code = g_hash_table_new (NULL, NULL);
  g_autoptr(GArray) sums = g_array_new (FALSE, TRUE, sizeof (CodeSum));

  for (guint i = 0; i < session_codes->len; i++)
    {
      const FechoSessionCode *cell = &g_array_index (session_codes, FechoSessionCode, i);
      gpointer key = GUINT_TO_POINTER (cell->code + 1u);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (by_code, key));

      if (cell->n_closes == 0)
        continue;
      if (place == 0)
        {
          place = sums->len + 1;
          g_array_set_size (sums, place);
          g_array_index (sums, CodeSum, place - 1).code = cell->code;
          g_hash_table_insert (by_code, key, GUINT_TO_POINTER (place));
        }
      g_array_index (sums, CodeSum, place - 1).n += cell->n_closes;
    }
  g_array_sort (sums, compare_codes);
  self->has_other = sums->len > FECHO_HEAT_N_CODES;
  for (guint i = 0; i < MIN (sums->len, FECHO_HEAT_N_CODES); i++)
    g_array_append_val (self->codes, g_array_index (sums, CodeSum, i).code);
}

/* -- the rows */

static void
add_cell (const FechoHeatSums    *self,
          FechoHeatRow           *row,
          const FechoSessionCode *cell)
{
  row->n_all += cell->n_closes;
  for (guint i = 0; i < self->codes->len; i++)
    {
      if (g_array_index (self->codes, guint16, i) == cell->code)
        {
          row->n[i] += cell->n_closes;
          return;
        }
    }
  row->n_other += cell->n_closes;
}

static GHashTable *
number_sessions (const char *const *ids)
{
  GHashTable *places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    g_hash_table_insert (places, (gpointer)ids[i], GUINT_TO_POINTER (i + 1));

  return places;
}

static GArray *
collect (const FechoHeatSums *self,
         const GArray        *session_codes,
         const char *const   *ids)
{
  g_autoptr(GHashTable) places = number_sessions (ids);
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *candidates = g_array_new (FALSE, TRUE, sizeof (Candidate));

  for (guint i = 0; i < session_codes->len; i++)
    {
      const FechoSessionCode *cell = &g_array_index (session_codes, FechoSessionCode, i);
      guint index = GPOINTER_TO_UINT (g_hash_table_lookup (by_id, cell->session_id));

      if (cell->n_closes == 0)
        continue;
      if (index == 0)
        {
          Candidate candidate = {
            .row = { .name = g_strdup (cell->session), .n_sessions = 1 },
            /* Those that are in no list come last. */
            .place = GPOINTER_TO_UINT (g_hash_table_lookup (places, cell->session_id)) - 1,
          };

          g_array_append_val (candidates, candidate);
          index = candidates->len;
          g_hash_table_insert (by_id, cell->session_id, GUINT_TO_POINTER (index));
        }
      add_cell (self, &g_array_index (candidates, Candidate, index - 1).row, cell);
    }

  return candidates;
}

static int
compare_closes (gconstpointer a,
                gconstpointer b)
{
  const Candidate *first = a;
  const Candidate *second = b;

  if (first->row.n_all != second->row.n_all)
    return first->row.n_all > second->row.n_all ? -1 : 1;

  return g_utf8_collate (first->row.name, second->row.name);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Candidate *first = a;
  const Candidate *second = b;

  if (first->place != second->place)
    return first->place < second->place ? -1 : 1;

  return g_utf8_collate (first->row.name, second->row.name);
}

static void
add_row (FechoHeatRow       *sum,
         const FechoHeatRow *row)
{
  for (guint i = 0; i < FECHO_HEAT_N_CODES; i++)
    sum->n[i] += row->n[i];
  sum->n_other += row->n_other;
  sum->n_all += row->n_all;
  sum->n_sessions++;
}

/* Those that have no row of their own have one together. */
static void
join_rest (GArray *candidates,
           guint   n_own)
{
  Candidate rest = { .place = G_MAXUINT };

  for (guint i = n_own; i < candidates->len; i++)
    {
      add_row (&rest.row, &g_array_index (candidates, Candidate, i).row);
      g_free (g_array_index (candidates, Candidate, i).row.name);
    }
  g_array_set_size (candidates, n_own);
  g_array_append_val (candidates, rest);
}

static void
find_most (FechoHeatSums *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const FechoHeatRow *row = &g_array_index (self->rows, FechoHeatRow, i);

      for (guint j = 0; j < FECHO_HEAT_N_CODES; j++)
        self->n_most = MAX (self->n_most, row->n[j]);
      self->n_most = MAX (self->n_most, row->n_other);
    }
}

FechoHeatSums *
fecho_heat_sums_new (const GArray      *session_codes,
                     const char *const *ids,
                     guint              max_rows)
{
  FechoHeatSums *self = g_new0 (FechoHeatSums, 1);
  g_autoptr(GArray) candidates = NULL;

  g_return_val_if_fail (session_codes != NULL && max_rows >= 2, NULL);

  self->codes = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->rows = g_array_new (FALSE, TRUE, sizeof (FechoHeatRow));
  g_array_set_clear_func (self->rows, row_clear);
  choose_codes (self, session_codes);
  candidates = collect (self, session_codes, ids);
  if (candidates->len > max_rows)
    {
      g_array_sort (candidates, compare_closes);
      join_rest (candidates, max_rows - 1);
    }
  else
    {
      g_array_sort (candidates, compare_places);
    }
  for (guint i = 0; i < candidates->len; i++)
    g_array_append_val (self->rows, g_array_index (candidates, Candidate, i).row);
  find_most (self);

  return self;
}

void
fecho_heat_sums_free (FechoHeatSums *self)
{
  g_array_unref (self->codes);
  g_array_unref (self->rows);
  g_free (self);
}
