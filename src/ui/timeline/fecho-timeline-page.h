/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-lanes.h"

G_BEGIN_DECLS

/* The first view: verdict, legend, density and a lane for each session of the scope.
 *
 * Properties: "monitor" (FechoMonitor), "range" (FechoRange), "scope" (GStrv of session ids, NULL:
 * all). It asks the monitor only while it is on the screen. */
#define FECHO_TYPE_TIMELINE_PAGE (fecho_timeline_page_get_type ())
G_DECLARE_FINAL_TYPE (FechoTimelinePage, fecho_timeline_page, FECHO, TIMELINE_PAGE, GtkWidget)

/* What its charts draw. */
FechoTimelineModel *fecho_timeline_page_get_model (FechoTimelinePage *self);
FechoLanes         *fecho_timeline_page_get_lanes (FechoTimelinePage *self);
/* In a window where height is dear. */
void                fecho_timeline_page_set_compact (FechoTimelinePage *self,
                                                     gboolean           compact);

G_END_DECLS
