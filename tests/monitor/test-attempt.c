/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-attempt.h"

#include <string.h>

#define SEC ((gint64)G_USEC_PER_SEC)

typedef struct
{
  FechoAttempt attempt;
  FechoDictionary *dictionary;
  FechoCloseRecord record;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_getenv ("FECHO_DATA_DIR"), "dictionaries",
                                            "pusher.json", NULL);
  g_autoptr(GError) error = NULL;

  fixture->dictionary = fecho_dictionary_load (path, &error);
  g_assert_no_error (error);
  fixture->attempt.number = 1;
  fixture->attempt.clocks = fecho_clock_offsets_read ();
  fixture->attempt.sent = fecho_endpoint_new ("wss://a.example/?token=s3cret", &error);
  g_assert_no_error (error);
  fecho_endpoint_hide_secrets (fixture->attempt.sent);
  fixture->record = (FechoCloseRecord)FECHO_CLOSE_RECORD_INIT;
  fixture->record.session_id = fixture->attempt.sent->id;
  fixture->record.session = "one";
  fixture->record.url = "wss://another.example/";
  fixture->record.code = 4200;
  fixture->record.reason = "Please reconnect";
  fixture->record.closed_at_us = 1795538400 * SEC;
  fixture->record.life_us = SEC;
  fixture->record.stage = FECHO_STAGE_OPEN;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  fecho_attempt_clear (&fixture->attempt);
  fecho_dictionary_unref (fixture->dictionary);
}

static FechoCloseEvent *
complete (Fixture *fixture)
{
  FechoAttemptEnd end = { fixture->dictionary, 3, 7 * SEC };
  g_autoptr(FechoCloseEvent) event = NULL;
  g_autoptr(GError) error = NULL;

  event = fecho_close_event_new (&fixture->record, &error);
  g_assert_no_error (error);

  return fecho_attempt_complete (&fixture->attempt, event, &end);
}

static void
test_completed (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(FechoCloseEvent) event = complete (fixture);
  const FechoCloseRecord *record = fecho_close_event_get_record (event);

  g_assert_cmpint (record->code, ==, 4200);
  g_assert_cmpstr (record->reason, ==, "Please reconnect");
  g_assert_cmpint (record->life_us, ==, SEC);
  g_assert_cmpuint (record->failures_in_a_row, ==, 3);
  g_assert_cmpint (record->retry_in_us, ==, 7 * SEC);
  g_assert_cmpstr (record->dictionary, ==, "pusher");
  g_assert_false (record->clock_jumped);
}

/* Of what the connection was made of, without its secret. */
static void
test_address (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(FechoCloseEvent) event = complete (fixture);
  const char *url = fecho_close_event_get_record (event)->url;

  g_assert_true (g_str_has_prefix (url, "wss://a.example/"));
  g_assert_null (strstr (url, "s3cret"));
}

static void
test_unexplained_code (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(FechoCloseEvent) event = NULL;

  fixture->record.code = 1006;
  fixture->record.reason = NULL;
  event = complete (fixture);
  g_assert_null (fecho_close_event_get_record (event)->dictionary);
}

static void
test_clock_jumped (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(FechoCloseEvent) event = NULL;

  fixture->attempt.clocks.wall_us -= 60 * SEC;
  event = complete (fixture);
  g_assert_true (fecho_close_event_get_record (event)->clock_jumped);
}

static void
test_number (Fixture       *fixture,
             gconstpointer  data)
{
  fecho_attempt_end (&fixture->attempt, TRUE);
  fecho_attempt_end (&fixture->attempt, TRUE);
  g_assert_cmpuint (fixture->attempt.number, ==, 3);
  fecho_attempt_end (&fixture->attempt, FALSE);
  g_assert_cmpuint (fixture->attempt.number, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/monitor/attempt/completed", Fixture, NULL, set_up, test_completed, tear_down);
  g_test_add ("/monitor/attempt/address", Fixture, NULL, set_up, test_address, tear_down);
  g_test_add ("/monitor/attempt/unexplained-code", Fixture, NULL, set_up, test_unexplained_code,
              tear_down);
  g_test_add ("/monitor/attempt/clock-jumped", Fixture, NULL, set_up, test_clock_jumped, tear_down);
  g_test_add ("/monitor/attempt/number", Fixture, NULL, set_up, test_number, tear_down);

  return g_test_run ();
}
