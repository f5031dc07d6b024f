/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli.h"

#include <glib/gi18n.h>

#include "fecho-cli-endpoint.h"
#include "fecho-cli-filter.h"
#include "fecho-cli-import.h"
#include "fecho-cli-print.h"
#include "fecho-error.h"
#include "fecho-exchange.h"
#include "fecho-safe-text.h"

static gboolean
no_such_session (const char  *name,
                 GError     **error)
{
  g_set_error (error, FECHO_ERROR, FECHO_ERROR_USAGE,
               /* Translators: %s is a name that was given. */
               _("There is no session “%s”"), name);

  return FALSE;
}

static gboolean
list (FechoMonitor  *monitor,
      char         **names,
      gpointer       data,
      GError       **error)
{
  const FechoCellAlign aligns[] = { FECHO_CELL_LEFT, FECHO_CELL_LEFT, FECHO_CELL_LEFT,
                                    FECHO_CELL_LEFT };
  g_autoptr(FechoCliTable) table = fecho_cli_table_new (G_N_ELEMENTS (aligns), aligns);
  GListModel *sessions = fecho_monitor_get_sessions (monitor);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);
      const FechoEndpoint *endpoint = fecho_session_get_endpoint (session);
      g_autofree char *url = fecho_session_dup_url (session);
      char *cells[] = {
        fecho_safe_text_line (endpoint->name),
        fecho_safe_text_line (url),
        fecho_safe_text_line (endpoint->group != NULL ? endpoint->group : ""),
        /* Translators: a session, in a table. */
        g_strdup (endpoint->paused ? _("paused") : ""),
      };

      fecho_cli_table_add (table, cells);
    }
  fecho_cli_table_print (table);

  return TRUE;
}

static gboolean
add (FechoMonitor  *monitor,
     char         **names,
     gpointer       data,
     GError       **error)
{
  g_autoptr(GPtrArray) endpoints = NULL;

  endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_endpoint_free);
  for (char **url = names; *url != NULL; url++)
    {
      FechoEndpoint *endpoint = fecho_cli_endpoint_make (data, *url, error);

      if (endpoint == NULL)
        return FALSE;
      g_ptr_array_add (endpoints, endpoint);
    }
  fecho_monitor_add_sessions (monitor, endpoints);

  return TRUE;
}

/* All of them, or none. */
static GPtrArray *
find_all (FechoMonitor  *monitor,
          char         **names,
          GError       **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  for (char **name = names; *name != NULL; name++)
    {
      FechoSession *session = fecho_monitor_find_session (monitor, *name);

      if (session == NULL)
        {
          no_such_session (*name, error);
          return NULL;
        }
      g_ptr_array_add (found, g_object_ref (session));
    }

  return g_steal_pointer (&found);
}

static gboolean
remove_sessions (FechoMonitor  *monitor,
                 char         **names,
                 gpointer       data,
                 GError       **error)
{
  g_autoptr(GPtrArray) found = find_all (monitor, names, error);

  if (found != NULL)
    fecho_monitor_remove_sessions (monitor, found);

  return found != NULL;
}

static gboolean
set_paused (FechoMonitor  *monitor,
            char         **names,
            gboolean       paused,
            GError       **error)
{
  g_autoptr(GPtrArray) found = find_all (monitor, names, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      FechoSession *session = g_ptr_array_index (found, i);
      g_autoptr(FechoEndpoint) endpoint = NULL;

      endpoint = fecho_endpoint_copy (fecho_session_get_endpoint (session));
      endpoint->paused = paused;
      fecho_monitor_edit_session (monitor, session, endpoint);
    }

  return found != NULL;
}

static gboolean
pause_sessions (FechoMonitor  *monitor,
                char         **names,
                gpointer       data,
                GError       **error)
{
  return set_paused (monitor, names, TRUE, error);
}

static gboolean
resume_sessions (FechoMonitor  *monitor,
                 char         **names,
                 gpointer       data,
                 GError       **error)
{
  return set_paused (monitor, names, FALSE, error);
}

static gboolean
import_sessions (FechoMonitor  *monitor,
                 char         **names,
                 gpointer       data,
                 GError       **error)
{
  for (char **path = names; *path != NULL; path++)
    {
      if (!fecho_cli_import_file (monitor, *path, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
export_sessions (FechoMonitor  *monitor,
                 char         **names,
                 gpointer       data,
                 GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  if (names[1] != NULL)
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_USAGE,
                           _("sessions export takes one file"));
      return FALSE;
    }

  fecho_exchange_save_sessions_async (monitor, NULL, g_str_equal (*names, "-") ? NULL : *names,
                                      FALSE, NULL, fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);
  if (fecho_exchange_save_sessions_finish (result, error) >= 0)
    return TRUE;
  if (g_error_matches (error != NULL ? *error : NULL, FECHO_ERROR, FECHO_ERROR_EXISTS))
    {
      g_clear_error (error);
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_IO,
                   /* Translators: %s is the path of a file. */
                   _("“%s” exists already."), *names);
    }

  return FALSE;
}

static const struct
{
  const char *name;
  gboolean takes_names;
  gboolean (*func) (FechoMonitor *monitor, char **names, gpointer data, GError **error);
} actions[] = {
  { "list", FALSE, list },
  { "add", TRUE, add },
  { "remove", TRUE, remove_sessions },
  { "pause", TRUE, pause_sessions },
  { "resume", TRUE, resume_sessions },
  { "import", TRUE, import_sessions },
  { "export", TRUE, export_sessions },
};

static gboolean
run (FechoCli          *cli,
     gsize              action,
     char             **names,
     FechoCliEndpoint  *options,
     GError           **error)
{
  g_autoptr(FechoMonitor) monitor = fecho_cli_open_history (cli, FECHO_MONITOR_EDIT, error);
  gboolean done;

  if (monitor == NULL)
    return FALSE;

  done = actions[action].func (monitor, names, options, error);

  return fecho_cli_close_history (monitor, done ? error : NULL) && done;
}

static FechoCliStatus
choose_and_run (FechoCli          *cli,
                int                argc,
                char             **argv,
                FechoCliEndpoint  *options)
{
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (argv[1], actions[i].name) && actions[i].takes_names == (argc > 2))
      {
        if (run (cli, i, argv + 2, options, &error))
          return FECHO_CLI_DONE;
        if (error->domain == FECHO_ERROR && error->code <= FECHO_ERROR_USAGE)
          return fecho_cli_complain (FECHO_CLI_WRONG_USE, error->message);
        return fecho_cli_fail (error, cli->db);
      }

  return fecho_cli_complain (FECHO_CLI_WRONG_USE,
                             _("sessions is followed by list, add URL…, remove NAME…, pause NAME…, "
                               "resume NAME…, import FILE… or export FILE"));
}

FechoCliStatus
fecho_cli_sessions (FechoCli  *cli,
                    int        argc,
                    char     **argv)
{
  FechoCliEndpoint options = { 0 };
  FechoCliStatus status = FECHO_CLI_WRONG_USE;

  if (fecho_cli_parse (&argc, &argv, "list|add|remove|pause|resume|import|export …",
                       _("The stored sessions."),
                       NULL,
                       fecho_cli_endpoint_group (&options)))
    status = choose_and_run (cli, argc, argv, &options);
  fecho_cli_endpoint_clear (&options);

  return status;
}
