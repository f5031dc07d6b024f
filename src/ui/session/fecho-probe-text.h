/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"
#include "fecho-form-line.h"

G_BEGIN_DECLS

/* What the one connection of a test has found: "Opened in 118 ms, subprotocol mqtt", or the stage
 * that failed with its cause. Free it. */
char *fecho_probe_text (const FechoCloseRecord *record,
                        FechoTone              *ret_tone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
