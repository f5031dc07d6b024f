/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-text-contains.h"

#include <string.h>

static char
fold_ascii (char c)
{
  return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static gboolean
begins_with (const char *text,
             const char *words)
{
  while (*words != '\0' && fold_ascii (*text) == *words)
    {
      text++;
      words++;
    }

  return *words == '\0';
}

/* Most texts are ASCII, and a search looks at the names of ten thousand sessions: folding each into
 * memory of its own would take most of its time. */
static gboolean
ascii_contains (const char *text,
                const char *words)
{
  for (; *text != '\0'; text++)
    {
      if (begins_with (text, words))
        return TRUE;
    }

  return *words == '\0';
}

gboolean
fecho_text_contains (const char *text,
                     const char *words)
{
  g_autofree char *folded = NULL;

  if (text == NULL)
    return FALSE;
  if (g_str_is_ascii (text))
    return ascii_contains (text, words);
  folded = g_utf8_casefold (text, -1);

  return strstr (folded, words) != NULL;
}
