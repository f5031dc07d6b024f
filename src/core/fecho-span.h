/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "fecho-close-event.h"

G_BEGIN_DECLS

/* What a query for a chart answers: plain values, no objects. */

typedef enum
{
  FECHO_SPAN_OPEN,
  FECHO_SPAN_CONNECTING,
  FECHO_SPAN_DOWN,
  FECHO_SPAN_NOT_MONITORED,
} FechoSpanKind;

typedef struct
{
  gint64        from_us;
  gint64        to_us;
  FechoSpanKind kind;
} FechoSpan;

/* One end of a connection on a lane; several that are alike and near where the lane is coarse. */
typedef struct
{
  gint64  id;                   /* of the first */
  gint64  at_us;                /* closed_at of the first */
  gint64  last_us;              /* closed_at of the last */
  guint   n;                    /* how many, at least 1 */
  gint64  life_us;              /* FECHO_UNKNOWN: a failed attempt */
  gint64  handshake_us;
  guint16 code;
  guint8  closed_by;            /* FechoClosedBy */
  guint8  was_clean;
  guint8  interrupted;          /* ended with its run: life is a lower bound */
  guint8  own;                  /* fecho_close_event_is_our_own(): drawn, in no count */
} FechoMarker;

typedef struct
{
  gint64 from_us;
  gint64 to_us;                 /* G_MAXINT64: goes on */
} FechoInterval;

/* One session's part of the timeline in [from, to). */
typedef struct
{
  char    *session_id;
  GArray  *markers;             /* FechoMarker, by at_us */
  GArray  *spans;               /* FechoSpan, by from_us, no overlap */
  gboolean coarse;              /* something was joined: there is more to see from nearer */
} FechoLane;

FechoLane *fecho_lane_new   (const char *session_id) G_GNUC_WARN_UNUSED_RESULT;
void       fecho_lane_free  (FechoLane  *self);
/* Spans of a lane from its markers (which must reach one end of connection past to_us where
 * there is one), the intervals in which it was watched, and the connection that is open now:
 * opened_at_us of it, FECHO_UNKNOWN where none is. Time outside of the watched intervals is
 * NOT_MONITORED, whatever else is known; time after now_us is left out. Pure. */
void       fecho_lane_build_spans (FechoLane    *self,
                                   const GArray *monitored,
                                   gint64        opened_at_us,
                                   gint64        from_us,
                                   gint64        to_us,
                                   gint64        now_us);
/* Makes a lane as fine as cells of time: ends that are alike in one cell become one marker with their
 * number, and spans shorter than a cell are drawn together, as what most of their time was. Nothing is
 * dropped: the sum of the markers' n stays. Cells hang on the clock, not on the range. Pure. */
void       fecho_lane_coarsen     (FechoLane    *self,
                                   gint64        cell_us);

/* One row of "closes by code" (or session, class ...). */
typedef struct
{
  int     key;                  /* the code, or the enum's value; a session's index otherwise */
  char   *text;                 /* name of the key where it is a session; else NULL */
  guint64 n_closes;             /* closes that nobody of ours asked for */
  guint64 n_own;                /* closes by the user, and those of quitting */
  guint64 n_interrupted;        /* ended with a run of Fecho: in no share and no rate */
  guint64 n_failed_attempts;
  guint64 n_clean;              /* of n_closes */
  gint64  median_life_us;       /* of n_closes; FECHO_UNKNOWN where none */
  gboolean is_median_about;     /* good to about 5 %: of classes of lives */
} FechoCount;

void       fecho_count_clear (FechoCount *self);

/* What a range holds. */
typedef struct
{
  GArray *by_code;              /* FechoCount, most closes first */
  guint64 n_closes;
  guint64 n_own;
  guint64 n_failed_attempts;
  guint64 n_clean;
  gint64  median_life_us;       /* of n_closes, whatever the code; FECHO_UNKNOWN where none */
  gboolean is_median_about;     /* as in FechoCount */
  gint64  open_us;              /* connected time in the range, all sessions */
  gint64  monitored_us;
} FechoSummary;

FechoSummary *fecho_summary_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void          fecho_summary_free (FechoSummary *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoLane, fecho_lane_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoSummary, fecho_summary_free)

G_END_DECLS
