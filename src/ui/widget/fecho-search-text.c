/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-search-text.h"

#include <string.h>

char *
fecho_search_text_fold (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *parts = NULL;
  g_autofree char *folded = NULL;
  GString *bare;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  folded = g_utf8_casefold (valid, -1);
  /* Letters and accents apart, the accents left out. */
  parts = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  bare = g_string_sized_new (strlen (parts));
  for (const char *p = parts; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_type (c) != G_UNICODE_NON_SPACING_MARK)
        g_string_append_unichar (bare, c);
    }

  return g_string_free (bare, FALSE);
}

gboolean
fecho_search_text_matches (const char *folded_text,
                           const char *folded_words)
{
  g_auto(GStrv) words = NULL;

  g_return_val_if_fail (folded_text != NULL, FALSE);
  g_return_val_if_fail (folded_words != NULL, FALSE);

  words = g_strsplit_set (folded_words, " \t", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded_text, words[i]) == NULL)
      return FALSE;

  return TRUE;
}
