/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include <glib/gi18n.h>

#include "fecho-application.h"
#include "fecho-arenas.h"
#include "fecho-catalog.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr(FechoApplication) application = NULL;

  fecho_arenas_limit ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, fecho_catalog_get_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = fecho_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
