/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-format.h"

#include <locale.h>
#include <math.h>
#include <glib/gi18n-lib.h>

#include "fecho-catalog.h"
#include "fecho-close-event.h"

#define NBSP "\302\240"
#define MS     G_TIME_SPAN_MILLISECOND
#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR   G_TIME_SPAN_HOUR
#define DAY    G_TIME_SPAN_DAY

/* 2026-11-24 16:40:03 UTC */
#define NOON_US ((gint64)1795538403 * SECOND)

static void
test_duration (void)
{
  static const struct
  {
    gint64 us;
    const char *text;
  } cases[] = {
    { FECHO_UNKNOWN, "–" },
    { G_MININT64, "–" },
    { 0, "0" NBSP "ms" },
    { 49, "0" NBSP "ms" },
    { 300, "0.3" NBSP "ms" },
    { 999, "1" NBSP "ms" },
    { 1 * MS, "1" NBSP "ms" },
    { 4 * MS + 400, "4" NBSP "ms" },
    { 250 * MS, "250" NBSP "ms" },
    { 999 * MS + 499, "999" NBSP "ms" },
    { 999 * MS + 500, "1" NBSP "s" },
    { 1 * SECOND, "1" NBSP "s" },
    { 1500 * MS, "1.5" NBSP "s" },
    { 1549 * MS, "1.5" NBSP "s" },
    { 1950 * MS, "2" NBSP "s" },
    { 9949 * MS, "9.9" NBSP "s" },
    { 9950 * MS, "10" NBSP "s" },
    { 10400 * MS, "10" NBSP "s" },
    { 41 * SECOND, "41" NBSP "s" },
    { 59499 * MS, "59" NBSP "s" },
    { 59500 * MS, "1" NBSP "min" },
    { 60 * SECOND, "1" NBSP "min" },
    { 253 * SECOND, "4" NBSP "min" NBSP "13" NBSP "s" },
    { 59 * MINUTE + 59 * SECOND, "59" NBSP "min" NBSP "59" NBSP "s" },
    { 59 * MINUTE + 59600 * MS, "1" NBSP "h" },
    { HOUR, "1" NBSP "h" },
    { 2 * HOUR + 13 * MINUTE, "2" NBSP "h" NBSP "13" NBSP "min" },
    { 2 * HOUR + 13 * MINUTE + 29 * SECOND, "2" NBSP "h" NBSP "13" NBSP "min" },
    { 23 * HOUR + 59 * MINUTE + 29 * SECOND, "23" NBSP "h" NBSP "59" NBSP "min" },
    { 23 * HOUR + 59 * MINUTE + 30 * SECOND, "1" NBSP "d" },
    { DAY, "1" NBSP "d" },
    { 3 * DAY + 4 * HOUR, "3" NBSP "d" NBSP "4" NBSP "h" },
    { 400 * DAY, "400" NBSP "d" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = fecho_format_duration (cases[i].us);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_about_duration (void)
{
  g_autofree char *about = fecho_format_about_duration (12 * SECOND, TRUE);
  g_autofree char *exact = fecho_format_about_duration (12 * SECOND, FALSE);
  g_autofree char *unknown = fecho_format_about_duration (FECHO_UNKNOWN, TRUE);

  g_assert_cmpstr (about, ==, "≈ 12" NBSP "s");
  g_assert_cmpstr (exact, ==, "12" NBSP "s");
  g_assert_cmpstr (unknown, ==, "–");
}

/* Any number, and none of them with a unit that is full: "60 s", "24 h". */
static void
test_duration_of_any_length (void)
{
  g_autofree char *longest = fecho_format_duration (G_MAXINT64);

  g_assert_true (g_str_has_prefix (longest, "106751991" NBSP "d"));
  for (gint64 us = 1; us < G_MAXINT64 / 3; us = us * 2 + us / 7)
    {
      g_autofree char *text = fecho_format_duration (us);

      g_assert_null (strstr (text, "60" NBSP));
      g_assert_null (strstr (text, "24" NBSP "h"));
      g_assert_null (strstr (text, "1000" NBSP "ms"));
    }
}

static void
test_bytes (void)
{
  g_autofree char *unknown = fecho_format_bytes (FECHO_UNKNOWN);
  g_autofree char *kilo = fecho_format_bytes (1500);

  g_assert_cmpstr (unknown, ==, "–");
  g_assert_cmpstr (kilo, ==, "1.5" NBSP "kB");
}

static void
test_count (void)
{
  g_autofree char *none = fecho_format_count (0);
  g_autofree char *most = fecho_format_count (G_MAXUINT64);

  g_assert_cmpstr (none, ==, "0");
  g_assert_cmpstr (most, ==, "18446744073709551615");
}

static void
test_percent (void)
{
  static const struct
  {
    double share;
    int n_decimals;
    const char *text;
  } cases[] = {
    { 0.0, 0, "0%" },
    { 0.55, 0, "55%" },
    { 0.949, 1, "94.9%" },
    { 0.9996, 0, "100%" },
    { 1.0, 2, "100.00%" },
    { 12.5, 0, "1250%" },
    { 0.5, -3, "50%" },
  };
  g_autofree char *none = fecho_format_percent (NAN, 0);
  g_autofree char *endless = fecho_format_percent (INFINITY, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = fecho_format_percent (cases[i].share, cases[i].n_decimals);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_assert_cmpstr (none, ==, "–");
  g_assert_cmpstr (endless, ==, "–");
}

static void
test_time (void)
{
  static const struct
  {
    const char *zone;
    gint64 us;
    const char *text;
  } cases[] = {
    { "UTC", NOON_US, "16:40:03" },
    { "UTC", NOON_US + 999999, "16:40:03" },
    { "America/Sao_Paulo", NOON_US, "13:40:03" },
    { "UTC", NOON_US - DAY, "23 Nov 16:40:03" },
    { "UTC", NOON_US + DAY, "25 Nov 16:40:03" },
    { "UTC", NOON_US - 365 * DAY, "24 Nov 2025 16:40:03" },
    /* Still the 24th in UTC, the 25th there. */
    { "Pacific/Kiritimati", NOON_US - 7 * HOUR, "24 Nov 23:40:03" },
    { "UTC", -1, "31 Dec 1969 23:59:59" },
    { "UTC", G_MAXINT64, "–" },
    { "UTC", G_MININT64, "–" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;

      g_setenv ("TZ", cases[i].zone, TRUE);
      text = fecho_format_time (cases[i].us, NOON_US);
      g_setenv ("TZ", "UTC", TRUE);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* As each language writes it: decimal comma, mark of thousands, the space before a percent sign, a
 * day before its month. The texts come from the translations, the numbers from the C library. */
typedef struct
{
  const char *locale;
  const char *lang;
  const char *percent;
  const char *time;
} Country;

static const Country countries[] = {
  { "pt_BR.UTF-8", "pt_BR", "94,9%", "23 nov 16:40:03" },
  { "pt_PT.UTF-8", "pt_PT", "94,9%", "23 nov 16:40:03" },
  { "es_ES.UTF-8", "es", "94,9" NBSP "%", "23 nov 16:40:03" },
};

/* Countries differ in the mark between thousands, and so do releases of the C library. */
static void
assert_grouped (const char *text,
                const char *before,
                const char *mark,
                const char *after)
{
  g_autofree char *expected = g_strconcat (before, mark, after, NULL);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_country (gconstpointer data)
{
  const Country *country = data;
  g_autofree char *duration = NULL;
  g_autofree char *longer = NULL;
  g_autofree char *count = NULL;
  g_autofree char *days = NULL;
  g_autofree char *percent = NULL;
  g_autofree char *time = NULL;
  g_autofree char *thousands = NULL;

  if (setlocale (LC_ALL, country->locale) == NULL)
    {
      g_test_skip ("the locale is not there");
      return;
    }
  g_setenv ("LANGUAGE", country->lang, TRUE);
  duration = fecho_format_duration (1500 * MS);
  longer = fecho_format_duration (2 * HOUR + 13 * MINUTE);
  count = fecho_format_count (186959);
  days = fecho_format_duration (1234 * DAY);
  percent = fecho_format_percent (0.949, 1);
  time = fecho_format_time (NOON_US - DAY, NOON_US);
  thousands = g_strdup (localeconv ()->thousands_sep);
  setlocale (LC_ALL, "C.UTF-8");
  g_unsetenv ("LANGUAGE");

  g_assert_cmpstr (duration, ==, "1,5" NBSP "s");
  g_assert_cmpstr (longer, ==, "2" NBSP "h" NBSP "13" NBSP "min");
  assert_grouped (count, "186", thousands, "959");
  assert_grouped (days, "1", thousands, "234" NBSP "d");
  g_assert_cmpstr (percent, ==, country->percent);
  g_assert_cmpstr (time, ==, country->time);
}

/* Until the thread gives it back, whatever the locale. */
static void
test_language (void)
{
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new ("es", NULL);
  g_autoptr(FechoCatalog) english = fecho_catalog_new ("en", NULL);
  g_autofree char *count = NULL;
  g_autofree char *small = NULL;
  g_autofree char *below = NULL;
  g_autofree char *percent = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *in_english = NULL;
  g_autofree char *after = NULL;

  fecho_format_set_language (catalog);
  count = fecho_format_count (1234567);
  small = fecho_format_count (999);
  below = fecho_format_number (-123456.789, 2);
  percent = fecho_format_percent (0.949, 1);
  duration = fecho_format_duration (1500 * MS);
  fecho_format_set_language (english);
  in_english = fecho_format_number (1234.5, 1);
  fecho_format_set_language (NULL);
  after = fecho_format_number (1234.5, 1);

  g_assert_cmpstr (count, ==, "1.234.567");
  g_assert_cmpstr (small, ==, "999");
  g_assert_cmpstr (below, ==, "-123.456,79");
  g_assert_cmpstr (percent, ==, "94,9" NBSP "%");
  g_assert_cmpstr (duration, ==, "1,5" NBSP "s");
  g_assert_cmpstr (in_english, ==, "1,234.5");
  g_assert_cmpstr (after, ==, "1234.5");
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  bindtextdomain (GETTEXT_PACKAGE, fecho_catalog_get_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  g_test_add_func ("/core/format/duration", test_duration);
  g_test_add_func ("/core/format/about-duration", test_about_duration);
  g_test_add_func ("/core/format/duration-of-any-length", test_duration_of_any_length);
  g_test_add_func ("/core/format/bytes", test_bytes);
  g_test_add_func ("/core/format/count", test_count);
  g_test_add_func ("/core/format/percent", test_percent);
  g_test_add_func ("/core/format/time", test_time);
  g_test_add_func ("/core/format/language", test_language);
  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/format/%s", countries[i].lang);

      g_test_add_data_func (path, &countries[i], test_country);
    }

  return g_test_run ();
}
