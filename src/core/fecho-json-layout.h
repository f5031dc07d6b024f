/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The same JSON (RFC 8259), each value and member on a line of its own, two blanks a level. Numbers
 * and strings stay as they were written: nothing is rounded, sorted or joined. NULL where text is no
 * JSON, is neither an object nor an array, or is more than 100 levels deep. */
char *fecho_json_layout (const char *text,
                         gsize       n_bytes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
