/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-record.h"

#include "fecho-matcher.h"

/* What is taken of a row, in the order of RECORD_COLUMNS (fecho-sql.c). */
enum
{
  COLUMN_RUN,
  COLUMN_ATTEMPT,
  COLUMN_ILLEGAL_CODE,
  COLUMN_CLOCK_JUMPED,
  COLUMN_NETWORK,
  COLUMN_HTTP_STATUS,
  COLUMN_MESSAGES_IN,
  COLUMN_MESSAGES_OUT,
  COLUMN_BYTES_IN,
  COLUMN_BYTES_OUT,
  COLUMN_LAST_MESSAGE,
  COLUMN_DETAIL_REASON,
  COLUMN_RECEIVED_CODE,
  COLUMN_RECEIVED_REASON,
  COLUMN_SENT_CODE,
  COLUMN_SENT_REASON,
  COLUMN_FIRST_CLOSE,
  COLUMN_CAUSE_EVIDENCE,
  COLUMN_DNS,
  COLUMN_TCP,
  COLUMN_PROXY,
  COLUMN_TLS,
  COLUMN_HTTP,
  COLUMN_HEADERS,
  COLUMN_ERROR_DOMAIN,
  COLUMN_ERROR_CODE,
  COLUMN_ERROR_MESSAGE,
  COLUMN_TLS_VERSION,
  COLUMN_TLS_ERRORS,
  COLUMN_CERT_EXPIRES_AT,
  COLUMN_REMOTE_ADDRESS,
  COLUMN_SUBPROTOCOL,
  COLUMN_EXTENSIONS,
  COLUMN_LAST_PONG,
  COLUMN_LAST_RTT,
  COLUMN_METERED,
  COLUMN_FAILURES_IN_A_ROW,
  COLUMN_RETRY_IN,
  COLUMN_DICTIONARY,
  COLUMN_ORIGIN,
  COLUMN_ORIGIN_EVIDENCE,
  N_COLUMNS
};

G_STATIC_ASSERT (N_COLUMNS <= FECHO_TAKEN_MAX_VALUES);

static int
to_enum (gint64 value,
         int    max,
         int    fallback)
{
  return value >= 0 && value <= max ? (int)value : fallback;
}

int
fecho_record_get_enum (FechoStmt *stmt,
                       int        column,
                       int        max,
                       int        fallback)
{
  return to_enum (fecho_stmt_get_int (stmt, column), max, fallback);
}

static int
get_small (const FechoTaken *taken,
           guint             column)
{
  return CLAMP (fecho_taken_get_known (taken, column), G_MININT, G_MAXINT);
}

static const char *
read_reason (FechoStmt  *stmt,
             FechoTaken *taken,
             FechoNames *names)
{
  gint64 id = fecho_stmt_get_known (stmt, FECHO_WALK_REASON);
  const char *reason = NULL;

  /* 0: its session had sent too many; it stands in the detail. */
  if (id == 0)
    reason = fecho_taken_get_text (taken, COLUMN_DETAIL_REASON);
  if (id > 0)
    reason = fecho_names_get_text (names, id);

  return reason != NULL ? reason : "";
}

/* Which event, when and what. */
static void
read_what (FechoStmt        *stmt,
           FechoTaken       *taken,
           FechoNames       *names,
           FechoCloseRecord *record)
{
  const FechoSessionName *session;

  session = fecho_names_get_session (names, fecho_stmt_get_int (stmt, FECHO_WALK_SESSION));
  record->id = fecho_stmt_get_int (stmt, FECHO_WALK_ID);
  record->run = fecho_names_get_run (names, fecho_taken_get_int (taken, COLUMN_RUN));
  record->session_id = session->uuid;
  record->session = session->name;
  record->url = session->url;
  record->attempt = CLAMP (fecho_taken_get_int (taken, COLUMN_ATTEMPT), 0, G_MAXINT);
  record->closed_at_us = fecho_stmt_get_int (stmt, FECHO_WALK_CLOSED_AT);
  record->handshake_us = fecho_stmt_get_known (stmt, FECHO_WALK_HANDSHAKE);
  record->life_us = fecho_stmt_get_known (stmt, FECHO_WALK_LIFE);
  record->failed_attempt = record->life_us < 0;
  record->stage = fecho_record_get_enum (stmt, FECHO_WALK_STAGE, FECHO_STAGE_CLOSING,
                                         FECHO_STAGE_DNS);
  record->code = CLAMP (fecho_stmt_get_int (stmt, FECHO_WALK_CODE), 0, G_MAXUINT16);
  record->reason = read_reason (stmt, taken, names);
  record->marked = fecho_stmt_get_int (stmt, FECHO_WALK_MARKED) != 0;
}

/* Who closed, and why. */
static void
read_why (FechoStmt        *stmt,
          FechoTaken       *taken,
          FechoNames       *names,
          FechoCloseRecord *record)
{
  record->was_clean = fecho_stmt_get_int (stmt, FECHO_WALK_WAS_CLEAN) != 0;
  record->received_code = get_small (taken, COLUMN_RECEIVED_CODE);
  record->received_reason = fecho_names_read_text (names, taken, COLUMN_RECEIVED_REASON);
  record->sent_code = get_small (taken, COLUMN_SENT_CODE);
  record->sent_reason = fecho_names_read_text (names, taken, COLUMN_SENT_REASON);
  record->first_close = to_enum (fecho_taken_get_int (taken, COLUMN_FIRST_CLOSE),
                                 FECHO_FIRST_CLOSE_PEER,
                                 FECHO_FIRST_CLOSE_NONE);
  record->illegal_code = fecho_taken_get_int (taken, COLUMN_ILLEGAL_CODE) != 0;
  record->closed_by = fecho_record_get_enum (stmt, FECHO_WALK_CLOSED_BY, FECHO_CLOSED_BY_NOBODY,
                                             FECHO_CLOSED_BY_NOBODY);
  record->cause = fecho_record_get_enum (stmt, FECHO_WALK_CAUSE, FECHO_N_CAUSES - 1,
                                         FECHO_CAUSE_UNKNOWN);
  record->cause_evidence = fecho_names_read_text (names, taken, COLUMN_CAUSE_EVIDENCE);
  record->origin = to_enum (fecho_taken_get_int (taken, COLUMN_ORIGIN), FECHO_ORIGIN_THIS_COMPUTER,
                            FECHO_ORIGIN_NOT_JUDGED);
  record->origin_evidence = fecho_names_read_text (names, taken, COLUMN_ORIGIN_EVIDENCE);
}

static void
read_handshake (FechoTaken       *taken,
                FechoNames       *names,
                FechoCloseRecord *record)
{
  record->dns_us = fecho_taken_get_known (taken, COLUMN_DNS);
  record->tcp_us = fecho_taken_get_known (taken, COLUMN_TCP);
  record->proxy_us = fecho_taken_get_known (taken, COLUMN_PROXY);
  record->tls_us = fecho_taken_get_known (taken, COLUMN_TLS);
  record->http_us = fecho_taken_get_known (taken, COLUMN_HTTP);
  record->http_status = get_small (taken, COLUMN_HTTP_STATUS);
  record->headers = fecho_taken_get_text (taken, COLUMN_HEADERS);
  record->error_domain = fecho_names_read_text (names, taken, COLUMN_ERROR_DOMAIN);
  record->error_code = get_small (taken, COLUMN_ERROR_CODE);
  record->error_message = fecho_names_read_text (names, taken, COLUMN_ERROR_MESSAGE);
  record->tls_version = fecho_names_read_text (names, taken, COLUMN_TLS_VERSION);
  record->tls_errors = CLAMP (fecho_taken_get_int (taken, COLUMN_TLS_ERRORS), 0, G_MAXINT);
  record->cert_expires_at_us = fecho_taken_get_known (taken, COLUMN_CERT_EXPIRES_AT);
  record->remote_address = fecho_names_read_text (names, taken, COLUMN_REMOTE_ADDRESS);
  record->subprotocol = fecho_names_read_text (names, taken, COLUMN_SUBPROTOCOL);
  record->extensions = fecho_names_read_text (names, taken, COLUMN_EXTENSIONS);
}

/* Traffic and surroundings. */
static void
read_traffic (FechoTaken       *taken,
              FechoNames       *names,
              FechoCloseRecord *record)
{
  record->messages_in = fecho_taken_get_int (taken, COLUMN_MESSAGES_IN);
  record->messages_out = fecho_taken_get_int (taken, COLUMN_MESSAGES_OUT);
  record->bytes_in = fecho_taken_get_int (taken, COLUMN_BYTES_IN);
  record->bytes_out = fecho_taken_get_int (taken, COLUMN_BYTES_OUT);
  record->last_message_us = fecho_taken_get_known (taken, COLUMN_LAST_MESSAGE);
  record->last_pong_us = fecho_taken_get_known (taken, COLUMN_LAST_PONG);
  record->last_rtt_us = fecho_taken_get_known (taken, COLUMN_LAST_RTT);
  record->network = to_enum (fecho_taken_get_int (taken, COLUMN_NETWORK), FECHO_NETWORK_CAPTIVE,
                             FECHO_NETWORK_UNKNOWN);
  record->metered = get_small (taken, COLUMN_METERED);
  record->clock_jumped = fecho_taken_get_int (taken, COLUMN_CLOCK_JUMPED) != 0;
  record->failures_in_a_row = get_small (taken, COLUMN_FAILURES_IN_A_ROW);
  record->retry_in_us = fecho_taken_get_known (taken, COLUMN_RETRY_IN);
  record->dictionary = fecho_names_read_text (names, taken, COLUMN_DICTIONARY);
}

void
fecho_record_read (FechoStmt        *stmt,
                   FechoNames       *names,
                   FechoCloseRecord *ret_record)
{
  FechoTaken *taken = fecho_names_get_taken (names);

  read_what (stmt, taken, names, ret_record);
  read_why (stmt, taken, names, ret_record);
  read_handshake (taken, names, ret_record);
  read_traffic (taken, names, ret_record);
}

GPtrArray *
fecho_record_new_array (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
}

FechoCloseEvent *
fecho_record_get (FechoDb     *db,
                  FechoNames  *names,
                  gint64       id,
                  GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_EVENT_GET, error);
  FechoCloseRecord record;

  if (stmt == NULL)
    return NULL;
  fecho_stmt_bind_int (stmt, 1, id);
  if (!fecho_stmt_next (stmt, error))
    return NULL;
  fecho_record_read (stmt, names, &record);
  if (!fecho_names_check (names, error))
    return NULL;

  /* The CHECK constraints of the table are the rules of the event: only a damaged row fails. */
  return fecho_close_event_new (&record, NULL);
}
