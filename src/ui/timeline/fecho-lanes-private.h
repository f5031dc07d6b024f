/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-lanes.h"

#include "fecho-lane-cursor.h"

G_BEGIN_DECLS

/* What the files fecho-lanes*.c share. */

#define FECHO_LANES_MAX_LANE_PX 48

struct _FechoLanes
{
  FechoChart parent_instance;

  FechoLaneCache *cache;
  int lane_px;
  FechoLaneCursor cursor;
  GtkAdjustment *scroll;        /* of the scrolled window around us */
  guint countdown_id;           /* narrow lanes tell the state of their session */

  gboolean pointer_inside;
  double pointer_x;
  double pointer_y;
};

const FechoChartLayout *fecho_lanes_get_layout         (FechoLanes          *self);
guint                   fecho_lanes_count              (FechoLanes          *self);
/* The middle of the bar of a lane, at half a pixel: its edges are sharp then. */
double                  fecho_lanes_get_bar_y          (FechoLanes          *self,
                                                        guint                lane);
/* The lanes of which something is on the screen, first to before end. */
void                    fecho_lanes_get_visible        (FechoLanes          *self,
                                                        guint               *ret_first,
                                                        guint               *ret_end);
/* The markers and the bounds of a cluster. */
void                    fecho_lanes_fill_hit           (FechoLanes          *self,
                                                        guint                lane,
                                                        guint                index,
                                                        FechoLanesHit       *hit);
/* Shows and tells where the cursor is now. */
void                    fecho_lanes_cursor_moved       (FechoLanes          *self);
/* What the cursor is on is to be shown in full. */
void                    fecho_lanes_activate           (FechoLanes          *self);

/* fecho-lanes-draw.c */
void                    fecho_lanes_snapshot           (GtkWidget           *widget,
                                                        GtkSnapshot         *snapshot);

/* fecho-lanes-actions.c */
/* Zooms until the markers of a pill stand apart. FALSE: they cannot. */
gboolean                fecho_lanes_split              (FechoLanes          *self,
                                                        const FechoLanesHit *hit);
void                    fecho_lanes_install_actions    (GtkWidgetClass      *widget_class);
void                    fecho_lanes_install_keys       (GtkWidgetClass      *widget_class);

/* Says that the session of a lane was chosen. */
void                    fecho_lanes_choose_session     (FechoLanes          *self,
                                                        guint                lane);

/* fecho-lanes-table.c */
void                    fecho_lanes_show_table         (FechoChart          *chart);

/* fecho-lanes-speech.c */
/* Of the whole chart. */
void                    fecho_lanes_update_label       (FechoLanes          *self);
/* Of what the cursor is on. */
void                    fecho_lanes_update_description (FechoLanes          *self);

G_END_DECLS
