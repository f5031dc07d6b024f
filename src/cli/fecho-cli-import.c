/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli-import.h"

#include <glib/gi18n.h>

#include "fecho-cli-filter.h"
#include "fecho-error.h"
#include "fecho-exchange.h"
#include "fecho-format.h"

static void
print_sentence (char *sentence)
{
  g_print ("%s\n", sentence);
  g_free (sentence);
}

static void
print_events (const FechoImported *imported)
{
  gint64 n_known = imported->n_events - imported->n_new_events;
  g_autofree char *added = fecho_format_count (imported->n_new_events);
  g_autofree char *known = fecho_format_count (n_known);

  print_sentence (g_strdup_printf (
                    /* Translators: %s is how many events a file has brought. */
                    ngettext ("%s event was added.", "%s events were added.",
                              imported->n_new_events),
                    added));
  if (n_known > 0)
    print_sentence (g_strdup_printf (
                      /* Translators: %s is how many events of a file were not added. */
                      ngettext ("%s event was here already.", "%s events were here already.",
                                n_known),
                      known));
}

static void
print_sessions (const FechoImported *imported)
{
  guint n_known = imported->n_sessions - imported->n_new_sessions;

  print_sentence (g_strdup_printf (
                    /* Translators: %u is how many sessions a file has brought. */
                    ngettext ("%u session was added.", "%u sessions were added.",
                              imported->n_new_sessions),
                    imported->n_new_sessions));
  if (n_known > 0)
    print_sentence (g_strdup_printf (
                      /* Translators: %u is how many sessions of a file were not added. */
                      ngettext ("%u session was here already.",
                                "%u sessions were here already.", n_known),
                      n_known));
}

/* What the person who expects closes of it should know. */
static void
print_har_note (const FechoImported *imported)
{
  print_sentence (g_strdup_printf (
                    /* Translators: %u is how many connections the recording has. */
                    ngettext ("The HAR has %u WebSocket connection. It does not say when, how or "
                              "with which code it ended: no close was added.",
                              "The HAR has %u WebSocket connections. It does not say when, how or "
                              "with which code they ended: no close was added.",
                              imported->n_connections),
                    imported->n_connections));
}

gboolean
fecho_cli_import_file (FechoMonitor  *monitor,
                       const char    *path,
                       GError       **error)
{
  FechoImported imported = { 0 };
  g_autoptr(GAsyncResult) result = NULL;

  fecho_exchange_import_async (monitor, path, NULL, NULL, NULL, fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);
  if (!fecho_exchange_import_finish (result, &imported, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }

  if (imported.kind == FECHO_IMPORTED_EVENTS)
    print_events (&imported);
  else
    print_sessions (&imported);
  if (imported.kind == FECHO_IMPORTED_HAR)
    print_har_note (&imported);

  return TRUE;
}

static gboolean
run (FechoCli    *cli,
     const char  *path,
     GError     **error)
{
  g_autoptr(FechoMonitor) monitor = fecho_cli_open_history (cli, FECHO_MONITOR_EDIT, error);
  gboolean done;

  if (monitor == NULL)
    return FALSE;

  done = fecho_cli_import_file (monitor, path, error);

  return fecho_cli_close_history (monitor, done ? error : NULL) && done;
}

FechoCliStatus
fecho_cli_import (FechoCli  *cli,
                  int        argc,
                  char     **argv)
{
  g_autoptr(GError) error = NULL;

  if (!fecho_cli_parse (&argc, &argv, _("FILE"),
                        _("Adds the events of Fecho’s JSON Lines, a list of sessions, or the "
                          "WebSockets of a HAR. Nothing is doubled."),
                        NULL, NULL))
    return FECHO_CLI_WRONG_USE;
  if (argc != 2)
    return fecho_cli_complain (FECHO_CLI_WRONG_USE, _("import takes one file"));

  if (run (cli, argv[1], &error))
    return FECHO_CLI_DONE;

  return fecho_cli_fail (error, cli->db);
}
