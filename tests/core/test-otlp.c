/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-otlp.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "export-helpers.h"
#include "hostile-texts.h"

static const FechoOtlpSource source = {
  .version = "1.2", .instance = "33333333-3333-4333-8333-333333333333", .host_name = "a \"host\"",
};

/* The one record of a request for one event; root is to be freed. */
static JsonObject *
send_one (const FechoCloseRecord  *record,
          JsonNode               **ret_root)
{
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  JsonObject *object;

  events = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
  g_ptr_array_add (events, fecho_close_event_new (record, &error));
  g_assert_no_error (error);
  body = fecho_otlp_make_logs (events, &source);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  *ret_root = json_from_string (text, &error);
  g_assert_no_error (error);
  object = json_node_get_object (*ret_root);
  object = json_array_get_object_element (json_object_get_array_member (object, "resourceLogs"), 0);
  object = json_array_get_object_element (json_object_get_array_member (object, "scopeLogs"), 0);

  return json_array_get_object_element (json_object_get_array_member (object, "logRecords"), 0);
}

/* NULL: there is none. */
static JsonObject *
find_attribute (JsonObject *record,
                const char *key)
{
  JsonArray *attributes = json_object_get_array_member (record, "attributes");

  for (guint i = 0; i < json_array_get_length (attributes); i++)
    {
      JsonObject *attribute = json_array_get_object_element (attributes, i);

      if (g_str_equal (json_object_get_string_member (attribute, "key"), key))
        return json_object_get_object_member (attribute, "value");
    }

  return NULL;
}

static void
assert_text (JsonObject *record,
             const char *key,
             const char *text)
{
  JsonObject *value = find_attribute (record, key);

  g_assert_nonnull (value);
  g_assert_cmpstr (json_object_get_string_member (value, "stringValue"), ==, text);
}

/* Numbers of 64 bits are text, as the JSON of protobuf has them. */
static void
assert_integer (JsonObject *record,
                const char *key,
                const char *digits)
{
  JsonObject *value = find_attribute (record, key);

  g_assert_nonnull (value);
  g_assert_cmpstr (json_object_get_string_member (value, "intValue"), ==, digits);
}

static void
test_full_record (void)
{
  FechoCloseRecord record = make_full_record ();
  g_autoptr(JsonNode) root = NULL;
  JsonObject *sent = send_one (&record, &root);

  g_assert_cmpstr (json_object_get_string_member (sent, "timeUnixNano"), ==, "1795538403123456000");
  g_assert_cmpstr (json_object_get_string_member (sent, "eventName"), ==, "fecho.close");
  g_assert_cmpint (json_object_get_int_member (sent, "severityNumber"), ==, 13);
  assert_text (sent, "log.record.uid", "22222222-2222-4222-8222-222222222222-42");
  assert_text (sent, "url.full", "wss://orion.example/feed?token=${token}&v=2");
  assert_integer (sent, "http.response.status_code", "101");
  assert_integer (sent, "fecho.bytes_in", "9000000000");
  assert_text (sent, "fecho.headers", "{\"Server\":\"nginx\",\"Via\":\"1.1 a, 1.1 b\"}");
  assert_text (sent, "fecho.tls_errors", "[\"unknown-ca\",\"expired\"]");
  assert_text (sent, "fecho.opened_at", "2026-11-24T16:39:03.122956Z");
  g_assert_cmpfloat (json_object_get_double_member (find_attribute (sent, "fecho.dns_ms"),
                                                    "doubleValue"), ==, 4.123);
  g_assert_true (json_object_get_boolean_member (find_attribute (sent, "fecho.was_clean"),
                                                 "boolValue"));
}

static void
test_unknown_is_left_out (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autoptr(JsonNode) root = NULL;
  JsonObject *sent;

  record.id = 1;
  record.run = "r";
  record.session_id = "s";
  record.session = "s";
  record.url = "ws://localhost/";
  record.closed_at_us = CLOSED_AT_US;
  record.failed_attempt = TRUE;
  sent = send_one (&record, &root);
  g_assert_cmpstr (json_object_get_string_member (sent, "eventName"), ==, "fecho.failed_attempt");
  g_assert_null (find_attribute (sent, "fecho.life_ms"));
  g_assert_null (find_attribute (sent, "fecho.reason"));
  g_assert_null (find_attribute (sent, "fecho.headers"));
  g_assert_null (find_attribute (sent, "fecho.tls_errors"));
}

/* A time that no clock of OpenTelemetry can have is not known. */
static void
test_odd_times (void)
{
  const gint64 times[] = { G_MININT64, -1, 0, G_MAXINT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      FechoCloseRecord record = make_full_record ();
      g_autoptr(JsonNode) root = NULL;

      record.closed_at_us = times[i];
      g_assert_cmpstr (json_object_get_string_member (send_one (&record, &root), "timeUnixNano"),
                       ==, "0");
    }
}

static void
test_hostile_reasons (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      FechoCloseRecord record = make_full_record ();
      g_autoptr(JsonNode) root = NULL;
      const char *text = hostile_texts[i].text;

      if (*text == '\0' || strlen (text) > 123 || !g_utf8_validate (text, -1, NULL))
        continue;
      record.reason = text;
      assert_text (send_one (&record, &root), "fecho.reason", text);
    }
}

static void
test_severity (void)
{
  const struct
  {
    guint16 code;
    FechoClosedBy closed_by;
    FechoCause cause;
    int severity;
  } cases[] = {
    { 1000, FECHO_CLOSED_BY_SERVER, FECHO_CAUSE_NORMAL, 9 },
    { 1011, FECHO_CLOSED_BY_SERVER, FECHO_CAUSE_SERVER_FAULT, 13 },
    { 4000, FECHO_CLOSED_BY_USER, FECHO_CAUSE_USER_CLOSED, 9 },
    { 1001, FECHO_CLOSED_BY_FECHO, FECHO_CAUSE_APP_QUIT, 9 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FechoCloseRecord record = make_full_record ();
      g_autoptr(JsonNode) root = NULL;

      record.code = cases[i].code;
      record.closed_by = cases[i].closed_by;
      record.cause = cases[i].cause;
      g_assert_cmpint (json_object_get_int_member (send_one (&record, &root), "severityNumber"),
                       ==, cases[i].severity);
    }
}

static void
test_answers (void)
{
  const struct
  {
    const char *answer;
    gint64 n;
    const char *message;
  } cases[] = {
    { "", 0, NULL },
    { "{}", 0, NULL },
    { "<html>", 0, NULL },
    { "[1]", 0, NULL },
    { "{\"partialSuccess\":null}", 0, NULL },
    { "{\"partialSuccess\":{}}", 0, NULL },
    { "{\"partialSuccess\":{\"rejectedLogRecords\":\"3\",\"errorMessage\":\"no\"}}", 3, "no" },
    { "{\"partialSuccess\":{\"rejectedLogRecords\":2}}", 2, NULL },
    { "{\"partialSuccess\":{\"rejectedLogRecords\":-2}}", 0, NULL },
    { "{\"partialSuccess\":{\"rejectedLogRecords\":[],\"errorMessage\":{}}}", 0, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *message = NULL;

      g_assert_cmpint (fecho_otlp_read_rejected (cases[i].answer, &message), ==, cases[i].n);
      g_assert_cmpstr (message, ==, cases[i].message);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/otlp/full-record", test_full_record);
  g_test_add_func ("/core/otlp/unknown-is-left-out", test_unknown_is_left_out);
  g_test_add_func ("/core/otlp/odd-times", test_odd_times);
  g_test_add_func ("/core/otlp/hostile-reasons", test_hostile_reasons);
  g_test_add_func ("/core/otlp/severity", test_severity);
  g_test_add_func ("/core/otlp/answers", test_answers);

  return g_test_run ();
}
