/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-catalog.h"
#include "fecho-close-event.h"
#include "fecho-report.h"

G_BEGIN_DECLS

typedef enum
{
  FECHO_EXPORT_CSV,
  FECHO_EXPORT_JSON,
  FECHO_EXPORT_JSONL,
  FECHO_EXPORT_HTML,            /* a report; columns do not apply */
} FechoExportFormat;

typedef struct
{
  FechoExportFormat format;
  char            **columns;    /* names of cli.md, NULL: all, in its order */
  gboolean          local_times;
  gboolean          raw;        /* CSV cells as they are, formulas included */
  FechoCatalog     *catalog;    /* language of name and description; NULL: interface's */
  GPtrArray        *dictionaries; /* FechoDictionary, for the codes that they explain; NULL: none */
  const FechoReport *report;    /* of HTML, which needs one by its beginning; it must live as
                                 * long as the export */
} FechoExportOptions;

/* Writes events as rows: begin, row for each, end. Buffered; one thread at a time, any thread. */
typedef struct _FechoExport FechoExport;

/* An unknown column is FECHO_ERROR_INVALID and named. */
FechoExport *fecho_export_new   (GOutputStream             *stream,
                                 const FechoExportOptions  *options,
                                 GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     fecho_export_begin (FechoExport               *self,
                                 GCancellable              *cancellable,
                                 GError                   **error);
gboolean     fecho_export_row   (FechoExport               *self,
                                 const FechoCloseRecord    *record,
                                 GCancellable              *cancellable,
                                 GError                   **error);
/* Flushes; does not close the stream. */
gboolean     fecho_export_end   (FechoExport               *self,
                                 GCancellable              *cancellable,
                                 GError                   **error);
void         fecho_export_free  (FechoExport               *self);
/* Every column of cli.md's table in its order, NULL at the end. */
const char * const *fecho_export_get_columns (void);
gboolean     fecho_export_format_from_string (const char        *string,
                                              FechoExportFormat *ret_format);
/* One event as one line of JSON Lines without the newline, all columns. Free it. */
char        *fecho_export_event_to_json (const FechoCloseRecord *record,
                                         FechoCatalog           *catalog,
                                         GPtrArray              *dictionaries);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoExport, fecho_export_free)

G_END_DECLS
