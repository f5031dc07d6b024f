/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "fecho-arenas.h"
#include "fecho-cli.h"

int
main (int   argc,
      char *argv[])
{
  fecho_arenas_limit ();
  /* Without a locale of its own the C library would show no UTF-8 at all. */
  if (setlocale (LC_ALL, "") == NULL || g_strcmp0 (setlocale (LC_CTYPE, NULL), "C") == 0)
    setlocale (LC_CTYPE, "C.UTF-8");

  return fecho_cli_run (argc, argv);
}
