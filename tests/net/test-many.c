/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-net-fixture.h"

#include <sys/resource.h>

#include "fecho-demo-server.h"
#include "fecho-net-private.h"

/* Enough for several micro-contexts and many rounds of the dialer. */
#define N_MANY 300
#define N_CHURN 2000
/* With "-m slow", as the suite of faults asks for it. */
#define LONG_CHURN_US (60 * G_USEC_PER_SEC)

typedef struct
{
  FechoDemoServer *server;
  NetFixture *first;            /* owns the engine */
  NetFixture *others[N_MANY];
} Many;

static Many *
open_many (const char *path)
{
  Many *many = g_new0 (Many, 1);
  g_autofree char *url = NULL;

  many->server = fecho_demo_server_new (0, NULL);
  g_assert_nonnull (many->server);
  url = g_strdup_printf ("ws://127.0.0.1:%u%s", fecho_demo_server_get_port (many->server), path);
  many->first = net_fixture_new (url);
  net_fixture_connect (many->first);
  for (guint i = 0; i < N_MANY; i++)
    {
      many->others[i] = net_fixture_new_beside (many->first, url);
      net_fixture_connect (many->others[i]);
    }
  for (guint i = 0; i < N_MANY; i++)
    net_fixture_wait_open (many->others[i]);
  net_fixture_wait_open (many->first);

  return many;
}

static void
quit_many (Many *many)
{
  fecho_connection_quit (many->first->connection);
  for (guint i = 0; i < N_MANY; i++)
    fecho_connection_quit (many->others[i]->connection);
}

static void
many_free (Many *many)
{
  for (guint i = 0; i < N_MANY; i++)
    net_fixture_free (many->others[i]);
  net_fixture_free (many->first);
  g_object_unref (many->server);
  g_free (many);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Many, many_free)

/* Answers that a busy computer brings too late are not waited for. */
static void
test_quit (void)
{
  g_autoptr(Many) many = open_many ("/echo");
  gint64 begin_us = g_get_monotonic_time ();
  guint n_unanswered = 0;

  quit_many (many);
  for (guint i = 0; i < N_MANY; i++)
    {
      const FechoCloseRecord *record = net_fixture_wait_end (many->others[i]);

      n_unanswered += !record->was_clean;
      g_assert_cmpuint (record->was_clean ? record->code : (guint)record->sent_code, ==, 1001);
      g_assert_cmpint (record->cause, ==, FECHO_CAUSE_APP_QUIT);
    }

  g_assert_true (n_unanswered == 0 || g_get_monotonic_time () - begin_us > G_USEC_PER_SEC);
}

/* Those that do not answer are not waited for one after the other. */
static void
test_quit_unanswered (void)
{
  g_autoptr(Many) many = open_many ("/silent");

  quit_many (many);
  for (guint i = 0; i < N_MANY; i++)
    {
      const FechoCloseRecord *record = net_fixture_wait_end (many->others[i]);

      g_assert_cmpuint (record->code, ==, 1006);
      g_assert_cmpint (record->sent_code, ==, 1001);
      g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_FECHO);
      g_assert_cmpint (record->cause, ==, FECHO_CAUSE_APP_QUIT);
    }
}

static void
test_server_goes_away (void)
{
  g_autoptr(Many) many = open_many ("/echo");

  fecho_demo_server_stop (many->server);
  for (guint i = 0; i < N_MANY; i++)
    g_assert_cmpuint (net_fixture_wait_end (many->others[i])->code, ==, 1006);
}

static void
test_engine_stops (void)
{
  g_autoptr(Many) many = open_many ("/silent");

  fecho_net_stop (many->first->net);
  for (guint i = 0; i < N_MANY; i++)
    g_assert_cmpuint (many->others[i]->n_closed, ==, 1);
}

/* Connections that end and are made anew all the time: descriptors are used again at once. */
typedef struct
{
  FechoNet *net;
  FechoEndpoint *endpoints[4];
  gint64 until_us;
  guint n_started;
  guint n_ended;
} Churn;

static void churn_on (Churn *churn);

static void
churn_closed_cb (FechoConnection *connection,
                 FechoCloseEvent *event,
                 gpointer         data)
{
  Churn *churn = data;

  churn->n_ended++;
  churn_on (churn);
}

static const FechoConnectionFuncs churn_funcs = { .closed = churn_closed_cb };

static void
churn_on (Churn *churn)
{
  g_autoptr(FechoConnection) connection = NULL;
  guint kind = churn->n_started % G_N_ELEMENTS (churn->endpoints);

  if (churn->n_started >= N_CHURN && g_get_monotonic_time () >= churn->until_us)
    return;

  churn->n_started++;
  connection = fecho_connection_new (churn->net, churn->endpoints[kind], 1, &churn_funcs, churn);
  fecho_connection_connect (connection);
}

static void
test_churn (void)
{
  static const char *paths[] = {
    "/close/1001?after=0.005", "/eof", "/http/503", "/messages?rate=1000",
  };
  g_autoptr(FechoDemoServer) server = fecho_demo_server_new (0, NULL);
  guint16 port = fecho_demo_server_get_port (server);
  Churn churn = { .net = fecho_net_new () };
  guint n_seen = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u%s", port, paths[i]);

      churn.endpoints[i] = fecho_endpoint_new (url, NULL);
    }
  churn.endpoints[3]->max_message = 3; /* so that we fail it */
  if (g_test_slow ())
    churn.until_us = g_get_monotonic_time () + LONG_CHURN_US;
  for (guint i = 0; i < 100; i++)
    churn_on (&churn);
  while (n_seen < churn.n_started || g_get_monotonic_time () < churn.until_us)
    {
      n_seen = churn.n_started; /* each of these comes to its end, in good time */
      fecho_test_wait (churn.n_ended >= n_seen);
    }
  g_test_message ("%u connections", churn.n_ended);
  g_assert_cmpuint (churn.n_ended, ==, churn.n_started);

  g_assert_cmpuint (fecho_net_get_n_repairs (churn.net), ==, 0);
  fecho_net_stop (churn.net);
  g_assert_finalize_object (churn.net);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    fecho_endpoint_free (churn.endpoints[i]);
}

/* Never aborts, and says what is wrong. */
static void
test_no_descriptors (void)
{
  g_autoptr(FechoDemoServer) server = fecho_demo_server_new (0, NULL);
  g_autofree char *url = NULL;
  g_autoptr(NetFixture) first = NULL;
  NetFixture *others[64];
  struct rlimit before;
  struct rlimit few;
  guint n_refused = 0;

  url = g_strdup_printf ("ws://127.0.0.1:%u/echo", fecho_demo_server_get_port (server));
  first = net_fixture_new (url);
  net_fixture_connect (first);
  net_fixture_wait_open (first);
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &before), ==, 0);
  few = before;
  few.rlim_cur = 64;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &few), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      others[i] = net_fixture_new_beside (first, url);
      net_fixture_connect (others[i]);
      fecho_test_wait (others[i]->n_opened + others[i]->n_closed > 0);
    }
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (others[i]->n_closed > 0)
        {
          const FechoCloseRecord *record = net_fixture_wait_end (others[i]);

          g_test_message ("%u: %s", i, record->error_message);
          g_assert_true (record->failed_attempt);
          g_assert_cmpstr (fecho_cause_to_string (record->cause), ==, "no_descriptors");
          n_refused++;
        }
      net_fixture_free (others[i]);
    }
  g_assert_cmpuint (n_refused, >, 0);
  g_assert_cmpuint (n_refused, <, G_N_ELEMENTS (others));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/many/quit", test_quit);
  g_test_add_func ("/net/many/quit-unanswered", test_quit_unanswered);
  g_test_add_func ("/net/many/server-goes-away", test_server_goes_away);
  g_test_add_func ("/net/many/engine-stops", test_engine_stops);
  g_test_add_func ("/net/many/churn", test_churn);
  g_test_add_func ("/net/many/no-descriptors", test_no_descriptors);

  return g_test_run ();
}
