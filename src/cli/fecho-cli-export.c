/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli.h"

#include <glib/gi18n.h>

#include "fecho-cli-filter.h"
#include "fecho-error.h"
#include "fecho-exchange.h"

typedef struct
{
  FechoCliFilter filter;
  char *format;
  char *file;
  char *columns;
  char *times;
  gboolean raw;
  gboolean force;
} Options;

static void
options_clear (Options *self)
{
  fecho_cli_filter_clear (&self->filter);
  g_free (self->format);
  g_free (self->file);
  g_free (self->columns);
  g_free (self->times);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
usage (GError     **error,
       const char  *message)
{
  g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_USAGE, message);

  return FALSE;
}

static gboolean
read_times (const Options       *options,
            FechoExportOptions  *export,
            GError             **error)
{
  if (options->times == NULL || g_str_equal (options->times, "utc"))
    export->local_times = FALSE;
  else if (g_str_equal (options->times, "local"))
    export->local_times = TRUE;
  else
    return usage (error, _("--times is utc or local"));

  return TRUE;
}

static gboolean
check_copy (const Options  *options,
            GError        **error)
{
  if (!fecho_cli_filter_is_empty (&options->filter))
    return usage (error,
                  _("--format sqlite is always the whole history: options that choose events "
                    "are not allowed"));
  if (options->file == NULL)
    return usage (error, _("--format sqlite needs --file"));

  return TRUE;
}

static gboolean
write_copy (const Options  *options,
            FechoMonitor   *monitor,
            GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_exchange_copy_async (monitor, options->file, options->force, NULL, NULL, NULL,
                             fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);

  return fecho_exchange_copy_finish (result, error);
}

static gboolean
write_rows (FechoCli            *cli,
            Options             *options,
            FechoExportOptions  *export,
            FechoMonitor        *monitor,
            GError             **error)
{
  g_autoptr(FechoFilter) filter = fecho_cli_filter_build (&options->filter, cli, monitor, error);
  g_auto(GStrv) columns = options->columns != NULL ? g_strsplit (options->columns, ",", -1) : NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) cause = NULL;

  if (filter == NULL)
    return FALSE;

  export->columns = columns;
  export->raw = options->raw;
  export->catalog = cli->catalog;
  fecho_exchange_export_async (monitor, filter, export, options->file, options->force, NULL, NULL,
                               NULL,
                               fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);
  if (fecho_exchange_export_finish (result, &cause) >= 0)
    return TRUE;

  if (g_error_matches (cause, FECHO_ERROR, FECHO_ERROR_INVALID))
    g_set_error (error, FECHO_ERROR, FECHO_ERROR_USAGE, "--columns: %s", cause->message);
  else
    g_propagate_error (error, g_steal_pointer (&cause));

  return FALSE;
}

static gboolean
run (FechoCli  *cli,
     Options   *options,
     char     **ret_path,
     GError   **error)
{
  FechoExportOptions export = { 0 };
  gboolean copy = g_strcmp0 (options->format, "sqlite") == 0;
  g_autoptr(FechoMonitor) monitor = NULL;
  gboolean written;

  if (options->format == NULL)
    return usage (error, _("--format is needed: csv, json, jsonl, html or sqlite"));
  if (!copy && !fecho_export_format_from_string (options->format, &export.format))
    return usage (error, _("--format is csv, json, jsonl, html or sqlite"));
  if (export.format == FECHO_EXPORT_HTML && options->columns != NULL)
    return usage (error, _("--columns does not apply to --format html"));
  if (!read_times (options, &export, error) || (copy && !check_copy (options, error)))
    return FALSE;

  monitor = fecho_cli_open_history (cli, FECHO_MONITOR_READ, error);
  if (monitor == NULL)
    return FALSE;

  *ret_path = options->file;
  written = copy
            ? write_copy (options, monitor, error)
            : write_rows (cli, options, &export, monitor, error);

  return fecho_cli_close_history (monitor, written ? error : NULL) && written;
}

FechoCliStatus
fecho_cli_export (FechoCli  *cli,
                  int        argc,
                  char     **argv)
{
  g_auto(Options) options = { 0 };
  g_autoptr(GError) error = NULL;
  char *path = cli->db;         /* of the file that an error is about */
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, N_("csv, json, jsonl, html or sqlite"),
      N_("FORMAT") },
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &options.file,
      N_("Write to this file (default: standard output)"),
      N_("FILE") },
    { "columns", 0, 0, G_OPTION_ARG_STRING, &options.columns,
      N_("Only these columns, in this order"),
      /* Translators: what an option takes, in the list of options. */
      N_("NAMES") },
    { "times", 0, 0, G_OPTION_ARG_STRING, &options.times, N_("utc (default) or local"),
      /* Translators: what an option takes, in the list of options. */
      N_("ZONE") },
    { "raw", 0, 0, G_OPTION_ARG_NONE, &options.raw, N_("CSV cells as they are, formulas included"),
      NULL },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.force, N_("Replace an existing file"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!fecho_cli_parse (&argc, &argv, NULL, _("Writes the events of the history, oldest first."),
                        entries,
                        fecho_cli_filter_group (&options.filter)))
    return FECHO_CLI_WRONG_USE;
  if (argc > 1)
    return fecho_cli_complain (FECHO_CLI_WRONG_USE, _("export takes options only"));

  if (run (cli, &options, &path, &error))
    return FECHO_CLI_DONE;

  return fecho_cli_fail (error, path);
}
