/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-report-private.h"

#include <glib/gi18n-lib.h>

#include "fecho-format.h"

/* In units of the view box. */
#define WIDTH  960
#define HEIGHT 160
#define GAP      1

/* Stacked from the base up, as everywhere. */
static const FechoCloseClass order[] = {
  FECHO_CLOSE_CLASS_ABNORMAL, FECHO_CLOSE_CLASS_SERVER, FECHO_CLOSE_CLASS_POLICY,
  FECHO_CLOSE_CLASS_PROTOCOL, FECHO_CLOSE_CLASS_LIBRARY, FECHO_CLOSE_CLASS_APPLICATION,
  FECHO_CLOSE_CLASS_NORMAL, FECHO_CLOSE_CLASS_INVALID,
};

/* On a grid of 16; classes differ by shape and not only by colour. */
static const char *const shapes[FECHO_N_CLOSE_CLASSES] = {
  [FECHO_CLOSE_CLASS_NORMAL] = "<circle cx='8' cy='8' r='5' fill='none' stroke-width='2'/>",
  [FECHO_CLOSE_CLASS_PROTOCOL] = "<path d='M8 1l7 7-7 7-7-7z' stroke='none'/>",
  [FECHO_CLOSE_CLASS_POLICY] =
    "<circle cx='8' cy='8' r='7' stroke='none'/><path d='M4 7h8v2H4z' fill='#fff' stroke='none'/>",
  [FECHO_CLOSE_CLASS_SERVER] = "<path d='M8 2l7 12H1z' stroke='none'/>",
  [FECHO_CLOSE_CLASS_ABNORMAL] = "<path d='M3 3l10 10M13 3L3 13' fill='none' stroke-width='3'/>",
  [FECHO_CLOSE_CLASS_LIBRARY] = "<path d='M3 3h10v10H3z' fill='none' stroke-width='2'/>",
  [FECHO_CLOSE_CLASS_APPLICATION] = "<path d='M2 2h12v12H2z' stroke='none'/>",
  [FECHO_CLOSE_CLASS_INVALID] = "<path d='M8 2l6 6-6 6-6-6z' fill='none' stroke-width='2'/>",
};

void
fecho_report_append_shapes (GString *out)
{
  g_string_append (out, "<svg width='0' height='0' aria-hidden='true'><defs>");
  for (guint i = 0; i < FECHO_N_CLOSE_CLASSES; i++)
    g_string_append_printf (out, "<symbol id='%s' viewBox='0 0 16 16'>%s</symbol>",
                            fecho_close_class_to_string (i), shapes[i]);
  g_string_append (out, "</defs></svg>\n");
}

void
fecho_report_append_glyph (GString         *out,
                           FechoCloseClass  klass)
{
  const char *word = fecho_close_class_to_string (klass);

  g_string_append_printf (out, "<svg class='glyph %s' aria-hidden='true'><use href='#%s'/></svg>",
                          word, word);
}

/* -- closes over time */

static guint
get_total (const FechoBuckets *buckets,
           guint               index)
{
  return fecho_buckets_get_total (buckets, index, (1u << FECHO_N_CLOSE_CLASSES) - 1);
}

static guint
get_most (const FechoBuckets *buckets)
{
  guint most = 0;

  for (guint i = 0; i < buckets->n_buckets; i++)
    most = MAX (most, get_total (buckets, i));

  return most;
}

/* What a pointer on the column says. */
static void
append_column_title (GString           *out,
                     const FechoReport *report,
                     guint              index)
{
  const FechoBuckets *buckets = report->buckets;
  guint n = get_total (buckets, index);
  g_autofree char *count = fecho_format_count (n);

  g_string_append (out, "<title>");
  fecho_report_append_time (out, report, buckets->edges[index], FALSE);
  g_string_append (out, " – ");
  fecho_report_append_time (out, report, buckets->edges[index + 1], FALSE);
  g_string_append (out, ": ");
  g_string_append (out, count);
  g_string_append (out, "</title>");
}

static void
append_column (GString           *out,
               const FechoReport *report,
               guint              index,
               guint              most)
{
  const FechoBuckets *buckets = report->buckets;
  guint left = (guint64)WIDTH * index / buckets->n_buckets;
  guint right = (guint64)WIDTH * (index + 1) / buckets->n_buckets;
  guint n_below = 0;

  g_string_append (out, "<g>");
  append_column_title (out, report, index);
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      guint n = fecho_buckets_get_count (buckets, index, order[i]);
      guint bottom = (guint64)HEIGHT * n_below / most;
      guint top = (guint64)HEIGHT * (n_below + n) / most;

      n_below += n;
      if (n == 0)
        continue;
      g_string_append_printf (out, "<rect class='%s' x='%u' y='%u' width='%u' height='%u'/>",
                              fecho_close_class_to_string (order[i]), left,
                              HEIGHT - MAX (top, bottom + 1), MAX (right - left, GAP + 1) - GAP,
                              MAX (top - bottom, 1));
    }
  g_string_append (out, "</g>");
}

static void
append_legend (GString           *out,
               const FechoReport *report)
{
  g_string_append (out, "<p class='legend'>");
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      guint64 n = 0;
      const char *label = fecho_close_class_get_label (order[i]);
      g_autofree char *count = NULL;

      for (guint j = 0; j < report->buckets->n_buckets; j++)
        n += fecho_buckets_get_count (report->buckets, j, order[i]);
      if (n == 0)
        continue;
      count = fecho_format_count (n);
      g_string_append (out, "<span>");
      fecho_report_append_glyph (out, order[i]);
      fecho_report_append_text (out, fecho_report_text (report, label));
      g_string_append_printf (out, " %s</span> ", count);
    }
  g_string_append (out, "</p>");
}

void
fecho_report_append_histogram (GString           *out,
                               const FechoReport *report)
{
  guint most = get_most (report->buckets);
  g_autofree char *peak = fecho_format_count (most);
  const char *title = fecho_report_text (report, report->attempts_only
                                         ? N_("Failed Attempts over Time")
                                         : N_("Closes over Time"));

  g_string_append (out, "<section><h2>");
  fecho_report_append_text (out, title);
  g_string_append (out, "</h2>");
  if (most == 0)
    {
      g_string_append_printf (out, "<p class='dim'>%s</p></section>\n",
                              fecho_report_text (report, N_("No closes in this period")));
      return;
    }

  g_string_append (out, "<p class='dim'>");
  g_string_append_printf (out,
                          /* Translators: %s is a number of closes: the height of the chart. */
                          fecho_report_text (report, N_("Highest column: %s")), peak);
  g_string_append_printf (out, "</p><svg class='chart' viewBox='0 0 %d %d' role='img' "
                               "preserveAspectRatio='none' aria-label='", WIDTH, HEIGHT);
  fecho_report_append_text (out, title);
  g_string_append (out, "'>");
  for (guint i = 0; i < report->buckets->n_buckets; i++)
    append_column (out, report, i, most);
  g_string_append (out, "</svg><p class='axis'><span>");
  fecho_report_append_time (out, report, report->buckets->edges[0], FALSE);
  g_string_append (out, "</span><span>");
  fecho_report_append_time (out, report, report->buckets->edges[report->buckets->n_buckets], FALSE);
  g_string_append (out, "</span></p>");
  append_legend (out, report);
  g_string_append (out, "</section>\n");
}
