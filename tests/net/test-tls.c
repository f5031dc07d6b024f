/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-net-fixture.h"
#include "fecho-test-certs.h"
#include "fecho-test-resolver.h"
#include "fecho-tls-database.h"

#include <string.h>

/* Of a handshake: still enough for a busy machine to get to that of TLS. */
#define SHORT_US (2 * G_USEC_PER_SEC)

static TestCerts *certs;

static FechoRudeServer *
serve_with (const char *certificate_name,
            const char *script)
{
  g_autoptr(GTlsCertificate) certificate = test_certs_load (certs, certificate_name);

  return fecho_rude_server_new_tls (script, certificate);
}

static void
trust_ca (NetFixture *fixture)
{
  g_free (fixture->endpoint->ca_file);
  fixture->endpoint->ca_file = test_certs_dup_path (certs, "ca");
}

static const FechoCloseRecord *
check_failed (NetFixture *fixture,
              FechoStage  stage,
              FechoCause  cause)
{
  const FechoCloseRecord *record = net_fixture_wait_end (fixture);

  g_test_message ("%s: %s", record->error_message, record->cause_evidence);
  g_assert_true (record->failed_attempt);
  g_assert_cmpuint (record->code, ==, 1015);
  g_assert_false (record->was_clean);
  g_assert_cmpstr (fecho_stage_to_string (record->stage), ==, fecho_stage_to_string (stage));
  g_assert_cmpstr (fecho_cause_to_string (record->cause), ==, fecho_cause_to_string (cause));

  return record;
}

static void
test_own_ca (void)
{
  g_autoptr(FechoRudeServer) server = serve_with ("good", "upgrade; close 1001 bye; await-close");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  const FechoCloseRecord *record;

  trust_ca (fixture);
  net_fixture_connect (fixture);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpuint (record->code, ==, 1001);
  g_assert_cmpstr (record->reason, ==, "bye");
  g_assert_true (record->was_clean);
  g_assert_true (g_str_has_suffix (fixture->stages->str, "http"));
  g_assert_cmpstr (record->tls_version, ==, "TLS 1.3");
  g_assert_cmpuint (record->tls_errors, ==, 0);
  g_assert_cmpint (record->tls_us, >, 0);
  g_assert_cmpint (record->cert_expires_at_us, >, record->closed_at_us);
  g_assert_cmpint (record->cert_expires_at_us, <, record->closed_at_us + 3 * G_TIME_SPAN_DAY);
}

static void
test_own_ca_by_name (void)
{
  g_autoptr(FechoRudeServer) server = serve_with ("named", "upgrade; close 1000; await-close");
  g_autofree char *url = NULL;
  g_autoptr(NetFixture) fixture = NULL;

  url = g_strdup_printf ("wss://known.test:%u/", fecho_rude_server_get_port (server));
  fixture = net_fixture_new (url);
  trust_ca (fixture);
  net_fixture_connect (fixture);

  g_assert_cmpuint (net_fixture_wait_end (fixture)->code, ==, 1000);
}

static void
test_unknown_ca (void)
{
  g_autoptr(FechoRudeServer) server = serve_with ("good", "upgrade; close 1000");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  const FechoCloseRecord *record;

  net_fixture_connect (fixture);
  record = check_failed (fixture, FECHO_STAGE_TLS, FECHO_CAUSE_TLS_UNTRUSTED);

  g_assert_true (record->tls_errors & G_TLS_CERTIFICATE_UNKNOWN_CA);
  g_assert_cmpstr (record->error_domain, ==, "g-tls-error-quark");
  g_assert_cmpint (record->cert_expires_at_us, !=, FECHO_UNKNOWN);
}

static void
test_self_signed (void)
{
  g_autoptr(FechoRudeServer) server = serve_with ("selfsigned", "upgrade; close 1000");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);

  trust_ca (fixture);
  net_fixture_connect (fixture);

  check_failed (fixture, FECHO_STAGE_TLS, FECHO_CAUSE_TLS_UNTRUSTED);
}

static void
test_expired (void)
{
  g_autoptr(FechoRudeServer) server = serve_with ("expired", "upgrade; close 1000");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  const FechoCloseRecord *record;

  trust_ca (fixture);
  net_fixture_connect (fixture);
  record = check_failed (fixture, FECHO_STAGE_TLS, FECHO_CAUSE_TLS_EXPIRED);

  g_assert_cmpuint (record->tls_errors, ==, G_TLS_CERTIFICATE_EXPIRED);
  g_assert_cmpint (record->cert_expires_at_us, <, record->closed_at_us);
}

static void
test_other_host (void)
{
  g_autoptr(FechoRudeServer) server = serve_with ("named", "upgrade; close 1000");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  const FechoCloseRecord *record;

  trust_ca (fixture);
  net_fixture_connect (fixture);
  record = check_failed (fixture, FECHO_STAGE_TLS, FECHO_CAUSE_TLS_HOSTNAME);

  g_assert_cmpuint (record->tls_errors, ==, G_TLS_CERTIFICATE_BAD_IDENTITY);
}

static void
test_insecure (void)
{
  g_autoptr(FechoRudeServer) server = serve_with ("expired", "upgrade; close 1000; await-close");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  const FechoCloseRecord *record;

  fixture->endpoint->insecure = TRUE;
  net_fixture_connect (fixture);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpuint (record->code, ==, 1000);
  g_assert_true (record->tls_errors & G_TLS_CERTIFICATE_EXPIRED);
}

static void
test_pin (void)
{
  g_autoptr(FechoRudeServer) server = serve_with ("selfsigned", "upgrade; close 1000; await-close");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);

  fixture->endpoint->pin_sha256 = test_certs_dup_fingerprint (certs, "selfsigned");
  net_fixture_connect (fixture);

  g_assert_cmpuint (net_fixture_wait_end (fixture)->code, ==, 1000);
}

static void
test_other_pin (void)
{
  g_autoptr(FechoRudeServer) server = serve_with ("expired", "upgrade; close 1000");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);

  fixture->endpoint->pin_sha256 = test_certs_dup_fingerprint (certs, "selfsigned");
  net_fixture_connect (fixture);

  check_failed (fixture, FECHO_STAGE_TLS, FECHO_CAUSE_TLS_UNTRUSTED);
}

static void
test_ca_file_missing (void)
{
  g_autoptr(NetFixture) fixture = net_fixture_new ("wss://127.0.0.1:9/");
  const FechoCloseRecord *record;

  fixture->endpoint->ca_file = g_strdup ("/nowhere/ca.pem");
  net_fixture_connect (fixture);
  record = check_failed (fixture, FECHO_STAGE_DNS, FECHO_CAUSE_TLS_HANDSHAKE);

  g_assert_nonnull (record->error_message);
}

static void
test_ca_file_without_certificates (void)
{
  g_autoptr(NetFixture) fixture = net_fixture_new ("wss://127.0.0.1:9/");
  const FechoCloseRecord *record;

  fixture->endpoint->ca_file = test_certs_dup_key_path (certs, "good");
  net_fixture_connect (fixture);
  record = check_failed (fixture, FECHO_STAGE_DNS, FECHO_CAUSE_TLS_HANDSHAKE);

  g_assert_nonnull (strstr (record->error_message, fixture->endpoint->ca_file));
}

static void
test_client_certificate (void)
{
  g_autoptr(FechoRudeServer) server = serve_with ("good", "upgrade; close 1000; await-close");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);

  fecho_rude_server_want_client_certificate (server);
  trust_ca (fixture);
  fixture->endpoint->certificate_file = test_certs_dup_path (certs, "client");
  fixture->endpoint->key_file = test_certs_dup_key_path (certs, "client");
  net_fixture_connect (fixture);

  g_assert_cmpuint (net_fixture_wait_end (fixture)->code, ==, 1000);
}

static void
test_client_certificate_wanted (void)
{
  g_autoptr(FechoRudeServer) server = serve_with ("good", "upgrade; close 1000; await-close");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);

  fecho_rude_server_want_client_certificate (server);
  trust_ca (fixture);
  net_fixture_connect (fixture);

  check_failed (fixture, FECHO_STAGE_HTTP, FECHO_CAUSE_CLIENT_CERTIFICATE);
}

static void
test_client_certificate_missing (void)
{
  g_autoptr(NetFixture) fixture = net_fixture_new ("wss://127.0.0.1:9/");

  fixture->endpoint->certificate_file = g_strdup ("/nowhere/client.pem");
  net_fixture_connect (fixture);

  check_failed (fixture, FECHO_STAGE_DNS, FECHO_CAUSE_CLIENT_CERTIFICATE);
}

/* A server in clear behind a wss address. */
static void
check_no_tls (const char *script,
              FechoCause  cause)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new (script);
  g_autofree char *url = NULL;
  g_autoptr(NetFixture) fixture = NULL;

  url = g_strdup_printf ("wss://127.0.0.1:%u/", fecho_rude_server_get_port (server));
  fixture = net_fixture_new (url);
  if (cause == FECHO_CAUSE_CONNECT_TIMEOUT)
    fixture->endpoint->connect_timeout_us = SHORT_US;
  net_fixture_connect (fixture);

  check_failed (fixture, FECHO_STAGE_TLS, cause);
}

static void
test_http_in_clear (void)
{
  check_no_tls ("raw HTTP/1.1 400 Bad Request\\r\\n\\r\\n; await-eof", FECHO_CAUSE_TLS_HANDSHAKE);
}

static void
test_eof_in_tls (void)
{
  check_no_tls ("await-byte; fin; await-eof", FECHO_CAUSE_TLS_HANDSHAKE);
}

static void
test_reset_in_tls (void)
{
  check_no_tls ("await-byte; reset", FECHO_CAUSE_TLS_HANDSHAKE);
}

static void
test_fatal_alert (void)
{
  check_no_tls ("hex 15 03 03 00 02 02 28; await-eof", FECHO_CAUSE_TLS_HANDSHAKE);
}

/* protocol_version and unrecognized_name: it does not speak our versions, or know our host. */
static void
test_other_alerts (void)
{
  check_no_tls ("hex 15 03 03 00 02 02 46; await-eof", FECHO_CAUSE_TLS_HANDSHAKE);
  check_no_tls ("hex 15 03 03 00 02 02 70; await-eof", FECHO_CAUSE_TLS_HANDSHAKE);
}

static void
test_deadline_in_tls (void)
{
  check_no_tls ("hold", FECHO_CAUSE_CONNECT_TIMEOUT);
}

/* The end of the stream without close_notify is like any other end. */
static void
test_eof (void)
{
  g_autoptr(FechoRudeServer) server = serve_with ("good", "upgrade; fin; await-eof");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);
  const FechoCloseRecord *record;

  trust_ca (fixture);
  net_fixture_connect (fixture);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpuint (record->code, ==, 1006);
  g_assert_false (record->failed_attempt);
  g_assert_cmpint (record->cause, ==, FECHO_CAUSE_EOF_WITHOUT_CLOSE);
}

/* More than a record of TLS, which libsoup reads in pieces. */
static void
test_big_message (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;
  const FechoCloseRecord *record;

  server = serve_with ("good", "upgrade; hex 82 7f 00 00 00 00 00 08 00 00; payload 524288;"
                               "close 1000; await-close");
  fixture = net_fixture_new_for (server);
  trust_ca (fixture);
  net_fixture_connect (fixture);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpuint (record->code, ==, 1000);
  g_assert_cmpint (record->bytes_in, ==, 524288);
}

static GTlsCertificateFlags
verify (GTlsDatabase       *database,
        GTlsCertificate    *certificate,
        GSocketConnectable *identity,
        const char         *purpose)
{
  g_autoptr(GError) error = NULL;
  GTlsCertificateFlags flags;

  flags = g_tls_database_verify_chain (database, certificate, purpose, identity, NULL,
                                       G_TLS_DATABASE_VERIFY_NONE, NULL, &error);
  g_assert_no_error (error);

  return flags;
}

/* Standing before the plain database must not change a verdict. */
static void
test_same_verdicts (void)
{
  static const char *names[] = {
    "good", "named", "expired", "selfsigned", "client", "ca", "other",
  };
  g_autofree char *path = test_certs_dup_path (certs, "ca");
  g_autoptr(GTlsDatabase) plain = g_tls_file_database_new (path, NULL);
  g_autoptr(GTlsDatabase) ours = fecho_tls_database_new (plain);
  g_autoptr(GSocketConnectable) by_address = g_network_address_new ("127.0.0.1", 443);
  g_autoptr(GSocketConnectable) by_name = g_network_address_new ("known.test", 443);
  GSocketConnectable *identities[] = { NULL, by_address, by_name };
  const char *purposes[] = { G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER,
                             G_TLS_DATABASE_PURPOSE_AUTHENTICATE_CLIENT };
  guint n_good = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GTlsCertificate) certificate = test_certs_load (certs, names[i]);

      for (gsize j = 0; j < G_N_ELEMENTS (identities) * G_N_ELEMENTS (purposes); j++)
        {
          GSocketConnectable *identity = identities[j % 3];
          const char *purpose = purposes[j / 3];
          GTlsCertificateFlags flags = verify (plain, certificate, identity, purpose);

          g_assert_cmpuint (verify (ours, certificate, identity, purpose), ==, flags);
          n_good += flags == 0;
        }
    }
  g_assert_cmpuint (n_good, >, 0);
}

static void
test_same_issuer (void)
{
  g_autofree char *path = test_certs_dup_path (certs, "ca");
  g_autoptr(GTlsDatabase) plain = g_tls_file_database_new (path, NULL);
  g_autoptr(GTlsDatabase) ours = fecho_tls_database_new (plain);
  g_autoptr(GTlsCertificate) certificate = test_certs_load (certs, "good");
  g_autoptr(GTlsCertificate) authority = test_certs_load (certs, "ca");
  g_autoptr(GTlsCertificate) issuer = NULL;
  g_autofree char *handle = NULL;
  g_autoptr(GTlsCertificate) by_handle = NULL;

  issuer = g_tls_database_lookup_certificate_issuer (ours, certificate, NULL,
                                                     G_TLS_DATABASE_LOOKUP_NONE, NULL, NULL);
  g_assert_nonnull (issuer);
  g_assert_true (g_tls_certificate_is_same (issuer, authority));
  handle = g_tls_database_create_certificate_handle (ours, issuer);
  by_handle = g_tls_database_lookup_certificate_for_handle (ours, handle, NULL,
                                                            G_TLS_DATABASE_LOOKUP_NONE, NULL, NULL);
  g_assert_true (g_tls_certificate_is_same (by_handle, authority));
}

static void
make_certificates (void)
{
  certs = test_certs_new ();
  test_certs_make (certs, "good", "ca", "IP:127.0.0.1", 1);
  test_certs_make (certs, "named", "ca", "DNS:known.test", 1);
  test_certs_make (certs, "expired", "ca", "IP:127.0.0.1", -1);
  test_certs_make (certs, "client", "ca", "email:client@example.org", 1);
  test_certs_make (certs, "selfsigned", NULL, "IP:127.0.0.1", 1);
  test_certs_make (certs, "other", "selfsigned", "IP:127.0.0.1", 1);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  test_resolver_install ();
  make_certificates ();

  g_test_add_func ("/net/tls/own-ca", test_own_ca);
  g_test_add_func ("/net/tls/own-ca-by-name", test_own_ca_by_name);
  g_test_add_func ("/net/tls/unknown-ca", test_unknown_ca);
  g_test_add_func ("/net/tls/self-signed", test_self_signed);
  g_test_add_func ("/net/tls/expired", test_expired);
  g_test_add_func ("/net/tls/other-host", test_other_host);
  g_test_add_func ("/net/tls/insecure", test_insecure);
  g_test_add_func ("/net/tls/pin", test_pin);
  g_test_add_func ("/net/tls/other-pin", test_other_pin);
  g_test_add_func ("/net/tls/ca-file-missing", test_ca_file_missing);
  g_test_add_func ("/net/tls/ca-file-without-certificates", test_ca_file_without_certificates);
  g_test_add_func ("/net/tls/client-certificate", test_client_certificate);
  g_test_add_func ("/net/tls/client-certificate-wanted", test_client_certificate_wanted);
  g_test_add_func ("/net/tls/client-certificate-missing", test_client_certificate_missing);
  g_test_add_func ("/net/tls/http-in-clear", test_http_in_clear);
  g_test_add_func ("/net/tls/eof-in-handshake", test_eof_in_tls);
  g_test_add_func ("/net/tls/reset-in-handshake", test_reset_in_tls);
  g_test_add_func ("/net/tls/fatal-alert", test_fatal_alert);
  g_test_add_func ("/net/tls/other-alerts", test_other_alerts);
  g_test_add_func ("/net/tls/deadline-in-handshake", test_deadline_in_tls);
  g_test_add_func ("/net/tls/eof", test_eof);
  g_test_add_func ("/net/tls/big-message", test_big_message);
  g_test_add_func ("/net/tls/same-verdicts", test_same_verdicts);
  g_test_add_func ("/net/tls/same-issuer", test_same_issuer);

  status = g_test_run ();
  test_certs_free (certs);
  fecho_test_end_threads ();

  return status;
}
