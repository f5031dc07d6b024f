/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-code-item.h"

#include <string.h>

#include "fecho-search-text.h"

struct _FechoCodeItem
{
  GObject parent_instance;

  const FechoCloseCode *standard;
  const FechoDictionaryCode *own; /* NULL: of the registry */
  FechoDictionary *dictionary;
  FechoCloseMeaning meaning;
  char *folded;                 /* all its texts */
  int number;
  guint64 n_closes;
  guint64 n_attempts;
};

G_DEFINE_FINAL_TYPE (FechoCodeItem, fecho_code_item, G_TYPE_OBJECT)

static guint changed_signal;

static void
append_text (GString    *texts,
             const char *text)
{
  if (text == NULL)
    return;

  g_string_append (texts, text);
  g_string_append_c (texts, '\n');
}

/* In the language of the interface. */
static void
append_meaning (GString                 *texts,
                const FechoCloseMeaning *meaning)
{
  append_text (texts, meaning->name);
  append_text (texts, meaning->description);
  append_text (texts, meaning->dictionary);
  for (guint i = 0; meaning->causes[i] != NULL; i++)
    append_text (texts, meaning->causes[i]);
  for (guint i = 0; meaning->advice[i] != NULL; i++)
    append_text (texts, meaning->advice[i]);
}

/* As programs and the standard say it. */
static void
append_registry (GString              *texts,
                 const FechoCloseCode *code)
{
  append_text (texts, code->registered_name);
  append_text (texts, code->constant);
  append_text (texts, code->name);
  append_text (texts, code->description);
  for (guint i = 0; code->causes[i] != NULL; i++)
    append_text (texts, code->causes[i]);
}

static void
fecho_code_item_finalize (GObject *object)
{
  FechoCodeItem *self = FECHO_CODE_ITEM (object);

  g_clear_pointer (&self->dictionary, fecho_dictionary_unref);
  g_free (self->folded);

  G_OBJECT_CLASS (fecho_code_item_parent_class)->finalize (object);
}

static void
fecho_code_item_class_init (FechoCodeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_code_item_finalize;

  changed_signal = g_signal_new ("changed", FECHO_TYPE_CODE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
fecho_code_item_init (FechoCodeItem *self)
{
  self->number = FECHO_UNKNOWN;
}

FechoCodeItem *
fecho_code_item_new_registry (const FechoCloseCode *code)
{
  FechoCodeItem *self = g_object_new (FECHO_TYPE_CODE_ITEM, NULL);
  g_autoptr(GString) texts = g_string_new (NULL);

  self->standard = code;
  fecho_close_meaning_init_registry (&self->meaning, code);
  append_registry (texts, code);
  append_meaning (texts, &self->meaning);
  self->folded = fecho_search_text_fold (texts->str);

  return self;
}

FechoCodeItem *
fecho_code_item_new_dictionary (const FechoDictionaryCode *code,
                                FechoDictionary           *dictionary)
{
  FechoCodeItem *self = g_object_new (FECHO_TYPE_CODE_ITEM, NULL);
  g_autoptr(GString) texts = g_string_new (NULL);

  self->standard = fecho_close_code_lookup (code->first);
  self->own = code;
  self->dictionary = fecho_dictionary_ref (dictionary);
  fecho_close_meaning_init_own (&self->meaning, code, dictionary);
  append_text (texts, code->name);
  append_text (texts, code->meaning);
  append_meaning (texts, &self->meaning);
  self->folded = fecho_search_text_fold (texts->str);

  return self;
}

const FechoCloseMeaning *
fecho_code_item_get_meaning (FechoCodeItem *self)
{
  g_return_val_if_fail (FECHO_IS_CODE_ITEM (self), NULL);

  return &self->meaning;
}

const FechoCloseCode *
fecho_code_item_get_standard (FechoCodeItem *self)
{
  g_return_val_if_fail (FECHO_IS_CODE_ITEM (self), NULL);

  return self->standard;
}

guint16
fecho_code_item_get_first (FechoCodeItem *self)
{
  g_return_val_if_fail (FECHO_IS_CODE_ITEM (self), 0);

  return self->own != NULL ? self->own->first : self->standard->first;
}

guint16
fecho_code_item_get_last (FechoCodeItem *self)
{
  g_return_val_if_fail (FECHO_IS_CODE_ITEM (self), 0);

  return self->own != NULL ? self->own->last : self->standard->last;
}

char *
fecho_code_item_dup_label (FechoCodeItem *self)
{
  guint first = fecho_code_item_get_first (self);
  guint last = fecho_code_item_get_last (self);

  if (self->number != FECHO_UNKNOWN)
    return g_strdup_printf ("%d", self->number);
  if (first == last)
    return g_strdup_printf ("%u", first);

  return g_strdup_printf ("%u–%u", first, last);
}

int
fecho_code_item_get_number (FechoCodeItem *self)
{
  g_return_val_if_fail (FECHO_IS_CODE_ITEM (self), FECHO_UNKNOWN);

  return self->number;
}

void
fecho_code_item_set_number (FechoCodeItem *self,
                            int            number)
{
  g_return_if_fail (FECHO_IS_CODE_ITEM (self));

  if (self->number == number)
    return;

  self->number = number;
  g_signal_emit (self, changed_signal, 0);
}

guint64
fecho_code_item_get_n_closes (FechoCodeItem *self)
{
  g_return_val_if_fail (FECHO_IS_CODE_ITEM (self), 0);

  return self->n_closes;
}

guint64
fecho_code_item_get_n_attempts (FechoCodeItem *self)
{
  g_return_val_if_fail (FECHO_IS_CODE_ITEM (self), 0);

  return self->n_attempts;
}

void
fecho_code_item_take_counts (FechoCodeItem *self,
                             const GArray  *by_code)
{
  guint64 n_closes = 0;
  guint64 n_attempts = 0;

  g_return_if_fail (FECHO_IS_CODE_ITEM (self));
  g_return_if_fail (by_code != NULL);

  for (guint i = 0; self->own == NULL && i < by_code->len; i++)
    {
      const FechoCount *count = &g_array_index (by_code, FechoCount, i);

      if (fecho_close_code_lookup ((guint16)count->key) != self->standard)
        continue;
      n_closes += count->n_closes;
      n_attempts += count->n_failed_attempts;
    }

  if (n_closes == self->n_closes && n_attempts == self->n_attempts)
    return;

  self->n_closes = n_closes;
  self->n_attempts = n_attempts;
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
matches_number (FechoCodeItem *self,
                const char    *digits)
{
  guint first = fecho_code_item_get_first (self);
  guint last = fecho_code_item_get_last (self);
  guint64 number = g_ascii_strtoull (digits, NULL, 10);
  g_autofree char *label = g_strdup_printf ("%u", first);

  if (g_str_has_prefix (label, digits))
    return TRUE;

  return first != last && number >= first && number <= last;
}

gboolean
fecho_code_item_matches (FechoCodeItem *self,
                         const char    *folded)
{
  g_return_val_if_fail (FECHO_IS_CODE_ITEM (self), FALSE);
  g_return_val_if_fail (folded != NULL, FALSE);

  if (*folded != '\0' && strspn (folded, "0123456789") == strlen (folded))
    return matches_number (self, folded);

  return fecho_search_text_matches (self->folded, folded);
}
