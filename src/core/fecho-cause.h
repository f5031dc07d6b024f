/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"
#include "fecho-observations.h"

G_BEGIN_DECLS

/* The cause of one end from what was seen of it and what was derived (code, closed_by). The
 * evidence is a short English sentence, free it. Pure. */
FechoCause fecho_cause_derive (const FechoObservations *seen,
                               const FechoCloseRecord  *record,
                               char                   **ret_evidence);

G_END_DECLS
