/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-terms.h"

/* The words of cli.md by their numbers, which histories on disk hold: a change of order here is a
 * change of format. */
static const char *const stages[] = { "dns", "tcp", "proxy", "tls", "http", "open", "closing" };
static const char *const closers[] = { "server", "fecho", "user", "nobody" };
static const char *const first_closes[] = { NULL, "us", "peer" };
static const char *const networks[] = { "unknown", "online", "offline", "captive" };
static const char *const origins[] = {
  NULL, "unknown", "server", "network_path", "this_computer",
};
static const char *const causes[] = {
  "unknown", "normal", "user_closed", "app_quit", "monitor_interrupted", "suspend_resume",
  "network_changed", "network_down", "no_descriptors", "dns_failure", "unreachable", "refused",
  "connect_timeout", "tls_expired", "tls_untrusted", "tls_hostname", "tls_version",
  "tls_handshake", "client_certificate", "proxy_error", "auth", "http_rejected",
  "redirect_refused", "bad_handshake", "subprotocol_mismatch", "pong_timeout",
  "peer_over_budget", "reset_by_peer", "eof_without_close", "close_timeout", "server_policy",
  "server_restart_or_overload", "server_fault", "protocol_error_theirs", "protocol_error_ours",
  "message_too_big", "application_code",
};

static void
test_stage_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      FechoStage stage = G_MAXINT;

      g_assert_cmpstr (fecho_stage_to_string (i), ==, stages[i]);
      g_assert_true (fecho_stage_from_string (stages[i], &stage));
      g_assert_cmpint (stage, ==, i);
      g_assert_nonnull (fecho_stage_get_label (i));
    }
}

static void
test_closed_by_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (closers); i++)
    {
      FechoClosedBy closed_by = G_MAXINT;

      g_assert_cmpstr (fecho_closed_by_to_string (i), ==, closers[i]);
      g_assert_true (fecho_closed_by_from_string (closers[i], &closed_by));
      g_assert_cmpint (closed_by, ==, i);
      g_assert_nonnull (fecho_closed_by_get_label (i));
    }
}

static void
test_first_close_words (void)
{
  g_assert_null (fecho_first_close_to_string (FECHO_FIRST_CLOSE_NONE));

  for (guint i = 1; i < G_N_ELEMENTS (first_closes); i++)
    {
      FechoFirstClose first_close = FECHO_FIRST_CLOSE_NONE;

      g_assert_cmpstr (fecho_first_close_to_string (i), ==, first_closes[i]);
      g_assert_true (fecho_first_close_from_string (first_closes[i], &first_close));
      g_assert_cmpint (first_close, ==, i);
    }
}

static void
test_network_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      FechoNetwork network = G_MAXINT;

      g_assert_cmpstr (fecho_network_to_string (i), ==, networks[i]);
      g_assert_true (fecho_network_from_string (networks[i], &network));
      g_assert_cmpint (network, ==, i);
      g_assert_nonnull (fecho_network_get_label (i));
    }
}

static void
test_origin_words (void)
{
  g_assert_null (fecho_origin_to_string (FECHO_ORIGIN_NOT_JUDGED));
  g_assert_cmpstr (fecho_origin_get_label (FECHO_ORIGIN_NOT_JUDGED), ==, "Not judged yet");

  for (guint i = 1; i < G_N_ELEMENTS (origins); i++)
    {
      FechoOrigin origin = FECHO_ORIGIN_NOT_JUDGED;

      g_assert_cmpstr (fecho_origin_to_string (i), ==, origins[i]);
      g_assert_true (fecho_origin_from_string (origins[i], &origin));
      g_assert_cmpint (origin, ==, i);
      g_assert_nonnull (fecho_origin_get_label (i));
    }
}

static void
test_cause_words (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (causes), ==, FECHO_N_CAUSES);

  for (guint i = 0; i < FECHO_N_CAUSES; i++)
    {
      FechoCause cause = FECHO_N_CAUSES;

      g_assert_cmpstr (fecho_cause_to_string (i), ==, causes[i]);
      g_assert_true (fecho_cause_from_string (causes[i], &cause));
      g_assert_cmpint (cause, ==, i);
    }
}

/* Two causes that read alike could not be told apart in a table. */
static void
test_cause_labels (void)
{
  g_autoptr(GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < FECHO_N_CAUSES; i++)
    g_assert_true (g_hash_table_add (labels, (char *)fecho_cause_get_label (i)));
}

static void
test_unknown_word (gconstpointer word)
{
  FechoStage stage = FECHO_STAGE_TLS;
  FechoClosedBy closed_by = FECHO_CLOSED_BY_USER;
  FechoFirstClose first_close = FECHO_FIRST_CLOSE_PEER;
  FechoNetwork network = FECHO_NETWORK_CAPTIVE;
  FechoOrigin origin = FECHO_ORIGIN_SERVER;
  FechoCause cause = FECHO_CAUSE_AUTH;

  g_assert_false (fecho_stage_from_string (word, &stage));
  g_assert_false (fecho_closed_by_from_string (word, &closed_by));
  g_assert_false (fecho_first_close_from_string (word, &first_close));
  g_assert_false (fecho_network_from_string (word, &network));
  g_assert_false (fecho_origin_from_string (word, &origin));
  g_assert_false (fecho_cause_from_string (word, &cause));

  g_assert_cmpint (stage, ==, FECHO_STAGE_TLS);
  g_assert_cmpint (closed_by, ==, FECHO_CLOSED_BY_USER);
  g_assert_cmpint (first_close, ==, FECHO_FIRST_CLOSE_PEER);
  g_assert_cmpint (network, ==, FECHO_NETWORK_CAPTIVE);
  g_assert_cmpint (origin, ==, FECHO_ORIGIN_SERVER);
  g_assert_cmpint (cause, ==, FECHO_CAUSE_AUTH);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/terms/stage/words", test_stage_words);
  g_test_add_func ("/core/terms/closed-by/words", test_closed_by_words);
  g_test_add_func ("/core/terms/first-close/words", test_first_close_words);
  g_test_add_func ("/core/terms/network/words", test_network_words);
  g_test_add_func ("/core/terms/origin/words", test_origin_words);
  g_test_add_func ("/core/terms/cause/words", test_cause_words);
  g_test_add_func ("/core/terms/cause/labels", test_cause_labels);
  g_test_add_data_func ("/core/terms/unknown-word/none", NULL, test_unknown_word);
  g_test_add_data_func ("/core/terms/unknown-word/empty", "", test_unknown_word);
  g_test_add_data_func ("/core/terms/unknown-word/other-case", "SERVER", test_unknown_word);
  g_test_add_data_func ("/core/terms/unknown-word/longer", "dns_failure_", test_unknown_word);

  return g_test_run ();
}
