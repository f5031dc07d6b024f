/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-dictionary.h"

G_BEGIN_DECLS

struct _FechoDictionary
{
  gatomicrefcount n_refs;
  char           *id;
  char           *name;
  char           *source;
  char          **hosts;        /* patterns, lower case */
  char          **subprotocols;
  GArray         *codes;        /* FechoDictionaryCode */
};

/* Empty, for the reader to fill; may be freed half filled. */
FechoDictionary *fecho_dictionary_alloc         (void);
/* Rising by first, single codes and narrow ranges first: the order of get_codes(). */
int              fecho_dictionary_compare_codes (gconstpointer a,
                                                 gconstpointer b);

void             fecho_dictionary_code_clear    (FechoDictionaryCode *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FechoDictionaryCode, fecho_dictionary_code_clear)

G_END_DECLS
