/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-description.h"

#include <glib/gi18n.h>

#include "fecho-settings.h"

/* NULL: the language of the interface, also where the one that was chosen is not there any more. */
static FechoCatalog *
load_chosen (void)
{
  g_autofree char *lang = fecho_settings_get_string (FECHO_SETTING_DESCRIPTION_LANGUAGE);

  return *lang != '\0' ? fecho_catalog_new (lang, NULL) : NULL;
}

const FechoCatalog *
fecho_description_get_catalog (void)
{
  static gboolean loaded;
  static FechoCatalog *chosen;

  if (!loaded)
    chosen = load_chosen ();
  loaded = TRUE;

  return chosen;
}

const char *
fecho_description_get (const char *msgid)
{
  const FechoCatalog *chosen = fecho_description_get_catalog ();

  return chosen != NULL ? fecho_catalog_get (chosen, msgid) : _(msgid);
}
