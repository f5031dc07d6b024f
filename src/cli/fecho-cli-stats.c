/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli-stats.h"

#include <glib/gi18n.h>

#include "fecho-cli-filter.h"
#include "fecho-cli-json.h"
#include "fecho-cli-print.h"
#include "fecho-dictionary-folder.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-exchange.h"
#include "fecho-format.h"
#include "fecho-monitor-query.h"
#include "fecho-safe-text.h"

/* Below this many closes a share says less than the counts. */
#define MIN_FOR_SHARES 5

#define US_PER_HOUR (3600.0 * G_USEC_PER_SEC)

typedef struct
{
  FechoCli *cli;
  FechoStatsKey key;
  FechoCount total;
  gint64 open_us;
  GPtrArray *dictionaries;
  GHashTable *explained;        /* code -> id of the one dictionary for all its closes, else "" */
} Context;

typedef struct
{
  FechoStats *stats;
  GHashTable *explained;
} Counting;

static gboolean
count_event (const FechoCloseRecord  *record,
             gpointer                 data,
             GError                 **error)
{
  Counting *counting = data;
  const char *id = record->dictionary != NULL ? record->dictionary : "";
  const char *before = g_hash_table_lookup (counting->explained, GUINT_TO_POINTER (record->code));

  fecho_stats_add (counting->stats, record);
  if (record->failed_attempt || g_strcmp0 (before, id) == 0)
    return TRUE;

  /* The same number may mean other things elsewhere. */
  g_hash_table_insert (counting->explained, GUINT_TO_POINTER (record->code),
                       g_strdup (before == NULL ? id : ""));

  return TRUE;
}

/* Where all closes with the code were explained by one dictionary: its words; else NULL. */
static const FechoDictionaryCode *
explain (const Context *context,
         guint16        code)
{
  return fecho_dictionary_folder_explain (context->dictionaries,
                                          g_hash_table_lookup (context->explained,
                                                               GUINT_TO_POINTER (code)),
                                          code);
}

static FechoCloseClass
get_class (const Context *context,
           guint16        code)
{
  return fecho_dictionary_code_get_class (explain (context, code), code);
}

static const char *
get_code_name (const Context *context,
               guint16        code)
{
  return fecho_cli_get_code_name (context->cli->catalog, explain (context, code), code);
}

static gboolean
walk (FechoMonitor       *monitor,
      const FechoFilter  *filter,
      Counting           *counting,
      GError            **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_exchange_walk_async (monitor, filter, count_event, counting, NULL, fecho_cli_keep_result,
                             &result);
  fecho_cli_wait (&result);

  return fecho_exchange_walk_finish (monitor, result, error) >= 0;
}

static gboolean
get_open_us (FechoMonitor       *monitor,
             const FechoFilter  *filter,
             gint64             *ret_open_us,
             GError            **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(FechoSummary) summary = NULL;

  fecho_monitor_summary_async (monitor, filter, NULL, fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);
  summary = fecho_monitor_summary_finish (monitor, result, error);
  if (summary == NULL)
    return FALSE;

  *ret_open_us = summary->open_us;

  return TRUE;
}

/* explained gets the one dictionary that explained a code (free it), "" where there is not one for
 * all its closes. */
static gboolean
count_all (FechoMonitor       *monitor,
           const FechoFilter  *filter,
           FechoStats         *stats,
           GHashTable         *explained,
           gint64             *ret_open_us,
           GError            **error)
{
  Counting counting = { stats, explained };

  return get_open_us (monitor, filter, ret_open_us, error) &&
         walk (monitor, filter, &counting, error);
}

/* The machine word of a row's key, and what it is called in the chosen language. */
static const char *
get_word (const FechoCount *count,
          FechoStatsKey     key)
{
  switch (key)
    {
    case FECHO_STATS_BY_CLASS:
      return fecho_close_class_to_string (count->key);
    case FECHO_STATS_BY_CAUSE:
      return fecho_cause_to_string (count->key);
    case FECHO_STATS_BY_ORIGIN:
      return fecho_origin_to_string (count->key);
    case FECHO_STATS_BY_CLOSED_BY:
      return fecho_closed_by_to_string (count->key);
    case FECHO_STATS_BY_CODE:
    case FECHO_STATS_BY_SESSION:
    case FECHO_STATS_BY_HOUR:
    case FECHO_STATS_BY_DAY:
    default:
      return count->text;
    }
}

static const char *
get_label (const FechoCount *count,
           const Context    *context)
{
  switch (context->key)
    {
    case FECHO_STATS_BY_CODE:
      return get_code_name (context, count->key);
    case FECHO_STATS_BY_CLASS:
      return fecho_catalog_get (context->cli->catalog, fecho_close_class_get_label (count->key));
    case FECHO_STATS_BY_CAUSE:
      return fecho_catalog_get (context->cli->catalog, fecho_cause_get_label (count->key));
    case FECHO_STATS_BY_ORIGIN:
      return fecho_catalog_get (context->cli->catalog, fecho_origin_get_label (count->key));
    case FECHO_STATS_BY_CLOSED_BY:
      return fecho_catalog_get (context->cli->catalog, fecho_closed_by_get_label (count->key));
    case FECHO_STATS_BY_SESSION:
    case FECHO_STATS_BY_HOUR:
    case FECHO_STATS_BY_DAY:
    default:
      return count->text;
    }
}

static void
add_code (JsonBuilder      *builder,
          const FechoCount *count,
          const Context    *context)
{
  const FechoDictionaryCode *own = explain (context, count->key);
  const char *description = own != NULL ? own->meaning
                            : fecho_close_code_lookup (count->key)->description;

  fecho_cli_json_int (builder, "code", count->key);
  fecho_cli_json_string (builder, "class",
                         fecho_close_class_to_string (get_class (context, count->key)));
  fecho_cli_json_string (builder, "name", get_code_name (context, count->key));
  fecho_cli_json_string (builder, "description",
                         fecho_catalog_get (context->cli->catalog, description));
}

static char *
word_of_json (FechoStatsKey key)
{
  return g_strdelimit (g_strdup (fecho_stats_key_to_string (key)), "-", '_');
}

/* count are all closes of the row, so that they and the failed attempts sum to the events of the
 * filter; share, clean, median and rate are of those that nobody on our side asked for. */
static void
add_json (JsonBuilder      *builder,
          const FechoCount *count,
          const Context    *context)
{
  json_builder_begin_object (builder);
  if (context->key == FECHO_STATS_BY_CODE)
    {
      add_code (builder, count, context);
    }
  else
    {
      g_autofree char *name = word_of_json (context->key);

      fecho_cli_json_string (builder, name, get_word (count, context->key));
    }
  fecho_cli_json_int (builder, "count", count->n_closes + count->n_own + count->n_interrupted);
  fecho_cli_json_int (builder, "failed_attempts", count->n_failed_attempts);
  if (context->total.n_closes > 0)
    fecho_cli_json_double (builder, "share", (double)count->n_closes / context->total.n_closes);
  else
    fecho_cli_json_null (builder, "share");
  fecho_cli_json_int (builder, "clean", count->n_clean);
  if (count->median_life_us != FECHO_UNKNOWN)
    fecho_cli_json_int (builder, "median_life_ms", count->median_life_us / 1000);
  else
    fecho_cli_json_null (builder, "median_life_ms");
  if (context->open_us > 0)
    fecho_cli_json_double (builder, "rate_per_connected_hour",
                           count->n_closes / (context->open_us / US_PER_HOUR));
  else
    fecho_cli_json_null (builder, "rate_per_connected_hour");
  json_builder_end_object (builder);
}

static char *
format_key (const FechoCount *count,
            const Context    *context)
{
  if (context->key != FECHO_STATS_BY_CODE)
    return g_strdup ("");

  return g_strdup_printf ("%s %d", fecho_cli_get_glyph (get_class (context, count->key)),
                          count->key);
}

/* What stands behind a code's figures: a line of what it means. */
static const char *
get_summary (const FechoCount *count,
             const Context    *context)
{
  const FechoDictionaryCode *own;

  if (context->key != FECHO_STATS_BY_CODE)
    return "";

  own = explain (context, count->key);

  return fecho_catalog_get (context->cli->catalog,
                            own != NULL ? own->meaning
                            : fecho_close_code_lookup (count->key)->summary);
}

static void
add_row (FechoCliTable    *table,
         const FechoCount *count,
         const Context    *context)
{
  gboolean has_share = context->total.n_closes >= MIN_FOR_SHARES;
  char *cells[] = {
    format_key (count, context),
    fecho_safe_text_line (get_label (count, context)),
    fecho_format_count (count->n_closes),
    has_share ? fecho_format_percent ((double)count->n_closes / context->total.n_closes,
                                      0) : g_strdup (""),
    fecho_format_count (count->n_failed_attempts),
    fecho_format_count (count->n_own + count->n_interrupted),
    fecho_format_duration (count->median_life_us),
    fecho_safe_text_line (get_summary (count, context)),
  };

  fecho_cli_table_add (table, cells);
  if (context->key == FECHO_STATS_BY_CODE)
    fecho_cli_table_set_class (table, get_class (context, count->key));
}

static void
add_heading (FechoCliTable *table,
             FechoCatalog  *catalog)
{
  char *cells[] = {
    g_strdup (""),
    g_strdup (""),
    /* Translators: heading of a column of counts; a noun. */
    g_strdup (fecho_catalog_get (catalog, N_("Closes"))),
    /* Translators: heading of a column of percentages. */
    g_strdup (fecho_catalog_get (catalog, N_("Share"))),
    g_strdup (fecho_catalog_get (catalog, N_("Failed attempts"))),
    /* Translators: a column of counts: closes by the user or by the end of the program. */
    g_strdup (fecho_catalog_get (catalog, N_("Own"))),
    g_strdup (fecho_catalog_get (catalog, N_("Median life"))),
    g_strdup (""),
  };

  fecho_cli_table_add (table, cells);
}

static void
print_text (GArray        *rows,
            const Context *context)
{
  const FechoCellAlign aligns[] = { FECHO_CELL_LEFT, FECHO_CELL_LEFT, FECHO_CELL_RIGHT,
                                    FECHO_CELL_RIGHT,
                                    FECHO_CELL_RIGHT, FECHO_CELL_RIGHT, FECHO_CELL_RIGHT,
                                    FECHO_CELL_LEFT };
  g_autoptr(FechoCliTable) table = fecho_cli_table_new (G_N_ELEMENTS (aligns), aligns);

  add_heading (table, context->cli->catalog);
  for (guint i = 0; i < rows->len; i++)
    add_row (table, &g_array_index (rows, FechoCount, i), context);
  fecho_cli_table_print (table);
}

static void
print_json (GArray        *rows,
            const Context *context)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    add_json (builder, &g_array_index (rows, FechoCount, i), context);
  json_builder_end_array (builder);
  fecho_cli_json_print (builder);
}

gboolean
fecho_cli_print_stats (FechoCli           *cli,
                       FechoMonitor       *monitor,
                       const FechoFilter  *filter,
                       FechoStatsKey       key,
                       gboolean            as_json,
                       GError            **error)
{
  g_autoptr(FechoStats) stats = fecho_stats_new (key);
  g_autoptr(GHashTable) explained = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Context context = {
    .cli = cli, .key = key,
    .dictionaries = fecho_dictionary_shelf_get_all (fecho_dictionary_shelf_get_default ()),
    .explained = explained,
  };

  fecho_stats_set_dictionaries (stats, context.dictionaries);
  if (!count_all (monitor, filter, stats, explained, &context.open_us, error))
    return FALSE;

  context.total = fecho_stats_get_total (stats);
  if (as_json)
    print_json (fecho_stats_get_rows (stats), &context);
  else
    print_text (fecho_stats_get_rows (stats), &context);

  return TRUE;
}

static gboolean
run (FechoCli        *cli,
     FechoCliFilter  *options,
     FechoStatsKey    key,
     const char      *period,
     gboolean         as_json,
     GError         **error)
{
  g_autoptr(FechoMonitor) monitor = fecho_cli_open_history (cli, FECHO_MONITOR_READ, error);
  g_autoptr(FechoFilter) filter = monitor != NULL ? fecho_cli_filter_build (options, cli, monitor,
                                                                            error) : NULL;
  gboolean printed = FALSE;

  if (monitor == NULL)
    return FALSE;
  if (filter != NULL && period != NULL)
    printed = fecho_cli_print_comparison (cli, monitor, filter, key, period, as_json, error);
  else if (filter != NULL)
    printed = fecho_cli_print_stats (cli, monitor, filter, key, as_json, error);

  return fecho_cli_close_history (monitor, printed ? error : NULL) && printed;
}

FechoCliStatus
fecho_cli_stats (FechoCli  *cli,
                 int        argc,
                 char     **argv)
{
  g_auto(FechoCliFilter) filter = { 0 };
  g_autofree char *by = NULL;
  g_autofree char *output = NULL;
  g_autofree char *period = NULL;
  g_autoptr(GError) error = NULL;
  FechoStatsKey key = FECHO_STATS_BY_CODE;
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &by,
      N_("code (default), session, class, cause, origin, closed-by, hour or day"),
      /* Translators: what an option takes, in the list of options. */
      N_("KEY") },
    { "compare", 0, 0, G_OPTION_ARG_STRING, &period,
      N_("With an earlier period: before, or SINCE,UNTIL"),
      /* Translators: what an option takes, in the list of options. */
      N_("PERIOD") },
    { "output", 0, 0, G_OPTION_ARG_STRING, &output, N_("text (default) or json"), N_("FORMAT") },
    G_OPTION_ENTRY_NULL
  };

  if (!fecho_cli_parse (&argc, &argv, NULL, _("Counts closes; failed attempts stand apart."),
                        entries,
                        fecho_cli_filter_group (&filter)) ||
      !fecho_cli_json_check_output (output))
    return FECHO_CLI_WRONG_USE;
  if (argc > 1)
    return fecho_cli_complain (FECHO_CLI_WRONG_USE, _("stats takes options only"));
  if (by != NULL && !fecho_stats_key_from_string (by, &key))
    return fecho_cli_complain (FECHO_CLI_WRONG_USE,
                               _("--by is code, session, class, cause, origin, closed-by, hour "
                                 "or day"));

  if (period != NULL && (key == FECHO_STATS_BY_SESSION || key == FECHO_STATS_BY_HOUR ||
                         key == FECHO_STATS_BY_DAY))
    return fecho_cli_complain (FECHO_CLI_WRONG_USE,
                               _("--compare needs --by code, class, cause, origin or closed-by"));

  if (!run (cli, &filter, key, period, g_strcmp0 (output, "json") == 0, &error))
    return fecho_cli_fail (error, cli->db);

  return FECHO_CLI_DONE;
}
