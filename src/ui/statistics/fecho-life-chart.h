/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-column-chart.h"
#include "fecho-facts.h"
#include "fecho-findings.h"

G_BEGIN_DECLS

/* How long connections lived, on a logarithmic scale, with the median, and the lives that patterns
 * found too constant for chance. */
#define FECHO_TYPE_LIFE_CHART (fecho_life_chart_get_type ())
G_DECLARE_FINAL_TYPE (FechoLifeChart, fecho_life_chart, FECHO, LIFE_CHART, FechoColumnChart)

/* Takes FechoLifeBin, NULL: none. median_us: FECHO_UNKNOWN where there is none; about: it is not
 * exact. */
void                fecho_life_chart_take          (FechoLifeChart      *self,
                                                    GArray              *bins,
                                                    gint64               median_us,
                                                    gboolean             about);
/* Those that are of lives. NULL: none are known. */
void                fecho_life_chart_show_patterns (FechoLifeChart      *self,
                                                    const FechoFindings *findings);
/* The lives of a column. */
const FechoLifeBin *fecho_life_chart_get_bin       (FechoLifeChart      *self,
                                                    guint                index);

G_END_DECLS
