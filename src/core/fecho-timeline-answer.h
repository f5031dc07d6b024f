/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-bucket.h"
#include "fecho-computer.h"
#include "fecho-span.h"

G_BEGIN_DECLS

/* What the timeline draws of a range, all of one look at the history: sums and lanes agree. */
typedef struct
{
  GPtrArray    *lanes;          /* FechoLane, of those sessions that were asked for */
  FechoSummary *summary;        /* of all sessions of the filter; no times */
  FechoBuckets *buckets;        /* of their closes that count */
  GArray       *computer;       /* FechoComputerEvent */
  GArray       *computer_known; /* FechoInterval by from_us, no overlap: only then it was watched */
} FechoTimelineAnswer;

FechoTimelineAnswer *fecho_timeline_answer_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void                 fecho_timeline_answer_free (FechoTimelineAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoTimelineAnswer, fecho_timeline_answer_free)

G_END_DECLS
