/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dictionary-folder.h"

#include <string.h>

#include "fecho-config.h"
#include "fecho-error.h"

typedef gboolean (*MatchFunc) (const FechoDictionary *dictionary,
                               const char *text);

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Sorted, so that which of two files with one id counts does not hang on the file system. */
static GPtrArray *
list_files (const char *path)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;

  while (name != NULL)
    {
      if (g_str_has_suffix (name, ".json"))
        g_ptr_array_add (files, g_build_filename (path, name, NULL));
      name = g_dir_read_name (dir);
    }
  g_ptr_array_sort (files, compare_names);

  return g_steal_pointer (&files);
}

static void
add_fault (GPtrArray **faults,
           GError     *error)
{
  if (*faults == NULL)
    *faults = g_ptr_array_new_with_free_func ((GDestroyNotify)g_error_free);
  g_ptr_array_add (*faults, error);
}

static void
add_dictionary (GPtrArray       *dictionaries,
                FechoDictionary *dictionary)
{
  FechoDictionary *old = fecho_dictionary_folder_find (dictionaries,
                                                       fecho_dictionary_get_id (dictionary));

  if (old != NULL)
    g_ptr_array_remove (dictionaries, old);
  g_ptr_array_add (dictionaries, dictionary);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (fecho_dictionary_get_id (*(FechoDictionary *const *)a),
                 fecho_dictionary_get_id (*(FechoDictionary *const *)b));
}

/* The only one that matches. */
static FechoDictionary *
find_only (GPtrArray  *dictionaries,
           MatchFunc   matches,
           const char *text)
{
  FechoDictionary *found = NULL;

  for (guint i = 0; i < dictionaries->len; i++)
    {
      FechoDictionary *dictionary = g_ptr_array_index (dictionaries, i);

      if (!matches (dictionary, text))
        continue;
      if (found != NULL)
        return NULL;

      found = dictionary;
    }

  return found;
}

char *
fecho_dictionary_folder_dup_shipped (void)
{
  const char *dir = g_getenv ("FECHO_DATA_DIR");

  return g_build_filename (dir != NULL && *dir != '\0' ? dir : FECHO_DATA_DIR, "dictionaries",
                           NULL);
}

void
fecho_dictionary_folder_read (const char  *path,
                              GPtrArray   *dictionaries,
                              GPtrArray  **ret_faults)
{
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(GPtrArray) faults = NULL;

  g_return_if_fail (path != NULL);
  g_return_if_fail (dictionaries != NULL);

  files = list_files (path);
  for (guint i = 0; i < MIN (files->len, FECHO_DICTIONARY_MAX_FILES); i++)
    {
      GError *error = NULL;
      FechoDictionary *dictionary = fecho_dictionary_load (g_ptr_array_index (files, i), &error);

      if (dictionary != NULL)
        add_dictionary (dictionaries, dictionary);
      else
        add_fault (&faults, error);
    }
  if (files->len > FECHO_DICTIONARY_MAX_FILES)
    add_fault (&faults, g_error_new (FECHO_ERROR, FECHO_ERROR_INVALID,
                                     "%s: has more than %d dictionaries: the rest was not read",
                                     path, FECHO_DICTIONARY_MAX_FILES));

  g_ptr_array_sort (dictionaries, compare_ids);
  if (ret_faults != NULL)
    *ret_faults = g_steal_pointer (&faults);
}

GPtrArray *
fecho_dictionary_folder_read_all (const char  *own_path,
                                  GPtrArray  **ret_faults)
{
  g_autoptr(GPtrArray) dictionaries = NULL;
  g_autoptr(GPtrArray) faults = NULL;
  g_autoptr(GPtrArray) own_faults = NULL;
  g_autofree char *shipped = fecho_dictionary_folder_dup_shipped ();

  dictionaries = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_dictionary_unref);
  fecho_dictionary_folder_read (shipped, dictionaries, &faults);
  if (own_path != NULL)
    fecho_dictionary_folder_read (own_path, dictionaries, &own_faults);
  if (faults == NULL)
    faults = g_steal_pointer (&own_faults);
  else if (own_faults != NULL)
    g_ptr_array_extend_and_steal (faults, g_steal_pointer (&own_faults));
  if (ret_faults != NULL)
    *ret_faults = g_steal_pointer (&faults);

  return g_steal_pointer (&dictionaries);
}

FechoDictionary *
fecho_dictionary_folder_find (GPtrArray  *dictionaries,
                              const char *id)
{
  g_return_val_if_fail (dictionaries != NULL, NULL);

  for (guint i = 0; i < dictionaries->len; i++)
    {
      FechoDictionary *dictionary = g_ptr_array_index (dictionaries, i);

      if (g_strcmp0 (fecho_dictionary_get_id (dictionary), id) == 0)
        return dictionary;
    }

  return NULL;
}

const FechoDictionaryCode *
fecho_dictionary_folder_explain (GPtrArray  *dictionaries,
                                 const char *id,
                                 guint16     code)
{
  const FechoDictionary *dictionary = dictionaries != NULL && id != NULL
                                      ? fecho_dictionary_folder_find (dictionaries, id)
                                      : NULL;

  return dictionary != NULL ? fecho_dictionary_lookup (dictionary, code) : NULL;
}

FechoDictionary *
fecho_dictionary_folder_suggest (GPtrArray  *dictionaries,
                                 const char *host,
                                 const char *subprotocol)
{
  FechoDictionary *found;

  g_return_val_if_fail (dictionaries != NULL, NULL);

  found = find_only (dictionaries, fecho_dictionary_matches_subprotocol, subprotocol);

  return found != NULL ? found : find_only (dictionaries, fecho_dictionary_matches_host, host);
}
