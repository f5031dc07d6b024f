/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-stats.h"

#define SECOND ((gint64)G_USEC_PER_SEC)
#define NOON (G_GINT64_CONSTANT (1764072000) * SECOND) /* 2025-11-25T12:00:00Z */

static FechoCloseRecord
make_close (guint16     code,
            const char *session,
            gint64      life_us)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.code = code;
  record.session = session;
  record.life_us = life_us;
  record.stage = FECHO_STAGE_OPEN;
  record.closed_at_us = NOON;
  record.was_clean = code != 1006;
  record.closed_by = code != 1006 ? FECHO_CLOSED_BY_SERVER : FECHO_CLOSED_BY_NOBODY;

  return record;
}

static FechoCloseRecord
make_attempt (const char *session)
{
  FechoCloseRecord record = make_close (1006, session, FECHO_UNKNOWN);

  record.failed_attempt = TRUE;
  record.stage = FECHO_STAGE_DNS;

  return record;
}

static void
add (FechoStats       *stats,
     FechoCloseRecord  record)
{
  fecho_stats_add (stats, &record);
}

static void
test_closes_and_attempts_apart (void)
{
  g_autoptr(FechoStats) stats = fecho_stats_new (FECHO_STATS_BY_CODE);
  GArray *rows;

  add (stats, make_close (1001, "a", SECOND));
  add (stats, make_close (1006, "a", SECOND));
  add (stats, make_close (1006, "b", SECOND));
  for (int i = 0; i < 5; i++)
    add (stats, make_attempt ("b"));
  rows = fecho_stats_get_rows (stats);

  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpint (g_array_index (rows, FechoCount, 0).key, ==, 1006);
  g_assert_cmpuint (g_array_index (rows, FechoCount, 0).n_closes, ==, 2);
  g_assert_cmpuint (g_array_index (rows, FechoCount, 0).n_failed_attempts, ==, 5);
  g_assert_cmpuint (g_array_index (rows, FechoCount, 0).n_clean, ==, 0);
  g_assert_cmpint (g_array_index (rows, FechoCount, 1).key, ==, 1001);
  g_assert_cmpuint (g_array_index (rows, FechoCount, 1).n_clean, ==, 1);
}

static void
test_our_own_stand_apart (void)
{
  g_autoptr(FechoStats) stats = fecho_stats_new (FECHO_STATS_BY_CODE);
  FechoCloseRecord by_user = make_close (1000, "a", 7 * SECOND);
  FechoCloseRecord by_quit = make_close (1001, "a", 7 * SECOND);
  FechoCloseRecord interrupted = make_close (1006, "a", 7 * SECOND);
  FechoCount total;

  by_user.closed_by = FECHO_CLOSED_BY_USER;
  by_quit.closed_by = FECHO_CLOSED_BY_FECHO;
  by_quit.cause = FECHO_CAUSE_APP_QUIT;
  interrupted.cause = FECHO_CAUSE_MONITOR_INTERRUPTED;
  add (stats, by_user);
  add (stats, by_quit);
  add (stats, interrupted);
  add (stats, make_close (1011, "a", SECOND));
  total = fecho_stats_get_total (stats);

  g_assert_cmpuint (total.n_closes, ==, 1);
  g_assert_cmpuint (total.n_own, ==, 2);
  g_assert_cmpuint (total.n_interrupted, ==, 1);
  g_assert_cmpint (total.median_life_us, ==, SECOND);
}

static void
test_median (void)
{
  g_autoptr(FechoStats) stats = fecho_stats_new (FECHO_STATS_BY_SESSION);

  g_assert_cmpint (fecho_stats_get_total (stats).median_life_us, ==, FECHO_UNKNOWN);
  add (stats, make_close (1000, "a", 9 * SECOND));
  add (stats, make_close (1000, "a", 1 * SECOND));
  add (stats, make_close (1000, "a", 4 * SECOND));
  g_assert_cmpint (fecho_stats_get_total (stats).median_life_us, ==, 4 * SECOND);
  add (stats, make_close (1000, "a", 2 * SECOND));
  g_assert_cmpint (fecho_stats_get_total (stats).median_life_us, ==, 3 * SECOND);
}

static void
test_sessions_by_name (void)
{
  g_autoptr(FechoStats) stats = fecho_stats_new (FECHO_STATS_BY_SESSION);
  GArray *rows;

  add (stats, make_close (1000, "quiet", SECOND));
  add (stats, make_close (1000, "busy", SECOND));
  add (stats, make_close (1011, "busy", SECOND));
  rows = fecho_stats_get_rows (stats);

  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (g_array_index (rows, FechoCount, 0).text, ==, "busy");
  g_assert_cmpuint (g_array_index (rows, FechoCount, 0).n_closes, ==, 2);
}

static void
test_hours_in_order (void)
{
  g_autoptr(FechoStats) stats = fecho_stats_new (FECHO_STATS_BY_HOUR);
  FechoCloseRecord late = make_close (1000, "a", SECOND);
  GArray *rows;

  late.closed_at_us += 3700 * SECOND;
  add (stats, late);
  add (stats, make_close (1000, "a", SECOND));
  rows = fecho_stats_get_rows (stats);

  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (g_array_index (rows, FechoCount, 0).text, ==, "2025-11-25T12:00:00+00:00");
  g_assert_cmpstr (g_array_index (rows, FechoCount, 1).text, ==, "2025-11-25T13:00:00+00:00");
}

static void
test_every_key_has_a_word (void)
{
  for (FechoStatsKey key = FECHO_STATS_BY_CODE; key <= FECHO_STATS_BY_DAY; key++)
    {
      FechoStatsKey found = FECHO_STATS_BY_CODE;

      g_assert_true (fecho_stats_key_from_string (fecho_stats_key_to_string (key), &found));
      g_assert_cmpint (found, ==, key);
    }
  g_assert_false (fecho_stats_key_from_string ("moon", &(FechoStatsKey){ 0 }));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/stats/closes-and-attempts-apart", test_closes_and_attempts_apart);
  g_test_add_func ("/core/stats/our-own-stand-apart", test_our_own_stand_apart);
  g_test_add_func ("/core/stats/median", test_median);
  g_test_add_func ("/core/stats/sessions-by-name", test_sessions_by_name);
  g_test_add_func ("/core/stats/hours-in-order", test_hours_in_order);
  g_test_add_func ("/core/stats/every-key-has-a-word", test_every_key_has_a_word);

  return g_test_run ();
}
