/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-lane-shelf.h"

G_BEGIN_DECLS

/* What the sessions of the lanes do now, of which the history tells a little later, and of some of
 * it never: marks the lanes that are not as the history said.
 *
 * Property "n-waiting" (guint, read-only): how many sessions wait for the network. Signal "due": a
 * lane on the screen is to be asked for again. */
#define FECHO_TYPE_LANE_NEWS (fecho_lane_news_get_type ())
G_DECLARE_FINAL_TYPE (FechoLaneNews, fecho_lane_news, FECHO, LANE_NEWS, GObject)

/* shelf is borrowed, and lives longer. */
FechoLaneNews *fecho_lane_news_new           (FechoLaneShelf *shelf) G_GNUC_WARN_UNUSED_RESULT;
/* Lanes that were put on the shelf, from first on; 0: all of them are other ones. */
void           fecho_lane_news_follow        (FechoLaneNews  *self,
                                              guint           first);
/* Which lanes are on the screen. */
void           fecho_lane_news_set_window    (FechoLaneNews  *self,
                                              guint           first,
                                              guint           end);
/* After an answer: those on the screen that it found behind are due in a while. */
void           fecho_lane_news_look          (FechoLaneNews  *self);
guint          fecho_lane_news_get_n_waiting (FechoLaneNews  *self);

G_END_DECLS
