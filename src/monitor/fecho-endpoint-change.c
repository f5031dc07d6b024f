/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-endpoint-change.h"

/* Without what the server does not see and the connection does not follow. */
static char *
dup_wire_options (const FechoEndpoint *endpoint)
{
  g_autoptr(FechoEndpoint) wire = fecho_endpoint_copy (endpoint);

  g_clear_pointer (&wire->group, g_free);
  g_clear_pointer (&wire->dictionary, g_free);

  return fecho_endpoint_options_to_json (wire);
}

/* Also the secrets, which the options do not show. */
static gboolean
are_secrets_equal (const FechoEndpoint *a,
                   const FechoEndpoint *b)
{
  g_auto(GStrv) names = fecho_endpoint_list_variables (a);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_strcmp0 (fecho_endpoint_get_secret (a, names[i]),
                     fecho_endpoint_get_secret (b, names[i])) != 0)
        return FALSE;
    }

  return TRUE;
}

gboolean
fecho_endpoint_change_keeps_connection (const FechoEndpoint *before,
                                        const FechoEndpoint *after)
{
  g_autofree char *options_before = dup_wire_options (before);
  g_autofree char *options_after = dup_wire_options (after);

  return g_str_equal (before->url, after->url) && g_str_equal (options_before, options_after) &&
         are_secrets_equal (before, after);
}
