/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-report-private.h"

#include <glib/gi18n-lib.h>

#include "fecho-config.h"
#include "fecho-dictionary-folder.h"
#include "fecho-format.h"
#include "fecho-safe-text.h"

/* The colours are those of the window in its light style; on paper they are printed. */
static const char style[] =
  "body{font:15px/1.45 Cantarell,system-ui,sans-serif;color:#222;background:#fff;max-width:60rem;"
  "margin:2rem auto;padding:0 1rem}"
  "h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:1.6rem 0 .5rem}"
  "p{margin:.3rem 0}.dim{color:#5e5c64}"
  ".cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;"
  "margin:1.2rem 0}"
  ".card{border:1px solid #deddda;border-radius:12px;padding:.6rem .8rem}"
  ".card span{display:block;font-size:.85rem;color:#5e5c64}.card b{font-size:1.4rem}"
  "table{border-collapse:collapse;width:100%}"
  "th{text-align:start;font-size:.85rem;color:#5e5c64;font-weight:600}"
  "th,td{padding:.3rem .5rem;border-bottom:1px solid #deddda;vertical-align:top;"
  "overflow-wrap:anywhere}"
  "th{overflow-wrap:normal}.number,th.number{text-align:end}"
  ".number{font-variant-numeric:tabular-nums;overflow-wrap:normal}.code,.time{white-space:nowrap}"
  ".glyph{width:14px;height:14px;vertical-align:-2px;margin-inline-end:.35rem}"
  ".chart{width:100%;height:10rem;border-bottom:1px solid #9a9996}"
  ".axis{display:flex;justify-content:space-between;font-size:.85rem;color:#5e5c64;direction:ltr}"
  ".legend span{margin-inline-end:.8rem;white-space:nowrap}"
  ".patterns{padding-inline-start:1.2rem}.patterns li{margin-bottom:.5rem}"
  ".events{font-size:.85rem}.reason{font-family:monospace;unicode-bidi:isolate}"
  ".normal{fill:#159a94;stroke:#159a94}.protocol{fill:#a257e8;stroke:#a257e8}"
  ".policy{fill:#756400;stroke:#756400}.server{fill:#dc6800;stroke:#dc6800}"
  ".abnormal{fill:#950a22;stroke:#950a22}.library{fill:#2b2833;stroke:#2b2833}"
  ".application{fill:#1b47b0;stroke:#1b47b0}.invalid{fill:#77767b;stroke:#77767b}"
  "rect{stroke:none!important}"
  "@media print{body{margin:0;max-width:none;font-size:11px;-webkit-print-color-adjust:exact;"
  "print-color-adjust:exact}section,tr{break-inside:avoid}section.long{break-inside:auto}"
  "thead{display:table-header-group}}";

const char *
fecho_report_text (const FechoReport *report,
                   const char        *msgid)
{
  return fecho_catalog_get (report->catalog, msgid);
}

void
fecho_report_append_text (GString    *out,
                          const char *text)
{
  g_autofree char *escaped = fecho_safe_text_html (text);

  g_string_append (out, escaped);
}

void
fecho_report_append_time (GString           *out,
                          const FechoReport *report,
                          gint64             us,
                          gboolean           zone)
{
  g_autoptr(GDateTime) time = report->local_times
                              ? g_date_time_new_from_unix_local (us / G_USEC_PER_SEC)
                              : g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);
  g_autofree char *text = NULL;

  if (time == NULL)
    return;

  text = g_date_time_format (time, zone ? "%Y-%m-%d %H:%M:%S %Z" : "%Y-%m-%d %H:%M:%S");
  fecho_report_append_text (out, text);
}

/* -- head */

static void
append_period (GString           *out,
               const FechoReport *report)
{
  g_string_append (out, "<p>");
  fecho_report_append_time (out, report, report->since_us, FALSE);
  g_string_append (out, " – ");
  fecho_report_append_time (out, report, report->until_us, TRUE);
  g_string_append (out, "</p>");
  for (guint i = 0; report->filters != NULL && report->filters[i] != NULL; i++)
    {
      g_string_append (out, "<p>");
      fecho_report_append_text (out, report->filters[i]);
      g_string_append (out, "</p>");
    }
}

static void
append_unlisted (GString           *out,
                 const FechoReport *report,
                 guint64            n)
{
  g_autofree char *count = fecho_format_count (n);

  g_string_append (out, "<p class='dim'>");
  g_string_append_printf (out, fecho_catalog_get_plural (report->catalog,
                                                         /* Translators: of a table that has only
                                                          * the last rows; %s is a number. */
                                                         "%s earlier one is not listed.",
                                                         "%s earlier ones are not listed.", n),
                          count);
  g_string_append (out, "</p>");
}

static void
append_events_head (GString           *out,
                    const FechoReport *report)
{
  static const char *const columns[] = {
    N_("Time"), N_("Session"), N_("Code"),
    /* Translators: heading of a column: the reason of a close. */
    N_("Reason"), N_("Closed by"),
    /* Translators: heading of a column: what lies behind a close. */
    N_("Cause"),
    N_("Probable Origin"),
    /* Translators: heading of a column: how long a connection lived. */
    N_("Life"),
  };
  guint64 n_before = report->n_events - MIN (report->n_events, FECHO_REPORT_MAX_EVENTS);

  g_string_append (out, "<section class='long'><h2>");
  fecho_report_append_text (out, fecho_report_text (report, N_("Every End of a Connection")));
  g_string_append (out, "</h2>");
  if (n_before > 0)
    append_unlisted (out, report, n_before);
  g_string_append (out, "<table class='events'><thead><tr>");
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_string_append (out, "<th>");
      fecho_report_append_text (out, fecho_report_text (report, columns[i]));
      g_string_append (out, "</th>");
    }
  g_string_append (out, "</tr></thead><tbody>\n");
}

static void
append_document_head (GString           *out,
                      const FechoReport *report)
{
  const char *title = fecho_report_text (report, N_("How WebSocket Connections Ended"));
  g_autofree char *lang = g_strdup (fecho_catalog_get_lang (report->catalog));

  g_strdelimit (lang, "_", '-');
  g_string_append_printf (out, "<!DOCTYPE html>\n<html lang='%s'><head><meta charset='utf-8'>\n",
                          lang);
  g_string_append (out, "<meta http-equiv='Content-Security-Policy' "
                        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                        "<meta name='viewport' content='width=device-width'>\n<title>");
  fecho_report_append_text (out, title);
  g_string_append_printf (out, "</title>\n<style>%s</style></head>\n<body>\n", style);
}

void
fecho_report_append_head (GString           *out,
                          const FechoReport *report)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (report != NULL);

  fecho_format_set_language (report->catalog);
  append_document_head (out, report);
  fecho_report_append_shapes (out);
  g_string_append (out, "<header><h1>");
  fecho_report_append_text (out, fecho_report_text (report, N_("How WebSocket Connections Ended")));
  g_string_append (out, "</h1>");
  append_period (out, report);
  g_string_append (out, "</header>\n<main>\n");
  fecho_report_append_figures (out, report);
  append_events_head (out, report);
  fecho_format_set_language (NULL);
}

/* -- events */

static void
append_labelled (GString           *out,
                 const FechoReport *report,
                 const char        *msgid)
{
  g_string_append (out, "<td>");
  if (msgid != NULL)
    fecho_report_append_text (out, fecho_report_text (report, msgid));
  g_string_append (out, "</td>");
}

void
fecho_report_append_event (GString                *out,
                           const FechoReport      *report,
                           const FechoCloseRecord *record,
                           guint64                 index)
{
  const FechoDictionaryCode *own;
  g_autofree char *life = NULL;

  g_return_if_fail (out != NULL);
  g_return_if_fail (record != NULL);

  if (index + FECHO_REPORT_MAX_EVENTS < report->n_events)
    return;

  fecho_format_set_language (report->catalog);
  own = fecho_dictionary_folder_explain (report->dictionaries, record->dictionary, record->code);
  g_string_append (out, "<tr><td class='time'>");
  fecho_report_append_time (out, report, record->closed_at_us, FALSE);
  g_string_append (out, "</td><td>");
  fecho_report_append_text (out, record->session != NULL ? record->session : "");
  g_string_append (out, "</td><td class='code'>");
  fecho_report_append_glyph (out, fecho_dictionary_code_get_class (own, record->code));
  g_string_append_printf (out, "%u</td><td class='reason'>", record->code);
  fecho_report_append_text (out, record->reason != NULL ? record->reason : "");
  g_string_append (out, "</td>");
  append_labelled (out, report, fecho_closed_by_get_label (record->closed_by));
  append_labelled (out, report, fecho_cause_get_label (record->cause));
  append_labelled (out, report, record->origin != FECHO_ORIGIN_NOT_JUDGED
                   ? fecho_origin_get_label (record->origin) : NULL);
  life = record->failed_attempt
         ? g_strdup (fecho_report_text (report, N_("Failed attempt")))
         : fecho_format_duration (record->life_us);
  g_string_append (out, "<td>");
  fecho_report_append_text (out, life);
  g_string_append (out, "</td></tr>\n");
  fecho_format_set_language (NULL);
}

void
fecho_report_append_tail (GString           *out,
                          const FechoReport *report)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (report != NULL);

  g_string_append (out, "</tbody></table></section>\n</main>\n<footer class='dim'><p>");
  fecho_report_append_text (out,
                            fecho_report_text (report,
                                               N_("Failed attempts are counted apart from closes. "
                                                  "Rates are per hour of being connected. Closes "
                                                  "that Fecho or its user asked for are in no "
                                                  "share. An origin is a guess from evidence.")));
  g_string_append (out, "</p><p>Fecho " FECHO_VERSION " · ");
  fecho_report_append_time (out, report, report->made_at_us, TRUE);
  g_string_append (out, "</p></footer>\n</body></html>\n");
}

void
fecho_report_clear (FechoReport *report)
{
  g_return_if_fail (report != NULL);

  g_clear_pointer (&report->catalog, fecho_catalog_unref);
  g_clear_pointer (&report->dictionaries, g_ptr_array_unref);
  g_clear_pointer (&report->agreed, g_hash_table_unref);
  g_clear_pointer (&report->filters, g_strfreev);
  g_clear_pointer (&report->summary, fecho_summary_free);
  g_clear_pointer (&report->buckets, fecho_buckets_free);
  g_clear_pointer (&report->session_codes, g_array_unref);
  g_clear_pointer (&report->outages, g_array_unref);
  g_clear_pointer (&report->evidence, fecho_evidence_free);
  g_clear_pointer (&report->findings, fecho_findings_free);
}
