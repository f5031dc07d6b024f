/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-dictionary.h"

#include "fecho-code-agreement.h"
#include "fecho-facts.h"
#include "fecho-monitor-private.h"

FechoDictionary *
fecho_session_dictionary_find_fitting (FechoSession *session)
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
fecho_session_dictionary_find (FechoSession *session)
{
  const char *chosen;

  g_return_val_if_fail (FECHO_IS_SESSION (session), NULL);

  chosen = fecho_session_get_endpoint (session)->dictionary;

  return chosen != NULL
         ? fecho_dictionary_shelf_find (fecho_dictionary_shelf_get_default (), chosen)
         : fecho_session_dictionary_find_fitting (session);
}

FechoDictionary *
fecho_session_dictionary_explain (FechoSession *session,
                                  guint16       code)
{
  FechoDictionary *dictionary = fecho_dictionary_may_explain (code)
                                ? fecho_session_dictionary_find (session) : NULL;

  return dictionary != NULL && fecho_dictionary_lookup (dictionary, code) != NULL
         ? dictionary : NULL;
}

/* Of a session that was removed the history knows enough. */
static FechoDictionary *
find_of_cell (FechoMonitor           *monitor,
              const FechoSessionCode *cell)
{
  FechoSession *session = fecho_monitor_lookup_session (monitor, cell->session_id);
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  if (session != NULL)
    return fecho_session_dictionary_explain (session, cell->code);

  record.session_id = cell->session_id;
  record.url = cell->url;
  record.dictionary = cell->dictionary;
  record.code = cell->code;

  return fecho_dictionary_shelf_explain (fecho_dictionary_shelf_get_default (), &record);
}

GHashTable *
fecho_session_dictionary_agree (FechoMonitor *monitor,
                                const GArray *session_codes)
{
  GHashTable *agreed = fecho_code_agreement_new ();

  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), agreed);
  g_return_val_if_fail (session_codes != NULL, agreed);

  for (guint i = 0; i < session_codes->len; i++)
    {
      const FechoSessionCode *cell = &g_array_index (session_codes, FechoSessionCode, i);

      /* An attempt that failed has no code of the application. */
      if (cell->n_closes + cell->n_own > 0 && fecho_dictionary_may_explain (cell->code))
        fecho_code_agreement_add (agreed, cell->code, find_of_cell (monitor, cell));
    }

  return agreed;
}
