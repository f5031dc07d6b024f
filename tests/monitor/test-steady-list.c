/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-steady-list.h"

#include "fecho-close-row.h"
#include "fecho-test-util.h"

typedef struct
{
  GListStore *source;
  FechoSteadyList *list;
  guint n;                      /* as it was told */
  guint most;                   /* rows told at a time */
  guint n_replaced;
} Fixture;

/* Rows are told apart by how long they lived. */
static FechoCloseRow *
make_row (guint number)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  FechoCloseRow *row = fecho_close_row_new ();
  g_autoptr(FechoCloseEvent) event = NULL;
  g_autoptr(GError) error = NULL;

  record.code = 1000;
  record.closed_by = FECHO_CLOSED_BY_SERVER;
  record.stage = FECHO_STAGE_OPEN;
  record.life_us = number;
  record.reason = "";
  record.was_clean = TRUE;
  record.closed_at_us = 1;
  event = fecho_close_event_new (&record, &error);
  g_assert_no_error (error);
  fecho_close_row_set_event (row, event);

  return row;
}

/* Rows with numbers from first on take the place of some. */
static void
splice (Fixture *fixture,
        guint    position,
        guint    removed,
        guint    first,
        guint    added)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (rows, make_row (first + i));
  g_list_store_splice (fixture->source, position, removed, rows->pdata, added);
}

static guint
get_n (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
}

/* 0: nothing is shown there. */
static guint
get_number (FechoCloseRow *row)
{
  const FechoCloseRecord *record = fecho_close_row_get_record (row);

  return record != NULL ? (guint)record->life_us : 0;
}

static guint
read_number (Fixture *fixture,
             guint    position)
{
  g_autoptr(FechoCloseRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->list), position);

  return get_number (row);
}

static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Fixture    *fixture)
{
  g_assert_cmpuint (position + removed, <=, fixture->n);
  fixture->n = fixture->n - removed + added;
  g_assert_cmpuint (fixture->n, ==, g_list_model_get_n_items (list));
  if (fixture->n <= FECHO_STEADY_LIST_FIRST)
    fixture->most = MAX (fixture->most, added);
}

static void
replaced_cb (Fixture *fixture)
{
  fixture->n_replaced++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->source = g_list_store_new (FECHO_TYPE_CLOSE_ROW);
  fixture->list = fecho_steady_list_new (G_LIST_MODEL (fixture->source));
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  g_signal_connect_swapped (fixture->list, "replaced", G_CALLBACK (replaced_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->source);
}

static void
test_grows_in_steps (Fixture       *fixture,
                     gconstpointer  data)
{
  splice (fixture, 0, 0, 1000, 1000);
  g_assert_cmpuint (get_n (fixture), ==, FECHO_STEADY_LIST_STEP);
  g_assert_cmpuint (read_number (fixture, 3), ==, 1003);
  fecho_test_wait (get_n (fixture) == 1000);
  g_assert_cmpuint (fixture->most, ==, FECHO_STEADY_LIST_STEP);
  g_assert_cmpuint (read_number (fixture, 999), ==, 1999);
  g_assert_cmpuint (fixture->n_replaced, ==, 0);
}

/* A row that is held shows what stands in its place. */
static void
test_rows_stay (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(FechoCloseRow) row = NULL;
  g_autoptr(FechoCloseRow) last = NULL;

  splice (fixture, 0, 0, 1000, 400);
  fecho_test_wait (get_n (fixture) == 400);
  row = g_list_model_get_item (G_LIST_MODEL (fixture->list), 7);
  last = g_list_model_get_item (G_LIST_MODEL (fixture->list), 399);
  splice (fixture, 0, 400, 3000, 500);
  g_assert_cmpuint (fixture->n_replaced, ==, 1);
  g_assert_cmpuint (get_n (fixture), ==, 500);
  g_assert_cmpuint (get_number (row), ==, 3007);
  g_assert_cmpuint (get_number (last), ==, 3399);
  g_assert_true (row == g_list_model_get_item (G_LIST_MODEL (fixture->list), 7));
  g_object_unref (row);
}

/* What it has no event for is blank, and then gone. */
static void
test_shrinks (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(FechoCloseRow) row = NULL;

  splice (fixture, 0, 0, 1000, 400);
  fecho_test_wait (get_n (fixture) == 400);
  row = g_list_model_get_item (G_LIST_MODEL (fixture->list), 100);
  splice (fixture, 0, 400, 3000, 2);
  g_assert_cmpuint (get_n (fixture), ==, FECHO_STEADY_LIST_FIRST);
  g_assert_cmpuint (read_number (fixture, 1), ==, 3001);
  g_assert_cmpuint (get_number (row), ==, 0);
  fecho_test_wait (get_n (fixture) == 2);
  splice (fixture, 0, 2, 0, 0);
  g_assert_cmpuint (get_n (fixture), ==, 0);
}

/* Anything but another list is told as it is, and moves rows. */
static void
test_passes_on (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(FechoCloseRow) row = NULL;

  splice (fixture, 0, 0, 1000, 300);
  fecho_test_wait (get_n (fixture) == 300);
  row = g_list_model_get_item (G_LIST_MODEL (fixture->list), 7);
  splice (fixture, 2, 1, 3000, 3);
  g_assert_cmpuint (get_n (fixture), ==, 302);
  g_assert_cmpuint (get_number (row), ==, 1007);
  g_assert_true (row == g_list_model_get_item (G_LIST_MODEL (fixture->list), 9));
  g_object_unref (row);
  splice (fixture, 9, 1, 0, 0);
  g_assert_cmpuint (read_number (fixture, 9), ==, 1008);
  g_assert_cmpuint (get_number (row), ==, 1007);
  g_assert_cmpuint (fixture->n_replaced, ==, 0);
}

static void
test_follows_events (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(FechoCloseRow) row = NULL;
  g_autoptr(FechoCloseRow) source = NULL;
  g_autoptr(FechoCloseRow) other = make_row (4000);

  splice (fixture, 0, 0, 1000, 3);
  row = g_list_model_get_item (G_LIST_MODEL (fixture->list), 1);
  source = g_list_model_get_item (G_LIST_MODEL (fixture->source), 1);
  fecho_close_row_set_event (source, fecho_close_row_get_event (other));
  g_assert_cmpuint (get_number (row), ==, 4000);
}

/* While it grows, a change in the middle is no lie about what lies behind. */
static void
test_changes_while_growing (Fixture       *fixture,
                            gconstpointer  data)
{
  splice (fixture, 0, 0, 1000, 1000);
  splice (fixture, 1, 1, 3000, 4);
  for (guint i = 0; i < FECHO_STEADY_LIST_STEP; i++)
    g_assert_cmpuint (read_number (fixture, i), ==, i < 1 ? 1000 : i < 5 ? 2999 + i : 997 + i);
  fecho_test_wait (get_n (fixture) == 1003);
  g_assert_cmpuint (read_number (fixture, 1002), ==, 1999);
}

/* A short list that has grown up passes on what happens to it, and grows in steps again. */
static void
test_short (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(FechoCloseRow) row = NULL;
  g_autoptr(FechoCloseRow) same = NULL;

  splice (fixture, 0, 0, 1000, 11);
  fecho_test_wait (get_n (fixture) == 11);
  row = g_list_model_get_item (G_LIST_MODEL (fixture->list), 5);
  splice (fixture, 0, 0, 3000, 1);
  same = g_list_model_get_item (G_LIST_MODEL (fixture->list), 6);
  g_assert_true (row == same);
  g_assert_cmpuint (get_number (row), ==, 1005);
  splice (fixture, 12, 0, 2000, 500);
  fecho_test_wait (get_n (fixture) == 512);
  g_assert_cmpuint (fixture->most, ==, FECHO_STEADY_LIST_STEP);
}

#define ADD(path, test) \
  g_test_add ("/monitor/steady-list/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("grows-in-steps", test_grows_in_steps);
  ADD ("rows-stay", test_rows_stay);
  ADD ("shrinks", test_shrinks);
  ADD ("passes-on", test_passes_on);
  ADD ("follows-events", test_follows_events);
  ADD ("short", test_short);
  ADD ("changes-while-growing", test_changes_while_growing);

  return g_test_run ();
}
