/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-net-fixture.h"

#include <string.h>

#include "fecho-net-private.h"
#include "fecho-test-certs.h"

#define N_PEERS 31              /* with the hostile one a full micro-context */
#define TICK_MS 5
/* The goal is 100 ms of work; where the guard has to wait for a processor itself it is more.
 * Without it there is no end. */
#define MAX_WAIT_US (400 * G_TIME_SPAN_MILLISECOND)
#define MAX_GROWTH_KB (48 * 1024)
/* The address sanitizer keeps what was freed. */
#ifdef __SANITIZE_ADDRESS__
#define IS_SANITIZED TRUE
#else
#define IS_SANITIZED FALSE
#endif
#define DEFLATE "upgrade Sec-WebSocket-Extensions: permessage-deflate; "

#define LARGE_FRAGMENT "00 7e 40 00 61*16384"
#define DEFLATED_A "4a 4c a4 0c 00"
#define FLUSHED_A "0a " DEFLATED_A " 00 00 00 ff ff"
#define DEFLATED_ZEROS \
  "ec c1 31 01 00 00 00 c2 a0 f5 4f 6d 0d 0f a0 00 00 00 00 00 00 00 00 00 " \
  "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 " \
  "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 " \
  "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 " \
  "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 80 57 03"
#define FLUSHED_ZEROS "76 " DEFLATED_ZEROS " 00 00 ff ff"

/* One way to be hostile. */
typedef struct
{
  const char *name;
  const char *script;
  gboolean is_tls;
  gboolean deflates;
} Hostility;

static const Hostility hostilities[] = {
  { "pings", "upgrade; repeat 0 hex 89 00" },
  { "long-pings",
    "upgrade; repeat 0 hex 89 10 61 61 61 61 61 61 61 61 61 61 61 61 61 61 61 61" },
  { "pongs", "upgrade; repeat 0 hex 8a 00" },
  { "fragments", "upgrade; hex 01 00; repeat 0 hex 00 04 61 61 61 61" },
  { "empty-fragments", "upgrade; hex 01 00; repeat 0 hex 00 00" },
  /* A quarter of a large message in each. */
  { "large-fragments", "upgrade; hex 01 00; repeat 0 hex " LARGE_FRAGMENT },
  { "messages", "upgrade; repeat 0 hex 81 01 61" },
  { "empty-messages", "upgrade; repeat 0 hex 82 00" },
  /* 64 bytes "a" (RFC 7692, 7.2.1), and 100,000 of 0. */
  { "deflated-messages", DEFLATE "repeat 0 hex c1 06 " DEFLATED_A " 00", .deflates = TRUE },
  { "deflated-fragments",
    DEFLATE "hex 41 " FLUSHED_A "; repeat 0 hex 00 " FLUSHED_A, .deflates = TRUE },
  { "bombs", DEFLATE "repeat 0 hex c2 72 " DEFLATED_ZEROS, .deflates = TRUE },
  { "bombs-in-fragments", DEFLATE "hex 42 " FLUSHED_ZEROS "; repeat 0 hex 00 " FLUSHED_ZEROS,
    .deflates = TRUE },
  { "informational-answers",
    "read; repeat 0 hex 48 54 54 50 2f 31 2e 31 20 31 30 30 20 43 0d 0a 0d 0a" },
  { "headers", "read; raw HTTP/1.1 101 X\\r\\n; repeat 0 hex 58 2d 41 3a 20 62 0d 0a" },
  { "pings-in-tls", "upgrade; repeat 0 hex 89 00", .is_tls = TRUE },
  { "fragments-in-tls", "upgrade; hex 01 00; repeat 0 hex 00 04 61 61 61 61", .is_tls = TRUE },
  { "large-fragments-in-tls", "upgrade; hex 01 00; repeat 0 hex " LARGE_FRAGMENT, .is_tls = TRUE },
  { "messages-in-tls", "upgrade; repeat 0 hex 81 01 61", .is_tls = TRUE },
};

/* A timer of another micro-context on the same reactor: how long the others wait. Counted is what
 * the reactor's thread is at work between two ticks: how busy the computer is does not matter. */
typedef struct
{
  FechoNet *net;
  FechoShard *shard;
  FechoReactor *reactor;
  GSource *source;
  gint64 work_us;
  _Atomic gint64 longest_us;
  _Atomic guint n_ticks;
} Lookout;

static TestCerts *certs;

static gboolean
tick_cb (gpointer data)
{
  Lookout *lookout = data;
  gint64 work_us = fecho_reactor_get_work_us (lookout->reactor);

  if (lookout->n_ticks++ > 0)
    lookout->longest_us = MAX (lookout->longest_us, work_us - lookout->work_us);
  lookout->work_us = work_us;

  return G_SOURCE_CONTINUE;
}

/* The peak that VmHWM tells of starts anew. */
static void
forget_peak (void)
{
  (void)g_file_set_contents_full ("/proc/self/clear_refs", "5", 1, G_FILE_SET_CONTENTS_NONE, 0,
                                  NULL);
}

static gint64
status_kb (const char *name)
{
  g_autofree char *status = NULL;
  const char *found;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  found = strstr (status, name);
  g_assert_nonnull (found);

  return g_ascii_strtoll (found + strlen (name), NULL, 10);
}

static Lookout *
lookout_new (FechoNet *net)
{
  Lookout *self = g_new0 (Lookout, 1);

  self->net = net;
  self->shard = fecho_net_take_place (net, self, NULL);
  g_assert_nonnull (self->shard);
  self->reactor = self->shard->shared->reactor;
  self->source = g_timeout_source_new (TICK_MS);
  g_source_set_callback (self->source, tick_cb, self, NULL);
  g_source_attach (self->source, fecho_reactor_context_get (self->shard->context));
  fecho_test_wait (self->n_ticks > 1);

  return self;
}

/* After the engine's end nothing ticks any more. */
static void
lookout_free (Lookout *self)
{
  g_source_unref (self->source);
  g_free (self);
}

static FechoRudeServer *
serve (const Hostility *hostility)
{
  g_autoptr(GTlsCertificate) certificate = NULL;

  if (hostility->is_tls)
    certificate = test_certs_load (certs, "hostile");

  return fecho_rude_server_new_tls (hostility->script, certificate);
}

static const FechoCloseRecord *
check_cut (NetFixture *fixture)
{
  const FechoCloseRecord *record = net_fixture_wait_end (fixture);

  g_test_message ("%s after %" G_GINT64_FORMAT " ms", record->cause_evidence,
                  record->life_us / 1000);
  g_assert_cmpuint (record->code, ==, 1006);
  g_assert_false (record->was_clean);
  g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_FECHO);
  g_assert_cmpstr (fecho_cause_to_string (record->cause), ==, "peer_over_budget");
  g_assert_cmpint (record->sent_code, ==, FECHO_UNKNOWN);

  return record;
}

/* libsoup's loop of reading never returns from most of these: without the guard nothing on the
 * reactor would ever happen again, not the end of this test either. */
static void
test_endless (gconstpointer data)
{
  const Hostility *hostility = data;
  g_autoptr(FechoRudeServer) hostile = serve (hostility);
  g_autoptr(FechoRudeServer) good = fecho_rude_server_new ("upgrade; serve");
  g_autofree char *url = fecho_rude_server_dup_url (good, "/");
  NetFixture *fixture = net_fixture_new_for (hostile);
  NetFixture *peers[N_PEERS];
  Lookout *lookout;
  gint64 before_kb;
  guint n_ticks;

  for (guint i = 0; i < N_PEERS; i++)
    {
      peers[i] = net_fixture_new_beside (fixture, url);
      net_fixture_connect (peers[i]);
      net_fixture_wait_open (peers[i]);
    }
  fixture->endpoint->insecure = TRUE;
  fixture->endpoint->deflate = hostility->deflates;
  lookout = lookout_new (fixture->net);
  forget_peak ();
  before_kb = status_kb ("VmRSS:");
  net_fixture_connect (fixture);
  fecho_connection_set_watch_messages (fixture->connection, FALSE);
  check_cut (fixture);
  n_ticks = lookout->n_ticks;
  fecho_test_wait (lookout->n_ticks > n_ticks + 1);

  g_test_message ("longest wait %" G_GINT64_FORMAT " ms, growth %" G_GINT64_FORMAT " KB",
                  lookout->longest_us / 1000, status_kb ("VmHWM:") - before_kb);
  g_assert_cmpint (lookout->longest_us, <, MAX_WAIT_US);
  if (!IS_SANITIZED)
    g_assert_cmpint (status_kb ("VmHWM:") - before_kb, <, MAX_GROWTH_KB);
  for (guint i = 0; i < N_PEERS; i++)
    {
      g_assert_cmpuint (peers[i]->n_closed, ==, 0);
      net_fixture_close (peers[i], 1000, NULL);
    }
  for (guint i = 0; i < N_PEERS; i++)
    {
      g_assert_true (net_fixture_wait_end (peers[i])->was_clean);
      net_fixture_free (peers[i]);
    }
  fecho_net_give_back (lookout->net, lookout, lookout->shard);
  net_fixture_free (fixture);
  lookout_free (lookout);
}

/* What came at once and is digested soon is no flood. */
static void
test_burst (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;
  const FechoCloseRecord *record;

  server = fecho_rude_server_new ("upgrade; repeat 1000 hex 81 01 61; await-ping; serve");
  fixture = net_fixture_new_for (server);
  fixture->endpoint->ping_us = G_USEC_PER_SEC;
  net_fixture_connect (fixture);
  fecho_test_wait (fecho_rude_server_get_n_pings (server) > 0);
  net_fixture_close (fixture, 1000, NULL);
  record = net_fixture_wait_end (fixture);

  g_assert_true (record->was_clean);
  g_assert_cmpint (record->messages_in, ==, 1000);
}

/* Slow enough to hold nobody up, and still without an end: what came is compared with what became a
 * message. */
static void
test_slow_fragments (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;

  server = fecho_rude_server_new ("upgrade; hex 01 7e 40 00; payload 16384;"
                                  "await-ping;"
                                  "hex 00 7f 00 00 00 00 00 01 00 00; payload 65536;"
                                  "hex 00 7f 00 00 00 00 00 01 00 00; payload 65536;"
                                  "hex 00 7f 00 00 00 00 00 01 00 00; payload 65536; await-eof");
  fixture = net_fixture_new_for (server);
  fixture->endpoint->ping_us = G_USEC_PER_SEC;
  fixture->endpoint->pong_timeout_us = 0;
  fixture->endpoint->max_message = 70000;
  net_fixture_connect (fixture);

  check_cut (fixture);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  certs = test_certs_new ();
  test_certs_make (certs, "hostile", NULL, "IP:127.0.0.1", 1);
  for (gsize i = 0; i < G_N_ELEMENTS (hostilities); i++)
    {
      g_autofree char *path = g_strconcat ("/net/guard/endless-", hostilities[i].name, NULL);

      g_test_add_data_func (path, &hostilities[i], test_endless);
    }
  g_test_add_func ("/net/guard/burst", test_burst);
  g_test_add_func ("/net/guard/slow-fragments", test_slow_fragments);

  status = g_test_run ();
  test_certs_free (certs);
  fecho_test_end_threads ();

  return status;
}
