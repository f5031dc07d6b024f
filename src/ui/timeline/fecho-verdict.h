/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-findings-model.h"
#include "fecho-period-before.h"

G_BEGIN_DECLS

/* The card over the lanes: how often, with which code, whose fault and why. It counts what the
 * lanes draw; origins and patterns are asked of the history.
 *
 * Property: "model" (FechoTimelineModel). */
#define FECHO_TYPE_VERDICT (fecho_verdict_get_type ())
G_DECLARE_FINAL_TYPE (FechoVerdict, fecho_verdict, FECHO, VERDICT, GtkWidget)

FechoTimelineModel *fecho_verdict_get_model (FechoVerdict       *self);
void                fecho_verdict_set_model (FechoVerdict       *self,
                                             FechoTimelineModel *model);
/* Where its origins and patterns come from; it is asked while the verdict is on the screen. */
FechoFindingsModel *fecho_verdict_get_findings (FechoVerdict    *self);
/* What its count is compared with; asked likewise. */
FechoPeriodBefore  *fecho_verdict_get_before   (FechoVerdict    *self);

/* Without the headings of its cells, where height is dear. */
void                fecho_verdict_set_compact  (FechoVerdict    *self,
                                                gboolean         compact);

G_END_DECLS
