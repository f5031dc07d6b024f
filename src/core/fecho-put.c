/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-put.h"

#include <string.h>

static const char pairs[] =
  "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
  "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
  "8081828384858687888990919293949596979899";

G_STATIC_ASSERT (sizeof pairs == 201);

char *
fecho_put_pair (char  *p,
                guint  number)
{
  memcpy (p, pairs + 2 * number, 2);

  return p + 2;
}

static guint
count_digits (guint64 number)
{
  guint64 limit = 10;
  guint n = 1;

  for (; n < 20 && number >= limit; n++)
    limit = n < 19 ? limit * 10 : G_MAXUINT64;

  return n;
}

char *
fecho_put_integer (char   *p,
                   gint64  integer)
{
  guint64 rest = integer < 0 ? -(guint64)integer : (guint64)integer;
  char *end;
  char *digit;

  if (integer < 0)
    *p++ = '-';
  end = digit = p + count_digits (rest);
  for (; rest >= 100; rest /= 100)
    {
      digit -= 2;
      (void)fecho_put_pair (digit, rest % 100); /* written backwards */
    }
  if (rest >= 10)
    (void)fecho_put_pair (p, rest); /* the first two */
  else
    *p = '0' + rest;

  return end;
}

char *
fecho_put_ms (char   *p,
              gint64  us)
{
  guint fraction = us % 1000;

  p = fecho_put_integer (p, us / 1000);
  if (fraction == 0)
    return p;
  *p++ = '.';
  *p++ = '0' + fraction / 100;
  p = fecho_put_pair (p, fraction % 100);
  while (p[-1] == '0')
    p--;

  return p;
}
