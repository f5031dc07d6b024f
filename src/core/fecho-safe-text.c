/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-safe-text.h"

#include <string.h>

/* Invisible though they are no format characters (Cf): they hide or fake text all the same. */
static const gunichar invisible[] = {
  0x034f,                         /* combining grapheme joiner */
  0x115f, 0x1160, 0x3164, 0xffa0, /* Hangul fillers */
  0x17b4, 0x17b5,                 /* Khmer inherent vowels */
  0x180b, 0x180c, 0x180d, 0x180f, /* Mongolian variation selectors */
};

/* Anywhere in a name, lower case. Masking too much is the safe side. */
static const char *const secret_parts[] = {
  "auth", "bearer", "cookie", "cred", "jwt", "passphrase", "passwd", "password", "pwd", "secret",
  "session", "signature", "token",
};

/* The whole name, or its last word: "key", "x-api-key", "apiKey", but not "keyword". */
static const char *const secret_endings[] = {
  "key", "otp", "pass", "pin", "sid", "sig", "ticket",
};

/* -- characters */

/* Acts where it is shown: moves the cursor, turns the direction of the text, breaks the line, or
 * cannot be seen at all. Cf holds the bidi and zero-width controls. */
static gboolean
is_harmful (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  if (type == G_UNICODE_CONTROL ||
      type == G_UNICODE_FORMAT ||
      type == G_UNICODE_LINE_SEPARATOR ||
      type == G_UNICODE_PARAGRAPH_SEPARATOR)
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (invisible); i++)
    {
      if (c == invisible[i])
        return TRUE;
    }

  return FALSE;
}

static void
append_harmless (GString  *out,
                 gunichar  c)
{
  if (c < 0x20)
    g_string_append_unichar (out, 0x2400 + c);
  else if (c == 0x7f)
    g_string_append_unichar (out, 0x2421);
  else if (is_harmful (c))
    g_string_append_printf (out, "<U+%04X>", c);
  else
    g_string_append_unichar (out, c);
}

char *
fecho_safe_text_line (const char *text)
{
  g_autofree char *valid = NULL;
  GString *out;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  out = g_string_sized_new (strlen (valid) + 16);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    append_harmless (out, g_utf8_get_char (p));

  return g_string_free (out, FALSE);
}

char *
fecho_safe_text_markup (const char *text)
{
  g_autofree char *line = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  line = fecho_safe_text_line (text);

  return g_markup_escape_text (line, -1);
}

char *
fecho_safe_text_html (const char *text)
{
  /* The five entities of XML are those of HTML 5, quotes of attributes included. */
  return fecho_safe_text_markup (text);
}

/* -- CSV */

/* RFC 4180 asks for quotes around comma, quote and line break. The others are separators to a
 * spreadsheet of another locale, which would cut the cell in two and run the second half. */
static gboolean
needs_quotes (const char *text)
{
  gsize n_bytes = strlen (text);

  if (n_bytes == 0)
    return FALSE;

  return strpbrk (text, "\",;|\t\r\n") != NULL || text[0] == ' ' || text[n_bytes - 1] == ' ';
}

char *
fecho_safe_text_csv (const char *text,
                     gboolean    raw)
{
  g_autofree char *valid = NULL;
  gboolean quotes;
  GString *out;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  quotes = needs_quotes (valid);
  out = g_string_sized_new (strlen (valid) + 4);

  if (quotes)
    g_string_append_c (out, '"');
  if (!raw && valid[0] != '\0' && strchr ("=+-@\t\r", valid[0]) != NULL)
    g_string_append_c (out, '\'');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  if (quotes)
    g_string_append_c (out, '"');

  return g_string_free (out, FALSE);
}

/* -- secrets */

/* Is what stands before the ending another word? "x-key" and "apiKey" yes, "monkey" no; of the
 * names written together only "apikey" and "accesskey" are common. */
static gboolean
starts_word (const char *name,
             gsize       at)
{
  if (at == 0 || !g_ascii_isalnum (name[at - 1]) || g_ascii_isupper (name[at]))
    return TRUE;

  return at >= 3 && (g_ascii_strncasecmp (name + at - 3, "api", 3) == 0 ||
                     (at >= 6 && g_ascii_strncasecmp (name + at - 6, "access", 6) == 0));
}

gboolean
fecho_safe_text_is_secret_name (const char *name)
{
  g_autofree char *lower = NULL;
  gsize n_bytes;

  g_return_val_if_fail (name != NULL, FALSE);

  lower = g_ascii_strdown (name, -1);
  n_bytes = strlen (lower);
  for (gsize i = 0; i < G_N_ELEMENTS (secret_parts); i++)
    {
      if (strstr (lower, secret_parts[i]) != NULL)
        return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (secret_endings); i++)
    {
      if (g_str_has_suffix (lower, secret_endings[i]) &&
          starts_word (name, n_bytes - strlen (secret_endings[i])))
        return TRUE;
    }

  return FALSE;
}

/* A variable of the person's own, "${TOKEN}", is no secret. */
static gboolean
is_placeholder (const char *value,
                gsize       n_bytes)
{
  return n_bytes >= 3 && g_str_has_prefix (value, "${") &&
         memchr (value, '}', n_bytes) == value + n_bytes - 1;
}

/* One "name=value" of a query at its beginning; returns what follows. Names may be
 * percent-encoded ("tok%65n" is "token"). Some servers separate by ";", but a secret may hold
 * one as well: it ends at the next "&" or "#" only. */
static const char *
append_parameter (GString         *out,
                  const char      *query,
                  FechoSecretFunc  func,
                  gpointer         data)
{
  gsize n_bytes = strcspn (query, "&;#?");
  const char *equals = memchr (query, '=', n_bytes);
  g_autofree char *name = NULL;
  g_autofree char *decoded = NULL;
  gsize n_value;

  if (equals != NULL)
    {
      name = g_strndup (query, equals - query);
      decoded = g_uri_unescape_string (name, NULL);
      n_value = strcspn (equals + 1, "&#");
      if (n_value > 0 && !is_placeholder (equals + 1, n_value) &&
          fecho_safe_text_is_secret_name (decoded != NULL ? decoded : name))
        {
          g_autofree char *variable = func (name, equals + 1, n_value, data);

          g_string_append_printf (out, "%s=${%s}", name, variable);
          return equals + 1 + n_value;
        }
    }
  g_string_append_len (out, query, n_bytes);

  return query + n_bytes;
}

static void
append_query (GString         *out,
              const char      *query,
              FechoSecretFunc  func,
              gpointer         data)
{
  while (*query != '\0')
    {
      query = append_parameter (out, query, func, data);
      if (*query != '\0')
        g_string_append_c (out, *query++);
    }
}

/* Masks "user:password@" of an authority, whatever stands in it: the last @ ends it. */
static void
append_authority (GString    *out,
                  const char *authority,
                  gsize       n_bytes)
{
  const char *at = memrchr (authority, '@', n_bytes);
  const char *colon;

  if (at != NULL)
    {
      colon = memchr (authority, ':', at - authority);
      g_string_append (out, colon != NULL ? "${user}:${password}" : "${user}");
      n_bytes -= at - authority;
      authority = at;
    }
  g_string_append_len (out, authority, n_bytes);
}

char *
fecho_safe_text_take_secrets (const char      *url,
                              FechoSecretFunc  func,
                              gpointer         data)
{
  g_autofree char *valid = NULL;
  const char *rest;
  GString *out;
  gsize n_bytes;

  g_return_val_if_fail (url != NULL, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  valid = g_utf8_make_valid (url, -1);
  out = g_string_sized_new (strlen (valid) + 16);
  rest = strstr (valid, "//");
  rest = rest != NULL ? rest + 2 : valid;
  g_string_append_len (out, valid, rest - valid);
  append_authority (out, rest, strcspn (rest, "/?#"));
  rest += strcspn (rest, "/?#");
  g_string_append_len (out, rest, strcspn (rest, "?#"));
  append_query (out, rest + strcspn (rest, "?#"), func, data);
  n_bytes = out->len + 1;

  return g_realloc (g_string_free (out, FALSE), n_bytes); /* it may stay as long as a session */
}

static char *
forget_secret (const char *name,
               const char *value,
               gsize       n_bytes,
               gpointer    data)
{
  return g_strdup (name);
}

char *
fecho_safe_text_redact_url (const char *url)
{
  return fecho_safe_text_take_secrets (url, forget_secret, NULL);
}
