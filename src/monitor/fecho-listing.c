/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-listing.h"

#include "fecho-close-row.h"

struct _FechoListing
{
  FechoListingFunc changed;
  gpointer data;
  guint max_keys;
  FechoPageTable *table;
  FechoOrder order;
  gboolean descending;
  gint64 known_id;
};

FechoListing *
fecho_listing_new (guint            max_keys,
                   FechoListingFunc changed,
                   gpointer         data)
{
  FechoListing *self = g_new0 (FechoListing, 1);

  self->changed = changed;
  self->data = data;
  self->max_keys = max_keys;
  self->order = FECHO_ORDER_TIME;
  self->descending = TRUE;
  self->table = fecho_listing_make_table (self, FECHO_ORDER_TIME, TRUE);

  return self;
}

void
fecho_listing_free (FechoListing *self)
{
  fecho_page_table_free (self->table);
  g_free (self);
}

FechoPageTable *
fecho_listing_get_table (FechoListing *self)
{
  return self->table;
}

guint
fecho_listing_get_n (FechoListing *self)
{
  return fecho_page_table_get_n (self->table);
}

FechoOrder
fecho_listing_get_order (FechoListing *self)
{
  return self->order;
}

gboolean
fecho_listing_get_descending (FechoListing *self)
{
  return self->descending;
}

static gboolean
is_mirrored (FechoListing *self)
{
  return self->order == FECHO_ORDER_TIME && !self->descending;
}

static gboolean
is_table_descending (FechoOrder order,
                     gboolean   descending)
{
  return order == FECHO_ORDER_TIME || descending;
}

guint
fecho_listing_mirror (FechoListing *self,
                      guint         position)
{
  return is_mirrored (self) ? fecho_page_table_get_n (self->table) - 1 - position : position;
}

gint64
fecho_listing_get_known_id (FechoListing *self)
{
  return self->known_id;
}

void
fecho_listing_note_id (FechoListing *self,
                       gint64        id)
{
  self->known_id = MAX (self->known_id, id);
}

/* The table has changed already. */
static void
tell (FechoListing *self,
      guint         position,
      guint         removed,
      guint         added)
{
  guint n_before = fecho_page_table_get_n (self->table) + removed - added;

  if (removed == 0 && added == 0)
    return;
  if (is_mirrored (self))
    position = n_before - position - removed;
  self->changed (position, removed, added, self->data);
}

/* -- whole tables */

FechoPageTable *
fecho_listing_make_table (FechoListing *self,
                          FechoOrder    order,
                          gboolean      descending)
{
  return fecho_page_table_new (order, is_table_descending (order, descending), self->max_keys);
}

void
fecho_listing_set_table (FechoListing   *self,
                         FechoPageTable *table,
                         FechoOrder      order,
                         gboolean        descending)
{
  guint n_before = fecho_page_table_get_n (self->table);
  guint n = fecho_page_table_get_n (table);

  fecho_page_table_free (self->table);
  self->table = table;
  self->order = order;
  self->descending = descending;
  if (n_before > 0 || n > 0)
    self->changed (0, n_before, n, self->data);
}

void
fecho_listing_renew_table (FechoListing   *self,
                           FechoPageTable *table)
{
  FechoPageTable *old = self->table;
  guint position, removed, added;

  self->table = table;
  fecho_page_table_replace (table, old, &position, &removed, &added);
  tell (self, position, removed, added);
}

void
fecho_listing_tell_appended (FechoListing *self,
                             guint         n)
{
  tell (self, fecho_page_table_get_n (self->table) - n, 0, n);
}

void
fecho_listing_remove (FechoListing *self,
                      guint         index,
                      guint         offset,
                      guint         n)
{
  guint position = fecho_page_table_get_page (self->table, index)->first + offset;

  if (n == 0)
    return;
  fecho_page_table_remove (self->table, index, offset, n);
  tell (self, position, n, 0);
}

/* -- what was committed */

static void
init_row (FechoListing           *self,
          FechoOrderRow          *row,
          const FechoCloseRecord *record)
{
  const char *text = fecho_order_get_text (self->order, record);

  fecho_order_row_init (row, self->order, record,
                        text != NULL ? fecho_order_fold (text) : NULL);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  FechoListing *self = data;

  return fecho_order_compare (self->order, is_table_descending (self->order, self->descending), a,
                              b);
}

typedef struct
{
  guint position;
  guint removed;
  guint added;
} Change;

static void
tell_change (FechoListing *self,
             Change       *change)
{
  tell (self, change->position, change->removed, change->added);
  *change = (Change) { 0 };
}

/* Rows that come to lie side by side are told together. */
static void
insert_row (FechoListing    *self,
            FechoOrderRow   *row,
            FechoCloseEvent *event,
            Change          *change)
{
  g_autoptr(FechoCloseRow) object = fecho_close_row_new ();
  guint removed;
  guint position = fecho_page_table_place (self->table, row, &removed);
  gboolean touches = position >= change->position &&
                     position <= change->position + change->added && removed == 0;

  if (change->added > 0 && !touches)
    tell_change (self, change);
  if (change->added == 0)
    change->position = position;
  fecho_close_row_set_event (object, event);
  fecho_page_table_insert (self->table, row, G_OBJECT (object));
  change->removed += removed;
  change->added += removed + 1;
}

void
fecho_listing_insert (FechoListing *self,
                      GPtrArray    *events)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (FechoOrderRow));
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  Change change = { 0 };

  for (guint i = 0; i < events->len; i++)
    {
      FechoCloseEvent *event = g_ptr_array_index (events, i);
      const FechoCloseRecord *record = fecho_close_event_get_record (event);
      FechoOrderRow row;

      init_row (self, &row, record);
      g_array_append_val (rows, row);
      g_hash_table_insert (by_id, (gpointer)&record->id, event);
    }
  g_array_sort_with_data (rows, compare_rows, self);
  for (guint i = 0; i < rows->len; i++)
    {
      FechoOrderRow *row = &g_array_index (rows, FechoOrderRow, i);

      insert_row (self, row, g_hash_table_lookup (by_id, &row->id), &change);
    }
  tell_change (self, &change);
}

/* How many rows at the end of a page lie before the range. What is unknown stays. */
static guint
count_left_behind (FechoListing *self,
                   guint         index,
                   gint64        since_us)
{
  const FechoPage *page = fecho_page_table_get_page (self->table, index);
  guint n = 0;

  if (page->keys == NULL)
    {
      const FechoPage *before = index > 0 ? fecho_page_table_get_page (self->table, index - 1)
                                : NULL;

      return before != NULL && before->last.closed_at_us < since_us ? page->n : 0;
    }
  while (n < page->n && g_array_index (page->keys, FechoOrderRow, page->n - 1 - n).closed_at_us <
         since_us)
    n++;

  return n;
}

void
fecho_listing_drop_before (FechoListing *self,
                           gint64        since_us)
{
  guint n_before = fecho_page_table_get_n (self->table);
  guint n_after;
  guint n = 1;

  while (n > 0 && fecho_page_table_get_n (self->table) > 0)
    {
      guint index = fecho_page_table_get_n_pages (self->table) - 1;
      FechoPage *page = fecho_page_table_get_page (self->table, index);

      n = count_left_behind (self, index, since_us);
      if (n > 0)
        fecho_page_table_remove (self->table, index, page->n - n, n);
    }
  n_after = fecho_page_table_get_n (self->table);
  tell (self, n_after, n_before - n_after, 0);
}

void
fecho_listing_mark (FechoListing *self,
                    GHashTable   *ids,
                    gboolean      marked)
{
  for (guint i = 0; i < fecho_page_table_get_n_pages (self->table); i++)
    {
      FechoPage *page = fecho_page_table_get_page (self->table, i);

      for (guint j = 0; page->rows != NULL && j < page->rows->len; j++)
        {
          FechoCloseRow *row = g_ptr_array_index (page->rows, j);
          const FechoCloseRecord *record = row != NULL ? fecho_close_row_get_record (row) : NULL;
          FechoCloseRecord copy;
          g_autoptr(FechoCloseEvent) event = NULL;

          if (record == NULL || !g_hash_table_contains (ids, &record->id))
            continue;
          copy = *record;
          copy.marked = marked;
          event = fecho_close_event_new (&copy, NULL);
          if (event != NULL)
            fecho_close_row_set_event (row, event);
        }
    }
}
