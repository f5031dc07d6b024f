/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which codes have the text of a filter in their number or their name. */

#include "fecho-filter.h"

#include <string.h>

#include "fecho-text-contains.h"

/* What is looked for. */
typedef struct
{
  char *words;                  /* case-folded */
  const FechoCatalog *const *catalogs;
} Search;

static gboolean
is_wanted_cb (const char *name,
              gpointer    data)
{
  const Search *search = data;

  if (fecho_text_contains (name, search->words))
    return TRUE;
  for (guint i = 0; search->catalogs[i] != NULL; i++)
    {
      if (fecho_text_contains (fecho_catalog_get (search->catalogs[i], name), search->words))
        return TRUE;
    }

  return FALSE;
}

static void
add_range (GArray *ranges,
           guint   first,
           guint   last)
{
  FechoCodeRange range = { (guint16)first, (guint16)last };

  g_array_append_val (ranges, range);
}

/* "10" is the start of 1000 to 1099. */
static void
add_number (GArray     *ranges,
            const char *digits)
{
  gsize n = strlen (digits);
  guint first = (guint)g_ascii_strtoull (digits, NULL, 10);
  guint width = 1;

  if (n < 2 || n > 4 || strspn (digits, "0123456789") != n)
    return;
  for (; n < 4; n++)
    width *= 10;
  add_range (ranges, first * width, first * width + width - 1);
}

static void
add_standard (GArray *ranges,
              Search *search)
{
  gsize n_codes;
  const FechoCloseCode *table = fecho_close_code_get_table (&n_codes);

  for (gsize i = 0; i < n_codes; i++)
    {
      if (table[i].first == table[i].last && is_wanted_cb (table[i].name, search))
        add_range (ranges, table[i].first, table[i].last);
    }
}

void
fecho_filter_find_codes (FechoFilter               *self,
                         FechoCodeBook             *book,
                         const FechoCatalog *const *catalogs)
{
  g_autoptr(GArray) ranges = g_array_new (FALSE, FALSE, sizeof (FechoCodeRange));
  Search search = { .catalogs = catalogs };

  g_return_if_fail (self != NULL && book != NULL && catalogs != NULL);

  g_clear_pointer (&self->text_codes, g_array_unref);
  g_clear_pointer (&self->text_names, fecho_named_codes_unref);
  if (self->text == NULL || *self->text == '\0')
    return;

  search.words = g_utf8_casefold (self->text, -1);
  add_number (ranges, self->text);
  add_standard (ranges, &search);
  if (ranges->len > 0)
    self->text_codes = g_steal_pointer (&ranges);
  self->text_names = fecho_named_codes_find (book, is_wanted_cb, &search);
  g_free (search.words);
}
