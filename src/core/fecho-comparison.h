/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-span.h"

G_BEGIN_DECLS

/* Closes per connected hour. With 95 % of certainty the true rate, if closes come by chance, is
 * from low to high. All are FECHO_UNKNOWN where nothing was connected. */
typedef struct
{
  double per_hour;
  double low;
  double high;
} FechoRate;

typedef enum
{
  FECHO_TREND_NONE,            /* nothing that chance would not do */
  FECHO_TREND_NEW,             /* there was none before */
  FECHO_TREND_VANISHED,
  FECHO_TREND_MORE,            /* the two intervals do not meet */
  FECHO_TREND_FEWER,
} FechoTrend;

/* One row of what is counted (a code, a cause, an origin), in two periods. */
typedef struct
{
  int         key;
  guint64     n_before;
  guint64     n_now;
  FechoRate   before;
  FechoRate   now;
  FechoTrend  trend;
} FechoComparedRow;

FechoRate   fecho_rate_new         (guint64       n,
                                    gint64        open_us);
/* For people, in the locale of the process: "2.1 (1.6–2.7)"; "–" where nothing was connected. */
char       *fecho_rate_format      (const FechoRate *self) G_GNUC_WARN_UNUSED_RESULT;
FechoComparedRow
            fecho_comparison_row   (int           key,
                                    guint64       n_before,
                                    gint64        open_before_us,
                                    guint64       n_now,
                                    gint64        open_now_us);
/* Compares rows of two counts (FechoCount with the same kind of key, fecho_stats.h) of periods with
 * so much connected time: FechoComparedRow, those first that changed, then the most closes now.
 * Nothing has changed against a period without a close and without connected time. */
GArray     *fecho_comparison_new   (const GArray *before,
                                    gint64        open_before_us,
                                    const GArray *now,
                                    gint64        open_now_us) G_GNUC_WARN_UNUSED_RESULT;
/* "new", "vanished", "more", "fewer"; NULL for NONE. Labels as N_() strings. */
const char *fecho_trend_to_string (FechoTrend    change);
const char *fecho_trend_get_label (FechoTrend    change);

G_END_DECLS
