/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-chart.h"
#include "fecho-computer-bars.h"

G_BEGIN_DECLS

/* What this computer did in the time of the lanes: a line while it was online, its losses of the
 * network and its sleep, and what dropped with them. It tells "mine" from "theirs". A narrow chart has
 * no room for it.
 *
 * Signal "hover-changed": another thing is under the pointer. */
#define FECHO_TYPE_COMPUTER_LANE (fecho_computer_lane_get_type ())
G_DECLARE_FINAL_TYPE (FechoComputerLane, fecho_computer_lane, FECHO, COMPUTER_LANE, FechoChart)

GtkWidget *fecho_computer_lane_new       (void) G_GNUC_WARN_UNUSED_RESULT;
/* What is at a point, and where it is drawn. FALSE where there is nothing. */
gboolean   fecho_computer_lane_pick      (FechoComputerLane         *self,
                                          double                     x,
                                          const FechoComputerEvent **ret_event,
                                          graphene_rect_t           *ret_bounds);
/* What is under the pointer. */
gboolean   fecho_computer_lane_get_hover (FechoComputerLane         *self,
                                          const FechoComputerEvent **ret_event,
                                          graphene_rect_t           *ret_bounds);

G_END_DECLS
