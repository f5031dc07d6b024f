/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-lines.h"

#include "fecho-export-private.h"

struct _FechoExportLines
{
  FechoExportPlan plan;
  GString *line;
};

FechoExportLines *
fecho_export_lines_new (FechoCatalog *catalog,
                        GPtrArray    *dictionaries)
{
  FechoExportLines *self = g_new0 (FechoExportLines, 1);

  self->line = g_string_sized_new (2048);
  fecho_export_plan_init (&self->plan, catalog, dictionaries);
  fecho_export_json_prepare (&self->plan);

  return self;
}

void
fecho_export_lines_free (FechoExportLines *self)
{
  g_return_if_fail (self != NULL);

  fecho_export_plan_clear (&self->plan);
  g_string_free (self->line, TRUE);
  g_free (self);
}

const char *
fecho_export_lines_make (FechoExportLines       *self,
                         const FechoCloseRecord *record)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (record != NULL, NULL);

  g_string_truncate (self->line, 0);
  fecho_export_json_append_row (self->line, &self->plan, record);

  return self->line->str;
}
