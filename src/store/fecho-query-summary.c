/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query.h"

#include <math.h>

#include "fecho-candidates.h"
#include "fecho-query-each.h"
#include "fecho-query-times.h"

FechoSummary *
fecho_query_summary (FechoDb            *db,
                     const FechoFilter  *filter,
                     gint64              now_us,
                     GError            **error)
{
  g_autoptr(FechoSummary) summary = fecho_summary_new ();
  g_autoptr(FechoTally) tally = fecho_tally_new ();
  g_autoptr(FechoMatcher) matcher = fecho_matcher_new (db, filter, error);

  if (matcher == NULL || !fecho_query_tally (db, matcher, tally, error) ||
      !fecho_query_times (db, filter, now_us, &summary->open_us, &summary->monitored_us, error))
    return NULL;
  fecho_tally_fill (tally, summary);

  return g_steal_pointer (&summary);
}

/* -- how many */

static gboolean
count_candidates (FechoDb          *db,
                  FechoMatcher     *matcher,
                  FechoCandidates  *candidates,
                  gint64           *ret_n,
                  GError          **error)
{
  g_autoptr(GError) local = NULL;
  gint64 id;

  *ret_n = 0;
  while (local == NULL && fecho_candidates_next (candidates, &id, &local))
    {
      g_autoptr(FechoStmt) row = fecho_stmt_get (db, FECHO_SQL_WALK_ROW, &local);

      if (row == NULL)
        break;
      fecho_stmt_bind_int (row, 1, id);
      if (fecho_stmt_next (row, &local) && fecho_matcher_matches (matcher, row, &local))
        (*ret_n)++;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gint64
fecho_query_count (FechoDb            *db,
                   const FechoFilter  *filter,
                   GError            **error)
{
  g_autoptr(FechoTally) tally = fecho_tally_new ();
  g_autoptr(FechoMatcher) matcher = fecho_matcher_new (db, filter, error);
  g_autoptr(FechoCandidates) candidates = NULL;
  GError *local = NULL;
  gint64 n;

  if (matcher == NULL)
    return -1;
  if (fecho_matcher_has_text (matcher) && !fecho_matcher_is_empty (matcher))
    candidates = fecho_candidates_new (db, matcher, NULL, TRUE, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return -1;
    }
  if (candidates != NULL)
    return count_candidates (db, matcher, candidates, &n, error) ? n : -1;

  return fecho_query_tally (db, matcher, tally, error) ? (gint64)fecho_tally_get_n (tally) : -1;
}

/* -- lives */

typedef struct
{
  guint per_decade;
  GArray *n;                    /* double, by bin */
} Bins;

/* Bin 0 holds all below 1 s and the first part of the first decade. */
static void
add_to_bin (gint64   life_us,
            double   n,
            gpointer user_data)
{
  Bins *bins = user_data;
  double decades = life_us > 0 ? log10 (life_us / (double)G_USEC_PER_SEC) : 0;
  guint bin = MAX ((int)floor (decades * bins->per_decade), 0);

  if (bin >= bins->n->len)
    g_array_set_size (bins->n, bin + 1);
  g_array_index (bins->n, double, bin) += n;
}

static gint64
get_border_us (const Bins *bins,
               guint       bin)
{
  return bin == 0 ? 0 : llround (G_USEC_PER_SEC * pow (10, bin / (double)bins->per_decade));
}

/* Between the first and the last bin that are not empty. */
static GArray *
to_life_bins (const Bins *bins)
{
  GArray *lives = g_array_new (FALSE, FALSE, sizeof (FechoLifeBin));

  for (guint i = 0; i < bins->n->len; i++)
    {
      FechoLifeBin bin = { get_border_us (bins, i), get_border_us (bins, i + 1),
                           llround (g_array_index (bins->n, double, i)) };

      if (bin.n > 0 || lives->len > 0)
        g_array_append_val (lives, bin);
    }

  return lives;
}

GArray *
fecho_query_lives (FechoDb            *db,
                   const FechoFilter  *filter,
                   guint               bins_per_decade,
                   GError            **error)
{
  g_autoptr(FechoTally) tally = fecho_tally_new ();
  g_autoptr(FechoMatcher) matcher = fecho_matcher_new (db, filter, error);
  g_autoptr(GArray) n = g_array_new (FALSE, TRUE, sizeof (double));
  Bins bins = { MAX (bins_per_decade, 1), n };

  if (matcher == NULL || !fecho_query_tally (db, matcher, tally, error))
    return NULL;
  fecho_tally_visit_lives (tally, add_to_bin, &bins);

  return to_life_bins (&bins);
}
