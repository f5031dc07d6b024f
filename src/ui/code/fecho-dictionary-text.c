/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dictionary-text.h"

#include <glib/gi18n.h>

#include "fecho-session-dictionary.h"

char *
fecho_dictionary_text_automatic (FechoDictionary *fitting)
{
  if (fitting == NULL)
    return g_strdup (_("Automatic: none fits"));

  /* Translators: the dictionary that fits by itself; %s is its name. */
  return g_strdup_printf (_("Automatic: %s"), fecho_dictionary_get_name (fitting));
}

const char *
fecho_dictionary_text_name_code (FechoSession *session,
                                 int           code)
{
  FechoDictionary *dictionary;

  g_return_val_if_fail (FECHO_IS_SESSION (session), NULL);

  dictionary = code > 0 && code <= G_MAXUINT16
               ? fecho_session_dictionary_explain (session, (guint16)code) : NULL;

  return dictionary != NULL ? _(fecho_dictionary_lookup (dictionary, (guint16)code)->name) : NULL;
}
