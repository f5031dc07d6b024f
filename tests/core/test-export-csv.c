/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export.h"

#include <string.h>

#include "export-helpers.h"
#include "hostile-texts.h"

/* -- a reader of RFC 4180, strict: no quote inside of a bare field, CRLF after each row */

static const char *
read_field (const char *p,
            GString    *field)
{
  if (*p != '"')
    {
      gsize n_bytes = strcspn (p, ",\"\r\n");

      g_string_append_len (field, p, n_bytes);
      g_assert_true (p[n_bytes] == ',' || p[n_bytes] == '\r');
      return p + n_bytes;
    }

  for (p++; *p != '"' || p[1] == '"'; p++)
    {
      g_assert_cmpint (*p, !=, '\0');
      if (*p == '"')
        p++;
      g_string_append_c (field, *p);
    }

  return p + 1;
}

static const char *
read_row (const char *p,
          GPtrArray  *row)
{
  for (;;)
    {
      GString *field = g_string_new (NULL);

      p = read_field (p, field);
      g_ptr_array_add (row, g_string_free (field, FALSE));
      if (*p != ',')
        break;
      p++;
    }
  g_assert_true (g_str_has_prefix (p, "\r\n"));

  return p + 2;
}

/* Rows, the header first; each a GPtrArray of strings. */
static GPtrArray *
read_csv (const char *csv)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);

  while (*csv != '\0')
    {
      GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

      csv = read_row (csv, row);
      g_ptr_array_add (rows, row);
    }

  return rows;
}

static const char *
get_cell (GPtrArray  *rows,
          guint       row,
          const char *column)
{
  GPtrArray *header = g_ptr_array_index (rows, 0);
  GPtrArray *cells = g_ptr_array_index (rows, row);

  for (guint i = 0; i < header->len; i++)
    {
      if (strcmp (g_ptr_array_index (header, i), column) == 0)
        return g_ptr_array_index (cells, i);
    }

  g_assert_not_reached ();
}

/* -- */

static void
test_header (void)
{
  FechoExportOptions options = { .format = FECHO_EXPORT_CSV };
  g_autofree char *csv = export_to_string (&options, NULL, 0);
  g_autofree char *columns = g_strjoinv (",", (char **)fecho_export_get_columns ());
  g_autofree char *expected = g_strconcat (columns, "\r\n", NULL);

  g_assert_cmpstr (csv, ==, expected);
}

static void
test_values (void)
{
  static const struct
  {
    const char *column;
    const char *cell;
  } cases[] = {
    { "id", "42" },
    { "url", "wss://orion.example/feed?token=${token}&v=2" },
    { "failed_attempt", "false" },
    { "started_at", "2026-11-24T16:39:03.004956Z" },
    { "opened_at", "2026-11-24T16:39:03.122956Z" },
    { "closed_at", "2026-11-24T16:40:03.123456Z" },
    { "stage", "closing" },
    { "code", "1011" },
    { "class", "server" },
    { "was_clean", "true" },
    { "life_ms", "60001" },
    { "dns_ms", "4.123" },
    { "headers", "{\"Server\":\"nginx\",\"Via\":\"1.1 a, 1.1 b\"}" },
    { "tls_errors", "[\"unknown-ca\",\"expired\"]" },
    { "remote_address", "[2001:db8::1]:443" },
    { "bytes_in", "9000000000" },
    { "marked", "true" },
  };
  FechoCloseRecord record = make_full_record ();
  FechoExportOptions options = { .format = FECHO_EXPORT_CSV };
  g_autofree char *csv = export_to_string (&options, &record, 1);
  g_autoptr(GPtrArray) rows = read_csv (csv);

  g_assert_cmpuint (rows->len, ==, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (get_cell (rows, 1, cases[i].column), ==, cases[i].cell);
}

/* Not known is empty, not "null". */
static void
test_nulls (void)
{
  static const char *const unknown[] = {
    "id", "run", "session", "url", "started_at", "opened_at", "received_code", "sent_code",
    "first_close", "origin", "life_ms", "dns_ms", "http_status", "headers", "error_code",
    "tls_errors", "cert_expires_at", "bytes_in", "last_rtt_ms", "retry_in_ms", "dictionary",
    "reason",
  };
  FechoCloseRecord record = make_empty_record ();
  FechoExportOptions options = { .format = FECHO_EXPORT_CSV };
  g_autofree char *csv = export_to_string (&options, &record, 1);
  g_autoptr(GPtrArray) rows = read_csv (csv);

  g_assert_cmpuint (((GPtrArray *)g_ptr_array_index (rows, 1))->len, ==,
                    g_strv_length ((char **)fecho_export_get_columns ()));
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_cmpstr (get_cell (rows, 1, unknown[i]), ==, "");
}

static void
test_one_empty_cell (void)
{
  FechoCloseRecord record = make_empty_record ();
  g_autofree char *csv = export_columns (FECHO_EXPORT_CSV, "reason", &record);

  g_assert_cmpstr (csv, ==, "reason\r\n\"\"\r\n");
}

static void
test_damaged_headers (void)
{
  FechoCloseRecord record = make_full_record ();
  g_autofree char *csv = NULL;

  record.headers = "=1+1\",\"";
  csv = export_columns (FECHO_EXPORT_CSV, "id,headers", &record);
  g_assert_cmpstr (csv, ==, "id,headers\r\n42,\r\n");
}

/* A spreadsheet of another locale separates by semicolon or tab. */
static void
test_other_separators (void)
{
  static const struct
  {
    const char *reason;
    const char *csv;
  } cases[] = {
    { "a;=1", "reason\r\n\"a;=1\"\r\n" },
    { "a\t=1", "reason\r\n\"a\t=1\"\r\n" },
    { "a|=1", "reason\r\n\"a|=1\"\r\n" },
    { "a ", "reason\r\n\"a \"\r\n" },
    { "a/b?c=d&e", "reason\r\na/b?c=d&e\r\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FechoCloseRecord record = make_full_record ();
      g_autofree char *csv = NULL;

      record.reason = cases[i].reason;
      csv = export_columns (FECHO_EXPORT_CSV, "reason", &record);
      g_assert_cmpstr (csv, ==, cases[i].csv);
    }
}

static void
check_hostile (const HostileText *hostile,
               gboolean           raw)
{
  FechoCloseRecord record = make_full_record ();
  FechoExportOptions options = { .format = FECHO_EXPORT_CSV, .raw = raw };
  g_autofree char *csv = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  gboolean formula = hostile->text[0] != '\0' && strchr ("=+-@\t\r", hostile->text[0]) != NULL;
  g_autofree char *expected = g_strconcat (formula && !raw ? "'" : "", hostile->text, NULL);

  record.session = record.reason = record.received_reason = hostile->text;
  record.error_message = record.subprotocol = hostile->text;
  csv = export_to_string (&options, &record, 1);
  rows = read_csv (csv);
  g_test_message ("%s", hostile->name);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (get_cell (rows, 1, "session"), ==, expected);
  g_assert_cmpstr (get_cell (rows, 1, "reason"), ==, expected);
  g_assert_cmpstr (get_cell (rows, 1, "received_reason"), ==, expected);
  g_assert_cmpstr (get_cell (rows, 1, "error_message"), ==, expected);
  g_assert_cmpstr (get_cell (rows, 1, "subprotocol"), ==, expected);
  g_assert_cmpstr (get_cell (rows, 1, "marked"), ==, "true");
}

static void
test_hostile_texts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    check_hostile (&hostile_texts[i], FALSE);
}

static void
test_hostile_texts_raw (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    check_hostile (&hostile_texts[i], TRUE);
}

static void
test_hostile_bytes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_bytes); i++)
    {
      FechoCloseRecord record = make_full_record ();
      g_autofree char *csv = NULL;

      record.error_message = hostile_bytes[i];
      csv = export_columns (FECHO_EXPORT_CSV, "error_message", &record);
      g_assert_true (g_utf8_validate (csv, -1, NULL));
      g_assert_nonnull (strstr (csv, REPLACEMENT));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/export-csv/header", test_header);
  g_test_add_func ("/core/export-csv/values", test_values);
  g_test_add_func ("/core/export-csv/nulls", test_nulls);
  g_test_add_func ("/core/export-csv/one-empty-cell", test_one_empty_cell);
  g_test_add_func ("/core/export-csv/damaged-headers", test_damaged_headers);
  g_test_add_func ("/core/export-csv/other-separators", test_other_separators);
  g_test_add_func ("/core/export-csv/hostile-texts", test_hostile_texts);
  g_test_add_func ("/core/export-csv/hostile-texts-raw", test_hostile_texts_raw);
  g_test_add_func ("/core/export-csv/hostile-bytes", test_hostile_bytes);

  return g_test_run ();
}
