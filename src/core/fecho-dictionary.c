/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dictionary-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "fecho-term-table.h"

static const FechoTerm retries[] = {
  [FECHO_DICTIONARY_RETRY_UNSAID] = { NULL, N_("Not said") },
  [FECHO_DICTIONARY_RETRY_YES] = { "yes", N_("Yes") },
  [FECHO_DICTIONARY_RETRY_NO] = { "no", N_("No") },
  [FECHO_DICTIONARY_RETRY_AFTER_FIX] = { "after_fix", N_("Only after something is changed") },
  [FECHO_DICTIONARY_RETRY_AT_ONCE] = { "at_once", N_("At once") },
  [FECHO_DICTIONARY_RETRY_AFTER_SECOND] = { "after_second", N_("After a second or more") },
};

G_DEFINE_BOXED_TYPE (FechoDictionary, fecho_dictionary, fecho_dictionary_ref,
                     fecho_dictionary_unref)

FechoDictionary *
fecho_dictionary_alloc (void)
{
  FechoDictionary *self = g_new0 (FechoDictionary, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->codes = g_array_new (FALSE, TRUE, sizeof (FechoDictionaryCode));
  g_array_set_clear_func (self->codes, (GDestroyNotify)fecho_dictionary_code_clear);

  return self;
}

int
fecho_dictionary_compare_codes (gconstpointer a,
                                gconstpointer b)
{
  const FechoDictionaryCode *left = a;
  const FechoDictionaryCode *right = b;

  if (left->first != right->first)
    return left->first < right->first ? -1 : 1;

  return (left->last > right->last) - (left->last < right->last);
}

void
fecho_dictionary_code_clear (FechoDictionaryCode *self)
{
  g_free (self->name);
  g_free (self->meaning);
  g_free (self->source);
}

/* One label of a host against one of a pattern that has at most one star. */
static gboolean
label_matches (const char *pattern,
               const char *label)
{
  const char *star = strchr (pattern, '*');
  gsize n_before = star != NULL ? (gsize)(star - pattern) : 0;
  gsize n_after = star != NULL ? strlen (star + 1) : 0;
  gsize length = strlen (label);

  if (star == NULL)
    return g_str_equal (pattern, label);

  return length >= n_before + n_after && strncmp (pattern, label, n_before) == 0 &&
         g_str_equal (star + 1, label + length - n_after);
}

static gboolean
host_matches (const char  *pattern,
              char       **labels)
{
  g_auto(GStrv) wanted = g_strsplit (pattern, ".", -1);
  guint n_wanted = g_strv_length (wanted);
  guint n_labels = g_strv_length (labels);

  if (n_labels < n_wanted || (n_labels > n_wanted && strchr (pattern, '*') != NULL))
    return FALSE;
  for (guint i = 0; i < n_wanted; i++)
    {
      if (!label_matches (wanted[i], labels[n_labels - n_wanted + i]))
        return FALSE;
    }

  return TRUE;
}

FechoDictionary *
fecho_dictionary_ref (FechoDictionary *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

void
fecho_dictionary_unref (FechoDictionary *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_array_unref (self->codes);
  g_strfreev (self->subprotocols);
  g_strfreev (self->hosts);
  g_free (self->source);
  g_free (self->name);
  g_free (self->id);
  g_free (self);
}

const char *
fecho_dictionary_get_id (const FechoDictionary *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

const char *
fecho_dictionary_get_name (const FechoDictionary *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

const char *
fecho_dictionary_get_source (const FechoDictionary *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->source;
}

const FechoDictionaryCode *
fecho_dictionary_get_codes (const FechoDictionary *self,
                            guint                 *ret_n_codes)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (ret_n_codes != NULL, NULL);

  *ret_n_codes = self->codes->len;

  return (const FechoDictionaryCode *)(gconstpointer)self->codes->data;
}

const FechoDictionaryCode *
fecho_dictionary_lookup (const FechoDictionary *self,
                         guint16                code)
{
  const FechoDictionaryCode *found = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->codes->len; i++)
    {
      const FechoDictionaryCode *row = &g_array_index (self->codes, FechoDictionaryCode, i);

      if (code < row->first || code > row->last)
        continue;
      if (found == NULL || row->last - row->first < found->last - found->first)
        found = row;
    }

  return found;
}

gboolean
fecho_dictionary_matches_host (const FechoDictionary *self,
                               const char            *host)
{
  g_autofree char *folded = NULL;
  g_auto(GStrv) labels = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (host == NULL || *host == '\0')
    return FALSE;

  folded = g_ascii_strdown (host, -1);
  if (g_str_has_suffix (folded, "."))
    folded[strlen (folded) - 1] = '\0';
  labels = g_strsplit (folded, ".", -1);

  for (char **pattern = self->hosts; *pattern != NULL; pattern++)
    {
      if (host_matches (*pattern, labels))
        return TRUE;
    }

  return FALSE;
}

gboolean
fecho_dictionary_matches_subprotocol (const FechoDictionary *self,
                                      const char            *subprotocol)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return subprotocol != NULL && g_strv_contains ((const char *const *)self->subprotocols,
                                                 subprotocol);
}

gboolean
fecho_dictionary_may_explain (guint16 code)
{
  return code >= FECHO_DICTIONARY_FIRST && code <= FECHO_DICTIONARY_LAST;
}

FechoCloseClass
fecho_dictionary_get_class (const FechoDictionary *self,
                            guint16                code)
{
  const FechoDictionaryCode *row = self != NULL ? fecho_dictionary_lookup (self, code) : NULL;

  return fecho_dictionary_code_get_class (row, code);
}

FechoCloseClass
fecho_dictionary_code_get_class (const FechoDictionaryCode *self,
                                 guint16                    code)
{
  return self != NULL ? self->klass : fecho_close_code_get_class (code);
}

const char *
fecho_dictionary_retry_to_string (FechoDictionaryRetry retry)
{
  g_return_val_if_fail (retry < G_N_ELEMENTS (retries), NULL);

  return retries[retry].word;
}

gboolean
fecho_dictionary_retry_from_string (const char           *string,
                                    FechoDictionaryRetry *ret_retry)
{
  guint number;

  if (!fecho_term_find (retries, G_N_ELEMENTS (retries), string, &number))
    return FALSE;

  *ret_retry = number;

  return TRUE;
}

const char *
fecho_dictionary_retry_get_label (FechoDictionaryRetry retry)
{
  g_return_val_if_fail (retry < G_N_ELEMENTS (retries), NULL);

  return retries[retry].label;
}
