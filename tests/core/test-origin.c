/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-origin.h"

#include <string.h>

#define S     G_GINT64_CONSTANT (1000000)
#define T     (G_GINT64_CONSTANT (1764000000) * S)
#define LATER (T + 3600 * S)

#define MAX_ENDS 12
#define MAX_OPEN 4
#define MAX_CHANGES 3

/* An end of host 1, session 1 at T after an hour, without a word; the designators that follow
 * change it. fill_in() knows what 0 stands for. */
#define END(...) { .handshake_us = 1 * S, __VA_ARGS__ }
#define ATTEMPT(...) END (.failed = TRUE, __VA_ARGS__)
#define OPEN(number, of_host) \
  { .opened_at_us = T - 7200 * S, .session = (number), .host = (of_host) }
#define CAUSE(name) .cause = FECHO_CAUSE_ ## name
#define AT(seconds) .closed_at_us = (seconds) * S

/* The first end is judged. */
typedef struct
{
  const char *path;
  const char *rule;
  FechoOrigin origin;
  FechoOriginEnd ends[MAX_ENDS];
  FechoOriginOpen open[MAX_OPEN];
  FechoComputerChange changes[MAX_CHANGES];
} Case;

#define SERVER FECHO_ORIGIN_SERVER
#define PATH FECHO_ORIGIN_NETWORK_PATH
#define HERE FECHO_ORIGIN_THIS_COMPUTER
#define UNKNOWN FECHO_ORIGIN_UNKNOWN

#define SLEPT(from, to) \
  { FECHO_COMPUTER_SUSPENDED, T + (from) * S, T + (to) * S, 0 }
#define OFFLINE(from, to) \
  { FECHO_COMPUTER_OFFLINE, T + (from) * S, T + (to) * S, 0 }
#define NETWORK(at) \
  { FECHO_COMPUTER_NETWORK, T + (at) * S, T + (at) * S, 0 }
#define JUMP(at, days) \
  { FECHO_COMPUTER_CLOCK, T + (at) * S, T + (at) * S, (days) * 86400 * S }

static const Case cases[] = {
  /* this computer */
  { "user", "closed_here", HERE, { END (.closed_by = FECHO_CLOSED_BY_USER, CAUSE (USER_CLOSED)) } },
  { "quit", "closed_here", HERE, { END (.closed_by = FECHO_CLOSED_BY_FECHO, CAUSE (APP_QUIT)) } },
  { "killed", "interrupted", HERE, { END (CAUSE (MONITOR_INTERRUPTED)) } },
  { "descriptors", "no_descriptors", HERE, { ATTEMPT (CAUSE (NO_DESCRIPTORS)) } },
  { "slept", "slept", HERE, { END (CAUSE (RESET_BY_PEER)) }, { { 0 } }, { SLEPT (-600, -20) } },
  { "slept-peer-frame", "slept", HERE, { END (.peer_frame = TRUE, CAUSE (NORMAL)) }, { { 0 } },
    { SLEPT (-600, -2) } },
  { "slept-cause", "slept", HERE, { END (CAUSE (SUSPEND_RESUME)) } },
  { "slept-long-ago", "none", UNKNOWN, { END () }, { { 0 } }, { SLEPT (-600, -300) } },
  { "slept-before-it-opened", "none", UNKNOWN, { END (.life_us = 10 * S) }, { { 0 } },
    { SLEPT (-600, -20) } },
  { "slept-after", "none", UNKNOWN, { END () }, { { 0 } }, { SLEPT (5, 600) } },
  { "offline", "offline", HERE, { END (CAUSE (PONG_TIMEOUT)) }, { { 0 } }, { OFFLINE (-25, 100) } },
  { "offline-told-late", "offline", HERE, { END () }, { { 0 } }, { OFFLINE (4, 100) } },
  { "offline-just-over", "offline", HERE, { END (CAUSE (PONG_TIMEOUT)) }, { { 0 } },
    { OFFLINE (-30, -5) } },
  { "offline-long-over", "none", UNKNOWN, { END () }, { { 0 } }, { OFFLINE (-300, -200) } },
  { "offline-after-the-frame", "close_frame", SERVER, { END (.peer_frame = TRUE) }, { { 0 } },
    { OFFLINE (4, 100) } },
  { "offline-attempt", "offline", HERE, { ATTEMPT (CAUSE (DNS_FAILURE)) }, { { 0 } },
    { OFFLINE (-60, 100) } },
  { "offline-at-the-end", "offline", HERE, { END (.network = FECHO_NETWORK_OFFLINE) } },
  { "network-down-cause", "offline", HERE, { END (CAUSE (NETWORK_DOWN)) } },
  { "network", "network_changed", HERE, { END () }, { { 0 } }, { NETWORK (-10) } },
  { "network-peer-frame", "close_frame", SERVER, { END (.peer_frame = TRUE) }, { { 0 } },
    { NETWORK (-10) } },
  { "network-long-ago", "none", UNKNOWN, { END () }, { { 0 } }, { NETWORK (-100) } },
  { "network-cause", "network_changed", HERE, { END (CAUSE (NETWORK_CHANGED)) } },
  { "clock", "clock", HERE, { ATTEMPT (CAUSE (TLS_EXPIRED)) }, { { 0 } }, { JUMP (-60, 400) } },
  { "clock-small", "certificate", SERVER, { ATTEMPT (CAUSE (TLS_EXPIRED)) }, { { 0 } },
    { { FECHO_COMPUTER_CLOCK, T - 60 * S, T - 60 * S, 3 * S } } },

  /* the end itself */
  { "portal", "portal", PATH, { ATTEMPT (.network = FECHO_NETWORK_CAPTIVE, .http_status = 302) } },
  { "proxy", "proxy", PATH, { ATTEMPT (CAUSE (PROXY_ERROR)) } },
  { "proxy-password", "proxy", PATH, { ATTEMPT (CAUSE (AUTH), .http_status = 407) } },
  { "frame", "close_frame", SERVER, { END (.peer_frame = TRUE, CAUSE (NORMAL),
                                           .closed_by = FECHO_CLOSED_BY_SERVER) } },
  { "bad-frame", "protocol", SERVER, { END (CAUSE (PROTOCOL_ERROR_THEIRS)) } },
  { "budget", "protocol", SERVER, { END (CAUSE (PEER_OVER_BUDGET)) } },
  { "bad-handshake", "protocol", SERVER, { ATTEMPT (CAUSE (BAD_HANDSHAKE)) } },
  { "subprotocol", "protocol", SERVER, { ATTEMPT (CAUSE (SUBPROTOCOL_MISMATCH)) } },
  { "expired", "certificate", SERVER, { ATTEMPT (CAUSE (TLS_EXPIRED)) } },
  { "hostname", "certificate", SERVER, { ATTEMPT (CAUSE (TLS_HOSTNAME)) } },
  { "untrusted", "none", UNKNOWN, { ATTEMPT (CAUSE (TLS_UNTRUSTED)) } },
  { "token", "http_answer", SERVER, { ATTEMPT (CAUSE (AUTH), .http_status = 401) } },
  { "unavailable", "http_answer", SERVER, { ATTEMPT (CAUSE (HTTP_REJECTED), .http_status = 503) } },
  { "refused", "refused", SERVER, { ATTEMPT (CAUSE (REFUSED)) } },

  /* the others */
  { "everywhere", "dropped_everywhere", PATH,
    { END (), END (AT (1), .session = 2, .host = 2), END (AT (-2), .session = 3, .host = 3) } },
  { "everywhere-slowly", "dropped_everywhere", PATH,
    { END (CAUSE (PONG_TIMEOUT)), END (AT (12), .session = 2, .host = 2, CAUSE (PONG_TIMEOUT)),
      END (AT (-18), .session = 3, .host = 3, CAUSE (PONG_TIMEOUT)) } },
  { "everywhere-but-two", "none", UNKNOWN,
    { END (), END (AT (1), .session = 2, .host = 2), END (AT (-2), .session = 3, .host = 3) },
    { OPEN (4, 4), OPEN (5, 5) } },
  { "not-together", "none", UNKNOWN,
    { END (), END (AT (40), .session = 2, .host = 2), END (AT (-40), .session = 3, .host = 3) } },
  { "behind-proxy", "dropped_behind_proxy", PATH,
    { END (.proxy = 1), END (AT (1), .session = 2, .host = 2, .proxy = 1) },
    { OPEN (3, 3), OPEN (4, 1) } },
  { "behind-proxy-one-host", "dropped_at_host", SERVER,
    { END (.proxy = 1), END (AT (1), .session = 2, .proxy = 1) }, { OPEN (3, 3), OPEN (4, 4) } },
  { "next-refused", "next_refused", SERVER, { END (), ATTEMPT (AT (2), CAUSE (REFUSED)) } },
  { "next-502", "next_refused", SERVER,
    { END (), ATTEMPT (AT (2), CAUSE (HTTP_REJECTED), .http_status = 502) } },
  { "next-refused-late", "none", UNKNOWN, { END (), ATTEMPT (AT (90), CAUSE (REFUSED)) } },
  { "next-opened", "none", UNKNOWN,
    { END (), END (AT (10), .life_us = 8 * S), ATTEMPT (AT (12), CAUSE (REFUSED)) } },
  { "other-refused", "none", UNKNOWN,
    { END (), ATTEMPT (AT (2), .session = 2, .host = 2, CAUSE (REFUSED)) } },
  { "next-timed-out", "next_timed_out", PATH,
    { END (CAUSE (PONG_TIMEOUT)), ATTEMPT (AT (11), CAUSE (CONNECT_TIMEOUT)) }, { OPEN (2, 2) } },
  { "next-timed-out-alone", "none", UNKNOWN,
    { END (CAUSE (PONG_TIMEOUT)), ATTEMPT (AT (11), CAUSE (CONNECT_TIMEOUT)) } },
  { "next-timed-out-another-stays", "none", UNKNOWN,
    { END (CAUSE (PONG_TIMEOUT)), ATTEMPT (AT (11), CAUSE (CONNECT_TIMEOUT)) },
    { OPEN (2, 2), OPEN (3, 1) } },
  { "attempt-timed-out", "next_timed_out", PATH, { ATTEMPT (CAUSE (CONNECT_TIMEOUT)) },
    { OPEN (2, 2) } },
  { "attempt-timed-out-alone", "none", UNKNOWN, { ATTEMPT (CAUSE (CONNECT_TIMEOUT)) } },
  { "one-host", "dropped_at_host", SERVER, { END (), END (AT (2), .session = 2) },
    { OPEN (3, 2), OPEN (4, 3) } },
  { "one-host-alone", "none", UNKNOWN, { END (), END (AT (2), .session = 2) } },
  { "one-of-a-host", "none", UNKNOWN, { END () }, { OPEN (3, 1), OPEN (4, 3) } },
  { "own-is-no-drop", "none", UNKNOWN,
    { END (), END (AT (2), .session = 2, .closed_by = FECHO_CLOSED_BY_USER) }, { OPEN (3, 2) } },
  { "names", "names", PATH,
    { ATTEMPT (CAUSE (DNS_FAILURE)), ATTEMPT (AT (3), .host = 2, CAUSE (DNS_FAILURE)) } },
  { "one-name", "none", UNKNOWN,
    { ATTEMPT (CAUSE (DNS_FAILURE)), ATTEMPT (AT (3), CAUSE (DNS_FAILURE)) } },
  { "names-but-one", "none", UNKNOWN,
    { ATTEMPT (CAUSE (DNS_FAILURE)), ATTEMPT (AT (3), .host = 2, CAUSE (DNS_FAILURE)),
      END (AT (20), .life_us = 10 * S, .host = 3) } },

  /* never from the code alone, nor from a cause that fits several */
  { "alone", "none", UNKNOWN, { END () } },
  { "reset", "none", UNKNOWN, { END (CAUSE (RESET_BY_PEER)) } },
  { "pong", "none", UNKNOWN, { END (CAUSE (PONG_TIMEOUT)) } },
};

static void
fill_in (FechoOriginEnd *end)
{
  end->closed_at_us += T;
  if (end->failed)
    end->life_us = FECHO_UNKNOWN;
  else if (end->life_us == 0)
    end->life_us = 3600 * S;
  if (end->session == 0)
    end->session = 1;
  if (end->host == 0)
    end->host = 1;
  if (end->http_status == 0)
    end->http_status = FECHO_UNKNOWN;
  if (end->cause == FECHO_CAUSE_UNKNOWN)
    end->cause = FECHO_CAUSE_EOF_WITHOUT_CLOSE;
}

static FechoOrigin
judge_case (const Case  *expected,
            gint64       now_us,
            const char **ret_rule,
            char       **ret_evidence)
{
  g_autoptr(FechoOriginJudge) judge = NULL;
  FechoOriginEnd ends[MAX_ENDS];
  guint n_ends = 0;
  guint n_open = 0;
  guint n_changes = 0;

  for (; n_ends < MAX_ENDS && expected->ends[n_ends].handshake_us != 0; n_ends++)
    {
      ends[n_ends] = expected->ends[n_ends];
      fill_in (&ends[n_ends]);
    }
  while (n_open < MAX_OPEN && expected->open[n_open].session != 0)
    n_open++;
  while (n_changes < MAX_CHANGES && expected->changes[n_changes].at_us != 0)
    n_changes++;

  judge = fecho_origin_judge_new (ends, n_ends, expected->open, n_open,
                                  expected->changes, n_changes, now_us);

  return fecho_origin_judge_end (judge, 0, ret_rule, ret_evidence);
}

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  const char *rule = NULL;
  g_autofree char *evidence = NULL;
  FechoOrigin origin = judge_case (expected, LATER, &rule, &evidence);

  g_test_message ("%s", evidence != NULL ? evidence : "no evidence");
  g_assert_cmpstr (rule, ==, expected->rule);
  g_assert_cmpint (origin, ==, expected->origin);
  g_assert_true ((evidence == NULL) == (origin == UNKNOWN));
}

static void
test_every_rule_has_a_case (void)
{
  g_auto(GStrv) rules = fecho_origin_list_rules ();

  for (char **rule = rules; *rule != NULL; rule++)
    {
      gboolean found = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
        found |= g_str_equal (cases[i].rule, *rule);
      if (!found)
        g_error ("no case for %s", *rule);
    }
}

static const Case *
find_case (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (g_str_equal (cases[i].path, path))
        return &cases[i];
    }

  g_assert_not_reached ();
}

/* What needs later attempts waits for them; what does not is judged at once. */
static void
test_too_early (void)
{
  const char *rule = NULL;
  g_autofree char *evidence = NULL;
  g_autofree char *early_evidence = NULL;
  const Case *alone = find_case ("alone");

  g_assert_cmpint (judge_case (alone, T + FECHO_ORIGIN_SETTLE_US - 1, &rule, &evidence),
                   ==, FECHO_ORIGIN_NOT_JUDGED);
  g_assert_null (rule);
  g_assert_null (evidence);
  g_assert_cmpint (judge_case (alone, T + FECHO_ORIGIN_SETTLE_US, &rule, &evidence),
                   ==, UNKNOWN);
  g_assert_cmpint (judge_case (find_case ("frame"), T, &rule, &early_evidence), ==, SERVER);
}

static void
test_record (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  FechoOriginEnd end;

  record.closed_at_us = T;
  record.life_us = 5 * S;
  record.first_close = FECHO_FIRST_CLOSE_PEER;
  record.cause = FECHO_CAUSE_SERVER_FAULT;
  record.network = FECHO_NETWORK_ONLINE;
  end = fecho_origin_end_of_record (&record, 3, 4, 5);

  g_assert_cmpint (end.closed_at_us, ==, T);
  g_assert_cmpint (end.life_us, ==, 5 * S);
  g_assert_true (end.peer_frame);
  g_assert_false (end.failed);
  g_assert_cmpint (end.cause, ==, FECHO_CAUSE_SERVER_FAULT);
  g_assert_cmpint (end.network, ==, FECHO_NETWORK_ONLINE);
  g_assert_cmpint (end.http_status, ==, FECHO_UNKNOWN);
  g_assert_cmpuint (end.session, ==, 3);
  g_assert_cmpuint (end.host, ==, 4);
  g_assert_cmpuint (end.proxy, ==, 5);
}

static void
test_evidence_counts (void)
{
  const char *rule = NULL;
  g_autofree char *evidence = NULL;

  g_autoptr(FechoCatalog) english = fecho_catalog_new ("en", NULL);
  g_autofree char *sentence = NULL;

  judge_case (find_case ("one-host"), LATER, &rule, &evidence);
  sentence = fecho_origin_dup_sentence (evidence, english);

  g_assert_cmpstr (evidence, ==, "at_host 2 2 2");
  g_assert_cmpstr (sentence, ==, "2 of 2 sessions of the host dropped within seconds; of other "
                                 "hosts, open all the time: 2");
}

/* Every evidence that a rule gives is said, in Portuguese with other words. */
static void
test_sentences (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoCatalog) english = fecho_catalog_new ("en", NULL);
  g_autoptr(FechoCatalog) portuguese = fecho_catalog_new ("pt_BR", &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *rule = NULL;
      g_autofree char *evidence = NULL;
      g_autofree char *sentence = NULL;
      g_autofree char *translated = NULL;

      if (judge_case (&cases[i], LATER, &rule, &evidence) == UNKNOWN)
        continue;
      sentence = fecho_origin_dup_sentence (evidence, english);
      translated = fecho_origin_dup_sentence (evidence, portuguese);
      g_assert_cmpstr (sentence, !=, evidence);
      g_assert_cmpstr (translated, !=, sentence);
      g_assert_null (strchr (sentence, '%'));
      g_assert_null (strchr (translated, '%'));
    }
}

/* What another program wrote there is shown as it is. */
static void
test_foreign_evidence (void)
{
  static const char *const texts[] = {
    "", " ", "at_host", "at_host 1 2", "at_host 1 2 3 4", "at_host 1 2 x", "at_host -1 2 3",
    "at_host 99999999999999999999 2 3", "offline 1", "8 others stayed", "%s %n",
  };
  g_autoptr(FechoCatalog) english = fecho_catalog_new ("en", NULL);

  g_assert_null (fecho_origin_dup_sentence (NULL, english));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *sentence = fecho_origin_dup_sentence (texts[i], english);

      g_assert_cmpstr (sentence, ==, texts[i]);
    }
}

/* A storm of ten thousand sessions is judged in far less than the time there is. */
static void
test_storm (void)
{
  const guint n = 10000;
  g_autofree FechoOriginEnd *ends = g_new0 (FechoOriginEnd, n);
  g_autoptr(FechoOriginJudge) judge = NULL;

  for (guint i = 0; i < n; i++)
    {
      ends[i] = (FechoOriginEnd)END (.closed_at_us = (i % 1000) * 1000, .session = i + 1,
                                     .host = 1 + i % 50);
      fill_in (&ends[i]);
    }
  judge = fecho_origin_judge_new (ends, n, NULL, 0, NULL, 0, LATER);

  for (guint i = 0; i < n; i++)
    {
      const char *rule = NULL;
      g_autofree char *evidence = NULL;

      fecho_origin_judge_end (judge, i, &rule, &evidence);
      g_assert_cmpstr (rule, ==, "dropped_everywhere");
    }
}

/* Whatever times a file brings, nothing overflows and there is an answer. */
static void
test_impossible (void)
{
  static const gint64 times[] = { G_MININT64, G_MAXINT64, 0, -1, G_MAXINT64 / 2 };
  FechoOriginEnd ends[25];
  FechoOriginOpen open[5];
  FechoComputerChange changes[20];
  g_autoptr(FechoOriginJudge) judge = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    ends[i] = (FechoOriginEnd) {
      .closed_at_us = times[i % 5], .life_us = times[i / 5], .handshake_us = times[i / 5],
      .session = i, .host = i % 3, .failed = i % 2,
      .cause = i % 2 ? FECHO_CAUSE_TLS_EXPIRED : FECHO_CAUSE_EOF_WITHOUT_CLOSE,
    };
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    open[i] = (FechoOriginOpen) { .opened_at_us = times[i], .session = 100 + i, .host = i % 3 };
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    changes[i] = (FechoComputerChange) { i % 4, times[i % 5], times[i / 4], times[i / 4] };
  judge = fecho_origin_judge_new (ends, G_N_ELEMENTS (ends), open, G_N_ELEMENTS (open), changes,
                                  G_N_ELEMENTS (changes), LATER);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const char *rule = NULL;
      g_autofree char *evidence = NULL;
      FechoOrigin origin = fecho_origin_judge_end (judge, i, &rule, &evidence);

      g_assert_true ((rule == NULL) == (origin == FECHO_ORIGIN_NOT_JUDGED));
    }
}

/* The count by searching against one by looking at each. */
static void
check_crowd (const FechoOriginEnd *ends,
             guint                 n,
             guint                 judged)
{
  g_autoptr(FechoOriginJudge) judge = fecho_origin_judge_new (ends, n, NULL, 0, NULL, 0, LATER);
  const gint64 at_us = ends[judged].closed_at_us;
  const char *rule = NULL;
  g_autofree char *evidence = NULL;
  g_autofree char *expected = NULL;
  guint n_dropped = 0;
  guint n_open = 0;
  guint n_others = 0;

  for (guint i = 0; i < n; i++)
    {
      gboolean open = ends[i].closed_at_us - ends[i].life_us <= at_us - 5 * S &&
                      ends[i].closed_at_us >= at_us - 5 * S;

      n_open += open;
      n_dropped += open && ends[i].closed_at_us <= at_us + 5 * S;
      n_others += open && ends[i].closed_at_us <= at_us + 5 * S &&
                  ends[i].host != ends[judged].host;
    }

  fecho_origin_judge_end (judge, judged, &rule, &evidence);
  expected = g_strdup_printf ("everywhere %u %u 0", n_dropped, n_open);
  if (g_str_equal (rule, "dropped_everywhere"))
    g_assert_cmpstr (evidence, ==, expected);
  else
    g_assert_true (n_dropped < 3 || n_open - n_dropped > n_open / 10 || n_others == 0);
}

static void
test_crowd_property (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < 50; round++)
    {
      FechoOriginEnd ends[20];
      const guint n = G_N_ELEMENTS (ends);

      for (guint i = 0; i < n; i++)
        {
          ends[i] = (FechoOriginEnd)END (AT (g_rand_int_range (rand, 0, 60) / 2.0),
                                         .life_us = g_rand_int_range (rand, 1, 100) * S / 2,
                                         .session = i + 1, .host = 1 + i % 2);
          fill_in (&ends[i]);
        }
      for (guint i = 0; i < n; i += 2)
        check_crowd (ends, n, i);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/origin/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/core/origin/every-rule-has-a-case", test_every_rule_has_a_case);
  g_test_add_func ("/core/origin/too-early", test_too_early);
  g_test_add_func ("/core/origin/record", test_record);
  g_test_add_func ("/core/origin/evidence-counts", test_evidence_counts);
  g_test_add_func ("/core/origin/sentences", test_sentences);
  g_test_add_func ("/core/origin/foreign-evidence", test_foreign_evidence);
  g_test_add_func ("/core/origin/storm", test_storm);
  g_test_add_func ("/core/origin/impossible", test_impossible);
  g_test_add_func ("/core/origin/crowd-property", test_crowd_property);

  return g_test_run ();
}
