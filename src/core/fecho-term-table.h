/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words of one enum, by its numbers. A word is NULL where the machine form is null, a label
 * (an N_() string) where nobody is shown the value. */
typedef struct
{
  const char *word;
  const char *label;
} FechoTerm;

/* The number of a word. NULL is no word. */
gboolean fecho_term_find (const FechoTerm *terms,
                          guint            n_terms,
                          const char      *word,
                          guint           *ret_number);

G_END_DECLS
