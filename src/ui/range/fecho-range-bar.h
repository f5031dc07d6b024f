/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-range.h"

G_BEGIN_DECLS

/* The toolbar above both views: the presets of the range (a drop-down where there is no room for
 * the row of buttons), zoom buttons if wanted, and Live.
 *
 * Properties: "range" (FechoRange), "zoom-buttons" (boolean, FALSE); and, as states of its actions
 * range.preset and range.live: "preset" (string, word of the preset), "live" (boolean), "title"
 * (string, read-only, of the preset). "busy" (boolean): a spinner turns. "compare-button" (boolean,
 * FALSE): has a check for the action "statistics.compare" of its page. */
#define FECHO_TYPE_RANGE_BAR (fecho_range_bar_get_type ())
G_DECLARE_FINAL_TYPE (FechoRangeBar, fecho_range_bar, FECHO, RANGE_BAR, GtkWidget)

FechoRange *fecho_range_bar_get_range        (FechoRangeBar *self);
void        fecho_range_bar_set_range        (FechoRangeBar *self,
                                              FechoRange    *range);
gboolean    fecho_range_bar_get_zoom_buttons (FechoRangeBar *self);
void        fecho_range_bar_set_zoom_buttons (FechoRangeBar *self,
                                              gboolean       zoom_buttons);

G_END_DECLS
