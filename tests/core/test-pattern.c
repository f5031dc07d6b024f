/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-pattern.h"

#include <string.h>

#define SECOND G_GINT64_CONSTANT (1000000)
#define HOUR   (3600 * SECOND)
#define DAY    (24 * HOUR)
#define START  (G_GINT64_CONSTANT (1764028800) * SECOND) /* 25 Nov 2025, 0:00 UTC */

typedef struct
{
  GArray *rows;
  FechoPatternScope scope;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->rows = g_array_new (FALSE, FALSE, sizeof (FechoPatternRow));
  fixture->scope.now_us = START + 30 * DAY;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_array_unref (fixture->rows);
}

/* An end of session 1 by nobody; life_us may be FECHO_UNKNOWN for a failed attempt. */
static FechoPatternRow *
add (Fixture *fixture,
     gint64   at_us,
     gint64   life_us)
{
  const FechoPatternRow row = {
    .closed_at_us = START + at_us, .life_us = life_us, .last_message_us = FECHO_UNKNOWN,
    .cert_expires_at_us = FECHO_UNKNOWN, .session = 1, .host = 1, .code = 1006,
    .klass = FECHO_CLOSE_CLASS_ABNORMAL, .closed_by = FECHO_CLOSED_BY_NOBODY,
    .failed = life_us == FECHO_UNKNOWN, .http_status = FECHO_UNKNOWN,
  };

  g_array_append_val (fixture->rows, row);

  return &g_array_index (fixture->rows, FechoPatternRow, fixture->rows->len - 1);
}

static GPtrArray *
find (const Fixture *fixture)
{
  return fecho_pattern_find ((const FechoPatternRow *)(gconstpointer)fixture->rows->data,
                             fixture->rows->len, &fixture->scope);
}

/* The kinds that are found, most certain first. */
static void
assert_kinds (const Fixture *fixture,
              const char    *expected)
{
  g_autoptr(GPtrArray) patterns = find (fixture);
  g_autoptr(GString) kinds = g_string_new (NULL);

  for (guint i = 0; i < patterns->len; i++)
    {
      const FechoPattern *pattern = g_ptr_array_index (patterns, i);

      g_string_append_printf (kinds, "%s%s", i > 0 ? " " : "",
                              fecho_pattern_kind_to_string (pattern->kind));
    }
  g_assert_cmpstr (kinds->str, ==, expected);
}

static void
assert_texts (const FechoPattern *pattern,
              const char         *sentence,
              const char         *suggestion,
              const char         *knob)
{
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new ("en", NULL);
  g_autofree char *real_sentence = fecho_pattern_dup_sentence (pattern, catalog);
  g_autofree char *real_suggestion = fecho_pattern_dup_suggestion (pattern, catalog);

  g_assert_cmpstr (real_sentence, ==, sentence);
  g_assert_cmpstr (real_suggestion, ==, suggestion);
  if (knob == NULL)
    g_assert_null (fecho_pattern_get_knob (pattern));
  else
    g_assert_nonnull (strstr (fecho_pattern_get_knob (pattern), knob));
}

/* What people find with a spreadsheet: 7 of 8 after 150 s. */
static void
add_seven_of_eight (Fixture *fixture)
{
  for (int i = 0; i < 7; i++)
    add (fixture, i * 1000 * SECOND, 150 * SECOND + i % 3 * SECOND / 10);
  add (fixture, 9000 * SECOND, 47 * SECOND);
}

static void
test_time_limit (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;
  const FechoPattern *pattern;

  add_seven_of_eight (fixture);
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, ==, 1);
  pattern = g_ptr_array_index (patterns, 0);
  g_assert_cmpint (pattern->kind, ==, FECHO_PATTERN_TIME_LIMIT);
  g_assert_cmpuint (pattern->n, ==, 7);
  g_assert_cmpuint (pattern->of, ==, 8);
  g_assert_cmpint (pattern->value_us, ==, 150 * SECOND + SECOND / 10);
  g_assert_cmpint (pattern->spread_us, ==, SECOND / 10);
  g_assert_cmpint (pattern->first_at_us, ==, START);
  g_assert_cmpint (pattern->last_at_us, ==, START + 6000 * SECOND);
  g_assert_cmpuint (pattern->sessions->len, ==, 1);
  g_assert_cmpuint (g_array_index (pattern->codes, guint16, 0), ==, 1006);
  assert_texts (pattern,
                "7 of 8 connections ended 2\u00a0min\u00a030\u00a0s after they opened. There were "
                "no messages that would tell an idle time-out from a maximum age.",
                "Send a message every 1\u00a0min\u00a050\u00a0s: if the connections then live "
                "longer, it is an idle time-out.", "router");
}

/* In the language that was asked for, whatever the interface's. */
static void
test_portuguese (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new ("pt_BR", NULL);
  g_autoptr(GPtrArray) patterns = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *suggestion = NULL;

  add_seven_of_eight (fixture);
  patterns = find (fixture);
  sentence = fecho_pattern_dup_sentence (g_ptr_array_index (patterns, 0), catalog);
  suggestion = fecho_pattern_dup_suggestion (g_ptr_array_index (patterns, 0), catalog);

  g_assert_true (g_str_has_prefix (sentence, "7 de 8 conexões terminaram 2\u00a0min\u00a030\u00a0s "
                                             "depois de abertas."));
  g_assert_true (g_str_has_prefix (suggestion, "Envie uma mensagem a cada "));
}

static void
add_idle_minute (Fixture *fixture,
                 gint64   ping_us)
{
  for (int i = 0; i < 8; i++)
    {
      FechoPatternRow *row = add (fixture, (i * i * 911 + i * 1777) * SECOND,
                                  (100 + i * i * 40) * SECOND);

      row->last_message_us = 60 * SECOND + i * SECOND / 100;
      row->ping_us = ping_us;
    }
}

static void
test_idle_timeout (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;

  add_idle_minute (fixture, 0);
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, ==, 1);
  assert_texts (g_ptr_array_index (patterns, 0),
                "8 of 8 closes came 1\u00a0min after the last message.",
                "Send a ping at least every 45\u00a0s.", "nginx");
}

static void
test_idle_timeout_with_pings (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;

  add_idle_minute (fixture, 20 * SECOND);
  patterns = find (fixture);

  assert_texts (g_ptr_array_index (patterns, 0),
                "8 of 8 closes came 1\u00a0min after the last message.",
                "The pings did not prevent it: send a message at least every 45\u00a0s.", "nginx");
}

static void
test_max_age (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;

  for (int i = 0; i < 6; i++)
    add (fixture, i * 4000 * SECOND, HOUR)->last_message_us = (1 + i * i) * SECOND;
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, ==, 1);
  assert_texts (g_ptr_array_index (patterns, 0),
                "6 of 6 connections ended 1\u00a0h after they opened, whatever was sent.",
                "Open a new connection before 1\u00a0h have passed, at a moment that suits you.",
                "Cloud Run");
}

/* A message every 30 s from the opening on: the last one is always 10 s before an age of 100 s. */
static void
test_max_age_with_beat (Fixture       *fixture,
                        gconstpointer  data)
{
  for (int i = 0; i < 8; i++)
    add (fixture, (i * i * 911 + i * 1777) * SECOND, 100 * SECOND)->last_message_us = 10 * SECOND;

  assert_kinds (fixture, "max_age");
}

/* A greeting of 5 s, then silence for 55 s: which of the two is limited cannot be known. */
static void
test_time_limit_after_greeting (Fixture       *fixture,
                                gconstpointer  data)
{
  for (int i = 0; i < 8; i++)
    add (fixture, (i * i * 911 + i * 1777) * SECOND, 60 * SECOND)->last_message_us = 55 * SECOND;

  assert_kinds (fixture, "time_limit");
}

static void
test_four_are_too_few (Fixture       *fixture,
                       gconstpointer  data)
{
  for (int i = 0; i < 4; i++)
    add (fixture, i * 4000 * SECOND, 150 * SECOND);

  assert_kinds (fixture, "");
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  assert_kinds (fixture, "");
}

/* -- never evidence */

typedef struct
{
  const char *path;
  FechoClosedBy closed_by;
  FechoCause cause;
} Own;

static const Own owns[] = {
  { "user", FECHO_CLOSED_BY_USER, FECHO_CAUSE_USER_CLOSED },
  { "quit", FECHO_CLOSED_BY_FECHO, FECHO_CAUSE_APP_QUIT },
  { "interrupted", FECHO_CLOSED_BY_NOBODY, FECHO_CAUSE_MONITOR_INTERRUPTED },
  { "slept", FECHO_CLOSED_BY_NOBODY, FECHO_CAUSE_SUSPEND_RESUME },
  { "offline", FECHO_CLOSED_BY_NOBODY, FECHO_CAUSE_NETWORK_DOWN },
  { "network", FECHO_CLOSED_BY_NOBODY, FECHO_CAUSE_NETWORK_CHANGED },
};

static void
test_own (gconstpointer data)
{
  const Own *own = data;
  Fixture fixture = { 0 };

  set_up (&fixture, NULL);
  add_seven_of_eight (&fixture);
  /* Short lives, closes together, a new code: every kind would have something. */
  for (guint i = 0; i < 20; i++)
    add (&fixture, 10 * HOUR + i / 10 * SECOND, 2 * SECOND)->session = 2 + i % 10;
  for (guint i = 0; i < 10; i++)
    add (&fixture, 20 * HOUR + i * 5 * SECOND, 3 * SECOND)->code = 4999;
  fixture.scope.n_known_closes = 1000;
  for (guint i = 0; i < fixture.rows->len; i++)
    {
      FechoPatternRow *row = &g_array_index (fixture.rows, FechoPatternRow, i);

      row->closed_by = own->closed_by;
      row->cause = own->cause;
    }

  assert_kinds (&fixture, "");
  tear_down (&fixture, NULL);
}

/* -- wall clock */

/* Sao Paulo is three hours behind UTC: 03:15 there is 06:15 here. */
static void
test_daily (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_offset (-3 * 3600);
  g_autoptr(GPtrArray) patterns = NULL;
  const FechoPattern *pattern;

  fixture->scope.zone = zone;
  for (int i = 0; i < 7; i++)
    add (fixture, i * DAY + 6 * HOUR + 15 * 60 * SECOND + i * SECOND, (3 + i * i) * HOUR / 3);
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, ==, 1);
  pattern = g_ptr_array_index (patterns, 0);
  g_assert_cmpint (pattern->value_us, ==, 3 * HOUR + 15 * 60 * SECOND + 3 * SECOND);
  g_assert_cmpint (pattern->period_us, ==, DAY);
  g_assert_cmpuint (pattern->n_times, ==, 7);
  assert_texts (pattern, "7 of 7 closes came at 03:15, on 7 days.",
                "Ask what runs at that time: a restart, a backup, a rotation of keys or logs.",
                NULL);
}

static void
test_midnight (Fixture       *fixture,
               gconstpointer  data)
{
  for (int i = 1; i < 9; i++)
    add (fixture, i * DAY + (i % 2 ? 5 : -5) * SECOND, (3 + i * i) * HOUR / 3);

  assert_kinds (fixture, "wall_clock");
}

static void
test_hourly (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;

  for (int i = 0; i < 10; i++)
    add (fixture, i * HOUR + 17 * 60 * SECOND + i * SECOND / 2, (i * i + 10) * 30 * SECOND);
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, ==, 1);
  assert_texts (g_ptr_array_index (patterns, 0),
                "10 of 10 closes came at minute 17 of the hour, in 10 hours.",
                "Ask what runs at that time: a restart, a backup, a rotation of keys or logs.",
                NULL);
}

/* A close each hour makes lives of an hour, and lives of an hour closes at about the same minute:
 * what is told is what varies less. */
static void
test_hourly_not_age (Fixture       *fixture,
                     gconstpointer  data)
{
  gint64 opened_us = 0;

  for (int i = 1; i < 24; i++)
    {
      gint64 at_us = i * HOUR + i * 7 % 3 * SECOND;

      add (fixture, at_us, at_us - opened_us)->last_message_us = (i * i) * SECOND;
      opened_us = at_us + i * 5 % 13 * SECOND;
    }

  assert_kinds (fixture, "wall_clock");
}

static void
test_age_not_hourly (Fixture       *fixture,
                     gconstpointer  data)
{
  gint64 at_us = 0;

  for (int i = 1; i < 12; i++)
    {
      at_us += HOUR + i * 5 % 7 * SECOND;
      add (fixture, at_us, HOUR)->last_message_us = (i * i) * SECOND;
    }

  assert_kinds (fixture, "max_age");
}

/* -- together */

static void
add_storm (Fixture *fixture,
           guint    n_sessions,
           guint    n_hosts,
           guint16  code)
{
  for (guint i = 0; i < n_sessions; i++)
    {
      FechoPatternRow *row = add (fixture, 50 * HOUR + i * SECOND / 4, (2 + i * i) * HOUR);

      row->session = i;
      row->host = i % n_hosts;
      row->code = code;
      row->closed_by = code == 1006 ? FECHO_CLOSED_BY_NOBODY : FECHO_CLOSED_BY_SERVER;
    }
  for (guint i = 0; i < n_sessions; i++)
    add (fixture, (2 + i) * (2 + i) * HOUR / 3, (1 + i) * HOUR / 3)->session = i;
}

static void
test_correlated (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;

  add_storm (fixture, 6, 3, 1006);
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, ==, 1);
  assert_texts (g_ptr_array_index (patterns, 0),
                "1 time, most sessions dropped within seconds of one another: 6 closes of 6 "
                "sessions.",
                "Look at what these sessions share: a proxy, a router, a network, a host.", NULL);
}

/* One host of three has gone, which is most of nothing but of itself. */
static void
test_correlated_host (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;

  add_storm (fixture, 12, 3, 1006);
  for (guint i = 0; i < 12; i++)
    {
      FechoPatternRow *row = &g_array_index (fixture->rows, FechoPatternRow, i);

      if (row->host != 0)
        row->closed_at_us = START + (60 + i * i) * HOUR / 3;
    }
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, ==, 1);
  g_assert_cmpint (((FechoPattern *)g_ptr_array_index (patterns, 0))->kind,
                   ==, FECHO_PATTERN_CORRELATED_DROP);
  g_assert_cmpuint (((FechoPattern *)g_ptr_array_index (patterns, 0))->n, ==, 4);
}

static void
test_restart (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;

  add_storm (fixture, 4, 1, 1012);
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, ==, 1);
  assert_texts (g_ptr_array_index (patterns, 0),
                "1 time, the server sent its sessions away together, as for a restart: 4 closes of "
                "4 sessions.",
                "Expect it again: reconnect after a random wait, so that not all come back at "
                "once.", NULL);
}

/* The same number at as many hosts is no restart of one. */
static void
test_restart_of_none (Fixture       *fixture,
                      gconstpointer  data)
{
  add_storm (fixture, 4, 4, 1012);

  assert_kinds (fixture, "");
}

/* -- states */

static void
add_flaps (Fixture *fixture,
           guint    n)
{
  for (guint i = 0; i < n; i++)
    add (fixture, i * i * SECOND, (2 + i * i) * SECOND / 4);
}

static void
test_flapping (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;

  add_flaps (fixture, 8);
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, ==, 1);
  assert_texts (g_ptr_array_index (patterns, 0),
                "8 connections, one after the other, ended soon after they opened: half of them "
                "within 4.5\u00a0s.",
                "See the reason and the messages of these short connections; a longer first wait "
                "between attempts spares the server.", NULL);
}

/* A limit of two seconds explains them, and is told first. */
static void
test_flapping_explained (Fixture       *fixture,
                         gconstpointer  data)
{
  for (guint i = 0; i < 8; i++)
    add (fixture, i * i * SECOND, 2 * SECOND);

  assert_kinds (fixture, "time_limit flapping");
}

static void
test_few_flaps (Fixture       *fixture,
                gconstpointer  data)
{
  add_flaps (fixture, 5);

  assert_kinds (fixture, "");
}

static void
test_refused_attempt (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;

  add (fixture, 0, HOUR);
  add (fixture, SECOND, FECHO_UNKNOWN)->http_status = 401;
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, ==, 1);
  assert_texts (g_ptr_array_index (patterns, 0),
                "The server refused the last attempt with HTTP 401.",
                "Renew the token, password or certificate of the session, then connect again.",
                NULL);
}

/* What was refused once and works again is over. */
static void
test_refused_before (Fixture       *fixture,
                     gconstpointer  data)
{
  add (fixture, 0, FECHO_UNKNOWN)->http_status = 401;
  add (fixture, HOUR, HOUR / 2);

  assert_kinds (fixture, "");
}

static void
add_policy (Fixture *fixture,
            gint64   life_us)
{
  for (int i = 0; i < 3; i++)
    {
      FechoPatternRow *row = add (fixture, i * HOUR, life_us + i * SECOND);

      row->code = 4004;
      row->klass = FECHO_CLOSE_CLASS_POLICY;
      row->closed_by = FECHO_CLOSED_BY_SERVER;
    }
}

static void
test_policy_codes (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;

  add_policy (fixture, SECOND);
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, ==, 1);
  assert_texts (g_ptr_array_index (patterns, 0),
                "The server refused the last 3 attempts with 4004.",
                "Renew the token, password or certificate of the session, then connect again.",
                NULL);
}

static void
test_policy_codes_late (Fixture       *fixture,
                        gconstpointer  data)
{
  add_policy (fixture, HOUR / 2);

  assert_kinds (fixture, "");
}

static void
add_certificate (Fixture *fixture,
                 gint64   at_us,
                 gint64   left_us)
{
  add (fixture, at_us, (1 + at_us % 7) * HOUR)->cert_expires_at_us = START + at_us + left_us;
}

static void
test_certificate (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;
  const FechoPattern *pattern;

  add_certificate (fixture, 29 * DAY, 6 * DAY);
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, ==, 1);
  pattern = g_ptr_array_index (patterns, 0);
  g_assert_cmpint (pattern->expires_at_us, ==, START + 35 * DAY);
  g_assert_false (pattern->expired);
  assert_texts (pattern, "The server’s certificate expires on 12/30/25.",
                "Ask whoever runs the server to renew its certificate.", NULL);
}

static void
test_certificate_expired (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;

  add_certificate (fixture, 29 * DAY, HOUR);
  patterns = find (fixture);

  assert_texts (g_ptr_array_index (patterns, 0), "The server’s certificate expired on 12/24/25.",
                "Ask whoever runs the server to renew its certificate.", NULL);
}

/* One for six days that is renewed two days before its end has five left: as ever. */
static void
test_certificate_renewed (Fixture       *fixture,
                          gconstpointer  data)
{
  add_certificate (fixture, 20 * DAY, 6 * DAY);
  add_certificate (fixture, 24 * DAY, 2 * DAY);
  add_certificate (fixture, 25 * DAY, 10 * DAY);

  assert_kinds (fixture, "");
}

static void
test_new_code (Fixture       *fixture,
               gconstpointer  data)
{
  static const guint16 known[] = { 1000, 1006 };
  g_autoptr(GPtrArray) patterns = NULL;

  fixture->scope.known_codes = known;
  fixture->scope.n_known_codes = G_N_ELEMENTS (known);
  fixture->scope.n_known_closes = 1000;
  for (int i = 1; i <= 2; i++)
    add (fixture, i * i * DAY, i * i * HOUR)->code = 4321;
  add (fixture, 11 * DAY, 7 * HOUR);
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, ==, 1);
  assert_texts (g_ptr_array_index (patterns, 0), "Code 4321 came for the first time: 2 closes.",
                "Read what the code means, and ask what was changed at the server.", NULL);
}

static void
test_new_code_without_history (Fixture       *fixture,
                               gconstpointer  data)
{
  for (int i = 1; i <= 3; i++)
    add (fixture, i * i * DAY, i * i * HOUR)->code = 4321;

  assert_kinds (fixture, "");
}

/* -- what comes back */

/* A router that forgets after 150 s does so to every host: one pattern, all sessions. */
static void
test_alike (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;
  const FechoPattern *pattern;

  for (guint host = 1; host <= 3; host++)
    {
      guint first = fixture->rows->len;

      add_seven_of_eight (fixture);
      for (guint i = first; i < fixture->rows->len; i++)
        {
          FechoPatternRow *row = &g_array_index (fixture->rows, FechoPatternRow, i);

          row->host = host;
          row->session = host;
          row->closed_at_us += host * 333 * SECOND;
        }
    }
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, ==, 1);
  pattern = g_ptr_array_index (patterns, 0);
  g_assert_cmpuint (pattern->n, ==, 21);
  g_assert_cmpuint (pattern->of, ==, 24);
  g_assert_cmpuint (pattern->sessions->len, ==, 3);
  g_assert_cmpint (pattern->value_us, ==, 150 * SECOND + SECOND / 10);
}

/* Times that no clock shows are left out, and nothing overflows. */
static void
test_impossible (Fixture       *fixture,
                 gconstpointer  data)
{
  static const gint64 times[] = { G_MININT64, G_MAXINT64, -1, G_MAXINT64 / 2, G_MININT64 / 2 };

  for (guint i = 0; i < 50; i++)
    {
      FechoPatternRow *row = add (fixture, 0, times[i % 5]);

      row->closed_at_us = times[i / 5 % 5];
      row->last_message_us = times[i / 3 % 5];
      row->cert_expires_at_us = times[i / 2 % 5];
    }

  assert_kinds (fixture, "");
}

/* Rows are named by their places among those given, whatever their order. */
static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) patterns = NULL;
  const FechoPattern *pattern;

  for (int i = 10; i > 0; i--)
    add (fixture, i * 1000 * SECOND, i == 4 ? 33 * SECOND : 150 * SECOND);
  patterns = find (fixture);

  pattern = g_ptr_array_index (patterns, 0);
  g_assert_cmpuint (pattern->rows->len, ==, 9);
  g_assert_cmpuint (g_array_index (pattern->rows, guint, 0), ==, 9);
  g_assert_cmpuint (g_array_index (pattern->rows, guint, 8), ==, 0);
  for (guint i = 0; i < 9; i++)
    g_assert_cmpuint (g_array_index (pattern->rows, guint, i), !=, 6);
}

static void
test_certain_first (Fixture       *fixture,
                    gconstpointer  data)
{
  for (guint i = 0; i < 30; i++)
    add (fixture, i * 1000 * SECOND, 150 * SECOND);
  add (fixture, 40000 * SECOND, FECHO_UNKNOWN)->http_status = 403;

  assert_kinds (fixture, "time_limit credentials");
}

/* A hundred thousand rows are no matter of minutes. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(GPtrArray) patterns = NULL;

  for (guint i = 0; i < 100000; i++)
    {
      FechoPatternRow *row = add (fixture, i * 20 * SECOND,
                                  g_rand_int_range (rand, 60, 86400) * SECOND);

      row->session = g_rand_int_range (rand, 0, 1000);
      row->last_message_us = g_rand_int_range (rand, 0, 60) * SECOND;
      row->code = g_rand_int_range (rand, 1000, 1003);
    }
  patterns = find (fixture);

  g_assert_cmpuint (patterns->len, <, 10);
}

static void
test_record (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  FechoPatternRow row;

  record.closed_at_us = START;
  record.life_us = HOUR;
  record.last_message_us = SECOND;
  record.cert_expires_at_us = START + DAY;
  record.code = 4004;
  record.closed_by = FECHO_CLOSED_BY_SERVER;
  row = fecho_pattern_row_of_record (&record, 3, 4, FECHO_CLOSE_CLASS_POLICY, 20 * SECOND);

  g_assert_cmpint (row.closed_at_us, ==, START);
  g_assert_cmpint (row.life_us, ==, HOUR);
  g_assert_cmpint (row.last_message_us, ==, SECOND);
  g_assert_cmpint (row.cert_expires_at_us, ==, START + DAY);
  g_assert_cmpint (row.ping_us, ==, 20 * SECOND);
  g_assert_cmpuint (row.session, ==, 3);
  g_assert_cmpuint (row.host, ==, 4);
  g_assert_cmpuint (row.code, ==, 4004);
  g_assert_cmpint (row.klass, ==, FECHO_CLOSE_CLASS_POLICY);
  g_assert_cmpint (row.closed_by, ==, FECHO_CLOSED_BY_SERVER);
  g_assert_false (row.failed);
  g_assert_cmpint (row.http_status, ==, FECHO_UNKNOWN);
}

static void
test_kinds (void)
{
  for (guint kind = 0; kind < FECHO_N_PATTERNS; kind++)
    {
      g_assert_nonnull (fecho_pattern_kind_to_string (kind));
      g_assert_nonnull (fecho_pattern_kind_get_label (kind));
    }
  g_assert_cmpstr (fecho_pattern_kind_to_string (FECHO_PATTERN_CERTIFICATE_EXPIRING),
                   ==, "certificate_expiring");
}

#define ADD(path, func) g_test_add ("/core/pattern/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("time-limit/quiet", test_time_limit);
  ADD ("portuguese", test_portuguese);
  ADD ("idle-timeout/without-pings", test_idle_timeout);
  ADD ("idle-timeout/with-pings", test_idle_timeout_with_pings);
  ADD ("max-age/with-traffic", test_max_age);
  ADD ("max-age/with-beat", test_max_age_with_beat);
  ADD ("time-limit/after-greeting", test_time_limit_after_greeting);
  ADD ("four-are-too-few", test_four_are_too_few);
  ADD ("nothing", test_nothing);
  for (gsize i = 0; i < G_N_ELEMENTS (owns); i++)
    {
      g_autofree char *path = g_strconcat ("/core/pattern/no-evidence/", owns[i].path, NULL);

      g_test_add_data_func (path, &owns[i], test_own);
    }
  ADD ("wall-clock/daily", test_daily);
  ADD ("wall-clock/midnight", test_midnight);
  ADD ("wall-clock/hourly", test_hourly);
  ADD ("wall-clock/not-age", test_hourly_not_age);
  ADD ("max-age/not-hourly", test_age_not_hourly);
  ADD ("correlated-drop/all", test_correlated);
  ADD ("correlated-drop/host", test_correlated_host);
  ADD ("restart/host", test_restart);
  ADD ("restart/none", test_restart_of_none);
  ADD ("flapping/eight", test_flapping);
  ADD ("flapping/explained", test_flapping_explained);
  ADD ("flapping/few", test_few_flaps);
  ADD ("credentials/attempt", test_refused_attempt);
  ADD ("credentials/before", test_refused_before);
  ADD ("credentials/policy", test_policy_codes);
  ADD ("credentials/policy-late", test_policy_codes_late);
  ADD ("certificate/expires", test_certificate);
  ADD ("certificate/expired", test_certificate_expired);
  ADD ("certificate/renewed", test_certificate_renewed);
  ADD ("new-code/after-history", test_new_code);
  ADD ("new-code/without-history", test_new_code_without_history);
  ADD ("alike", test_alike);
  ADD ("impossible", test_impossible);
  ADD ("rows", test_rows);
  ADD ("certain-first", test_certain_first);
  ADD ("many", test_many);
  g_test_add_func ("/core/pattern/record", test_record);
  g_test_add_func ("/core/pattern/kinds", test_kinds);

  return g_test_run ();
}
