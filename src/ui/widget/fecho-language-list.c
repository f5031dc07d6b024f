/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-language-list.h"

#include <glib/gi18n.h>

#include "fecho-catalog.h"

static const char *
get_own_name (const FechoCatalog *catalog)
{
  /* Translators: the name of your language in your language. */
  return fecho_catalog_get_context (catalog, "language", NC_("language", "English"));
}

void
fecho_language_list_append (GtkStringList  *list,
                            char          **langs)
{
  for (guint i = 0; langs[i] != NULL; i++)
    {
      g_autoptr(FechoCatalog) catalog = fecho_catalog_new (langs[i], NULL);

      gtk_string_list_append (list, catalog != NULL ? get_own_name (catalog) : langs[i]);
    }
}
