/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-code-agreement.h"

static void
unref_dictionary (gpointer dictionary)
{
  if (dictionary != NULL)
    fecho_dictionary_unref (dictionary);
}

GHashTable *
fecho_code_agreement_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, unref_dictionary);
}

void
fecho_code_agreement_add (GHashTable      *self,
                          guint16          code,
                          FechoDictionary *dictionary)
{
  const gpointer key = GUINT_TO_POINTER (code);
  gpointer before;

  g_return_if_fail (self != NULL);

  if (!g_hash_table_lookup_extended (self, key, NULL, &before))
    g_hash_table_insert (self, key,
                         dictionary != NULL ? fecho_dictionary_ref (dictionary) : NULL);
  else if (before != NULL && before != dictionary)
    g_hash_table_insert (self, key, NULL);
}

void
fecho_code_agreement_add_event (GHashTable             *self,
                                const FechoCloseRecord *record,
                                FechoDictionary        *dictionary)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (record != NULL);

  /* An attempt that failed has no code of the application. */
  if (!record->failed_attempt && fecho_dictionary_may_explain (record->code))
    fecho_code_agreement_add (self, record->code, dictionary);
}

FechoDictionary *
fecho_code_agreement_get (GHashTable *self,
                          guint16     code)
{
  return self != NULL ? g_hash_table_lookup (self, GUINT_TO_POINTER (code)) : NULL;
}
