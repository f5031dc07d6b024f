/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-code-agreement.h"
#include "fecho-comparison.h"
#include "fecho-monitor.h"
#include "fecho-stats.h"

G_BEGIN_DECLS

/* Keys up to this one are compared, but for SESSION: those whose values are the same in any period. */
#define FECHO_LAST_COMPARED_KEY FECHO_STATS_BY_CLOSED_BY

/* Two periods of the history side by side: closes that nobody of ours asked for. */
typedef struct
{
  FechoComparedRow total;
  gboolean         before_watched; /* there was connected time, or a close */
  gboolean         now_watched;
  /* By FechoStatsKey: FechoComparedRow of those that either period has, in the order of
   * fecho_comparison_new(); NULL for SESSION. */
  GArray          *rows[FECHO_LAST_COMPARED_KEY + 1];
  GHashTable      *dictionaries;   /* fecho-code-agreement.h, of both periods */
} FechoTwoPeriods;

/* The filters say the periods; the rest of them is the caller's to keep alike. Every event is
 * looked at: of millions it takes seconds, and can be cancelled. */
void             fecho_compare_async    (FechoMonitor         *monitor,
                                         const FechoFilter    *before,
                                         const FechoFilter    *now,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
FechoTwoPeriods *fecho_compare_finish   (FechoMonitor         *monitor,
                                         GAsyncResult         *result,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void             fecho_two_periods_free (FechoTwoPeriods      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoTwoPeriods, fecho_two_periods_free)

G_END_DECLS
