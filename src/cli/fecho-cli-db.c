/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli.h"

#include <glib/gi18n.h>

#include "fecho-cli-filter.h"
#include "fecho-error.h"
#include "fecho-exchange.h"
#include "fecho-format.h"
#include "fecho-housekeeping.h"
#include "fecho-safe-text.h"

typedef struct
{
  int days;                     /* 0: not given */
  gboolean force;
  const char *file;
} Options;

static void
print_count (gint64      n,
             const char *sentence)
{
  g_autofree char *count = fecho_format_count (n);
  g_autoptr(GString) line = g_string_new (sentence);

  g_string_replace (line, "%s", count, 1);
  g_print ("%s\n", line->str);
}

/* -- check */

static gboolean
print_unindexed (FechoMonitor  *monitor,
                 GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  gint64 n;

  fecho_housekeeping_count_unindexed_async (monitor, NULL, fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);
  n = fecho_housekeeping_count_unindexed_finish (monitor, result, error);
  if (n > 0)
    /* Translators: %s is a number of events. */
    print_count (n, ngettext ("The reason of %s event is kept but not indexed, because its session "
                              "had sent too many different ones: a search for it takes longer",
                              "The reasons of %s events are kept but not indexed, because their "
                              "sessions had sent too many different ones: a search for them takes "
                              "longer", n));

  return n >= 0;
}

static gboolean
check (FechoMonitor   *monitor,
       const Options  *options,
       GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_auto(GStrv) problems = NULL;

  fecho_housekeeping_check_async (monitor, NULL, fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);
  problems = fecho_housekeeping_check_finish (monitor, result, error);
  if (problems == NULL)
    return FALSE;
  if (problems[0] == NULL)
    {
      g_print ("%s\n", _("The history is in order"));
      return print_unindexed (monitor, error);
    }

  for (guint i = 0; problems[i] != NULL; i++)
    {
      g_autofree char *line = fecho_safe_text_line (problems[i]);

      g_print ("%s\n", line);
    }
  g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_CORRUPT, problems[0]);

  return FALSE;
}

/* -- backup */

static gboolean
back_up (FechoMonitor   *monitor,
         const Options  *options,
         GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_exchange_copy_async (monitor, options->file, options->force, NULL, NULL, NULL,
                             fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);

  return fecho_exchange_copy_finish (result, error);
}

/* -- prune */

static gboolean
prune (FechoMonitor   *monitor,
       const Options  *options,
       GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  gint64 n;

  fecho_housekeeping_prune_async (monitor, options->days, NULL, fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);
  n = fecho_housekeeping_prune_finish (monitor, result, error);
  if (n >= 0)
    /* Translators: %s is a number of events. */
    print_count (n, ngettext ("%s event was removed", "%s events were removed", n));

  return n >= 0;
}

/* -- choosing */

typedef struct
{
  const char *name;
  gboolean (*func)(FechoMonitor *monitor,
                   const Options *options,
                   GError **error);
  int flags;
} Action;

static const Action actions[] = {
  { "check", check, FECHO_MONITOR_READ },
  { "backup", back_up, FECHO_MONITOR_READ },
  { "prune", prune, FECHO_MONITOR_EDIT },
};

static const Action *
find_action (const char *name)
{
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (actions); i++)
    {
      if (g_str_equal (actions[i].name, name))
        return &actions[i];
    }

  return NULL;
}

/* What is wrong with the arguments of an action, or NULL. */
static const char *
get_complaint (const Action  *action,
               const Options *options,
               int            n_arguments)
{
  if (action == NULL)
    return _("db is followed by check, backup FILE or prune --older-than DAYS");
  if (n_arguments != (action->func == back_up ? 1 : 0))
    return action->func == back_up ? _("db backup takes one file")
           : _("db check and db prune take no file");
  if (action->func == prune && options->days < 1)
    return _("db prune needs --older-than with a number of days from 1");
  if (action->func != prune && options->days != 0)
    return _("--older-than is for db prune");
  if (action->func != back_up && options->force)
    return _("--force is for db backup");

  return NULL;
}

static gboolean
run (FechoCli       *cli,
     const Action   *action,
     const Options  *options,
     GError        **error)
{
  g_autoptr(FechoMonitor) monitor = fecho_cli_open_history (cli, action->flags, error);
  gboolean done;

  if (monitor == NULL)
    return FALSE;

  done = action->func (monitor, options, error);

  return fecho_cli_close_history (monitor, done ? error : NULL) && done;
}

FechoCliStatus
fecho_cli_db (FechoCli  *cli,
              int        argc,
              char     **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "older-than", 0, 0, G_OPTION_ARG_INT, &options.days,
      N_("With prune: remove closes and attempts that are older; counts and charts keep them"),
      /* Translators: stands for a number of days. */
      N_("DAYS") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.force,
      N_("With backup: replace an existing file"), NULL },
    G_OPTION_ENTRY_NULL
  };
  const Action *action;
  const char *complaint;
  g_autoptr(GError) error = NULL;

  if (!fecho_cli_parse (&argc, &argv, "check|backup|prune …",
                        _("Takes care of the history: check looks through the whole file for "
                          "damage, backup FILE copies all of it as SQLite while it is in use, "
                          "prune removes what is old."),
                        entries, NULL))
    return FECHO_CLI_WRONG_USE;
  action = find_action (argc > 1 ? argv[1] : NULL);
  complaint = get_complaint (action, &options, argc - 2);
  if (complaint != NULL)
    return fecho_cli_complain (FECHO_CLI_WRONG_USE, complaint);
  options.file = argc > 2 ? argv[2] : NULL;
  if (run (cli, action, &options, &error))
    return FECHO_CLI_DONE;

  return fecho_cli_fail (error, g_error_matches (error, FECHO_ERROR, FECHO_ERROR_EXISTS) ||
                         g_error_matches (error, FECHO_ERROR, FECHO_ERROR_FULL)
                         ? options.file : cli->db);
}
