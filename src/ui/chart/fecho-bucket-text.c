/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-bucket-text.h"

#include <glib/gi18n.h>

#include "fecho-chart-palette.h"
#include "fecho-chart-table.h"
#include "fecho-clock.h"
#include "fecho-close-text.h"
#include "fecho-format.h"

char *
fecho_bucket_text_describe (const FechoBuckets *buckets,
                            guint               index,
                            guint               classes)
{
  guint n_closes = fecho_buckets_get_total (buckets, index, classes);
  g_autofree char *when = fecho_close_text_interval (buckets->edges[index],
                                                     buckets->edges[index + 1],
                                                     fecho_clock_wall_us ());
  GString *text = g_string_new (when);

  /* Translators: %u is how many times a connection was closed. */
  g_string_append_printf (text, ngettext ("\n%u close", "\n%u closes", n_closes), n_closes);
  for (guint i = 0; i < FECHO_N_LEGEND_CLASSES; i++)
    {
      FechoCloseClass klass = fecho_legend_classes[i];
      guint n_of_class = fecho_buckets_get_count (buckets, index, klass);

      if (n_of_class > 0 && (classes & (1u << klass)))
        /* Translators: a class of close codes and how many closes it has: "Abnormal: 41". */
        g_string_append_printf (text, _("\n%s: %u"), _(fecho_close_class_get_label (klass)),
                                n_of_class);
    }

  return g_string_free (text, FALSE);
}

/* Of these classes the one that has most in a bucket, the first in the legend of several. */
static FechoCloseClass
find_main_class (const FechoBuckets *buckets,
                 guint               index,
                 guint               classes)
{
  FechoCloseClass found = fecho_legend_classes[0];
  guint most = 0;

  for (guint i = 0; i < FECHO_N_LEGEND_CLASSES; i++)
    {
      FechoCloseClass klass = fecho_legend_classes[i];
      guint n = classes & (1u << klass) ? fecho_buckets_get_count (buckets, index, klass) : 0;

      if (n <= most)
        continue;
      found = klass;
      most = n;
    }

  return found;
}

char *
fecho_bucket_text_sum_up (const FechoBuckets *buckets,
                          guint               classes)
{
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;
  FechoCloseClass klass;
  guint n_closes = 0;
  guint peak;

  for (guint i = 0; buckets != NULL && i < buckets->n_buckets; i++)
    n_closes += fecho_buckets_get_total (buckets, i, classes);
  if (n_closes == 0)
    return g_strdup (_("No closes in this period"));

  peak = fecho_buckets_find_peak (buckets, classes);
  when = fecho_close_text_interval (buckets->edges[peak], buckets->edges[peak + 1],
                                    fecho_clock_wall_us ());

  text = g_strdup_printf (
    /* Translators: how many closes; when most of them were, and how many: "106 closes; most at
     * 03:00:00 – 04:00:00: 42". */
    ngettext ("%u close; most at %s: %u", "%u closes; most at %s: %u", n_closes), n_closes, when,
    fecho_buckets_get_total (buckets, peak, classes));
  klass = find_main_class (buckets, peak, classes);

  return g_strdup_printf (
    /* Translators: the sentence "106 closes; most at 03:00:00 – 04:00:00: 42", and of those at that
     * time the class of close codes that most have, with how many: "(Abnormal: 41)". */
    _("%s (%s: %u)"), text, _(fecho_close_class_get_label (klass)),
    fecho_buckets_get_count (buckets, peak, klass));
}

/* -- as a table */

/* A column with closes: when, and how many of each class. */
typedef struct
{
  gint64 from_us;
  gint64 to_us;
  guint counts[FECHO_N_LEGEND_CLASSES];
  guint total;
} Row;

static char **
describe_row (guint    index,
              gpointer data)
{
  const Row *row = &g_array_index ((GArray *)data, Row, index);
  g_autoptr(GStrvBuilder) cells = g_strv_builder_new ();
  g_autofree char *when = fecho_close_text_interval (row->from_us, row->to_us,
                                                     fecho_clock_wall_us ());
  g_autofree char *total = fecho_format_count (row->total);

  g_strv_builder_add_many (cells, when, total, NULL);
  for (guint i = 0; i < FECHO_N_LEGEND_CLASSES; i++)
    {
      g_autofree char *n = fecho_format_count (row->counts[i]);

      g_strv_builder_add (cells, n);
    }

  return g_strv_builder_end (cells);
}

static GArray *
collect_rows (const FechoBuckets *buckets)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));

  for (guint i = 0; buckets != NULL && i < buckets->n_buckets; i++)
    {
      Row row = {
        .from_us = buckets->edges[i], .to_us = buckets->edges[i + 1],
        .total = fecho_buckets_get_total (buckets, i, FECHO_ALL_CLASSES),
      };

      for (guint j = 0; j < FECHO_N_LEGEND_CLASSES; j++)
        row.counts[j] = fecho_buckets_get_count (buckets, i, fecho_legend_classes[j]);
      if (row.total > 0)
        g_array_append_val (rows, row);
    }

  return rows;
}

void
fecho_bucket_text_present_table (GtkWidget          *chart,
                                 const FechoBuckets *buckets)
{
  GArray *rows = collect_rows (buckets);
  const char *columns[FECHO_N_LEGEND_CLASSES + 3] = {
    /* Translators: columns of a table of counts. */
    _("Time"), _("Closes"),
  };

  for (guint i = 0; i < FECHO_N_LEGEND_CLASSES; i++)
    columns[i + 2] = _(fecho_close_class_get_label (fecho_legend_classes[i]));
  fecho_chart_table_present (chart, _("Closes over Time"), columns, rows->len, describe_row, rows,
                             (GDestroyNotify)g_array_unref);
}
