/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history-generator.h"

#include <math.h>

#define START   (G_GINT64_CONSTANT (1764028800) * SECOND) /* a Tuesday, 0:00 UTC */
#define STEP    (10 * 60 * SECOND)

/* How the rate of closes goes over time: a factor for each STEP. */
typedef struct
{
  double *factors;
  guint n;
} Weather;

/* How one session lives. */
typedef struct
{
  gboolean log_normal;
  double median_s;              /* of an exponential spread: the mean */
  double sigma;
  double message_s;             /* mean time between messages, 0: none are sent */
  gboolean regular;             /* messages come like a heart beat */
} Nature;

static const struct
{
  guint16 code;
  double share;
} codes[] = {
  { 1006, 0.55 }, { 1000, 0.12 }, { 1001, 0.08 }, { 1011, 0.05 }, { 1012, 0.02 }, { 1008, 0.03 },
  { 3000, 0.02 }, { 4000, 0.05 }, { 4001, 0.03 }, { 1009, 0.02 }, { 1005, 0.015 }, { 1013, 0.01 },
  { 4100, 0.004 }, { 1002, 0.003 }, { 1007, 0.001 }, { 4999, 0.0005 }, { 3500, 0.0005 },
};

static double
between (History *self,
         double   from,
         double   to)
{
  return g_rand_double_range (self->rand, from, to);
}

/* Spread evenly over magnitudes. */
static double
between_log (History *self,
             double   from,
             double   to)
{
  return exp (between (self, log (from), log (to)));
}

static gboolean
chance (History *self,
        double   share)
{
  return g_rand_double (self->rand) < share;
}

static double
draw_exponential (History *self,
                  double   mean)
{
  return -mean *log (1 - g_rand_double (self->rand));
}

static double
draw_normal (History *self)
{
  return sqrt (-2 * log (1 - g_rand_double (self->rand))) *
         cos (2 * G_PI * g_rand_double (self->rand));
}

static guint16
draw_code (History *self)
{
  double at = g_rand_double (self->rand);

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      at -= codes[i].share;
      if (at < 0)
        return codes[i].code;
    }

  return 1006;
}

static double
draw_life_s (History      *self,
             const Nature *nature)
{
  if (nature->log_normal)
    return nature->median_s * exp (nature->sigma * draw_normal (self));

  return draw_exponential (self, nature->median_s);
}

static gint64
draw_last_message_us (History      *self,
                      const Nature *nature,
                      gint64        life_us)
{
  double before_s;

  if (nature->message_s <= 0)
    return FECHO_UNKNOWN;

  before_s = nature->regular ? between (self, 0, nature->message_s)
             : draw_exponential (self, nature->message_s);

  return before_s * SECOND < life_us ? (gint64)(before_s * SECOND) : FECHO_UNKNOWN;
}

static Nature
draw_nature (History *self)
{
  return (Nature){
           .log_normal = chance (self, 0.5),
           .median_s = between_log (self, 1800, 86400),
           .sigma = between (self, 0.3, 2),
           .message_s = chance (self, 0.7) ? between_log (self, 0.1, 120) : 0,
           .regular = chance (self, 0.3),
  };
}

static Weather
draw_weather (History *self)
{
  Weather weather = { .n = (self->to_us - self->from_us) / STEP + 1 };
  const double kind = g_rand_double (self->rand);

  weather.factors = g_new (double, weather.n);
  for (guint i = 0; i < weather.n; i++)
    weather.factors[i] = 1;

  if (kind < 0.35)
    {
      /* Bursts: ten times as many closes for some ten minutes up to an hour. */
      for (guint burst = g_rand_int_range (self->rand, 1, 8); burst > 0; burst--)
        {
          guint first = g_rand_int_range (self->rand, 0, weather.n);
          guint last = first + g_rand_int_range (self->rand, 1, 7);

          for (guint i = first; i < MIN (last, weather.n); i++)
            weather.factors[i] = 10;
        }
    }
  else if (kind < 0.7)
    {
      /* Office hours, or a wave over the day. */
      gboolean office = chance (self, 0.5);

      for (guint i = 0; i < weather.n; i++)
        {
          double hour = i % 144 / 6.0;

          weather.factors[i] = office ? (hour >= 8 && hour < 18 ? 1.8 : 0.3)
                               : 1 + 0.8 * sin (hour / 24 * 2 * G_PI);
        }
    }

  return weather;
}

/* When a life that begins at a time ends, if it passes faster where the factor is greater. */
static gint64
live_through (History       *self,
              const Weather *weather,
              gint64         from_us,
              double         life_us)
{
  gint64 at_us = from_us;

  while (at_us < self->to_us)
    {
      guint step = (at_us - self->from_us) / STEP;
      gint64 end_us = self->from_us + (step + 1) * STEP;
      double factor = weather->factors[step];

      if ((end_us - at_us) * factor >= life_us)
        return at_us + life_us / factor;

      life_us -= (end_us - at_us) * factor;
      at_us = end_us;
    }

  return G_MAXINT64;
}

static FechoPatternRow *
add_row (History *self,
         guint    session,
         gint64   closed_at_us,
         gint64   life_us)
{
  const guint16 code = draw_code (self);
  const FechoPatternRow row = {
    .closed_at_us = closed_at_us, .life_us = life_us, .last_message_us = FECHO_UNKNOWN,
    .ping_us = 20 * SECOND, .session = session, .host = session % self->n_hosts, .code = code,
    .cert_expires_at_us = self->to_us + (40 + session % self->n_hosts) * DAY,
    .klass = fecho_close_code_get_class (code),
    .closed_by = code == 1006 ? FECHO_CLOSED_BY_NOBODY : FECHO_CLOSED_BY_SERVER,
    .cause = FECHO_CAUSE_UNKNOWN, .http_status = FECHO_UNKNOWN,
  };

  g_array_append_val (self->rows, row);

  return &g_array_index (self->rows, FechoPatternRow, self->rows->len - 1);
}

static void
add_failed (History *self,
            guint    session,
            gint64   at_us,
            int      http_status)
{
  FechoPatternRow *row = add_row (self, session, at_us, FECHO_UNKNOWN);

  row->failed = TRUE;
  row->code = 1006;
  row->klass = FECHO_CLOSE_CLASS_ABNORMAL;
  row->closed_by = FECHO_CLOSED_BY_NOBODY;
  row->http_status = http_status;
  row->cause = http_status > 0 ? FECHO_CAUSE_HTTP_REJECTED : FECHO_CAUSE_REFUSED;
}

/* Back-off with full jitter: short waits, now and then failed attempts in between. */
static gint64
reconnect (History *self,
           guint    session,
           gint64   at_us)
{
  gint64 wait_us = between (self, 0.05, 2) * SECOND;

  while (chance (self, 0.1))
    {
      add_failed (self, session, at_us + wait_us, chance (self, 0.5) ? 503 : FECHO_UNKNOWN);
      wait_us += between (self, 0.1, 60) * SECOND;
    }

  return at_us + wait_us;
}

static void
live (History       *self,
      const Weather *weather,
      guint          session,
      const Nature  *nature,
      gint64         from_us,
      gint64         to_us)
{
  gint64 at_us = from_us;

  for (guint n = 0; n < 400; n++)
    {
      gint64 end_us = live_through (self, weather, at_us, draw_life_s (self, nature) * SECOND);
      FechoPatternRow *row;

      if (end_us >= to_us)
        return;

      row = add_row (self, session, end_us, end_us - at_us);
      row->last_message_us = draw_last_message_us (self, nature, end_us - at_us);
      if (chance (self, 0.03))
        row->closed_by = FECHO_CLOSED_BY_USER;
      at_us = reconnect (self, session, end_us);
    }
}

/* Closes of all sessions, each with its own nature; lives are at least min_s in the middle. */
static void
add_background (History *self,
                double   min_s)
{
  Weather weather = draw_weather (self);

  for (guint session = 0; session < self->n_sessions; session++)
    {
      Nature nature = draw_nature (self);

      nature.median_s = MAX (nature.median_s, min_s);
      live (self, &weather, session, &nature, self->from_us, self->to_us);
    }
  g_free (weather.factors);
}

static History *
history_new (guint32 seed,
             guint   max_sessions,
             guint   max_hosts,
             double  min_days,
             double  max_days)
{
  History *self = g_new0 (History, 1);

  self->rand = g_rand_new_with_seed (seed);
  self->from_us = START + between (self, 0, 100) * DAY;
  self->to_us = self->from_us + between (self, min_days, max_days) * DAY;
  self->n_sessions = g_rand_int_range (self->rand, 1, max_sessions + 1);
  self->n_hosts = g_rand_int_range (self->rand, 1, MIN (max_hosts, self->n_sessions) + 1);
  self->rows = g_array_new (FALSE, FALSE, sizeof (FechoPatternRow));
  self->known_codes = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->planted_us = FECHO_UNKNOWN;
  self->scope.now_us = self->to_us;
  self->scope.n_known_closes = between_log (self, 50, 5000);
  for (guint i = 0; i < self->scope.n_known_closes; i++)
    {
      guint16 code = draw_code (self);

      g_array_append_val (self->known_codes, code);
    }

  return self;
}

static History *
finish (History *self)
{
  self->scope.known_codes = (const guint16 *)(gconstpointer)self->known_codes->data;
  self->scope.n_known_codes = self->known_codes->len;

  return self;
}

History *
history_new_noise (guint32 seed)
{
  History *self = history_new (seed, 12, 4, 1, 30);

  add_background (self, 0);

  return finish (self);
}

History *
history_new_outages (guint32 seed)
{
  History *self = history_new (seed, 12, 4, 5, 30);
  gint64 at_us = self->from_us;

  for (guint n = g_rand_int_range (self->rand, 3, 30); n > 0; n--)
    {
      gint64 before_us = at_us;

      at_us += between_log (self, 600, 86400) * SECOND;
      for (guint session = 0; session < self->n_sessions; session++)
        {
          gint64 end_us = at_us + between (self, 0, 2) * SECOND;

          add_row (self, session, end_us, end_us - before_us - between (self, 0, 5) * SECOND);
        }
    }
  self->to_us = at_us + DAY;
  self->scope.now_us = self->to_us;

  return finish (self);
}

void
history_free (History *self)
{
  g_rand_free (self->rand);
  g_array_unref (self->rows);
  g_array_unref (self->known_codes);
  g_free (self);
}

/* -- what is planted */

/* A limit of the life: connections that nothing else ends before reach it. */
static void
plant_max_age (History  *self,
               gboolean  quiet)
{
  const double value_s = between_log (self, 20, 7200);
  const double jitter = between (self, 0, 0.01);
  const double other_s = value_s * between_log (self, 1.2, 20);
  const Nature talk = { .message_s = quiet ? 0 : value_s *between (self, 0.02, 0.2) };

  self->planted_us = value_s * SECOND;
  for (guint session = 0; session < self->n_sessions; session++)
    {
      gint64 at_us = self->from_us + between (self, 0, value_s) * SECOND;
      guint n = g_rand_int_range (self->rand, 20, 60);

      for (guint i = 0; i < n; i++)
        {
          double limit_s = value_s * (1 + jitter * g_rand_double (self->rand));
          double other_life_s = draw_exponential (self, other_s);
          gint64 life_us = MIN (other_life_s, limit_s) * SECOND;
          FechoPatternRow *row = add_row (self, session, at_us + life_us, life_us);

          row->last_message_us = draw_last_message_us (self, &talk, life_us);
          at_us = reconnect (self, session, at_us + life_us);
        }
    }
}

/* Messages for a while, then silence, which the other side does not bear. */
static void
plant_idle_timeout (History *self)
{
  const double value_s = between_log (self, 5, 1800);
  const double jitter = between (self, 0, 0.01);
  const double talk_s = value_s * between_log (self, 0.5, 20);
  const double share = between (self, 0.5, 1);

  self->planted_us = value_s * SECOND;
  for (guint session = 0; session < self->n_sessions; session++)
    {
      gint64 at_us = self->from_us;
      guint n = g_rand_int_range (self->rand, 20, 60);

      for (guint i = 0; i < n; i++)
        {
          gboolean idle = chance (self, share);
          gint64 limit_us = value_s * (1 + jitter * g_rand_double (self->rand)) * SECOND;
          gint64 silence_us = idle ? limit_us : (gint64)(between (self, 0, value_s) * SECOND);
          gint64 life_us = (value_s * 0.1 + draw_exponential (self, talk_s)) * SECOND + silence_us;

          add_row (self, session, at_us + life_us, life_us)->last_message_us = silence_us;
          at_us = reconnect (self, session, at_us + life_us);
        }
    }
}

/* Every hour or day at the same time one host closes all it has. */
static void
plant_wall_clock (History *self)
{
  const gboolean daily = chance (self, 0.5);
  const gint64 period_us = daily ? DAY : HOUR;
  const gint64 phase_us = between (self, 0, 1) * period_us;
  const double jitter_s = daily ? 20 : 6;
  const gint64 rounds = daily ? 14 : 30;
  gint64 first_us = START + 200 * DAY + phase_us;

  self->planted_us = phase_us;
  self->n_hosts = 1;
  self->from_us = START + 200 * DAY;
  self->to_us = self->from_us + rounds * period_us;
  self->scope.now_us = self->to_us;

  for (gint64 i = 0; i < rounds; i++)
    {
      if (chance (self, 0.1))
        continue;
      for (guint session = 0; session < self->n_sessions; session++)
        {
          gint64 at_us = first_us + i * period_us + between (self, 0, jitter_s) * SECOND;

          /* Lives differ, as other closes come in between. */
          add_row (self, session, at_us, between (self, 0.05, 1) * period_us);
        }
    }
  add_background (self, self->n_sessions * (daily ? 6 * 3600 : 3600.0));
}

static void
plant_together (History          *self,
                FechoPatternKind  kind)
{
  const gboolean restart = kind == FECHO_PATTERN_RESTART;
  const double width_s = restart ? between (self, 1, 40) : between (self, 0.2, 2);

  self->n_sessions = MAX (self->n_sessions, 4);
  if (restart)
    self->n_hosts = 1;
  for (guint n = g_rand_int_range (self->rand, 1, 4); n > 0; n--)
    {
      gint64 at_us = self->from_us + between (self, 0.1, 0.9) * (self->to_us - self->from_us);

      for (guint session = 0; session < self->n_sessions; session++)
        {
          FechoPatternRow *row = add_row (self, session,
                                          at_us + between (self, 0, width_s) * SECOND,
                                          between_log (self, 60, 86400) * SECOND);

          row->code = restart ? (chance (self, 0.5) ? 1001 : 1012) : 1006;
          row->closed_by = restart ? FECHO_CLOSED_BY_SERVER : FECHO_CLOSED_BY_NOBODY;
        }
    }
  add_background (self, 6 * 3600);
}

static void
plant_flapping (History *self)
{
  gint64 at_us = self->from_us + between (self, 0.1, 0.8) * (self->to_us - self->from_us);

  for (guint n = g_rand_int_range (self->rand, 8, 25); n > 0; n--)
    {
      gint64 life_us = between (self, 0.2, 20) * SECOND;

      add_row (self, 0, at_us + life_us, life_us);
      at_us += life_us + between (self, 0, 120) * SECOND;
    }
  add_background (self, 0);
}

static void
plant_credentials (History *self)
{
  const gboolean attempts = chance (self, 0.6);
  gint64 at_us = self->to_us;

  add_background (self, 0);
  for (guint n = g_rand_int_range (self->rand, attempts ? 1 : 3, 8); n > 0; n--)
    {
      at_us += between (self, 1, 60) * SECOND;
      if (attempts)
        {
          add_failed (self, 0, at_us, chance (self, 0.5) ? 401 : 403);
        }
      else
        {
          FechoPatternRow *row = add_row (self, 0, at_us, between (self, 0.05, 5) * SECOND);

          row->code = chance (self, 0.5) ? 1008 : 3000;
          row->klass = FECHO_CLOSE_CLASS_POLICY;
          row->closed_by = FECHO_CLOSED_BY_SERVER;
        }
    }
}

static void
plant_certificate (History *self)
{
  add_background (self, 0);
  add_row (self, 0, self->to_us - HOUR, HOUR);
  for (guint i = 0; i < self->rows->len; i++)
    {
      FechoPatternRow *row = &g_array_index (self->rows, FechoPatternRow, i);

      if (row->host == 0)
        row->cert_expires_at_us = self->to_us + DAY * (1 + self->n_sessions);
    }
}

static void
plant_new_code (History *self)
{
  guint n = 6;

  add_background (self, 0);
  self->scope.n_known_closes = MAX (self->scope.n_known_closes, 4 * self->rows->len + 400);
  while (n-- > 0)
    add_row (self, 0, self->from_us + between (self, 0, 1) * (self->to_us - self->from_us),
             HOUR)->code = 4321;
}

History *
history_new_planted (FechoPatternKind kind,
                     guint32          seed)
{
  History *self = history_new (seed, 8, 3, 2, 14);

  switch (kind)
    {
    case FECHO_PATTERN_IDLE_TIMEOUT:
      plant_idle_timeout (self);
      break;

    case FECHO_PATTERN_MAX_AGE:
      plant_max_age (self, FALSE);
      break;

    case FECHO_PATTERN_TIME_LIMIT:
      plant_max_age (self, TRUE);
      break;

    case FECHO_PATTERN_WALL_CLOCK:
      plant_wall_clock (self);
      break;

    case FECHO_PATTERN_CORRELATED_DROP:
    case FECHO_PATTERN_RESTART:
      plant_together (self, kind);
      break;

    case FECHO_PATTERN_FLAPPING:
      plant_flapping (self);
      break;

    case FECHO_PATTERN_CREDENTIALS:
      plant_credentials (self);
      break;

    case FECHO_PATTERN_CERTIFICATE_EXPIRING:
      plant_certificate (self);
      break;

    case FECHO_PATTERN_FIRST_SEEN_CODE:
      plant_new_code (self);
      break;
    }

  return finish (self);
}
