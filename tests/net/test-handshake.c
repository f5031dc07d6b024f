/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-net-fixture.h"
#include "fecho-test-resolver.h"

#include <string.h>

/* Of a handshake: still enough for a busy machine to get as far as it goes. */
#define SHORT_US (2 * G_USEC_PER_SEC)
#define UPGRADE_HEAD "read; raw HTTP/1.1 101 Switching Protocols\\r\\n"
#define UPGRADE_LINES "Upgrade: websocket\\r\\nConnection: Upgrade\\r\\n"
#define RIGHT_ACCEPT "; accept; raw \\r\\n; "
#define WRONG_ACCEPT "Sec-WebSocket-Accept: AAAA\\r\\n\\r\\n"

/* One answer to a handshake, and the failed attempt that follows. */
typedef struct
{
  const char *name;
  const char *script;
  FechoCause cause;
  int http_status;
} Row;

static const Row rows[] = {
  { "status-200", "http 200", FECHO_CAUSE_HTTP_REJECTED, 200 },
  { "status-301", "http 301 Location: ws://127.0.0.1:1/", FECHO_CAUSE_REDIRECT_REFUSED, 301 },
  { "status-302", "http 302 Location: http://127.0.0.1:1/x", FECHO_CAUSE_REDIRECT_REFUSED, 302 },
  { "status-307", "http 307 Location: /other", FECHO_CAUSE_REDIRECT_REFUSED, 307 },
  { "status-308", "http 308 Location: /other", FECHO_CAUSE_REDIRECT_REFUSED, 308 },
  { "status-204", "http 204", FECHO_CAUSE_HTTP_REJECTED, 204 },
  { "status-304", "http 304", FECHO_CAUSE_HTTP_REJECTED, 304 },
  { "status-400", "http 400", FECHO_CAUSE_HTTP_REJECTED, 400 },
  { "status-401", "http 401 WWW-Authenticate: Basic realm=\"x\"", FECHO_CAUSE_AUTH, 401 },
  { "status-401-without-challenge", "http 401", FECHO_CAUSE_AUTH, 401 },
  { "status-407-of-a-server", "http 407 Proxy-Authenticate: Basic realm=\"x\"",
    FECHO_CAUSE_AUTH, 407 },
  { "status-403", "http 403", FECHO_CAUSE_AUTH, 403 },
  { "status-404", "http 404", FECHO_CAUSE_HTTP_REJECTED, 404 },
  { "status-426", "http 426 Upgrade: websocket", FECHO_CAUSE_HTTP_REJECTED, 426 },
  { "status-429", "http 429 Retry-After: 7", FECHO_CAUSE_HTTP_REJECTED, 429 },
  { "status-500", "http 500", FECHO_CAUSE_HTTP_REJECTED, 500 },
  { "status-503", "http 503 Retry-After: 7", FECHO_CAUSE_HTTP_REJECTED, 503 },
  { "status-600", "read; raw HTTP/1.1 600 X\\r\\n\\r\\n", FECHO_CAUSE_HTTP_REJECTED, 600 },
  { "status-99", "read; raw HTTP/1.1 99 X\\r\\n\\r\\n; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, FECHO_UNKNOWN },
  { "status-1000", "read; raw HTTP/1.1 1000 X\\r\\n\\r\\n; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, FECHO_UNKNOWN },
  { "status-no-number", "read; raw HTTP/1.1 abc X\\r\\n\\r\\n; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, FECHO_UNKNOWN },
  { "http-1.0-status", "read; raw HTTP/1.0 200 X\\r\\n\\r\\n", FECHO_CAUSE_HTTP_REJECTED, 200 },
  { "http-1.0-upgrade", "read; raw HTTP/1.0 101 X\\r\\n" UPGRADE_LINES RIGHT_ACCEPT "await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, 101 },
  { "http-2.0", "read; raw HTTP/2.0 101 X\\r\\n" UPGRADE_LINES RIGHT_ACCEPT "await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, FECHO_UNKNOWN },
  { "http-0.9", "read; raw <html>\\r\\n; fin; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, FECHO_UNKNOWN },
  /* The status is the answer, whatever becomes of its body. */
  { "body-never-comes", "read; raw HTTP/1.1 503 X\\r\\nContent-Length: 10\\r\\n\\r\\n; hold",
    FECHO_CAUSE_HTTP_REJECTED, 503 },
  { "body-cut", "read; raw HTTP/1.1 503 X\\r\\nContent-Length: 10\\r\\n\\r\\nabc",
    FECHO_CAUSE_HTTP_REJECTED, 503 },
  { "body-reset", "read; raw HTTP/1.1 503 X\\r\\nContent-Length: 10\\r\\n\\r\\nabc; reset",
    FECHO_CAUSE_HTTP_REJECTED, 503 },
  { "body-without-end", "read; raw HTTP/1.1 200 X\\r\\n\\r\\n; repeat 0 hex 61",
    FECHO_CAUSE_HTTP_REJECTED, 200 },
  { "body-not-chunked",
    "read; raw HTTP/1.1 404 X\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz; hold",
    FECHO_CAUSE_HTTP_REJECTED, 404 },
  /* More than libsoup takes, or an answer that never comes to its end. */
  { "headers-of-two-megabytes",
    UPGRADE_HEAD UPGRADE_LINES "A: ; payload 2000000; raw \\r\\n" RIGHT_ACCEPT "await-eof",
    FECHO_CAUSE_PEER_OVER_BUDGET, FECHO_UNKNOWN },
  { "headers-without-end", UPGRADE_HEAD "; repeat 0 hex 58 2d 41 3a 20 62 0d 0a",
    FECHO_CAUSE_PEER_OVER_BUDGET, FECHO_UNKNOWN },
  { "header-without-end", UPGRADE_HEAD "A:; repeat 0 hex 61",
    FECHO_CAUSE_PEER_OVER_BUDGET, FECHO_UNKNOWN },
  { "line-without-end", "read; repeat 0 hex 61", FECHO_CAUSE_PEER_OVER_BUDGET, FECHO_UNKNOWN },
  { "empty-lines-without-end", "read; repeat 0 hex 0d 0a",
    FECHO_CAUSE_BAD_HANDSHAKE, FECHO_UNKNOWN },
  { "not-http", "read; raw hello\\r\\n\\r\\n; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, FECHO_UNKNOWN },
  { "headers-cut", "read; raw HTTP/1.1 101 X\\r\\nUpgra",
    FECHO_CAUSE_BAD_HANDSHAKE, FECHO_UNKNOWN },
  { "headers-reset", "read; raw HTTP/1.1 101 X\\r\\nUpgra; reset",
    FECHO_CAUSE_RESET_BY_PEER, FECHO_UNKNOWN },
  { "headers-end-early", UPGRADE_HEAD "Upgrade: websocket\\r\\n; fin; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, 101 },
  { "status-line-cut", "read; raw HTTP/1.1 10; fin; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, FECHO_UNKNOWN },
  { "status-line-only", UPGRADE_HEAD "; fin; await-eof", FECHO_CAUSE_BAD_HANDSHAKE, 101 },
  { "header-without-colon", UPGRADE_HEAD "Upgrade websocket\\r\\n\\r\\n; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, 101 },
  { "header-with-nul", UPGRADE_HEAD "; hex 41 00 3a 20 62 0d 0a 0d 0a; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, FECHO_UNKNOWN },
  { "upgrade-to-other", UPGRADE_HEAD "Upgrade: h2c\\r\\nConnection: Upgrade\\r\\n" RIGHT_ACCEPT
    "await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, 101 },
  { "two-subprotocols", "upgrade Sec-WebSocket-Protocol: a, b; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, 101 },
  { "fin", "read; fin; await-eof", FECHO_CAUSE_EOF_WITHOUT_CLOSE, FECHO_UNKNOWN },
  { "reset", "read; reset", FECHO_CAUSE_RESET_BY_PEER, FECHO_UNKNOWN },
  { "no-upgrade-header", UPGRADE_HEAD "Connection: Upgrade\\r\\n\\r\\n; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, 101 },
  { "no-connection-header", UPGRADE_HEAD "Upgrade: websocket\\r\\n\\r\\n; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, 101 },
  { "no-accept", UPGRADE_HEAD "Upgrade: websocket\\r\\nConnection: Upgrade\\r\\n\\r\\n; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, 101 },
  { "wrong-accept", UPGRADE_HEAD UPGRADE_LINES WRONG_ACCEPT "; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, 101 },
  { "subprotocol-nobody-asked-for", "upgrade Sec-WebSocket-Protocol: chat; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, 101 },
  { "extension-of-another-kind", "upgrade Sec-WebSocket-Extensions: x-other; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, 101 },
  { "two-extensions", "upgrade Sec-WebSocket-Extensions: permessage-deflate, x-other; await-eof",
    FECHO_CAUSE_BAD_HANDSHAKE, 101 },
};

static const Row unasked_extension = {
  "extension-nobody-asked-for", "upgrade Sec-WebSocket-Extensions: permessage-deflate; await-eof",
  FECHO_CAUSE_BAD_HANDSHAKE, 101,
};

/* Odd, and right all the same. */
static const Row accepted_rows[] = {
  { "dripped", "read; drip; raw HTTP/1.1 101 X\\r\\n" UPGRADE_LINES RIGHT_ACCEPT },
  { "lines-that-end-with-lf",
    "read; raw HTTP/1.1 101 X\\nUpgrade: websocket\\nConnection: Upgrade\\n; accept; raw \\n; " },
  { "status-100-before",
    "read; raw HTTP/1.1 100 Continue\\r\\n\\r\\nHTTP/1.1 101 X\\r\\n" UPGRADE_LINES RIGHT_ACCEPT },
  { "status-103-before",
    "read; raw HTTP/1.1 103 Hints\\r\\nLink: x\\r\\n\\r\\nHTTP/1.1 101 X\\r\\n" UPGRADE_LINES
    RIGHT_ACCEPT },
  { "names-in-any-case",
    UPGRADE_HEAD "upgrade: WebSocket\\r\\nCONNECTION: keep-alive, upgrade\\r\\n" RIGHT_ACCEPT },
  { "folded-header", UPGRADE_HEAD UPGRADE_LINES "X: a\\r\\n b\\r\\n" RIGHT_ACCEPT },
  { "length-of-a-body", UPGRADE_HEAD UPGRADE_LINES "Content-Length: 5\\r\\n" RIGHT_ACCEPT },
  { "headers-of-50-kilobytes",
    UPGRADE_HEAD UPGRADE_LINES "A: ; payload 50000; raw \\r\\n" RIGHT_ACCEPT },
};

static const FechoCloseRecord *
check_failed (NetFixture *fixture,
              guint16     code,
              FechoStage  stage,
              FechoCause  cause)
{
  const FechoCloseRecord *record = net_fixture_wait_end (fixture);

  g_test_message ("%s: %s", record->error_message, record->cause_evidence);
  g_assert_true (record->failed_attempt);
  g_assert_cmpuint (fixture->n_opened, ==, 0);
  g_assert_cmpuint (record->code, ==, code);
  g_assert_false (record->was_clean);
  g_assert_cmpstr (record->reason, ==, "");
  g_assert_cmpint (record->life_us, ==, FECHO_UNKNOWN);
  g_assert_cmpint (record->handshake_us, >=, 0);
  g_assert_cmpstr (fecho_stage_to_string (record->stage), ==, fecho_stage_to_string (stage));
  g_assert_cmpstr (fecho_cause_to_string (record->cause), ==, fecho_cause_to_string (cause));

  return record;
}

/* Options that only a SoupSession can follow: the same answers, read by libsoup. */
static NetFixture *
run_by_session (const char *script)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new (script);
  NetFixture *fixture = net_fixture_new_for (server);

  fixture->endpoint->deflate = TRUE;
  net_fixture_connect (fixture);
  net_fixture_wait_end (fixture);

  return fixture;
}

static void
check_row (const Row  *row,
           NetFixture *fixture)
{
  const FechoCloseRecord *record = check_failed (fixture, 1006, FECHO_STAGE_HTTP, row->cause);

  g_assert_cmpint (record->http_status, ==, row->http_status);
  g_assert_cmpint (record->closed_by, ==, row->cause == FECHO_CAUSE_PEER_OVER_BUDGET
                   ? FECHO_CLOSED_BY_FECHO : FECHO_CLOSED_BY_NOBODY);
  g_assert_nonnull (record->error_message);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(NetFixture) fixture = net_fixture_run (row->script);

  check_row (row, fixture);
}

static void
test_row_by_session (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(NetFixture) fixture = run_by_session (row->script);

  check_row (row, fixture);
}

/* Through a session that does not offer compression, as every other row does to get one. */
static void
test_unasked_extension_by_session (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new (unasked_extension.script);
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  g_autofree char *request = NULL;

  fixture->endpoint->user = g_strdup ("somebody");
  fixture->endpoint->password = g_strdup ("secret");
  net_fixture_connect (fixture);
  net_fixture_wait_end (fixture);

  check_row (&unasked_extension, fixture);
  request = fecho_rude_server_dup_request (server);
  g_assert_null (strstr (request, "Sec-WebSocket-Extensions"));
}

static void
check_accepted_row (NetFixture *fixture)
{
  const FechoCloseRecord *record = fecho_close_event_get_record (fixture->event);

  g_assert_cmpuint (fixture->n_opened, ==, 1);
  g_assert_cmpuint (record->code, ==, 1001);
  g_assert_cmpint (record->http_status, ==, 101);
}

static void
test_accepted_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *script = g_strconcat (row->script, "close 1001 bye; await-close", NULL);
  g_autoptr(NetFixture) fixture = net_fixture_run (script);

  check_accepted_row (fixture);
}

static void
test_accepted_row_by_session (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *script = g_strconcat (row->script, "close 1001 bye; await-close", NULL);
  g_autoptr(NetFixture) fixture = run_by_session (script);

  check_accepted_row (fixture);
}

static FechoCause
cause_of_status (int status)
{
  static const int redirects[] = { 301, 302, 303, 307, 308 };

  for (gsize i = 0; i < G_N_ELEMENTS (redirects); i++)
    if (status == redirects[i])
      return FECHO_CAUSE_REDIRECT_REFUSED;

  return status == 401 || status == 403 || status == 407 ? FECHO_CAUSE_AUTH
         : FECHO_CAUSE_HTTP_REJECTED;
}

static void
test_every_status (void)
{
  g_autoptr(NetFixture) first = net_fixture_new ("ws://127.0.0.1:9/"); /* has the engine */

  for (int status = 200; status < 600; status++)
    {
      g_autofree char *script = g_strdup_printf ("http %d Location: /elsewhere", status);
      g_autoptr(FechoRudeServer) server = fecho_rude_server_new (script);
      g_autofree char *url = fecho_rude_server_dup_url (server, "/");
      g_autoptr(NetFixture) fixture = net_fixture_new_beside (first, url);
      const FechoCloseRecord *record;

      net_fixture_connect (fixture);
      record = check_failed (fixture, 1006, FECHO_STAGE_HTTP, cause_of_status (status));
      g_assert_cmpint (record->http_status, ==, status);
      g_assert_cmpuint (fecho_rude_server_get_n_accepted (server), ==, 1);
    }
}

#define ENDLESS_INFORMATIONAL \
  "read; repeat 0 hex 48 54 54 50 2f 31 2e 31 20 31 30 30 20 43 0d 0a 0d 0a"

/* Answers that are not the last one, without end. */
static void
test_endless_informational (void)
{
  g_autoptr(NetFixture) fixture = net_fixture_run (ENDLESS_INFORMATIONAL);
  const FechoCloseRecord *record;

  record = check_failed (fixture, 1006, FECHO_STAGE_HTTP, FECHO_CAUSE_PEER_OVER_BUDGET);

  g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_FECHO);
  g_assert_nonnull (record->error_message);
}

/* libsoup's loop of reading would never return: the guard cuts it. */
static void
test_endless_informational_by_session (void)
{
  g_autoptr(NetFixture) fixture = run_by_session (ENDLESS_INFORMATIONAL);
  const FechoCloseRecord *record;

  record = check_failed (fixture, 1006, FECHO_STAGE_HTTP, FECHO_CAUSE_PEER_OVER_BUDGET);

  g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_FECHO);
  g_assert_null (record->error_message);
}

/* A monitor watches the address it was given, and no other. */
static void
test_redirect_is_not_followed (void)
{
  g_autoptr(FechoRudeServer) target = fecho_rude_server_new ("upgrade; serve");
  g_autofree char *url = fecho_rude_server_dup_url (target, "/?token=hidden");
  g_autofree char *script = g_strdup_printf ("http 302 Location: %s", url);
  g_autoptr(NetFixture) fixture = net_fixture_run (script);
  const FechoCloseRecord *record = fecho_close_event_get_record (fixture->event);

  g_assert_cmpint (record->cause, ==, FECHO_CAUSE_REDIRECT_REFUSED);
  g_assert_cmpuint (fecho_rude_server_get_n_accepted (target), ==, 0);
  g_assert_nonnull (strstr (record->headers, "\"Location\""));
  g_assert_null (strstr (record->headers, "hidden"));
}

static void
test_retry_after_is_kept (void)
{
  g_autoptr(NetFixture) fixture = NULL;

  fixture = net_fixture_run ("http 503 Retry-After: 7|Server: a\"b|X-Other: no");

  g_assert_cmpstr (fecho_close_event_get_record (fixture->event)->headers, ==,
                   "{\"Server\":\"a\\\"b\",\"Retry-After\":\"7\"}");
}

static void
test_refused (void)
{
  guint16 port;
  g_autoptr(GSocket) taken G_GNUC_UNUSED = fecho_test_take_port (&port);
  g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u/", port);
  g_autoptr(NetFixture) fixture = net_fixture_new (url);

  net_fixture_connect (fixture);

  check_failed (fixture, 1006, FECHO_STAGE_TCP, FECHO_CAUSE_REFUSED);
  g_assert_true (g_str_has_suffix (fixture->stages->str, "tcp"));
}

static void
test_unknown_name (void)
{
  g_autoptr(NetFixture) fixture = net_fixture_new ("ws://nowhere.test/");
  const FechoCloseRecord *record;

  net_fixture_connect (fixture);
  record = check_failed (fixture, 1006, FECHO_STAGE_DNS, FECHO_CAUSE_DNS_FAILURE);

  g_assert_cmpstr (record->error_domain, ==, "g-resolver-error-quark");
  g_assert_null (record->remote_address);
}

static void
check_deadline (NetFixture *fixture,
                guint16     code,
                FechoStage  stage)
{
  const FechoCloseRecord *record;

  fixture->endpoint->connect_timeout_us = SHORT_US;
  net_fixture_connect (fixture);
  record = check_failed (fixture, code, stage, FECHO_CAUSE_CONNECT_TIMEOUT);

  g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_FECHO);
  g_assert_cmpint (record->handshake_us, >=, SHORT_US);
  g_assert_cmpstr (record->error_domain, ==, "g-io-error-quark");
  g_assert_cmpint (record->error_code, ==, G_IO_ERROR_TIMED_OUT);
}

static void
test_deadline_in_dns (void)
{
  g_autoptr(NetFixture) fixture = net_fixture_new ("ws://mute.test/");

  test_resolver_reset ();
  check_deadline (fixture, 1006, FECHO_STAGE_DNS);
  test_resolver_release ();
}

static GSocket *
make_socket (void)
{
  g_autoptr(GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);

  return socket;
}

/* A listener whose queue is full leaves further connections without an answer. */
static void
test_deadline_in_tcp (void)
{
  enum { N_FILLERS = 4 };
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocket) listener = make_socket ();
  g_autoptr(GSocketAddress) bound = NULL;
  g_autofree char *url = NULL;
  g_autoptr(NetFixture) fixture = NULL;
  GSocket *fillers[N_FILLERS];

  g_socket_set_listen_backlog (listener, 0);
  g_assert_true (g_socket_bind (listener, any, TRUE, NULL));
  g_assert_true (g_socket_listen (listener, NULL));
  bound = g_socket_get_local_address (listener, NULL);
  for (guint i = 0; i < N_FILLERS; i++)
    {
      fillers[i] = make_socket ();
      g_socket_set_blocking (fillers[i], FALSE);
      (void)g_socket_connect (fillers[i], bound, NULL, NULL); /* pending, or full already */
    }

  url = g_strdup_printf ("ws://127.0.0.1:%u/",
                         g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  fixture = net_fixture_new (url);
  check_deadline (fixture, 1006, FECHO_STAGE_TCP);
  for (guint i = 0; i < N_FILLERS; i++)
    g_object_unref (fillers[i]);
}

static void
test_deadline_in_http (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("read; hold");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);

  check_deadline (fixture, 1006, FECHO_STAGE_HTTP);
}

/* Part of an answer is none. */
static void
test_deadline_in_headers (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;

  server = fecho_rude_server_new ("read; raw HTTP/1.1 101 X\\r\\nUpgrade: websock; hold");
  fixture = net_fixture_new_for (server);

  check_deadline (fixture, 1006, FECHO_STAGE_HTTP);
}

/* However many wait for one host that says nothing, the others get their turn. */
static void
test_mute_host_holds_nobody_up (void)
{
  enum { N_MUTE = 60 };
  g_autoptr(FechoRudeServer) mute = fecho_rude_server_new ("read; hold");
  g_autoptr(FechoRudeServer) good = fecho_rude_server_new ("upgrade; serve");
  g_autofree char *mute_url = fecho_rude_server_dup_url (mute, "/");
  NetFixture *waiting[N_MUTE];
  NetFixture *fixture = net_fixture_new_for (good);

  for (guint i = 0; i < N_MUTE; i++)
    {
      waiting[i] = net_fixture_new_beside (fixture, mute_url);
      waiting[i]->endpoint->connect_timeout_us = 60 * G_USEC_PER_SEC;
      net_fixture_connect (waiting[i]);
    }
  net_fixture_connect (fixture);
  net_fixture_wait_open (fixture);

  for (guint i = 0; i < N_MUTE; i++)
    {
      g_assert_cmpuint (waiting[i]->n_closed, ==, 0);
      net_fixture_free (waiting[i]);
    }
  net_fixture_free (fixture);
}

/* The end of the handshake's time is not the end of the connection's: another one that starts
 * later runs into it. */
static void
test_deadline_is_over_when_open (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; serve");
  g_autoptr(FechoRudeServer) mute = fecho_rude_server_new ("read; hold");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  g_autoptr(NetFixture) later = net_fixture_new_for (mute);

  fixture->endpoint->connect_timeout_us = SHORT_US;
  net_fixture_connect (fixture);
  net_fixture_wait_open (fixture);
  check_deadline (later, 1006, FECHO_STAGE_HTTP);

  g_assert_cmpuint (fixture->n_closed, ==, 0);
  g_assert_true (fecho_connection_is_open (fixture->connection));
}

static char *
request_of (NetFixture      *fixture,
            FechoRudeServer *server)
{
  net_fixture_connect (fixture);
  net_fixture_wait_end (fixture);

  return fecho_rude_server_dup_request (server);
}

static guint
count_text (const char *text,
            const char *what)
{
  guint n = 0;

  for (const char *at = strstr (text, what); at != NULL; at = strstr (at + 1, what))
    n++;

  return n;
}

static void
test_plain_request (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("http 403");
  g_autofree char *url = fecho_rude_server_dup_url (server, "/a/b?c=d");
  g_autoptr(NetFixture) fixture = net_fixture_new (url);
  g_autofree char *request = request_of (fixture, server);

  g_assert_true (g_str_has_prefix (request, "GET /a/b?c=d HTTP/1.1\r\n"));
  g_assert_cmpuint (count_text (request, "\r\nUser-Agent: Fecho/"), ==, 1);
  g_assert_cmpuint (count_text (request, "\r\nConnection: Upgrade\r\n"), ==, 1);
  g_assert_cmpuint (count_text (request, "\r\nSec-WebSocket-Version: 13\r\n"), ==, 1);
  g_assert_cmpuint (count_text (request, "Sec-WebSocket-Protocol"), ==, 0);
  g_assert_cmpuint (count_text (request, "Sec-WebSocket-Extensions"), ==, 0);
  g_assert_cmpuint (count_text (request, "Origin"), ==, 0);
  g_assert_cmpuint (count_text (request, "Cookie"), ==, 0);
}

/* data: whether libsoup is to make the request. Offering credentials to who asks for them changes
 * nothing else. */
static void
choose_way (NetFixture    *fixture,
            gconstpointer  data)
{
  if (GPOINTER_TO_INT (data))
    fixture->endpoint->user = g_strdup ("somebody");
}

static void
test_request_with_options (gconstpointer data)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("http 403");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  FechoEndpoint *endpoint = fixture->endpoint;
  g_autofree char *request = NULL;

  choose_way (fixture, data);

  g_assert_true (fecho_endpoint_add_header (endpoint, "Authorization: Bearer abc", NULL));
  g_assert_true (fecho_endpoint_add_header (endpoint, "User-Agent: mine", NULL));
  g_assert_true (fecho_endpoint_add_cookie (endpoint, "a=1", NULL));
  g_assert_true (fecho_endpoint_add_cookie (endpoint, "b=2", NULL));
  g_assert_true (fecho_endpoint_set_origin (endpoint, "https://example.org", NULL));
  g_assert_true (fecho_endpoint_add_subprotocol (endpoint, "chat", NULL));
  g_assert_true (fecho_endpoint_add_subprotocol (endpoint, "mqtt", NULL));
  request = request_of (fixture, server);

  g_assert_cmpuint (count_text (request, "\r\nAuthorization: Bearer abc\r\n"), ==, 1);
  g_assert_cmpuint (count_text (request, "\r\nUser-Agent: mine\r\n"), ==, 1);
  g_assert_cmpuint (count_text (request, "User-Agent"), ==, 1);
  g_assert_cmpuint (count_text (request, "\r\nCookie: a=1; b=2\r\n"), ==, 1);
  g_assert_cmpuint (count_text (request, "\r\nOrigin: https://example.org\r\n"), ==, 1);
  g_assert_cmpuint (count_text (request, "\r\nSec-WebSocket-Protocol: chat, mqtt\r\n"), ==, 1);
}

static void
test_subprotocol_chosen (gconstpointer data)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;

  server = fecho_rude_server_new ("upgrade Sec-WebSocket-Protocol: mqtt; close 1000; await-close");
  fixture = net_fixture_new_for (server);
  choose_way (fixture, data);
  g_assert_true (fecho_endpoint_add_subprotocol (fixture->endpoint, "chat", NULL));
  g_assert_true (fecho_endpoint_add_subprotocol (fixture->endpoint, "mqtt", NULL));
  net_fixture_connect (fixture);

  g_assert_cmpstr (net_fixture_wait_end (fixture)->subprotocol, ==, "mqtt");
  g_assert_cmpuint (fixture->n_opened, ==, 1);
}

static void
check_subprotocol_mismatch (const char    *header,
                            gconstpointer  data)
{
  g_autofree char *script = g_strconcat ("upgrade ", header, "; await-eof", NULL);
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new (script);
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  const FechoCloseRecord *record;

  choose_way (fixture, data);
  g_assert_true (fecho_endpoint_add_subprotocol (fixture->endpoint, "mqtt", NULL));
  net_fixture_connect (fixture);
  record = check_failed (fixture, 1006, FECHO_STAGE_HTTP, FECHO_CAUSE_SUBPROTOCOL_MISMATCH);

  g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_FECHO);
  g_assert_cmpint (record->http_status, ==, 101);
}

/* libsoup accepts no choice at all (WHATWG WebSockets says fail), and another case until 3.7.1. */
static void
test_subprotocol_missing (gconstpointer data)
{
  check_subprotocol_mismatch ("", data);
}

static void
test_subprotocol_of_other_case (gconstpointer data)
{
  check_subprotocol_mismatch ("Sec-WebSocket-Protocol: MQTT", data);
}

static void
test_subprotocol_of_nobody (gconstpointer data)
{
  check_subprotocol_mismatch ("Sec-WebSocket-Protocol: chat", data);
}

static void
test_tls_port_in_clear (void)
{
  g_autoptr(NetFixture) fixture = net_fixture_run ("read; hex 15 03 03 00 02 02 28");

  check_failed (fixture, 1006, FECHO_STAGE_HTTP, FECHO_CAUSE_BAD_HANDSHAKE);
}

static void
add_rows (const char    *folder,
          const Row     *table,
          gsize          n_rows,
          GTestDataFunc  func)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *path = g_strconcat ("/net/handshake/", folder, table[i].name, NULL);

      g_test_add_data_func (path, &table[i], func);
    }
}

static void
add_both_ways (const char    *name,
               GTestDataFunc  func)
{
  g_autofree char *plain = g_strconcat ("/net/handshake/", name, NULL);
  g_autofree char *by_session = g_strconcat ("/net/handshake/session/", name, NULL);

  g_test_add_data_func (plain, GINT_TO_POINTER (FALSE), func);
  g_test_add_data_func (by_session, GINT_TO_POINTER (TRUE), func);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_resolver_install ();

  add_rows ("", rows, G_N_ELEMENTS (rows), test_row);
  add_rows ("accepted/", accepted_rows, G_N_ELEMENTS (accepted_rows), test_accepted_row);
  add_rows ("", &unasked_extension, 1, test_row);
  add_rows ("session/", rows, G_N_ELEMENTS (rows), test_row_by_session);
  add_rows ("session/accepted/", accepted_rows, G_N_ELEMENTS (accepted_rows),
            test_accepted_row_by_session);
  g_test_add_func ("/net/handshake/session/extension-nobody-asked-for",
                   test_unasked_extension_by_session);
  g_test_add_func ("/net/handshake/every-status", test_every_status);
  g_test_add_func ("/net/handshake/endless-informational", test_endless_informational);
  g_test_add_func ("/net/handshake/session/endless-informational",
                   test_endless_informational_by_session);
  g_test_add_func ("/net/handshake/redirect-is-not-followed", test_redirect_is_not_followed);
  g_test_add_func ("/net/handshake/retry-after-is-kept", test_retry_after_is_kept);
  g_test_add_func ("/net/handshake/refused", test_refused);
  g_test_add_func ("/net/handshake/unknown-name", test_unknown_name);
  g_test_add_func ("/net/handshake/deadline-in-dns", test_deadline_in_dns);
  g_test_add_func ("/net/handshake/deadline-in-tcp", test_deadline_in_tcp);
  g_test_add_func ("/net/handshake/deadline-in-http", test_deadline_in_http);
  g_test_add_func ("/net/handshake/deadline-in-headers", test_deadline_in_headers);
  g_test_add_func ("/net/handshake/mute-host-holds-nobody-up", test_mute_host_holds_nobody_up);
  g_test_add_func ("/net/handshake/deadline-is-over-when-open", test_deadline_is_over_when_open);
  g_test_add_func ("/net/handshake/plain-request", test_plain_request);
  add_both_ways ("request-with-options", test_request_with_options);
  add_both_ways ("subprotocol-chosen", test_subprotocol_chosen);
  add_both_ways ("subprotocol-missing", test_subprotocol_missing);
  add_both_ways ("subprotocol-of-other-case", test_subprotocol_of_other_case);
  add_both_ways ("subprotocol-of-nobody", test_subprotocol_of_nobody);
  g_test_add_func ("/net/handshake/tls-port-in-clear", test_tls_port_in_clear);

  return g_test_run ();
}
