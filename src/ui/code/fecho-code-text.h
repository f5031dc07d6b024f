/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-code-item.h"

G_BEGIN_DECLS

/* Words of the reference of codes, in the language of the interface. Strings that are not const are
 * new. */

/* "Registered name: Abnormal Closure · class Abnormal", or which dictionary says so. */
char       *fecho_code_text_origin     (FechoCodeItem *item);
/* Beside the name in a list: the registered name, or the dictionary; NULL: nothing to add. */
const char *fecho_code_text_beside     (FechoCodeItem *item);
/* Who may send it, where it is allowed, where it is defined, how often it came (period: "In 24 h").
 * FechoCloseFact; free the array. */
GPtrArray  *fecho_code_text_facts      (FechoCodeItem *item,
                                        const char    *period);
/* "58 closes and 17 failed attempts" */
char       *fecho_code_text_counts     (FechoCodeItem *item);
/* A row of the list in one sentence, for a screen reader. */
char       *fecho_code_text_spoken     (FechoCodeItem *item);
/* A page on the web, NULL where the source has none. */
char       *fecho_code_text_source_uri (const char    *source);

G_END_DECLS
