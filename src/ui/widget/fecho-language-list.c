/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-language-list.h"

#include <glib/gi18n.h>

#include "fecho-catalog.h"

/* Whole catalogs of all languages would hold up the window that asks for their names. */
void
fecho_language_list_append (GtkStringList  *list,
                            char          **langs)
{
  for (guint i = 0; langs[i] != NULL; i++)
    {
      g_autofree char *name =
        /* Translators: the name of your language in your language. */
        fecho_catalog_dup_text_of (langs[i], "language", NC_("language", "English"));

      gtk_string_list_append (list, name != NULL ? name : langs[i]);
    }
}
