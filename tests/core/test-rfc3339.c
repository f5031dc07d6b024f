/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-rfc3339.h"

#include "fecho-format.h"

/* 2026-11-24 16:40:03 UTC */
#define NOON_US ((gint64)1795538403 * G_USEC_PER_SEC)

static void
test_known_times (void)
{
  static const struct
  {
    gint64 us;
    const char *text;
  } cases[] = {
    { 0, "1970-01-01T00:00:00.000000Z" },
    { 1, "1970-01-01T00:00:00.000001Z" },
    { -1, "1969-12-31T23:59:59.999999Z" },
    { NOON_US + 123456, "2026-11-24T16:40:03.123456Z" },
    { 951782400 * (gint64)G_USEC_PER_SEC, "2000-02-29T00:00:00.000000Z" },
    { 4107542399 * (gint64)G_USEC_PER_SEC, "2100-02-28T23:59:59.000000Z" },
    { 4107542400 * (gint64)G_USEC_PER_SEC, "2100-03-01T00:00:00.000000Z" },
    { -62135596800 * (gint64)G_USEC_PER_SEC, "0001-01-01T00:00:00.000000Z" },
    { 253402300799 * (gint64)G_USEC_PER_SEC + 999999, "9999-12-31T23:59:59.999999Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = fecho_format_rfc3339 (cases[i].us, FALSE);
      gint64 us = 17;

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (fecho_format_parse_rfc3339 (text, &us));
      g_assert_cmpint (us, ==, cases[i].us);
    }
}

/* The calendar of GDateTime is another implementation of the same. */
static void
test_agrees_with_glib (void)
{
  for (gint64 day = -719162; day < 2932896; day += 97)
    {
      gint64 seconds = day * 86400 + (day & 0xffff);
      g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (seconds);
      g_autofree char *expected = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.000000Z");
      g_autofree char *text = fecho_format_rfc3339 (seconds * G_USEC_PER_SEC, FALSE);
      int year;
      int month;
      int day_of_month;

      g_date_time_get_ymd (time, &year, &month, &day_of_month);
      g_assert_cmpint (fecho_rfc3339_days (year, month, day_of_month), ==, day);
      if (g_date_time_get_year (time) >= 1000)
        g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_local (void)
{
  static const struct
  {
    const char *zone;
    const char *text;
  } cases[] = {
    { "UTC", "2026-11-24T16:40:03.000000+00:00" },
    { "America/Sao_Paulo", "2026-11-24T13:40:03.000000-03:00" },
    { "America/St_Johns", "2026-11-24T13:10:03.000000-03:30" },
    { "Asia/Kathmandu", "2026-11-24T22:25:03.000000+05:45" },
    { "Pacific/Kiritimati", "2026-11-25T06:40:03.000000+14:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;
      gint64 us;

      g_setenv ("TZ", cases[i].zone, TRUE);
      text = fecho_format_rfc3339 (NOON_US, TRUE);
      g_setenv ("TZ", "UTC", TRUE);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (fecho_format_parse_rfc3339 (text, &us));
      g_assert_cmpint (us, ==, NOON_US);
    }
}

/* Before 1914 the clocks of São Paulo were 3:06:28 behind: no offset of RFC 3339 says that, but
 * the instant is kept. */
static void
test_local_of_old_times (void)
{
  gint64 us = -2000000000 * (gint64)G_USEC_PER_SEC;
  g_autofree char *text = NULL;
  gint64 parsed_us;

  g_setenv ("TZ", "America/Sao_Paulo", TRUE);
  text = fecho_format_rfc3339 (us, TRUE);
  g_setenv ("TZ", "UTC", TRUE);
  g_assert_true (fecho_format_parse_rfc3339 (text, &parsed_us));
  g_assert_cmpint (parsed_us, ==, us);
}

static void
test_any_number (void)
{
  static const gint64 times[] = { G_MININT64, G_MAXINT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *utc = fecho_format_rfc3339 (times[i], FALSE);
      g_autofree char *local = fecho_format_rfc3339 (times[i], TRUE);

      g_assert_true (g_str_has_suffix (utc, "Z"));
      g_assert_true (g_str_has_suffix (local, "+00:00"));
    }
}

static void
test_parse_variants (void)
{
  static const struct
  {
    const char *text;
    gint64 us;
  } cases[] = {
    { "2026-11-24T16:40:03Z", NOON_US },
    { "2026-11-24t16:40:03z", NOON_US },
    { "2026-11-24 16:40:03Z", NOON_US },
    { "2026-11-24T16:40:03.5Z", NOON_US + 500000 },
    { "2026-11-24T16:40:03.1234567899Z", NOON_US + 123456 },
    { "2026-11-24T17:40:03+01:00", NOON_US },
    { "2026-11-24T16:40:03-00:00", NOON_US },
    { "2016-12-31T23:59:60Z", 1483228800 * (gint64)G_USEC_PER_SEC },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 us = 17;

      g_test_message ("%s", cases[i].text);
      g_assert_true (fecho_format_parse_rfc3339 (cases[i].text, &us));
      g_assert_cmpint (us, ==, cases[i].us);
    }
}

static void
test_parse_refuses (void)
{
  static const char *const bad[] = {
    "", "2026", "2026-11-24", "2026-11-24T16:40Z", "2026-11-24T16:40:03", "2026-11-24T16:40:03.Z",
    "2026-11-24T16:40:03,5Z", "2026-11-24T24:00:00Z", "2026-11-24T16:60:00Z",
    "2026-11-24T16:40:61Z",
    "2026-00-24T16:40:03Z", "2026-11-31T16:40:03Z", "2025-02-29T00:00:00Z", "0000-01-01T00:00:00Z",
    "2026-11-24T16:40:03+0100", "2026-11-24T16:40:03+01", "2026-11-24T16:40:03+24:00",
    "2026-11-24T16:40:03Zx", " 2026-11-24T16:40:03Z", "+2026-11-24T16:40:03Z", "26-11-24T16:40:03Z",
    "2026-11-24T1６:40:03Z",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      gint64 us = 17;

      g_test_message ("“%s”", bad[i]);
      g_assert_false (fecho_format_parse_rfc3339 (bad[i], &us));
      g_assert_cmpint (us, ==, 17);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/rfc3339/known-times", test_known_times);
  g_test_add_func ("/core/rfc3339/agrees-with-glib", test_agrees_with_glib);
  g_test_add_func ("/core/rfc3339/local", test_local);
  g_test_add_func ("/core/rfc3339/local-of-old-times", test_local_of_old_times);
  g_test_add_func ("/core/rfc3339/any-number", test_any_number);
  g_test_add_func ("/core/rfc3339/parse-variants", test_parse_variants);
  g_test_add_func ("/core/rfc3339/parse-refuses", test_parse_refuses);

  return g_test_run ();
}
