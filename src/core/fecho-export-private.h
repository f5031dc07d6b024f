/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-catalog.h"
#include "fecho-close-event.h"
#include "fecho-export.h"

G_BEGIN_DECLS

/* What is in a cell, before any format has been chosen. */
typedef enum
{
  FECHO_VALUE_NULL,
  FECHO_VALUE_INTEGER,
  FECHO_VALUE_MS,               /* the integer is microseconds, written as milliseconds */
  FECHO_VALUE_BOOLEAN,
  FECHO_VALUE_TIME,             /* the integer is microseconds of the wall clock */
  FECHO_VALUE_WORD,             /* text of our own: letters, digits, - and _ */
  FECHO_VALUE_TEXT,             /* anything a peer or a person wrote */
  FECHO_VALUE_OBJECT,           /* the text is a JSON object of strings, not yet checked */
  FECHO_VALUE_TLS_ERRORS,       /* the integer is GTlsCertificateFlags */
} FechoValueKind;

typedef struct
{
  FechoValueKind kind;
  gint64         integer;
  const char    *text;          /* belongs to the record or to the catalog */
} FechoValue;

/* Where a column comes from. */
typedef enum
{
  FECHO_COLUMN_GET,             /* by a function */
  FECHO_COLUMN_TEXT,
  FECHO_COLUMN_BOOLEAN,
  FECHO_COLUMN_INT,             /* FECHO_UNKNOWN: null */
  FECHO_COLUMN_INT64,           /* FECHO_UNKNOWN: null */
  FECHO_COLUMN_US,              /* a number of milliseconds, exact */
  FECHO_COLUMN_WHOLE_US,        /* whole milliseconds, halves up */
} FechoColumnSource;

typedef struct
{
  const char       *name;
  FechoColumnSource source;
  gsize             offset;     /* in FechoCloseRecord */
  FechoValue      (*get)       (const FechoCloseRecord *record,
                                const FechoCatalog     *catalog);
} FechoColumn;

/* What a row is written by. */
typedef struct
{
  guint        *columns;        /* numbers of fecho_export_get_columns() */
  guint         n_columns;
  gboolean      local_times;
  gboolean      raw;
  FechoCatalog *catalog;
  GPtrArray    *dictionaries;   /* NULL: none */
  guint         class_column;   /* those that a dictionary has a word in */
  guint         name_column;
  guint         description_column;
  GHashTable   *urls;           /* address -> the same without secrets: few, asked for each row */
  GHashTable   *evidences;      /* evidence of an origin -> its sentence, likewise */
} FechoExportPlan;

/* All columns, times in UTC; catalog NULL: the interface's language. */
void fecho_export_plan_init          (FechoExportPlan        *plan,
                                      FechoCatalog           *catalog,
                                      GPtrArray              *dictionaries);
void fecho_export_plan_clear         (FechoExportPlan        *plan);
/* The number of a column, or -1. */
int  fecho_export_find_column        (const char             *name);
const FechoColumn *fecho_export_get_column   (guint                   column);
/* The value of a column; an address is still as it was. */
void fecho_export_get_value          (guint                   column,
                                      const FechoCloseRecord *record,
                                      const FechoCatalog     *catalog,
                                      FechoValue             *ret_value);
/* As above, with the address masked, the words of the dictionary, and the evidence of the origin as a sentence. */
void fecho_export_plan_get_value     (const FechoExportPlan  *plan,
                                      guint                   column,
                                      const FechoCloseRecord *record,
                                      FechoValue             *ret_value);

void fecho_export_append_integer     (GString                *out,
                                      gint64                  integer);
/* Microseconds as milliseconds: "4.123", "4". */
void fecho_export_append_ms          (GString                *out,
                                      gint64                  us);

void fecho_export_csv_append_header  (GString                *out,
                                      const FechoExportPlan  *plan);
void fecho_export_csv_append_row     (GString                *out,
                                      const FechoExportPlan  *plan,
                                      const FechoCloseRecord *record);
/* One object without a newline. */
void fecho_export_json_append_row    (GString                *out,
                                      const FechoExportPlan  *plan,
                                      const FechoCloseRecord *record);
/* Quoted and made harmless, whatever bytes it has. */
void fecho_export_json_append_string (GString                *out,
                                      const char             *text);
/* The same with NULs in it; what is not UTF-8 becomes U+FFFD. */
void fecho_export_json_append_bytes  (GString                *out,
                                      const char             *text,
                                      gsize                   n_bytes);
/* A JSON object of strings, made harmless; FALSE and nothing written where it is none. */
gboolean fecho_export_json_append_object     (GString        *out,
                                              const char     *json);
void     fecho_export_json_append_tls_errors (GString        *out,
                                              guint           flags);
/* The flag of a word of it, 0 where it is none. */
guint    fecho_export_json_find_tls_error    (const char     *word);

G_END_DECLS
