/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-timeline-totals.h"

static gboolean
comes_before (const FechoTimelineTotals *self,
              const FechoCount          *count)
{
  if (count->n_closes != self->n_of_main_code)
    return count->n_closes > self->n_of_main_code;

  return count->n_closes > 0 && count->key < self->main_code;
}

void
fecho_timeline_totals_sum_up (FechoTimelineTotals *self,
                              const FechoSummary  *summary)
{
  self->n_closes = summary->n_closes;
  self->n_own = summary->n_own;
  self->n_attempts = summary->n_failed_attempts;
  self->main_code = 0;
  self->n_of_main_code = 0;
  for (guint i = 0; i < summary->by_code->len; i++)
    {
      const FechoCount *count = &g_array_index (summary->by_code, FechoCount, i);

      if (!comes_before (self, count))
        continue;

      self->main_code = count->key;
      self->n_of_main_code = count->n_closes;
    }
}
