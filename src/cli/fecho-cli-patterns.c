/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli.h"

#include <glib/gi18n.h>

#include "fecho-cli-filter.h"
#include "fecho-cli-json.h"
#include "fecho-clock.h"
#include "fecho-format.h"
#include "fecho-pattern-search.h"
#include "fecho-safe-text.h"

/* So many names of sessions are written, then how many more there are. */
#define MAX_NAMES 5

static FechoFindings *
search (FechoCli        *cli,
        FechoMonitor    *monitor,
        FechoCliFilter  *options,
        GError         **error)
{
  g_autoptr(FechoFilter) filter = fecho_cli_filter_build (options, cli, monitor, error);
  g_autoptr(GAsyncResult) result = NULL;

  if (filter == NULL)
    return NULL;

  fecho_pattern_search_async (monitor, filter, NULL, fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);

  return fecho_pattern_search_finish (monitor, result, error);
}

/* -- for programs */

static void
add_seconds (JsonBuilder *builder,
             const char  *name,
             gint64       us)
{
  if (us == FECHO_UNKNOWN)
    fecho_cli_json_null (builder, name);
  else
    fecho_cli_json_double (builder, name, us / (double)G_USEC_PER_SEC);
}

static void
add_time (JsonBuilder *builder,
          const char  *name,
          gint64       us)
{
  g_autofree char *text = fecho_format_rfc3339 (us, FALSE);

  fecho_cli_json_string (builder, name, text);
}

static void
add_lists (JsonBuilder         *builder,
           const FechoFindings *findings,
           const FechoPattern  *pattern)
{
  g_autofree char **names = fecho_findings_list_sessions (findings, pattern);

  json_builder_set_member_name (builder, "sessions");
  json_builder_begin_array (builder);
  for (char **name = names; *name != NULL; name++)
    json_builder_add_string_value (builder, *name);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "codes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < pattern->codes->len; i++)
    json_builder_add_int_value (builder, g_array_index (pattern->codes, guint16, i));
  json_builder_end_array (builder);
}

static void
add_pattern (JsonBuilder         *builder,
             const FechoFindings *findings,
             const FechoPattern  *pattern,
             const FechoCatalog  *catalog)
{
  g_autofree char *sentence = fecho_pattern_dup_sentence (pattern, catalog);
  g_autofree char *suggestion = fecho_pattern_dup_suggestion (pattern, catalog);
  const char *knob = fecho_pattern_get_knob (pattern);

  json_builder_begin_object (builder);
  fecho_cli_json_string (builder, "kind", fecho_pattern_kind_to_string (pattern->kind));
  fecho_cli_json_int (builder, "n", pattern->n);
  fecho_cli_json_int (builder, "of", pattern->of);
  add_seconds (builder, "value_s", pattern->value_us);
  add_seconds (builder, "spread_s", pattern->spread_us);
  add_lists (builder, findings, pattern);
  add_time (builder, "first_at", pattern->first_at_us);
  add_time (builder, "last_at", pattern->last_at_us);
  fecho_cli_json_string (builder, "sentence", sentence);
  if (knob != NULL)
    fecho_cli_json_string (builder, "knob", fecho_catalog_get (catalog, knob));
  else
    fecho_cli_json_null (builder, "knob");
  fecho_cli_json_string (builder, "suggestion", suggestion);
  json_builder_end_object (builder);
}

static void
print_json (const FechoFindings *findings,
            const FechoCatalog  *catalog)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->patterns->len; i++)
    add_pattern (builder, findings, g_ptr_array_index (findings->patterns, i), catalog);
  json_builder_end_array (builder);
  fecho_cli_json_print (builder);
}

/* -- for people */

static char *
format_names (const FechoFindings *findings,
              const FechoPattern  *pattern,
              const FechoCatalog  *catalog)
{
  g_autofree char **names = fecho_findings_list_sessions (findings, pattern);
  const guint n = g_strv_length (names);
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, MAX_NAMES); i++)
    {
      g_autofree char *name = fecho_safe_text_line (names[i]);

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", name);
    }
  if (n > MAX_NAMES)
    {
      g_string_append (list, ", ");
      g_string_append_printf (list,
                              /* Translators: ends a list of names: how many more there are. */
                              fecho_catalog_get_plural (catalog, "%u more", "%u more",
                                                        n - MAX_NAMES), n - MAX_NAMES);
    }

  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
print_pattern (const FechoFindings *findings,
               const FechoPattern  *pattern,
               const FechoCatalog  *catalog)
{
  g_autofree char *sentence = fecho_pattern_dup_sentence (pattern, catalog);
  g_autofree char *suggestion = fecho_pattern_dup_suggestion (pattern, catalog);
  g_autofree char *names = format_names (findings, pattern, catalog);
  const gint64 now_us = fecho_clock_wall_us ();
  g_autofree char *first = fecho_format_time (pattern->first_at_us, now_us);
  g_autofree char *last = fecho_format_time (pattern->last_at_us, now_us);
  const char *knob = fecho_pattern_get_knob (pattern);

  g_print ("%s: %s\n", fecho_catalog_get (catalog, fecho_pattern_kind_get_label (pattern->kind)),
           sentence);
  if (knob != NULL)
    g_print ("  %s\n", fecho_catalog_get (catalog, knob));
  g_print ("  %s\n", suggestion);
  /* Translators: the first and the last time of something. */
  g_print (fecho_catalog_get (catalog, N_("  From %s to %s")), first, last);
  /* Translators: a label before a list of names. */
  g_print ("\n  %s: %s\n", fecho_catalog_get (catalog, N_("Sessions")), names);
}

static void
print_text (const FechoFindings *findings,
            const FechoCatalog  *catalog)
{
  g_autofree char *n = fecho_format_count (findings->n_events);

  for (guint i = 0; i < findings->patterns->len; i++)
    {
      if (i > 0)
        g_print ("\n");
      print_pattern (findings, g_ptr_array_index (findings->patterns, i), catalog);
    }
  if (findings->patterns->len == 0)
    {
      /* Translators: %s is how many closes and failed attempts were looked at. */
      g_print (fecho_catalog_get_plural (catalog, "No pattern was found in %s event.",
                                         "No pattern was found in %s events.",
                                         findings->n_events), n);
      g_print ("\n");
    }
  if (findings->partial)
    /* Translators: %s is how many closes and failed attempts were looked at. */
    g_printerr (_("fecho-cli: only the newest %s events of the range were looked at\n"), n);
}

static gboolean
run (FechoCli        *cli,
     FechoCliFilter  *options,
     gboolean         as_json,
     GError         **error)
{
  g_autoptr(FechoMonitor) monitor = fecho_cli_open_history (cli, FECHO_MONITOR_READ, error);
  g_autoptr(FechoFindings) findings = monitor != NULL ? search (cli, monitor, options, error)
                                      : NULL;

  if (monitor == NULL)
    return FALSE;
  if (findings != NULL && as_json)
    print_json (findings, cli->catalog);
  else if (findings != NULL)
    print_text (findings, cli->catalog);

  return fecho_cli_close_history (monitor, findings != NULL ? error : NULL) && findings != NULL;
}

FechoCliStatus
fecho_cli_patterns (FechoCli  *cli,
                    int        argc,
                    char     **argv)
{
  g_auto(FechoCliFilter) filter = { 0 };
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "output", 0, 0, G_OPTION_ARG_STRING, &output, N_("text (default) or json"), N_("FORMAT") },
    G_OPTION_ENTRY_NULL
  };

  if (!fecho_cli_parse (&argc, &argv, NULL,
                        _("Shows what is regular, correlated or new in the range."), entries,
                        fecho_cli_filter_group (&filter)) ||
      !fecho_cli_json_check_output (output))
    return FECHO_CLI_WRONG_USE;
  if (argc > 1)
    return fecho_cli_complain (FECHO_CLI_WRONG_USE, _("patterns takes options only"));

  if (!run (cli, &filter, g_strcmp0 (output, "json") == 0, &error))
    return fecho_cli_fail (error, cli->db);

  return FECHO_CLI_DONE;
}
