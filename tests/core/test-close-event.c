/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-event.h"

#include <string.h>

#include "fecho-error.h"

#define OPENED_AT_US ((gint64)1795538403 * G_USEC_PER_SEC)

/* An ordinary close: each test changes what it is about. */
static FechoCloseRecord
make_record (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.session = "Orion Trades";
  record.url = "wss://orion.example/";
  record.closed_at_us = OPENED_AT_US + 60 * G_TIME_SPAN_SECOND;
  record.handshake_us = 250 * G_TIME_SPAN_MILLISECOND;
  record.life_us = 60 * G_TIME_SPAN_SECOND;
  record.stage = FECHO_STAGE_CLOSING;
  record.code = 1000;
  record.reason = "bye";
  record.was_clean = TRUE;
  record.closed_by = FECHO_CLOSED_BY_SERVER;

  return record;
}

static FechoCloseRecord
make_failed_attempt (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.failed_attempt = TRUE;
  record.stage = FECHO_STAGE_TCP;
  record.closed_at_us = OPENED_AT_US;
  record.handshake_us = 10 * G_TIME_SPAN_SECOND;

  return record;
}

static void
assert_refused (const FechoCloseRecord *record,
                const char             *why)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (fecho_close_event_new (record, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, why));
}

static FechoCloseEvent *
assert_accepted (const FechoCloseRecord *record)
{
  g_autoptr(GError) error = NULL;
  FechoCloseEvent *event = fecho_close_event_new (record, &error);

  g_assert_no_error (error);
  g_assert_nonnull (event);

  return event;
}

/* -- what must never be: close-events.md, section 3 */

static void
test_refuses_code_0 (void)
{
  FechoCloseRecord record = make_record ();

  record.code = 0;
  assert_refused (&record, "code 0");
}

static void
test_refuses_1005_with_a_reason (void)
{
  FechoCloseRecord record = make_record ();

  record.code = 1005;
  assert_refused (&record, "no reason");
}

static void
test_accepts_1005_without_a_reason (void)
{
  FechoCloseRecord record = make_record ();
  g_autoptr(FechoCloseEvent) event = NULL;

  record.code = 1005;
  record.reason = "";
  event = assert_accepted (&record);
  g_assert_true (fecho_close_event_get_was_clean (event));
}

static void
test_refuses_clean_without_a_frame (void)
{
  static const guint16 codes[] = { 1006, 1015 };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      FechoCloseRecord record = make_record ();

      record.code = codes[i];
      record.reason = "";
      assert_refused (&record, "no close is clean");
    }
}

static void
test_refuses_a_reason_without_a_frame (void)
{
  static const guint16 codes[] = { 1006, 1015 };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      FechoCloseRecord record = make_record ();

      record.code = codes[i];
      record.was_clean = FALSE;
      assert_refused (&record, "no reason");
    }
}

static void
test_limit_of_a_reason (void)
{
  FechoCloseRecord record = make_record ();
  g_autofree char *reason = g_strnfill (123, 'x');
  g_autofree char *too_long = g_strnfill (124, 'x');
  g_autoptr(FechoCloseEvent) event = NULL;

  record.reason = reason;
  event = assert_accepted (&record);
  g_assert_cmpstr (fecho_close_event_get_reason (event), ==, reason);

  record.reason = too_long;
  assert_refused (&record, "123 bytes");
}

static void
test_refuses_a_reason_of_no_utf8 (void)
{
  FechoCloseRecord record = make_record ();

  record.reason = "\355\240\200";
  assert_refused (&record, "UTF-8");
}

static void
test_refuses_a_failed_attempt_with_a_life (void)
{
  FechoCloseRecord record = make_failed_attempt ();

  record.life_us = 0;
  assert_refused (&record, "has no life");
}

static void
test_refuses_a_close_without_a_life (void)
{
  FechoCloseRecord record = make_record ();

  record.life_us = FECHO_UNKNOWN;
  assert_refused (&record, "a close has one");
}

static void
test_refuses_a_clean_failed_attempt (void)
{
  FechoCloseRecord record = make_failed_attempt ();

  record.code = 1000;
  record.was_clean = TRUE;
  assert_refused (&record, "never clean");
}

static void
test_refuses_the_wrong_stage (void)
{
  FechoCloseRecord record = make_record ();
  FechoCloseRecord failed = make_failed_attempt ();

  record.stage = FECHO_STAGE_HTTP;
  assert_refused (&record, "open stage");
  failed.stage = FECHO_STAGE_OPEN;
  assert_refused (&failed, "open stage");
}

static void
test_refusal_without_error (void)
{
  FechoCloseRecord record = make_record ();

  record.code = 0;
  g_assert_null (fecho_close_event_new (&record, NULL));
}

/* -- the value */

/* Nothing of the event may point into what the caller had. */
static void
test_copies_every_string (void)
{
  FechoCloseRecord record = make_record ();
  char buffer[] = "text of the caller";
  g_autoptr(FechoCloseEvent) event = NULL;
  const FechoCloseRecord *copy;

  record.run = record.session_id = record.session = record.url = record.reason = buffer;
  record.received_reason = record.sent_reason = record.cause_evidence = buffer;
  record.origin_evidence = record.headers = record.error_domain = record.error_message = buffer;
  record.tls_version = record.remote_address = record.subprotocol = buffer;
  record.extensions = record.dictionary = buffer;
  event = assert_accepted (&record);
  memset (buffer, '#', strlen (buffer));

  copy = fecho_close_event_get_record (event);
  g_assert_cmpstr (copy->run, ==, "text of the caller");
  g_assert_cmpstr (copy->session_id, ==, "text of the caller");
  g_assert_cmpstr (copy->session, ==, "text of the caller");
  g_assert_cmpstr (copy->url, ==, "text of the caller");
  g_assert_cmpstr (copy->reason, ==, "text of the caller");
  g_assert_cmpstr (copy->received_reason, ==, "text of the caller");
  g_assert_cmpstr (copy->sent_reason, ==, "text of the caller");
  g_assert_cmpstr (copy->cause_evidence, ==, "text of the caller");
  g_assert_cmpstr (copy->origin_evidence, ==, "text of the caller");
  g_assert_cmpstr (copy->headers, ==, "text of the caller");
  g_assert_cmpstr (copy->error_domain, ==, "text of the caller");
  g_assert_cmpstr (copy->error_message, ==, "text of the caller");
  g_assert_cmpstr (copy->tls_version, ==, "text of the caller");
  g_assert_cmpstr (copy->remote_address, ==, "text of the caller");
  g_assert_cmpstr (copy->subprotocol, ==, "text of the caller");
  g_assert_cmpstr (copy->extensions, ==, "text of the caller");
  g_assert_cmpstr (copy->dictionary, ==, "text of the caller");
}

static void
test_getters (void)
{
  FechoCloseRecord record = make_record ();
  g_autoptr(FechoCloseEvent) event = NULL;

  record.code = 4003;
  event = assert_accepted (&record);
  g_assert_cmpuint (fecho_close_event_get_code (event), ==, 4003);
  g_assert_cmpstr (fecho_close_event_get_reason (event), ==, "bye");
  g_assert_true (fecho_close_event_get_was_clean (event));
}

static void
test_reason_is_never_null (void)
{
  FechoCloseRecord record = make_record ();
  g_autoptr(FechoCloseEvent) event = NULL;

  record.reason = NULL;
  event = assert_accepted (&record);
  g_assert_cmpstr (fecho_close_event_get_reason (event), ==, "");
}

static void
test_times_of_a_close (void)
{
  FechoCloseRecord record = make_record ();
  g_autoptr(FechoCloseEvent) event = assert_accepted (&record);

  g_assert_cmpint (fecho_close_event_get_opened_at_us (event), ==, OPENED_AT_US);
  g_assert_cmpint (fecho_close_event_get_started_at_us (event), ==,
                   OPENED_AT_US - 250 * G_TIME_SPAN_MILLISECOND);
}

static void
test_times_of_a_failed_attempt (void)
{
  FechoCloseRecord record = make_failed_attempt ();
  g_autoptr(FechoCloseEvent) event = assert_accepted (&record);

  g_assert_cmpint (fecho_close_event_get_opened_at_us (event), ==, FECHO_UNKNOWN);
  g_assert_cmpint (fecho_close_event_get_started_at_us (event), ==,
                   OPENED_AT_US - 10 * G_TIME_SPAN_SECOND);
}

static void
test_start_without_a_handshake (void)
{
  FechoCloseRecord record = make_record ();
  g_autoptr(FechoCloseEvent) event = NULL;

  record.handshake_us = FECHO_UNKNOWN;
  event = assert_accepted (&record);
  g_assert_cmpint (fecho_close_event_get_started_at_us (event), ==, FECHO_UNKNOWN);
}

static void
test_our_own (void)
{
  static const struct
  {
    FechoClosedBy closed_by;
    FechoCause cause;
    gboolean our_own;
  } cases[] = {
    { FECHO_CLOSED_BY_SERVER, FECHO_CAUSE_NORMAL, FALSE },
    { FECHO_CLOSED_BY_NOBODY, FECHO_CAUSE_EOF_WITHOUT_CLOSE, FALSE },
    { FECHO_CLOSED_BY_FECHO, FECHO_CAUSE_PONG_TIMEOUT, FALSE },
    { FECHO_CLOSED_BY_FECHO, FECHO_CAUSE_APP_QUIT, TRUE },
    { FECHO_CLOSED_BY_USER, FECHO_CAUSE_USER_CLOSED, TRUE },
    { FECHO_CLOSED_BY_USER, FECHO_CAUSE_CLOSE_TIMEOUT, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FechoCloseRecord record = make_record ();
      g_autoptr(FechoCloseEvent) event = NULL;

      record.closed_by = cases[i].closed_by;
      record.cause = cases[i].cause;
      event = assert_accepted (&record);
      g_assert_cmpint (fecho_close_event_is_our_own (event), ==, cases[i].our_own);
    }
}

/* -- counting */

static void
test_counts (void)
{
  FechoCloseRecord record = make_record ();
  FechoCloseEvent *event = assert_accepted (&record);

  g_assert_true (fecho_close_event_ref (event) == event);
  fecho_close_event_unref (event);
  g_assert_cmpstr (fecho_close_event_get_reason (event), ==, "bye");
  fecho_close_event_unref (event);
}

static void
test_boxed (void)
{
  FechoCloseRecord record = make_record ();
  g_autoptr(FechoCloseEvent) event = assert_accepted (&record);
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, FECHO_TYPE_CLOSE_EVENT);
  g_value_set_boxed (&value, event);
  g_assert_true (g_value_get_boxed (&value) == event);
}

#define N_THREADS 8
#define N_ROUNDS 20000

static gpointer
count_on_thread (gpointer data)
{
  FechoCloseEvent *event = data;

  for (int i = 0; i < N_ROUNDS; i++)
    {
      fecho_close_event_ref (event);
      g_assert_cmpuint (fecho_close_event_get_code (event), ==, 1000);
      fecho_close_event_unref (event);
    }
  fecho_close_event_unref (event);

  return NULL;
}

/* The last of the threads frees it: a lost count is seen by the sanitizer, or as a crash. */
static void
test_threads (void)
{
  FechoCloseRecord record = make_record ();
  FechoCloseEvent *event = assert_accepted (&record);
  GThread *threads[N_THREADS];

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("count", count_on_thread, fecho_close_event_ref (event));
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  g_assert_cmpstr (fecho_close_event_get_reason (event), ==, "bye");
  fecho_close_event_unref (event);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/close-event/refuses-code-0", test_refuses_code_0);
  g_test_add_func ("/core/close-event/refuses-1005-with-a-reason", test_refuses_1005_with_a_reason);
  g_test_add_func ("/core/close-event/accepts-1005-without-a-reason",
                   test_accepts_1005_without_a_reason);
  g_test_add_func ("/core/close-event/refuses-clean-without-a-frame",
                   test_refuses_clean_without_a_frame);
  g_test_add_func ("/core/close-event/refuses-a-reason-without-a-frame",
                   test_refuses_a_reason_without_a_frame);
  g_test_add_func ("/core/close-event/limit-of-a-reason", test_limit_of_a_reason);
  g_test_add_func ("/core/close-event/refuses-a-reason-of-no-utf8",
                   test_refuses_a_reason_of_no_utf8);
  g_test_add_func ("/core/close-event/refuses-a-failed-attempt-with-a-life",
                   test_refuses_a_failed_attempt_with_a_life);
  g_test_add_func ("/core/close-event/refuses-a-close-without-a-life",
                   test_refuses_a_close_without_a_life);
  g_test_add_func ("/core/close-event/refuses-a-clean-failed-attempt",
                   test_refuses_a_clean_failed_attempt);
  g_test_add_func ("/core/close-event/refuses-the-wrong-stage", test_refuses_the_wrong_stage);
  g_test_add_func ("/core/close-event/refusal-without-error", test_refusal_without_error);
  g_test_add_func ("/core/close-event/copies-every-string", test_copies_every_string);
  g_test_add_func ("/core/close-event/getters", test_getters);
  g_test_add_func ("/core/close-event/reason-is-never-null", test_reason_is_never_null);
  g_test_add_func ("/core/close-event/times-of-a-close", test_times_of_a_close);
  g_test_add_func ("/core/close-event/times-of-a-failed-attempt", test_times_of_a_failed_attempt);
  g_test_add_func ("/core/close-event/start-without-a-handshake", test_start_without_a_handshake);
  g_test_add_func ("/core/close-event/our-own", test_our_own);
  g_test_add_func ("/core/close-event/counts", test_counts);
  g_test_add_func ("/core/close-event/boxed", test_boxed);
  g_test_add_func ("/core/close-event/threads", test_threads);

  return g_test_run ();
}
