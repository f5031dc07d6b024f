/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-mnemonic.h"

char *
fecho_mnemonic_escape (const char *text)
{
  g_auto(GStrv) parts = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}

char *
fecho_mnemonic_strip (const char *label)
{
  GString *result;

  g_return_val_if_fail (label != NULL, NULL);

  result = g_string_new (NULL);
  for (const char *at = label; *at != '\0'; at++)
    {
      if (*at == '_' && *++at == '\0')
        break;
      g_string_append_c (result, *at);
    }

  return g_string_free (result, FALSE);
}
