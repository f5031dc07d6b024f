/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-retry.h"

#include "fecho-clock.h"

#define SECOND ((gint64)G_USEC_PER_SEC)

/* The upper end of every wait: with full jitter the bound itself is what can be asserted. */
static double
almost_one (gpointer data)
{
  return 0.999999;
}

typedef struct
{
  FechoEndpoint *endpoint;
  FechoDictionary *dictionary;  /* NULL: none */
  FechoBackoff backoff;
  FechoCloseRecord record;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->endpoint = fecho_endpoint_new ("ws://127.0.0.1:1/", NULL);
  fixture->backoff = (FechoBackoff)FECHO_BACKOFF_INIT;
  fixture->backoff.random = almost_one;
  fixture->record = (FechoCloseRecord)FECHO_CLOSE_RECORD_INIT;
  fixture->record.stage = FECHO_STAGE_OPEN;
  fixture->record.life_us = SECOND;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  fecho_endpoint_free (fixture->endpoint);
  g_clear_pointer (&fixture->dictionary, fecho_dictionary_unref);
}

/* Ends with a code of Pusher, whose dictionary has every kind of answer but one. */
static void
end_with (Fixture *fixture,
          guint16  code)
{
  g_autofree char *path = g_build_filename (g_getenv ("FECHO_DATA_DIR"), "dictionaries",
                                            "pusher.json", NULL);
  g_autoptr(GError) error = NULL;

  fixture->dictionary = fecho_dictionary_load (path, &error);
  g_assert_no_error (error);
  fixture->record.code = code;
}

static FechoRetry
decide (Fixture *fixture,
        gint64  *ret_wait_us)
{
  return fecho_retry_decide (fixture->endpoint, fixture->dictionary, &fixture->record,
                             &fixture->backoff, ret_wait_us);
}

static void
fail_with_status (Fixture    *fixture,
                  int         status,
                  const char *headers)
{
  fixture->record.failed_attempt = TRUE;
  fixture->record.life_us = FECHO_UNKNOWN;
  fixture->record.stage = FECHO_STAGE_HTTP;
  fixture->record.http_status = status;
  fixture->record.headers = headers;
}

static void
test_waits_grow (Fixture       *fixture,
                 gconstpointer  data)
{
  gint64 first_us = 0;
  gint64 second_us = 0;

  g_assert_cmpint (decide (fixture, &first_us), ==, FECHO_RETRY_WAIT);
  g_assert_cmpint (decide (fixture, &second_us), ==, FECHO_RETRY_WAIT);

  g_assert_cmpint (first_us, >, SECOND / 2);
  g_assert_cmpint (second_us, >, first_us);
}

static void
test_not_wanted (Fixture       *fixture,
                 gconstpointer  data)
{
  gint64 wait_us = 7;

  fixture->endpoint->reconnect = FALSE;

  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_NOT_WANTED);
  g_assert_cmpint (wait_us, ==, 7);
}

static void
test_codes_that_stop (Fixture       *fixture,
                      gconstpointer  data)
{
  const guint16 codes[] = { 1008, 3000, 3003 };
  gint64 wait_us;

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      fixture->record.code = codes[i];
      g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_STOPPED);
    }
  fixture->record.code = 1011;
  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_WAIT);
}

static void
test_codes_of_the_session (Fixture       *fixture,
                           gconstpointer  data)
{
  gint64 wait_us;

  g_free (fixture->endpoint->no_reconnect_codes);
  fixture->endpoint->no_reconnect_codes = g_strdup ("4000-4999");
  fixture->record.code = 4401;
  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_STOPPED);
  fixture->record.code = 1008;
  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_WAIT);
}

static void
test_statuses_that_stop (Fixture       *fixture,
                         gconstpointer  data)
{
  gint64 wait_us;

  fail_with_status (fixture, 401, NULL);
  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_STOPPED);
  fail_with_status (fixture, 403, NULL);
  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_STOPPED);
  fail_with_status (fixture, 404, NULL);
  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_WAIT);
}

static void
test_retry_after_seconds (Fixture       *fixture,
                          gconstpointer  data)
{
  gint64 wait_us = 0;

  fail_with_status (fixture, 503, "{\"Retry-After\":\"120\"}");

  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_WAIT);
  g_assert_cmpint (wait_us, ==, 120 * SECOND);
}

static gint64
fixed_wall_us (gpointer data)
{
  return G_GINT64_CONSTANT (784111777) * SECOND; /* Sun, 06 Nov 1994 08:49:37 GMT */
}

static void
test_retry_after_date (Fixture       *fixture,
                       gconstpointer  data)
{
  const FechoClock clock = { fixed_wall_us, fixed_wall_us, fixed_wall_us, NULL };
  gint64 wait_us = 0;

  fecho_clock_replace (&clock);
  fail_with_status (fixture, 429, "{\"Retry-After\":\"Sun, 06 Nov 1994 08:50:37 GMT\"}");

  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_WAIT);
  g_assert_cmpint (wait_us, ==, 60 * SECOND);
  fecho_clock_replace (NULL);
}

/* A server may not silence a monitor for longer than an hour, nor with nonsense. */
static void
test_retry_after_is_bounded (Fixture       *fixture,
                             gconstpointer  data)
{
  const char *headers[] = {
    "{\"Retry-After\":\"99999999\"}",
    "{\"Retry-After\":\"Sun, 06 Nov 2994 08:50:37 GMT\"}",
    "{\"Retry-After\":\"soon\"}",
    "{\"Retry-After\":-1}",
    "not json",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      gint64 wait_us = 0;

      fail_with_status (fixture, 503, headers[i]);
      g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_WAIT);
      g_assert_cmpint (wait_us, <=, 3600 * SECOND);
    }
}

static void
test_retry_after_only_of_429_and_503 (Fixture       *fixture,
                                      gconstpointer  data)
{
  gint64 wait_us = 0;

  fail_with_status (fixture, 500, "{\"Retry-After\":\"120\"}");

  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_WAIT);
  g_assert_cmpint (wait_us, <=, SECOND);
}

static void
test_limit_of_attempts (Fixture       *fixture,
                        gconstpointer  data)
{
  gint64 wait_us;

  fixture->endpoint->max_attempts = 3;
  fail_with_status (fixture, 500, NULL);

  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_WAIT);
  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_WAIT);
  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_STOPPED);
}

/* 1012 and 1013 send everyone away at once: the return is spread, within the longest wait. */
static void
test_restart_is_spread (Fixture       *fixture,
                        gconstpointer  data)
{
  gint64 restart_us = 0;
  gint64 bounded_us = 0;

  fixture->record.code = 1012;
  g_assert_cmpint (decide (fixture, &restart_us), ==, FECHO_RETRY_WAIT);
  g_assert_cmpint (restart_us, >, 4 * SECOND);

  fecho_backoff_reset (&fixture->backoff);
  fixture->backoff.max_us = 2 * SECOND;
  g_assert_cmpint (decide (fixture, &bounded_us), ==, FECHO_RETRY_WAIT);
  g_assert_cmpint (bounded_us, <=, 2 * SECOND);
}

/* A share for the jitter, one for the spread, and none that nobody asked for. */
static double
small_after_large (gpointer data)
{
  static const double shares[] = { 0.5, 0.9, 0.1, 0.1 };
  guint *n_drawn = data;

  g_assert_cmpuint (*n_drawn, <, G_N_ELEMENTS (shares));

  return shares[(*n_drawn)++];
}

static void
test_spread_is_drawn_once (Fixture       *fixture,
                           gconstpointer  data)
{
  guint n_drawn = 0;
  gint64 wait_us = 0;

  fixture->record.code = 1012;
  fixture->backoff.random = small_after_large;
  fixture->backoff.random_data = &n_drawn;
  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_WAIT);
  g_assert_cmpint (wait_us, >, 4 * SECOND);
  g_assert_cmpuint (n_drawn, ==, 2);
}

static void
test_dictionary_forbids (Fixture       *fixture,
                         gconstpointer  data)
{
  gint64 wait_us = 0;

  end_with (fixture, 4001);
  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_STOPPED);
}

static void
test_dictionary_at_once (Fixture       *fixture,
                         gconstpointer  data)
{
  gint64 wait_us = -1;

  end_with (fixture, 4200);
  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_WAIT);
  g_assert_cmpint (wait_us, ==, 0);
  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_WAIT);
  g_assert_cmpint (wait_us, >, SECOND);
}

static void
test_dictionary_after_second (Fixture       *fixture,
                              gconstpointer  data)
{
  gint64 wait_us = 0;

  end_with (fixture, 4100);
  fixture->backoff.first_us = 1000;
  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_WAIT);
  g_assert_cmpint (wait_us, ==, SECOND);
}

/* Without one, the same code is a code of an application like any other. */
static void
test_no_dictionary (Fixture       *fixture,
                    gconstpointer  data)
{
  gint64 wait_us = 0;

  fixture->record.code = 4001;
  g_assert_cmpint (decide (fixture, &wait_us), ==, FECHO_RETRY_WAIT);
}

int
main (int   argc,
      char *argv[])
{
  const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/monitor/retry/waits-grow", test_waits_grow },
    { "/monitor/retry/not-wanted", test_not_wanted },
    { "/monitor/retry/codes-that-stop", test_codes_that_stop },
    { "/monitor/retry/codes-of-the-session", test_codes_of_the_session },
    { "/monitor/retry/statuses-that-stop", test_statuses_that_stop },
    { "/monitor/retry/retry-after-seconds", test_retry_after_seconds },
    { "/monitor/retry/retry-after-date", test_retry_after_date },
    { "/monitor/retry/retry-after-is-bounded", test_retry_after_is_bounded },
    { "/monitor/retry/retry-after-only-of-429-and-503", test_retry_after_only_of_429_and_503 },
    { "/monitor/retry/limit-of-attempts", test_limit_of_attempts },
    { "/monitor/retry/dictionary-forbids", test_dictionary_forbids },
    { "/monitor/retry/dictionary-at-once", test_dictionary_at_once },
    { "/monitor/retry/dictionary-after-second", test_dictionary_after_second },
    { "/monitor/retry/no-dictionary", test_no_dictionary },
    { "/monitor/retry/restart-is-spread", test_restart_is_spread },
    { "/monitor/retry/spread-is-drawn-once", test_spread_is_drawn_once },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
