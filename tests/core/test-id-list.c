/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-id-list.h"

#define N_IDS 1000
#define N_ROUNDS 10000

static const char *const two[] = { "a", "b", NULL };
static const char *const turned[] = { "b", "a", NULL };
static const char *const none[] = { NULL };

static void
test_copies (void)
{
  g_auto(GStrv) ids = g_strdupv ((char **)two);
  g_autoptr(FechoIdList) list = fecho_id_list_new ((const char *const *)ids);

  ids[0][0] = 'c';
  g_assert_true (g_strv_equal (fecho_id_list_get_ids (list), two));
}

static void
test_takes (void)
{
  char **ids = g_strdupv ((char **)two);
  g_autoptr(FechoIdList) list = fecho_id_list_new_take (ids);

  g_assert_true (fecho_id_list_get_ids (list) == (const char *const *)ids);
  g_assert_cmpuint (fecho_id_list_get_length (list), ==, 2);
}

static void
test_has (void)
{
  g_autoptr(FechoIdList) list = fecho_id_list_new (two);
  g_autoptr(FechoIdList) empty = fecho_id_list_new (none);

  g_assert_true (fecho_id_list_has (list, "b"));
  g_assert_false (fecho_id_list_has (list, "ab"));
  g_assert_false (fecho_id_list_has (empty, ""));
}

/* More than are looked through one by one. */
static void
test_has_many (void)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(FechoIdList) list = NULL;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%u", i);

      g_strv_builder_add (builder, id);
    }
  list = fecho_id_list_new_take (g_strv_builder_end (builder));
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%u", i);

      g_assert_cmpint (fecho_id_list_has (list, id), ==, i < 100);
    }
}

static void
test_equal (void)
{
  g_autoptr(FechoIdList) list = fecho_id_list_new (two);
  g_autoptr(FechoIdList) same = fecho_id_list_new (two);
  g_autoptr(FechoIdList) other = fecho_id_list_new (turned);
  g_autoptr(FechoIdList) less = fecho_id_list_new (two + 1);
  g_autoptr(FechoIdList) empty = fecho_id_list_new (none);

  g_assert_true (fecho_id_list_equal (list, list));
  g_assert_true (fecho_id_list_equal (list, same));
  g_assert_false (fecho_id_list_equal (list, other));
  g_assert_false (fecho_id_list_equal (list, less));
  g_assert_false (fecho_id_list_equal (list, NULL));
  g_assert_false (fecho_id_list_equal (NULL, list));
  g_assert_true (fecho_id_list_equal (empty, NULL));
}

static void
test_null (void)
{
  FechoIdList *list = fecho_id_list_new (NULL);

  g_assert_null (list);
  g_assert_null (fecho_id_list_new_take (NULL));
  g_assert_null (fecho_id_list_ref (list));
  g_assert_null (fecho_id_list_get_ids (list));
  g_assert_cmpuint (fecho_id_list_get_length (list), ==, 0);
  g_assert_false (fecho_id_list_has (list, "a"));
  g_assert_true (fecho_id_list_equal (list, NULL));
  fecho_id_list_unref (list);
}

static gpointer
hold (gpointer data)
{
  FechoIdList *list = data;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr(FechoIdList) held = fecho_id_list_ref (list);

      g_assert_true (held == list);
      g_assert_cmpstr (fecho_id_list_get_ids (held)[i % N_IDS], !=, "");
    }
  fecho_id_list_unref (list);

  return NULL;
}

/* The last to let go frees it, whichever thread that is: the sanitizers look on. */
static void
test_threads (void)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  FechoIdList *list;
  GThread *threads[4];

  for (guint i = 0; i < N_IDS; i++)
    g_strv_builder_add (ids, "id");
  list = fecho_id_list_new_take (g_strv_builder_end (ids));
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("holds", hold, fecho_id_list_ref (list));
  fecho_id_list_unref (list);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/id-list/copies", test_copies);
  g_test_add_func ("/id-list/takes", test_takes);
  g_test_add_func ("/id-list/has", test_has);
  g_test_add_func ("/id-list/has-many", test_has_many);
  g_test_add_func ("/id-list/equal", test_equal);
  g_test_add_func ("/id-list/null", test_null);
  g_test_add_func ("/id-list/threads", test_threads);

  return g_test_run ();
}
