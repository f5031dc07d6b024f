/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-lines.h"
#include "fecho-export.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "export-helpers.h"
#include "hostile-texts.h"

static const char *const full_line =
  "{\"id\":42,\"run\":\"22222222-2222-4222-8222-222222222222\",\"session\":\"Orion Trades\","
  "\"url\":\"wss://orion.example/feed?token=${token}&v=2\",\"attempt\":3,\"failed_attempt\":false,"
  "\"started_at\":\"2026-11-24T16:39:03.004956Z\",\"opened_at\":\"2026-11-24T16:39:03.122956Z\","
  "\"closed_at\":\"2026-11-24T16:40:03.123456Z\",\"stage\":\"closing\",\"code\":1011,"
  "\"class\":\"server\",\"reason\":\"shard 3 down\",\"was_clean\":true,\"received_code\":1012,"
  "\"received_reason\":\"restart\",\"sent_code\":1000,\"sent_reason\":\"bye\","
  "\"first_close\":\"peer\",\"illegal_code\":true,\"closed_by\":\"server\","
  "\"cause\":\"server_fault\",\"cause_evidence\":\"code 1011\",\"origin\":\"this_computer\","
  "\"origin_evidence\":\"8 others stayed\",\"life_ms\":60001,\"dns_ms\":4.123,\"tcp_ms\":31,"
  "\"proxy_ms\":0,\"tls_ms\":44.1,\"http_ms\":38.02,\"http_status\":101,"
  "\"headers\":{\"Server\":\"nginx\",\"Via\":\"1.1 a, 1.1 b\"},"
  "\"error_domain\":\"g-io-error-quark\",\"error_code\":44,"
  "\"error_message\":\"Connection reset by peer\",\"tls_version\":\"TLS 1.3\","
  "\"tls_errors\":[\"unknown-ca\",\"expired\"],"
  "\"cert_expires_at\":\"2027-02-22T16:40:03.123456Z\",\"remote_address\":\"[2001:db8::1]:443\","
  "\"subprotocol\":\"graphql-ws\",\"extensions\":\"permessage-deflate\",\"messages_in\":7,"
  "\"messages_out\":8,\"bytes_in\":9000000000,\"bytes_out\":10,\"last_message_ms_before\":41500,"
  "\"last_pong_ms_before\":1,\"last_rtt_ms\":20.25,\"network\":\"online\",\"clock_jumped\":true,"
  "\"failures_in_a_row\":0,\"retry_in_ms\":2,\"dictionary\":\"discord\",\"marked\":true}";

static JsonNode *
parse (const char *json)
{
  g_autoptr(GError) error = NULL;
  JsonNode *root = json_from_string (json, &error);

  g_assert_no_error (error);
  g_assert_nonnull (root);

  return root;
}

static const char *
get_string (JsonNode   *root,
            const char *member)
{
  return json_object_get_string_member (json_node_get_object (root), member);
}

/* Every column but the two that a catalog words. */
static void
test_full_record (void)
{
  FechoCloseRecord record = make_full_record ();
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;
  g_autofree char *columns = NULL;
  g_autofree char *line = NULL;
  g_autofree char *expected = g_strconcat (full_line, "\n", NULL);

  for (const char *const *name = fecho_export_get_columns (); *name != NULL; name++)
    {
      if (strcmp (*name, "name") != 0 && strcmp (*name, "description") != 0)
        g_strv_builder_add (builder, *name);
    }
  names = g_strv_builder_end (builder);
  columns = g_strjoinv (",", names);
  line = export_columns (FECHO_EXPORT_JSONL, columns, &record);
  g_assert_cmpstr (line, ==, expected);
}

static void
test_name_and_description (void)
{
  FechoCloseRecord record = make_full_record ();
  const FechoCloseCode *code = fecho_close_code_lookup (1011);
  g_autofree char *line = export_columns (FECHO_EXPORT_JSONL, "name,description", &record);
  g_autoptr(JsonNode) root = parse (line);
  JsonObject *object = json_node_get_object (root);

  g_assert_cmpstr (json_object_get_string_member (object, "name"), ==, code->name);
  g_assert_cmpstr (json_object_get_string_member (object, "description"), ==, code->description);
}

/* What is not known is null, and nothing else is. */
static void
test_nulls (void)
{
  static const char *const known[] = {
    "attempt", "failed_attempt", "closed_at", "stage", "code", "class", "name", "description",
    "reason", "was_clean", "illegal_code", "closed_by", "cause", "network",
    "clock_jumped", "marked", NULL
  };
  FechoCloseRecord record = make_empty_record ();
  g_autofree char *line = fecho_export_event_to_json (&record, NULL, NULL);
  g_autoptr(JsonNode) root = parse (line);
  JsonObject *object = json_node_get_object (root);

  for (const char *const *name = fecho_export_get_columns (); *name != NULL; name++)
    {
      g_test_message ("%s", *name);
      g_assert_true (json_object_has_member (object, *name));
      g_assert_cmpint (json_object_get_null_member (object, *name), !=,
                       g_strv_contains (known, *name));
    }
}

static void
test_arrays (void)
{
  FechoCloseRecord records[3] = { make_full_record (), make_full_record (), make_full_record () };
  char *columns[] = { (char *)"id", NULL };
  FechoExportOptions options = { .format = FECHO_EXPORT_JSON, .columns = columns };
  g_autofree char *none = export_to_string (&options, records, 0);
  g_autofree char *one = export_to_string (&options, records, 1);
  g_autofree char *three = NULL;

  records[1].id = 43;
  records[2].id = 44;
  three = export_to_string (&options, records, 3);
  g_assert_cmpstr (none, ==, "[]\n");
  g_assert_cmpstr (one, ==, "[\n{\"id\":42}\n]\n");
  g_assert_cmpstr (three, ==, "[\n{\"id\":42},\n{\"id\":43},\n{\"id\":44}\n]\n");
}

static void
test_lines (void)
{
  FechoCloseRecord records[2] = { make_full_record (), make_full_record () };
  char *columns[] = { (char *)"id", NULL };
  FechoExportOptions options = { .format = FECHO_EXPORT_JSONL, .columns = columns };
  g_autofree char *none = export_to_string (&options, records, 0);
  g_autofree char *two = export_to_string (&options, records, 2);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (two, ==, "{\"id\":42}\n{\"id\":42}\n");
}

/* One line, all columns, the same as the export's. */
static void
test_event (void)
{
  FechoCloseRecord record = make_full_record ();
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new ("en", NULL);
  FechoExportOptions options = { .format = FECHO_EXPORT_JSONL, .catalog = catalog };
  g_autofree char *exported = export_to_string (&options, &record, 1);
  g_autofree char *event = fecho_export_event_to_json (&record, catalog, NULL);
  g_autofree char *line = g_strconcat (event, "\n", NULL);

  g_assert_null (strchr (event, '\n'));
  g_assert_cmpstr (line, ==, exported);
}

/* Each as if it were alone: nothing is left of the one before. */
static void
test_lines_of_events (void)
{
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new ("en", NULL);
  g_autoptr(FechoExportLines) lines = fecho_export_lines_new (catalog, NULL);
  FechoCloseRecord records[] = {
    make_full_record (), make_empty_record (), make_full_record (), make_full_record (),
  };

  records[2].code = 1013;
  records[2].url = "wss://other.example/?token=hidden";
  records[2].reason = "\"line\nbreak\"";
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autofree char *alone = fecho_export_event_to_json (&records[i], catalog, NULL);

      g_assert_cmpstr (fecho_export_lines_make (lines, &records[i]), ==, alone);
      g_assert_null (strstr (alone, "hidden"));
    }
}

static void
test_local_times (void)
{
  FechoCloseRecord record = make_full_record ();
  char *columns[] = { (char *)"closed_at", NULL };
  FechoExportOptions options = {
    .format = FECHO_EXPORT_JSONL, .columns = columns, .local_times = TRUE,
  };
  g_autofree char *line = NULL;

  g_setenv ("TZ", "America/Sao_Paulo", TRUE);
  line = export_to_string (&options, &record, 1);
  g_setenv ("TZ", "UTC", TRUE);
  g_assert_cmpstr (line, ==, "{\"closed_at\":\"2026-11-24T13:40:03.123456-03:00\"}\n");
}

/* -- numbers */

static void
test_milliseconds (void)
{
  static const struct
  {
    gint64 us;
    const char *line;
  } cases[] = {
    { FECHO_UNKNOWN, "{\"dns_ms\":null}\n" },
    { G_MININT64, "{\"dns_ms\":null}\n" },
    { 0, "{\"dns_ms\":0}\n" },
    { 1, "{\"dns_ms\":0.001}\n" },
    { 10, "{\"dns_ms\":0.01}\n" },
    { 100, "{\"dns_ms\":0.1}\n" },
    { 999, "{\"dns_ms\":0.999}\n" },
    { 1000, "{\"dns_ms\":1}\n" },
    { 1020, "{\"dns_ms\":1.02}\n" },
    { G_MAXINT64, "{\"dns_ms\":9223372036854775.807}\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FechoCloseRecord record = make_full_record ();
      g_autofree char *line = NULL;

      record.dns_us = cases[i].us;
      line = export_columns (FECHO_EXPORT_JSONL, "dns_ms", &record);
      g_assert_cmpstr (line, ==, cases[i].line);
    }
}

/* A broken file may hold any number: no overflow, and a time that cannot be is not known. */
static void
test_numbers_of_any_size (void)
{
  static const gint64 numbers[] = { G_MININT64, G_MININT64 + 1, G_MAXINT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (numbers); j++)
      {
        FechoCloseRecord record = make_full_record ();
        g_autofree char *line = NULL;
        g_autoptr(JsonNode) root = NULL;

        record.closed_at_us = numbers[i];
        record.life_us = record.handshake_us = record.retry_in_us = numbers[j];
        record.bytes_in = record.cert_expires_at_us = record.id = numbers[i];
        line = fecho_export_event_to_json (&record, NULL, NULL);
        root = parse (line);
        g_assert_true (JSON_NODE_HOLDS_OBJECT (root));
      }
}

static void
test_tls_errors (void)
{
  FechoCloseRecord record = make_full_record ();
  g_autofree char *all = NULL;
  g_autofree char *none = NULL;
  g_autofree char *no_tls = NULL;

  record.tls_errors = G_TLS_CERTIFICATE_VALIDATE_ALL;
  all = export_columns (FECHO_EXPORT_JSONL, "tls_errors", &record);
  record.tls_errors = 0;
  none = export_columns (FECHO_EXPORT_JSONL, "tls_errors", &record);
  record.tls_version = NULL;
  no_tls = export_columns (FECHO_EXPORT_JSONL, "tls_errors", &record);
  g_assert_cmpstr (all, ==,
                   "{\"tls_errors\":[\"unknown-ca\",\"bad-identity\",\"not-activated\",\"expired\","
                   "\"revoked\",\"insecure\",\"generic-error\"]}\n");
  g_assert_cmpstr (none, ==, "{\"tls_errors\":[]}\n");
  g_assert_cmpstr (no_tls, ==, "{\"tls_errors\":null}\n");
}

/* -- hostile text */

/* Each column that a peer, a server or a person words, with each of the texts. */
static void
test_hostile_texts (void)
{
  static const struct
  {
    const char *column;
    gsize offset;
  } columns[] = {
    { "session", G_STRUCT_OFFSET (FechoCloseRecord, session) },
    { "reason", G_STRUCT_OFFSET (FechoCloseRecord, reason) },
    { "received_reason", G_STRUCT_OFFSET (FechoCloseRecord, received_reason) },
    { "sent_reason", G_STRUCT_OFFSET (FechoCloseRecord, sent_reason) },
    { "cause_evidence", G_STRUCT_OFFSET (FechoCloseRecord, cause_evidence) },
    { "error_message", G_STRUCT_OFFSET (FechoCloseRecord, error_message) },
    { "subprotocol", G_STRUCT_OFFSET (FechoCloseRecord, subprotocol) },
    { "extensions", G_STRUCT_OFFSET (FechoCloseRecord, extensions) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (columns); j++)
      {
        FechoCloseRecord record = make_full_record ();
        g_autofree char *line = NULL;
        g_autoptr(JsonNode) root = NULL;

        G_STRUCT_MEMBER (const char *, &record, columns[j].offset) = hostile_texts[i].text;
        line = fecho_export_event_to_json (&record, NULL, NULL);
        root = parse (line);
        g_test_message ("%s: %s", columns[j].column, hostile_texts[i].name);
        g_assert_cmpstr (get_string (root, columns[j].column), ==, hostile_texts[i].text);
        g_assert_false (has_acting_character (line));
      }
}

static void
test_hostile_bytes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_bytes); i++)
    {
      FechoCloseRecord record = make_full_record ();
      g_autofree char *line = NULL;
      g_autoptr(JsonNode) root = NULL;

      record.error_message = hostile_bytes[i];
      line = fecho_export_event_to_json (&record, NULL, NULL);
      g_assert_true (g_utf8_validate (line, -1, NULL));
      root = parse (line);
      g_assert_nonnull (strstr (get_string (root, "error_message"), REPLACEMENT));
    }
}

static void
test_every_character (void)
{
  for (gunichar c = 1; c < 0x11000; c++)
    {
      char text[8] = { 0 };
      FechoCloseRecord record = make_full_record ();
      g_autofree char *line = NULL;
      g_autoptr(JsonNode) root = NULL;

      if (!g_unichar_validate (c))
        continue;
      g_unichar_to_utf8 (c, text);
      record.reason = text;
      line = export_columns (FECHO_EXPORT_JSONL, "reason", &record);
      root = parse (line);
      g_assert_cmpstr (get_string (root, "reason"), ==, text);
    }
}

/* -- headers */

static void
test_headers_are_an_object (void)
{
  static const struct
  {
    const char *headers;
    const char *line;
  } cases[] = {
    { "{}", "{\"headers\":{}}\n" },
    { " { \"a\" : \"b\" , \"c\" : \"d\" } ", "{\"headers\":{\"a\":\"b\",\"c\":\"d\"}}\n" },
    { "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"}",
      "{\"headers\":{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"}}\n" },
    { "{\"a\":\"\177\342\200\256é\"}", "{\"headers\":{\"a\":\"\\u007f\\u202eé\"}}\n" },
    { "{\"a\":\"\377\"}", "{\"headers\":{\"a\":\"" REPLACEMENT "\"}}\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FechoCloseRecord record = make_full_record ();
      g_autofree char *line = NULL;

      record.headers = cases[i].headers;
      line = export_columns (FECHO_EXPORT_JSONL, "headers", &record);
      g_assert_cmpstr (line, ==, cases[i].line);
    }
}

/* What a damaged file holds instead must not break the document around it. */
static void
test_headers_that_are_none (void)
{
  static const char *const bad[] = {
    "", "{", "}", "[]", "null", "{\"a\"}", "{\"a\":}", "{\"a\":1}", "{\"a\":\"b\"",
    "{\"a\":\"b\",}", "{\"a\":\"b\"}}", "{\"a\":\"b\"} x", "{\"a\":\"b\n\"}", "{\"a\":\"\\x\"}",
    "{\"a\":\"\\u12\"}", "{\"a\":\"\\", "{\"a\":\"\\u", "{\"a\":\"b", "{a:\"b\"}", "{\"a\":{}}",
    "{\"a\":\"b\" \"c\":\"d\"}", "\"},{\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      FechoCloseRecord record = make_full_record ();
      g_autofree char *line = NULL;

      record.headers = bad[i];
      line = export_columns (FECHO_EXPORT_JSONL, "headers", &record);
      g_test_message ("%s", bad[i]);
      g_assert_cmpstr (line, ==, "{\"headers\":null}\n");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/export-json/full-record", test_full_record);
  g_test_add_func ("/core/export-json/name-and-description", test_name_and_description);
  g_test_add_func ("/core/export-json/nulls", test_nulls);
  g_test_add_func ("/core/export-json/arrays", test_arrays);
  g_test_add_func ("/core/export-json/lines", test_lines);
  g_test_add_func ("/core/export-json/event", test_event);
  g_test_add_func ("/core/export-json/lines-of-events", test_lines_of_events);
  g_test_add_func ("/core/export-json/local-times", test_local_times);
  g_test_add_func ("/core/export-json/milliseconds", test_milliseconds);
  g_test_add_func ("/core/export-json/numbers-of-any-size", test_numbers_of_any_size);
  g_test_add_func ("/core/export-json/tls-errors", test_tls_errors);
  g_test_add_func ("/core/export-json/hostile-texts", test_hostile_texts);
  g_test_add_func ("/core/export-json/hostile-bytes", test_hostile_bytes);
  g_test_add_func ("/core/export-json/every-character", test_every_character);
  g_test_add_func ("/core/export-json/headers-are-an-object", test_headers_are_an_object);
  g_test_add_func ("/core/export-json/headers-that-are-none", test_headers_that_are_none);

  return g_test_run ();
}
