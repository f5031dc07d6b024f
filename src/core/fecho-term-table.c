/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-term-table.h"

gboolean
fecho_term_find (const FechoTerm *terms,
                 guint            n_terms,
                 const char      *word,
                 guint           *ret_number)
{
  if (word == NULL)
    return FALSE;

  for (guint i = 0; i < n_terms; i++)
    {
      if (g_strcmp0 (terms[i].word, word) == 0)
        {
          *ret_number = i;
          return TRUE;
        }
    }

  return FALSE;
}
