/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-pattern.h"

G_BEGIN_DECLS

#define FECHO_PATTERN_SECOND_US ((gint64)G_USEC_PER_SEC)
#define FECHO_PATTERN_HOUR_US   (3600 * FECHO_PATTERN_SECOND_US)
#define FECHO_PATTERN_DAY_US    (24 * FECHO_PATTERN_HOUR_US)

/* A statistical pattern needs this: chance makes it less often than once in a million, all the
 * places where it was looked for counted. */
#define FECHO_PATTERN_MIN_CERTAINTY 6.0

typedef struct
{
  const FechoPatternRow   *rows;  /* by closed_at_us */
  guint                    n_rows;
  const FechoPatternScope *scope;
  GPtrArray               *hosts; /* GArray of guint: the rows of one host, by time */
  GPtrArray               *patterns;
} FechoPatternFinder;

/* Each adds to finder->patterns; row numbers are those of finder->rows. */
void          fecho_pattern_find_lives       (FechoPatternFinder  *finder);
void          fecho_pattern_find_clock       (FechoPatternFinder  *finder);
void          fecho_pattern_find_together    (FechoPatternFinder  *finder);
void          fecho_pattern_find_flapping    (FechoPatternFinder  *finder);
void          fecho_pattern_find_credentials (FechoPatternFinder  *finder);
void          fecho_pattern_find_certificate (FechoPatternFinder  *finder);
void          fecho_pattern_find_new_codes   (FechoPatternFinder  *finder);

/* Evidence: an opened connection that the other side, or nobody, ended. */
gboolean      fecho_pattern_row_is_evidence  (const FechoPatternRow    *row);
/* The same, or a failed attempt that nobody on our side ended. */
gboolean      fecho_pattern_row_is_foreign   (const FechoPatternRow    *row);
/* The rows of which func is true. */
GArray       *fecho_pattern_select           (const FechoPatternFinder *finder,
                                              const GArray             *rows,
                                              gboolean                (*func) (const FechoPatternRow *row)) G_GNUC_WARN_UNUSED_RESULT;
/* The rows (guint, by time) split by session: GArray of guint each. */
GPtrArray    *fecho_pattern_split_sessions   (const FechoPatternFinder *finder,
                                              const GArray             *rows) G_GNUC_WARN_UNUSED_RESULT;
/* With what follows from its rows (guint, any order, each once) filled in. */
FechoPattern *fecho_pattern_add              (FechoPatternFinder *finder,
                                              FechoPatternKind    kind,
                                              const GArray       *rows,
                                              guint               of,
                                              double              certainty);
/* Rows of b that are also in a. */
guint         fecho_pattern_count_common     (const GArray *a,
                                              const GArray *b);
int           fecho_pattern_compare_uint     (gconstpointer a,
                                              gconstpointer b);
int           fecho_pattern_compare_time     (gconstpointer a,
                                              gconstpointer b);
/* Median and median distance from it; sorts the times (gint64, not empty). */
void          fecho_pattern_measure          (GArray *times,
                                              gint64 *ret_median_us,
                                              gint64 *ret_spread_us);

/* -log10 of upper bounds (Chernoff) of the chance of k or more: of n that each come true with
 * probability p, and of events that come lambda times on average. 0 where k is no surprise. */
double        fecho_pattern_rate_binomial    (double k,
                                              double n,
                                              double p);
double        fecho_pattern_rate_poisson     (double k,
                                              double lambda);

G_END_DECLS
