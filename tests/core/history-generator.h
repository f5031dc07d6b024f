/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-pattern.h"

/* Histories of ends of connection made by chance, with or without a pattern planted in them; the
 * same seed gives the same history. */

#define SECOND G_GINT64_CONSTANT (1000000)
#define HOUR   (3600 * SECOND)
#define DAY    (24 * HOUR)

typedef struct
{
  GRand *rand;
  gint64 from_us;
  gint64 to_us;
  guint n_sessions;
  guint n_hosts;
  GArray *rows;                 /* FechoPatternRow */
  GArray *known_codes;          /* guint16 */
  FechoPatternScope scope;
  gint64 planted_us;            /* value of what was planted, FECHO_UNKNOWN where it has none */
} History;

/* Lives are log-normal or exponential; the rate of closes is even, comes in bursts, or follows the
 * hours of the day; codes, failed attempts, messages and certificates are those of ordinary days. */
History *history_new_noise   (guint32          seed);
/* One pattern of the kind among closes of chance. */
History *history_new_planted (FechoPatternKind kind,
                              guint32          seed);
/* Everything drops together at irregular times, and between them little else ends: sessions live
 * equally long, and no rule is behind it. */
History *history_new_outages (guint32          seed);
void     history_free        (History         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (History, history_free)
