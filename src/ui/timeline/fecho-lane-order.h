/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-id-list.h"
#include "fecho-monitor.h"
#include "fecho-session-ranks.h"

G_BEGIN_DECLS

/* In which order the lanes of the timeline stand: that of the list of sessions, or that of their
 * ranks. Main thread. */
typedef struct _FechoLaneOrder FechoLaneOrder;

/* changed: the lanes are to be sorted now. */
FechoLaneOrder *fecho_lane_order_new        (void           (*changed) (gpointer data),
                                             gpointer         data) G_GNUC_WARN_UNUSED_RESULT;
void            fecho_lane_order_free       (FechoLaneOrder  *self);
/* Once. */
void            fecho_lane_order_set_ranks  (FechoLaneOrder  *self,
                                             FechoSessionRanks *ranks);
/* In a narrow window what needs attention comes first, whatever the order is else. */
void            fecho_lane_order_set_narrow (FechoLaneOrder  *self,
                                             gboolean         narrow);
/* While the pointer is on a lane it stays where it is. */
void            fecho_lane_order_set_held   (FechoLaneOrder  *self,
                                             gboolean         held);
/* That of the list. */
gboolean        fecho_lane_order_is_own     (FechoLaneOrder  *self);
/* Of the scope, those without a session last. Borrowed of the sessions, of which there may be ten
 * thousand, and of the scope. NULL-terminated. What was to be sorted later is sorted by this. */
GPtrArray      *fecho_lane_order_list_ids   (FechoLaneOrder  *self,
                                             FechoIdList     *scope,
                                             FechoMonitor    *monitor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
