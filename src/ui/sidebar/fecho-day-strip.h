/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-day.h"

G_BEGIN_DECLS

/* The last 24 hours of a session as 24 small bars, oldest first: full height, open all the hour;
 * lower, the share of it; a stub, down; a dot, not monitored. Only seen: the row around it says the
 * same in words.
 *
 * Property "day" (FechoDay, boxed; NULL draws nothing). */
#define FECHO_TYPE_DAY_STRIP (fecho_day_strip_get_type ())
G_DECLARE_FINAL_TYPE (FechoDayStrip, fecho_day_strip, FECHO, DAY_STRIP, GtkWidget)

const FechoDay *fecho_day_strip_get_day (FechoDayStrip  *self);
void            fecho_day_strip_set_day (FechoDayStrip  *self,
                                         const FechoDay *day);

G_END_DECLS
