/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-private.h"

#include <string.h>

#include "fecho-export-lines.h"

#define FLUSH_BYTES (64 * 1024)

struct _FechoExport
{
  GOutputStream *stream;
  FechoExportFormat format;
  FechoExportPlan plan;
  GString *buffer;
  const FechoReport *report;
  guint64 n_rows;
};

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
  if (options->columns != NULL && !fecho_export_plan_choose (&self->plan, options->columns, error))
    return NULL;
  if (self->format == FECHO_EXPORT_CSV)
    fecho_export_csv_prepare (&self->plan);
  else
    fecho_export_json_prepare (&self->plan);

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
  g_autoptr(FechoExportLines) lines = NULL;

  g_return_val_if_fail (record != NULL, NULL);

  lines = fecho_export_lines_new (catalog, dictionaries);

  return g_strdup (fecho_export_lines_make (lines, record));
}
