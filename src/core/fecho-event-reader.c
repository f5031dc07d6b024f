/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-event-reader.h"

#include <math.h>
#include <string.h>

#include "fecho-error.h"
#include "fecho-export-private.h"
#include "fecho-format.h"

/* Beyond, a double does not know every millisecond; no length of time comes near. */
#define MAX_MS 9e12

typedef struct
{
  JsonObject *object;           /* owns the strings of the record */
  FechoCloseRecord record;
  gint64 started_at_us;         /* FECHO_UNKNOWN: not told */
  gint64 opened_at_us;
  char *headers;
} Reader;

static void
reader_clear (Reader *self)
{
  g_free (self->headers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* -- values */

static gboolean
refuse (const char  *column,
        const char  *expected,
        GError     **error)
{
  g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "“%s” is not %s", column, expected);

  return FALSE;
}

/* NULL: missing or null. */
static JsonNode *
find (const Reader *self,
      const char   *column)
{
  JsonNode *node = json_object_get_member (self->object, column);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
read_text (const Reader  *self,
           const char    *column,
           const char   **ret_text,
           GError       **error)
{
  JsonNode *node = find (self, column);

  if (node == NULL)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (column, "a text", error);

  *ret_text = json_node_get_string (node);

  return TRUE;
}

static gboolean
read_boolean (const Reader  *self,
              const char    *column,
              gboolean      *ret_value,
              GError       **error)
{
  JsonNode *node = find (self, column);

  if (node == NULL)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (column, "true or false", error);

  *ret_value = json_node_get_boolean (node);

  return TRUE;
}

static gboolean
read_integer (const Reader  *self,
              const char    *column,
              gint64         most,
              gint64        *ret_value,
              GError       **error)
{
  JsonNode *node = find (self, column);
  gint64 value;

  if (node == NULL)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_INT64)
    return refuse (column, "a whole number", error);

  value = json_node_get_int (node);
  if (value < 0 || value > most)
    return refuse (column, "a number that it can be", error);
  *ret_value = value;

  return TRUE;
}

static gboolean
read_int (const Reader  *self,
          const char    *column,
          int           *ret_value,
          GError       **error)
{
  gint64 value = *ret_value;

  if (!read_integer (self, column, G_MAXINT, &value, error))
    return FALSE;

  *ret_value = (int)value;

  return TRUE;
}

static gboolean
read_ms (const Reader  *self,
         const char    *column,
         gint64        *ret_us,
         GError       **error)
{
  JsonNode *node = find (self, column);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;
  double ms;

  if (node == NULL)
    return TRUE;
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return refuse (column, "a number of milliseconds", error);

  ms = json_node_get_double (node);
  if (!(ms >= 0 && ms <= MAX_MS))
    return refuse (column, "a length of time", error);
  *ret_us = llround (ms * 1000);

  return TRUE;
}

static gboolean
read_time (const Reader  *self,
           const char    *column,
           gint64        *ret_us,
           GError       **error)
{
  const char *text = NULL;

  if (!read_text (self, column, &text, error))
    return FALSE;
  if (text != NULL && !fecho_format_parse_rfc3339 (text, ret_us))
    return refuse (column, "a time of RFC 3339", error);

  return TRUE;
}

/* -- columns that are more than a field */

static gboolean
read_code (Reader  *self,
           GError **error)
{
  gint64 code = self->record.code;

  if (!read_integer (self, "code", G_MAXUINT16, &code, error))
    return FALSE;

  self->record.code = (guint16)code;

  return TRUE;
}

static gboolean
read_stage (Reader  *self,
            GError **error)
{
  const char *word = NULL;

  if (!read_text (self, "stage", &word, error))
    return FALSE;

  return word == NULL || fecho_stage_from_string (word, &self->record.stage) ||
         refuse ("stage", "a stage", error);
}

static gboolean
read_first_close (Reader  *self,
                  GError **error)
{
  const char *word = NULL;

  if (!read_text (self, "first_close", &word, error))
    return FALSE;

  return word == NULL || fecho_first_close_from_string (word, &self->record.first_close) ||
         refuse ("first_close", "us or peer", error);
}

static gboolean
read_closed_by (Reader  *self,
                GError **error)
{
  const char *word = NULL;

  if (!read_text (self, "closed_by", &word, error))
    return FALSE;

  return word == NULL || fecho_closed_by_from_string (word, &self->record.closed_by) ||
         refuse ("closed_by", "server, fecho, user or nobody", error);
}

/* A cause of a newer Fecho is not a reason to lose the event. */
static gboolean
read_cause (Reader  *self,
            GError **error)
{
  const char *word = NULL;

  if (!read_text (self, "cause", &word, error))
    return FALSE;
  if (word != NULL)
    (void)fecho_cause_from_string (word, &self->record.cause); /* else unknown, as it is */

  return TRUE;
}

static gboolean
read_network (Reader  *self,
              GError **error)
{
  const char *word = NULL;

  if (!read_text (self, "network", &word, error))
    return FALSE;
  if (word != NULL)
    (void)fecho_network_from_string (word, &self->record.network); /* else unknown, as it is */

  return TRUE;
}

static gboolean
read_headers (Reader  *self,
              GError **error)
{
  JsonNode *node = find (self, "headers");

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse ("headers", "an object", error);

  self->headers = json_to_string (node, FALSE);
  self->record.headers = self->headers;

  return TRUE;
}

static gboolean
read_tls_errors (Reader  *self,
                 GError **error)
{
  JsonNode *node = find (self, "tls_errors");
  JsonArray *words;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse ("tls_errors", "an array", error);

  words = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (words); i++)
    {
      JsonNode *word = json_array_get_element (words, i);

      if (json_node_get_value_type (word) != G_TYPE_STRING)
        return refuse ("tls_errors", "an array of words", error);
      self->record.tls_errors |= fecho_export_json_find_tls_error (json_node_get_string (word));
    }

  return TRUE;
}

static gboolean
read_id (Reader  *self,
         GError **error)
{
  return read_integer (self, "id", G_MAXINT64, &self->record.id, error);
}

static gboolean
read_attempt (Reader  *self,
              GError **error)
{
  gint64 attempt = self->record.attempt;

  if (!read_integer (self, "attempt", G_MAXINT, &attempt, error))
    return FALSE;

  self->record.attempt = MAX ((guint)attempt, 1);

  return TRUE;
}

static gboolean
read_times (Reader  *self,
            GError **error)
{
  return read_time (self, "started_at", &self->started_at_us, error) &&
         read_time (self, "opened_at", &self->opened_at_us, error) &&
         read_time (self, "closed_at", &self->record.closed_at_us, error) &&
         read_time (self, "cert_expires_at", &self->record.cert_expires_at_us, error);
}

/* -- the record */

static gboolean
read_field (Reader             *self,
            const FechoColumn  *column,
            GError            **error)
{
  gpointer field = G_STRUCT_MEMBER_P (&self->record, column->offset);

  switch (column->source)
    {
    case FECHO_COLUMN_GET:
    case FECHO_COLUMN_CLASS:
    case FECHO_COLUMN_NAME:
    case FECHO_COLUMN_DESCRIPTION:
      return TRUE;

    case FECHO_COLUMN_TEXT:
    case FECHO_COLUMN_URL:
    case FECHO_COLUMN_EVIDENCE:
      return read_text (self, column->name, field, error);

    case FECHO_COLUMN_BOOLEAN:
      return read_boolean (self, column->name, field, error);

    case FECHO_COLUMN_INT:
      return read_int (self, column->name, field, error);

    case FECHO_COLUMN_INT64:
      return read_integer (self, column->name, G_MAXINT64, field, error);

    case FECHO_COLUMN_US:
    case FECHO_COLUMN_WHOLE_US:
      return read_ms (self, column->name, field, error);
    }

  g_assert_not_reached ();
}

static gboolean
read_fields (Reader  *self,
             GError **error)
{
  for (guint i = 0; fecho_export_get_columns ()[i] != NULL; i++)
    {
      if (!read_field (self, fecho_export_get_column (i), error))
        return FALSE;
    }

  return read_id (self, error) && read_text (self, "reason", &self->record.reason, error) &&
         read_attempt (self, error) && read_times (self, error) &&
         read_code (self, error) && read_stage (self, error) && read_first_close (self, error) &&
         read_closed_by (self, error) && read_cause (self, error) && read_network (self, error) &&
         read_headers (self, error) && read_tls_errors (self, error) &&
         read_int (self, "error_code", &self->record.error_code, error);
}

static gboolean
has_what_is_needed (const Reader  *self,
                    GError       **error)
{
  static const char *const needed[] = {
    "url", "closed_at", "code", "stage", "was_clean", "closed_by",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      if (find (self, needed[i]) == NULL)
        {
          g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "“%s” is missing", needed[i]);
          return FALSE;
        }
    }

  return TRUE;
}

/* The instants are exact, life_ms is rounded. */
static gboolean
derive_lengths (Reader  *self,
                GError **error)
{
  FechoCloseRecord *record = &self->record;
  gint64 began_us = record->closed_at_us;

  if (record->failed_attempt)
    record->life_us = FECHO_UNKNOWN;
  else if (self->opened_at_us != FECHO_UNKNOWN)
    record->life_us = record->closed_at_us - self->opened_at_us;
  else if (record->life_us == FECHO_UNKNOWN)
    return refuse ("opened_at", "known, nor is life_ms, and the attempt did not fail", error);
  if (!record->failed_attempt && record->life_us < 0)
    return refuse ("closed_at", "later than opened_at", error);

  began_us -= MAX (record->life_us, 0);
  if (self->started_at_us != FECHO_UNKNOWN)
    record->handshake_us = began_us - self->started_at_us;
  if (self->started_at_us != FECHO_UNKNOWN && record->handshake_us < 0)
    return refuse ("started_at", "earlier than what followed", error);

  return TRUE;
}

static FechoCloseEvent *
read_object (JsonObject  *object,
             GError     **error)
{
  g_auto(Reader) self = {
    .object = object,
    .record = FECHO_CLOSE_RECORD_INIT,
    .started_at_us = FECHO_UNKNOWN,
    .opened_at_us = FECHO_UNKNOWN,
  };

  self.record.messages_in = self.record.messages_out = FECHO_UNKNOWN;
  self.record.bytes_in = self.record.bytes_out = FECHO_UNKNOWN;
  if (!has_what_is_needed (&self, error) || !read_fields (&self, error) ||
      !derive_lengths (&self, error))
    return NULL;

  if (self.record.run != NULL && !g_uuid_string_is_valid (self.record.run))
    {
      (void)refuse ("run", "a UUID", error); /* NULL says it */
      return NULL;
    }

  /* What a judge of another computer thought is not this one's. */
  self.record.origin_evidence = NULL;

  return fecho_close_event_new (&self.record, error);
}

FechoCloseEvent *
fecho_event_read (const char  *line,
                  gssize       n_bytes,
                  GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) cause = NULL;

  g_return_val_if_fail (line != NULL, NULL);

  if (n_bytes < 0)
    n_bytes = strlen (line);
  if (n_bytes > FECHO_EVENT_MAX_BYTES)
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID, "The line is too long");
      return NULL;
    }
  if (!json_parser_load_from_data (parser, line, n_bytes, &cause))
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "Not JSON: %s", cause->message);
      return NULL;
    }

  return fecho_event_read_node (json_parser_get_root (parser), error);
}

FechoCloseEvent *
fecho_event_read_node (JsonNode  *node,
                       GError   **error)
{
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID, "Not an object");
      return NULL;
    }

  return read_object (json_node_get_object (node), error);
}
