/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-event-pager.h"

G_BEGIN_DECLS

/* The day of the first row that can be seen, where the rows stand by time. Part of its owner, whose
 * template has the widgets; all is borrowed. */
typedef struct
{
  GtkWidget         *owner;
  GtkLabel          *label;
  GtkScrolledWindow *scroller;
  GtkColumnView     *view;
  FechoEventPager   *pager;
  guint              tick_id;   /* 0: nothing is to be done */
} FechoHistoryDay;

/* Follows the scroller from now on; the others are set. */
void fecho_history_day_follow      (FechoHistoryDay *self);
/* Before the widgets go; may be called twice. */
void fecho_history_day_clear       (FechoHistoryDay *self);
/* With the next frame. */
void fecho_history_day_update_soon (FechoHistoryDay *self);

G_END_DECLS
