/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-pattern-private.h"

#include <glib/gi18n-lib.h>

#include "fecho-format.h"

typedef enum
{
  LIMIT_IDLE = 1 << 0,
  LIMIT_AGE = 1 << 1,
} Limits;

/* Defaults of well-known parts (close-events.md, section 6), and how near a value must be. */
static const struct
{
  guint value_s;
  guint tolerance_s;
  Limits limits;
  const char *text;
} knobs[] = {
  { 55, 1, LIMIT_IDLE, N_("Possible: the idle time-out of Heroku’s router (55\u00a0s).") },
  { 60, 2, LIMIT_IDLE, N_("Possible: proxy_read_timeout of nginx, or the idle time-out of an AWS "
                          "Application Load Balancer (60\u00a0s each unless changed).") },
  { 100, 3, LIMIT_IDLE, N_("Possible: the idle time-out of Cloudflare (100\u00a0s).") },
  { 350, 7, LIMIT_IDLE, N_("Possible: the idle time-out of an AWS Network Load Balancer "
                           "(350\u00a0s).") },
  { 600, 12, LIMIT_IDLE, N_("Possible: the idle time-out of AWS API Gateway (10\u00a0min).") },
  { 1800, 36, LIMIT_AGE, N_("Possible: the longest session of a real-time API (30\u00a0min).") },
  { 3600, 72, LIMIT_AGE, N_("Possible: the longest request of Cloud Run or session of a real-time "
                            "API (60\u00a0min).") },
  { 7200, 144, LIMIT_AGE, N_("Possible: the longest connection of AWS API Gateway (2\u00a0h).") },
  { 86400, 600, LIMIT_AGE, N_("Possible: the longest connection of a service such as Binance "
                              "(24\u00a0h).") },
};

/* What a router may have chosen; asked where none of the above fits. */
#define NAT_FROM_US (30 * FECHO_PATTERN_SECOND_US)
#define NAT_TO_US   (300 * FECHO_PATTERN_SECOND_US)

static Limits
get_limits (const FechoPattern *self)
{
  if (self->kind == FECHO_PATTERN_IDLE_TIMEOUT)
    return LIMIT_IDLE;
  if (self->kind == FECHO_PATTERN_MAX_AGE)
    return LIMIT_AGE;

  return self->kind == FECHO_PATTERN_TIME_LIMIT ? LIMIT_IDLE | LIMIT_AGE : 0;
}

/* -- sentences */

static char *
describe_idle_timeout (const FechoPattern *self,
                       const FechoCatalog *catalog)
{
  g_autofree char *n = fecho_format_count (self->n);
  g_autofree char *of = fecho_format_count (self->of);
  g_autofree char *value = fecho_format_duration (self->value_us);

  return g_strdup_printf (
    /* Translators: how many closes, of how many, and a time like "2 min 30 s". */
    fecho_catalog_get_plural (catalog, "%s of %s close came %s after the last message.",
                              "%s of %s closes came %s after the last message.", self->of),
    n, of, value);
}

static char *
describe_max_age (const FechoPattern *self,
                  const FechoCatalog *catalog)
{
  g_autofree char *n = fecho_format_count (self->n);
  g_autofree char *of = fecho_format_count (self->of);
  g_autofree char *value = fecho_format_duration (self->value_us);

  return g_strdup_printf (
    fecho_catalog_get_plural (catalog,
                              /* Translators: how many connections, of how many, and a time like
                               * "2 min 30 s". */
                              "%s of %s connection ended %s after it opened, whatever was sent.",
                              "%s of %s connections ended %s after they opened, whatever was sent.",
                              self->of),
    n, of, value);
}

static char *
describe_time_limit (const FechoPattern *self,
                     const FechoCatalog *catalog)
{
  g_autofree char *n = fecho_format_count (self->n);
  g_autofree char *of = fecho_format_count (self->of);
  g_autofree char *value = fecho_format_duration (self->value_us);

  return g_strdup_printf (
    fecho_catalog_get_plural (catalog,
                              /* Translators: how many connections, of how many, and a time like
                               * "2 min 30 s". */
                              "%s of %s connection ended %s after it opened. There was no "
                              "message that would tell an idle time-out from a maximum age.",
                              "%s of %s connections ended %s after they opened. There were no "
                              "messages that would tell an idle time-out from a maximum age.",
                              self->of),
    n, of, value);
}

static char *
describe_wall_clock (const FechoPattern *self,
                     const FechoCatalog *catalog)
{
  const guint seconds = self->value_us / FECHO_PATTERN_SECOND_US;
  g_autofree char *n = fecho_format_count (self->n);
  g_autofree char *of = fecho_format_count (self->of);
  g_autofree char *times = fecho_format_count (self->n_times);
  g_autofree char *time = NULL;

  if (self->period_us == FECHO_PATTERN_HOUR_US)
    {
      time = g_strdup_printf ("%u", seconds / 60);
      return g_strdup_printf (
        fecho_catalog_get_plural (catalog,
                                  /* Translators: how many closes, of how many, a minute like 17,
                                   * and in how many hours. */
                                  "%s of %s closes came at minute %s of the hour, in %s hour.",
                                  "%s of %s closes came at minute %s of the hour, in %s hours.",
                                  self->n_times),
        n, of, time, times);
    }

  time = g_strdup_printf ("%02u:%02u", seconds / 3600, seconds / 60 % 60);

  return g_strdup_printf (
    /* Translators: how many closes, of how many, a time like 03:15, and on how many days. */
    fecho_catalog_get_plural (catalog, "%s of %s closes came at %s, on %s day.",
                              "%s of %s closes came at %s, on %s days.", self->n_times),
    n, of, time, times);
}

static char *
describe_correlated_drop (const FechoPattern *self,
                          const FechoCatalog *catalog)
{
  g_autofree char *times = fecho_format_count (self->n_times);
  g_autofree char *n = fecho_format_count (self->n);
  g_autofree char *sessions = fecho_format_count (self->sessions->len);

  return g_strdup_printf (
    fecho_catalog_get_plural (catalog,
                              /* Translators: how often, how many closes, and of how many
                               * sessions. */
                              "%s time, most sessions dropped within seconds of one another: "
                              "%s closes of %s sessions.",
                              "%s times, most sessions dropped within seconds of one another: "
                              "%s closes of %s sessions.", self->n_times),
    times, n, sessions);
}

static char *
describe_restart (const FechoPattern *self,
                  const FechoCatalog *catalog)
{
  g_autofree char *times = fecho_format_count (self->n_times);
  g_autofree char *n = fecho_format_count (self->n);
  g_autofree char *sessions = fecho_format_count (self->sessions->len);

  return g_strdup_printf (
    fecho_catalog_get_plural (catalog,
                              /* Translators: how often, how many closes, and of how many
                               * sessions. */
                              "%s time, the server sent its sessions away together, as for a "
                              "restart: %s closes of %s sessions.",
                              "%s times, the server sent its sessions away together, as for a "
                              "restart: %s closes of %s sessions.", self->n_times),
    times, n, sessions);
}

static char *
describe_flapping (const FechoPattern *self,
                   const FechoCatalog *catalog)
{
  g_autofree char *n = fecho_format_count (self->n);
  g_autofree char *value = fecho_format_duration (self->value_us);

  return g_strdup_printf (
    fecho_catalog_get_plural (catalog,
                              /* Translators: how many connections, and how long half of them
                               * lived at most, like "4 s". */
                              "%s connection ended soon after it opened: half of them within %s.",
                              "%s connections, one after the other, ended soon after they opened: "
                              "half of them within %s.", self->n),
    n, value);
}

static char *
describe_credentials (const FechoPattern *self,
                      const FechoCatalog *catalog)
{
  g_autofree char *n = fecho_format_count (self->n);
  g_autofree char *answer = NULL;

  if (self->http_status > 0)
    answer = g_strdup_printf ("HTTP %d", self->http_status);
  else
    answer = g_strdup_printf ("%u", g_array_index (self->codes, guint16, 0));

  if (self->n == 1)
    return g_strdup_printf (fecho_catalog_get (catalog,
                                               /* Translators: %s is the answer: "HTTP 401" or a
                                                * code. */
                                               N_("The server refused the last attempt with %s.")),
                            answer);

  return g_strdup_printf (
    /* Translators: how many connections or attempts, and the answer: "HTTP 401" or a code. */
    fecho_catalog_get_plural (catalog, "The server refused the last %s attempt with %s.",
                              "The server refused the last %s attempts with %s.", self->n),
    n, answer);
}

static char *
describe_certificate (const FechoPattern *self,
                      const FechoCatalog *catalog)
{
  g_autoptr(GDateTime) at = g_date_time_new_from_unix_local (self->expires_at_us / G_USEC_PER_SEC);
  g_autofree char *day = at != NULL ? g_date_time_format (at, "%x") : g_strdup ("–");

  if (self->expired)
    return g_strdup_printf (fecho_catalog_get (catalog,
                                               /* Translators: %s is a date. */
                                               N_("The server’s certificate expired on %s.")), day);

  return g_strdup_printf (fecho_catalog_get (catalog,
                                             /* Translators: %s is a date. */
                                             N_("The server’s certificate expires on %s.")), day);
}

static char *
describe_new_code (const FechoPattern *self,
                   const FechoCatalog *catalog)
{
  g_autofree char *code = g_strdup_printf ("%u", g_array_index (self->codes, guint16, 0));
  g_autofree char *n = fecho_format_count (self->n);

  return g_strdup_printf (
    /* Translators: a close code, and how many closes. */
    fecho_catalog_get_plural (catalog, "Code %s came for the first time: %s close.",
                              "Code %s came for the first time: %s closes.", self->n),
    code, n);
}

static char *(*const sentences[])(const FechoPattern *self,
                                  const FechoCatalog *catalog) = {
  [FECHO_PATTERN_IDLE_TIMEOUT] = describe_idle_timeout,
  [FECHO_PATTERN_MAX_AGE] = describe_max_age,
  [FECHO_PATTERN_TIME_LIMIT] = describe_time_limit,
  [FECHO_PATTERN_WALL_CLOCK] = describe_wall_clock,
  [FECHO_PATTERN_CORRELATED_DROP] = describe_correlated_drop,
  [FECHO_PATTERN_RESTART] = describe_restart,
  [FECHO_PATTERN_FLAPPING] = describe_flapping,
  [FECHO_PATTERN_CREDENTIALS] = describe_credentials,
  [FECHO_PATTERN_CERTIFICATE_EXPIRING] = describe_certificate,
  [FECHO_PATTERN_FIRST_SEEN_CODE] = describe_new_code,
};

G_STATIC_ASSERT (G_N_ELEMENTS (sentences) == FECHO_N_PATTERNS);

/* -- suggestions */

static const char *const suggestions[] = {
  [FECHO_PATTERN_WALL_CLOCK] =
    N_("Ask what runs at that time: a restart, a backup, a rotation of keys or logs."),
  [FECHO_PATTERN_CORRELATED_DROP] =
    N_("Look at what these sessions share: a proxy, a router, a network, a host."),
  [FECHO_PATTERN_RESTART] =
    N_("Expect it again: reconnect after a random wait, so that not all come back at once."),
  [FECHO_PATTERN_FLAPPING] =
    N_("See the reason and the messages of these short connections; a longer first wait between "
       "attempts spares the server."),
  [FECHO_PATTERN_CREDENTIALS] =
    N_("Renew the token, password or certificate of the session, then connect again."),
  [FECHO_PATTERN_CERTIFICATE_EXPIRING] =
    N_("Ask whoever runs the server to renew its certificate."),
  [FECHO_PATTERN_FIRST_SEEN_CODE] =
    N_("Read what the code means, and ask what was changed at the server."),
};

/* Three quarters of the time, and a round number of seconds. */
static gint64
get_ping_us (gint64 idle_us)
{
  gint64 seconds = idle_us * 3 / 4 / FECHO_PATTERN_SECOND_US;

  if (seconds > 20)
    seconds -= seconds % 5;

  return MAX (seconds, 1) * FECHO_PATTERN_SECOND_US;
}

static char *
suggest_messages (const FechoPattern *self,
                  const FechoCatalog *catalog)
{
  g_autofree char *interval = fecho_format_duration (get_ping_us (self->value_us));

  if (self->kind == FECHO_PATTERN_TIME_LIMIT)
    return g_strdup_printf (
      /* Translators: %s is a time like "45 s". */
      fecho_catalog_get (catalog, N_("Send a message every %s: if the connections then live "
                                     "longer, it is an idle time-out.")), interval);
  if (self->ping_us > 0 && self->ping_us < self->value_us)
    return g_strdup_printf (
      /* Translators: %s is a time like "45 s". */
      fecho_catalog_get (catalog, N_("The pings did not prevent it: send a message at least "
                                     "every %s.")), interval);

  return g_strdup_printf (
    /* Translators: %s is a time like "45 s". */
    fecho_catalog_get (catalog, N_("Send a ping at least every %s.")), interval);
}

static char *
suggest_renewal (const FechoPattern *self,
                 const FechoCatalog *catalog)
{
  g_autofree char *value = fecho_format_duration (self->value_us);

  return g_strdup_printf (fecho_catalog_get (catalog,
                                             /* Translators: %s is a time like "1 h". */
                                             N_("Open a new connection before %s have passed, at a "
                                                "moment that suits you.")), value);
}

char *
fecho_pattern_dup_sentence (const FechoPattern *self,
                            const FechoCatalog *catalog)
{
  g_return_val_if_fail (self != NULL && catalog != NULL, NULL);

  return sentences[self->kind] (self, catalog);
}

char *
fecho_pattern_dup_suggestion (const FechoPattern *self,
                              const FechoCatalog *catalog)
{
  g_return_val_if_fail (self != NULL && catalog != NULL, NULL);

  if (self->kind == FECHO_PATTERN_MAX_AGE)
    return suggest_renewal (self, catalog);
  if (get_limits (self) != 0)
    return suggest_messages (self, catalog);

  return g_strdup (fecho_catalog_get (catalog, suggestions[self->kind]));
}

const char *
fecho_pattern_get_knob (const FechoPattern *self)
{
  Limits limits;

  g_return_val_if_fail (self != NULL, NULL);

  limits = get_limits (self);
  for (gsize i = 0; i < G_N_ELEMENTS (knobs); i++)
    {
      const gint64 value_us = knobs[i].value_s * FECHO_PATTERN_SECOND_US;
      const gint64 tolerance_us = knobs[i].tolerance_s * FECHO_PATTERN_SECOND_US;

      if ((knobs[i].limits & limits) && ABS (self->value_us - value_us) <= tolerance_us)
        return knobs[i].text;
    }
  if ((limits & LIMIT_IDLE) && self->value_us >= NAT_FROM_US && self->value_us <= NAT_TO_US)
    return N_("Possible: a router that forgets silent connections (NAT, 30\u00a0s to 5\u00a0min).");

  return NULL;
}
