/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-range.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A range of one's own: a day and a time for its start and its end, in the local zone. */
#define FECHO_TYPE_RANGE_POPOVER (fecho_range_popover_get_type ())
G_DECLARE_FINAL_TYPE (FechoRangePopover, fecho_range_popover, FECHO, RANGE_POPOVER, GtkPopover)

void     fecho_range_popover_set_range  (FechoRangePopover *self,
                                         FechoRange        *range);
FechoRange *fecho_range_popover_get_range (FechoRangePopover *self);
/* "9:05", "09:05:30"; FALSE where text is no time of a day. */
gboolean fecho_range_popover_parse_time (const char        *text,
                                         int               *ret_seconds);

G_END_DECLS
