/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-private.h"

#include <string.h>

#include "fecho-put.h"

/* GTlsCertificateFlags in words, by bit. */
static const char *const tls_errors[] = {
  "unknown-ca", "bad-identity", "not-activated", "expired", "revoked", "insecure", "generic-error",
};

/* What has an escape of its own in RFC 8259, 7. */
static const char short_escapes[128] = {
  ['"'] = '"', ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't',
};

static void
append_escaped (GString  *out,
                gunichar  c)
{
  if (c > 0xffff)
    g_string_append_printf (out, "\\u%04x\\u%04x",
                            0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff));
  else
    g_string_append_printf (out, "\\u%04x", c);
}

/* Beyond ASCII only what would act in a terminal or break a line of JavaScript is escaped:
 * C1, U+2028, U+2029, and the controls of bidi and of no width. */
static gboolean
acts (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
         type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/* One character beyond ASCII; returns what follows. A byte that is not UTF-8 becomes U+FFFD. */
static const char *
append_wide (GString    *out,
             const char *p,
             gsize       n_bytes)
{
  gunichar c = g_utf8_get_char_validated (p, n_bytes);

  if (c == (gunichar)-1 || c == (gunichar)-2)
    {
      g_string_append (out, "\357\277\275");
      return p + 1;
    }
  if (acts (c))
    append_escaped (out, c);
  else
    g_string_append_len (out, p, g_utf8_next_char (p) - p);

  return g_utf8_next_char (p);
}

static gboolean
is_plain (char c)
{
  return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

/* How many bytes of it, from its beginning, need no escape: they are copied. */
static gsize
copy_plain (char       *p,
            const char *text,
            gsize       n_bytes)
{
  gsize i = 0;

  for (; i + 8 <= n_bytes; i += 8)
    {
      guint64 word;

      memcpy (&word, text + i, 8);
      if ((fecho_put_find_special (word) | fecho_put_find (word, '"') |
           fecho_put_find (word, '\\')) != 0)
        break;
      memcpy (p + i, &word, 8);
    }
  for (; i < n_bytes && is_plain (text[i]); i++)
    p[i] = text[i];

  return i;
}

static void
append_inside (GString    *out,
               const char *text,
               gsize       n_bytes)
{
  const char *p = text;
  const char *end = text + n_bytes;

  while (p < end)
    {
      const char *start = p;

      while (p < end && is_plain (*p))
        p++;
      g_string_append_len (out, start, p - start);
      if (p == end)
        break;
      if ((guchar)*p >= 0x80)
        p = append_wide (out, p, end - p);
      else if (short_escapes[(guchar)*p] != 0)
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, short_escapes[(guchar)*p++]);
        }
      else
        append_escaped (out, (guchar)*p++);
    }
}

void
fecho_export_json_append_bytes (GString    *out,
                                const char *text,
                                gsize       n_bytes)
{
  g_string_append_c (out, '"');
  append_inside (out, text, n_bytes);
  g_string_append_c (out, '"');
}

void
fecho_export_json_append_string (GString    *out,
                                 const char *text)
{
  fecho_export_json_append_bytes (out, text, strlen (text));
}

/* -- the object of headers: written by us, but read from a disk */

static const char *
skip_blanks (const char *p)
{
  return p + strspn (p, " \t\r\n");
}

/* One string of JSON at p, copied with its escapes; returns what follows, NULL where it is none. */
static const char *
copy_string (GString    *out,
             const char *p)
{
  if (*p++ != '"')
    return NULL;

  g_string_append_c (out, '"');
  while (*p != '"')
    {
      gsize n_bytes = 1;

      if (*p == '\0' || (guchar)*p < 0x20)
        return NULL;
      if (*p == '\\' && p[1] == 'u')
        {
          n_bytes = 6;
          if (strspn (p + 2, "0123456789abcdefABCDEF") < 4)
            return NULL;
        }
      else if (*p == '\\')
        {
          n_bytes = 2;
          if (p[1] == '\0' || strchr ("\"\\/bfnrt", p[1]) == NULL)
            return NULL;
        }
      if ((guchar)*p >= 0x80)
        {
          p = append_wide (out, p, strlen (p));
          continue;
        }
      if (*p == 0x7f)
        append_escaped (out, 0x7f);
      else
        g_string_append_len (out, p, n_bytes);
      p += n_bytes;
    }
  g_string_append_c (out, '"');

  return p + 1;
}

static const char *
copy_member (GString    *out,
             const char *p)
{
  p = copy_string (out, p);
  if (p == NULL)
    return NULL;
  p = skip_blanks (p);
  if (*p != ':')
    return NULL;
  g_string_append_c (out, ':');

  return copy_string (out, skip_blanks (p + 1));
}

static const char *
copy_object (GString    *out,
             const char *p)
{
  p = skip_blanks (p);
  if (*p != '{')
    return NULL;
  g_string_append_c (out, '{');
  p = skip_blanks (p + 1);
  while (*p != '}')
    {
      p = copy_member (out, p);
      if (p == NULL)
        return NULL;
      p = skip_blanks (p);
      if (*p == '}')
        break;
      if (*p != ',')
        return NULL;
      g_string_append_c (out, ',');
      p = skip_blanks (p + 1);
      if (*p == '}')
        return NULL;
    }
  g_string_append_c (out, '}');

  return skip_blanks (p + 1);
}

gboolean
fecho_export_json_append_object (GString    *out,
                                 const char *json)
{
  gsize start = out->len;
  const char *end = copy_object (out, json);

  if (end != NULL && *end == '\0')
    return TRUE;

  g_string_truncate (out, start);

  return FALSE;
}

void
fecho_export_json_append_tls_errors (GString *out,
                                     guint    flags)
{
  gboolean first = TRUE;

  g_string_append_c (out, '[');
  for (gsize i = 0; i < G_N_ELEMENTS (tls_errors); i++)
    {
      if ((flags & (1u << i)) == 0)
        continue;
      g_string_append_printf (out, "%s\"%s\"", first ? "" : ",", tls_errors[i]);
      first = FALSE;
    }
  g_string_append_c (out, ']');
}

guint
fecho_export_json_find_tls_error (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tls_errors); i++)
    {
      if (strcmp (tls_errors[i], word) == 0)
        return 1u << i;
    }

  return 0;
}

/* -- rows */

static char *
put_text (GString               *out,
          char                  *p,
          const FechoExportPlan *plan,
          const char            *text)
{
  gsize n_bytes = strlen (text);
  gsize n_plain;

  p = fecho_export_make_room (out, p, n_bytes + plan->n_row_bytes);
  *p++ = '"';
  n_plain = copy_plain (p, text, n_bytes);
  p += n_plain;
  if (n_plain < n_bytes)
    {
      out->len = p - out->str;
      append_inside (out, text + n_plain, n_bytes - n_plain);
      p = fecho_export_make_room (out, out->str + out->len, plan->n_row_bytes);
    }
  *p++ = '"';

  return p;
}

/* What is not a text has room for its value, but not for what these append. */
static char *
put_json (GString               *out,
          char                  *p,
          const FechoExportPlan *plan,
          const FechoValue      *value)
{
  out->len = p - out->str;
  if (value->kind == FECHO_VALUE_TLS_ERRORS)
    fecho_export_json_append_tls_errors (out, value->integer);
  else if (!fecho_export_json_append_object (out, value->text))
    g_string_append (out, "null");

  return fecho_export_make_room (out, out->str + out->len, plan->n_row_bytes);
}

static char *
put_value (GString               *out,
           char                  *p,
           const FechoExportPlan *plan,
           const FechoValue      *value)
{
  switch (value->kind)
    {
    case FECHO_VALUE_NULL:
      memcpy (p, "null", 4);
      return p + 4;

    case FECHO_VALUE_INTEGER:
      return fecho_put_integer (p, value->integer);

    case FECHO_VALUE_MS:
      return fecho_put_ms (p, value->integer);

    case FECHO_VALUE_BOOLEAN:
      return g_stpcpy (p, value->integer ? "true" : "false");

    case FECHO_VALUE_TIME:
      *p++ = '"';
      p = fecho_rfc3339_put (p, value->integer, plan->local_times);
      *p++ = '"';
      return p;

    case FECHO_VALUE_WORD:
    case FECHO_VALUE_TEXT:
      return put_text (out, p, plan, value->text);

    case FECHO_VALUE_OBJECT:
    case FECHO_VALUE_TLS_ERRORS:
      return put_json (out, p, plan, value);
    }

  g_assert_not_reached ();
}

void
fecho_export_json_prepare (FechoExportPlan *plan)
{
  plan->n_row_bytes = plan->n_cells * FECHO_EXPORT_CELL_BYTES + strlen ("{}");
  for (guint i = 0; i < plan->n_cells; i++)
    {
      FechoExportCell *cell = &plan->cells[i];

      cell->n_lead = g_snprintf (cell->lead, sizeof cell->lead, "%s\"%s\":", i > 0 ? "," : "",
                                 cell->column->name);
      g_assert (cell->n_lead < sizeof cell->lead);
    }
}

void
fecho_export_json_append_row (GString                *out,
                              const FechoExportPlan  *plan,
                              const FechoCloseRecord *record)
{
  char *p = fecho_export_make_room (out, out->str + out->len, plan->n_row_bytes);

  *p++ = '{';
  for (guint i = 0; i < plan->n_cells; i++)
    {
      const FechoExportCell *cell = &plan->cells[i];
      FechoValue value;

      memcpy (p, cell->lead, sizeof cell->lead);
      p += cell->n_lead;
      fecho_export_plan_get_value (plan, cell->column, record, &value);
      p = put_value (out, p, plan, &value);
    }
  *p++ = '}';
  fecho_export_end_row (out, p);
}
