/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-pattern-private.h"

#include <math.h>

/* Several sessions that drop within seconds: far more than the rate of closes around lets expect.
 * The rate is the greater of that of the whole range and of the minutes around, so a busy hour is
 * no incident. */

#define NEIGHBOURHOOD_US (10 * 60 * FECHO_PATTERN_SECOND_US)

typedef struct
{
  FechoPatternKind kind;
  guint min_sessions;
  double min_share;             /* of the sessions that were looked at */
  double min_certainty;
  gint64 widths_us[2];
} Search;

/* Sockets that a time-out ends follow one another for as long as their pings are apart. */
static const Search drops = {
  FECHO_PATTERN_CORRELATED_DROP, 3, 0.6, FECHO_PATTERN_MIN_CERTAINTY,
  { 3 * FECHO_PATTERN_SECOND_US, 30 * FECHO_PATTERN_SECOND_US },
};

/* A rolling restart goes from one machine to the next. Two closes may be enough, so they must be
 * the more surprising. */
static const Search restarts = {
  FECHO_PATTERN_RESTART, 2, 0, FECHO_PATTERN_MIN_CERTAINTY + 1,
  { 3 * FECHO_PATTERN_SECOND_US, 60 * FECHO_PATTERN_SECOND_US },
};

typedef struct
{
  const FechoPatternFinder *finder;
  const Search *search;
  const GArray *rows;           /* guint by time */
  guint n_sessions;             /* that could have dropped */
  GArray *found;                /* guint: the rows of all incidents */
  guint n_incidents;
  double certainty;
} Scan;

static gint64
at (const Scan *scan,
    guint       i)
{
  return scan->finder->rows[g_array_index (scan->rows, guint, i)].closed_at_us;
}

static gboolean
is_restart (const FechoPatternRow *row)
{
  return fecho_pattern_row_is_evidence (row) && row->closed_by == FECHO_CLOSED_BY_SERVER &&
         (row->code == 1001 || row->code == 1012);
}

static guint
count_sessions (const FechoPatternFinder *finder,
                const GArray             *rows,
                guint                     first,
                guint                     next)
{
  g_autoptr(GHashTable) sessions = g_hash_table_new (NULL, NULL);

  for (guint i = first; i < next; i++)
    g_hash_table_add (sessions, GUINT_TO_POINTER (
                        finder->rows[g_array_index (rows, guint, i)].session));

  return g_hash_table_size (sessions);
}

/* How many rows are at most at a time. */
static guint
count_until (const Scan *scan,
             gint64      limit_us)
{
  guint low = 0;
  guint high = scan->rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (at (scan, middle) <= limit_us)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Rows per microsecond around the window from first to next, itself left out; half a row more
 * than were seen, so that nothing is impossible. */
static double
get_rate (const Scan *scan,
          guint       first,
          guint       next)
{
  gint64 start_us = at (scan, first);
  guint n_near = count_until (scan, start_us + NEIGHBOURHOOD_US) -
                 count_until (scan, start_us - NEIGHBOURHOOD_US);
  gint64 range_us = MAX (at (scan, scan->rows->len - 1) - at (scan, 0), 2 * NEIGHBOURHOOD_US);
  double near = (n_near - (next - first)) / (2.0 * NEIGHBOURHOOD_US);
  double overall = (scan->rows->len - (next - first) + 0.5) / range_us;

  return MAX (near, overall);
}

/* Certainty of the window that begins at row number first, and where it ends. */
static double
rate_window (const Scan *scan,
             guint       first,
             gint64      width_us,
             guint      *ret_next)
{
  guint next = first + 1;
  guint n_sessions;

  while (next < scan->rows->len && at (scan, next) - at (scan, first) <= width_us)
    next++;
  *ret_next = next;
  if (next - first < scan->search->min_sessions)
    return 0;

  n_sessions = count_sessions (scan->finder, scan->rows, first, next);
  if (n_sessions < scan->search->min_sessions ||
      n_sessions < scan->search->min_share * scan->n_sessions)
    return 0;

  return fecho_pattern_rate_poisson (n_sessions, width_us * get_rate (scan, first, next)) -
         log10 (G_N_ELEMENTS (scan->search->widths_us) * scan->rows->len);
}

static void
scan_rows (Scan *scan)
{
  for (guint first = 0; first < scan->rows->len;)
    {
      double best = 0;
      guint best_next = first + 1;

      for (gsize i = 0; i < G_N_ELEMENTS (scan->search->widths_us); i++)
        {
          guint next;
          double certainty = rate_window (scan, first, scan->search->widths_us[i], &next);

          if (certainty < scan->search->min_certainty || next <= best_next)
            continue;

          best = MAX (best, certainty);
          best_next = next;
        }
      if (best > 0)
        {
          g_array_append_vals (scan->found, &g_array_index (scan->rows, guint, first),
                               best_next - first);
          scan->n_incidents++;
          scan->certainty = MAX (scan->certainty, best);
        }
      first = best_next;
    }
}

/* The rows that are in an incident. */
static GArray *
search_rows (FechoPatternFinder *finder,
             const Search       *search,
             const GArray       *rows,
             guint               of,
             guint               n_sessions)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  Scan scan = {
    .finder = finder, .search = search, .rows = rows, .n_sessions = n_sessions, .found = found,
  };

  if (rows->len < search->min_sessions)
    return found;

  scan_rows (&scan);
  if (scan.n_incidents > 0)
    fecho_pattern_add (finder, search->kind, found, of, scan.certainty)->n_times =
      scan.n_incidents;

  return found;
}

static void
add_watched (const FechoPatternFinder *finder,
             const GArray             *rows,
             GHashTable               *sessions)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const FechoPatternRow *row = &finder->rows[g_array_index (rows, guint, i)];

      if (!row->failed)
        g_hash_table_add (sessions, GUINT_TO_POINTER (row->session));
    }
}

/* Sessions of a host (NULL: of all) that were open at some time: those that never dropped too. */
static guint
count_watched (const FechoPatternFinder *finder,
               const GArray             *host_rows)
{
  const guint host = host_rows != NULL
                     ? finder->rows[g_array_index (host_rows, guint, 0)].host
                     : 0;
  g_autoptr(GHashTable) sessions = g_hash_table_new (NULL, NULL);

  for (guint i = 0; host_rows == NULL && i < finder->hosts->len; i++)
    add_watched (finder, g_ptr_array_index (finder->hosts, i), sessions);
  if (host_rows != NULL)
    add_watched (finder, host_rows, sessions);
  for (guint i = 0; i < finder->scope->n_open; i++)
    {
      const FechoPatternOpen *open = &finder->scope->open[i];

      if (host_rows == NULL || open->host == host)
        g_hash_table_add (sessions, GUINT_TO_POINTER (open->session));
    }

  return g_hash_table_size (sessions);
}

static gboolean
is_drop (const FechoPatternRow *row)
{
  return fecho_pattern_row_is_evidence (row) && !is_restart (row);
}

static GArray *
list_drops (const FechoPatternFinder *finder)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < finder->n_rows; i++)
    {
      if (is_drop (&finder->rows[i]))
        g_array_append_val (rows, i);
    }

  return rows;
}

static GArray *
subtract (const GArray *rows,
          const GArray *taken)
{
  GArray *left = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);

      if (!g_array_binary_search ((GArray *)taken, &row, fecho_pattern_compare_uint, NULL))
        g_array_append_val (left, row);
    }

  return left;
}

/* What all sessions have in common first, then, of the rest, what those of a host have. */
void
fecho_pattern_find_together (FechoPatternFinder *finder)
{
  g_autoptr(GArray) others = list_drops (finder);
  g_autoptr(GArray) taken = search_rows (finder, &drops, others, others->len,
                                         count_watched (finder, NULL));

  for (guint i = 0; i < finder->hosts->len; i++)
    {
      const GArray *host = g_ptr_array_index (finder->hosts, i);
      g_autoptr(GArray) evidence = fecho_pattern_select (finder, host,
                                                         fecho_pattern_row_is_evidence);
      g_autoptr(GArray) restarting = fecho_pattern_select (finder, host, is_restart);
      g_autoptr(GArray) dropping = fecho_pattern_select (finder, host, is_drop);
      g_autoptr(GArray) rest = subtract (dropping, taken);
      const guint n_sessions = count_watched (finder, host);

      g_array_unref (search_rows (finder, &restarts, restarting, evidence->len, n_sessions));
      if (finder->hosts->len > 1)
        g_array_unref (search_rows (finder, &drops, rest, dropping->len, n_sessions));
    }
}
