/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"
#include "fecho-observations.h"

G_BEGIN_DECLS

/* Fills in what section 3 of close-events.md derives: code, reason, was_clean, closed_by, received_*,
 * sent_*, first_close, illegal_code, failed_attempt. Strings are those of the observations and
 * must outlive the record. Pure. */
void fecho_close_reason_derive (const FechoObservations *seen,
                                FechoCloseRecord        *record);

G_END_DECLS
