/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-event-reader.h"

#include <string.h>

#include "export-helpers.h"
#include "fecho-error.h"
#include "hostile-texts.h"

#define NEEDED "\"url\":\"wss://a.example/\",\"closed_at\":\"2026-11-24T16:40:03.123456Z\"," \
               "\"code\":1006,\"stage\":\"open\",\"was_clean\":false,\"closed_by\":\"nobody\""

static FechoCloseEvent *
read_line (const char *line)
{
  g_autoptr(GError) error = NULL;
  FechoCloseEvent *event = fecho_event_read (line, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (event);

  return event;
}

/* What was written is read: the same line comes out again. */
static void
assert_round_trip (const FechoCloseRecord *record)
{
  g_autofree char *line = fecho_export_event_to_json (record, NULL, NULL);
  g_autoptr(FechoCloseEvent) event = read_line (line);
  g_autofree char *again = NULL;

  again = fecho_export_event_to_json (fecho_close_event_get_record (event), NULL, NULL);
  g_assert_cmpstr (again, ==, line);
}

static void
test_round_trip (void)
{
  FechoCloseRecord full = make_full_record ();
  FechoCloseRecord empty = make_empty_record ();

  /* Addresses are written without their secrets, and what was judged belongs to the judge. */
  full.url = "wss://orion.example/feed?v=2";
  full.origin = FECHO_ORIGIN_NOT_JUDGED;
  full.origin_evidence = NULL;
  assert_round_trip (&full);
  empty.url = "ws://127.0.0.1:8080/";
  assert_round_trip (&empty);
}

static void
test_microseconds (void)
{
  FechoCloseRecord record = make_full_record ();
  g_autofree char *line = NULL;
  g_autoptr(FechoCloseEvent) event = NULL;
  const FechoCloseRecord *read;

  record.life_us = 60000500;
  record.handshake_us = 118003;
  record.tcp_us = 31007;
  line = fecho_export_event_to_json (&record, NULL, NULL);
  event = read_line (line);
  read = fecho_close_event_get_record (event);
  g_assert_cmpint (read->closed_at_us, ==, record.closed_at_us);
  g_assert_cmpint (read->life_us, ==, record.life_us);
  g_assert_cmpint (read->handshake_us, ==, record.handshake_us);
  g_assert_cmpint (read->tcp_us, ==, record.tcp_us);
}

static void
test_least (void)
{
  g_autoptr(FechoCloseEvent) event = read_line ("{" NEEDED ",\"life_ms\":1500}");
  const FechoCloseRecord *record = fecho_close_event_get_record (event);

  g_assert_cmpint (record->life_us, ==, 1500000);
  g_assert_cmpint (record->handshake_us, ==, FECHO_UNKNOWN);
  g_assert_cmpint (record->messages_in, ==, FECHO_UNKNOWN);
  g_assert_cmpint (record->cause, ==, FECHO_CAUSE_UNKNOWN);
  g_assert_cmpint (record->id, ==, 0);
  g_assert_null (record->run);
  g_assert_null (record->session);
  g_assert_cmpstr (record->reason, ==, "");
}

/* Members of a newer Fecho, and the words of one. */
static void
test_newer (void)
{
  g_autoptr(FechoCloseEvent) event = NULL;

  event = read_line ("{" NEEDED ",\"life_ms\":1,\"cause\":\"gremlins\",\"mood\":{\"a\":[1]}}");
  g_assert_cmpint (fecho_close_event_get_record (event)->cause, ==, FECHO_CAUSE_UNKNOWN);
}

static void
test_hostile (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      FechoCloseRecord record = make_full_record ();
      g_autofree char *line = NULL;
      g_autoptr(FechoCloseEvent) event = NULL;
      const char *text = hostile_texts[i].text;

      if (!g_utf8_validate (text, -1, NULL) || strlen (text) > 123)
        continue;
      record.reason = text;
      record.session = text;
      line = fecho_export_event_to_json (&record, NULL, NULL);
      event = read_line (line);
      g_assert_cmpstr (fecho_close_event_get_reason (event), ==, record.reason);
      g_assert_cmpstr (fecho_close_event_get_record (event)->session, ==, record.session);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *line;
    const char *message;
  } cases[] = {
    { "", "Not an object" },
    { "{\"url\":", "Not JSON" },
    { "[1]", "Not an object" },
    { "{}", "“url” is missing" },
    { "{" NEEDED "}", "“opened_at” is not known" },
    { "{" NEEDED ",\"life_ms\":-1}", "“life_ms” is not a length of time" },
    { "{" NEEDED ",\"life_ms\":1e300}", "“life_ms” is not a length of time" },
    { "{" NEEDED ",\"life_ms\":\"1\"}", "“life_ms” is not a number of milliseconds" },
    { "{" NEEDED ",\"life_ms\":1,\"code\":70000}", "“code” is not a number that it can be" },
    { "{" NEEDED ",\"life_ms\":1,\"code\":0}", "code" },
    { "{" NEEDED ",\"life_ms\":1,\"was_clean\":true}", "clean" },
    { "{" NEEDED ",\"life_ms\":1,\"stage\":\"far\"}", "“stage” is not a stage" },
    { "{" NEEDED ",\"life_ms\":1,\"reason\":5}", "“reason” is not a text" },
    { "{" NEEDED ",\"life_ms\":1,\"run\":\"x\"}", "“run” is not a UUID" },
    { "{" NEEDED ",\"life_ms\":1,\"headers\":[]}", "“headers” is not an object" },
    { "{" NEEDED ",\"life_ms\":1,\"tls_errors\":[1]}", "“tls_errors” is not" },
    { "{" NEEDED ",\"life_ms\":1,\"marked\":\"yes\"}", "“marked” is not true or false" },
    { "{" NEEDED ",\"life_ms\":1,\"started_at\":\"yesterday\"}", "“started_at” is not a time" },
    { "{" NEEDED ",\"opened_at\":\"2026-11-24T16:40:04Z\"}", "“closed_at” is not later" },
    { "{" NEEDED ",\"failed_attempt\":true,\"started_at\":\"2026-11-24T16:40:04Z\"}",
      "“started_at” is not earlier" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(FechoCloseEvent) event = fecho_event_read (cases[i].line, -1, &error);

      g_test_message ("%s", cases[i].line);
      g_assert_null (event);
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].message));
      g_assert_true (error->domain == FECHO_ERROR && error->code == FECHO_ERROR_INVALID);
    }
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill (FECHO_EVENT_MAX_BYTES + 1, ' ');
  g_autoptr(GError) error = NULL;

  g_assert_null (fecho_event_read (text, -1, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/event-reader/round-trip", test_round_trip);
  g_test_add_func ("/core/event-reader/microseconds", test_microseconds);
  g_test_add_func ("/core/event-reader/least", test_least);
  g_test_add_func ("/core/event-reader/newer", test_newer);
  g_test_add_func ("/core/event-reader/hostile", test_hostile);
  g_test_add_func ("/core/event-reader/refused", test_refused);
  g_test_add_func ("/core/event-reader/too-long", test_too_long);

  return g_test_run ();
}
