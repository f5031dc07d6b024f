/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-rollup.h"
#include "fecho-segment.h"
#include "fecho-span.h"

G_BEGIN_DECLS

/* Counts by code out of rows, segments and rollups. Medians are exact as long as only single lives
 * were added; with classes of lives (fecho-life.h) they are the middle of a class. */
typedef struct _FechoTally FechoTally;

FechoTally *fecho_tally_new        (void);
void        fecho_tally_free       (FechoTally              *self);
/* n events alike; their lives, where they count, are added apart. */
void        fecho_tally_add        (FechoTally              *self,
                                    guint16                  code,
                                    gboolean                 failed_attempt,
                                    gboolean                 was_clean,
                                    FechoStanding            standing,
                                    guint64                  n);
void        fecho_tally_add_life   (FechoTally              *self,
                                    guint16                  code,
                                    gint64                   life_us);
void        fecho_tally_add_class  (FechoTally              *self,
                                    guint16                  code,
                                    guint                    life,
                                    double                   n);
/* One event with its life. */
void        fecho_tally_add_event  (FechoTally              *self,
                                    const FechoSegmentEvent *event);
/* All events that were added. */
guint64     fecho_tally_get_n      (FechoTally              *self);
/* Every life that was added: of a class its middle, with how many are in it. */
typedef void (*FechoLifeVisit)     (gint64                   life_us,
                                    double                   n,
                                    gpointer                 user_data);

void        fecho_tally_visit_lives (FechoTally             *self,
                                    FechoLifeVisit           visit,
                                    gpointer                 user_data);
/* The counts; times are not its matter. */
void        fecho_tally_fill       (FechoTally              *self,
                                    FechoSummary            *summary);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoTally, fecho_tally_free)

G_END_DECLS
