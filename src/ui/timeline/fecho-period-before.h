/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-timeline-model.h"

G_BEGIN_DECLS

/* What the scope of a timeline had in the period before its range, as long as that is. Asked once for
 * a range, and again when a live one has moved on by a part of its length. Signal "changed". */
#define FECHO_TYPE_PERIOD_BEFORE (fecho_period_before_get_type ())
G_DECLARE_FINAL_TYPE (FechoPeriodBefore, fecho_period_before, FECHO, PERIOD_BEFORE, GObject)

FechoPeriodBefore  *fecho_period_before_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void                fecho_period_before_set_model  (FechoPeriodBefore  *self,
                                                    FechoTimelineModel *model);
/* An inactive one asks nothing. */
void                fecho_period_before_set_active (FechoPeriodBefore  *self,
                                                    gboolean            active);
/* NULL: not known, or there is none before the whole record. */
const FechoSummary *fecho_period_before_get        (FechoPeriodBefore  *self);
/* The answer for the range as it is. Takes it. */
void                fecho_period_before_take       (FechoPeriodBefore  *self,
                                                    FechoSummary       *summary);

G_END_DECLS
