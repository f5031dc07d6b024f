/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-filter.h"

#include <string.h>

#include "fecho-error.h"
#include "fecho-format.h"

static FechoCloseRecord
make_record (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.session_id = "11111111-1111-4111-8111-111111111111";
  record.session = "Órion Trades";
  record.url = "wss://orion.example/feed";
  record.reason = "Upstream shard 3 unavailable";
  record.closed_at_us = 1000;
  record.life_us = 50;
  record.stage = FECHO_STAGE_CLOSING;
  record.code = 1011;
  record.was_clean = TRUE;
  record.closed_by = FECHO_CLOSED_BY_SERVER;
  record.cause = FECHO_CAUSE_SERVER_FAULT;
  record.origin = FECHO_ORIGIN_SERVER;

  return record;
}

static void
assert_matches (const FechoFilter *filter,
                gboolean           expected)
{
  FechoCloseRecord record = make_record ();

  g_assert_cmpint (fecho_filter_matches (filter, &record), ==, expected);
}

/* -- matching */

static void
test_new_matches_all (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  FechoCloseRecord nothing = FECHO_CLOSE_RECORD_INIT;

  assert_matches (filter, TRUE);
  g_assert_true (fecho_filter_matches (filter, &nothing));
}

/* since is inside, until is not. */
static void
test_range (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  filter->since_us = 1000;
  filter->until_us = 1001;
  assert_matches (filter, TRUE);
  filter->since_us = 1001;
  filter->until_us = G_MAXINT64;
  assert_matches (filter, FALSE);
  filter->since_us = G_MININT64;
  filter->until_us = 1000;
  assert_matches (filter, FALSE);
}

static void
test_kinds (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  FechoCloseRecord attempt = make_record ();

  attempt.failed_attempt = TRUE;
  filter->kinds = FECHO_KINDS_CLOSES;
  assert_matches (filter, TRUE);
  g_assert_false (fecho_filter_matches (filter, &attempt));
  filter->kinds = FECHO_KINDS_ATTEMPTS;
  assert_matches (filter, FALSE);
  g_assert_true (fecho_filter_matches (filter, &attempt));
}

static void
set_ids (FechoFilter *filter,
         gint64       first,
         gint64       second)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, first);
  g_array_append_val (ids, second);
  g_array_append_val (ids, first);
  fecho_filter_set_ids (filter, ids);
}

/* In any order, and each once. */
static void
test_ids (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  FechoCloseRecord record = make_record ();

  set_ids (filter, 9, 4);
  g_assert_cmpuint (filter->ids->len, ==, 2);
  record.id = 4;
  g_assert_true (fecho_filter_matches (filter, &record));
  record.id = 9;
  g_assert_true (fecho_filter_matches (filter, &record));
  record.id = 5;
  g_assert_false (fecho_filter_matches (filter, &record));
  filter->kinds = FECHO_KINDS_ATTEMPTS;
  record.id = 4;
  g_assert_false (fecho_filter_matches (filter, &record));
  filter->kinds = FECHO_KINDS_BOTH;
  fecho_filter_set_ids (filter, NULL);
  record.id = 5;
  g_assert_true (fecho_filter_matches (filter, &record));
}

static void
test_sessions (void)
{
  static const char *const two[] = { "other", "11111111-1111-4111-8111-111111111111", NULL };
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  FechoCloseRecord record = make_record ();

  filter->sessions = fecho_id_list_new (two);
  assert_matches (filter, TRUE);
  g_clear_pointer (&filter->sessions, fecho_id_list_unref);
  filter->sessions = fecho_id_list_new_take (g_strsplit ("other", ",", -1));
  assert_matches (filter, FALSE);
  record.session_id = NULL;
  g_assert_false (fecho_filter_matches (filter, &record));
}

static void
test_codes (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  g_assert_true (fecho_filter_add_codes (filter, "1000,1010-1012", FALSE, NULL));
  assert_matches (filter, TRUE);
  g_assert_true (fecho_filter_add_codes (filter, "1011", TRUE, NULL));
  assert_matches (filter, FALSE);
}

static void
test_not_codes_alone (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  g_assert_true (fecho_filter_add_codes (filter, "1006", TRUE, NULL));
  assert_matches (filter, TRUE);
}

static void
test_masks (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  filter->classes = 1 << FECHO_CLOSE_CLASS_SERVER | 1 << FECHO_CLOSE_CLASS_NORMAL;
  filter->closed_by = 1 << FECHO_CLOSED_BY_SERVER;
  filter->stages = 1 << FECHO_STAGE_CLOSING;
  filter->causes = G_GUINT64_CONSTANT (1) << FECHO_CAUSE_SERVER_FAULT;
  filter->origins = 1 << FECHO_ORIGIN_SERVER;
  assert_matches (filter, TRUE);
}

static void
test_each_mask_excludes (void)
{
  g_autoptr(FechoFilter) classes = fecho_filter_new ();
  g_autoptr(FechoFilter) closed_by = fecho_filter_new ();
  g_autoptr(FechoFilter) stages = fecho_filter_new ();
  g_autoptr(FechoFilter) causes = fecho_filter_new ();
  g_autoptr(FechoFilter) origins = fecho_filter_new ();

  classes->classes = 1 << FECHO_CLOSE_CLASS_NORMAL;
  closed_by->closed_by = 1 << FECHO_CLOSED_BY_NOBODY;
  stages->stages = 1 << FECHO_STAGE_OPEN;
  causes->causes = G_GUINT64_CONSTANT (1) << FECHO_CAUSE_APPLICATION_CODE;
  origins->origins = 1 << FECHO_ORIGIN_NOT_JUDGED;
  assert_matches (classes, FALSE);
  assert_matches (closed_by, FALSE);
  assert_matches (stages, FALSE);
  assert_matches (causes, FALSE);
  assert_matches (origins, FALSE);
}

/* The last cause needs more than the 32 bits of an int. */
static void
test_last_cause (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  FechoCloseRecord record = make_record ();

  record.cause = FECHO_CAUSE_APPLICATION_CODE;
  filter->causes = G_GUINT64_CONSTANT (1) << FECHO_CAUSE_APPLICATION_CODE;
  g_assert_true (fecho_filter_matches (filter, &record));
}

static void
test_marked (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  FechoCloseRecord record = make_record ();

  filter->marked = TRUE;
  assert_matches (filter, FALSE);
  record.marked = TRUE;
  g_assert_true (fecho_filter_matches (filter, &record));
}

static void
test_text (void)
{
  static const struct
  {
    const char *text;
    gboolean matches;
  } cases[] = {
    { "", TRUE },
    { "shard 3", TRUE },
    { "SHARD", TRUE },
    { "órion", TRUE },
    { "ÓRION TRADES", TRUE },
    { "orion.example", TRUE },
    { "shard 4", FALSE },
    { "shard  3", FALSE },
    { "%", FALSE },
    { "_hard", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(FechoFilter) filter = fecho_filter_new ();

      filter->text = g_strdup (cases[i].text);
      g_test_message ("%s", cases[i].text);
      assert_matches (filter, cases[i].matches);
    }
}

static void
test_text_of_nothing (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.reason = NULL;
  filter->text = g_strdup ("x");
  g_assert_false (fecho_filter_matches (filter, &record));
}

/* -- the value */

static FechoFilter *
make_full (void)
{
  FechoFilter *filter = fecho_filter_new ();

  filter->since_us = 1;
  filter->until_us = 2;
  filter->sessions = fecho_id_list_new_take (g_strsplit ("a,b", ",", -1));
  g_assert_true (fecho_filter_add_codes (filter, "1006,4000-4999", FALSE, NULL));
  g_assert_true (fecho_filter_add_codes (filter, "1000", TRUE, NULL));
  filter->classes = 1;
  filter->closed_by = 2;
  filter->stages = 4;
  filter->causes = 8;
  filter->origins = 16;
  filter->text = g_strdup ("text");
  filter->marked = TRUE;
  filter->kinds = FECHO_KINDS_CLOSES;
  set_ids (filter, 7, 3);

  return filter;
}

static void
test_copy (void)
{
  FechoFilter *filter = make_full ();
  g_autoptr(FechoFilter) copy = fecho_filter_copy (filter);
  g_autoptr(FechoFilter) again = make_full ();

  g_assert_true (fecho_filter_equal (filter, copy));
  g_assert_true (copy->sessions == filter->sessions);
  fecho_filter_free (filter);
  g_assert_true (fecho_filter_equal (copy, again));
}

static void
test_equal_knows_every_field (void)
{
  g_autoptr(FechoFilter) full = make_full ();
  FechoFilter *changed[14];

  for (gsize i = 0; i < G_N_ELEMENTS (changed); i++)
    changed[i] = fecho_filter_copy (full);
  changed[0]->since_us++;
  changed[1]->until_us++;
  g_clear_pointer (&changed[2]->sessions, fecho_id_list_unref);
  changed[2]->sessions = fecho_id_list_new_take (g_strsplit ("a,c", ",", -1));
  g_assert_true (fecho_filter_add_codes (changed[3], "1001", FALSE, NULL));
  g_assert_true (fecho_filter_add_codes (changed[4], "1001", TRUE, NULL));
  changed[5]->classes++;
  changed[6]->closed_by++;
  changed[7]->stages++;
  changed[8]->causes++;
  changed[9]->origins++;
  changed[10]->text[0] = 'T';
  changed[11]->marked = FALSE;
  changed[12]->kinds = FECHO_KINDS_BOTH;
  set_ids (changed[13], 3, 8);

  for (gsize i = 0; i < G_N_ELEMENTS (changed); i++)
    {
      g_test_message ("field %u", (guint)i);
      g_assert_false (fecho_filter_equal (full, changed[i]));
      fecho_filter_free (changed[i]);
    }
}

static void
test_empty_is_any (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(FechoFilter) empty = fecho_filter_new ();

  empty->sessions = fecho_id_list_new_take (g_new0 (char *, 1));
  empty->codes = g_array_new (FALSE, FALSE, sizeof (FechoCodeRange));
  empty->text = g_strdup ("");
  empty->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_assert_true (fecho_filter_equal (filter, empty));
  assert_matches (empty, TRUE);
}

static void
test_boxed (void)
{
  g_autoptr(FechoFilter) filter = make_full ();
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, FECHO_TYPE_FILTER);
  g_value_set_boxed (&value, filter);
  g_assert_true (g_value_get_boxed (&value) != filter);
  g_assert_true (fecho_filter_equal (g_value_get_boxed (&value), filter));
}

/* -- codes of a person */

static void
test_good_codes (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(GError) error = NULL;
  static const FechoCodeRange expected[] = {
    { 0, 65535 }, { 1006, 1006 }, { 4000, 4999 }, { 1000, 1000 },
  };

  fecho_filter_add_codes (filter, "0-65535", FALSE, &error);
  g_assert_no_error (error);
  fecho_filter_add_codes (filter, " 1006 , 4000 - 4999,1000-1000", FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (filter->codes->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < filter->codes->len; i++)
    {
      FechoCodeRange range = g_array_index (filter->codes, FechoCodeRange, i);

      g_assert_cmpuint (range.first, ==, expected[i].first);
      g_assert_cmpuint (range.last, ==, expected[i].last);
    }
}

static void
test_bad_codes (void)
{
  static const char *const bad[] = {
    "", " ", ",", "1000,", ",1000", "x", "1000x", "-1", "1000-", "1000--1001", "65536",
    "1000-65536", "99999999999999999999", "2000-1000", "1e3", "0x3e8", "１０００", "1000-1001-1002",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(FechoFilter) filter = fecho_filter_new ();
      g_autoptr(GError) error = NULL;

      g_test_message ("“%s”", bad[i]);
      g_assert_false (fecho_filter_add_codes (filter, bad[i], FALSE, &error));
      g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
      g_assert_null (filter->codes);
    }
}

/* The good ones before the bad one are not added either. */
static void
test_bad_codes_change_nothing (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (fecho_filter_add_codes (filter, "1000", FALSE, NULL));
  g_assert_false (fecho_filter_add_codes (filter, "1001,1002,nonsense", FALSE, &error));
  g_assert_nonnull (strstr (error->message, "“nonsense”"));
  g_assert_cmpuint (filter->codes->len, ==, 1);
}

static void
test_limit_of_codes (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) codes = g_string_new ("1");

  for (int i = 1; i < 256; i++)
    g_string_append (codes, ",1");
  g_assert_true (fecho_filter_add_codes (filter, codes->str, FALSE, NULL));
  g_assert_false (fecho_filter_add_codes (filter, "1", FALSE, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
  g_assert_true (fecho_filter_add_codes (filter, "1", TRUE, NULL));
}

/* -- times of a person */

static void
assert_time (const char *zone,
             const char *now,
             const char *text,
             const char *expected)
{
  g_autoptr(GError) error = NULL;
  gint64 now_us;
  gint64 us = 0;
  g_autofree char *got = NULL;

  g_setenv ("TZ", zone, TRUE);
  g_assert_true (fecho_format_parse_rfc3339 (now, &now_us));
  g_assert_true (fecho_filter_parse_time (text, now_us, &us, &error));
  g_assert_no_error (error);
  got = fecho_format_rfc3339 (us, FALSE);
  g_setenv ("TZ", "UTC", TRUE);
  g_test_message ("%s", text);
  g_assert_cmpstr (got, ==, expected);
}

static void
test_absolute_times (void)
{
  static const char *const now = "2026-11-24T16:40:03.250000Z";

  assert_time ("UTC", now, "2026-11-23T10:00:00Z", "2026-11-23T10:00:00.000000Z");
  assert_time ("UTC", now, "2026-11-23T10:00:00.125+02:00", "2026-11-23T08:00:00.125000Z");
  assert_time ("America/Sao_Paulo", now, "2026-11-23", "2026-11-23T03:00:00.000000Z");
  assert_time ("America/Sao_Paulo", now, "2026-11-23T10:30", "2026-11-23T13:30:00.000000Z");
  assert_time ("America/Sao_Paulo", now, "2026-11-23 10:30:15.5", "2026-11-23T13:30:15.500000Z");
}

static void
test_relative_times (void)
{
  static const char *const now = "2026-11-24T16:40:03.250000Z";

  assert_time ("UTC", now, "now", "2026-11-24T16:40:03.250000Z");
  assert_time ("UTC", now, "30s", "2026-11-24T16:39:33.250000Z");
  assert_time ("UTC", now, "90min", "2026-11-24T15:10:03.250000Z");
  assert_time ("UTC", now, "90m", "2026-11-24T15:10:03.250000Z");
  assert_time ("UTC", now, "2h", "2026-11-24T14:40:03.250000Z");
  assert_time ("UTC", now, "7d", "2026-11-17T16:40:03.250000Z");
  assert_time ("UTC", now, "2w", "2026-11-10T16:40:03.250000Z");
  assert_time ("UTC", now, "0s", "2026-11-24T16:40:03.250000Z");
}

/* The evening of the 24th in São Paulo is the 25th in UTC. */
static void
test_days_are_local (void)
{
  static const char *const now = "2026-11-25T01:30:00Z";

  assert_time ("America/Sao_Paulo", now, "today", "2026-11-24T03:00:00.000000Z");
  assert_time ("America/Sao_Paulo", now, "yesterday", "2026-11-23T03:00:00.000000Z");
  assert_time ("UTC", now, "today", "2026-11-25T00:00:00.000000Z");
}

/* Berlin goes back on 2026-10-25 at 03:00: a day is a day of the calendar, an hour an hour. */
static void
test_change_of_the_clock (void)
{
  static const char *const now = "2026-10-25T11:00:00Z";

  assert_time ("Europe/Berlin", now, "today", "2026-10-24T22:00:00.000000Z");
  assert_time ("Europe/Berlin", now, "1d", "2026-10-24T10:00:00.000000Z");
  assert_time ("Europe/Berlin", now, "24h", "2026-10-24T11:00:00.000000Z");
}

/* São Paulo left out the first hour of 2018-11-04. */
static void
test_day_without_midnight (void)
{
  static const char *const first_instant = "2018-11-04T03:00:00.000000Z";

  assert_time ("America/Sao_Paulo", "2018-11-04T15:00:00Z", "today", first_instant);
  assert_time ("America/Sao_Paulo", "2018-11-05T15:00:00Z", "yesterday", first_instant);
}

static void
test_bad_times (void)
{
  static const char *const bad[] = {
    "", " ", "tomorrow", "2", "h", "-2h", "2 h", "2hours", "1.5h", "9999999h", "2026-13-01",
    "2026-02-30", "2026-11-24T25:00", "2026-11-24T10:00:00+25:00", "24/11/2026", "2026-11-24x",
    "20261124", "2026-W48-2", "now ", "999999w", "99999999999999999999d", "10:30",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 us = 17;

      g_test_message ("“%s”", bad[i]);
      g_assert_false (fecho_filter_parse_time (bad[i], 0, &us, &error));
      g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, bad[i]));
      g_assert_cmpint (us, ==, 17);
    }
}

static void
test_clean_and_life (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  FechoCloseRecord attempt = make_record ();

  attempt.life_us = FECHO_UNKNOWN;
  filter->clean = 1 << TRUE;
  assert_matches (filter, TRUE);
  filter->clean = 1 << FALSE;
  assert_matches (filter, FALSE);
  filter->clean = 0;
  filter->max_life_us = 51;
  assert_matches (filter, TRUE);
  g_assert_false (fecho_filter_matches (filter, &attempt));
  filter->max_life_us = 50;
  assert_matches (filter, FALSE);
  filter->max_life_us = 0;
  filter->min_life_us = 50;
  assert_matches (filter, TRUE);
  g_assert_false (fecho_filter_matches (filter, &attempt));
  filter->min_life_us = 51;
  assert_matches (filter, FALSE);
}

/* A code that the words name is as good as the words. */
static void
test_text_codes (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(FechoFilter) copy = NULL;
  FechoCodeRange range = { 1011, 1011 };

  filter->text = g_strdup ("internal");
  assert_matches (filter, FALSE);
  filter->text_codes = g_array_new (FALSE, FALSE, sizeof range);
  g_array_append_val (filter->text_codes, range);
  assert_matches (filter, TRUE);
  copy = fecho_filter_copy (filter);
  g_assert_true (fecho_filter_equal (filter, copy));
  g_array_set_size (copy->text_codes, 0);
  g_assert_false (fecho_filter_equal (filter, copy));
  assert_matches (copy, FALSE);
}

/* What shares speak of: closes that nobody of ours asked for, and whose end was seen. */
static void
test_count_only (void)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(FechoFilter) own = fecho_filter_new ();
  FechoCloseRecord record = make_record ();

  fecho_filter_count_only (filter);
  g_assert_true (fecho_filter_matches (filter, &record));
  record.cause = FECHO_CAUSE_APP_QUIT;
  g_assert_false (fecho_filter_matches (filter, &record));
  record.cause = FECHO_CAUSE_MONITOR_INTERRUPTED;
  g_assert_false (fecho_filter_matches (filter, &record));
  record = make_record ();
  record.closed_by = FECHO_CLOSED_BY_USER;
  g_assert_false (fecho_filter_matches (filter, &record));
  record = make_record ();
  record.failed_attempt = TRUE;
  record.life_us = FECHO_UNKNOWN;
  g_assert_false (fecho_filter_matches (filter, &record));

  /* Nothing is both. */
  own->closed_by = 1u << FECHO_CLOSED_BY_USER;
  fecho_filter_count_only (own);
  record = make_record ();
  record.closed_by = FECHO_CLOSED_BY_USER;
  g_assert_false (fecho_filter_matches (own, &record));
  assert_matches (own, FALSE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/filter/new-matches-all", test_new_matches_all);
  g_test_add_func ("/core/filter/range", test_range);
  g_test_add_func ("/core/filter/kinds", test_kinds);
  g_test_add_func ("/core/filter/ids", test_ids);
  g_test_add_func ("/core/filter/sessions", test_sessions);
  g_test_add_func ("/core/filter/codes", test_codes);
  g_test_add_func ("/core/filter/not-codes-alone", test_not_codes_alone);
  g_test_add_func ("/core/filter/masks", test_masks);
  g_test_add_func ("/core/filter/each-mask-excludes", test_each_mask_excludes);
  g_test_add_func ("/core/filter/last-cause", test_last_cause);
  g_test_add_func ("/core/filter/marked", test_marked);
  g_test_add_func ("/core/filter/text", test_text);
  g_test_add_func ("/core/filter/text-of-nothing", test_text_of_nothing);
  g_test_add_func ("/core/filter/copy", test_copy);
  g_test_add_func ("/core/filter/equal-knows-every-field", test_equal_knows_every_field);
  g_test_add_func ("/core/filter/empty-is-any", test_empty_is_any);
  g_test_add_func ("/core/filter/boxed", test_boxed);
  g_test_add_func ("/core/filter/good-codes", test_good_codes);
  g_test_add_func ("/core/filter/bad-codes", test_bad_codes);
  g_test_add_func ("/core/filter/bad-codes-change-nothing", test_bad_codes_change_nothing);
  g_test_add_func ("/core/filter/limit-of-codes", test_limit_of_codes);
  g_test_add_func ("/core/filter/absolute-times", test_absolute_times);
  g_test_add_func ("/core/filter/relative-times", test_relative_times);
  g_test_add_func ("/core/filter/days-are-local", test_days_are_local);
  g_test_add_func ("/core/filter/change-of-the-clock", test_change_of_the_clock);
  g_test_add_func ("/core/filter/day-without-midnight", test_day_without_midnight);
  g_test_add_func ("/core/filter/bad-times", test_bad_times);
  g_test_add_func ("/core/filter/clean-and-life", test_clean_and_life);
  g_test_add_func ("/core/filter/text-codes", test_text_codes);
  g_test_add_func ("/core/filter/count-only", test_count_only);

  return g_test_run ();
}
