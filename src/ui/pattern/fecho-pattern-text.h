/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-findings.h"

G_BEGIN_DECLS

/* A pattern in the language of the interface: whose, what, and what it may be. Plain text. */
char *fecho_pattern_text_dup (const FechoFindings *findings,
                              const FechoPattern  *pattern) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
