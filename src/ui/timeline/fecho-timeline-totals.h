/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-span.h"

G_BEGIN_DECLS

/* What the sessions of the scope have within the range, all classes. */
typedef struct
{
  guint   n_sessions;
  guint   n_closes;
  guint   n_own;
  guint   n_attempts;
  guint16 main_code;            /* the most frequent of n_closes, 0 where none */
  guint   n_of_main_code;
} FechoTimelineTotals;

/* All but n_sessions, which it leaves as it is. Of codes as frequent the lowest is the main one. */
void fecho_timeline_totals_sum_up (FechoTimelineTotals *self,
                                   const FechoSummary  *summary);

G_END_DECLS
