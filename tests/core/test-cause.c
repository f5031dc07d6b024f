/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cause.h"

#include <gio/gio.h>

#include "fecho-close-reason.h"

typedef struct
{
  FechoCause cause;
  const char *path;
  FechoObservations seen;
} Case;

#define OPENED .opened = TRUE, .stage = FECHO_STAGE_OPEN, .http_status = 101
#define PEER(number) .peer_close_first = TRUE, .peer_code = (number)

static const Case cases[] = {
  { FECHO_CAUSE_USER_CLOSED, "user",
    { OPENED, .intent = FECHO_INTENT_USER, .our_code = 1000, .peer_code = 1000 } },
  { FECHO_CAUSE_USER_CLOSED, "user-cancelled",
    { .intent = FECHO_INTENT_USER, .fault = FECHO_FAULT_CANCELLED } },
  { FECHO_CAUSE_APP_QUIT, "quit",
    { OPENED, .intent = FECHO_INTENT_QUIT, .our_code = 1001, .peer_code = 1001 } },
  { FECHO_CAUSE_APP_QUIT, "quit-unanswered",
    { OPENED, .intent = FECHO_INTENT_QUIT, .our_code = 1001, .close_timed_out = TRUE } },
  { FECHO_CAUSE_SUSPEND_RESUME, "suspend",
    { OPENED, .suspended = TRUE, .fault = FECHO_FAULT_RESET } },
  { FECHO_CAUSE_SUSPEND_RESUME, "suspend-pong",
    { OPENED, .suspended = TRUE, .intent = FECHO_INTENT_PONG_LIMIT, .cut = TRUE } },
  { FECHO_CAUSE_NETWORK_CHANGED, "network-changed", { OPENED, .network_changed = TRUE } },
  { FECHO_CAUSE_NETWORK_DOWN, "network-down",
    { OPENED, .network_down = TRUE, .fault = FECHO_FAULT_TIMED_OUT } },
  { FECHO_CAUSE_NETWORK_DOWN, "network-down-attempt",
    { .network_down = TRUE, .fault = FECHO_FAULT_RESOLVE } },
  { FECHO_CAUSE_NO_DESCRIPTORS, "descriptors", { .fault = FECHO_FAULT_NO_DESCRIPTORS } },
  { FECHO_CAUSE_DNS_FAILURE, "dns", { .fault = FECHO_FAULT_RESOLVE } },
  { FECHO_CAUSE_UNREACHABLE, "unreachable", { .fault = FECHO_FAULT_UNREACHABLE } },
  { FECHO_CAUSE_UNREACHABLE, "route-died", { OPENED, .fault = FECHO_FAULT_TIMED_OUT } },
  { FECHO_CAUSE_REFUSED, "refused", { .fault = FECHO_FAULT_REFUSED } },
  { FECHO_CAUSE_CONNECT_TIMEOUT, "timeout", { .fault = FECHO_FAULT_TIMED_OUT } },
  { FECHO_CAUSE_CONNECT_TIMEOUT, "deadline",
    { .intent = FECHO_INTENT_DEADLINE, .fault = FECHO_FAULT_CANCELLED } },
  { FECHO_CAUSE_TLS_EXPIRED, "tls-expired",
    { .fault = FECHO_FAULT_TLS_CERTIFICATE, .tls_errors = G_TLS_CERTIFICATE_EXPIRED } },
  { FECHO_CAUSE_TLS_UNTRUSTED, "tls-untrusted",
    { .fault = FECHO_FAULT_TLS_CERTIFICATE,
      .tls_errors = G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_EXPIRED } },
  { FECHO_CAUSE_TLS_HOSTNAME, "tls-hostname",
    { .fault = FECHO_FAULT_TLS_CERTIFICATE, .tls_errors = G_TLS_CERTIFICATE_BAD_IDENTITY } },
  { FECHO_CAUSE_TLS_VERSION, "tls-version",
    { .intent = FECHO_INTENT_TLS_VERSION, .fault = FECHO_FAULT_CANCELLED } },
  { FECHO_CAUSE_TLS_HANDSHAKE, "tls-alert", { .fault = FECHO_FAULT_TLS, .tls_was_last = TRUE } },
  { FECHO_CAUSE_TLS_HANDSHAKE, "tls-reset", { .fault = FECHO_FAULT_RESET, .tls_was_last = TRUE } },
  { FECHO_CAUSE_CLIENT_CERTIFICATE, "client-certificate",
    { .fault = FECHO_FAULT_TLS_CLIENT_CERTIFICATE } },
  { FECHO_CAUSE_PROXY_ERROR, "proxy", { .fault = FECHO_FAULT_PROXY } },
  { FECHO_CAUSE_AUTH, "http-401", { .fault = FECHO_FAULT_HTTP_STATUS, .http_status = 401 } },
  { FECHO_CAUSE_AUTH, "proxy-407", { .fault = FECHO_FAULT_PROXY, .http_status = 407 } },
  { FECHO_CAUSE_CLIENT_CERTIFICATE, "client-certificate-in-handshake",
    { .fault = FECHO_FAULT_TLS_CLIENT_CERTIFICATE, .tls_was_last = TRUE } },
  { FECHO_CAUSE_AUTH, "proxy-credentials", { .fault = FECHO_FAULT_PROXY_AUTH } },
  { FECHO_CAUSE_AUTH, "3000", { OPENED, PEER (3000) } },
  { FECHO_CAUSE_HTTP_REJECTED, "http-503",
    { .fault = FECHO_FAULT_HTTP_STATUS, .http_status = 503 } },
  { FECHO_CAUSE_REDIRECT_REFUSED, "http-302",
    { .fault = FECHO_FAULT_HTTP_STATUS, .http_status = 302 } },
  { FECHO_CAUSE_HTTP_REJECTED, "http-304",
    { .fault = FECHO_FAULT_HTTP_STATUS, .http_status = 304 } },
  { FECHO_CAUSE_PEER_OVER_BUDGET, "budget-in-handshake",
    { .fault = FECHO_FAULT_CANCELLED, .intent = FECHO_INTENT_BUDGET } },
  { FECHO_CAUSE_BAD_HANDSHAKE, "bad-handshake",
    { .fault = FECHO_FAULT_BAD_HANDSHAKE, .http_status = 101 } },
  { FECHO_CAUSE_BAD_HANDSHAKE, "not-http", { .fault = FECHO_FAULT_NOT_HTTP } },
  { FECHO_CAUSE_SUBPROTOCOL_MISMATCH, "subprotocol",
    { .intent = FECHO_INTENT_SUBPROTOCOL, .http_status = 101 } },
  { FECHO_CAUSE_PONG_TIMEOUT, "pong", { OPENED, .intent = FECHO_INTENT_PONG_LIMIT, .cut = TRUE } },
  { FECHO_CAUSE_PEER_OVER_BUDGET, "budget",
    { OPENED, .intent = FECHO_INTENT_BUDGET, .cut = TRUE } },
  { FECHO_CAUSE_RESET_BY_PEER, "reset", { OPENED, .fault = FECHO_FAULT_RESET } },
  { FECHO_CAUSE_EOF_WITHOUT_CLOSE, "end-of-stream", { OPENED } },
  { FECHO_CAUSE_CLOSE_TIMEOUT, "close-timeout",
    { OPENED, .intent = FECHO_INTENT_USER, .our_code = 1000, .close_timed_out = TRUE } },
  { FECHO_CAUSE_SERVER_POLICY, "1008", { OPENED, PEER (1008) } },
  { FECHO_CAUSE_SERVER_RESTART_OR_OVERLOAD, "1013", { OPENED, PEER (1013) } },
  { FECHO_CAUSE_SERVER_RESTART_OR_OVERLOAD, "1012-refused-by-libsoup",
    { OPENED, .failed = TRUE, .fail_code = 1002, .fail_sent = TRUE, .code_at_failure = 1012,
      .peer_code = 1012 } },
  { FECHO_CAUSE_SERVER_FAULT, "1011", { OPENED, PEER (1011) } },
  { FECHO_CAUSE_PROTOCOL_ERROR_OURS, "1002", { OPENED, PEER (1002) } },
  { FECHO_CAUSE_PROTOCOL_ERROR_THEIRS, "bad-frame", { OPENED, .failed = TRUE, .fail_code = 1002 } },
  { FECHO_CAUSE_PROTOCOL_ERROR_THEIRS, "illegal-answer",
    { OPENED, .intent = FECHO_INTENT_USER, .our_code = 1000, .peer_code = 999 } },
  { FECHO_CAUSE_MESSAGE_TOO_BIG, "1009", { OPENED, PEER (1009) } },
  { FECHO_CAUSE_MESSAGE_TOO_BIG, "our-limit", { OPENED, .failed = TRUE, .fail_code = 1009 } },
  { FECHO_CAUSE_APPLICATION_CODE, "4001", { OPENED, PEER (4001) } },
  { FECHO_CAUSE_NORMAL, "1000", { OPENED, PEER (1000) } },
  { FECHO_CAUSE_UNKNOWN, "empty-close", { OPENED, PEER (1005) } },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autofree char *evidence = NULL;

  fecho_close_reason_derive (&expected->seen, &record);

  g_assert_cmpstr (fecho_cause_to_string (fecho_cause_derive (&expected->seen, &record, &evidence)),
                   ==,
                   fecho_cause_to_string (expected->cause));
  g_assert_nonnull (evidence);
  g_assert_null (strchr (evidence, '%'));
}

/* monitor_interrupted is the store's own verdict (rule 6): no observation leads to it. */
static void
test_every_cause_has_a_case (void)
{
  for (guint cause = 0; cause < FECHO_N_CAUSES; cause++)
    {
      gboolean found = cause == FECHO_CAUSE_MONITOR_INTERRUPTED;

      for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
        found |= cases[i].cause == cause;
      if (!found)
        g_error ("no case for %s", fecho_cause_to_string (cause));
    }
}

static void
test_evidence_names_the_number (void)
{
  FechoObservations seen = { .fault = FECHO_FAULT_HTTP_STATUS, .http_status = 429 };
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autofree char *evidence = NULL;

  fecho_close_reason_derive (&seen, &record);
  fecho_cause_derive (&seen, &record, &evidence);

  g_assert_cmpstr (evidence, ==, "The handshake was answered with HTTP 429");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/cause/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/core/cause/every-cause-has-a-case", test_every_cause_has_a_case);
  g_test_add_func ("/core/cause/evidence-names-the-number", test_evidence_names_the_number);

  return g_test_run ();
}
