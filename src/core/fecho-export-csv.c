/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-private.h"

#include <string.h>

#include "fecho-put.h"
#include "fecho-safe-text.h"

/* RFC 4180, 2: lines end with CRLF. */
#define LINE_END "\r\n"

static gboolean
is_plain (char c)
{
  return c >= ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '|';
}

static gboolean
is_plain_word (guint64 word)
{
  return (fecho_put_find_special (word) | fecho_put_find (word, '"') |
          fecho_put_find (word, ',') | fecho_put_find (word, ';') |
          fecho_put_find (word, '|')) == 0;
}

/* Most texts are names and addresses of plain ASCII, and need nothing. FALSE where it needs
 * something: what was copied then is worth nothing. */
static gboolean
copy_plain (char       *p,
            const char *text,
            gsize       n_bytes)
{
  gsize i = 0;

  if (n_bytes == 0)
    return TRUE;
  if (!g_ascii_isalnum (text[0]) || text[n_bytes - 1] == ' ')
    return FALSE;
  for (; i + 8 <= n_bytes; i += 8)
    {
      guint64 word;

      memcpy (&word, text + i, 8);
      if (!is_plain_word (word))
        return FALSE;
      memcpy (p + i, &word, 8);
    }
  for (; i < n_bytes; i++)
    {
      if (!is_plain (text[i]))
        return FALSE;
      p[i] = text[i];
    }

  return TRUE;
}

static char *
put_text (GString               *out,
          char                  *p,
          const FechoExportPlan *plan,
          const char            *text)
{
  gsize n_bytes = strlen (text);
  g_autofree char *cell = NULL;

  p = fecho_export_make_room (out, p, n_bytes + plan->n_row_bytes);
  if (copy_plain (p, text, n_bytes))
    return p + n_bytes;

  cell = fecho_safe_text_csv (text, plan->raw);
  g_string_append (out, cell);

  return fecho_export_make_room (out, out->str + out->len, plan->n_row_bytes);
}

static char *
put_word (GString               *out,
          char                  *p,
          const FechoExportPlan *plan,
          const char            *word)
{
  gsize n_bytes = strlen (word);

  p = fecho_export_make_room (out, p, n_bytes + plan->n_row_bytes);
  memcpy (p, word, n_bytes);

  return p + n_bytes;
}

/* The cell of an object is its JSON text. Servers say the same in each handshake. */
static char *
put_object (GString               *out,
            char                  *p,
            const FechoExportPlan *plan,
            const char            *object)
{
  const char *cell = g_hash_table_lookup (plan->object_cells, object);

  if (cell == NULL)
    {
      g_autoptr(GString) json = g_string_new (NULL);

      fecho_export_json_append_object (json, object);
      cell = fecho_export_plan_keep_text (plan->object_cells, object,
                                          fecho_safe_text_csv (json->str, plan->raw));
    }

  return put_word (out, p, plan, cell);
}

static char *
put_tls_errors (GString               *out,
                char                  *p,
                const FechoExportPlan *plan,
                guint                  flags)
{
  g_autoptr(GString) json = NULL;

  if (flags == 0)
    return g_stpcpy (p, "[]");
  json = g_string_new (NULL);
  fecho_export_json_append_tls_errors (json, flags);

  return put_text (out, p, plan, json->str);
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
      return p;

    case FECHO_VALUE_INTEGER:
      return fecho_put_integer (p, value->integer);

    case FECHO_VALUE_MS:
      return fecho_put_ms (p, value->integer);

    case FECHO_VALUE_BOOLEAN:
      return g_stpcpy (p, value->integer ? "true" : "false");

    case FECHO_VALUE_TIME:
      return fecho_rfc3339_put (p, value->integer, plan->local_times);

    case FECHO_VALUE_WORD:
      return put_word (out, p, plan, value->text);

    case FECHO_VALUE_TEXT:
      return put_text (out, p, plan, value->text);

    case FECHO_VALUE_OBJECT:
      return put_object (out, p, plan, value->text);

    case FECHO_VALUE_TLS_ERRORS:
      return put_tls_errors (out, p, plan, value->integer);
    }

  g_assert_not_reached ();
}

void
fecho_export_csv_prepare (FechoExportPlan *plan)
{
  plan->n_row_bytes = plan->n_cells * FECHO_EXPORT_CELL_BYTES + strlen ("\"\"" LINE_END);
}

void
fecho_export_csv_append_header (GString               *out,
                                const FechoExportPlan *plan)
{
  for (guint i = 0; i < plan->n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append (out, plan->cells[i].column->name);
    }
  g_string_append (out, LINE_END);
}

void
fecho_export_csv_append_row (GString                *out,
                             const FechoExportPlan  *plan,
                             const FechoCloseRecord *record)
{
  gsize start = out->len;
  char *p = fecho_export_make_room (out, out->str + start, plan->n_row_bytes);

  for (guint i = 0; i < plan->n_cells; i++)
    {
      FechoValue value;

      if (i > 0)
        *p++ = ',';
      fecho_export_plan_get_value (plan, plan->cells[i].column, record, &value);
      p = put_value (out, p, plan, &value);
    }
  /* A row of one empty cell would be an empty line, which readers skip. */
  if (p == out->str + start)
    p = g_stpcpy (p, "\"\"");
  fecho_export_end_row (out, g_stpcpy (p, LINE_END));
}
