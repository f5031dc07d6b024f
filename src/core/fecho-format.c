/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-format.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include <glib/gi18n-lib.h>

#include "fecho-close-event.h"

/* What is not known. */
#define DASH "–"

/* Of this thread; NULL: what the process has. */
static _Thread_local const FechoCatalog *language;

G_GNUC_FORMAT (1)
static const char *
get_text (const char *msgid)
{
  return language != NULL ? fecho_catalog_get (language, msgid) : _(msgid);
}

/* The C library writes numbers in the encoding of the locale, which may be an old one. */
static char *
to_utf8 (char *text)
{
  char *converted;

  if (g_utf8_validate (text, -1, NULL))
    return text;

  converted = g_locale_to_utf8 (text, -1, NULL, NULL, NULL);
  if (converted == NULL)
    converted = g_utf8_make_valid (text, -1);
  g_free (text);

  return converted;
}

static char *
dup_mark (const char *sample,
          const char *before,
          const char *after)
{
  const char *from = strstr (sample, before);
  const char *to = from != NULL ? strstr (from, after) : NULL;

  return to != NULL ? g_strndup (from + strlen (before), to - from - strlen (before)) : NULL;
}

/* As the language marks it, which no locale of the system is needed for. Takes what the C locale
 * writes, and frees it. */
static char *
punctuate_take (char *taken)
{
  g_autofree char *digits = taken;
  const char *sample =
    fecho_catalog_get_context (language, "sample of a number",
                               /* Translators: shows the mark between thousands and the one before
                                * the decimals; only these two may differ. */
                               NC_("sample of a number", "1,234.5"));
  g_autofree char *thousands = dup_mark (sample, "1", "234");
  g_autofree char *decimal = dup_mark (sample, "234", "5");
  gsize n_before = strspn (digits, "-0123456789");
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n_before; i++)
    {
      if (i > 0 && (n_before - i) % 3 == 0 && digits[i - 1] != '-' && thousands != NULL)
        g_string_append (text, thousands);
      g_string_append_c (text, digits[i]);
    }
  if (digits[n_before] == '.')
    g_string_append_printf (text, "%s%s", decimal != NULL ? decimal : ".", digits + n_before + 1);

  return g_string_free (text, FALSE);
}

static char *
format_integer (gint64 n)
{
  if (language != NULL)
    return punctuate_take (g_strdup_printf ("%" G_GINT64_FORMAT, n));

  return to_utf8 (g_strdup_printf ("%'" G_GINT64_FORMAT, n));
}

static char *
format_decimal (double value,
                int    n_decimals)
{
  g_autofree char *format = NULL;
  char digits[512];             /* the largest has 309 before the point */

  if (language == NULL)
    return to_utf8 (g_strdup_printf ("%'.*f", n_decimals, value));

  format = g_strdup_printf ("%%.%df", n_decimals);

  return punctuate_take (g_strdup (g_ascii_formatd (digits, sizeof digits, format, value)));
}

/* -- durations */

/* Tenths are written where they say something: "1.5", but "2". */
static char *
format_tenths (gint64 tenths)
{
  return tenths % 10 == 0 ? format_integer (tenths / 10) : format_decimal (tenths / 10.0, 1);
}

/* Halves up; us is not negative. */
static gint64
round_to (gint64 us,
          gint64 unit_us)
{
  return us / unit_us + (us % unit_us >= unit_us - unit_us / 2 ? 1 : 0);
}

static char *
format_below_minute (gint64 us)
{
  g_autofree char *number = NULL;

  if (us < G_TIME_SPAN_MILLISECOND)
    number = format_tenths (round_to (us, G_TIME_SPAN_MILLISECOND / 10));
  else if (round_to (us, G_TIME_SPAN_MILLISECOND) < 1000)
    number = format_integer (round_to (us, G_TIME_SPAN_MILLISECOND));
  if (number != NULL)
    /* Translators: %s is a number of milliseconds. Keep the no-break space. */
    return g_strdup_printf (get_text (N_("%s\u00a0ms")), number);

  number = round_to (us, G_TIME_SPAN_SECOND / 10) < 100
           ? format_tenths (round_to (us, G_TIME_SPAN_SECOND / 10))
           : format_integer (round_to (us, G_TIME_SPAN_SECOND));

  /* Translators: %s is a number of seconds, like 41 or 0.5. Keep the no-break space. */
  return g_strdup_printf (get_text (N_("%s\u00a0s")), number);
}

static char *
format_minutes (gint64 seconds)
{
  g_autofree char *first = format_integer (seconds / 60);
  g_autofree char *second = format_integer (seconds % 60);

  if (seconds % 60 == 0)
    /* Translators: %s is a number of minutes. Keep the no-break space. */
    return g_strdup_printf (get_text (N_("%s\u00a0min")), first);

  /* Translators: minutes and seconds, like "4 min 13 s". Keep the no-break spaces. */
  return g_strdup_printf (get_text (N_("%s\u00a0min\u00a0%s\u00a0s")), first, second);
}

static char *
format_hours (gint64 minutes)
{
  g_autofree char *first = format_integer (minutes / 60);
  g_autofree char *second = format_integer (minutes % 60);

  if (minutes % 60 == 0)
    /* Translators: %s is a number of hours. Keep the no-break space. */
    return g_strdup_printf (get_text (N_("%s\u00a0h")), first);

  /* Translators: hours and minutes, like "2 h 13 min". Keep the no-break spaces. */
  return g_strdup_printf (get_text (N_("%s\u00a0h\u00a0%s\u00a0min")), first, second);
}

static char *
format_days (gint64 hours)
{
  g_autofree char *first = format_integer (hours / 24);
  g_autofree char *second = format_integer (hours % 24);

  if (hours % 24 == 0)
    /* Translators: %s is a number of days. Keep the no-break space. */
    return g_strdup_printf (get_text (N_("%s\u00a0d")), first);

  /* Translators: days and hours, like "3 d 4 h". Keep the no-break spaces. */
  return g_strdup_printf (get_text (N_("%s\u00a0d\u00a0%s\u00a0h")), first, second);
}

/* Each step up is taken by the rounded number, so that 59.99 s is "1 min" and never "60 s". */
char *
fecho_format_duration (gint64 us)
{
  gint64 seconds;
  gint64 minutes;

  if (us < 0)
    return g_strdup (DASH);

  seconds = round_to (us, G_TIME_SPAN_SECOND);
  minutes = round_to (us, G_TIME_SPAN_MINUTE);
  if (seconds < 60)
    return format_below_minute (us);
  if (seconds < 60 * 60)
    return format_minutes (seconds);
  if (minutes < 24 * 60)
    return format_hours (minutes);

  return format_days (round_to (us, G_TIME_SPAN_HOUR));
}

char *
fecho_format_about_duration (gint64   us,
                             gboolean about)
{
  g_autofree char *duration = fecho_format_duration (us);

  return about && us >= 0 ? g_strconcat ("≈ ", duration, NULL) : g_steal_pointer (&duration);
}

/* -- numbers */

char *
fecho_format_bytes (gint64 bytes)
{
  return bytes >= 0 ? g_format_size (bytes) : g_strdup (DASH);
}

char *
fecho_format_count (guint64 n)
{
  if (language != NULL)
    return punctuate_take (g_strdup_printf ("%" G_GUINT64_FORMAT, n));

  return to_utf8 (g_strdup_printf ("%'" G_GUINT64_FORMAT, n));
}

char *
fecho_format_number (double value,
                     int    n_decimals)
{
  return format_decimal (value, n_decimals);
}

char *
fecho_format_percent (double share,
                      int    n_decimals)
{
  g_autofree char *number = NULL;

  if (!isfinite (share))
    return g_strdup (DASH);

  number = format_decimal (share * 100.0, CLAMP (n_decimals, 0, 6));

  /* Translators: %s is a number: "55%". Some languages have a no-break space before the sign. */
  return g_strdup_printf (get_text (N_("%s%%")), number);
}

void
fecho_format_set_language (const FechoCatalog *catalog)
{
  language = catalog;
}

/* -- times of day */

static GDateTime *
new_local (gint64 us)
{
  return g_date_time_new_from_unix_local (us / G_USEC_PER_SEC - (us % G_USEC_PER_SEC < 0 ? 1 : 0));
}

char *
fecho_format_time (gint64 us,
                   gint64 now_us)
{
  g_autoptr(GDateTime) time = new_local (us);
  g_autoptr(GDateTime) now = new_local (now_us);

  if (time == NULL || now == NULL)
    return g_strdup (DASH);

  if (g_date_time_get_year (time) != g_date_time_get_year (now))
    /* Translators: a day of another year and a time, as g_date_time_format() takes it:
     * "24 Nov 2025 15:31:07". */
    return g_date_time_format (time, _("%-d %b %Y %H:%M:%S"));
  if (g_date_time_get_day_of_year (time) != g_date_time_get_day_of_year (now))
    /* Translators: a day of this year and a time, as g_date_time_format() takes it:
     * "24 Nov 15:31:07". */
    return g_date_time_format (time, _("%-d %b %H:%M:%S"));

  /* Translators: a time of today, as g_date_time_format() takes it: "15:31:07". */
  return g_date_time_format (time, _("%H:%M:%S"));
}
