/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-overview.h"

G_BEGIN_DECLS

/* The second view: figures of the range, closes by code, over time and by session, and how long
 * connections lived; each leads to the events behind it.
 *
 * Properties: "monitor" (FechoMonitor), "range" (FechoRange), "scope" (GStrv of session ids, NULL:
 * all), "compare" (boolean, with the period before; kept). It asks the monitor only while it is on the screen. */
#define FECHO_TYPE_STATISTICS_PAGE (fecho_statistics_page_get_type ())
G_DECLARE_FINAL_TYPE (FechoStatisticsPage, fecho_statistics_page, FECHO, STATISTICS_PAGE, GtkWidget)

/* Shows the answer of a query, which it takes. */
void fecho_statistics_page_take (FechoStatisticsPage *self,
                                 FechoOverview       *overview);

G_END_DECLS
