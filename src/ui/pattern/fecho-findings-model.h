/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-findings.h"
#include "fecho-monitor.h"
#include "fecho-range.h"

G_BEGIN_DECLS

/* Closes of the range by origin, those that nobody of ours asked for. */
typedef struct
{
  guint64 n[FECHO_ORIGIN_THIS_COMPUTER + 1]; /* by FechoOrigin */
  guint64 n_judged;                          /* of all but NOT_JUDGED */
} FechoOriginShares;

/* Whose fault, and why: the origins and the patterns of what is in the range and the scope.
 * Origins are asked for after each commit, patterns at most every ten seconds: a long history
 * takes seconds.
 *
 * Signals: "origins-changed", "patterns-changed". */
#define FECHO_TYPE_FINDINGS_MODEL (fecho_findings_model_get_type ())
G_DECLARE_FINAL_TYPE (FechoFindingsModel, fecho_findings_model, FECHO, FINDINGS_MODEL, GObject)

FechoFindingsModel      *fecho_findings_model_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void                     fecho_findings_model_set_monitor  (FechoFindingsModel      *self,
                                                            FechoMonitor            *monitor);
void                     fecho_findings_model_set_range    (FechoFindingsModel      *self,
                                                            FechoRange              *range);
/* Session ids, NULL: all. */
void                     fecho_findings_model_set_scope    (FechoFindingsModel      *self,
                                                            const char *const       *scope);
/* An inactive model (the page is not on the screen) asks nothing. */
void                     fecho_findings_model_set_active   (FechoFindingsModel      *self,
                                                            gboolean                 active);
const FechoOriginShares *fecho_findings_model_get_origins  (FechoFindingsModel      *self);
/* NULL: not looked for yet. */
const FechoFindings     *fecho_findings_model_get_findings (FechoFindingsModel      *self);
/* The answers of the queries; takes the findings. */
void                     fecho_findings_model_take_origins  (FechoFindingsModel      *self,
                                                            const FechoOriginShares *origins);
void                     fecho_findings_model_take_findings (FechoFindingsModel      *self,
                                                            FechoFindings           *findings);

/* Makes the range that of a pattern's events, with a little around them. */
void                     fecho_findings_show_range          (FechoRange              *range,
                                                            gint64                   from_us,
                                                            gint64                   to_us);

G_END_DECLS
