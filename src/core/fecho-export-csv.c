/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-private.h"

#include <string.h>

#include "fecho-rfc3339.h"
#include "fecho-safe-text.h"

/* RFC 4180, 2: lines end with CRLF. */
#define LINE_END "\r\n"

/* Most texts are names and addresses of plain ASCII, and need nothing: no copy is made of them. */
static gboolean
is_plain (const char *text)
{
  const char *p = text;

  if (!g_ascii_isalnum (*p))
    return *p == '\0';

  while (*p >= ' ' && *p < 0x7f && *p != '"' && *p != ',' && *p != ';' && *p != '|')
    p++;

  return *p == '\0' && p[-1] != ' ';
}

static void
append_text (GString    *out,
             const char *text,
             gboolean    raw)
{
  g_autofree char *cell = NULL;

  if (is_plain (text))
    {
      g_string_append (out, text);
      return;
    }

  cell = fecho_safe_text_csv (text, raw);
  g_string_append (out, cell);
}

/* The cell of what is an object or an array in JSON is its JSON text. */
static void
append_json (GString          *out,
             const FechoValue *value,
             gboolean          raw)
{
  g_autoptr(GString) json = g_string_new (NULL);

  if (value->kind == FECHO_VALUE_OBJECT)
    fecho_export_json_append_object (json, value->text);
  else
    fecho_export_json_append_tls_errors (json, value->integer);
  append_text (out, json->str, raw);
}

static void
append_value (GString               *out,
              const FechoExportPlan *plan,
              const FechoValue      *value)
{
  switch (value->kind)
    {
    case FECHO_VALUE_NULL:
      break;

    case FECHO_VALUE_INTEGER:
      fecho_export_append_integer (out, value->integer);
      break;

    case FECHO_VALUE_MS:
      fecho_export_append_ms (out, value->integer);
      break;

    case FECHO_VALUE_BOOLEAN:
      g_string_append (out, value->integer ? "true" : "false");
      break;

    case FECHO_VALUE_TIME:
      fecho_rfc3339_append (out, value->integer, plan->local_times);
      break;

    case FECHO_VALUE_WORD:
      g_string_append (out, value->text);
      break;

    case FECHO_VALUE_TEXT:
      append_text (out, value->text, plan->raw);
      break;

    case FECHO_VALUE_OBJECT:
    case FECHO_VALUE_TLS_ERRORS:
      append_json (out, value, plan->raw);
      break;
    }
}

void
fecho_export_csv_append_header (GString               *out,
                                const FechoExportPlan *plan)
{
  for (guint i = 0; i < plan->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append (out, fecho_export_get_columns ()[plan->columns[i]]);
    }
  g_string_append (out, LINE_END);
}

void
fecho_export_csv_append_row (GString                *out,
                             const FechoExportPlan  *plan,
                             const FechoCloseRecord *record)
{
  gsize start = out->len;

  for (guint i = 0; i < plan->n_columns; i++)
    {
      FechoValue value;

      if (i > 0)
        g_string_append_c (out, ',');
      fecho_export_plan_get_value (plan, plan->columns[i], record, &value);
      append_value (out, plan, &value);
    }
  /* A row of one empty cell would be an empty line, which readers skip. */
  if (out->len == start)
    g_string_append (out, "\"\"");
  g_string_append (out, LINE_END);
}
