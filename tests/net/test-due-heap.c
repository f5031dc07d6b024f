/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-due-heap.h"

#define N_ITEMS 500

static void
test_empty (void)
{
  g_autoptr(GPtrArray) heap = fecho_due_heap_new ();
  FechoDueItem item;

  fecho_due_heap_init_item (&item);
  fecho_due_heap_remove (heap, &item);

  g_assert_null (fecho_due_heap_peek (heap));
}

static void
take_all_in_order (FechoDueHeap *heap,
                   guint         n_expected)
{
  gint64 last_us = G_MININT64;

  for (guint i = 0; i < n_expected; i++)
    {
      FechoDueItem *item = fecho_due_heap_peek (heap);

      g_assert_nonnull (item);
      g_assert_cmpint (item->due_us, >=, last_us);
      last_us = item->due_us;
      fecho_due_heap_remove (heap, item);
    }
  g_assert_null (fecho_due_heap_peek (heap));
}

static void
test_order (void)
{
  g_autoptr(GPtrArray) heap = fecho_due_heap_new ();
  FechoDueItem items[N_ITEMS];

  for (guint i = 0; i < N_ITEMS; i++)
    {
      fecho_due_heap_init_item (&items[i]);
      fecho_due_heap_set (heap, &items[i], g_test_rand_int_range (0, 1000));
    }

  take_all_in_order (heap, N_ITEMS);
}

static void
test_moved_and_removed (void)
{
  g_autoptr(GPtrArray) heap = fecho_due_heap_new ();
  FechoDueItem items[N_ITEMS];
  guint n_removed = 0;

  for (guint i = 0; i < N_ITEMS; i++)
    {
      fecho_due_heap_init_item (&items[i]);
      fecho_due_heap_set (heap, &items[i], g_test_rand_int_range (0, 1000));
    }
  for (guint i = 0; i < N_ITEMS; i++)
    {
      if (i % 3 == 0)
        fecho_due_heap_set (heap, &items[i], g_test_rand_int_range (-1000, 2000));
      if (i % 5 != 0)
        continue;
      fecho_due_heap_remove (heap, &items[i]);
      n_removed++;
    }

  take_all_in_order (heap, N_ITEMS - n_removed);
}

static void
test_wait (void)
{
  g_autoptr(GPtrArray) heap = fecho_due_heap_new ();
  FechoDueItem item;

  g_assert_cmpint (fecho_due_heap_get_wait_us (heap, 1000), ==, -1);
  fecho_due_heap_init_item (&item);
  fecho_due_heap_set (heap, &item, 1000);

  g_assert_cmpint (fecho_due_heap_get_wait_us (heap, 400), ==, 600);
  g_assert_cmpint (fecho_due_heap_get_wait_us (heap, 1000), ==, 0);
  g_assert_cmpint (fecho_due_heap_get_wait_us (heap, 1127), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/due-heap/empty", test_empty);
  g_test_add_func ("/net/due-heap/order", test_order);
  g_test_add_func ("/net/due-heap/moved-and-removed", test_moved_and_removed);

  g_test_add_func ("/net/due-heap/wait", test_wait);

  return g_test_run ();
}
