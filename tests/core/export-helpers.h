/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-export.h"

/* 2026-11-24 16:40:03.123456 UTC */
#define CLOSED_AT_US ((gint64)1795538403 * G_USEC_PER_SEC + 123456)

/* An ordinary record in which every column has a value. */
static inline FechoCloseRecord
make_full_record (void)
{
  return (FechoCloseRecord){
    .id = 42,
    .run = "22222222-2222-4222-8222-222222222222",
    .session_id = "11111111-1111-4111-8111-111111111111",
    .session = "Orion Trades",
    .url = "wss://orion.example/feed?token=hunter2&v=2",
    .attempt = 3,
    .closed_at_us = CLOSED_AT_US,
    .handshake_us = 118000,
    .life_us = 60000500,
    .stage = FECHO_STAGE_CLOSING,
    .code = 1011,
    .reason = "shard 3 down",
    .was_clean = TRUE,
    .received_code = 1012,
    .received_reason = "restart",
    .sent_code = 1000,
    .sent_reason = "bye",
    .first_close = FECHO_FIRST_CLOSE_PEER,
    .illegal_code = TRUE,
    .closed_by = FECHO_CLOSED_BY_SERVER,
    .cause = FECHO_CAUSE_SERVER_FAULT,
    .cause_evidence = "code 1011",
    .origin = FECHO_ORIGIN_THIS_COMPUTER,
    .origin_evidence = "8 others stayed",
    .dns_us = 4123,
    .tcp_us = 31000,
    .proxy_us = 0,
    .tls_us = 44100,
    .http_us = 38020,
    .http_status = 101,
    .headers = "{\"Server\":\"nginx\",\"Via\":\"1.1 a, 1.1 b\"}",
    .error_domain = "g-io-error-quark",
    .error_code = 44,
    .error_message = "Connection reset by peer",
    .tls_version = "TLS 1.3",
    .tls_errors = G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_UNKNOWN_CA,
    .cert_expires_at_us = CLOSED_AT_US + 90 * G_TIME_SPAN_DAY,
    .remote_address = "[2001:db8::1]:443",
    .subprotocol = "graphql-ws",
    .extensions = "permessage-deflate",
    .messages_in = 7,
    .messages_out = 8,
    .bytes_in = 9000000000,
    .bytes_out = 10,
    .last_message_us = 41499500,
    .last_pong_us = 1499,
    .last_rtt_us = 20250,
    .network = FECHO_NETWORK_ONLINE,
    .metered = 0,
    .clock_jumped = TRUE,
    .failures_in_a_row = 0,
    .retry_in_us = 1500,
    .dictionary = "discord",
    .marked = TRUE,
  };
}

/* A record of which nothing is known that need not be. */
static inline FechoCloseRecord
make_empty_record (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.failed_attempt = TRUE;
  record.closed_at_us = CLOSED_AT_US;
  record.messages_in = record.messages_out = FECHO_UNKNOWN;
  record.bytes_in = record.bytes_out = FECHO_UNKNOWN;

  return record;
}

/* All of an export as text. */
static inline char *
export_to_string (const FechoExportOptions *options,
                  const FechoCloseRecord   *records,
                  gsize                     n_records)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoExport) export = fecho_export_new (stream, options, &error);

  g_assert_no_error (error);
  fecho_export_begin (export, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < n_records; i++)
    {
      fecho_export_row (export, &records[i], NULL, &error);
      g_assert_no_error (error);
    }
  fecho_export_end (export, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (stream, "", 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

/* The columns of a record, one or more. */
static inline char *
export_columns (FechoExportFormat       format,
                const char             *columns,
                const FechoCloseRecord *record)
{
  g_auto(GStrv) names = g_strsplit (columns, ",", -1);
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new ("en", NULL);
  FechoExportOptions options = { .format = format, .columns = names, .catalog = catalog };

  return export_to_string (&options, record, 1);
}
