/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-named-codes.h"

struct _FechoNamedCodes
{
  FechoCodeBook *book;          /* holds the dictionaries */
  GPtrArray *rows;              /* FechoDictionaryCode of theirs */
};

static void
clear (gpointer data)
{
  FechoNamedCodes *self = data;

  fecho_code_book_unref (self->book);
  g_ptr_array_unref (self->rows);
}

static void
add_rows (GPtrArray             *rows,
          const FechoDictionary *dictionary,
          FechoNameFunc          func,
          gpointer               data)
{
  guint n_codes;
  const FechoDictionaryCode *codes = fecho_dictionary_get_codes (dictionary, &n_codes);

  for (guint i = 0; i < n_codes; i++)
    {
      if (func (codes[i].name, data))
        g_ptr_array_add (rows, (gpointer)&codes[i]);
    }
}

FechoNamedCodes *
fecho_named_codes_find (FechoCodeBook *book,
                        FechoNameFunc  func,
                        gpointer       data)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  GPtrArray *dictionaries;
  FechoNamedCodes *self;

  g_return_val_if_fail (book != NULL && func != NULL, NULL);

  dictionaries = fecho_code_book_get_dictionaries (book);
  for (guint i = 0; i < dictionaries->len; i++)
    add_rows (rows, dictionaries->pdata[i], func, data);
  if (rows->len == 0)
    return NULL;

  self = g_atomic_rc_box_new0 (FechoNamedCodes);
  self->book = fecho_code_book_ref (book);
  self->rows = g_steal_pointer (&rows);

  return self;
}

FechoNamedCodes *
fecho_named_codes_ref (FechoNamedCodes *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
fecho_named_codes_unref (FechoNamedCodes *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}

gboolean
fecho_named_codes_equal (const FechoNamedCodes *a,
                         const FechoNamedCodes *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->book != b->book || a->rows->len != b->rows->len)
    return FALSE;
  for (guint i = 0; i < a->rows->len; i++)
    {
      if (a->rows->pdata[i] != b->rows->pdata[i])
        return FALSE;
    }

  return TRUE;
}

gboolean
fecho_named_codes_covers (const FechoNamedCodes *self,
                          guint16                code)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const FechoDictionaryCode *row = self->rows->pdata[i];

      if (code >= row->first && code <= row->last)
        return TRUE;
    }

  return FALSE;
}

gboolean
fecho_named_codes_has (const FechoNamedCodes  *self,
                       const FechoCloseRecord *record)
{
  const FechoDictionary *dictionary;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  if (!fecho_named_codes_covers (self, record->code))
    return FALSE;
  dictionary = fecho_code_book_find (self->book, record);

  return dictionary != NULL &&
         g_ptr_array_find (self->rows, fecho_dictionary_lookup (dictionary, record->code), NULL);
}
