/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-time-axis.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR   G_TIME_SPAN_HOUR
#define DAY    G_TIME_SPAN_DAY
#define MONTH  (30 * DAY)       /* a mean; ticks stand on the calendar's months */
#define YEAR   (365 * DAY)

/* What GDateTime can show: the years 1 to 9999. */
#define MIN_US (-62135596800 * G_USEC_PER_SEC)
#define MAX_US (253402300800 * G_USEC_PER_SEC)

/* From here on midnight is told by its date: "00:00" would not say which. */
#define MIN_STEP_WITH_DATES (6 * HOUR)

static const gint64 steps[] = {
  1 * G_USEC_PER_SEC, 2 * G_USEC_PER_SEC, 5 * G_USEC_PER_SEC,
  10 * G_USEC_PER_SEC, 15 * G_USEC_PER_SEC, 30 * G_USEC_PER_SEC,
  1 * MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
  1 * HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR,
  1 * DAY, 2 * DAY, 7 * DAY,
  1 * MONTH, 3 * MONTH,
  1 * YEAR, 10 * YEAR, 100 * YEAR, 1000 * YEAR,
};

static gboolean
is_empty (const FechoTimeAxis *self)
{
  return self->to_us <= self->from_us || !(self->width > 0.0);
}

/* As doubles: the difference of two far times does not fit a gint64. */
static double
get_range_us (const FechoTimeAxis *self)
{
  return (double)self->to_us - (double)self->from_us;
}

double
fecho_time_axis_to_x (const FechoTimeAxis *self,
                      gint64               us)
{
  g_return_val_if_fail (self != NULL, 0.0);

  if (is_empty (self))
    return 0.0;

  return ((double)us - (double)self->from_us) / get_range_us (self) * self->width;
}

gint64
fecho_time_axis_to_us (const FechoTimeAxis *self,
                       double               x)
{
  double offset_us;
  gint64 us;

  g_return_val_if_fail (self != NULL, 0);

  if (is_empty (self))
    return self->from_us;

  offset_us = round (x / self->width * get_range_us (self));
  if (!(fabs (offset_us) < 9.0e18))
    return offset_us > 0.0 ? G_MAXINT64 : G_MININT64;
  if (__builtin_add_overflow (self->from_us, (gint64)offset_us, &us))
    return offset_us > 0.0 ? G_MAXINT64 : G_MININT64;

  return us;
}

gint64
fecho_time_axis_get_step_us (const FechoTimeAxis *self,
                             double               min_px)
{
  double min_us;

  g_return_val_if_fail (self != NULL, steps[0]);

  if (is_empty (self))
    return steps[0];

  min_us = MAX (min_px, 1.0) / self->width * get_range_us (self);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if ((double)steps[i] >= min_us)
        return steps[i];
    }

  return steps[G_N_ELEMENTS (steps) - 1];
}

/* -- the local clock */

static gint64
floor_div (gint64 a,
           gint64 b)
{
  return a / b - (a % b < 0 ? 1 : 0);
}

static gint64
get_offset_us (GTimeZone *zone,
               gint64     us)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                            floor_div (us, G_USEC_PER_SEC));

  return g_time_zone_get_offset (zone, interval) * (gint64)G_USEC_PER_SEC;
}

static GDateTime *
new_local (GTimeZone *zone,
           gint64     us)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (floor_div (us, G_USEC_PER_SEC));

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

static gboolean
is_aligned (GTimeZone *zone,
            gint64     us,
            gint64     step_us)
{
  return (us + get_offset_us (zone, us)) % step_us == 0;
}

/* The next time after us at which the local clock shows a multiple of the step. An hour that the
 * clock shows twice has its ticks twice; an hour that it leaves out has none. */
static gint64
get_next_of_clock (GTimeZone *zone,
                   gint64     us,
                   gint64     step_us)
{
  gint64 offset_us = get_offset_us (zone, us);
  gint64 next_local_us = (floor_div (us + offset_us, step_us) + 1) * step_us;
  gint64 next_us = next_local_us - offset_us;
  gint64 moved_us;

  if (is_aligned (zone, next_us, step_us))
    return next_us;

  /* The clock was changed on the way. */
  moved_us = next_local_us - get_offset_us (zone, next_us);
  if (moved_us > us && is_aligned (zone, moved_us, step_us))
    return moved_us;

  return get_next_of_clock (zone, next_us, step_us);
}

/* The first day of the step's period that holds the day: weeks begin on Monday. */
static GDateTime *
get_start_of_period (GTimeZone *zone,
                     GDateTime *day,
                     gint64     step_us)
{
  int year = g_date_time_get_year (day);
  int month = g_date_time_get_month (day);
  GDate date;
  int n_days;

  if (step_us >= YEAR)
    return g_date_time_new (zone, MAX (year - year % (int)(step_us / YEAR), 1), 1, 1, 0, 0, 0);
  if (step_us >= MONTH)
    return g_date_time_new (zone, year, month - (month - 1) % (int)(step_us / MONTH), 1, 0, 0, 0);

  /* The Julian day 1 of GDate is Monday, the first of January of the year 1. */
  n_days = step_us / DAY;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (day), month, year);
  g_date_subtract_days (&date, (g_date_get_julian (&date) - 1) % n_days);

  return g_date_time_new (zone, g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date), 0, 0, 0);
}

/* Counted by the calendar and brought back to the start of a period: days on which the clock is
 * changed, months and years have no fixed length. */
static GDateTime *
get_next_period (GTimeZone *zone,
                 GDateTime *start,
                 gint64     step_us)
{
  g_autoptr(GDateTime) inside = NULL;

  if (step_us >= YEAR)
    inside = g_date_time_add_years (start, step_us / YEAR);
  else if (step_us >= MONTH)
    inside = g_date_time_add_months (start, step_us / MONTH);
  else
    inside = g_date_time_add_days (start, step_us / DAY);

  return inside != NULL ? get_start_of_period (zone, inside, step_us) : NULL;
}

/* -- ticks */

static const char *
get_label_format (GDateTime *time,
                  gint64     step_us)
{
  gboolean midnight = g_date_time_get_hour (time) == 0 && g_date_time_get_minute (time) == 0;

  if (step_us >= YEAR)
    return "%Y";
  if (step_us >= MONTH)
    /* Translators: a month on the axis of a chart, as g_date_time_format() takes it: "Nov 2025". */
    return _("%b %Y");
  if (step_us >= DAY || (midnight && step_us >= MIN_STEP_WITH_DATES))
    /* Translators: a day on the axis of a chart, as g_date_time_format() takes it: "24 Nov". */
    return _("%-d %b");
  if (step_us >= MINUTE)
    /* Translators: a time on the axis of a chart, as g_date_time_format() takes it: "18:00". */
    return _("%H:%M");

  return _("%H:%M:%S");
}

static void
set_label (FechoTick *tick,
           GTimeZone *zone,
           gint64     step_us)
{
  g_autoptr(GDateTime) local = new_local (zone, tick->at_us);
  g_autofree char *label = NULL;
  const char *end;

  if (local != NULL)
    label = g_date_time_format (local, get_label_format (local, step_us));
  if (label == NULL)
    return;

  if (g_strlcpy (tick->label, label, sizeof tick->label) >= sizeof tick->label)
    {
      /* No half of a character at the end. */
      (void)g_utf8_validate (tick->label, -1, &end);
      tick->label[end - tick->label] = '\0';
    }
}

static void
append_tick (const FechoTimeAxis *self,
             GArray              *ticks,
             GTimeZone           *zone,
             gint64               us,
             gint64               step_us)
{
  FechoTick tick = { .at_us = us, .x = fecho_time_axis_to_x (self, us) };

  if (us < self->from_us)
    return;

  set_label (&tick, zone, step_us);
  g_array_append_val (ticks, tick);
}

static void
append_ticks_of_clock (const FechoTimeAxis *self,
                       GArray              *ticks,
                       GTimeZone           *zone,
                       gint64               step_us)
{
  gint64 us = get_next_of_clock (zone, self->from_us - 1, step_us);

  for (; us < self->to_us; us = get_next_of_clock (zone, us, step_us))
    append_tick (self, ticks, zone, us, step_us);
}

static void
append_ticks_of_calendar (const FechoTimeAxis *self,
                          GArray              *ticks,
                          GTimeZone           *zone,
                          gint64               step_us)
{
  g_autoptr(GDateTime) first = new_local (zone, self->from_us);
  GDateTime *start = first != NULL ? get_start_of_period (zone, first, step_us) : NULL;

  while (start != NULL)
    {
      gint64 us = g_date_time_to_unix (start) * G_USEC_PER_SEC;
      GDateTime *next = us < self->to_us ? get_next_period (zone, start, step_us) : NULL;

      if (us < self->to_us)
        append_tick (self, ticks, zone, us, step_us);
      g_date_time_unref (start);
      start = next;
    }
}

GArray *
fecho_time_axis_get_ticks (const FechoTimeAxis *self,
                           double               min_px)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (FechoTick));
  gint64 step_us;

  g_return_val_if_fail (self != NULL, ticks);

  if (is_empty (self) || self->from_us <= MIN_US || self->to_us >= MAX_US)
    return ticks;

  step_us = fecho_time_axis_get_step_us (self, min_px);
  if (step_us >= DAY)
    append_ticks_of_calendar (self, ticks, zone, step_us);
  else
    append_ticks_of_clock (self, ticks, zone, step_us);

  return ticks;
}
