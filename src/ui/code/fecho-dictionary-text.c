/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dictionary-text.h"

#include <glib/gi18n.h>

char *
fecho_dictionary_text_automatic (FechoDictionary *fitting)
{
  if (fitting == NULL)
    return g_strdup (_("Automatic: none fits"));

  /* Translators: the dictionary that fits by itself; %s is its name. */
  return g_strdup_printf (_("Automatic: %s"), fecho_dictionary_get_name (fitting));
}

FechoDictionary *
fecho_dictionary_text_find_fitting (FechoSession *session)
{
  FechoDictionaryShelf *shelf = fecho_dictionary_shelf_get_default ();
  const FechoEndpoint *endpoint;
  g_autofree char *host = NULL;
  FechoDictionary *found = NULL;

  g_return_val_if_fail (FECHO_IS_SESSION (session), NULL);

  endpoint = fecho_session_get_endpoint (session);
  /* Which one is negotiated is known only of an event: what is offered must do. */
  for (char **one = endpoint->subprotocols; one != NULL && *one != NULL && found == NULL; one++)
    found = fecho_dictionary_shelf_choose (shelf, NULL, NULL, *one);
  if (found != NULL)
    return found;

  host = fecho_endpoint_dup_host (endpoint, NULL);

  return fecho_dictionary_shelf_choose (shelf, NULL, host, NULL);
}

FechoDictionary *
fecho_dictionary_text_find (FechoSession *session)
{
  const char *chosen;

  g_return_val_if_fail (FECHO_IS_SESSION (session), NULL);

  chosen = fecho_session_get_endpoint (session)->dictionary;

  return chosen != NULL
         ? fecho_dictionary_shelf_find (fecho_dictionary_shelf_get_default (), chosen)
         : fecho_dictionary_text_find_fitting (session);
}

const char *
fecho_dictionary_text_name_code (FechoSession *session,
                                 int           code)
{
  FechoDictionary *dictionary = NULL;
  const FechoDictionaryCode *row = NULL;

  g_return_val_if_fail (FECHO_IS_SESSION (session), NULL);

  if (code >= FECHO_DICTIONARY_FIRST && code <= FECHO_DICTIONARY_LAST)
    dictionary = fecho_dictionary_text_find (session);
  if (dictionary != NULL)
    row = fecho_dictionary_lookup (dictionary, code);

  return row != NULL ? _(row->name) : NULL;
}
