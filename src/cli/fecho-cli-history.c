/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli.h"

#include <glib/gi18n.h>

#include "fecho-cli-filter.h"
#include "fecho-cli-print.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-monitor-query.h"

#define DEFAULT_LIMIT 50

static gboolean
print_newest (FechoCli        *cli,
              FechoMonitor    *monitor,
              FechoCliFilter  *options,
              guint            limit,
              GError         **error)
{
  g_autoptr(FechoFilter) filter = fecho_cli_filter_build (options, cli, monitor, error);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) events = NULL;
  FechoDictionaryShelf *shelf = fecho_dictionary_shelf_get_default ();

  if (filter == NULL)
    return FALSE;

  fecho_monitor_recent_async (monitor, filter, limit, NULL, fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);
  events = fecho_monitor_recent_finish (monitor, result, error);
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      FechoCloseRecord explained;

      fecho_cli_print_event (fecho_code_book_apply (
                               fecho_dictionary_shelf_get_book (shelf),
                               fecho_close_event_get_record (g_ptr_array_index (events, i)),
                               &explained), cli->catalog, fecho_dictionary_shelf_get_all (shelf));
    }

  return events != NULL;
}

FechoCliStatus
fecho_cli_history (FechoCli  *cli,
                   int        argc,
                   char     **argv)
{
  g_auto(FechoCliFilter) filter = { 0 };
  g_autoptr(FechoMonitor) monitor = NULL;
  g_autoptr(GError) error = NULL;
  int limit = DEFAULT_LIMIT;
  gboolean printed;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("At most so many (default 50)"), N_("N") },
    G_OPTION_ENTRY_NULL
  };

  if (!fecho_cli_parse (&argc, &argv, NULL,
                        _("Shows recorded closes and failed attempts, newest first."), entries,
                        fecho_cli_filter_group (&filter)))
    return FECHO_CLI_WRONG_USE;
  if (argc > 1 || limit <= 0)
    return fecho_cli_complain (FECHO_CLI_WRONG_USE, argc > 1 ? _("history takes options only")
                               : _("--limit is a number above 0"));

  monitor = fecho_cli_open_history (cli, FECHO_MONITOR_READ, &error);
  if (monitor == NULL)
    return fecho_cli_fail (error, cli->db);

  printed = print_newest (cli, monitor, &filter, limit, &error);
  if (!fecho_cli_close_history (monitor, printed ? &error : NULL) || !printed)
    return fecho_cli_fail (error, cli->db);

  return FECHO_CLI_DONE;
}
