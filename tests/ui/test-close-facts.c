/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-facts.h"

#include <locale.h>

#include "fecho-close-digest.h"
#include "fecho-close-text.h"

static const char *
find (GPtrArray  *facts,
      const char *label)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const FechoCloseFact *fact = g_ptr_array_index (facts, i);

      if (g_str_equal (fact->label, label))
        return fact->value;
    }

  return NULL;
}

static void
assert_reason (guint16     code,
               const char *reason,
               const char *expected)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autofree char *text = NULL;

  record.code = code;
  record.reason = reason;
  text = fecho_close_facts_reason (&record);
  g_assert_cmpstr (text, ==, expected);
}

/* What no peer sent is not passed off as an empty reason, and what it sent cannot act. */
static void
test_reason (void)
{
  assert_reason (1006, "", "None, no Close frame came");
  assert_reason (1015, "", "None, no Close frame came");
  assert_reason (1005, "", "None, the Close frame was empty");
  assert_reason (1000, "", "None");
  assert_reason (4000, "<b>bye</b> & “so on”", "<b>bye</b> & “so on”");
  assert_reason (4000, "a\nb\x1b[31m\u202e", "a␊b␛[31m<U+202E>");
}

static void
test_close (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autoptr(GPtrArray) facts = NULL;

  record.life_us = G_TIME_SPAN_HOUR;
  record.messages_in = 186;
  record.messages_out = 2;
  record.network = FECHO_NETWORK_ONLINE;
  record.metered = 1;
  record.last_rtt_us = 43 * G_TIME_SPAN_MILLISECOND;
  record.last_message_us = 41 * G_TIME_SPAN_SECOND;
  record.received_code = 999;
  record.received_reason = "x\x07";
  facts = fecho_close_facts_list (&record);

  g_assert_cmpstr (find (facts, "Clean"), ==, "No");
  g_assert_cmpstr (find (facts, "Closed by"), ==, "Nobody (end of stream)");
  g_assert_cmpstr (find (facts, "Received"), ==, "999 “x␇”");
  g_assert_cmpstr (find (facts, "Messages"), ==, "↓\u00a0186  ↑\u00a02");
  g_assert_cmpstr (find (facts, "Network"), ==, "Online, metered, round-trip time 43\u00a0ms");
  g_assert_cmpstr (find (facts, "Last data"), ==, "41\u00a0s before");
  g_assert_null (find (facts, "Last pong"));
  g_assert_null (find (facts, "Sent"));
  g_assert_null (find (facts, "Cause"));
}

/* A history that was imported need not tell how much was sent. */
static void
test_unknown_counts (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autoptr(GPtrArray) facts = NULL;
  g_autoptr(GPtrArray) technical = NULL;

  record.messages_in = record.messages_out = FECHO_UNKNOWN;
  record.bytes_in = record.bytes_out = FECHO_UNKNOWN;
  facts = fecho_close_facts_list (&record);
  technical = fecho_close_facts_technical (&record);

  g_assert_null (find (facts, "Messages"));
  g_assert_null (find (technical, "Data"));
}

/* With pings on, the last pong says more than the last data. */
static void
test_pong (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autoptr(GPtrArray) facts = NULL;

  record.last_message_us = 41 * G_TIME_SPAN_SECOND;
  record.last_pong_us = 12 * G_TIME_SPAN_SECOND;
  facts = fecho_close_facts_list (&record);

  g_assert_cmpstr (find (facts, "Last pong"), ==, "12\u00a0s before");
  g_assert_null (find (facts, "Last data"));
}

static void
test_secrets (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autoptr(GPtrArray) facts = NULL;
  g_autofree char *text = NULL;

  record.url = "wss://me:hunter2@example.com/x?token=hunter3&a=1";
  record.session = "S";
  record.headers = "{\"Server\":\"nginx\",\"Set-Cookie\":\"sid=hunter4\","
                   "\"Location\":\"https://example.com/?auth=hunter5\"}";
  facts = fecho_close_facts_technical (&record);
  text = fecho_close_facts_to_text (&record, "Abnormal Closure", "It was lost.");

  g_assert_cmpstr (find (facts, "Server"), ==, "nginx");
  g_assert_nonnull (find (facts, "Location"));
  g_assert_nonnull (strstr (find (facts, "Address"), "example.com/x"));
  g_assert_null (strstr (text, "hunter"));
}

static void
test_technical (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autoptr(GPtrArray) facts = NULL;

  record.failed_attempt = TRUE;
  record.tls_version = "TLS 1.3";
  record.tls_errors = 1 << 3 | 1 << 1;
  record.error_domain = "g-tls-error-quark";
  record.error_code = 4;
  record.error_message = "Unacceptable TLS certificate";
  record.headers = "[\"not an object\"]";
  facts = fecho_close_facts_technical (&record);

  g_assert_cmpstr (find (facts, "TLS"), ==, "TLS 1.3");
  g_assert_cmpstr (find (facts, "Certificate"), ==, "for another host, expired");
  g_assert_cmpstr (find (facts, "Error"), ==,
                   "Unacceptable TLS certificate (g-tls-error-quark 4)");
  g_assert_null (find (facts, "Data"));
  g_assert_null (find (facts, "Opened"));
}

static void
test_text (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autofree char *text = NULL;

  record.session = "Vega\nFutures";
  record.life_us = G_TIME_SPAN_HOUR;
  record.stage = FECHO_STAGE_OPEN;
  text = fecho_close_facts_to_text (&record, "Abnormal Closure", "It was lost.");

  g_assert_true (g_str_has_prefix (text, "1006 Abnormal Closure\nVega␊Futures · "));
  g_assert_nonnull (strstr (text, "\nIt was lost.\n"));
  g_assert_nonnull (strstr (text, "\nStage reached: Open. Open 1\u00a0h\n"));
  g_assert_nonnull (strstr (text, "\nReason: None, no Close frame came\n"));
}

/* -- several */

static void
add (FechoCloseDigest *digest,
     const char       *session,
     guint16           code,
     gint64            life_s)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.session_id = session;
  record.session = session;
  record.code = code;
  record.life_us = life_s * G_USEC_PER_SEC;
  record.closed_at_us = life_s;
  record.was_clean = code != 1006;
  record.stage = FECHO_STAGE_OPEN;
  record.network = FECHO_NETWORK_ONLINE;
  record.origin = code == 1012 ? FECHO_ORIGIN_SERVER : FECHO_ORIGIN_NOT_JUDGED;
  fecho_close_digest_add (digest, &record);
}

static void
test_in_common (void)
{
  g_autoptr(FechoCloseDigest) digest = fecho_close_digest_new ();
  g_autoptr(GArray) counts = NULL;
  g_autoptr(GPtrArray) facts = NULL;

  add (digest, "Vega", 1006, 60);
  add (digest, "Orion", 1012, 7200);
  add (digest, "Vega", 1006, 600);
  counts = fecho_close_digest_count (digest);
  facts = fecho_close_digest_list (digest);

  g_assert_cmpuint (counts->len, ==, 2);
  g_assert_cmpuint (g_array_index (counts, FechoCodeCount, 0).code, ==, 1006);
  g_assert_cmpuint (g_array_index (counts, FechoCodeCount, 0).n_closes, ==, 2);
  g_assert_cmpstr (find (facts, "Sessions"), ==, "Orion, Vega");
  g_assert_cmpstr (find (facts, "Stage"), ==, "Open");
  g_assert_cmpstr (find (facts, "Network"), ==, "Online");
  g_assert_cmpstr (find (facts, "Clean"), ==, "Mixed");
  g_assert_cmpstr (find (facts, "Reason"), ==, "Mixed");
  g_assert_cmpstr (find (facts, "Life"), ==, "1\u00a0min – 2\u00a0h");
  g_assert_cmpstr (find (facts, "Probable origin"), ==, "Server 1");
  g_assert_null (find (facts, "HTTP"));
}

static void
test_many_sessions (void)
{
  g_autoptr(FechoCloseDigest) digest = fecho_close_digest_new ();
  g_autoptr(GPtrArray) facts = NULL;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *session = g_strdup_printf ("%u", i);

      add (digest, session, 1000, 60);
    }
  facts = fecho_close_digest_list (digest);

  g_assert_cmpstr (find (facts, "Sessions"), ==, "More than 5");
  g_assert_cmpstr (find (facts, "Life"), ==, "1\u00a0min");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");

  g_test_add_func ("/ui/close-facts/reason", test_reason);
  g_test_add_func ("/ui/close-facts/close", test_close);
  g_test_add_func ("/ui/close-facts/unknown-counts", test_unknown_counts);
  g_test_add_func ("/ui/close-facts/pong", test_pong);
  g_test_add_func ("/ui/close-facts/secrets", test_secrets);
  g_test_add_func ("/ui/close-facts/technical", test_technical);
  g_test_add_func ("/ui/close-facts/text", test_text);
  g_test_add_func ("/ui/close-digest/in-common", test_in_common);
  g_test_add_func ("/ui/close-digest/many-sessions", test_many_sessions);

  return g_test_run ();
}
