/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli-stats.h"

#include <glib/gi18n.h>

#include "fecho-cli-filter.h"
#include "fecho-cli-json.h"
#include "fecho-cli-print.h"
#include "fecho-clock.h"
#include "fecho-compare.h"
#include "fecho-error.h"
#include "fecho-format.h"
#include "fecho-safe-text.h"

static gboolean
refuse (GError     **error,
        const char  *message)
{
  g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_USAGE, message);

  return FALSE;
}

/* The earlier period, into before. */
static gboolean
read_period (const char         *period,
             const FechoFilter  *now,
             FechoFilter        *before,
             GError            **error)
{
  const gint64 now_us = fecho_clock_wall_us ();
  const gint64 until_us = MIN (now->until_us, now_us);
  g_auto(GStrv) parts = g_strsplit (period, ",", -1);

  if (g_str_equal (period, "before"))
    {
      if (now->since_us == G_MININT64 || now->since_us >= until_us)
        return refuse (error, _("--compare before needs --since, an earlier time"));

      before->since_us = now->since_us - (until_us - now->since_us);
      before->until_us = now->since_us;
      return TRUE;
    }
  if (g_strv_length (parts) != 2 ||
      !fecho_filter_parse_time (parts[0], now_us, &before->since_us, NULL) ||
      !fecho_filter_parse_time (parts[1], now_us, &before->until_us, NULL) ||
      before->since_us >= before->until_us)
    return refuse (error, _("--compare is “before”, or two times: 48h,24h"));

  return TRUE;
}

static const char *
get_word (FechoStatsKey key,
          int           value)
{
  switch (key)
    {
    case FECHO_STATS_BY_CLASS:
      return fecho_close_class_to_string (value);
    case FECHO_STATS_BY_CAUSE:
      return fecho_cause_to_string (value);
    case FECHO_STATS_BY_ORIGIN:
      return fecho_origin_to_string (value);
    case FECHO_STATS_BY_CLOSED_BY:
      return fecho_closed_by_to_string (value);
    case FECHO_STATS_BY_CODE:
    case FECHO_STATS_BY_SESSION:
    case FECHO_STATS_BY_HOUR:
    case FECHO_STATS_BY_DAY:
    default:
      return NULL;
    }
}

/* What a dictionary says of a code in both periods, NULL: nothing. */
static const FechoDictionaryCode *
explain (const FechoTwoPeriods *periods,
         guint16                code)
{
  const FechoDictionary *dictionary = fecho_code_agreement_get (periods->dictionaries, code);

  return dictionary != NULL ? fecho_dictionary_lookup (dictionary, code) : NULL;
}

static char *
dup_code_label (const FechoTwoPeriods *periods,
                guint16                code,
                FechoCatalog          *catalog)
{
  const FechoDictionaryCode *own = explain (periods, code);
  g_autofree char *name = fecho_safe_text_line (fecho_cli_get_code_name (catalog, own, code));

  return g_strdup_printf ("%s %u  %s",
                          fecho_cli_get_glyph (fecho_dictionary_code_get_class (own, code)), code,
                          name);
}

static char *
dup_label (const FechoTwoPeriods *periods,
           FechoStatsKey          key,
           int                    value,
           FechoCatalog          *catalog)
{
  switch (key)
    {
    case FECHO_STATS_BY_CLASS:
      return g_strdup (fecho_catalog_get (catalog, fecho_close_class_get_label (value)));
    case FECHO_STATS_BY_CAUSE:
      return g_strdup (fecho_catalog_get (catalog, fecho_cause_get_label (value)));
    case FECHO_STATS_BY_ORIGIN:
      return g_strdup (fecho_catalog_get (catalog, fecho_origin_get_label (value)));
    case FECHO_STATS_BY_CLOSED_BY:
      return g_strdup (fecho_catalog_get (catalog, fecho_closed_by_get_label (value)));
    case FECHO_STATS_BY_CODE:
    case FECHO_STATS_BY_SESSION:
    case FECHO_STATS_BY_HOUR:
    case FECHO_STATS_BY_DAY:
    default:
      return dup_code_label (periods, (guint16)value, catalog);
    }
}

/* -- for programs */

static void
add_number (JsonBuilder *builder,
            const char  *name,
            double       value)
{
  if (value < 0)
    fecho_cli_json_null (builder, name);
  else
    fecho_cli_json_double (builder, name, value);
}

static void
add_code (JsonBuilder           *builder,
          const FechoTwoPeriods *periods,
          guint16                code,
          FechoCatalog          *catalog)
{
  const FechoDictionaryCode *own = explain (periods, code);
  FechoCloseClass klass = fecho_dictionary_code_get_class (own, code);

  fecho_cli_json_int (builder, "code", code);
  fecho_cli_json_string (builder, "class", fecho_close_class_to_string (klass));
  fecho_cli_json_string (builder, "name", fecho_cli_get_code_name (catalog, own, code));
}

static void
add_json (JsonBuilder            *builder,
          const FechoTwoPeriods  *periods,
          const FechoComparedRow *row,
          FechoStatsKey           key,
          FechoCatalog           *catalog)
{
  g_autofree char *name = g_strdelimit (g_strdup (fecho_stats_key_to_string (key)), "-", '_');
  const char *word = get_word (key, row->key);
  const char *trend = fecho_trend_to_string (row->trend);

  json_builder_begin_object (builder);
  if (key == FECHO_STATS_BY_CODE)
    add_code (builder, periods, (guint16)row->key, catalog);
  else if (word != NULL)
    fecho_cli_json_string (builder, name, word);
  else
    fecho_cli_json_null (builder, name);
  fecho_cli_json_int (builder, "count", row->n_now);
  add_number (builder, "rate_per_connected_hour", row->now.per_hour);
  add_number (builder, "rate_low", row->now.low);
  add_number (builder, "rate_high", row->now.high);
  fecho_cli_json_int (builder, "count_before", row->n_before);
  add_number (builder, "rate_before", row->before.per_hour);
  add_number (builder, "rate_before_low", row->before.low);
  add_number (builder, "rate_before_high", row->before.high);
  if (trend != NULL)
    fecho_cli_json_string (builder, "change", trend);
  else
    fecho_cli_json_null (builder, "change");
  json_builder_end_object (builder);
}

static void
print_json (const FechoTwoPeriods *periods,
            FechoStatsKey          key,
            FechoCatalog          *catalog)
{
  const GArray *rows = periods->rows[key];
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    add_json (builder, periods, &g_array_index (rows, FechoComparedRow, i), key, catalog);
  json_builder_end_array (builder);
  fecho_cli_json_print (builder);
}

/* -- for people */

static void
print_text (const FechoTwoPeriods *periods,
            FechoStatsKey          key,
            FechoCatalog          *catalog)
{
  const GArray *rows = periods->rows[key];
  const FechoCellAlign aligns[] = { FECHO_CELL_LEFT, FECHO_CELL_RIGHT, FECHO_CELL_LEFT,
                                    FECHO_CELL_RIGHT, FECHO_CELL_LEFT, FECHO_CELL_LEFT };
  g_autoptr(FechoCliTable) table = fecho_cli_table_new (G_N_ELEMENTS (aligns), aligns);
  char *heading[] = {
    g_strdup (""),
    /* Translators: heading of a column: the later of two periods. */
    g_strdup (fecho_catalog_get (catalog, N_("Now"))),
    /* Translators: heading of a column: closes per hour of being connected, from – to. */
    g_strdup (fecho_catalog_get (catalog, N_("Per connected hour"))),
    /* Translators: heading of a column: the earlier of two periods. */
    g_strdup (fecho_catalog_get (catalog, N_("Before"))),
    g_strdup (fecho_catalog_get (catalog, N_("Per connected hour"))),
    g_strdup (""),
  };

  fecho_cli_table_add (table, heading);
  for (guint i = 0; i < rows->len; i++)
    {
      const FechoComparedRow *row = &g_array_index (rows, FechoComparedRow, i);
      char *cells[] = {
        dup_label (periods, key, row->key, catalog),
        fecho_format_count (row->n_now),
        fecho_rate_format (&row->now),
        fecho_format_count (row->n_before),
        fecho_rate_format (&row->before),
        g_strdup (row->trend == FECHO_TREND_NONE
                  ? "" : fecho_catalog_get (catalog, fecho_trend_get_label (row->trend))),
      };

      fecho_cli_table_add (table, cells);
    }
  fecho_cli_table_print (table);
}

gboolean
fecho_cli_print_comparison (FechoCli           *cli,
                            FechoMonitor       *monitor,
                            const FechoFilter  *filter,
                            FechoStatsKey       key,
                            const char         *period,
                            gboolean            as_json,
                            GError            **error)
{
  g_autoptr(FechoFilter) earlier = fecho_filter_copy (filter);
  g_autoptr(FechoTwoPeriods) periods = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  if (!read_period (period, filter, earlier, error))
    return FALSE;

  fecho_compare_async (monitor, earlier, filter, NULL, fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);
  periods = fecho_compare_finish (monitor, result, error);
  if (periods == NULL)
    return FALSE;

  if (as_json)
    print_json (periods, key, cli->catalog);
  else
    print_text (periods, key, cli->catalog);

  return TRUE;
}
