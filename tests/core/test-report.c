/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-report.h"

#include <locale.h>
#include <string.h>

#include "export-helpers.h"
#include "fecho-origin.h"
#include "hostile-texts.h"

#define HOUR_US G_TIME_SPAN_HOUR

static void
make_report (FechoReport *report,
             const char  *session)
{
  FechoCount count = { .key = 1006, .n_closes = 12, .n_failed_attempts = 3, .n_clean = 0,
                       .median_life_us = 90 * G_USEC_PER_SEC };
  FechoSessionCode cell = { .code = 1006, .n_closes = 12, .n_failed_attempts = 3 };

  *report = (FechoReport){
    .catalog = fecho_catalog_new ("en", NULL),
    .since_us = CLOSED_AT_US - HOUR_US,
    .until_us = CLOSED_AT_US + HOUR_US,
    .made_at_us = CLOSED_AT_US + HOUR_US,
    .summary = fecho_summary_new (),
    .buckets = fecho_buckets_new (CLOSED_AT_US - HOUR_US, CLOSED_AT_US + HOUR_US, 96),
    .session_codes = fecho_session_code_new_array (),
    .outages = fecho_outage_new_array (),
    .n_events = 1,
  };
  report->summary->n_closes = 12;
  report->summary->n_failed_attempts = 3;
  report->summary->median_life_us = count.median_life_us;
  report->summary->open_us = 6 * HOUR_US;
  report->summary->monitored_us = 8 * HOUR_US;
  g_array_append_val (report->summary->by_code, count);
  cell.session = g_strdup (session);
  cell.session_id = g_strdup ("id");
  g_array_append_val (report->session_codes, cell);
  for (guint i = 0; i < 12; i++)
    g_assert_true (fecho_buckets_add (report->buckets, CLOSED_AT_US, FECHO_CLOSE_CLASS_ABNORMAL));
}

static char *
write_report (const FechoReport      *report,
              const FechoCloseRecord *records,
              guint                   n_records)
{
  GString *out = g_string_new (NULL);

  fecho_report_append_head (out, report);
  for (guint i = 0; i < n_records; i++)
    fecho_report_append_event (out, report, &records[i], i);
  fecho_report_append_tail (out, report);

  return g_string_free (out, FALSE);
}

static void
add_evidence (FechoReport *report)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  report->evidence = fecho_evidence_new ();
  record.closed_at_us = CLOSED_AT_US;
  record.cause = FECHO_CAUSE_EOF_WITHOUT_CLOSE;
  record.origin = FECHO_ORIGIN_UNKNOWN;
  fecho_evidence_add (report->evidence, &record);
  record.origin = FECHO_ORIGIN_SERVER;
  record.origin_evidence = "at_host 2 2 2";
  fecho_evidence_add (report->evidence, &record);
  record.closed_at_us += G_USEC_PER_SEC;
  record.origin_evidence = "at_host 3 3 1";
  fecho_evidence_add (report->evidence, &record);
  record.failed_attempt = TRUE;
  fecho_evidence_add (report->evidence, &record);
  record.closed_by = FECHO_CLOSED_BY_USER;
  fecho_evidence_add (report->evidence, &record);
  record.closed_by = FECHO_CLOSED_BY_NOBODY;
  record.origin = FECHO_ORIGIN_NOT_JUDGED;
  fecho_evidence_add (report->evidence, &record);
}

/* Whose fault, with what speaks for it; what is ours, or not judged yet, is not in it. */
static void
test_evidence (void)
{
  g_auto(FechoReport) report = { 0 };
  g_autofree char *html = NULL;
  g_autofree char *sentence = NULL;
  const GArray *rows;
  const FechoEvidenceRow *first;

  make_report (&report, "One");
  add_evidence (&report);
  rows = fecho_evidence_get_rows (report.evidence);
  g_assert_cmpuint (rows->len, ==, 2);
  first = &g_array_index (rows, FechoEvidenceRow, 0);
  g_assert_cmpint (first->origin, ==, FECHO_ORIGIN_SERVER);
  g_assert_cmpuint (first->n_closes, ==, 2);
  g_assert_cmpuint (first->n_failed_attempts, ==, 1);
  g_assert_cmpstr (first->last_evidence, ==, "at_host 3 3 1");

  html = write_report (&report, NULL, 0);
  sentence = fecho_origin_dup_sentence ("at_host 3 3 1", report.catalog);
  g_assert_nonnull (strstr (html, "Whose Fault It Probably Was"));
  g_assert_nonnull (strstr (html, "<b>Server</b>"));
  g_assert_nonnull (strstr (html, sentence));
  g_assert_nonnull (strstr (html, "Nothing speaks for one or the other"));
}

static guint
count_of (const char *text,
          const char *part)
{
  guint n = 0;

  for (const char *p = strstr (text, part); p != NULL; p = strstr (p + 1, part))
    n++;

  return n;
}

static void
test_figures (void)
{
  g_auto(FechoReport) report = { 0 };
  FechoCloseRecord record = make_full_record ();
  g_autofree char *html = NULL;

  make_report (&report, "Orion");
  html = write_report (&report, &record, 1);
  g_assert_nonnull (strstr (html, "<span>Closes</span><b>12</b>"));
  g_assert_nonnull (strstr (html, "<span>Failed Attempts</span><b>3</b>"));
  g_assert_nonnull (strstr (html, "<span>Closes per Connected Hour</span><b>2.00</b>"));
  g_assert_nonnull (strstr (html, "<span>Uptime</span><b>75.0%</b>"));
  g_assert_nonnull (strstr (html, "Abnormal Closure"));
  g_assert_nonnull (strstr (html, "2026-11-24 16:40:03"));
}

/* Below five closes a share would be an exaggeration. */
static void
test_few (void)
{
  g_auto(FechoReport) report = { 0 };
  g_autofree char *html = NULL;

  make_report (&report, "Orion");
  report.summary->n_closes = g_array_index (report.summary->by_code, FechoCount, 0).n_closes = 4;
  report.summary->n_clean = 4;
  html = write_report (&report, NULL, 0);
  g_assert_nonnull (strstr (html, "<span>Clean Closes</span><b>–</b>"));
  g_assert_null (strstr (html, ">100%<"));
}

static void
test_nothing (void)
{
  g_auto(FechoReport) report = { 0 };
  g_autofree char *html = NULL;

  make_report (&report, "Orion");
  g_clear_pointer (&report.summary, fecho_summary_free);
  report.summary = fecho_summary_new ();
  report.n_events = 0;
  memset (report.buckets->counts, 0,
          report.buckets->n_buckets * FECHO_N_CLOSE_CLASSES * sizeof *report.buckets->counts);
  html = write_report (&report, NULL, 0);
  g_assert_nonnull (strstr (html, "No closes in this period"));
  g_assert_null (strstr (html, "nan"));
}

/* What a peer wrote makes no element or attribute: there are as many as with a plain text. */
static void
test_hostile (void)
{
  g_autofree char *plain = NULL;

  for (gsize i = 0; i <= G_N_ELEMENTS (hostile_texts); i++)
    {
      const char *text = i == 0 ? "plain" : hostile_texts[i - 1].text;
      g_auto(FechoReport) report = { 0 };
      FechoCloseRecord record = make_full_record ();
      g_autofree char *html = NULL;

      make_report (&report, text);
      record.reason = text;
      record.session = text;
      html = write_report (&report, &record, 1);
      g_assert_true (g_utf8_validate (html, -1, NULL));
      if (i == 0)
        plain = g_strdup (html);
      g_test_message ("%s", i == 0 ? "plain" : hostile_texts[i - 1].name);
      g_assert_cmpuint (count_of (html, "<"), ==, count_of (plain, "<"));
      g_assert_cmpuint (count_of (html, ">"), ==, count_of (plain, ">"));
      g_assert_cmpuint (count_of (html, "'"), ==, count_of (plain, "'"));
      g_assert_cmpuint (count_of (html, "\""), ==, count_of (plain, "\""));
      g_assert_null (strstr (html, "\342\200\256"));
    }
}

/* Nothing is fetched, and nothing runs. */
static void
test_alone (void)
{
  g_auto(FechoReport) report = { 0 };
  FechoCloseRecord record = make_full_record ();
  g_autofree char *html = NULL;

  make_report (&report, "Orion");
  html = write_report (&report, &record, 1);
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "src="));
  g_assert_null (strstr (html, "url("));
  g_assert_null (strstr (html, "://"));
  g_assert_nonnull (strstr (html, "default-src 'none'"));
}

static void
test_language (void)
{
  g_auto(FechoReport) report = { 0 };
  g_autofree char *html = NULL;
  g_autoptr(GError) error = NULL;

  make_report (&report, "Orion");
  fecho_catalog_unref (report.catalog);
  report.catalog = fecho_catalog_new ("pt_BR", &error);
  g_assert_no_error (error);
  html = write_report (&report, NULL, 0);
  g_assert_nonnull (strstr (html, "<html lang='pt-BR'>"));
  g_assert_nonnull (strstr (html, "Fechamentos"));
  g_assert_nonnull (strstr (html, "75,0%"));
  g_assert_nonnull (strstr (html, "<b>2,00</b>"));
  g_assert_null (strstr (html, "Closes"));
}

/* Figures are of the language of the report, whatever locale the process or the system has. */
static void
test_numbers (void)
{
  static const struct
  {
    const char *lang;
    const char *rate;
    const char *uptime;
    const char *attempts;
  } cases[] = {
    { "en", "<b>1,234.50</b>", "<b>75.0%</b>", "<b>186,959</b>" },
    { "pt_BR", "<b>1.234,50</b>", "<b>75,0%</b>", "<b>186.959</b>" },
    { "pt_PT", "<b>1\302\240234,50</b>", "<b>75,0%</b>", "<b>186\302\240959</b>" },
    { "es", "<b>1.234,50</b>", "<b>75,0\302\240%</b>", "<b>186.959</b>" },
  };
  static const char *const locales[] = { "C.UTF-8", "pt_BR.UTF-8" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases) * G_N_ELEMENTS (locales); i++)
    {
      g_auto(FechoReport) report = { 0 };
      g_autofree char *html = NULL;
      gsize nth = i / G_N_ELEMENTS (locales);

      /* Where the system does not have it, it stays what it was. */
      (void)setlocale (LC_NUMERIC, locales[i % G_N_ELEMENTS (locales)]);
      make_report (&report, "Orion");
      fecho_catalog_unref (report.catalog);
      report.catalog = fecho_catalog_new (cases[nth].lang, NULL);
      report.summary->n_closes = 2469;
      report.summary->open_us = 2 * HOUR_US;
      report.summary->monitored_us = 8 * HOUR_US / 3;
      report.summary->n_failed_attempts = 186959;
      html = write_report (&report, NULL, 0);
      g_assert_nonnull (strstr (html, cases[nth].rate));
      g_assert_nonnull (strstr (html, cases[nth].uptime));
      g_assert_nonnull (strstr (html, cases[nth].attempts));
    }
  (void)setlocale (LC_NUMERIC, "C");
}

/* The newest are listed, and how many are not is said. */
static void
test_many (void)
{
  g_auto(FechoReport) report = { 0 };
  FechoCloseRecord record = make_full_record ();
  g_autoptr(GString) out = g_string_new (NULL);

  make_report (&report, "Orion");
  report.n_events = FECHO_REPORT_MAX_EVENTS + 2;
  fecho_report_append_head (out, &report);
  g_assert_nonnull (strstr (out->str, "2 earlier ones are not listed."));
  g_string_truncate (out, 0);
  fecho_report_append_event (out, &report, &record, 1);
  g_assert_cmpuint (out->len, ==, 0);
  fecho_report_append_event (out, &report, &record, 2);
  g_assert_cmpuint (out->len, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/report/evidence", test_evidence);
  g_test_add_func ("/core/report/figures", test_figures);
  g_test_add_func ("/core/report/few", test_few);
  g_test_add_func ("/core/report/nothing", test_nothing);
  g_test_add_func ("/core/report/hostile", test_hostile);
  g_test_add_func ("/core/report/alone", test_alone);
  g_test_add_func ("/core/report/language", test_language);
  g_test_add_func ("/core/report/many", test_many);
  g_test_add_func ("/core/report/numbers", test_numbers);

  return g_test_run ();
}
