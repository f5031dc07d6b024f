/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-lane-geometry.h"

G_BEGIN_DECLS

/* Everything that the geometry of a lane hangs on. */
typedef struct
{
  FechoTimeAxis     axis;
  guint             classes;
  FechoClusterSizes sizes;
} FechoLaneFrame;

/* One lane to be built, and what was built of it. The arrays are held, and not written to by anybody
 * as long as they are. */
typedef struct
{
  guint              index;       /* the owner's */
  GArray            *markers;     /* FechoMarker */
  GArray            *spans;       /* FechoSpan */
  gint64             known_to_us;
  FechoDictionary   *dictionary;  /* of its session; NULL: none */
  FechoLaneGeometry *geometry;    /* NULL until it is built; to be stolen */
} FechoLaneWork;

gboolean   fecho_lane_frame_equal     (const FechoLaneFrame *a,
                                       const FechoLaneFrame *b);
/* FechoLaneWork; free the array. */
GArray    *fecho_lane_work_array_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void       fecho_lane_work_array_add  (GArray               *works,
                                       guint                 index,
                                       const FechoLane      *lane,
                                       gint64                known_to_us,
                                       FechoDictionary      *dictionary);
/* Builds the geometry of many lanes on a thread of its own. Takes works. */
void       fecho_lane_job_async       (const FechoLaneFrame *frame,
                                       GArray               *works,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
/* The works, built for ret_frame. NULL: cancelled. Free the array. */
GArray    *fecho_lane_job_finish      (GAsyncResult         *result,
                                       FechoLaneFrame       *ret_frame) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
