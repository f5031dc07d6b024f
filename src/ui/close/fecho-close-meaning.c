/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-meaning.h"

#include <string.h>

#include "fecho-description.h"
#include "fecho-dictionary-shelf.h"

static void
translate (const char        **ret_texts,
           const char *const  *texts)
{
  memset (ret_texts, 0, (FECHO_CLOSE_CODE_MAX_TEXTS + 1) * sizeof *ret_texts);
  for (guint i = 0; i < FECHO_CLOSE_CODE_MAX_TEXTS && texts[i] != NULL; i++)
    ret_texts[i] = fecho_description_get (texts[i]);
}

void
fecho_close_meaning_init_registry (FechoCloseMeaning    *self,
                                   const FechoCloseCode *code)
{
  *self = (FechoCloseMeaning) {
    .klass = code->klass,
    .name = fecho_description_get (code->name),
    .description = fecho_description_get (code->description),
    .reconnect = fecho_description_get (fecho_reconnect_get_label (code->reconnect)),
    .source = code->source != NULL ? fecho_description_get (code->source) : NULL,
  };
  if (code->registered_name != NULL &&
      g_ascii_strcasecmp (code->registered_name, self->name) != 0)
    self->registered_name = code->registered_name;
  translate (self->causes, code->causes);
  translate (self->advice, code->advice);
}

/* What the source does not say is as without a dictionary. */
void
fecho_close_meaning_init_own (FechoCloseMeaning         *self,
                              const FechoDictionaryCode *code,
                              const FechoDictionary     *dictionary)
{
  const FechoCloseCode *standard = fecho_close_code_lookup (code->first);
  const char *reconnect = code->retry != FECHO_DICTIONARY_RETRY_UNSAID
                          ? fecho_dictionary_retry_get_label (code->retry)
                          : fecho_reconnect_get_label (standard->reconnect);

  *self = (FechoCloseMeaning) {
    .klass = code->klass,
    .name = fecho_description_get (code->name),
    .description = code->meaning != NULL && *code->meaning != '\0'
                   ? fecho_description_get (code->meaning) : "",
    .reconnect = fecho_description_get (reconnect),
    .source = code->source,
    .dictionary = fecho_dictionary_get_name (dictionary),
  };
}

void
fecho_close_meaning_init (FechoCloseMeaning     *self,
                          guint16                code,
                          const FechoDictionary *dictionary)
{
  const FechoDictionaryCode *own = dictionary != NULL
                                   ? fecho_dictionary_lookup (dictionary, code) : NULL;

  if (own != NULL)
    fecho_close_meaning_init_own (self, own, dictionary);
  else
    fecho_close_meaning_init_registry (self, fecho_close_code_lookup (code));
}

void
fecho_close_meaning_init_record (FechoCloseMeaning      *self,
                                 const FechoCloseRecord *record)
{
  FechoDictionaryShelf *shelf = fecho_dictionary_shelf_get_default ();

  fecho_close_meaning_init (self, record->code, fecho_dictionary_shelf_explain (shelf, record));
}

char *
fecho_close_meaning_dup_name (const FechoCloseMeaning *self)
{
  return self->dictionary != NULL ? g_strdup_printf ("%s · %s", self->name, self->dictionary)
         : g_strdup (self->name);
}
