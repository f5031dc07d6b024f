/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-filter.h"

#include <string.h>

#include "fecho-error.h"
#include "fecho-format.h"

/* "999999d" is 2,700 years: more is a mistake, and GDateTime ends in the year 1. */
#define MAX_DIGITS 6

static gint64
to_us (GDateTime *time)
{
  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

static GDateTime *
new_local (gint64 us)
{
  g_autoptr(GDateTime) whole = g_date_time_new_from_unix_local (us / G_USEC_PER_SEC);

  return whole != NULL ? g_date_time_add (whole, us % G_USEC_PER_SEC) : NULL;
}

/* The first instant of a day, n_days from the day of now. Midnight itself is missing where the
 * summer time begins then; GDateTime gives the instant after the gap. */
static gboolean
get_day (gint64  now_us,
         int     n_days,
         gint64 *ret_us)
{
  g_autoptr(GDateTime) now = new_local (now_us);
  g_autoptr(GDateTime) day = now != NULL ? g_date_time_add_days (now, n_days) : NULL;
  g_autoptr(GDateTime) start = NULL;

  if (day == NULL)
    return FALSE;

  start = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                 g_date_time_get_day_of_month (day), 0, 0, 0);
  if (start == NULL)
    return FALSE;

  *ret_us = to_us (start);

  return TRUE;
}

/* Hours and less are lengths of time; days and weeks keep the time of day of the local clock. */
static gboolean
go_back (gint64      now_us,
         int         n,
         const char *unit,
         gint64     *ret_us)
{
  static const struct
  {
    const char *names[4];
    gint64 length_us;
    int n_days;
  } units[] = {
    { { "s", "sec" }, G_TIME_SPAN_SECOND, 0 },
    { { "m", "min" }, G_TIME_SPAN_MINUTE, 0 },
    { { "h" }, G_TIME_SPAN_HOUR, 0 },
    { { "d" }, 0, 1 },
    { { "w" }, 0, 7 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr(GDateTime) now = NULL;
      g_autoptr(GDateTime) then = NULL;

      if (!g_strv_contains (units[i].names, unit))
        continue;
      now = new_local (now_us);
      if (now == NULL)
        return FALSE;
      then = units[i].n_days > 0
             ? g_date_time_add_days (now, -n * units[i].n_days)
             : g_date_time_add (now, -n * units[i].length_us);
      if (then == NULL)
        return FALSE;
      *ret_us = to_us (then);
      return TRUE;
    }

  return FALSE;
}

static gboolean
parse_ago (const char *text,
           gint64      now_us,
           gint64     *ret_us)
{
  gsize n_digits = strspn (text, "0123456789");

  if (n_digits == 0 || n_digits > MAX_DIGITS)
    return FALSE;

  return go_back (now_us, (int)g_ascii_strtoll (text, NULL, 10), text + n_digits, ret_us);
}

/* "2025-11-24", "2025-11-24T15:31" and "2025-11-24T15:31:07" of the local zone. */
static gboolean
parse_local (const char *text,
             gint64     *ret_us)
{
  gsize n_bytes = strlen (text);
  const char *rest = n_bytes == 10 ? "T00:00:00" : n_bytes == 16 ? ":00" : "";
  g_autofree char *whole = g_strconcat (text, rest, NULL);
  g_autofree char *utc = g_strconcat (whole, "Z", NULL);
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) time = NULL;
  gint64 unused_us;

  /* Only RFC 3339 without its offset; GDateTime by itself takes all of ISO 8601. */
  if (!fecho_format_parse_rfc3339 (utc, &unused_us))
    return FALSE;

  whole[10] = 'T';
  time = g_date_time_new_from_iso8601 (whole, zone);
  if (time == NULL)
    return FALSE;

  *ret_us = to_us (time);

  return TRUE;
}

gboolean
fecho_filter_parse_time (const char  *text,
                         gint64       now_us,
                         gint64      *ret_us,
                         GError     **error)
{
  gboolean good;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (ret_us != NULL, FALSE);

  if (strcmp (text, "now") == 0)
    {
      *ret_us = now_us;
      return TRUE;
    }

  if (strcmp (text, "today") == 0)
    good = get_day (now_us, 0, ret_us);
  else if (strcmp (text, "yesterday") == 0)
    good = get_day (now_us, -1, ret_us);
  else
    good = fecho_format_parse_rfc3339 (text, ret_us) ||
           parse_ago (text, now_us, ret_us) ||
           parse_local (text, ret_us);

  if (!good)
    g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                 "“%s” is not a time: write 2025-11-24T18:00:00Z, 2025-11-24, 2h, 90min, 7d, "
                 "now, today or yesterday", text);

  return good;
}
