/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "fecho-error.h"

#define FIRST "11111111-0000-4000-8000-000000000000"
#define SECOND "22222222-0000-4000-8000-000000000000"

static GPtrArray *
load (FechoStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *rules;

  fecho_store_load_rules_async (store, NULL, result_cb, &result);
  rules = fecho_store_load_rules_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return rules;
}

static gboolean
put (FechoStore  *store,
     const char  *id,
     const char  *session_id,
     const char  *options,
     guint        position,
     GError     **error)
{
  FechoStoredRule rule = { (char *)id, (char *)session_id, TRUE, (char *)options };
  g_autoptr(GAsyncResult) result = NULL;

  fecho_store_put_rule_async (store, &rule, position, result_cb, &result);

  return fecho_store_put_rule_finish (store, wait_for_result (&result), error);
}

static void
assert_rule (GPtrArray  *rules,
             guint       index,
             const char *id,
             const char *session_id,
             const char *options)
{
  const FechoStoredRule *rule = rules->pdata[index];

  g_assert_cmpstr (rule->id, ==, id);
  g_assert_cmpstr (rule->session_id, ==, session_id);
  g_assert_cmpstr (rule->options, ==, options);
  g_assert_true (rule->enabled);
}

static void
test_put_and_remove (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) rules = NULL;
  g_autoptr(GPtrArray) rest = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_EDIT);
  add_session (fixture.store, "alpha", "ws://localhost:1/");
  g_assert_true (put (fixture.store, FIRST, NULL, "{\"kind\":1}", 1, &error));
  g_assert_true (put (fixture.store, SECOND, uuid_of ("alpha"), "{}", 0, &error));
  g_assert_true (put (fixture.store, FIRST, NULL, "{\"kind\":2}", 1, &error));
  fixture_close (&fixture);

  fixture_open (&fixture, FECHO_STORE_EDIT);
  rules = load (fixture.store);
  g_assert_cmpuint (rules->len, ==, 2);
  assert_rule (rules, 0, SECOND, uuid_of ("alpha"), "{}");
  assert_rule (rules, 1, FIRST, NULL, "{\"kind\":2}");

  fecho_store_remove_rule_async (fixture.store, SECOND, result_cb, &result);
  g_assert_true (fecho_store_remove_rule_finish (fixture.store, wait_for_result (&result), &error));
  rest = load (fixture.store);
  g_assert_cmpuint (rest->len, ==, 1);
  assert_rule (rest, 0, FIRST, NULL, "{\"kind\":2}");
  g_clear_object (&result);
  fixture_clear (&fixture);
}

static void
test_no_such_session (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) rules = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_EDIT);
  g_assert_false (put (fixture.store, FIRST, uuid_of ("nobody"), "{}", 0, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
  rules = load (fixture.store);
  g_assert_cmpuint (rules->len, ==, 0);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/rules/put-and-remove", test_put_and_remove);
  g_test_add_func ("/store/rules/no-such-session", test_no_such_session);

  return g_test_run ();
}
