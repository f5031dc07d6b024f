/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-code-book.h"

#include "fecho-dictionary-folder.h"

struct _FechoCodeBook
{
  GPtrArray *dictionaries;
  GHashTable *choices;
};

static GHashTable *
copy_choices (GHashTable *choices)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer session;
  gpointer chosen;

  g_hash_table_iter_init (&iter, choices);
  while (g_hash_table_iter_next (&iter, &session, &chosen))
    g_hash_table_insert (copy, g_strdup (session), g_strdup (chosen));

  return copy;
}

static gpointer
ref_dictionary (gconstpointer dictionary,
                gpointer      data)
{
  return fecho_dictionary_ref ((FechoDictionary *)dictionary);
}

static void
clear (gpointer data)
{
  FechoCodeBook *self = data;

  g_ptr_array_unref (self->dictionaries);
  g_hash_table_unref (self->choices);
}

FechoCodeBook *
fecho_code_book_new (GPtrArray  *dictionaries,
                     GHashTable *choices)
{
  FechoCodeBook *self = g_atomic_rc_box_new0 (FechoCodeBook);

  self->dictionaries = g_ptr_array_copy (dictionaries, ref_dictionary, NULL);
  g_ptr_array_set_free_func (self->dictionaries, (GDestroyNotify)fecho_dictionary_unref);
  self->choices = copy_choices (choices);

  return self;
}

FechoCodeBook *
fecho_code_book_ref (FechoCodeBook *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
fecho_code_book_unref (FechoCodeBook *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}

GPtrArray *
fecho_code_book_get_dictionaries (const FechoCodeBook *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->dictionaries;
}

static FechoDictionary *
suggest (const FechoCodeBook    *self,
         const FechoCloseRecord *record)
{
  g_autoptr(GUri) uri = record->url != NULL ? g_uri_parse (record->url, G_URI_FLAGS_NONE, NULL)
                        : NULL;

  return fecho_dictionary_folder_suggest (self->dictionaries,
                                          uri != NULL ? g_uri_get_host (uri) : NULL,
                                          record->subprotocol);
}

static const char *
get_choice (const FechoCodeBook    *self,
            const FechoCloseRecord *record)
{
  return record->session_id != NULL ? g_hash_table_lookup (self->choices, record->session_id)
         : NULL;
}

static FechoDictionary *
find_any (const FechoCodeBook    *self,
          const FechoCloseRecord *record)
{
  const char *chosen = get_choice (self, record);
  const char *id = chosen != NULL ? chosen : record->dictionary;

  return id != NULL ? fecho_dictionary_folder_find (self->dictionaries, id)
         : suggest (self, record);
}

/* An attempt that failed has no code of the application. */
static gboolean
is_private (const FechoCloseRecord *record)
{
  return fecho_dictionary_may_explain (record->code) && !record->failed_attempt;
}

FechoDictionary *
fecho_code_book_find (const FechoCodeBook    *self,
                      const FechoCloseRecord *record)
{
  FechoDictionary *found;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (record != NULL, NULL);

  found = is_private (record) ? find_any (self, record) : NULL;

  return found != NULL && fecho_dictionary_lookup (found, record->code) != NULL ? found : NULL;
}

const FechoCloseRecord *
fecho_code_book_apply (const FechoCodeBook    *self,
                       const FechoCloseRecord *record,
                       FechoCloseRecord       *storage)
{
  const FechoDictionary *found = fecho_code_book_find (self, record);
  const char *id = found != NULL ? fecho_dictionary_get_id (found) : NULL;

  g_return_val_if_fail (storage != NULL, record);

  if (!is_private (record) || g_strcmp0 (id, record->dictionary) == 0)
    return record;
  /* One that is not here any more is still the one that explained it. */
  if (id == NULL && get_choice (self, record) == NULL)
    return record;

  *storage = *record;
  storage->dictionary = id;

  return storage;
}
