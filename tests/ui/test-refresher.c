/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-refresher.h"

typedef struct
{
  FechoRefresher refresher;
  GCancellable *asked;          /* of the last query, kept */
  guint n_asked;
} Owner;

static void
ask (gpointer      data,
     GCancellable *cancellable)
{
  Owner *owner = data;

  g_set_object (&owner->asked, cancellable);
  owner->n_asked++;
}

static void
set_up (Owner         *owner,
        gconstpointer  data)
{
  fecho_refresher_init (&owner->refresher, ask, owner);
}

static void
tear_down (Owner         *owner,
           gconstpointer  data)
{
  fecho_refresher_clear (&owner->refresher);
  g_clear_object (&owner->asked);
}

static void
test_asks_only_while_active (Owner         *owner,
                             gconstpointer  data)
{
  fecho_refresher_want (&owner->refresher);
  g_assert_cmpuint (owner->n_asked, ==, 0);

  fecho_refresher_set_active (&owner->refresher, TRUE);
  g_assert_cmpuint (owner->n_asked, ==, 1);
}

static void
test_asks_nothing_that_is_not_wanted (Owner         *owner,
                                      gconstpointer  data)
{
  fecho_refresher_set_active (&owner->refresher, TRUE);
  g_assert_cmpuint (owner->n_asked, ==, 0);
}

static void
test_one_in_flight (Owner         *owner,
                    gconstpointer  data)
{
  fecho_refresher_set_active (&owner->refresher, TRUE);
  for (guint i = 0; i < 5; i++)
    fecho_refresher_want (&owner->refresher);
  g_assert_cmpuint (owner->n_asked, ==, 1);

  /* All that was wanted meanwhile is one more. */
  fecho_refresher_done (&owner->refresher);
  g_assert_cmpuint (owner->n_asked, ==, 2);
  fecho_refresher_done (&owner->refresher);
  g_assert_cmpuint (owner->n_asked, ==, 2);
}

static void
test_restart_cancels (Owner         *owner,
                      gconstpointer  data)
{
  g_autoptr(GCancellable) first = NULL;

  fecho_refresher_set_active (&owner->refresher, TRUE);
  fecho_refresher_want (&owner->refresher);
  first = g_object_ref (owner->asked);
  fecho_refresher_restart (&owner->refresher);

  g_assert_true (g_cancellable_is_cancelled (first));
  g_assert_false (g_cancellable_is_cancelled (owner->asked));
  g_assert_cmpuint (owner->n_asked, ==, 2);
}

static void
test_what_leaves_the_screen_is_asked_again (Owner         *owner,
                                            gconstpointer  data)
{
  fecho_refresher_set_active (&owner->refresher, TRUE);
  fecho_refresher_want (&owner->refresher);
  fecho_refresher_set_active (&owner->refresher, FALSE);
  g_assert_true (g_cancellable_is_cancelled (owner->asked));

  fecho_refresher_set_active (&owner->refresher, TRUE);
  g_assert_cmpuint (owner->n_asked, ==, 2);
}

static void
test_clear_cancels (Owner         *owner,
                    gconstpointer  data)
{
  fecho_refresher_set_active (&owner->refresher, TRUE);
  fecho_refresher_want (&owner->refresher);
  fecho_refresher_clear (&owner->refresher);
  fecho_refresher_want (&owner->refresher);

  g_assert_true (g_cancellable_is_cancelled (owner->asked));
  g_assert_cmpuint (owner->n_asked, ==, 1);
}

/* What was wanted while it was in flight is not asked, whatever comes of that. */
static void
test_forget (Owner         *owner,
             gconstpointer  data)
{
  fecho_refresher_set_active (&owner->refresher, TRUE);
  fecho_refresher_want (&owner->refresher);
  fecho_refresher_want (&owner->refresher);
  fecho_refresher_forget (&owner->refresher);
  g_assert_true (g_cancellable_is_cancelled (owner->asked));
  fecho_refresher_set_active (&owner->refresher, FALSE);
  fecho_refresher_set_active (&owner->refresher, TRUE);
  g_assert_cmpuint (owner->n_asked, ==, 1);

  fecho_refresher_want (&owner->refresher);
  g_assert_cmpuint (owner->n_asked, ==, 2);
}

#define ADD(path, test) \
  g_test_add ("/ui/refresher/" path, Owner, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("active", test_asks_only_while_active);
  ADD ("nothing-wanted", test_asks_nothing_that_is_not_wanted);
  ADD ("one-in-flight", test_one_in_flight);
  ADD ("restart", test_restart_cancels);
  ADD ("off-screen", test_what_leaves_the_screen_is_asked_again);
  ADD ("clear", test_clear_cancels);
  ADD ("forget", test_forget);

  return g_test_run ();
}
