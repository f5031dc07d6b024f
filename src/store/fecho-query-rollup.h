/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-matcher.h"
#include "fecho-tally.h"

G_BEGIN_DECLS

/* Can the rollups answer such a filter? They know time, code, kind of end, and the class that the
 * standard gives. */
gboolean fecho_query_rollup_can   (const FechoFilter  *filter);
/* How many events lie in [since, until), to the hour: at most one hour too many at each end. Counts
 * no farther than to more than enough: a year has tens of thousands of rows. */
gboolean fecho_query_rollup_count (FechoDb            *db,
                                   gint64              since_us,
                                   gint64              until_us,
                                   gint64              enough,
                                   gint64             *ret_n,
                                   GError            **error);
/* Events alike in one bucket, or one event. */
typedef struct
{
  gint64        at_us;          /* where the bucket begins */
  guint16       code;
  gboolean      failed_attempt;
  gboolean      was_clean;
  FechoStanding standing;
  guint64       n;
} FechoRollupCell;

typedef void (*FechoRollupVisit)  (const FechoRollupCell *cell,
                                   gpointer            user_data);

/* Every event of the filter in buckets whose borders fit to steps of step_us: an hour, 5 minutes,
 * or single rows; always rows where the range cuts a bucket. */
gboolean fecho_query_rollup_visit (FechoDb            *db,
                                   FechoMatcher       *matcher,
                                   gint64              step_us,
                                   FechoRollupVisit    visit,
                                   gpointer            user_data,
                                   GError            **error);
/* How much time all that is recorded takes, to the hour; an empty range where there is nothing. */
gboolean fecho_query_rollup_range (FechoDb            *db,
                                   gint64             *ret_since_us,
                                   gint64             *ret_until_us,
                                   GError            **error);
/* Counts the events of the filter: whole hours, then whole 5 minutes, then single rows at the
 * edges. The counts are exact, the medians those of classes of lives, by the day. */
gboolean fecho_query_rollup_tally (FechoDb            *db,
                                   FechoMatcher       *matcher,
                                   FechoTally         *tally,
                                   GError            **error);

G_END_DECLS
