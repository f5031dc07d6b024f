/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-listing.h"

#include "fecho-close-row.h"

#define SEC ((gint64)G_USEC_PER_SEC)
#define MAX_KEYS 1000

typedef struct
{
  FechoListing *listing;
  GString *told;                /* "position-removed+added" of each change, and a space */
} Fixture;

static void
changed_cb (guint    position,
            guint    removed,
            guint    added,
            gpointer data)
{
  Fixture *fixture = data;

  g_string_append_printf (fixture->told, "%u-%u+%u ", position, removed, added);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->told = g_string_new (NULL);
  fixture->listing = fecho_listing_new (MAX_KEYS, changed_cb, fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  fecho_listing_free (fixture->listing);
  g_string_free (fixture->told, TRUE);
}

static void
assert_told (Fixture    *fixture,
             const char *expected)
{
  g_assert_cmpstr (fixture->told->str, ==, expected);
  g_string_truncate (fixture->told, 0);
}

/* An event whose number is its id and its second. */
static FechoCloseEvent *
make_event (guint number,
            guint life_s)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autoptr(GError) error = NULL;
  FechoCloseEvent *event;

  record.id = number;
  record.session_id = "0d2c9a52-4a5e-4b8e-9d55-6f6f2b1f0c11";
  record.session = "one";
  record.url = "ws://localhost/";
  record.code = 1006;
  record.closed_at_us = number * SEC;
  record.life_us = life_s * SEC;
  record.stage = FECHO_STAGE_OPEN;
  event = fecho_close_event_new (&record, &error);
  g_assert_no_error (error);

  return event;
}

static void
insert (Fixture *fixture,
        guint    first,
        guint    n,
        guint    step)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                fecho_close_event_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (events, make_event (first + i * step, 1));
  fecho_listing_insert (fixture->listing, events);
}

/* An empty list in another order. */
static void
list_by (Fixture    *fixture,
         FechoOrder  order,
         gboolean    descending)
{
  fecho_listing_set_table (fixture->listing,
                           fecho_listing_make_table (fixture->listing, order, descending), order,
                           descending);
}

/* position: of the list. */
static gint64
get_id (Fixture *fixture,
        guint    position)
{
  FechoPageTable *table = fecho_listing_get_table (fixture->listing);
  guint mirrored = fecho_listing_mirror (fixture->listing, position);
  const FechoPage *page = fecho_page_table_find (table, mirrored, NULL);

  return g_array_index (page->keys, FechoOrderRow, mirrored - page->first).id;
}

static void
test_newest_first (Fixture       *fixture,
                   gconstpointer  data)
{
  insert (fixture, 10, 3, 10);
  assert_told (fixture, "0-0+3 ");
  g_assert_cmpint (get_id (fixture, 0), ==, 30);
  g_assert_cmpint (get_id (fixture, 2), ==, 10);
  insert (fixture, 25, 1, 1);
  assert_told (fixture, "1-0+1 ");
  g_assert_cmpint (get_id (fixture, 1), ==, 25);
}

/* A list that rises in time is told as the mirror of its table. */
static void
test_oldest_first (Fixture       *fixture,
                   gconstpointer  data)
{
  list_by (fixture, FECHO_ORDER_TIME, FALSE);
  assert_told (fixture, "");
  insert (fixture, 10, 3, 10);
  assert_told (fixture, "0-0+3 ");
  g_assert_cmpint (get_id (fixture, 0), ==, 10);
  g_assert_cmpint (get_id (fixture, 2), ==, 30);
  insert (fixture, 40, 1, 1);
  assert_told (fixture, "3-0+1 ");
  insert (fixture, 5, 1, 1);
  assert_told (fixture, "0-0+1 ");
  fecho_listing_remove (fixture->listing, 0, 0, 1);
  assert_told (fixture, "4-1+0 ");
}

/* Side by side they are one change, apart they are two. */
static void
test_told_together (Fixture       *fixture,
                    gconstpointer  data)
{
  insert (fixture, 10, 3, 10);
  assert_told (fixture, "0-0+3 ");
  insert (fixture, 21, 5, 1);
  assert_told (fixture, "1-0+5 ");
  insert (fixture, 15, 2, 100);
  assert_told (fixture, "0-0+1 8-0+1 ");
}

static void
test_by_life (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                fecho_close_event_unref);

  list_by (fixture, FECHO_ORDER_LIFE, FALSE);
  g_ptr_array_add (events, make_event (1, 30));
  g_ptr_array_add (events, make_event (2, 10));
  g_ptr_array_add (events, make_event (3, 20));
  fecho_listing_insert (fixture->listing, events);
  assert_told (fixture, "0-0+3 ");
  g_assert_cmpint (get_id (fixture, 0), ==, 2);
  g_assert_cmpint (get_id (fixture, 1), ==, 3);
  g_assert_cmpint (get_id (fixture, 2), ==, 1);
}

static void
test_left_behind (Fixture       *fixture,
                  gconstpointer  data)
{
  insert (fixture, 1, 600, 1);
  assert_told (fixture, "0-0+600 ");
  fecho_listing_drop_before (fixture->listing, 1);
  assert_told (fixture, "");
  fecho_listing_drop_before (fixture->listing, 501 * SEC);
  assert_told (fixture, "100-500+0 ");
  g_assert_cmpint (get_id (fixture, 99), ==, 501);
  fecho_listing_drop_before (fixture->listing, 1000 * SEC);
  assert_told (fixture, "0-100+0 ");
  g_assert_cmpuint (fecho_listing_get_n (fixture->listing), ==, 0);
}

/* The same question again: only what differs is told. */
static void
test_renewed (Fixture       *fixture,
              gconstpointer  data)
{
  FechoPageTable *table;

  insert (fixture, 10, 5, 10);
  assert_told (fixture, "0-0+5 ");
  table = fecho_listing_make_table (fixture->listing, FECHO_ORDER_TIME, TRUE);
  for (guint number = 50; number >= 10; number -= 10)
    {
      FechoOrderRow row = { .closed_at_us = number * SEC, .id = number, .code = 1006 };

      if (number != 30)
        fecho_page_table_append (table, &row, fecho_listing_get_table (fixture->listing));
    }
  fecho_listing_renew_table (fixture->listing, table);
  assert_told (fixture, "2-1+0 ");
}

static void
test_mark (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  const gint64 marked = 20, unknown = 21;
  const FechoPage *page;

  insert (fixture, 5, 1, 1);
  fecho_page_begin_rows (fecho_page_table_get_page (fecho_listing_get_table (fixture->listing), 0));
  insert (fixture, 10, 3, 10);
  g_hash_table_add (ids, (gpointer)&marked);
  g_hash_table_add (ids, (gpointer)&unknown);
  fecho_listing_mark (fixture->listing, ids, TRUE);

  page = fecho_page_table_get_page (fecho_listing_get_table (fixture->listing), 0);
  g_assert_cmpuint (page->rows->len, ==, 4);
  g_assert_false (fecho_close_row_get_record (page->rows->pdata[0])->marked);
  g_assert_true (fecho_close_row_get_record (page->rows->pdata[1])->marked);
  g_assert_false (fecho_close_row_get_record (page->rows->pdata[2])->marked);
  g_assert_null (page->rows->pdata[3]);
}

static void
test_known_id (Fixture       *fixture,
               gconstpointer  data)
{
  g_assert_cmpint (fecho_listing_get_known_id (fixture->listing), ==, 0);
  fecho_listing_note_id (fixture->listing, 7);
  fecho_listing_note_id (fixture->listing, 5);
  g_assert_cmpint (fecho_listing_get_known_id (fixture->listing), ==, 7);
}

#define ADD(name, function) \
  g_test_add ("/monitor/listing/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("newest-first", test_newest_first);
  ADD ("oldest-first", test_oldest_first);
  ADD ("told-together", test_told_together);
  ADD ("by-life", test_by_life);
  ADD ("left-behind", test_left_behind);
  ADD ("renewed", test_renewed);
  ADD ("mark", test_mark);
  ADD ("known-id", test_known_id);

  return g_test_run ();
}
