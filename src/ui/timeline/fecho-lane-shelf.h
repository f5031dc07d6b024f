/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"
#include "fecho-session-dictionary.h"
#include "fecho-span.h"

G_BEGIN_DECLS

/* One lane of the timeline, and what of it has been read. */
typedef struct
{
  FechoLane    *lane;           /* empty until it is read */
  FechoSession *session;        /* NULL where the list has it no longer */
  gint64        known_from_us;
  gint64        known_to_us;    /* 0: not read yet. A live axis may be a little further */
  gint64        cell_us;        /* as fine as it was asked for, 0: as it is */
  gboolean      follows;        /* read up to now: what comes after is told by commits */
  gboolean      stale;          /* something has come since it was read, or is being read */
  gboolean      reading;
  gboolean      waits;          /* its session waits for the network */
} FechoTimelineLane;

const char      *fecho_timeline_lane_get_name        (const FechoTimelineLane *lane);
/* What explains the codes of its session; NULL: nothing. */
FechoDictionary *fecho_timeline_lane_find_dictionary (const FechoTimelineLane *lane);

/* The lanes of a scope in their order. Those that are not on the screen need not be read; those that
 * are stay as they are until they must be read anew. Main thread. */
typedef struct _FechoLaneShelf FechoLaneShelf;

/* What is to be drawn. */
typedef struct
{
  guint    first;               /* lanes first to before end */
  guint    end;
  gint64   from_us;
  gint64   to_us;
  gint64   cell_us;             /* a pixel; 0: as fine as it is */
  gboolean live;                /* to_us is now */
} FechoLaneView;

FechoLaneShelf    *fecho_lane_shelf_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void               fecho_lane_shelf_free         (FechoLaneShelf      *self);
/* One lane for each UUID, in this order; what is known of those that stay is kept. monitor, which may
 * be NULL, names the sessions. */
void               fecho_lane_shelf_set_sessions (FechoLaneShelf      *self,
                                                  const char * const  *ids,
                                                  FechoMonitor        *monitor);
/* A lane for each of these sessions behind the others, where none has one yet; else FALSE. */
gboolean           fecho_lane_shelf_append       (FechoLaneShelf      *self,
                                                  GPtrArray           *sessions);
/* Whether the lanes are those of these UUIDs, in this order. */
gboolean           fecho_lane_shelf_is_order     (FechoLaneShelf      *self,
                                                  const char * const  *ids);
guint              fecho_lane_shelf_get_n_lanes  (FechoLaneShelf      *self);
FechoTimelineLane *fecho_lane_shelf_get_lane     (FechoLaneShelf      *self,
                                                  guint                index);
gboolean           fecho_lane_shelf_find         (FechoLaneShelf      *self,
                                                  const char          *id,
                                                  guint               *ret_index);
void               fecho_lane_shelf_mark_all     (FechoLaneShelf      *self);
/* Is there a lane in the view that is to be read, and is not being read? */
gboolean           fecho_lane_shelf_wants        (FechoLaneShelf      *self,
                                                  const FechoLaneView *view);
/* UUIDs of the lanes of the view that are to be read now. What was being read before is not any more. */
char             **fecho_lane_shelf_start_reading (FechoLaneShelf     *self,
                                                  const FechoLaneView *view) G_GNUC_WARN_UNUSED_RESULT;
/* Takes lanes (FechoLane) that were read for the view out of the array. */
void               fecho_lane_shelf_take         (FechoLaneShelf      *self,
                                                  GPtrArray           *lanes,
                                                  const FechoLaneView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoLaneShelf, fecho_lane_shelf_free)

G_END_DECLS
