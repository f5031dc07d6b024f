/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-catalog.h"
#include "fecho-close-event.h"
#include "fecho-export.h"
#include "fecho-rfc3339.h"

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
  FECHO_COLUMN_URL,             /* a text, its secrets masked */
  FECHO_COLUMN_EVIDENCE,        /* of an origin: a text, to be made a sentence */
  FECHO_COLUMN_CLASS,           /* of the code, with the session's dictionary */
  FECHO_COLUMN_NAME,
  FECHO_COLUMN_DESCRIPTION,
} FechoColumnSource;

typedef struct
{
  const char       *name;
  FechoColumnSource source;
  gsize             offset;     /* in FechoCloseRecord */
  FechoValue      (*get)       (const FechoCloseRecord *record);
} FechoColumn;

/* The longest `,"name":` has 26 bytes; copying all 32 is cheaper than as many as there are. */
#define FECHO_EXPORT_LEAD_BYTES 32

/* A column that was chosen. */
typedef struct
{
  const FechoColumn *column;
  guint              n_lead;    /* bytes of lead */
  char               lead[FECHO_EXPORT_LEAD_BYTES]; /* what stands before its value in a row */
} FechoExportCell;

/* What a row is written by. */
typedef struct
{
  FechoExportCell *cells;
  guint         n_cells;
  gsize         n_row_bytes;    /* the most that a row has beside its texts */
  gboolean      local_times;
  gboolean      raw;
  FechoCatalog *catalog;
  GPtrArray    *dictionaries;   /* NULL: none */
  GHashTable   *urls;           /* address -> the same without secrets: few, asked for each row */
  GHashTable   *evidences;      /* evidence of an origin -> its sentence, likewise */
  GHashTable   *object_cells;   /* JSON object -> its cell in CSV, likewise */
  GHashTable   *codes;          /* code -> its words in the language of the catalog */
} FechoExportPlan;

/* All columns, times in UTC; catalog NULL: the interface's language. */
void fecho_export_plan_init          (FechoExportPlan        *plan,
                                      FechoCatalog           *catalog,
                                      GPtrArray              *dictionaries);
void fecho_export_plan_clear         (FechoExportPlan        *plan);
/* Instead of all columns these, each once. */
gboolean fecho_export_plan_choose    (FechoExportPlan        *plan,
                                      char                  **names,
                                      GError                **error);
/* The number of a column, or -1. */
int  fecho_export_find_column        (const char             *name);
const FechoColumn *fecho_export_get_column (guint             column);
/* What was made of a text once, to be made again of few: takes and keeps it, not without bound. */
const char *fecho_export_plan_keep_text (GHashTable             *texts,
                                         const char             *key,
                                         char                   *text);
/* Words of a code: those of the session's dictionary, where it is at hand. */
const char *fecho_export_plan_get_class (const FechoExportPlan  *plan,
                                         const FechoCloseRecord *record);
const char *fecho_export_plan_get_name  (const FechoExportPlan  *plan,
                                         const FechoCloseRecord *record);
/* A value that needs the plan: an address is masked, words of a code are those
 * of the dictionary, and the evidence of an origin is a sentence. */
void fecho_export_plan_make_value    (const FechoExportPlan  *plan,
                                      const FechoColumn      *column,
                                      const FechoCloseRecord *record,
                                      FechoValue             *ret_value);

/* A field of the record, or what is made of it: asked for each cell. */
static inline void
fecho_export_plan_get_value (const FechoExportPlan  *plan,
                             const FechoColumn      *column,
                             const FechoCloseRecord *record,
                             FechoValue             *ret_value)
{
  gint64 integer = 0;
  const char *text = NULL;
  FechoValueKind kind = FECHO_VALUE_INTEGER;

  switch (column->source)
    {
    case FECHO_COLUMN_TEXT:
      text = G_STRUCT_MEMBER (const char *, record, column->offset);
      kind = text != NULL ? FECHO_VALUE_TEXT : FECHO_VALUE_NULL;
      break;

    case FECHO_COLUMN_BOOLEAN:
      integer = G_STRUCT_MEMBER (gboolean, record, column->offset);
      kind = FECHO_VALUE_BOOLEAN;
      break;

    case FECHO_COLUMN_INT:
      integer = G_STRUCT_MEMBER (int, record, column->offset);
      kind = integer != FECHO_UNKNOWN ? FECHO_VALUE_INTEGER : FECHO_VALUE_NULL;
      break;

    case FECHO_COLUMN_INT64:
      integer = G_STRUCT_MEMBER (gint64, record, column->offset);
      kind = integer != FECHO_UNKNOWN ? FECHO_VALUE_INTEGER : FECHO_VALUE_NULL;
      break;

    case FECHO_COLUMN_US:
      integer = G_STRUCT_MEMBER (gint64, record, column->offset);
      kind = integer >= 0 ? FECHO_VALUE_MS : FECHO_VALUE_NULL;
      break;

    case FECHO_COLUMN_WHOLE_US:
      integer = G_STRUCT_MEMBER (gint64, record, column->offset);
      kind = integer >= 0 ? FECHO_VALUE_INTEGER : FECHO_VALUE_NULL;
      integer = integer / 1000 + (integer % 1000 >= 500 ? 1 : 0);
      break;

    case FECHO_COLUMN_GET:
      *ret_value = column->get (record);
      return;

    case FECHO_COLUMN_URL:
    case FECHO_COLUMN_EVIDENCE:
    case FECHO_COLUMN_CLASS:
    case FECHO_COLUMN_NAME:
    case FECHO_COLUMN_DESCRIPTION:
      fecho_export_plan_make_value (plan, column, record, ret_value);
      return;
    }
  *ret_value = (FechoValue){ .kind = kind, .integer = integer, .text = text };
}

/* The most that a value has that is no text, its lead included. */
#define FECHO_EXPORT_CELL_BYTES (FECHO_EXPORT_LEAD_BYTES + FECHO_RFC3339_MAX_BYTES)

/* What was written up to p is at the end of out, and n_bytes more have room; returns where. */
static inline char *
fecho_export_make_room (GString *out,
                        char    *p,
                        gsize    n_bytes)
{
  gsize n_used = p - out->str;

  if (out->allocated_len - n_used <= n_bytes)
    {
      out->len = n_used;
      g_string_set_size (out, n_used + n_bytes);
    }
  out->len = n_used;

  return out->str + n_used;
}

/* What was written up to p is at the end of out. */
static inline void
fecho_export_end_row (GString *out,
                      char    *p)
{
  out->len = p - out->str;
  *p = '\0';
}

void fecho_export_append_integer     (GString                *out,
                                      gint64                  integer);
/* Microseconds as milliseconds: "4.123", "4". */
void fecho_export_append_ms          (GString                *out,
                                      gint64                  us);

/* The leads of the cells, and the size of a row. */
void fecho_export_csv_prepare        (FechoExportPlan        *plan);
void fecho_export_csv_append_header  (GString                *out,
                                      const FechoExportPlan  *plan);
void fecho_export_csv_append_row     (GString                *out,
                                      const FechoExportPlan  *plan,
                                      const FechoCloseRecord *record);
void fecho_export_json_prepare       (FechoExportPlan        *plan);
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
