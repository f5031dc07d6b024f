/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-otlp.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "fecho-export-private.h"

#define SCOPE "io.github.fecho.Fecho"

/* SeverityNumber of opentelemetry-proto, logs/v1. */
#define SEVERITY_INFO 9
#define SEVERITY_WARN 13

#define NS_PER_US 1000

/* Columns that OpenTelemetry has a name of its own for, and those that say nothing of the event
 * that its other columns do not say. */
static const struct
{
  const char *column;
  const char *attribute;        /* NULL: left out */
} renamed[] = {
  { "url", "url.full" },
  { "http_status", "http.response.status_code" },
  { "closed_at", NULL },        /* the time of the record */
  { "description", NULL },
  { "marked", NULL },
};

static char *
dup_attribute (const char *column)
{
  for (gsize i = 0; i < G_N_ELEMENTS (renamed); i++)
    if (strcmp (renamed[i].column, column) == 0)
      return g_strdup (renamed[i].attribute);

  return g_strconcat ("fecho.", column, NULL);
}

/* -- attributes: {"key":...,"value":{...}} */

/* What follows is the value, then "}}". */
static void
begin_attribute (GString    *out,
                 const char *key,
                 const char *type)
{
  if (out->str[out->len - 1] != '[')
    g_string_append_c (out, ',');
  g_string_append_printf (out, "{\"key\":\"%s\",\"value\":{\"%s\":", key, type);
}

static void
append_text_attribute (GString    *out,
                       const char *key,
                       const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  begin_attribute (out, key, "stringValue");
  fecho_export_json_append_string (out, text);
  g_string_append (out, "}}");
}

/* 64 bits are text in the JSON of protobuf. */
static void
append_integer_attribute (GString    *out,
                          const char *key,
                          gint64      integer)
{
  begin_attribute (out, key, "intValue");
  g_string_append_c (out, '"');
  fecho_export_append_integer (out, integer);
  g_string_append (out, "\"}}");
}

static void
append_made_attribute (GString          *out,
                       const char       *key,
                       const FechoValue *value)
{
  g_autoptr(GString) text = g_string_new (NULL);
  char time[FECHO_RFC3339_MAX_BYTES];

  if (value->kind == FECHO_VALUE_TIME)
    g_string_append_len (text, time, fecho_rfc3339_put (time, value->integer, FALSE) - time);
  else if (value->kind == FECHO_VALUE_TLS_ERRORS)
    fecho_export_json_append_tls_errors (text, value->integer);
  else
    (void)fecho_export_json_append_object (text, value->text); /* else there is no attribute */
  append_text_attribute (out, key, text->str);
}

static void
append_attribute (GString          *out,
                  const char       *key,
                  const FechoValue *value)
{
  switch (value->kind)
    {
    case FECHO_VALUE_NULL:
      break;

    case FECHO_VALUE_INTEGER:
      append_integer_attribute (out, key, value->integer);
      break;

    case FECHO_VALUE_MS:
      begin_attribute (out, key, "doubleValue");
      fecho_export_append_ms (out, value->integer);
      g_string_append (out, "}}");
      break;

    case FECHO_VALUE_BOOLEAN:
      begin_attribute (out, key, "boolValue");
      g_string_append (out, value->integer ? "true}}" : "false}}");
      break;

    case FECHO_VALUE_WORD:
    case FECHO_VALUE_TEXT:
      append_text_attribute (out, key, value->text);
      break;

    case FECHO_VALUE_TIME:
    case FECHO_VALUE_OBJECT:
    case FECHO_VALUE_TLS_ERRORS:
      append_made_attribute (out, key, value);
      break;
    }
}

static void
append_columns (GString                *out,
                const FechoExportPlan  *plan,
                const FechoCloseRecord *record)
{
  for (guint i = 0; i < plan->n_cells; i++)
    {
      const FechoColumn *column = plan->cells[i].column;
      g_autofree char *key = dup_attribute (column->name);
      FechoValue value;

      if (key == NULL)
        continue;
      fecho_export_plan_get_value (plan, column, record, &value);
      append_attribute (out, key, &value);
    }
}

/* -- records */

/* A time that does not fit is none, which is 0. */
static void
append_time (GString    *out,
             const char *field,
             gint64      us)
{
  gint64 ns = us > 0 && us <= G_MAXINT64 / NS_PER_US ? us * NS_PER_US : 0;

  g_string_append_printf (out, "\"%s\":\"%" G_GINT64_FORMAT "\",", field, ns);
}

/* An end that somebody on our side asked for is no news, nor is a normal one. */
static gboolean
is_worrying (const FechoExportPlan  *plan,
             const FechoCloseRecord *record)
{
  const char *klass;

  if (record->failed_attempt)
    return TRUE;
  if (record->closed_by == FECHO_CLOSED_BY_USER || record->cause == FECHO_CAUSE_APP_QUIT)
    return FALSE;

  klass = fecho_export_plan_get_class (plan, record);

  return !record->was_clean ||
         strcmp (klass, fecho_close_class_to_string (FECHO_CLOSE_CLASS_NORMAL)) != 0;
}

static void
append_body (GString                *out,
             const FechoExportPlan  *plan,
             const FechoCloseRecord *record)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_printf (text, "%u %s", record->code, fecho_export_plan_get_name (plan, record));
  if (record->reason != NULL && *record->reason != '\0')
    g_string_append_printf (text, ": %s", record->reason);
  g_string_append (out, "\"body\":{\"stringValue\":");
  fecho_export_json_append_string (out, text->str);
  g_string_append (out, "},");
}

static void
append_record (GString                *out,
               const FechoExportPlan  *plan,
               const FechoCloseRecord *record)
{
  gboolean worrying = is_worrying (plan, record);
  g_autofree char *uid = g_strdup_printf ("%s-%" G_GINT64_FORMAT, record->run, record->id);

  g_string_append_c (out, '{');
  append_time (out, "timeUnixNano", record->closed_at_us);
  append_time (out, "observedTimeUnixNano", record->closed_at_us);
  g_string_append_printf (out, "\"severityNumber\":%d,\"severityText\":\"%s\",",
                          worrying ? SEVERITY_WARN : SEVERITY_INFO, worrying ? "WARN" : "INFO");
  g_string_append_printf (out, "\"eventName\":\"%s\",",
                          record->failed_attempt ? "fecho.failed_attempt" : "fecho.close");
  append_body (out, plan, record);
  g_string_append (out, "\"attributes\":[");
  append_text_attribute (out, "log.record.uid", uid);
  append_columns (out, plan, record);
  g_string_append (out, "]}");
}

static void
append_source (GString               *out,
               const FechoOtlpSource *source)
{
  g_string_append (out, "\"resource\":{\"attributes\":[");
  append_text_attribute (out, "service.name", "fecho");
  append_text_attribute (out, "service.version", source->version);
  append_text_attribute (out, "service.instance.id", source->instance);
  append_text_attribute (out, "host.name", source->host_name);
  g_string_append (out, "]},");
}

static void
append_scope (GString               *out,
              const FechoOtlpSource *source)
{
  g_string_append (out, "\"scopeLogs\":[{\"scope\":{\"name\":\"" SCOPE "\",\"version\":");
  fecho_export_json_append_string (out, source->version);
  g_string_append (out, "},\"logRecords\":[");
}

GBytes *
fecho_otlp_make_logs (GPtrArray             *events,
                      const FechoOtlpSource *source)
{
  FechoExportPlan plan = { 0 };
  GString *out;

  g_return_val_if_fail (events != NULL, NULL);
  g_return_val_if_fail (source != NULL, NULL);

  out = g_string_sized_new (4096);
  fecho_export_plan_init (&plan, source->catalog, source->dictionaries);
  g_string_append (out, "{\"resourceLogs\":[{");
  append_source (out, source);
  append_scope (out, source);
  for (guint i = 0; i < events->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_record (out, &plan, fecho_close_event_get_record (events->pdata[i]));
    }
  g_string_append (out, "]}]}]}");
  fecho_export_plan_clear (&plan);

  return g_string_free_to_bytes (out);
}

/* -- answers */

/* A number, or text with one: both are JSON of protobuf. */
static gint64
read_count (JsonObject *partial)
{
  JsonNode *node = json_object_get_member (partial, "rejectedLogRecords");
  const char *text = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node)
                     : NULL;

  if (text != NULL)
    return MAX (0, g_ascii_strtoll (text, NULL, 10));

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? MAX (0, json_node_get_int (node)) : 0;
}

gint64
fecho_otlp_read_rejected (const char  *answer,
                          char       **ret_message)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  JsonNode *partial;
  JsonNode *message;

  g_return_val_if_fail (answer != NULL, 0);
  g_return_val_if_fail (ret_message != NULL, 0);

  *ret_message = NULL;
  if (!json_parser_load_from_data (parser, answer, -1, NULL))
    return 0;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return 0;
  partial = json_object_get_member (json_node_get_object (root), "partialSuccess");
  if (partial == NULL || !JSON_NODE_HOLDS_OBJECT (partial))
    return 0;

  message = json_object_get_member (json_node_get_object (partial), "errorMessage");
  if (message != NULL && JSON_NODE_HOLDS_VALUE (message))
    *ret_message = json_node_dup_string (message);

  return read_count (json_node_get_object (partial));
}
