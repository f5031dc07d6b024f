/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-bucket.h"
#include "fecho-chart.h"

G_BEGIN_DECLS

/* The strip over the lanes: closes of all of them in buckets of time, stacked by class. A drag
 * zooms to the part it covers, a double click returns to the preset. */
#define FECHO_TYPE_DENSITY (fecho_density_get_type ())
G_DECLARE_FINAL_TYPE (FechoDensity, fecho_density, FECHO, DENSITY, FechoChart)

GtkWidget          *fecho_density_new         (void) G_GNUC_WARN_UNUSED_RESULT;
/* What is drawn; NULL without a model. */
const FechoBuckets *fecho_density_get_buckets (FechoDensity *self);

G_END_DECLS
