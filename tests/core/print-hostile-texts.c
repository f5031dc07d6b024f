/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints the texts of hostile-texts.h that a Close frame can carry, one a line, in hexadecimal, for
 * tests that are not in C. */
#include <stdio.h>
#include <string.h>

#include "hostile-texts.h"

#define MAX_REASON_BYTES 123

int
main (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      const char *text = hostile_texts[i].text;

      if (strlen (text) > MAX_REASON_BYTES || !g_utf8_validate (text, -1, NULL))
        continue;
      for (const char *p = text; *p != '\0'; p++)
        printf ("%02x", (guchar)*p);
      printf ("\n");
    }

  return 0;
}
