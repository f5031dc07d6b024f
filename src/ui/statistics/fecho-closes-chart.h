/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-bucket.h"
#include "fecho-column-chart.h"

G_BEGIN_DECLS

/* Closes over time, stacked by class; columns hang on the clock. */
#define FECHO_TYPE_CLOSES_CHART (fecho_closes_chart_get_type ())
G_DECLARE_FINAL_TYPE (FechoClosesChart, fecho_closes_chart, FECHO, CLOSES_CHART, FechoColumnChart)

/* Takes the buckets, NULL: none. */
void                fecho_closes_chart_take        (FechoClosesChart *self,
                                                    FechoBuckets     *buckets);
const FechoBuckets *fecho_closes_chart_get_buckets (FechoClosesChart *self);
/* Which are drawn and counted: bit n for the class n. */
void                fecho_closes_chart_set_classes (FechoClosesChart *self,
                                                    guint             classes);

G_END_DECLS
