/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-net-fixture.h"
#include "fecho-test-certs.h"

/* A program of its own: GnuTLS reads once what it may offer, and both sides are in this process. */
#define ONLY_TLS_1_2 "NORMAL:-VERS-TLS1.3"

static TestCerts *certs;

static NetFixture *
run_with (FechoRudeServer *server,
          FechoMinTls      min_tls)
{
  NetFixture *fixture = net_fixture_new_for (server);

  fixture->endpoint->insecure = TRUE;
  fixture->endpoint->min_tls = min_tls;
  net_fixture_connect (fixture);
  net_fixture_wait_end (fixture);

  return fixture;
}

static FechoRudeServer *
serve (void)
{
  g_autoptr(GTlsCertificate) certificate = test_certs_load (certs, "server");

  return fecho_rude_server_new_tls ("upgrade; close 1000; await-close", certificate);
}

static void
test_met (void)
{
  g_autoptr(FechoRudeServer) server = serve ();
  g_autoptr(NetFixture) fixture = run_with (server, FECHO_MIN_TLS_1_2);
  const FechoCloseRecord *record = fecho_close_event_get_record (fixture->event);

  g_assert_cmpuint (record->code, ==, 1000);
  g_assert_cmpstr (record->tls_version, ==, "TLS 1.2");
}

/* Refused in its stage, with why, before the request leaves. */
static void
test_not_met (void)
{
  g_autoptr(FechoRudeServer) server = serve ();
  g_autoptr(NetFixture) fixture = run_with (server, FECHO_MIN_TLS_1_3);
  g_autofree char *request = fecho_rude_server_dup_request (server);
  const FechoCloseRecord *record = fecho_close_event_get_record (fixture->event);

  g_assert_true (record->failed_attempt);
  g_assert_cmpuint (record->code, ==, 1015);
  g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_FECHO);
  g_assert_cmpstr (fecho_stage_to_string (record->stage), ==, "tls");
  g_assert_cmpstr (fecho_cause_to_string (record->cause), ==, "tls_version");
  g_assert_cmpstr (record->tls_version, ==, "TLS 1.2");
  g_assert_cmpstr (record->error_domain, ==, "g-tls-error-quark");
  g_assert_cmpstr (record->error_message, ==,
                   "The server speaks TLS 1.2, and the session wants TLS 1.3 at least");
  g_assert_true (g_str_has_suffix (fixture->stages->str, "tls"));
  g_assert_cmpstr (request, ==, "");
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_assert_true (g_setenv ("G_TLS_GNUTLS_PRIORITY", ONLY_TLS_1_2, TRUE));
  g_test_init (&argc, &argv, NULL);
  certs = test_certs_new ();
  test_certs_make (certs, "server", NULL, "IP:127.0.0.1", 1);

  g_test_add_func ("/net/tls-version/met", test_met);
  g_test_add_func ("/net/tls-version/not-met", test_not_met);

  status = g_test_run ();
  test_certs_free (certs);
  fecho_test_end_threads ();

  return status;
}
