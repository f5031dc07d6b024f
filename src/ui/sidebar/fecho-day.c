/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-day.h"

#include <string.h>

#include <glib/gi18n.h>

#include "fecho-format.h"
#include "fecho-terms.h"

#define HOUR_US (3600 * (gint64)G_USEC_PER_SEC)

G_DEFINE_BOXED_TYPE (FechoDay, fecho_day, fecho_day_copy, fecho_day_free)

/* The time between from and to that is in each hour. */
static void
add_time (gint64 *hours,
          gint64  from_us,
          gint64  to_us)
{
  for (guint i = 0; i < FECHO_DAY_HOURS; i++)
    {
      gint64 start_us = i * HOUR_US;
      gint64 length_us = MIN (to_us, start_us + HOUR_US) - MAX (from_us, start_us);

      if (length_us > 0)
        hours[i] += length_us;
    }
}

static gint64
sum (const gint64 *hours)
{
  gint64 total_us = 0;

  for (guint i = 0; i < FECHO_DAY_HOURS; i++)
    total_us += hours[i];

  return total_us;
}

FechoDay *
fecho_day_new (const FechoLane *lane,
               gint64           from_us)
{
  FechoDay *self;

  g_return_val_if_fail (lane != NULL, NULL);

  self = g_new0 (FechoDay, 1);
  for (guint i = 0; i < lane->spans->len; i++)
    {
      const FechoSpan *span = &g_array_index (lane->spans, FechoSpan, i);

      if (span->kind == FECHO_SPAN_NOT_MONITORED)
        continue;
      add_time (self->monitored_us, span->from_us - from_us, span->to_us - from_us);
      if (span->kind == FECHO_SPAN_OPEN)
        add_time (self->open_us, span->from_us - from_us, span->to_us - from_us);
    }
  for (guint i = 0; i < lane->markers->len; i++)
    {
      const FechoMarker *marker = &g_array_index (lane->markers, FechoMarker, i);

      if (marker->life_us >= 0 && !marker->own && !marker->interrupted &&
          marker->at_us >= from_us && marker->at_us < from_us + FECHO_DAY_US)
        self->n_closes++;
    }

  return self;
}

FechoDay *
fecho_day_copy (const FechoDay *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_memdup2 (self, sizeof *self);
}

void
fecho_day_free (FechoDay *self)
{
  g_free (self);
}

gboolean
fecho_day_equal (const FechoDay *a,
                 const FechoDay *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return memcmp (a->open_us, b->open_us, sizeof a->open_us) == 0 &&
         memcmp (a->monitored_us, b->monitored_us, sizeof a->monitored_us) == 0 &&
         a->n_closes == b->n_closes;
}

double
fecho_day_get_hour_share (const FechoDay *self,
                          guint           hour)
{
  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (hour < FECHO_DAY_HOURS, -1);

  if (self->monitored_us[hour] == 0)
    return -1;

  return (double)self->open_us[hour] / self->monitored_us[hour];
}

double
fecho_day_get_share (const FechoDay *self)
{
  gint64 monitored_us;

  g_return_val_if_fail (self != NULL, -1);

  monitored_us = sum (self->monitored_us);

  return monitored_us > 0 ? (double)sum (self->open_us) / monitored_us : -1;
}

char *
fecho_day_dup_spoken (const FechoDay *self)
{
  g_autofree char *percent = NULL;
  double share;

  g_return_val_if_fail (self != NULL, NULL);

  share = fecho_day_get_share (self);
  if (share < 0)
    return NULL;

  percent = fecho_format_percent (share, 1);

  /* Translators: %s is a share like 94.9%, %u a number of closes. */
  return g_strdup_printf (ngettext ("In 24 hours: %s open, %u close.",
                                    "In 24 hours: %s open, %u closes.", self->n_closes),
                          percent, self->n_closes);
}
