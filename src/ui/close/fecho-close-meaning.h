/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"
#include "fecho-dictionary.h"

G_BEGIN_DECLS

/* What a code means, in the language of fecho-description: by the standard, or by the dictionary that a
 * session has chosen where that knows the number. Lives as long as the dictionary. */
typedef struct
{
  FechoCloseClass   klass;
  const char       *name;
  const char       *registered_name; /* where it is another than name; else NULL */
  const char       *description;
  const char       *causes[FECHO_CLOSE_CODE_MAX_TEXTS + 1];
  const char       *advice[FECHO_CLOSE_CODE_MAX_TEXTS + 1];
  const char       *reconnect;
  const char       *source;          /* NULL where there is none */
  const char       *dictionary;      /* the name of the one that says so; NULL: the standard */
} FechoCloseMeaning;

/* dictionary may be NULL. */
void fecho_close_meaning_init          (FechoCloseMeaning         *self,
                                        guint16                    code,
                                        const FechoDictionary     *dictionary);
/* With the dictionary that its session has now, if any. */
void fecho_close_meaning_init_record   (FechoCloseMeaning         *self,
                                        const FechoCloseRecord    *record);
/* Of a row of the registry, which may be a range. */
void fecho_close_meaning_init_registry (FechoCloseMeaning         *self,
                                        const FechoCloseCode      *code);
/* Of a row of a dictionary. */
void fecho_close_meaning_init_own      (FechoCloseMeaning         *self,
                                        const FechoDictionaryCode *code,
                                        const FechoDictionary     *dictionary);

/* "Authentication failed · Discord Gateway": a name that only a dictionary gives is told with it.
 * Free it. */
char *fecho_close_meaning_dup_name     (const FechoCloseMeaning   *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
