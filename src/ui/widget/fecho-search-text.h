/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text to look for, and to look in: without case and without accents, so that "negociacao" finds
 * "Negociação". Free it. */
char     *fecho_search_text_fold    (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* Is every word of folded words somewhere in the folded text? */
gboolean  fecho_search_text_matches (const char *folded_text,
                                     const char *folded_words);

G_END_DECLS
