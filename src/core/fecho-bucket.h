/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-code-agreement.h"

G_BEGIN_DECLS

/* A histogram over time: buckets aligned to the local clock, counts by class. The first and the
 * last bucket may reach out of the range. A plain value; one thread at a time. */
typedef struct
{
  gint64  step_us;
  guint   n_buckets;            /* at least 1 */
  gint64 *edges;                /* n_buckets + 1, rising; a day of summer time may be shorter or longer */
  guint  *counts;               /* n_buckets * FECHO_N_CLOSE_CLASSES */
  GHashTable *private_counts;   /* bucket << 16 | code -> how many, of codes that a dictionary may
                                 * explain; NULL: none */
} FechoBuckets;

/* The smallest step of 1, 5, 15 s, 1, 5, 15 min, 1, 3, 6 h, 1, 7, 30, 90, 365 d that divides the
 * range into at most max_buckets. Where that many fit exactly, the clock may cut one more. */
gint64        fecho_buckets_get_step_us (gint64              from_us,
                                         gint64              to_us,
                                         guint               max_buckets);
FechoBuckets *fecho_buckets_new         (gint64              from_us,
                                         gint64              to_us,
                                         guint               max_buckets) G_GNUC_WARN_UNUSED_RESULT;
void          fecho_buckets_free        (FechoBuckets       *self);
/* Counts one event; FALSE where it lies outside of all buckets. */
gboolean      fecho_buckets_add         (FechoBuckets       *self,
                                         gint64              at_us,
                                         FechoCloseClass     klass);
/* Counts n events by the class that the standard gives their code; the same about those outside. */
gboolean      fecho_buckets_add_code    (FechoBuckets       *self,
                                         gint64              at_us,
                                         guint16             code,
                                         guint               n);
/* What was counted by its code gets the class that agreed (fecho-code-agreement.h; NULL: nothing)
 * says. Once. */
void          fecho_buckets_classify    (FechoBuckets       *self,
                                         GHashTable         *agreed);
/* One event that was counted is of another class; FALSE where none such was counted there. */
gboolean      fecho_buckets_move        (FechoBuckets       *self,
                                         gint64              at_us,
                                         FechoCloseClass     from,
                                         FechoCloseClass     to);
guint         fecho_buckets_get_count   (const FechoBuckets *self,
                                         guint               index,
                                         FechoCloseClass     klass);
/* Bit n of classes stands for the class n. */
guint         fecho_buckets_get_total   (const FechoBuckets *self,
                                         guint               index,
                                         guint               classes);
/* The index of the fullest bucket, the first of equals. */
guint         fecho_buckets_find_peak   (const FechoBuckets *self,
                                         guint               classes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoBuckets, fecho_buckets_free)

G_END_DECLS
