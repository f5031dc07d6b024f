/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-endpoint-change.h"

typedef struct
{
  FechoEndpoint *before;
  FechoEndpoint *after;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->before = fecho_endpoint_new ("wss://a.example/?token=one", &error);
  g_assert_no_error (error);
  fecho_endpoint_hide_secrets (fixture->before);
  fixture->after = fecho_endpoint_copy (fixture->before);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  fecho_endpoint_free (fixture->before);
  fecho_endpoint_free (fixture->after);
}

static gboolean
keeps (Fixture *fixture)
{
  return fecho_endpoint_change_keeps_connection (fixture->before, fixture->after);
}

static void
set_text (char       **field,
          const char  *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_true (keeps (fixture));
}

static void
test_unseen (Fixture       *fixture,
             gconstpointer  data)
{
  set_text (&fixture->after->name, "Another name");
  set_text (&fixture->after->group, "A group");
  set_text (&fixture->after->dictionary, "pusher");
  g_assert_true (keeps (fixture));
}

static void
test_address (Fixture       *fixture,
              gconstpointer  data)
{
  set_text (&fixture->after->url, "wss://b.example/?token=${token}");
  g_assert_false (keeps (fixture));
}

static void
test_option (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fecho_endpoint_add_header (fixture->after, "X-Client: fecho", &error);
  g_assert_no_error (error);
  g_assert_false (keeps (fixture));
}

/* The address shows the same in both. */
static void
test_secret (Fixture       *fixture,
             gconstpointer  data)
{
  fecho_endpoint_set_secret (fixture->after, "token", "two");
  g_assert_cmpstr (fixture->before->url, ==, fixture->after->url);
  g_assert_false (keeps (fixture));
  fecho_endpoint_set_secret (fixture->after, "token", "one");
  g_assert_true (keeps (fixture));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/monitor/endpoint-change/nothing", Fixture, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/monitor/endpoint-change/unseen", Fixture, NULL, set_up, test_unseen, tear_down);
  g_test_add ("/monitor/endpoint-change/address", Fixture, NULL, set_up, test_address, tear_down);
  g_test_add ("/monitor/endpoint-change/option", Fixture, NULL, set_up, test_option, tear_down);
  g_test_add ("/monitor/endpoint-change/secret", Fixture, NULL, set_up, test_secret, tear_down);

  return g_test_run ();
}
