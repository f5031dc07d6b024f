/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>

#include "fecho-cli-filter.h"
#include "fecho-cli-print.h"
#include "fecho-cli-stats.h"
#include "fecho-cli-watch.h"
#include "fecho-demo.h"
#include "fecho-error.h"

#define DEFAULT_DURATION_S 10.0

/* -- demo */

static FechoMonitor *
open_demo (const char  *path,
           GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_demo_open_async (path, NULL, fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);

  return fecho_demo_open_finish (result, error);
}

/* The counts are read from the file, after everything is in it. */
static gboolean
print_counts (FechoCli    *cli,
              const char  *path,
              GError     **error)
{
  FechoCli demo = { (char *)path, cli->catalog };
  g_autoptr(FechoMonitor) history = fecho_cli_open_history (&demo, FECHO_MONITOR_READ, error);
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  g_print ("\n");

  return history != NULL &&
         fecho_cli_print_stats (cli, history, filter, FECHO_STATS_BY_CODE, FALSE, error) &&
         fecho_cli_close_history (history, error);
}

FechoCliStatus
fecho_cli_demo (FechoCli  *cli,
                int        argc,
                char     **argv)
{
  double duration_s = DEFAULT_DURATION_S;
  FechoCliWatch options = { .close_after_us = FECHO_UNKNOWN };
  g_autoptr(FechoMonitor) monitor = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  FechoCliStatus status;
  const GOptionEntry entries[] = {
    { "duration", 0, 0, G_OPTION_ARG_DOUBLE, &duration_s, N_("Seconds to watch (default 10)"),
      /* Translators: a number of seconds that an option takes, in the list of options. */
      N_("S") },
    G_OPTION_ENTRY_NULL
  };

  if (!fecho_cli_parse (&argc, &argv, NULL,
                        _("Watches a server of its own that closes in every way, then counts the "
                          "closes by code."),
                        entries, NULL))
    return FECHO_CLI_WRONG_USE;
  if (argc > 1 || !(duration_s > 0 && duration_s <= 86400))
    return fecho_cli_complain (FECHO_CLI_WRONG_USE,
                               _("demo takes --duration, a number of seconds"));

  monitor = open_demo (cli->db, &error);
  if (monitor == NULL)
    return fecho_cli_fail (error, cli->db);

  path = g_strdup (fecho_monitor_get_path (monitor));
  options.duration_us = duration_s * G_USEC_PER_SEC;
  status = fecho_cli_watch (cli, monitor, &options);
  if (status == FECHO_CLI_DONE && !print_counts (cli, path, &error))
    return fecho_cli_fail (error, cli->db);

  return status;
}

/* -- demo-server */

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);

  return G_SOURCE_CONTINUE;
}

static void
print_addresses (GObject *server)
{
  const FechoCellAlign aligns[] = { FECHO_CELL_LEFT, FECHO_CELL_LEFT };
  g_autoptr(FechoCliTable) table = fecho_cli_table_new (G_N_ELEMENTS (aligns), aligns);
  g_auto(GStrv) list = fecho_demo_list (server);

  for (char **item = list; *item != NULL; item += 2)
    {
      char *cells[] = { g_strdup (item[0]), g_strdup (item[1]) };

      fecho_cli_table_add (table, cells);
    }
  fecho_cli_table_print (table);
  fflush (stdout);
}

static FechoCliStatus
complain_of_port (const GError *error,
                  int           port)
{
  g_autofree char *message = NULL;

  if (!g_error_matches (error, FECHO_ERROR, FECHO_ERROR_IN_USE))
    return fecho_cli_complain (FECHO_CLI_FAILED, error->message);

  /* Translators: %d is the number of a port. */
  message = g_strdup_printf (_("Port %d is in use"), port);

  return fecho_cli_complain (FECHO_CLI_FAILED, message);
}

FechoCliStatus
fecho_cli_demo_server (FechoCli  *cli,
                       int        argc,
                       char     **argv)
{
  int port = 0;
  g_autoptr(GObject) server = NULL;
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, N_("Port on 127.0.0.1 (default: any that is free)"),
      /* Translators: a number that an option takes, in the list of options. */
      N_("N") },
    G_OPTION_ENTRY_NULL
  };

  if (!fecho_cli_parse (&argc, &argv, NULL, _("Runs the built-in server and prints its addresses."),
                        entries, NULL))
    return FECHO_CLI_WRONG_USE;
  if (argc > 1 || port < 0 || port > G_MAXUINT16)
    return fecho_cli_complain (FECHO_CLI_WRONG_USE, _("--port is a number from 0 to 65535"));

  server = fecho_demo_serve (port, &error);
  if (server == NULL)
    return complain_of_port (error, port);

  print_addresses (server);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_main_loop_run (loop);

  return FECHO_CLI_DONE;
}
