/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query.h"

#include "fecho-query-each.h"
#include "fecho-query-rollup.h"

static void
add (FechoBuckets  *buckets,
     gint64         at_us,
     guint16        code,
     gboolean       failed_attempt,
     FechoStanding  standing,
     guint64        n)
{
  if (failed_attempt || standing == FECHO_STANDING_COUNTED)
    (void)fecho_buckets_add_code (buckets, at_us, code, (guint)n); /* may lie outside */
}

static void
add_cell_cb (const FechoRollupCell *cell,
             gpointer               user_data)
{
  add (user_data, cell->at_us, cell->code, cell->failed_attempt, cell->standing, cell->n);
}

static void
add_event_cb (gint64                   session,
              const FechoSegmentEvent *event,
              gpointer                 user_data)
{
  add (user_data, event->closed_at_us, event->code, event->life_us < 0, event->standing, 1);
}

static gboolean
fits (const FechoBuckets *buckets,
      gint64              width_us)
{
  for (guint i = 0; i <= buckets->n_buckets; i++)
    {
      if (buckets->edges[i] % width_us != 0)
        return FALSE;
    }

  return TRUE;
}

/* The widest buckets of the rollups that no border of ours cuts. */
static gint64
get_step_us (const FechoBuckets *buckets)
{
  if (fits (buckets, FECHO_ROLLUP_HOUR_US))
    return FECHO_ROLLUP_HOUR_US;

  return fits (buckets, FECHO_ROLLUP_5MIN_US) ? FECHO_ROLLUP_5MIN_US : 1;
}

/* A range without ends is that of what is recorded; an empty one is an hour. */
static gboolean
clamp (FechoDb      *db,
       FechoFilter  *filter,
       GError      **error)
{
  gint64 since_us, until_us;

  if (!fecho_query_rollup_range (db, &since_us, &until_us, error))
    return FALSE;
  if (filter->since_us == G_MININT64)
    filter->since_us = MIN (since_us, filter->until_us);
  if (filter->until_us == G_MAXINT64)
    filter->until_us = MAX (until_us, filter->since_us);
  if (filter->until_us <= filter->since_us)
    filter->until_us = filter->since_us + FECHO_ROLLUP_HOUR_US;

  return TRUE;
}

FechoBuckets *
fecho_query_buckets (FechoDb            *db,
                     const FechoFilter  *filter,
                     guint               max_buckets,
                     GError            **error)
{
  g_autoptr(FechoFilter) clamped = fecho_filter_copy (filter);
  g_autoptr(FechoMatcher) matcher = NULL;
  g_autoptr(FechoBuckets) buckets = NULL;
  gboolean good;

  if (!clamp (db, clamped, error))
    return NULL;
  matcher = fecho_matcher_new (db, clamped, error);
  if (matcher == NULL)
    return NULL;
  buckets = fecho_buckets_new (clamped->since_us, clamped->until_us, MAX (max_buckets, 1));
  if (fecho_query_rollup_can (clamped))
    good = fecho_query_rollup_visit (db, matcher, get_step_us (buckets), add_cell_cb, buckets,
                                     error);
  else
    good = fecho_query_each (db, matcher, add_event_cb, buckets, error);

  return good ? g_steal_pointer (&buckets) : NULL;
}
