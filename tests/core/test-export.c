/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export.h"

#include <string.h>

#include "fecho-error.h"

#include "export-helpers.h"

/* cli.md, "One event: the one table": the contract with every reader of our files. */
static const char *const all_columns =
  "id,run,session,url,attempt,failed_attempt,started_at,opened_at,closed_at,stage,code,class,name,"
  "description,reason,was_clean,received_code,received_reason,sent_code,sent_reason,first_close,"
  "illegal_code,closed_by,cause,cause_evidence,origin,origin_evidence,life_ms,dns_ms,tcp_ms,"
  "proxy_ms,tls_ms,http_ms,http_status,headers,error_domain,error_code,error_message,tls_version,"
  "tls_errors,cert_expires_at,remote_address,subprotocol,extensions,messages_in,messages_out,"
  "bytes_in,bytes_out,last_message_ms_before,last_pong_ms_before,last_rtt_ms,network,clock_jumped,"
  "failures_in_a_row,retry_in_ms,dictionary,marked";

static void
test_columns (void)
{
  g_autofree char *columns = g_strjoinv (",", (char **)fecho_export_get_columns ());

  g_assert_cmpstr (columns, ==, all_columns);
}

static void
test_formats (void)
{
  FechoExportFormat format = FECHO_EXPORT_CSV;

  g_assert_true (fecho_export_format_from_string ("jsonl", &format));
  g_assert_cmpint (format, ==, FECHO_EXPORT_JSONL);
  g_assert_true (fecho_export_format_from_string ("json", &format));
  g_assert_cmpint (format, ==, FECHO_EXPORT_JSON);
  g_assert_true (fecho_export_format_from_string ("csv", &format));
  g_assert_cmpint (format, ==, FECHO_EXPORT_CSV);
  g_assert_false (fecho_export_format_from_string ("CSV", &format));
  g_assert_false (fecho_export_format_from_string ("", &format));
}

static void
assert_refused (const char *columns,
                const char *why)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_auto(GStrv) names = g_strsplit (columns, ",", -1);
  FechoExportOptions options = { .columns = names };
  g_autoptr(GError) error = NULL;

  g_assert_null (fecho_export_new (stream, &options, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, why));
}

static void
test_bad_columns (void)
{
  assert_refused ("id,nonsense,code", "“nonsense”");
  assert_refused ("id,Code", "“Code”");
  assert_refused ("id,code,id", "“id” is given twice");
  assert_refused ("", "No column");
}

static void
test_order_of_columns (void)
{
  FechoCloseRecord record = make_full_record ();
  g_autofree char *csv = export_columns (FECHO_EXPORT_CSV, "marked,code,id", &record);

  g_assert_cmpstr (csv, ==, "marked,code,id\r\ntrue,1011,42\r\n");
}

/* The catalog is that of the options, whatever the interface speaks. */
static void
test_language (void)
{
  FechoCloseRecord record = make_full_record ();
  g_auto(GStrv) names = g_strsplit ("name", ",", -1);
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new ("pt_BR", NULL);
  FechoExportOptions options = { .format = FECHO_EXPORT_CSV, .columns = names, .catalog = catalog };
  g_autofree char *csv = NULL;

  if (catalog == NULL)
    {
      g_test_skip ("the Portuguese translation is not built");
      return;
    }
  csv = export_to_string (&options, &record, 1);
  g_assert_cmpstr (csv, ==, "name\r\nErro interno\r\n");
}

/* -- streams */

static void
test_flushes_as_it_goes (void)
{
  FechoCloseRecord record = make_full_record ();
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  FechoExportOptions options = { .format = FECHO_EXPORT_JSONL };
  g_autoptr(FechoExport) export = fecho_export_new (stream, &options, NULL);
  gsize n_flushed = 0;

  g_assert_true (fecho_export_begin (export, NULL, NULL));
  for (int i = 0; i < 200 && n_flushed == 0; i++)
    {
      g_assert_true (fecho_export_row (export, &record, NULL, NULL));
      n_flushed = g_memory_output_stream_get_data_size (memory);
    }
  g_assert_cmpuint (n_flushed, >=, 64 * 1024);
  g_assert_true (fecho_export_row (export, &record, NULL, NULL));
  g_assert_true (fecho_export_end (export, NULL, NULL));
  g_assert_cmpuint (g_memory_output_stream_get_data_size (memory), >, n_flushed);
  g_assert_false (g_output_stream_is_closed (stream));
}

/* A stream of a fixed size is a disk that fills up. */
static void
test_full_disk (void)
{
  static char disk[100000];
  FechoCloseRecord record = make_full_record ();
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new (disk, sizeof disk, NULL, NULL);
  FechoExportOptions options = { .format = FECHO_EXPORT_JSON };
  g_autoptr(FechoExport) export = fecho_export_new (stream, &options, NULL);
  g_autoptr(GError) error = NULL;
  gboolean good = fecho_export_begin (export, NULL, NULL);

  for (int i = 0; i < 1000 && good; i++)
    good = fecho_export_row (export, &record, NULL, &error);
  g_assert_false (good);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static void
test_cancelled (void)
{
  FechoCloseRecord record = make_full_record ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  FechoExportOptions options = { .format = FECHO_EXPORT_CSV };
  g_autoptr(FechoExport) export = fecho_export_new (stream, &options, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (fecho_export_begin (export, cancellable, NULL));
  g_assert_true (fecho_export_row (export, &record, cancellable, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (fecho_export_end (export, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* More addresses than are remembered: each is masked all the same. */
static void
test_many_addresses (void)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  char *columns[] = { (char *)"url", NULL };
  FechoExportOptions options = { .format = FECHO_EXPORT_JSONL, .columns = columns };
  g_autoptr(FechoExport) export = fecho_export_new (stream, &options, NULL);
  const char *data;

  for (int i = 0; i < 12000; i++)
    {
      FechoCloseRecord record = make_full_record ();
      g_autofree char *url = g_strdup_printf ("wss://h%d.example/?token=hunter2", i);

      record.url = url;
      g_assert_true (fecho_export_row (export, &record, NULL, NULL));
    }
  g_assert_true (fecho_export_end (export, NULL, NULL));
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL));
  data = g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream));
  g_assert_null (strstr (data, "hunter2"));
  g_assert_nonnull (strstr (data, "{\"url\":\"wss://h11999.example/?token=${token}\"}\n"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/export/columns", test_columns);
  g_test_add_func ("/core/export/formats", test_formats);
  g_test_add_func ("/core/export/bad-columns", test_bad_columns);
  g_test_add_func ("/core/export/order-of-columns", test_order_of_columns);
  g_test_add_func ("/core/export/language", test_language);
  g_test_add_func ("/core/export/flushes-as-it-goes", test_flushes_as_it_goes);
  g_test_add_func ("/core/export/full-disk", test_full_disk);
  g_test_add_func ("/core/export/cancelled", test_cancelled);
  g_test_add_func ("/core/export/many-addresses", test_many_addresses);

  return g_test_run ();
}
