/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-id-list.h"
#include "fecho-lane-shelf.h"
#include "fecho-timeline-answer.h"

G_BEGIN_DECLS

/* Asks a monitor, again and again, what the timeline is to show: sums of the range, and those lanes
 * of a shelf that must be read. Main thread. */
typedef struct _FechoTimelineQuery FechoTimelineQuery;

typedef struct
{
  /* What is to be drawn now. */
  FechoLaneView (*get_view) (gpointer data);
  /* Takes answer. */
  void (*answered)          (FechoTimelineAnswer *answer,
                             const FechoLaneView *view,
                             gpointer             data);
  void (*loading_changed)   (gpointer             data);
} FechoTimelineQueryFuncs;

/* The histogram over the lanes has at most so many columns. */
#define FECHO_TIMELINE_MAX_BUCKETS 96

/* shelf is borrowed, and lives longer. */
FechoTimelineQuery *fecho_timeline_query_new         (FechoLaneShelf     *shelf,
                                                      const FechoTimelineQueryFuncs *funcs,
                                                      gpointer            data) G_GNUC_WARN_UNUSED_RESULT;
void                fecho_timeline_query_free        (FechoTimelineQuery *self);
/* NULL: nobody is asked. Nothing is asked by this yet. */
void                fecho_timeline_query_set_monitor (FechoTimelineQuery *self,
                                                      FechoMonitor       *monitor);
/* Of which sessions, NULL: all of them. Nothing is asked by this yet. */
void                fecho_timeline_query_set_scope   (FechoTimelineQuery *self,
                                                      FechoIdList        *scope);
/* An inactive one asks nothing until it is active. */
void                fecho_timeline_query_set_active  (FechoTimelineQuery *self,
                                                      gboolean            active);
/* What is known is no longer up to date. */
void                fecho_timeline_query_want        (FechoTimelineQuery *self);
/* The question is another one: what is in flight is of no use. */
void                fecho_timeline_query_restart     (FechoTimelineQuery *self);
/* An answer is long in coming. */
gboolean            fecho_timeline_query_is_loading  (FechoTimelineQuery *self);

G_END_DECLS
