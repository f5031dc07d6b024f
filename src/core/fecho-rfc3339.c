/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-rfc3339.h"

#include "fecho-format.h"
#include "fecho-put.h"

#define SECONDS_PER_DAY 86400

/* Days of 400 years, and from 0000-03-01 to 1970-01-01. Years that begin in March make the
 * leap day the last of its year. */
#define DAYS_PER_ERA 146097
#define EPOCH_DAYS 719468

static gint64
floor_div (gint64 a,
           gint64 b)
{
  return a / b - (a % b < 0 ? 1 : 0);
}

gint64
fecho_rfc3339_days (int year,
                    int month,
                    int day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = floor_div (y, 400);
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * DAYS_PER_ERA + day_of_era - EPOCH_DAYS;
}

static void
split_days (gint64  days,
            gint64 *ret_year,
            int    *ret_month,
            int    *ret_day)
{
  gint64 z = days + EPOCH_DAYS;
  gint64 era = floor_div (z, DAYS_PER_ERA);
  gint64 day_of_era = z - era * DAYS_PER_ERA;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                        day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int month = (5 * day_of_year + 2) / 153;

  *ret_day = day_of_year - (153 * month + 2) / 5 + 1;
  *ret_month = month < 10 ? month + 3 : month - 9;
  *ret_year = year_of_era + era * 400 + (month >= 10 ? 1 : 0);
}

/* -- writing */

/* "2025-11-24T15:31:07.123456" */
static char *
put_date_time (char   *p,
               gint64  us)
{
  gint64 seconds = floor_div (us, G_USEC_PER_SEC);
  gint64 days = floor_div (seconds, SECONDS_PER_DAY);
  guint second_of_day = seconds - days * SECONDS_PER_DAY;
  guint microsecond = us - seconds * G_USEC_PER_SEC;
  gint64 year;
  int month;
  int day;

  split_days (days, &year, &month, &day);
  if (year >= 0 && year <= 9999)
    p = fecho_put_pair (fecho_put_pair (p, year / 100), year % 100);
  else
    p = fecho_put_integer (p, year);
  *p++ = '-';
  p = fecho_put_pair (p, month);
  *p++ = '-';
  p = fecho_put_pair (p, day);
  *p++ = 'T';
  p = fecho_put_pair (p, second_of_day / 3600);
  *p++ = ':';
  p = fecho_put_pair (p, second_of_day / 60 % 60);
  *p++ = ':';
  p = fecho_put_pair (p, second_of_day % 60);
  *p++ = '.';
  p = fecho_put_pair (p, microsecond / 10000);
  p = fecho_put_pair (p, microsecond / 100 % 100);

  return fecho_put_pair (p, microsecond % 100);
}

/* Whole minutes, as RFC 3339 has them: an offset of before 1900 loses its seconds, and the time
 * is shifted by the same minutes, so that the instant stays right. */
static int
get_offset_minutes (gint64 us)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (floor_div (us, G_USEC_PER_SEC));

  return time != NULL ? g_date_time_get_utc_offset (time) / G_TIME_SPAN_MINUTE : 0;
}

char *
fecho_rfc3339_put (char     *p,
                   gint64    us,
                   gboolean  local)
{
  int minutes;

  if (!local)
    {
      p = put_date_time (p, us);
      *p++ = 'Z';
      return p;
    }

  minutes = get_offset_minutes (us);
  p = put_date_time (p, us + minutes * G_TIME_SPAN_MINUTE);
  *p++ = minutes < 0 ? '-' : '+';
  p = fecho_put_pair (p, ABS (minutes) / 60);
  *p++ = ':';

  return fecho_put_pair (p, ABS (minutes) % 60);
}

char *
fecho_format_rfc3339 (gint64   us,
                      gboolean local)
{
  char text[FECHO_RFC3339_MAX_BYTES];

  return g_strndup (text, fecho_rfc3339_put (text, us, local) - text);
}

/* -- reading */

/* Moves *p over exactly n digits. */
static gboolean
get_digits (const char **p,
            int          n_digits,
            int         *ret_value)
{
  int value = 0;

  for (int i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit ((*p)[i]))
        return FALSE;
      value = value * 10 + ((*p)[i] - '0');
    }
  *p += n_digits;
  *ret_value = value;

  return TRUE;
}

static gboolean
skip (const char **p,
      const char  *any_of)
{
  for (const char *c = any_of; *c != '\0'; c++)
    {
      if (**p == *c)
        {
          (*p)++;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
get_date (const char **p,
          gint64      *ret_days)
{
  int year;
  int month;
  int day;

  if (!get_digits (p, 4, &year) || !skip (p, "-") ||
      !get_digits (p, 2, &month) || !skip (p, "-") ||
      !get_digits (p, 2, &day))
    return FALSE;
  if (year < 1 || !g_date_valid_dmy (day, month, year))
    return FALSE;

  *ret_days = fecho_rfc3339_days (year, month, day);

  return TRUE;
}

/* "15:31:07.123456"; digits beyond microseconds are cut. A leap second is the next second. */
static gboolean
get_time_of_day (const char **p,
                 gint64      *ret_us)
{
  gint64 fraction_us = 0;
  gint64 unit_us = G_USEC_PER_SEC;
  int hour;
  int minute;
  int second;

  if (!get_digits (p, 2, &hour) || !skip (p, ":") ||
      !get_digits (p, 2, &minute) || !skip (p, ":") ||
      !get_digits (p, 2, &second))
    return FALSE;
  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;

  if (skip (p, "."))
    {
      if (!g_ascii_isdigit (**p))
        return FALSE;
      for (; g_ascii_isdigit (**p); (*p)++)
        {
          unit_us /= 10;
          fraction_us += (**p - '0') * unit_us;
        }
    }
  *ret_us = ((hour * 60 + minute) * 60 + second) * (gint64)G_USEC_PER_SEC + fraction_us;

  return TRUE;
}

static gboolean
get_offset (const char **p,
            gint64      *ret_us)
{
  gboolean negative = **p == '-';
  int hours;
  int minutes;

  *ret_us = 0;
  if (skip (p, "Zz"))
    return TRUE;
  if (!skip (p, "+-") || !get_digits (p, 2, &hours) || !skip (p, ":") ||
      !get_digits (p, 2, &minutes))
    return FALSE;
  if (hours > 23 || minutes > 59)
    return FALSE;

  *ret_us = (hours * 60 + minutes) * (negative ? -1 : 1) * G_TIME_SPAN_MINUTE;

  return TRUE;
}

gboolean
fecho_format_parse_rfc3339 (const char *text,
                            gint64     *ret_us)
{
  gint64 days;
  gint64 time_us;
  gint64 offset_us;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (ret_us != NULL, FALSE);

  if (!get_date (&text, &days) || !skip (&text, "Tt ") ||
      !get_time_of_day (&text, &time_us) || !get_offset (&text, &offset_us) || *text != '\0')
    return FALSE;

  *ret_us = days * SECONDS_PER_DAY * (gint64)G_USEC_PER_SEC + time_us - offset_us;

  return TRUE;
}
