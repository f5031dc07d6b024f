/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-chart.h"

G_BEGIN_DECLS

#define FECHO_CHART_ZOOM_STEP 1.25

/* Gives a chart the wheel (with Ctrl zooms at the pointer, with Shift or sideways pans), the zoom
 * gesture of two fingers and, if wanted, the drag that pans or, with Shift, selects a range. */
void fecho_chart_navigator_attach (FechoChart *chart,
                                   gboolean    drag_pans);

G_END_DECLS
