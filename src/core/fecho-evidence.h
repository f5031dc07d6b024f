/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"

G_BEGIN_DECLS

/* Ends of one probable origin, one cause and one rule. */
typedef struct
{
  FechoOrigin origin;           /* never NOT_JUDGED */
  FechoCause  cause;
  guint64     n_closes;
  guint64     n_failed_attempts;
  gint64      last_at_us;
  char       *last_evidence;    /* of the newest of them, for fecho_origin_dup_sentence(); NULL: none */
} FechoEvidenceRow;

/* Gathers what speaks for whose fault it was; what we asked for ourselves, and what has no origin
 * yet, is left out. One thread at a time. */
typedef struct _FechoEvidence FechoEvidence;

FechoEvidence *fecho_evidence_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void           fecho_evidence_free     (FechoEvidence          *self);
void           fecho_evidence_add      (FechoEvidence          *self,
                                        const FechoCloseRecord *record);
/* FechoEvidenceRow, the most first; belongs to self. Nothing can be added after. */
GArray        *fecho_evidence_get_rows (FechoEvidence          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoEvidence, fecho_evidence_free)

G_END_DECLS
