/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-page-table.h"

/* After rows were removed whose ids nobody knows. */
#define UNKNOWN_SUM G_MAXUINT64

struct _FechoPageTable
{
  FechoOrder order;
  gboolean descending;
  guint max_keys;
  gboolean has_keys;
  guint n;
  GPtrArray *pages;
  FechoOrderRow first;          /* without its text: no row lies before it */
  GHashTable *borders;          /* ids of the last rows of the pages of a table like this one */
  FechoPageTable *like;         /* whose they are; only compared */
};

/* -- pages */

static void
drop_keys (FechoPage *page)
{
  g_clear_pointer (&page->keys, g_array_unref);
}

static void
unref_row (gpointer object)
{
  g_clear_object (&object);
}

static void
page_free (gpointer data)
{
  FechoPage *page = data;

  drop_keys (page);
  g_clear_pointer (&page->rows, g_ptr_array_unref);
  fecho_order_row_clear (&page->last);
  g_free (page);
}

static void
set_last (FechoPage           *page,
          const FechoOrderRow *row)
{
  char *text = row->text != NULL ? g_ref_string_acquire (row->text) : NULL;

  fecho_order_row_clear (&page->last);
  page->last = *row;
  page->last.text = text;
}

static FechoPage *
page_new (FechoPageTable *self)
{
  FechoPage *page = g_new0 (FechoPage, 1);

  if (self->has_keys)
    {
      page->keys = g_array_new (FALSE, FALSE, sizeof (FechoOrderRow));
      g_array_set_clear_func (page->keys, (GDestroyNotify)fecho_order_row_clear);
    }

  return page;
}

static FechoPage *
get_page (const FechoPageTable *self,
          guint                 index)
{
  return g_ptr_array_index (self->pages, index);
}

static const FechoOrderRow *
get_key (const FechoPage *page,
         guint            offset)
{
  return &g_array_index (page->keys, FechoOrderRow, offset);
}

static void
number_from (FechoPageTable *self,
             guint           index)
{
  guint first = index > 0 ? get_page (self, index - 1)->first + get_page (self, index - 1)->n : 0;

  for (; index < self->pages->len; index++)
    {
      get_page (self, index)->first = first;
      first += get_page (self, index)->n;
    }
  self->n = first;
}

static void
forget_rows (FechoPage *page)
{
  g_clear_pointer (&page->rows, g_ptr_array_unref);
  page->read = FALSE;
  page->reading = FALSE;
}

void
fecho_page_begin_rows (FechoPage *page)
{
  page->rows = g_ptr_array_new_with_free_func (unref_row);
  g_ptr_array_set_size (page->rows, page->n);
  page->read = FALSE;
}

static void
set_first (FechoPageTable      *self,
           const FechoOrderRow *row)
{
  self->first = *row;
  self->first.text = NULL;
}

/* -- the table */

FechoPageTable *
fecho_page_table_new (FechoOrder order,
                      gboolean   descending,
                      guint      max_keys)
{
  FechoPageTable *self = g_new0 (FechoPageTable, 1);

  self->order = order;
  self->descending = descending;
  self->max_keys = max_keys;
  self->has_keys = TRUE;
  self->pages = g_ptr_array_new_with_free_func (page_free);

  return self;
}

void
fecho_page_table_free (FechoPageTable *self)
{
  g_ptr_array_unref (self->pages);
  g_clear_pointer (&self->borders, g_hash_table_unref);
  g_free (self);
}

guint
fecho_page_table_get_n (FechoPageTable *self)
{
  return self->n;
}

guint
fecho_page_table_get_n_pages (FechoPageTable *self)
{
  return self->pages->len;
}

gboolean
fecho_page_table_has_keys (FechoPageTable *self)
{
  return self->has_keys;
}

FechoPage *
fecho_page_table_get_page (FechoPageTable *self,
                           guint           index)
{
  return get_page (self, index);
}

FechoPage *
fecho_page_table_find (FechoPageTable *self,
                       guint           position,
                       guint          *ret_index)
{
  guint low = 0, high = self->pages->len;

  g_assert (position < self->n);

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (get_page (self, middle)->first <= position)
        low = middle;
      else
        high = middle;
    }
  if (ret_index != NULL)
    *ret_index = low;

  return get_page (self, low);
}

static void
forget_keys_beyond (FechoPageTable *self)
{
  if (!self->has_keys || self->n <= self->max_keys || self->order != FECHO_ORDER_TIME)
    return;

  self->has_keys = FALSE;
  for (guint i = 0; i < self->pages->len; i++)
    drop_keys (get_page (self, i));
}

static gboolean
is_border (FechoPageTable *self,
           FechoPageTable *like,
           gint64          id)
{
  if (like == NULL)
    return FALSE;
  if (self->like != like)
    {
      self->like = like;
      g_clear_pointer (&self->borders, g_hash_table_unref);
      self->borders = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      for (guint i = 0; i < like->pages->len; i++)
        g_hash_table_add (self->borders,
                          g_memdup2 (&get_page (like, i)->last.id, sizeof (gint64)));
    }

  return g_hash_table_contains (self->borders, &id);
}

void
fecho_page_table_append (FechoPageTable *self,
                         FechoOrderRow  *row,
                         FechoPageTable *like)
{
  FechoPage *page = NULL;
  guint most = like != NULL ? FECHO_PAGE_MAX_ROWS : FECHO_PAGE_ROWS;

  if (self->pages->len > 0)
    page = get_page (self, self->pages->len - 1);
  if (page == NULL || page->n >= most || is_border (self, like, page->last.id))
    {
      page = page_new (self);
      page->first = self->n;
      g_ptr_array_add (self->pages, page);
    }
  if (self->n == 0)
    set_first (self, row);
  page->n++;
  page->sum += row->id;
  self->n++;
  set_last (page, row);
  if (page->keys != NULL)
    g_array_append_val (page->keys, *row);
  else
    fecho_order_row_clear (row);
  /* What was read of it lacks a row now. */
  forget_rows (page);
  forget_keys_beyond (self);
}

/* -- by the order */

static int
compare (FechoPageTable      *self,
         const FechoOrderRow *a,
         const FechoOrderRow *b)
{
  return fecho_order_compare (self->order, self->descending, a, b);
}

/* The first page that does not end before the row; the last one where all do. */
static guint
find_page (FechoPageTable      *self,
           const FechoOrderRow *row)
{
  guint low = 0, high = self->pages->len - 1;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare (self, &get_page (self, middle)->last, row) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Of a page that has its keys. */
static guint
find_offset (FechoPageTable      *self,
             const FechoPage     *page,
             const FechoOrderRow *row)
{
  guint low = 0, high = page->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare (self, get_key (page, middle), row) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Asked only of lists in the order of time, which needs no text: others keep their keys. */
static gboolean
is_first (FechoPageTable      *self,
          const FechoOrderRow *row)
{
  return self->order == FECHO_ORDER_TIME && compare (self, row, &self->first) < 0;
}

guint
fecho_page_table_place (FechoPageTable      *self,
                        const FechoOrderRow *row,
                        guint               *ret_removed)
{
  const FechoPage *page;

  *ret_removed = 0;
  if (self->n == 0 || (!self->has_keys && is_first (self, row)))
    return 0;
  page = get_page (self, find_page (self, row));
  if (page->keys != NULL)
    return page->first + find_offset (self, page, row);
  if (compare (self, &page->last, row) < 0)
    return page->first + page->n;
  *ret_removed = page->n;

  return page->first;
}

gboolean
fecho_page_table_contains (FechoPageTable      *self,
                           const FechoOrderRow *row)
{
  const FechoPage *page;
  guint offset;

  if (self->n == 0)
    return FALSE;
  page = get_page (self, find_page (self, row));
  if (page->last.id == row->id)
    return TRUE;
  if (page->keys == NULL)
    return FALSE;
  offset = find_offset (self, page, row);

  return offset < page->n && get_key (page, offset)->id == row->id;
}

static void
split (FechoPageTable *self,
       guint           index)
{
  FechoPage *page = get_page (self, index);
  FechoPage *rest;
  guint n = page->n / 2;

  /* Without its keys nobody knows what lies in the middle. */
  if (page->n <= FECHO_PAGE_MAX_ROWS || page->keys == NULL)
    return;

  rest = page_new (self);
  for (guint i = n; i < page->n; i++)
    {
      FechoOrderRow row = *get_key (page, i);

      if (row.text != NULL)
        row.text = g_ref_string_acquire (row.text);
      g_array_append_val (rest->keys, row);
    }
  rest->n = page->n - n;
  set_last (rest, get_key (rest, rest->n - 1));
  if (page->rows != NULL)
    {
      rest->rows = g_ptr_array_new_full (rest->n, unref_row);
      for (guint i = n; i < page->n; i++)
        {
          g_ptr_array_add (rest->rows, g_ptr_array_index (page->rows, i));
          g_ptr_array_index (page->rows, i) = NULL;
        }
      g_ptr_array_set_size (page->rows, n);
      rest->read = page->read;
    }
  g_array_set_size (page->keys, n);
  page->n = n;
  set_last (page, get_key (page, n - 1));
  g_ptr_array_insert (self->pages, index + 1, rest);
}

static void
insert_key (FechoPageTable *self,
            FechoPage      *page,
            FechoOrderRow  *row,
            GObject        *object)
{
  guint offset = find_offset (self, page, row);

  if (offset == page->n)
    set_last (page, row);
  g_array_insert_val (page->keys, offset, *row);
  page->sum += row->id;
  page->reading = FALSE;
  if (page->rows == NULL)
    return;
  g_ptr_array_insert (page->rows, offset, object != NULL ? g_object_ref (object) : NULL);
  page->read = page->read && object != NULL;
}

/* A page of its own before all of a long list, until it is full: what was read stays in place. */
static void
insert_first (FechoPageTable *self,
              FechoOrderRow  *row,
              GObject        *object)
{
  FechoPage *page = get_page (self, 0);

  set_first (self, row);
  if (page->n >= FECHO_PAGE_ROWS)
    {
      page = page_new (self);
      set_last (page, row);
      page->rows = g_ptr_array_new_with_free_func (unref_row);
      page->read = TRUE;
      g_ptr_array_insert (self->pages, 0, page);
    }
  page->reading = FALSE;
  if (page->rows != NULL)
    {
      g_ptr_array_insert (page->rows, 0, object != NULL ? g_object_ref (object) : NULL);
      page->read = page->read && object != NULL;
    }
  page->n++;
  page->sum += row->id;
  fecho_order_row_clear (row);
}

void
fecho_page_table_insert (FechoPageTable *self,
                         FechoOrderRow  *row,
                         GObject        *object)
{
  FechoPage *page;
  guint index = 0;

  if (self->n == 0)
    {
      fecho_page_table_append (self, row, NULL);
      return;
    }
  if (!self->has_keys && is_first (self, row))
    {
      insert_first (self, row, object);
      number_from (self, 0);
      return;
    }
  if (is_first (self, row))
    set_first (self, row);
  index = find_page (self, row);
  page = get_page (self, index);
  if (page->keys != NULL)
    {
      insert_key (self, page, row, object);
      page->n++;
      split (self, index);
    }
  else
    {
      if (compare (self, &page->last, row) < 0)
        set_last (page, row);
      forget_rows (page);
      page->n++;
      page->sum += row->id;
      fecho_order_row_clear (row);
    }
  number_from (self, index);
  forget_keys_beyond (self);
}

void
fecho_page_table_remove (FechoPageTable *self,
                         guint           index,
                         guint           offset,
                         guint           n)
{
  FechoPage *page = get_page (self, index);

  g_assert (offset + n <= page->n);

  if (n == page->n)
    {
      g_ptr_array_remove_index (self->pages, index);
      number_from (self, index);
      return;
    }
  page->reading = FALSE;
  if (page->rows != NULL)
    g_ptr_array_remove_range (page->rows, offset, n);
  if (page->keys != NULL)
    {
      g_array_remove_range (page->keys, offset, n);
      set_last (page, get_key (page, page->keys->len - 1));
    }
  page->n -= n;
  page->sum = UNKNOWN_SUM;
  number_from (self, index);
}

/* -- two tables */

static gboolean
is_same (const FechoPage *a,
         const FechoPage *b)
{
  if (a->n != b->n || a->last.id != b->last.id)
    return FALSE;
  if (a->keys == NULL || b->keys == NULL)
    return a->sum == b->sum && a->sum != UNKNOWN_SUM;
  for (guint i = 0; i < a->n; i++)
    {
      if (get_key (a, i)->id != get_key (b, i)->id)
        return FALSE;
    }

  return TRUE;
}

static void
keep_rows (FechoPage *page,
           FechoPage *old)
{
  page->rows = g_steal_pointer (&old->rows);
  page->read = old->read;
  page->used = old->used;
}

/* The id of a row of a table that has keys. */
static gint64
get_id (FechoPageTable *self,
        guint           position)
{
  const FechoPage *page = fecho_page_table_find (self, position, NULL);

  return get_key (page, position - page->first)->id;
}

/* Rows of pages that are not the same as a whole. */
static void
narrow (FechoPageTable *self,
        FechoPageTable *old,
        guint          *position,
        guint          *removed,
        guint          *added)
{
  if (!self->has_keys || !old->has_keys)
    return;
  while (*removed > 0 && *added > 0 && get_id (self, *position) == get_id (old, *position))
    {
      (*position)++;
      (*removed)--;
      (*added)--;
    }
  while (*removed > 0 && *added > 0 && get_id (self, *position + *added - 1) ==
         get_id (old, *position + *removed - 1))
    {
      (*removed)--;
      (*added)--;
    }
}

void
fecho_page_table_replace (FechoPageTable *self,
                          FechoPageTable *old,
                          guint          *ret_position,
                          guint          *ret_removed,
                          guint          *ret_added)
{
  guint n_first = 0, n_last = 0, n_both = MIN (self->pages->len, old->pages->len);
  guint position = 0, removed = old->n, added = self->n;

  while (n_first < n_both && is_same (get_page (self, n_first), get_page (old, n_first)))
    {
      FechoPage *page = get_page (self, n_first);

      keep_rows (page, get_page (old, n_first));
      position += page->n;
      removed -= page->n;
      added -= page->n;
      n_first++;
    }
  while (n_first + n_last < n_both &&
         is_same (get_page (self, self->pages->len - 1 - n_last),
                  get_page (old, old->pages->len - 1 - n_last)))
    {
      FechoPage *page = get_page (self, self->pages->len - 1 - n_last);

      keep_rows (page, get_page (old, old->pages->len - 1 - n_last));
      removed -= page->n;
      added -= page->n;
      n_last++;
    }
  narrow (self, old, &position, &removed, &added);
  *ret_position = position;
  *ret_removed = removed;
  *ret_added = added;
  fecho_page_table_free (old);
}
