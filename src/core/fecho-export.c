/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-private.h"

#include <string.h>

#include "fecho-dictionary-folder.h"
#include "fecho-error.h"
#include "fecho-origin.h"
#include "fecho-safe-text.h"

#define FLUSH_BYTES (64 * 1024)

/* What was made of addresses and of evidence is remembered up to so many, then made anew. */
#define MAX_TEXTS 10000

struct _FechoExport
{
  GOutputStream *stream;
  FechoExportFormat format;
  FechoExportPlan plan;
  GString *buffer;
  const FechoReport *report;
  guint64 n_rows;
};

/* -- numbers: printf() is half the time of an export */

void
fecho_export_append_integer (GString *out,
                             gint64   integer)
{
  char digits[24];
  char *p = digits + sizeof digits;
  guint64 rest = integer < 0 ? -(guint64)integer : (guint64)integer;

  do
    {
      *--p = '0' + rest % 10;
      rest /= 10;
    }
  while (rest > 0);
  if (integer < 0)
    *--p = '-';
  g_string_append_len (out, p, digits + sizeof digits - p);
}

void
fecho_export_append_ms (GString *out,
                        gint64   us)
{
  int fraction = us % 1000;
  char digits[4] = { '.', '0' + fraction / 100, '0' + fraction / 10 % 10, '0' + fraction % 10 };
  int n_digits = fraction % 10 != 0 ? 4 : fraction % 100 != 0 ? 3 : fraction != 0 ? 2 : 0;

  fecho_export_append_integer (out, us / 1000);
  g_string_append_len (out, digits, n_digits);
}

/* -- the plan of a row */

/* What was made of a text once, to be made again of few: keep them, not without bound. */
static const char *
keep_text (GHashTable *texts,
           const char *key,
           char       *text)
{
  if (g_hash_table_size (texts) >= MAX_TEXTS)
    g_hash_table_remove_all (texts);
  g_hash_table_insert (texts, g_strdup (key), text);

  return text;
}

static const char *
get_public_url (const FechoExportPlan *plan,
                const char            *url)
{
  const char *found = g_hash_table_lookup (plan->urls, url);

  return found != NULL ? found : keep_text (plan->urls, url, fecho_safe_text_redact_url (url));
}

static const char *
get_evidence (const FechoExportPlan *plan,
              const char            *evidence)
{
  const char *found = g_hash_table_lookup (plan->evidences, evidence);

  return found != NULL ? found
         : keep_text (plan->evidences, evidence,
                      fecho_origin_dup_sentence (evidence, plan->catalog));
}

/* The dictionary that explained the code, where it is at hand. */
static void
explain (const FechoExportPlan  *plan,
         guint                   column,
         const FechoCloseRecord *record,
         FechoValue             *value)
{
  const FechoDictionaryCode *code = fecho_dictionary_folder_explain (plan->dictionaries,
                                                                     record->dictionary,
                                                                     record->code);

  if (code == NULL)
    return;

  if (column == plan->class_column)
    value->text = fecho_close_class_to_string (code->klass);
  else if (column == plan->name_column)
    value->text = fecho_catalog_get (plan->catalog, code->name);
  else if (column == plan->description_column)
    value->text = fecho_catalog_get (plan->catalog, code->meaning);
}

void
fecho_export_plan_get_value (const FechoExportPlan  *plan,
                             guint                   column,
                             const FechoCloseRecord *record,
                             FechoValue             *ret_value)
{
  fecho_export_get_value (column, record, plan->catalog, ret_value);
  if (ret_value->kind == FECHO_VALUE_TEXT && ret_value->text == record->url)
    ret_value->text = get_public_url (plan, record->url);
  else if (ret_value->kind == FECHO_VALUE_TEXT && ret_value->text == record->origin_evidence)
    ret_value->text = get_evidence (plan, record->origin_evidence);
  else if (record->dictionary != NULL)
    explain (plan, column, record, ret_value);
}

void
fecho_export_plan_init (FechoExportPlan *plan,
                        FechoCatalog    *catalog,
                        GPtrArray       *dictionaries)
{
  guint n_columns = g_strv_length ((char **)fecho_export_get_columns ());

  plan->columns = g_new (guint, n_columns);
  plan->n_columns = n_columns;
  for (guint i = 0; i < n_columns; i++)
    plan->columns[i] = i;
  plan->catalog = catalog != NULL ? fecho_catalog_ref (catalog) : fecho_catalog_new (NULL, NULL);
  plan->dictionaries = dictionaries != NULL ? g_ptr_array_ref (dictionaries) : NULL;
  plan->class_column = fecho_export_find_column ("class");
  plan->name_column = fecho_export_find_column ("name");
  plan->description_column = fecho_export_find_column ("description");
  plan->urls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  plan->evidences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
fecho_export_plan_clear (FechoExportPlan *plan)
{
  g_free (plan->columns);
  fecho_catalog_unref (plan->catalog);
  g_clear_pointer (&plan->dictionaries, g_ptr_array_unref);
  g_hash_table_unref (plan->urls);
  g_hash_table_unref (plan->evidences);
}

static gboolean
is_chosen (const FechoExportPlan *plan,
           guint                  column)
{
  for (guint i = 0; i < plan->n_columns; i++)
    {
      if (plan->columns[i] == column)
        return TRUE;
    }

  return FALSE;
}

/* Each column once: JSON cannot have a name twice, and so the list cannot be longer than the
 * table. */
static gboolean
choose_columns (FechoExportPlan  *plan,
                char            **names,
                GError          **error)
{
  plan->n_columns = 0;
  for (guint i = 0; names[i] != NULL; i++)
    {
      int column = fecho_export_find_column (names[i]);

      if (column < 0)
        {
          g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                       "There is no column “%s”", names[i]);
          return FALSE;
        }
      if (is_chosen (plan, column))
        {
          g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                       "The column “%s” is given twice", names[i]);
          return FALSE;
        }
      plan->columns[plan->n_columns++] = column;
    }
  if (plan->n_columns == 0)
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID, "No column is given");
      return FALSE;
    }

  return TRUE;
}

/* -- the export */

FechoExport *
fecho_export_new (GOutputStream             *stream,
                  const FechoExportOptions  *options,
                  GError                   **error)
{
  g_autoptr(FechoExport) self = NULL;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);
  g_return_val_if_fail (options != NULL, NULL);
  g_return_val_if_fail (options->format != FECHO_EXPORT_HTML || options->report != NULL, NULL);

  self = g_new0 (FechoExport, 1);
  self->stream = g_object_ref (stream);
  self->format = options->format;
  self->buffer = g_string_sized_new (FLUSH_BYTES + 4096);
  self->report = options->report;
  fecho_export_plan_init (&self->plan, options->catalog, options->dictionaries);
  self->plan.local_times = options->local_times;
  self->plan.raw = options->raw;
  if (options->columns != NULL && !choose_columns (&self->plan, options->columns, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
fecho_export_free (FechoExport *self)
{
  g_return_if_fail (self != NULL);

  g_object_unref (self->stream);
  fecho_export_plan_clear (&self->plan);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}

static gboolean
flush_buffer (FechoExport   *self,
              GCancellable  *cancellable,
              GError       **error)
{
  /* Not every stream looks at it. */
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL,
                                  cancellable, error))
    return FALSE;

  g_string_truncate (self->buffer, 0);

  return TRUE;
}

gboolean
fecho_export_begin (FechoExport   *self,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  switch (self->format)
    {
    case FECHO_EXPORT_CSV:
      fecho_export_csv_append_header (self->buffer, &self->plan);
      break;

    case FECHO_EXPORT_JSON:
      g_string_append_c (self->buffer, '[');
      break;

    case FECHO_EXPORT_JSONL:
      break;

    case FECHO_EXPORT_HTML:
      fecho_report_append_head (self->buffer, self->report);
      break;
    }

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

gboolean
fecho_export_row (FechoExport             *self,
                  const FechoCloseRecord  *record,
                  GCancellable            *cancellable,
                  GError                 **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  switch (self->format)
    {
    case FECHO_EXPORT_CSV:
      fecho_export_csv_append_row (self->buffer, &self->plan, record);
      break;

    case FECHO_EXPORT_JSON:
      g_string_append (self->buffer, self->n_rows == 0 ? "\n" : ",\n");
      fecho_export_json_append_row (self->buffer, &self->plan, record);
      break;

    case FECHO_EXPORT_JSONL:
      fecho_export_json_append_row (self->buffer, &self->plan, record);
      g_string_append_c (self->buffer, '\n');
      break;

    case FECHO_EXPORT_HTML:
      fecho_report_append_event (self->buffer, self->report, record, self->n_rows);
      break;
    }
  self->n_rows++;

  return self->buffer->len < FLUSH_BYTES || flush_buffer (self, cancellable, error);
}

gboolean
fecho_export_end (FechoExport   *self,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->format == FECHO_EXPORT_JSON)
    g_string_append (self->buffer, self->n_rows == 0 ? "]\n" : "\n]\n");

  if (self->format == FECHO_EXPORT_HTML)
    fecho_report_append_tail (self->buffer, self->report);

  return flush_buffer (self, cancellable, error) &&
         g_output_stream_flush (self->stream, cancellable, error);
}

gboolean
fecho_export_format_from_string (const char        *string,
                                 FechoExportFormat *ret_format)
{
  static const char *const words[] = { "csv", "json", "jsonl", "html" };

  g_return_val_if_fail (string != NULL, FALSE);
  g_return_val_if_fail (ret_format != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (string, words[i]) == 0)
        {
          *ret_format = i;
          return TRUE;
        }
    }

  return FALSE;
}

char *
fecho_export_event_to_json (const FechoCloseRecord *record,
                            FechoCatalog           *catalog,
                            GPtrArray              *dictionaries)
{
  FechoExportPlan plan = { 0 };
  GString *out;

  g_return_val_if_fail (record != NULL, NULL);

  out = g_string_sized_new (2048);
  fecho_export_plan_init (&plan, catalog, dictionaries);
  fecho_export_json_append_row (out, &plan, record);
  fecho_export_plan_clear (&plan);

  return g_string_free (out, FALSE);
}
