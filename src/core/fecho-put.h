/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most that one call of the functions below writes. */
#define FECHO_PUT_MAX_BYTES 24

/* Numbers as text, into room that is there: an export writes ten million of them, and printf()
 * would be half its time. Each returns what follows; no NUL is written. */
char *fecho_put_integer (char    *p,
                         gint64   integer);
/* Microseconds, not below 0, as milliseconds: "4.123", "4". */
char *fecho_put_ms      (char    *p,
                         gint64   us);
/* 0 to 99: "07". */
char *fecho_put_pair    (char    *p,
                         guint    number);

/* Looking at eight bytes at a time: the top bit of one of them is set in the result if and only if
 * one of the bytes is what was asked for; of which one it is says nothing. */
#define FECHO_PUT_EACH(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))

static inline guint64
fecho_put_find (guint64 word,
                guint8  byte)
{
  word ^= FECHO_PUT_EACH (byte);

  return (word - FECHO_PUT_EACH (1)) & ~word & FECHO_PUT_EACH (0x80);
}

/* What is not printable ASCII. */
static inline guint64
fecho_put_find_special (guint64 word)
{
  return (((word - FECHO_PUT_EACH (' ')) | word) & FECHO_PUT_EACH (0x80)) |
         fecho_put_find (word, 0x7f);
}

G_END_DECLS
