/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The rule of every search for words in a text, in the history as in memory: words are case-folded
 * by g_utf8_casefold(), and so is the text here. NULL contains nothing. */
gboolean          fecho_text_contains      (const char       *text,
                                            const char       *words);

G_END_DECLS
