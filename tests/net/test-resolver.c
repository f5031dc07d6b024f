/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-resolver.h"

#include "fecho-test-resolver.h"
#include "fecho-test-util.h"

#define N_ASKERS 100

typedef struct
{
  guint n_answers;
  guint n_addresses;
  GError *error;
} Answers;

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Answers *answers = data;
  GList *addresses;

  g_clear_error (&answers->error);
  addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &answers->error);
  answers->n_answers++;
  answers->n_addresses += g_list_length (addresses);
  g_resolver_free_addresses (addresses);
}

static void
ask (const char   *name,
     GCancellable *cancellable,
     Answers      *answers)
{
  g_autoptr(GResolver) resolver = g_resolver_get_default ();

  g_assert_true (FECHO_IS_RESOLVER (resolver));
  g_resolver_lookup_by_name_async (resolver, name, cancellable, looked_up_cb, answers);
}

static void
answers_clear (Answers *answers)
{
  g_clear_error (&answers->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answers, answers_clear)

static void
test_answer (void)
{
  g_auto(Answers) answers = { 0 };

  ask ("known.test", NULL, &answers);
  fecho_test_wait (answers.n_answers == 1);

  g_assert_no_error (answers.error);
  g_assert_cmpuint (answers.n_addresses, ==, 1);
}

static void
test_unknown (void)
{
  g_auto(Answers) answers = { 0 };

  ask ("nowhere.test", NULL, &answers);
  fecho_test_wait (answers.n_answers == 1);

  g_assert_error (answers.error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND);
}

static void
test_shared (void)
{
  g_auto(Answers) answers = { 0 };

  test_resolver_reset ();
  for (guint i = 0; i < N_ASKERS; i++)
    ask ("mute.test", NULL, &answers);
  fecho_test_wait (test_resolver_get_n_lookups () == 1);
  test_resolver_release ();
  fecho_test_wait (answers.n_answers == N_ASKERS);

  g_assert_cmpuint (test_resolver_get_n_lookups (), ==, 1);
  g_assert_error (answers.error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND);
}

/* An answer is not remembered: a name may move. */
static void
test_asked_again (void)
{
  g_auto(Answers) answers = { 0 };

  test_resolver_reset ();
  ask ("known.test", NULL, &answers);
  fecho_test_wait (answers.n_answers == 1);
  ask ("known.test", NULL, &answers);
  fecho_test_wait (answers.n_answers == 2);

  g_assert_cmpuint (test_resolver_get_n_lookups (), ==, 2);
}

/* Who cancels is answered at once, the others when the answer comes. */
static void
test_cancelled (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answers) cancelled = { 0 };
  g_auto(Answers) others = { 0 };

  test_resolver_reset ();
  ask ("mute.test", cancellable, &cancelled);
  ask ("mute.test", NULL, &others);
  fecho_test_wait (test_resolver_get_n_lookups () == 1);
  g_cancellable_cancel (cancellable);
  fecho_test_wait (cancelled.n_answers == 1);

  g_assert_error (cancelled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (others.n_answers, ==, 0);
  test_resolver_release ();
  fecho_test_wait (others.n_answers == 1);
  g_assert_error (others.error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND);
}

/* Names that get no answer take all the places; what was cancelled meanwhile is never looked up. */
static void
test_bounded (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answers) mute = { 0 };
  g_auto(Answers) late = { 0 };

  test_resolver_reset ();
  for (guint i = 0; i < FECHO_RESOLVER_MAX_IN_FLIGHT; i++)
    {
      g_autofree char *name = g_strdup_printf ("mute-%u.test", i);

      ask (name, NULL, &mute);
    }
  fecho_test_wait (test_resolver_get_n_lookups () == FECHO_RESOLVER_MAX_IN_FLIGHT);
  ask ("known-late.test", cancellable, &late);
  g_cancellable_cancel (cancellable);
  fecho_test_wait (late.n_answers == 1);
  test_resolver_release ();
  fecho_test_wait (mute.n_answers == FECHO_RESOLVER_MAX_IN_FLIGHT);
  ask ("known-last.test", NULL, &mute);
  fecho_test_wait (mute.n_answers == FECHO_RESOLVER_MAX_IN_FLIGHT + 1);

  g_assert_error (late.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (test_resolver_get_n_lookups (), ==, FECHO_RESOLVER_MAX_IN_FLIGHT + 1);
}

static void
test_installed_once (void)
{
  g_autoptr(GResolver) before = g_resolver_get_default ();
  g_autoptr(GResolver) after = NULL;

  fecho_resolver_install ();
  after = g_resolver_get_default ();

  g_assert_true (before == after);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_resolver_install ();
  fecho_resolver_install ();

  g_test_add_func ("/net/resolver/answer", test_answer);
  g_test_add_func ("/net/resolver/unknown", test_unknown);
  g_test_add_func ("/net/resolver/shared", test_shared);
  g_test_add_func ("/net/resolver/asked-again", test_asked_again);
  g_test_add_func ("/net/resolver/cancelled", test_cancelled);
  g_test_add_func ("/net/resolver/bounded", test_bounded);
  g_test_add_func ("/net/resolver/installed-once", test_installed_once);

  return g_test_run ();
}
