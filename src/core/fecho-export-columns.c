/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-private.h"

#include <string.h>

/* -- values that are derived, or words */

static FechoValue
null_value (void)
{
  return (FechoValue){ .kind = FECHO_VALUE_NULL };
}

static FechoValue
integer_value (gint64 integer)
{
  return (FechoValue){ .kind = FECHO_VALUE_INTEGER, .integer = integer };
}

static FechoValue
known_integer_value (gint64 integer)
{
  return integer != FECHO_UNKNOWN ? integer_value (integer) : null_value ();
}

static FechoValue
time_value (gint64 us)
{
  return (FechoValue){ .kind = FECHO_VALUE_TIME, .integer = us };
}

static FechoValue
word_value (const char *word)
{
  return word != NULL ? (FechoValue){ .kind = FECHO_VALUE_WORD, .text = word } : null_value ();
}

static FechoValue
text_value (const char *text)
{
  return text != NULL ? (FechoValue){ .kind = FECHO_VALUE_TEXT, .text = text } : null_value ();
}

static FechoValue
get_id (const FechoCloseRecord *record)
{
  return record->id > 0 ? integer_value (record->id) : null_value ();
}

static FechoValue
get_code (const FechoCloseRecord *record)
{
  return integer_value (record->code);
}

/* A reason is a text even where there is none. */
static FechoValue
get_reason (const FechoCloseRecord *record)
{
  return text_value (record->reason != NULL ? record->reason : "");
}

static FechoValue
get_stage (const FechoCloseRecord *record)
{
  return word_value (fecho_stage_to_string (record->stage));
}

static FechoValue
get_first_close (const FechoCloseRecord *record)
{
  return word_value (fecho_first_close_to_string (record->first_close));
}

static FechoValue
get_closed_by (const FechoCloseRecord *record)
{
  return word_value (fecho_closed_by_to_string (record->closed_by));
}

static FechoValue
get_cause (const FechoCloseRecord *record)
{
  return word_value (fecho_cause_to_string (record->cause));
}

static FechoValue
get_origin (const FechoCloseRecord *record)
{
  return word_value (fecho_origin_to_string (record->origin));
}

static FechoValue
get_network (const FechoCloseRecord *record)
{
  return word_value (fecho_network_to_string (record->network));
}

/* The time at which something began that ended at us. */
static FechoValue
start_value (gint64 us,
             gint64 length_us)
{
  gint64 start_us;

  if (length_us < 0 || __builtin_sub_overflow (us, length_us, &start_us))
    return null_value ();

  return time_value (start_us);
}

static FechoValue
get_started_at (const FechoCloseRecord *record)
{
  FechoValue opened = start_value (record->closed_at_us, MAX (record->life_us, 0));

  if (opened.kind != FECHO_VALUE_TIME)
    return opened;

  return start_value (opened.integer, record->handshake_us);
}

static FechoValue
get_opened_at (const FechoCloseRecord *record)
{
  return start_value (record->closed_at_us, record->life_us);
}

static FechoValue
get_closed_at (const FechoCloseRecord *record)
{
  return time_value (record->closed_at_us);
}

static FechoValue
get_cert_expires_at (const FechoCloseRecord *record)
{
  if (record->cert_expires_at_us == FECHO_UNKNOWN)
    return null_value ();

  return time_value (record->cert_expires_at_us);
}

static FechoValue
get_headers (const FechoCloseRecord *record)
{
  if (record->headers == NULL)
    return null_value ();

  return (FechoValue){ .kind = FECHO_VALUE_OBJECT, .text = record->headers };
}

/* The number of an error says nothing without its domain. */
static FechoValue
get_error_code (const FechoCloseRecord *record)
{
  return record->error_domain != NULL ? known_integer_value (record->error_code) : null_value ();
}

/* Without TLS there is nothing to know; with it an empty list is good news. */
static FechoValue
get_tls_errors (const FechoCloseRecord *record)
{
  if (record->tls_errors == 0 && record->tls_version == NULL)
    return null_value ();

  return (FechoValue){ .kind = FECHO_VALUE_TLS_ERRORS, .integer = record->tls_errors };
}

/* -- the one table of columns: cli.md, "One event" */

#define OFFSET(field) G_STRUCT_OFFSET (FechoCloseRecord, field)

static const FechoColumn columns[] = {
  { "id", FECHO_COLUMN_GET, 0, get_id },
  { "run", FECHO_COLUMN_TEXT, OFFSET (run) },
  { "session", FECHO_COLUMN_TEXT, OFFSET (session) },
  { "url", FECHO_COLUMN_URL, OFFSET (url) },
  { "attempt", FECHO_COLUMN_INT, OFFSET (attempt) },
  { "failed_attempt", FECHO_COLUMN_BOOLEAN, OFFSET (failed_attempt) },
  { "started_at", FECHO_COLUMN_GET, 0, get_started_at },
  { "opened_at", FECHO_COLUMN_GET, 0, get_opened_at },
  { "closed_at", FECHO_COLUMN_GET, 0, get_closed_at },
  { "stage", FECHO_COLUMN_GET, 0, get_stage },
  { "code", FECHO_COLUMN_GET, 0, get_code },
  { "class", FECHO_COLUMN_CLASS },
  { "name", FECHO_COLUMN_NAME },
  { "description", FECHO_COLUMN_DESCRIPTION },
  { "reason", FECHO_COLUMN_GET, 0, get_reason },
  { "was_clean", FECHO_COLUMN_BOOLEAN, OFFSET (was_clean) },
  { "received_code", FECHO_COLUMN_INT, OFFSET (received_code) },
  { "received_reason", FECHO_COLUMN_TEXT, OFFSET (received_reason) },
  { "sent_code", FECHO_COLUMN_INT, OFFSET (sent_code) },
  { "sent_reason", FECHO_COLUMN_TEXT, OFFSET (sent_reason) },
  { "first_close", FECHO_COLUMN_GET, 0, get_first_close },
  { "illegal_code", FECHO_COLUMN_BOOLEAN, OFFSET (illegal_code) },
  { "closed_by", FECHO_COLUMN_GET, 0, get_closed_by },
  { "cause", FECHO_COLUMN_GET, 0, get_cause },
  { "cause_evidence", FECHO_COLUMN_TEXT, OFFSET (cause_evidence) },
  { "origin", FECHO_COLUMN_GET, 0, get_origin },
  { "origin_evidence", FECHO_COLUMN_EVIDENCE, OFFSET (origin_evidence) },
  { "life_ms", FECHO_COLUMN_WHOLE_US, OFFSET (life_us) },
  { "dns_ms", FECHO_COLUMN_US, OFFSET (dns_us) },
  { "tcp_ms", FECHO_COLUMN_US, OFFSET (tcp_us) },
  { "proxy_ms", FECHO_COLUMN_US, OFFSET (proxy_us) },
  { "tls_ms", FECHO_COLUMN_US, OFFSET (tls_us) },
  { "http_ms", FECHO_COLUMN_US, OFFSET (http_us) },
  { "http_status", FECHO_COLUMN_INT, OFFSET (http_status) },
  { "headers", FECHO_COLUMN_GET, 0, get_headers },
  { "error_domain", FECHO_COLUMN_TEXT, OFFSET (error_domain) },
  { "error_code", FECHO_COLUMN_GET, 0, get_error_code },
  { "error_message", FECHO_COLUMN_TEXT, OFFSET (error_message) },
  { "tls_version", FECHO_COLUMN_TEXT, OFFSET (tls_version) },
  { "tls_errors", FECHO_COLUMN_GET, 0, get_tls_errors },
  { "cert_expires_at", FECHO_COLUMN_GET, 0, get_cert_expires_at },
  { "remote_address", FECHO_COLUMN_TEXT, OFFSET (remote_address) },
  { "subprotocol", FECHO_COLUMN_TEXT, OFFSET (subprotocol) },
  { "extensions", FECHO_COLUMN_TEXT, OFFSET (extensions) },
  { "messages_in", FECHO_COLUMN_INT64, OFFSET (messages_in) },
  { "messages_out", FECHO_COLUMN_INT64, OFFSET (messages_out) },
  { "bytes_in", FECHO_COLUMN_INT64, OFFSET (bytes_in) },
  { "bytes_out", FECHO_COLUMN_INT64, OFFSET (bytes_out) },
  { "last_message_ms_before", FECHO_COLUMN_WHOLE_US, OFFSET (last_message_us) },
  { "last_pong_ms_before", FECHO_COLUMN_WHOLE_US, OFFSET (last_pong_us) },
  { "last_rtt_ms", FECHO_COLUMN_US, OFFSET (last_rtt_us) },
  { "network", FECHO_COLUMN_GET, 0, get_network },
  { "clock_jumped", FECHO_COLUMN_BOOLEAN, OFFSET (clock_jumped) },
  { "failures_in_a_row", FECHO_COLUMN_INT, OFFSET (failures_in_a_row) },
  { "retry_in_ms", FECHO_COLUMN_WHOLE_US, OFFSET (retry_in_us) },
  { "dictionary", FECHO_COLUMN_TEXT, OFFSET (dictionary) },
  { "marked", FECHO_COLUMN_BOOLEAN, OFFSET (marked) },
};

const char *const *
fecho_export_get_columns (void)
{
  static const char *names[G_N_ELEMENTS (columns) + 1];
  static gsize filled;

  if (g_once_init_enter (&filled))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
        names[i] = columns[i].name;
      g_once_init_leave (&filled, 1);
    }

  return names;
}

int
fecho_export_find_column (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (strcmp (columns[i].name, name) == 0)
        return i;
    }

  return -1;
}

const FechoColumn *
fecho_export_get_column (guint column)
{
  return &columns[column];
}
