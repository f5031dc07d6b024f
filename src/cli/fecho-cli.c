/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "fecho-config.h"
#include "fecho-error.h"
#include "fecho-monitor.h"
#include "fecho-safe-text.h"

typedef struct
{
  const char *name;
  FechoCliFunc func;
  const char *summary;
} Command;

static const Command commands[] = {
  { "monitor", fecho_cli_monitor, N_("Watch addresses and record how their connections end") },
  { "history", fecho_cli_history, N_("Show recorded closes, newest first") },
  { "export", fecho_cli_export, N_("Write the history as CSV, JSON, JSON Lines, HTML or SQLite") },
  { "import", fecho_cli_import, N_("Add events of JSON Lines, a list of sessions or a HAR") },
  { "stats", fecho_cli_stats, N_("Count closes by code, session, cause and more") },
  { "patterns", fecho_cli_patterns, N_("Show what is regular, correlated or new") },
  { "codes", fecho_cli_codes, N_("Explain close codes") },
  { "sessions", fecho_cli_sessions, N_("List, add, remove, pause and resume stored sessions") },
  { "db", fecho_cli_db, N_("Check, copy and shorten the history") },
  { "demo-server", fecho_cli_demo_server, N_("Run the built-in server that closes in every way") },
  { "demo", fecho_cli_demo, N_("Watch the built-in server for a while, then count") },
};

static const Command *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];

  return NULL;
}

static char *
describe_commands (void)
{
  g_autoptr(GString) text = g_string_new (_("Commands:"));

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %-12s %s", commands[i].name, _(commands[i].summary));
  g_string_append_printf (text, "\n\n%s",
                          _("“fecho-cli COMMAND --help” tells the options of a command."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The options that may stand before the command; parsing stops at the first word that is none. */
static FechoCliStatus
parse_global (FechoCli   *cli,
              int        *argc,
              char     ***argv,
              gboolean   *ret_ready)
{
  g_autoptr(GOptionContext) context = g_option_context_new (_("COMMAND …"));
  g_autofree char *description = describe_commands ();
  g_autofree char *lang = NULL;
  gboolean show_version = FALSE;
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "db", 0, 0, G_OPTION_ARG_FILENAME, &cli->db, N_("History file (default: Fecho’s own)"),
      N_("FILE") },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &lang, N_("Language of names and descriptions"),
      /* Translators: what an option takes, in the list of options. */
      N_("LANG") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &show_version, N_("Show the version and end"), NULL },
    G_OPTION_ENTRY_NULL
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_description (context, description);
  g_option_context_set_strict_posix (context, TRUE);
  if (!g_option_context_parse (context, argc, argv, &error))
    return fecho_cli_complain (FECHO_CLI_WRONG_USE, error->message);
  if (show_version)
    {
      g_print ("fecho-cli %s\n", FECHO_VERSION);
      return FECHO_CLI_DONE;
    }
  cli->catalog = fecho_catalog_new (lang, &error);
  if (cli->catalog == NULL)
    return fecho_cli_complain (FECHO_CLI_WRONG_USE, error->message);

  *ret_ready = TRUE;

  return FECHO_CLI_DONE;
}

static FechoCliStatus
run_command (FechoCli  *cli,
             int        argc,
             char     **argv)
{
  const Command *command;
  g_autofree char *message = NULL;

  if (argc < 2)
    return fecho_cli_complain (FECHO_CLI_WRONG_USE,
                               _("No command given; “fecho-cli --help” lists them"));

  command = find_command (argv[1]);
  if (command != NULL)
    return command->func (cli, argc - 1, argv + 1);

  /* Translators: %s is what was typed as a command. */
  message = g_strdup_printf (_("There is no command “%s”; “fecho-cli --help” lists them"), argv[1]);

  return fecho_cli_complain (FECHO_CLI_WRONG_USE, message);
}

FechoCliStatus
fecho_cli_run (int    argc,
               char **argv)
{
  FechoCli cli = { 0 };
  gboolean ready = FALSE;
  FechoCliStatus status;

  bindtextdomain (GETTEXT_PACKAGE, fecho_catalog_get_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("fecho-cli");

  status = parse_global (&cli, &argc, &argv, &ready);
  if (ready)
    status = run_command (&cli, argc, argv);
  g_clear_pointer (&cli.catalog, fecho_catalog_unref);
  g_clear_pointer (&cli.db, g_free);

  return status;
}

gboolean
fecho_cli_parse (int                  *argc,
                 char               ***argv,
                 const char           *parameters,
                 const char           *summary,
                 const GOptionEntry   *entries,
                 GOptionGroup         *extra)
{
  g_autofree char *usage = g_strjoin (" ", (*argv)[0], parameters, NULL);
  g_autoptr(GOptionContext) context = g_option_context_new (usage);
  g_autoptr(GError) error = NULL;

  g_option_context_set_summary (context, summary);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (extra != NULL)
    g_option_context_add_group (context, extra);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;

  fecho_cli_complain (FECHO_CLI_WRONG_USE, error->message);

  return FALSE;
}

FechoCliStatus
fecho_cli_complain (FechoCliStatus  status,
                    const char     *message)
{
  g_autofree char *line = fecho_safe_text_line (message);

  g_printerr ("fecho-cli: %s\n", line);

  return status;
}

/* The sentence for an error of a file, with one %s for its path; NULL where there is none. */
static const char *
get_sentence (const GError *error)
{
  switch ((FechoError)error->code)
    {
    case FECHO_ERROR_NOT_OURS:
      /* Translators: %s is the path of a file. */
      return N_("“%s” is not a history of Fecho. It was left as it is.");
    case FECHO_ERROR_TOO_NEW:
      /* Translators: %s is the path of a file. */
      return N_("“%s” was written by a newer version of Fecho. It was left as it is: update Fecho "
                "to open it.");
    case FECHO_ERROR_READ_ONLY:
      /* Translators: %s is the path of a file. */
      return N_("“%s” cannot be written. Check the permissions of the file and of its folder.");
    case FECHO_ERROR_CORRUPT:
      /* Translators: %s is the path of a file. */
      return N_("“%s” is damaged. It was left as it is.");
    case FECHO_ERROR_FULL:
      /* Translators: %s is the path of a file. */
      return N_("There is no room on the disk for “%s”.");
    case FECHO_ERROR_BUSY:
      /* Translators: %s is the path of a file. */
      return N_("“%s” is locked by another program.");
    case FECHO_ERROR_EXISTS:
      /* Translators: %s is the path of a file. */
      return N_("“%s” exists already; --force replaces it.");
    case FECHO_ERROR_IN_USE:
      /* Translators: %s is the path of a file. */
      return N_("The sessions of “%s” are watched by another run of Fecho.");
    case FECHO_ERROR_FAILED:
    case FECHO_ERROR_INVALID:
    case FECHO_ERROR_INVALID_SCHEME:
    case FECHO_ERROR_INVALID_HOST:
    case FECHO_ERROR_INVALID_PORT:
    case FECHO_ERROR_INVALID_FRAGMENT:
    case FECHO_ERROR_INVALID_FORM:
    case FECHO_ERROR_INVALID_VALUE:
    case FECHO_ERROR_RESERVED:
    case FECHO_ERROR_TOO_MANY:
    case FECHO_ERROR_USAGE:
    case FECHO_ERROR_IO:
    default:
      return NULL;
    }
}

FechoCliStatus
fecho_cli_fail (const GError *error,
                const char   *path)
{
  g_autofree char *default_path = path == NULL ? fecho_monitor_dup_default_path () : NULL;
  const char *sentence = error->domain == FECHO_ERROR ? get_sentence (error) : NULL;
  g_autoptr(GString) message = NULL;

  if (g_error_matches (error, FECHO_ERROR, FECHO_ERROR_USAGE))
    return fecho_cli_complain (FECHO_CLI_WRONG_USE, error->message);
  if (sentence == NULL)
    return fecho_cli_complain (FECHO_CLI_FAILED, error->message);

  message = g_string_new (_(sentence));
  g_string_replace (message, "%s", path != NULL ? path : default_path, 1);

  return fecho_cli_complain (FECHO_CLI_FAILED, message->str);
}

void
fecho_cli_keep_result (GObject      *object,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

void
fecho_cli_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}
