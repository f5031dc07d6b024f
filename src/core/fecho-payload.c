/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-payload.h"

#include <string.h>

#include "fecho-export-private.h"
#include "fecho-safe-text.h"

/* More than the widest row shows. */
#define MAX_LINE_BYTES 512
#define MAX_LINE_HEX 96
#define DUMP_WIDTH 16
/* Letters beyond ASCII have to be folded one by one: only so far into a message. */
#define MAX_FOLDED_BYTES 65536

gsize
fecho_payload_cut (const char *text,
                   gsize       n_bytes,
                   gsize       max)
{
  if (n_bytes <= max)
    return n_bytes;

  /* A character has at most four bytes: what goes on is 10xxxxxx. */
  for (guint i = 0; i < 3 && max > 0 && ((guchar)text[max] & 0xc0) == 0x80; i++)
    max--;

  return max;
}

static char *
dup_text_line (const char *text,
               gsize       n_bytes)
{
  gsize n_shown = fecho_payload_cut (text, n_bytes, MAX_LINE_BYTES);
  g_autofree char *start = g_strndup (text, n_shown);
  g_autofree char *line = fecho_safe_text_line (start);

  /* A NUL is legal in a message and ends a string of C. */
  if (n_shown < n_bytes || strlen (start) < n_shown)
    return g_strconcat (line, "…", NULL);

  return g_steal_pointer (&line);
}

static char *
dup_hex_line (const guint8 *bytes,
              gsize         n_bytes)
{
  gsize n_shown = MIN (n_bytes, MAX_LINE_HEX);
  g_autoptr(GString) line = g_string_sized_new (n_shown * 3 + 4);

  for (gsize i = 0; i < n_shown; i++)
    g_string_append_printf (line, i == 0 ? "%02x" : " %02x", bytes[i]);
  if (n_shown < n_bytes)
    g_string_append (line, " …");

  return g_string_free (g_steal_pointer (&line), FALSE);
}

char *
fecho_payload_dup_line (GBytes   *payload,
                        gboolean  binary)
{
  gsize n_bytes;
  const void *bytes;

  g_return_val_if_fail (payload != NULL, NULL);

  bytes = g_bytes_get_data (payload, &n_bytes);
  if (n_bytes == 0)
    return g_strdup ("");

  return binary ? dup_hex_line (bytes, n_bytes) : dup_text_line (bytes, n_bytes);
}

static const char *
find_line_end (const char *p,
               const char *end)
{
  while (p < end && *p != '\n' && *p != '\t' && *p != '\0')
    p++;

  return p;
}

char *
fecho_payload_dup_text (const char *text,
                        gsize       n_bytes)
{
  g_autoptr(GString) out = g_string_sized_new (n_bytes);
  const char *end = text + n_bytes;

  for (const char *p = text; p < end; p++)
    {
      const char *stop = find_line_end (p, end);
      gboolean crlf = stop > p && stop < end && *stop == '\n' && stop[-1] == '\r';
      g_autofree char *part = g_strndup (p, stop - p - (crlf ? 1 : 0));
      g_autofree char *safe = fecho_safe_text_line (part);

      g_string_append (out, safe);
      if (stop < end && *stop == '\0')
        g_string_append (out, "␀");
      else if (stop < end)
        g_string_append_c (out, *stop);
      p = stop;
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_dump_line (GString      *out,
                  const guint8 *bytes,
                  gsize         offset,
                  gsize         n)
{
  g_string_append_printf (out, "%08" G_GSIZE_MODIFIER "x ", offset);
  for (gsize i = 0; i < DUMP_WIDTH; i++)
    {
      if (i == DUMP_WIDTH / 2)
        g_string_append_c (out, ' ');
      if (i < n)
        g_string_append_printf (out, " %02x", bytes[i]);
      else
        g_string_append (out, "   ");
    }
  g_string_append (out, "  ");
  for (gsize i = 0; i < n; i++)
    g_string_append_c (out, g_ascii_isprint (bytes[i]) ? (char)bytes[i] : '.');
}

char *
fecho_payload_dup_hex_dump (const void *bytes,
                            gsize       n_bytes)
{
  g_autoptr(GString) out = g_string_sized_new (n_bytes * 5);

  for (gsize i = 0; i < n_bytes; i += DUMP_WIDTH)
    {
      if (i > 0)
        g_string_append_c (out, '\n');
      append_dump_line (out, (const guint8 *)bytes + i, i, MIN (DUMP_WIDTH, n_bytes - i));
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
has_ascii_words (const char *text,
                 gsize       n_bytes,
                 const char *words)
{
  gsize n_words = strlen (words);
  char lower = g_ascii_tolower (*words);
  char upper = g_ascii_toupper (*words);

  for (const char *p = text; n_bytes >= n_words && p <= text + n_bytes - n_words; p++)
    {
      if ((*p == lower || *p == upper) && g_ascii_strncasecmp (p, words, n_words) == 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
fecho_payload_has_words (GBytes     *payload,
                         const char *words)
{
  gsize n_bytes;
  const char *text;
  g_autofree char *start = NULL;
  g_autofree char *valid = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *folded_words = NULL;

  g_return_val_if_fail (payload != NULL, FALSE);
  g_return_val_if_fail (words != NULL, FALSE);

  text = g_bytes_get_data (payload, &n_bytes);
  if (*words == '\0' || g_str_is_ascii (words))
    return *words == '\0' || has_ascii_words (text, n_bytes, words);

  start = g_strndup (text, MIN (n_bytes, MAX_FOLDED_BYTES));
  valid = g_utf8_make_valid (start, -1);
  folded = g_utf8_casefold (valid, -1);
  folded_words = g_utf8_casefold (words, -1);

  return strstr (folded, folded_words) != NULL;
}

void
fecho_payload_append_json (GString    *out,
                           const char *text,
                           gsize       n_bytes)
{
  fecho_export_json_append_bytes (out, text, n_bytes);
}
