/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-report-private.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "fecho-dictionary.h"
#include "fecho-format.h"
#include "fecho-origin.h"
#include "fecho-pattern.h"

/* Below so many closes a share says nothing. */
#define MIN_FOR_SHARES 5

#define MAX_SESSIONS 100
#define MAX_OUTAGES 10
#define MAX_EVIDENCE_ROWS 12

static char *
format_share (guint64 n,
              guint64 of)
{
  return of >= MIN_FOR_SHARES ? fecho_format_percent ((double)n / of, 0) : g_strdup ("–");
}

/* What a code means in all of the period: by the dictionary that explains all its closes, else by
 * the standard. */
typedef struct
{
  FechoCloseClass klass;
  const char *name;
  const char *description;
  const char *dictionary;       /* NULL: the standard */
} Meaning;

static Meaning
explain (const FechoReport *report,
         guint16            code)
{
  const gpointer key = GUINT_TO_POINTER (code);
  const FechoDictionary *dictionary = report->agreed != NULL
                                      ? g_hash_table_lookup (report->agreed, key) : NULL;
  const FechoDictionaryCode *own = dictionary != NULL ? fecho_dictionary_lookup (dictionary, code)
                                   : NULL;
  const FechoCloseCode *standard = fecho_close_code_lookup (code);

  if (own == NULL)
    return (Meaning){ standard->klass, standard->name, standard->description, NULL };

  return (Meaning){ own->klass, own->name, own->meaning, fecho_dictionary_get_name (dictionary) };
}

/* A name that only a dictionary gives is told with it. */
static void
append_name (GString           *out,
             const FechoReport *report,
             const Meaning     *meaning)
{
  fecho_report_append_text (out, fecho_report_text (report, meaning->name));
  if (meaning->dictionary == NULL)
    return;

  g_string_append (out, " · ");
  fecho_report_append_text (out, meaning->dictionary);
}

/* -- cards */

static void
append_card (GString           *out,
             const FechoReport *report,
             const char        *msgid,
             const char        *value)
{
  g_string_append (out, "<div class='card'><span>");
  fecho_report_append_text (out, fecho_report_text (report, msgid));
  g_string_append (out, "</span><b>");
  fecho_report_append_text (out, value);
  g_string_append (out, "</b></div>");
}

static double
get_uptime (const FechoSummary *summary)
{
  return (double)summary->open_us / summary->monitored_us;
}

static char *
format_rate (const FechoSummary *summary)
{
  if (summary->open_us < G_TIME_SPAN_MINUTE)
    return g_strdup ("–");

  return fecho_format_number ((double)summary->n_closes * G_TIME_SPAN_HOUR / summary->open_us, 2);
}

static void
append_cards (GString           *out,
              const FechoReport *report)
{
  const FechoSummary *summary = report->summary;
  g_autofree char *closes = fecho_format_count (summary->n_closes);
  g_autofree char *attempts = fecho_format_count (summary->n_failed_attempts);
  g_autofree char *clean = format_share (summary->n_clean, summary->n_closes);
  g_autofree char *uptime = summary->monitored_us > 0
                            ? fecho_format_percent (get_uptime (summary), 1)
                            : g_strdup ("–");
  g_autofree char *life = fecho_format_duration (summary->median_life_us);
  g_autofree char *rate = format_rate (summary);

  g_string_append (out, "<section class='cards'>");
  append_card (out, report, N_("Closes"), closes);
  append_card (out, report, N_("Failed Attempts"), attempts);
  append_card (out, report, N_("Closes per Connected Hour"), rate);
  append_card (out, report, N_("Clean Closes"), clean);
  /* Translators: share of the monitored time in which the connection was open. */
  append_card (out, report, N_("Uptime"), uptime);
  append_card (out, report, N_("Median Connection Life"), life);
  g_string_append (out, "</section>\n");
}

/* -- tables */

/* Bit n of numbers: column n has numbers. */
static void
begin_table (GString           *out,
             const FechoReport *report,
             const char        *title,
             const char *const *columns,
             guint              numbers)
{
  g_string_append (out, "<section><h2>");
  fecho_report_append_text (out, fecho_report_text (report, title));
  g_string_append (out, "</h2><table><thead><tr>");
  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_string_append (out, numbers & 1u << i ? "<th class='number'>" : "<th>");
      fecho_report_append_text (out, fecho_report_text (report, columns[i]));
      g_string_append (out, "</th>");
    }
  g_string_append (out, "</tr></thead><tbody>\n");
}

static void
end_table (GString *out)
{
  g_string_append (out, "</tbody></table></section>\n");
}

static void
append_number (GString *out,
               guint64  n)
{
  g_autofree char *count = fecho_format_count (n);

  g_string_append_printf (out, "<td class='number'>%s</td>", n > 0 ? count : "·");
}

static void
append_cell (GString    *out,
             const char *text)
{
  g_string_append (out, "<td>");
  fecho_report_append_text (out, text);
  g_string_append (out, "</td>");
}

static void
append_code (GString           *out,
             const FechoReport *report,
             const FechoCount  *count)
{
  const Meaning meaning = explain (report, count->key);
  guint64 n_closes = report->summary->n_closes;
  g_autofree char *share = format_share (count->n_closes, n_closes);
  g_autofree char *life = fecho_format_duration (count->median_life_us);

  g_string_append (out, "<tr><td class='code'>");
  fecho_report_append_glyph (out, meaning.klass);
  g_string_append_printf (out, "<b>%d</b></td><td><b>", count->key);
  append_name (out, report, &meaning);
  g_string_append (out, "</b><br><span class='dim'>");
  if (meaning.description != NULL && *meaning.description != '\0')
    fecho_report_append_text (out, fecho_report_text (report, meaning.description));
  g_string_append (out, "</span></td>");
  append_number (out, count->n_closes);
  g_string_append_printf (out, "<td class='number'>%s</td>", share);
  append_number (out, count->n_failed_attempts);
  append_cell (out, life);
  g_string_append (out, "</tr>\n");
}

static void
append_codes (GString           *out,
              const FechoReport *report)
{
  static const char *const columns[] = {
    /* Translators: heading of a column: of a close. */
    N_("Code"),
    /* Translators: heading of a column: of a close code. */
    N_("Meaning"), N_("Closes"), N_("Share"), N_("Failed Attempts"),
    N_("Median life"), NULL,
  };
  const GArray *rows = report->summary->by_code;

  begin_table (out, report, N_("Closes by Code"), columns, 1u << 2 | 1u << 3 | 1u << 4);
  for (guint i = 0; i < rows->len; i++)
    {
      const FechoCount *count = &g_array_index (rows, FechoCount, i);

      if (count->n_closes + count->n_failed_attempts > 0)
        append_code (out, report, count);
    }
  end_table (out);
}

/* -- sessions */

typedef struct
{
  const char *name;
  guint64 n_closes;
  guint64 n_failed_attempts;
  guint64 n_most;               /* of the code that was most frequent */
  guint16 code;
} SessionRow;

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const SessionRow *first = a;
  const SessionRow *second = b;

  if (first->n_closes != second->n_closes)
    return first->n_closes > second->n_closes ? -1 : 1;
  if (first->n_failed_attempts != second->n_failed_attempts)
    return first->n_failed_attempts > second->n_failed_attempts ? -1 : 1;

  return g_utf8_collate (first->name, second->name);
}

static GArray *
sum_sessions (const FechoReport *report)
{
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (SessionRow));

  for (guint i = 0; i < report->session_codes->len; i++)
    {
      const FechoSessionCode *cell = &g_array_index (report->session_codes, FechoSessionCode, i);
      guint64 n = cell->n_closes > 0 ? cell->n_closes : cell->n_failed_attempts;
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (by_id, cell->session_id));
      SessionRow *row;

      if (place == 0)
        {
          place = rows->len + 1;
          g_array_set_size (rows, place);
          g_hash_table_insert (by_id, cell->session_id, GUINT_TO_POINTER (place));
        }
      row = &g_array_index (rows, SessionRow, place - 1);
      row->name = cell->session;
      row->n_closes += cell->n_closes;
      row->n_failed_attempts += cell->n_failed_attempts;
      if (n > row->n_most)
        {
          row->n_most = n;
          row->code = cell->code;
        }
    }
  if (rows->len > 1)
    qsort (rows->data, rows->len, sizeof (SessionRow), compare_rows);

  return rows;
}

static void
append_session (GString           *out,
                const FechoReport *report,
                const SessionRow  *row)
{
  const Meaning meaning = explain (report, row->code);

  g_string_append (out, "<tr>");
  append_cell (out, row->name);
  append_number (out, row->n_closes);
  append_number (out, row->n_failed_attempts);
  if (row->n_most > 0)
    {
      g_string_append (out, "<td>");
      fecho_report_append_glyph (out, meaning.klass);
      g_string_append_printf (out, "%u ", row->code);
      append_name (out, report, &meaning);
      g_string_append (out, "</td></tr>\n");
    }
  else
    {
      g_string_append (out, "<td>·</td></tr>\n");
    }
}

static void
append_more (GString           *out,
             const FechoReport *report,
             guint              n_more)
{
  g_autofree char *count = fecho_format_count (n_more);

  if (n_more == 0)
    return;

  g_string_append (out, "<p class='dim'>");
  /* Translators: %s is how many rows a table does not show. */
  g_string_append_printf (out, fecho_catalog_get_plural (report->catalog, "%s more is not shown.",
                                                         "%s more are not shown.", n_more), count);
  g_string_append (out, "</p>\n");
}

static void
append_sessions (GString           *out,
                 const FechoReport *report)
{
  static const char *const columns[] = {
    N_("Session"), N_("Closes"), N_("Failed Attempts"), N_("Most Frequent Code"), NULL,
  };
  g_autoptr(GArray) rows = sum_sessions (report);
  guint n_shown = MIN (rows->len, MAX_SESSIONS);

  begin_table (out, report, N_("Sessions"), columns, 1u << 1 | 1u << 2);
  for (guint i = 0; i < n_shown; i++)
    append_session (out, report, &g_array_index (rows, SessionRow, i));
  end_table (out);
  append_more (out, report, rows->len - n_shown);
}

static void
append_outages (GString           *out,
                const FechoReport *report)
{
  static const char *const columns[] = {
    N_("Session"),
    /* Translators: heading of a column: when something began. */
    N_("From"),
    /* Translators: heading of a column: when something ended. */
    N_("To"),
    /* Translators: heading of a column: how long something lasted. */
    N_("Length"), NULL,
  };
  guint n_shown = MIN (report->outages->len, MAX_OUTAGES);

  if (n_shown == 0)
    return;

  begin_table (out, report, N_("Longest Outages"), columns, 0);
  for (guint i = 0; i < n_shown; i++)
    {
      const FechoOutage *outage = &g_array_index (report->outages, FechoOutage, i);
      g_autofree char *length = fecho_format_duration (outage->down_us);

      g_string_append (out, "<tr>");
      append_cell (out, outage->session);
      g_string_append (out, "<td>");
      fecho_report_append_time (out, report, outage->from_us, FALSE);
      g_string_append (out, "</td><td>");
      fecho_report_append_time (out, report, outage->to_us, FALSE);
      g_string_append (out, "</td>");
      append_cell (out, length);
      g_string_append (out, "</tr>\n");
    }
  end_table (out);
}

/* -- patterns */

static void
append_pattern (GString            *out,
                const FechoReport  *report,
                const FechoPattern *pattern)
{
  g_autofree char *sentence = fecho_pattern_dup_sentence (pattern, report->catalog);
  g_autofree char *suggestion = fecho_pattern_dup_suggestion (pattern, report->catalog);
  const char *knob = fecho_pattern_get_knob (pattern);
  g_autofree char **sessions = fecho_findings_list_sessions (report->findings, pattern);
  g_autofree char *names = g_strjoinv (", ", sessions);

  g_string_append (out, "<li><b>");
  fecho_report_append_text (out, sentence);
  g_string_append (out, "</b><br>");
  fecho_report_append_text (out, suggestion);
  if (knob != NULL)
    {
      g_string_append (out, " <span class='dim'>");
      fecho_report_append_text (out, fecho_report_text (report, knob));
      g_string_append (out, "</span>");
    }
  g_string_append (out, "<br><span class='dim'>");
  fecho_report_append_text (out, names);
  g_string_append (out, "</span></li>\n");
}

static void
append_patterns (GString           *out,
                 const FechoReport *report)
{
  const GPtrArray *patterns = report->findings != NULL ? report->findings->patterns : NULL;

  if (patterns == NULL || patterns->len == 0)
    return;

  g_string_append (out, "<section><h2>");
  fecho_report_append_text (out, fecho_report_text (report, N_("Patterns Found")));
  g_string_append (out, "</h2><ul class='patterns'>\n");
  for (guint i = 0; i < patterns->len; i++)
    append_pattern (out, report, g_ptr_array_index (patterns, i));
  g_string_append (out, "</ul></section>\n");
}

/* -- whose fault */

static void
append_evidence_row (GString                *out,
                     const FechoReport      *report,
                     const FechoEvidenceRow *row)
{
  g_autofree char *sentence = fecho_origin_dup_sentence (row->last_evidence, report->catalog);

  g_string_append (out, "<tr><td><b>");
  fecho_report_append_text (out, fecho_report_text (report, fecho_origin_get_label (row->origin)));
  g_string_append (out, "</b></td><td>");
  fecho_report_append_text (out, fecho_report_text (report, fecho_cause_get_label (row->cause)));
  g_string_append (out, "</td>");
  append_number (out, row->n_closes);
  append_number (out, row->n_failed_attempts);
  append_cell (out, sentence != NULL ? sentence
               : fecho_report_text (report, N_("Nothing speaks for one or the other")));
  g_string_append (out, "</tr>\n");
}

/* A guess is shown with what speaks for it, in words, of the last end of its kind. */
static void
append_evidence (GString           *out,
                 const FechoReport *report)
{
  static const char *const columns[] = {
    N_("Probable Origin"), N_("Cause"), N_("Closes"), N_("Failed Attempts"),
    /* Translators: heading of a column: what speaks for the origin of a close. */
    N_("Evidence, of the Last One"), NULL,
  };
  const GArray *rows = report->evidence != NULL ? fecho_evidence_get_rows (report->evidence) : NULL;

  if (rows == NULL || rows->len == 0)
    return;

  begin_table (out, report, N_("Whose Fault It Probably Was"), columns, 1u << 2 | 1u << 3);
  for (guint i = 0; i < MIN (rows->len, MAX_EVIDENCE_ROWS); i++)
    append_evidence_row (out, report, &g_array_index (rows, FechoEvidenceRow, i));
  end_table (out);
}

/* The first page is what the other team needs: how often, whose fault, why, which code. */
void
fecho_report_append_figures (GString           *out,
                             const FechoReport *report)
{
  append_cards (out, report);
  append_evidence (out, report);
  append_patterns (out, report);
  append_codes (out, report);
  fecho_report_append_histogram (out, report);
  append_sessions (out, report);
  append_outages (out, report);
}
