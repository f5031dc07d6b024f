/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-reason.h"

/* A row: what libsoup shows (libsoup's states and getters at the time of "closed"), and the event
 * that close-events.md, section 3, makes of it. Fields left out of an expectation are unknown. */
typedef struct
{
  const char *path;
  FechoObservations seen;
  guint16 code;
  const char *reason;
  gboolean was_clean;
  FechoClosedBy closed_by;
  FechoFirstClose first_close;
  int received_code;
  int sent_code;
  gboolean illegal;
} Case;

#define OPENED .opened = TRUE, .stage = FECHO_STAGE_OPEN, .http_status = 101
#define NO FECHO_UNKNOWN

static const Case cases[] = {
  /* Rule 1: the handshake never completed. */
  { "attempt/refused", { .stage = FECHO_STAGE_DNS, .fault = FECHO_FAULT_REFUSED },
    1006, "", FALSE, FECHO_CLOSED_BY_NOBODY, FECHO_FIRST_CLOSE_NONE, NO, NO },
  { "attempt/http-status",
    { .stage = FECHO_STAGE_HTTP, .fault = FECHO_FAULT_HTTP_STATUS, .http_status = 503 },
    1006, "", FALSE, FECHO_CLOSED_BY_NOBODY, FECHO_FIRST_CLOSE_NONE, NO, NO },
  { "attempt/tls-stalled",
    { .stage = FECHO_STAGE_TCP, .fault = FECHO_FAULT_TIMED_OUT, .tls_was_last = TRUE },
    1015, "", FALSE, FECHO_CLOSED_BY_NOBODY, FECHO_FIRST_CLOSE_NONE, NO, NO },
  { "attempt/tls-certificate", { .stage = FECHO_STAGE_TCP, .fault = FECHO_FAULT_TLS_CERTIFICATE },
    1015, "", FALSE, FECHO_CLOSED_BY_NOBODY, FECHO_FIRST_CLOSE_NONE, NO, NO },
  { "attempt/tls-client-certificate-after-handshake",
    { .stage = FECHO_STAGE_TLS, .fault = FECHO_FAULT_TLS_CLIENT_CERTIFICATE },
    1015, "", FALSE, FECHO_CLOSED_BY_NOBODY, FECHO_FIRST_CLOSE_NONE, NO, NO },
  { "attempt/cancelled-by-user",
    { .stage = FECHO_STAGE_TCP, .fault = FECHO_FAULT_CANCELLED, .intent = FECHO_INTENT_USER },
    1006, "", FALSE, FECHO_CLOSED_BY_USER, FECHO_FIRST_CLOSE_NONE, NO, NO },
  { "attempt/deadline",
    { .stage = FECHO_STAGE_TCP, .fault = FECHO_FAULT_CANCELLED, .intent = FECHO_INTENT_DEADLINE },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_NONE, NO, NO },
  { "attempt/deadline-in-tls",
    { .stage = FECHO_STAGE_TCP, .intent = FECHO_INTENT_DEADLINE, .tls_was_last = TRUE },
    1015, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_NONE, NO, NO },
  { "attempt/subprotocol",
    { .stage = FECHO_STAGE_HTTP, .intent = FECHO_INTENT_SUBPROTOCOL, .http_status = 101 },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_NONE, NO, NO },

  /* Rule 2: we failed the connection; the peer's echo of our code is not its own. */
  { "failed/bad-frame-and-echo",
    { OPENED, .failed = TRUE, .fail_code = 1002, .fail_sent = TRUE, .peer_code = 1002 },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_US, NO, 1002 },
  { "failed/bad-utf8-message", { OPENED, .failed = TRUE, .fail_code = 1007, .fail_sent = TRUE },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_US, NO, 1007 },
  { "failed/bad-utf8-message-and-echo",
    { OPENED, .failed = TRUE, .fail_code = 1007, .fail_sent = TRUE, .peer_code = 1007 },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_US, NO, 1007 },
  { "failed/bad-frame-then-timeout",
    { OPENED, .failed = TRUE, .fail_code = 1002, .fail_sent = TRUE, .close_timed_out = TRUE },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_US, NO, 1002 },
  { "failed/bad-frame-then-reset",
    { OPENED, .failed = TRUE, .fail_code = 1002, .fail_sent = TRUE, .fault = FECHO_FAULT_RESET },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_US, NO, 1002 },
  { "failed/too-big-said", { OPENED, .failed = TRUE, .fail_code = 1009, .fail_sent = TRUE },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_US, NO, 1009 },
  /* A Close frame of one byte, or with the number 0: libsoup shows no code of either. */
  { "failed/one-byte-or-number-0",
    { OPENED, .failed = TRUE, .fail_code = 1002, .fail_sent = TRUE, .peer_reason = "zero" },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_US, NO, 1002 },
  { "failed/reason-of-124-bytes-answers-ours",
    { OPENED, .intent = FECHO_INTENT_USER, .our_code = 4001, .failed = TRUE, .fail_code = 1002,
      .code_at_failure = 4001, .peer_code = 4001 },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_US, 4001, 4001 },
  { "failed/1005-answers-ours",
    { OPENED, .intent = FECHO_INTENT_USER, .our_code = 4001, .failed = TRUE, .fail_code = 1002,
      .code_at_failure = 1005, .peer_code = 1005 },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_US, 1005, 4001, TRUE },
  { "failed/too-big-says-nothing", { OPENED, .failed = TRUE, .fail_code = 1009 },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_NONE, NO, NO },
  { "failed/illegal-number",
    { OPENED, .failed = TRUE, .fail_code = 1002, .fail_sent = TRUE, .code_at_failure = 999,
      .peer_code = 999,
      .peer_reason = "why" },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_PEER, 999, 1002, TRUE },
  { "failed/1006-on-the-wire",
    { OPENED, .failed = TRUE, .fail_code = 1002, .fail_sent = TRUE, .code_at_failure = 1006,
      .peer_code = 1006 },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_PEER, 1006, 1002, TRUE },
  { "failed/legal-number-bad-reason",
    { OPENED, .failed = TRUE, .fail_code = 1002, .fail_sent = TRUE, .code_at_failure = 1000,
      .peer_code = 1000 },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_PEER, 1000, 1002 },
  { "failed/after-our-close",
    { OPENED, .intent = FECHO_INTENT_USER, .our_code = 1000, .failed = TRUE, .fail_code = 1002 },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_US, NO, 1000 },
  { "failed/illegal-answer-to-our-close",
    { OPENED, .intent = FECHO_INTENT_USER, .our_code = 4001, .peer_code = 5000 },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_US, 5000, 4001, TRUE },
  { "failed/1012-is-legal",
    { OPENED, .failed = TRUE, .fail_code = 1002, .fail_sent = TRUE, .code_at_failure = 1012,
      .peer_code = 1012,
      .peer_reason = "deploy" },
    1012, "deploy", TRUE, FECHO_CLOSED_BY_SERVER, FECHO_FIRST_CLOSE_PEER, NO, 1002 },
  { "failed/1013-is-legal",
    { OPENED, .failed = TRUE, .fail_code = 1002, .fail_sent = TRUE, .code_at_failure = 1013,
      .peer_code = 1013, .fault = FECHO_FAULT_RESET },
    1013, "", TRUE, FECHO_CLOSED_BY_SERVER, FECHO_FIRST_CLOSE_PEER, NO, 1002 },
  { "failed/1014-is-legal",
    { OPENED, .failed = TRUE, .fail_code = 1002, .fail_sent = TRUE, .code_at_failure = 1014,
      .peer_code = 1014 },
    1014, "", TRUE, FECHO_CLOSED_BY_SERVER, FECHO_FIRST_CLOSE_PEER, NO, 1002 },

  /* Rule 3: a Close frame came. */
  { "close/1000", { OPENED, .peer_close_first = TRUE, .peer_code = 1000, .peer_reason = "bye" },
    1000, "bye", TRUE, FECHO_CLOSED_BY_SERVER, FECHO_FIRST_CLOSE_PEER, NO, NO },
  { "close/4999-then-reset",
    { OPENED, .peer_close_first = TRUE, .peer_code = 4999, .fault = FECHO_FAULT_RESET },
    4999, "", TRUE, FECHO_CLOSED_BY_SERVER, FECHO_FIRST_CLOSE_PEER, NO, NO },
  { "close/our-echo-is-stuck",
    { OPENED, .peer_close_first = TRUE, .peer_code = 1001, .peer_reason = "bye",
      .close_timed_out = TRUE },
    1001, "bye", TRUE, FECHO_CLOSED_BY_SERVER, FECHO_FIRST_CLOSE_PEER, NO, NO },
  { "close/ours-echoed-then-reset",
    { OPENED, .intent = FECHO_INTENT_USER, .our_code = 3001, .peer_code = 3001,
      .fault = FECHO_FAULT_RESET },
    3001, "", TRUE, FECHO_CLOSED_BY_USER, FECHO_FIRST_CLOSE_US, NO, NO },
  { "close/empty", { OPENED, .peer_close_first = TRUE, .peer_code = 1005 },
    1005, "", TRUE, FECHO_CLOSED_BY_SERVER, FECHO_FIRST_CLOSE_PEER, NO, 1000 },
  { "close/ours-echoed",
    { OPENED, .intent = FECHO_INTENT_USER, .our_code = 3001, .our_reason = "x", .peer_code = 3001,
      .peer_reason = "x" },
    3001, "x", TRUE, FECHO_CLOSED_BY_USER, FECHO_FIRST_CLOSE_US, NO, NO },
  { "close/ours-answered-otherwise",
    { OPENED, .intent = FECHO_INTENT_QUIT, .our_code = 1001, .peer_code = 4002 },
    4002, "", TRUE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_US, NO, 1001 },
  { "close/ours-answered-1012",
    { OPENED, .intent = FECHO_INTENT_USER, .our_code = 1000, .peer_code = 1012 },
    1012, "", TRUE, FECHO_CLOSED_BY_USER, FECHO_FIRST_CLOSE_US, NO, 1000 },
  { "close/ours-answered-empty",
    { OPENED, .intent = FECHO_INTENT_USER, .our_code = 1000, .peer_code = 1005 },
    1005, "", TRUE, FECHO_CLOSED_BY_USER, FECHO_FIRST_CLOSE_US, NO, 1000 },
  { "close/crossed",
    { OPENED, .intent = FECHO_INTENT_USER, .our_code = 4001, .peer_close_first = TRUE,
      .peer_code = 4002 },
    4002, "", TRUE, FECHO_CLOSED_BY_SERVER, FECHO_FIRST_CLOSE_PEER, NO, NO },

  /* Rules 4 and 5: no Close frame of the peer. */
  { "silent/our-close-timed-out",
    { OPENED, .intent = FECHO_INTENT_USER, .our_code = 1000, .close_timed_out = TRUE },
    1006, "", FALSE, FECHO_CLOSED_BY_USER, FECHO_FIRST_CLOSE_US, NO, 1000 },
  { "silent/our-close-end-of-stream", { OPENED, .intent = FECHO_INTENT_USER, .our_code = 4001 },
    1006, "", FALSE, FECHO_CLOSED_BY_USER, FECHO_FIRST_CLOSE_US, NO, 4001 },
  { "silent/our-close-reset",
    { OPENED, .intent = FECHO_INTENT_QUIT, .our_code = 1001, .fault = FECHO_FAULT_RESET },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_US, NO, 1001 },
  { "silent/end-of-stream", { OPENED },
    1006, "", FALSE, FECHO_CLOSED_BY_NOBODY, FECHO_FIRST_CLOSE_NONE, NO, NO },
  { "silent/reset", { OPENED, .fault = FECHO_FAULT_RESET },
    1006, "", FALSE, FECHO_CLOSED_BY_NOBODY, FECHO_FIRST_CLOSE_NONE, NO, NO },
  { "silent/route-died", { OPENED, .fault = FECHO_FAULT_TIMED_OUT },
    1006, "", FALSE, FECHO_CLOSED_BY_NOBODY, FECHO_FIRST_CLOSE_NONE, NO, NO },
  /* The Close that came with the reset was not read: our output had failed before. */
  { "silent/reset-while-blocked", { OPENED, .fault = FECHO_FAULT_RESET, .peer_reason = "lost" },
    1006, "", FALSE, FECHO_CLOSED_BY_NOBODY, FECHO_FIRST_CLOSE_NONE, NO, NO },
  { "silent/pong-limit",
    { OPENED, .intent = FECHO_INTENT_PONG_LIMIT, .cut = TRUE, .fault = FECHO_FAULT_RESET },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_NONE, NO, NO },
  { "silent/budget", { OPENED, .intent = FECHO_INTENT_BUDGET, .cut = TRUE },
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, FECHO_FIRST_CLOSE_NONE, NO, NO },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autoptr(FechoCloseEvent) event = NULL;
  g_autoptr(GError) error = NULL;

  fecho_close_reason_derive (&expected->seen, &record);

  g_assert_cmpuint (record.code, ==, expected->code);
  g_assert_cmpstr (record.reason, ==, expected->reason);
  g_assert_cmpint (record.was_clean, ==, expected->was_clean);
  g_assert_cmpint (record.closed_by, ==, expected->closed_by);
  g_assert_cmpint (record.first_close, ==, expected->first_close);
  g_assert_cmpint (record.received_code, ==, expected->received_code);
  g_assert_cmpint (record.sent_code, ==, expected->sent_code);
  g_assert_cmpint (record.illegal_code, ==, expected->illegal);
  g_assert_cmpint (record.failed_attempt, ==, !expected->seen.opened);

  /* Whatever was seen, what is derived is a possible event. */
  record.life_us = expected->seen.opened ? 1 : FECHO_UNKNOWN;
  event = fecho_close_event_new (&record, &error);
  g_assert_no_error (error);
}

/* Every number a peer can write, in a Close frame that libsoup takes or refuses as it does. */
static void
test_every_number (void)
{
  for (guint code = 1; code <= G_MAXUINT16; code++)
    {
      gboolean taken = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1011) ||
                       (code >= 3000 && code <= 4999);
      FechoObservations seen = { OPENED, .peer_code = code };
      FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

      seen.peer_close_first = taken;
      seen.failed = seen.fail_sent = !taken;
      seen.fail_code = taken ? 0 : 1002;
      seen.code_at_failure = taken ? 0 : code;
      fecho_close_reason_derive (&seen, &record);

      g_assert_cmpint (record.was_clean, ==, taken || (code >= 1012 && code <= 1014));
      g_assert_cmpuint (record.code, ==, record.was_clean ? code : 1006);
      g_assert_cmpint (record.illegal_code, ==, !record.was_clean);
      g_assert_cmpint (record.received_code, ==, record.was_clean ? FECHO_UNKNOWN : (int)code);
    }
}

/* Whatever ended an attempt: 1015 where it was the TLS handshake, else 1006. */
static void
test_every_fault_of_an_attempt (void)
{
  for (int fault = FECHO_FAULT_NONE; fault <= FECHO_FAULT_CANCELLED; fault++)
    {
      FechoObservations seen = { .fault = (FechoFault)fault, .http_status = FECHO_UNKNOWN };
      FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
      gboolean is_tls = fault == FECHO_FAULT_TLS || fault == FECHO_FAULT_TLS_CERTIFICATE ||
                        fault == FECHO_FAULT_TLS_CLIENT_CERTIFICATE;

      fecho_close_reason_derive (&seen, &record);

      g_assert_true (record.failed_attempt);
      g_assert_cmpuint (record.code, ==, is_tls ? 1015 : 1006);
      g_assert_cmpstr (record.reason, ==, "");
      g_assert_false (record.was_clean);
      g_assert_cmpint (record.closed_by, ==, FECHO_CLOSED_BY_NOBODY);
      seen.tls_was_last = TRUE;
      fecho_close_reason_derive (&seen, &record);
      g_assert_cmpuint (record.code, ==, 1015);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/close-reason/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/core/close-reason/every-number", test_every_number);
  g_test_add_func ("/core/close-reason/every-fault-of-an-attempt", test_every_fault_of_an_attempt);

  return g_test_run ();
}
