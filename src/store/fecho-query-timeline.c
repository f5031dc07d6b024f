/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query.h"

#include "fecho-query-each.h"
#include "fecho-run.h"

/* A connection that ends so near to a change of this computer has dropped with it. */
#define DROP_US (15 * (gint64)G_USEC_PER_SEC)
/* Drops are counted of so many changes, the latest. */
#define MAX_COUNTED 200

/* A filter that names every session there is asks no other question than one that names none, and
 * that one the rollups can answer. */
static gboolean
simplify (FechoDb      *db,
          FechoFilter  *filter,
          GError      **error)
{
  gint64 n_sessions;

  if (filter->sessions == NULL)
    return TRUE;
  if (!fecho_db_get_int (db, FECHO_SQL_SESSION_COUNT, &n_sessions, error))
    return FALSE;
  if (fecho_id_list_get_length (filter->sessions) >= n_sessions)
    g_clear_pointer (&filter->sessions, fecho_id_list_unref);

  return TRUE;
}

static FechoSummary *
query_counts (FechoDb            *db,
              const FechoFilter  *filter,
              GError            **error)
{
  g_autoptr(FechoSummary) summary = fecho_summary_new ();
  g_autoptr(FechoTally) tally = fecho_tally_new ();
  g_autoptr(FechoMatcher) matcher = fecho_matcher_new (db, filter, error);

  if (matcher == NULL || !fecho_query_tally (db, matcher, tally, error))
    return NULL;
  fecho_tally_fill (tally, summary);

  return g_steal_pointer (&summary);
}

static FechoBuckets *
query_closes (FechoDb            *db,
              const FechoFilter  *filter,
              guint               max_buckets,
              GError            **error)
{
  g_autoptr(FechoFilter) closes = fecho_filter_copy (filter);

  closes->kinds = FECHO_KINDS_CLOSES;

  return fecho_query_buckets (db, closes, max_buckets, error);
}

static gboolean
count_drops (FechoDb             *db,
             FechoComputerEvent  *event,
             GError             **error)
{
  const FechoComputerChange *change = &event->change;
  gboolean slept = change->kind == FECHO_COMPUTER_SUSPENDED && change->until_us != G_MAXINT64;
  gint64 last_us = slept ? change->until_us : change->at_us;
  g_autoptr(FechoStmt) stmt = NULL;
  g_autoptr(GError) local = NULL;

  if (change->kind == FECHO_COMPUTER_CLOCK)
    return TRUE;
  stmt = fecho_stmt_get (db, FECHO_SQL_COUNT_DROPPED, error);
  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, change->at_us - DROP_US);
  fecho_stmt_bind_int (stmt, 2, last_us + DROP_US);
  fecho_stmt_bind_int (stmt, 3, FECHO_CLOSED_BY_SERVER);
  fecho_stmt_bind_int (stmt, 4, FECHO_CLOSED_BY_USER);
  fecho_stmt_bind_int (stmt, 5, FECHO_CAUSE_APP_QUIT);
  fecho_stmt_bind_int (stmt, 6, FECHO_CAUSE_MONITOR_INTERRUPTED);
  if (fecho_stmt_next (stmt, &local))
    event->n_dropped = fecho_stmt_get_int (stmt, 0);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  gint64 x = ((const FechoInterval *)a)->from_us;
  gint64 y = ((const FechoInterval *)b)->from_us;

  return (x > y) - (x < y);
}

/* Sorted, those that touch as one. */
static void
join (GArray *intervals)
{
  guint n = 0;

  g_array_sort (intervals, compare_starts);
  for (guint i = 0; i < intervals->len; i++)
    {
      const FechoInterval *next = &g_array_index (intervals, FechoInterval, i);
      FechoInterval *last = n > 0 ? &g_array_index (intervals, FechoInterval, n - 1) : NULL;

      if (last != NULL && next->from_us <= last->to_us)
        last->to_us = MAX (last->to_us, next->to_us);
      else
        g_array_index (intervals, FechoInterval, n++) = *next;
    }
  g_array_set_size (intervals, n);
}

/* While the program ran, from the first word of this computer on. */
static gboolean
query_known (FechoDb  *db,
             gint64    known_from_us,
             GArray   *known,
             GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_RUN_LIST, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;

  while (fecho_stmt_next (stmt, &local))
    {
      FechoInterval run = { .from_us = MAX (fecho_stmt_get_int (stmt, 2), known_from_us) };

      if (!fecho_stmt_is_null (stmt, 4))
        run.to_us = fecho_stmt_get_int (stmt, 4);
      else if (fecho_run_is_alive (fecho_db_get_path (db), fecho_stmt_get_text (stmt, 1)))
        run.to_us = G_MAXINT64;
      else
        run.to_us = fecho_stmt_get_int (stmt, 3);
      if (run.to_us > run.from_us)
        g_array_append_val (known, run);
    }
  if (local == NULL)
    {
      join (known);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
query_computer (FechoDb              *db,
                gint64                from_us,
                gint64                to_us,
                FechoTimelineAnswer  *answer,
                GError              **error)
{
  g_autoptr(GArray) states = fecho_query_states (db, NULL, from_us, to_us, error);
  guint first;

  if (states == NULL)
    return FALSE;
  if (!query_known (db, fecho_computer_get_known_from_us (states), answer->computer_known, error))
    return FALSE;
  answer->computer = fecho_computer_events_new (states);
  first = answer->computer->len > MAX_COUNTED ? answer->computer->len - MAX_COUNTED : 0;
  for (guint i = first; i < answer->computer->len; i++)
    {
      if (!count_drops (db, &g_array_index (answer->computer, FechoComputerEvent, i), error))
        return FALSE;
    }

  return TRUE;
}

FechoTimelineAnswer *
fecho_query_timeline (FechoDb            *db,
                      const FechoFilter  *filter,
                      const char *const  *lanes,
                      gint64              cell_us,
                      guint               max_buckets,
                      gint64              now_us,
                      GError            **error)
{
  g_autoptr(FechoTimelineAnswer) answer = fecho_timeline_answer_new ();
  g_autoptr(FechoFilter) simple = fecho_filter_copy (filter);

  if (!simplify (db, simple, error))
    return NULL;
  answer->lanes = fecho_query_lanes (db, lanes, filter->since_us, filter->until_us, cell_us, now_us,
                                     error);
  if (answer->lanes == NULL)
    return NULL;
  answer->summary = query_counts (db, simple, error);
  if (answer->summary == NULL)
    return NULL;
  answer->buckets = query_closes (db, simple, max_buckets, error);
  if (answer->buckets == NULL ||
      !query_computer (db, filter->since_us, filter->until_us, answer, error))
    return NULL;

  return g_steal_pointer (&answer);
}
