/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-private.h"

#include <string.h>

#include "fecho-dictionary-folder.h"
#include "fecho-error.h"
#include "fecho-origin.h"
#include "fecho-put.h"
#include "fecho-safe-text.h"

/* What was made of addresses and of evidence is remembered up to so many, then made anew. */
#define MAX_TEXTS 10000

/* A code without a dictionary. */
typedef struct
{
  const char *klass;
  const char *name;
  const char *description;
} CodeWords;

/* -- texts */

const char *
fecho_export_plan_keep_text (GHashTable *texts,
                             const char *key,
                             char       *text)
{
  if (g_hash_table_size (texts) >= MAX_TEXTS)
    g_hash_table_remove_all (texts);
  g_hash_table_insert (texts, g_strdup (key), text);

  return text;
}

/* Most addresses have neither a user nor a query, and are ASCII: there is nothing to mask. */
static gboolean
is_public (const char *url)
{
  while (*url > ' ' && *url < 0x7f && *url != '@' && *url != '?' && *url != '#')
    url++;

  return *url == '\0';
}

static const char *
get_public_url (const FechoExportPlan *plan,
                const char            *url)
{
  const char *found;

  if (url == NULL || is_public (url))
    return url;
  found = g_hash_table_lookup (plan->urls, url);

  return found != NULL ? found
         : fecho_export_plan_keep_text (plan->urls, url, fecho_safe_text_redact_url (url));
}

static const char *
get_evidence (const FechoExportPlan *plan,
              const char            *evidence)
{
  const char *found;

  if (evidence == NULL)
    return NULL;
  found = g_hash_table_lookup (plan->evidences, evidence);

  return found != NULL ? found
         : fecho_export_plan_keep_text (plan->evidences, evidence,
                                        fecho_origin_dup_sentence (evidence, plan->catalog));
}

static const CodeWords *
get_words (const FechoExportPlan *plan,
           guint16                number)
{
  CodeWords *words = g_hash_table_lookup (plan->codes, GUINT_TO_POINTER (number));
  const FechoCloseCode *code;

  if (words != NULL)
    return words;
  code = fecho_close_code_lookup (number);
  words = g_new0 (CodeWords, 1);
  words->klass = fecho_close_class_to_string (code->klass);
  words->name = fecho_catalog_get (plan->catalog, code->name);
  words->description = fecho_catalog_get (plan->catalog, code->description);
  g_hash_table_insert (plan->codes, GUINT_TO_POINTER (number), words);

  return words;
}

/* The dictionary that explained the code, where it is at hand. */
static const FechoDictionaryCode *
explain (const FechoExportPlan  *plan,
         const FechoCloseRecord *record)
{
  return record->dictionary == NULL ? NULL
         : fecho_dictionary_folder_explain (plan->dictionaries, record->dictionary, record->code);
}

const char *
fecho_export_plan_get_class (const FechoExportPlan  *plan,
                             const FechoCloseRecord *record)
{
  const FechoDictionaryCode *code = explain (plan, record);

  return code != NULL ? fecho_close_class_to_string (code->klass)
         : get_words (plan, record->code)->klass;
}

const char *
fecho_export_plan_get_name (const FechoExportPlan  *plan,
                            const FechoCloseRecord *record)
{
  const FechoDictionaryCode *code = explain (plan, record);

  return code != NULL ? fecho_catalog_get (plan->catalog, code->name)
         : get_words (plan, record->code)->name;
}

static const char *
get_description (const FechoExportPlan  *plan,
                 const FechoCloseRecord *record)
{
  const FechoDictionaryCode *code = explain (plan, record);

  return code != NULL ? fecho_catalog_get (plan->catalog, code->meaning)
         : get_words (plan, record->code)->description;
}

/* -- values */

static FechoValue
text_value (const char *text)
{
  return (FechoValue){ .kind = text != NULL ? FECHO_VALUE_TEXT : FECHO_VALUE_NULL, .text = text };
}

void
fecho_export_plan_make_value (const FechoExportPlan  *plan,
                              const FechoColumn      *column,
                              const FechoCloseRecord *record,
                              FechoValue             *ret_value)
{
  switch (column->source)
    {
    case FECHO_COLUMN_URL:
      *ret_value = text_value (get_public_url (plan, record->url));
      break;

    case FECHO_COLUMN_EVIDENCE:
      *ret_value = text_value (get_evidence (plan, record->origin_evidence));
      break;

    case FECHO_COLUMN_CLASS:
      *ret_value = (FechoValue){ FECHO_VALUE_WORD, 0, fecho_export_plan_get_class (plan, record) };
      break;

    case FECHO_COLUMN_NAME:
      *ret_value = text_value (fecho_export_plan_get_name (plan, record));
      break;

    case FECHO_COLUMN_DESCRIPTION:
      *ret_value = text_value (get_description (plan, record));
      break;

    case FECHO_COLUMN_GET:
    case FECHO_COLUMN_TEXT:
    case FECHO_COLUMN_BOOLEAN:
    case FECHO_COLUMN_INT:
    case FECHO_COLUMN_INT64:
    case FECHO_COLUMN_US:
    case FECHO_COLUMN_WHOLE_US:
      g_assert_not_reached (); /* fecho_export_plan_get_value() has them */
    }
}

/* -- the plan */

void
fecho_export_plan_init (FechoExportPlan *plan,
                        FechoCatalog    *catalog,
                        GPtrArray       *dictionaries)
{
  plan->n_cells = g_strv_length ((char **)fecho_export_get_columns ());
  plan->cells = g_new0 (FechoExportCell, plan->n_cells);
  for (guint i = 0; i < plan->n_cells; i++)
    plan->cells[i].column = fecho_export_get_column (i);
  plan->catalog = catalog != NULL ? fecho_catalog_ref (catalog) : fecho_catalog_new (NULL, NULL);
  plan->dictionaries = dictionaries != NULL ? g_ptr_array_ref (dictionaries) : NULL;
  plan->urls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  plan->evidences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  plan->object_cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  plan->codes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

void
fecho_export_plan_clear (FechoExportPlan *plan)
{
  g_free (plan->cells);
  fecho_catalog_unref (plan->catalog);
  g_clear_pointer (&plan->dictionaries, g_ptr_array_unref);
  g_hash_table_unref (plan->urls);
  g_hash_table_unref (plan->evidences);
  g_hash_table_unref (plan->object_cells);
  g_hash_table_unref (plan->codes);
}

static gboolean
is_chosen (const FechoExportPlan *plan,
           const FechoColumn     *column)
{
  for (guint i = 0; i < plan->n_cells; i++)
    {
      if (plan->cells[i].column == column)
        return TRUE;
    }

  return FALSE;
}

/* Each column once: JSON cannot have a name twice, and so the list cannot be longer than the
 * table. */
gboolean
fecho_export_plan_choose (FechoExportPlan  *plan,
                          char            **names,
                          GError          **error)
{
  plan->n_cells = 0;
  for (guint i = 0; names[i] != NULL; i++)
    {
      int number = fecho_export_find_column (names[i]);

      if (number < 0)
        {
          g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                       "There is no column “%s”", names[i]);
          return FALSE;
        }
      if (is_chosen (plan, fecho_export_get_column (number)))
        {
          g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                       "The column “%s” is given twice", names[i]);
          return FALSE;
        }
      plan->cells[plan->n_cells++].column = fecho_export_get_column (number);
    }
  if (plan->n_cells == 0)
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID, "No column is given");
      return FALSE;
    }

  return TRUE;
}

/* -- numbers at the end of a string */

void
fecho_export_append_integer (GString *out,
                             gint64   integer)
{
  char text[FECHO_PUT_MAX_BYTES];

  g_string_append_len (out, text, fecho_put_integer (text, integer) - text);
}

void
fecho_export_append_ms (GString *out,
                        gint64   us)
{
  char text[FECHO_PUT_MAX_BYTES];

  g_string_append_len (out, text, fecho_put_ms (text, us) - text);
}
