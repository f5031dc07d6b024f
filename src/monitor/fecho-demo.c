/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-demo.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "fecho-computer.h"
#include "fecho-demo-server.h"
#include "fecho-error.h"
#include "fecho-monitor-private.h"

/* The demo shows much in little time: its sessions never wait longer. */
#define MAX_WAIT_US (4 * (gint64)G_USEC_PER_SEC)

/* Its computer loses the network once, when there has been something to see. */
#define ONLINE_S 14
#define OFFLINE_S 3

#define FLAGS (FECHO_MONITOR_WATCH | FECHO_MONITOR_NOT_THE_HOST)

#define SERVER_KEY "fecho-demo-server"
#define PLAY_KEY "fecho-demo-play"
#define FOLDER_KEY "fecho-demo-folder"

static void
remove_folder (gpointer data)
{
  g_autofree char *path = data;
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;
       name != NULL;
       name = g_dir_read_name (dir))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static char *
make_folder (GError **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "fecho", NULL);
  g_autofree char *folder = g_build_filename (parent, "demo-XXXXXX", NULL);

  if (g_mkdir_with_parents (parent, 0700) != 0 || g_mkdtemp (folder) == NULL)
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_READ_ONLY,
                   "Cannot make a folder for the demo in %s", parent);
      return NULL;
    }

  return g_steal_pointer (&folder);
}

static FechoEndpoint *
make_endpoint (FechoDemoServer     *server,
               const FechoDemoPath *path)
{
  g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u%s",
                                          fecho_demo_server_get_port (server), path->path);
  FechoEndpoint *endpoint = fecho_endpoint_new (url, NULL);

  g_assert (endpoint != NULL);
  (void)fecho_endpoint_set_name (endpoint, g_dgettext (GETTEXT_PACKAGE, path->name),
                                 NULL); /* a text of ours */
  endpoint->group = path->group != NULL ? g_strdup (g_dgettext (GETTEXT_PACKAGE,
                                                                path->group)) : NULL;
  endpoint->backoff_max_us = MAX_WAIT_US;

  return endpoint;
}

/* What the computer of the demo does. */
typedef struct
{
  FechoMonitor *monitor;        /* owns us */
  FechoDemoServer *server;
  guint next_id;
} Play;

static void
play_free (gpointer data)
{
  Play *play = data;

  g_clear_handle_id (&play->next_id, g_source_remove);
  g_free (play);
}

static void
record_network (Play         *play,
                FechoNetwork  network)
{
  g_autofree char *detail = fecho_computer_network_to_detail (network, FECHO_LINK_WIFI, FALSE);

  fecho_monitor_record_host (play->monitor, FECHO_STATE_NETWORK, detail);
}

static gboolean
come_back_cb (gpointer data)
{
  Play *play = data;

  play->next_id = 0;
  record_network (play, FECHO_NETWORK_ONLINE);

  return G_SOURCE_REMOVE;
}

static gboolean
lose_network_cb (gpointer data)
{
  Play *play = data;

  record_network (play, FECHO_NETWORK_OFFLINE);
  fecho_demo_server_cut (play->server);
  play->next_id = g_timeout_add_seconds (OFFLINE_S, come_back_cb, play);

  return G_SOURCE_REMOVE;
}

static void
start_play (FechoMonitor    *monitor,
            FechoDemoServer *server)
{
  Play *play = g_new0 (Play, 1);

  play->monitor = monitor;
  play->server = server;
  record_network (play, FECHO_NETWORK_ONLINE);
  play->next_id = g_timeout_add_seconds (ONLINE_S, lose_network_cb, play);
  g_object_set_data_full (G_OBJECT (monitor), PLAY_KEY, play, play_free);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FechoDemoServer *server = g_task_get_task_data (task);
  GError *error = NULL;
  FechoMonitor *monitor = fecho_monitor_open_finish (result, &error);

  if (monitor == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_object_set_data_full (G_OBJECT (monitor), SERVER_KEY, g_object_ref (server), g_object_unref);
  g_object_set_data_full (G_OBJECT (monitor), FOLDER_KEY,
                          g_object_steal_data (G_OBJECT (task), FOLDER_KEY),
                          remove_folder);
  for (const FechoDemoPath *path = fecho_demo_server_get_sessions (); path->path != NULL; path++)
    {
      g_autoptr(FechoEndpoint) endpoint = make_endpoint (server, path);

      fecho_monitor_add_guest (monitor, endpoint);
    }
  start_play (monitor, server);
  g_task_return_pointer (task, monitor, g_object_unref);
}

void
fecho_demo_open_async (const char          *path,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *history = g_strdup (path);
  GError *error = NULL;
  FechoDemoServer *server;
  char *folder;

  g_task_set_source_tag (task, fecho_demo_open_async);
  server = fecho_demo_server_new (0, &error);
  if (server != NULL)
    g_task_set_task_data (task, server, g_object_unref);
  if (server != NULL && path == NULL)
    {
      folder = make_folder (&error);
      g_object_set_data_full (G_OBJECT (task), FOLDER_KEY, folder,
                              folder != NULL ? remove_folder : NULL);
      history = folder != NULL ? g_build_filename (folder, "history.db", NULL) : NULL;
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    fecho_monitor_open_async (history, FLAGS, cancellable, opened_cb, g_object_ref (task));
}

FechoMonitor *
fecho_demo_open_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
fecho_demo_is_demo (FechoMonitor *monitor)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), FALSE);

  return g_object_get_data (G_OBJECT (monitor), SERVER_KEY) != NULL;
}

void
fecho_demo_forget (FechoMonitor *monitor)
{
  g_return_if_fail (FECHO_IS_MONITOR (monitor));

  g_object_set_data (G_OBJECT (monitor), FOLDER_KEY, NULL);
}

GObject *
fecho_demo_serve (guint16   port,
                  GError  **error)
{
  FechoDemoServer *server = fecho_demo_server_new (port, error);

  return server != NULL ? G_OBJECT (server) : NULL;
}

char **
fecho_demo_list (GObject *server)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  guint port;

  g_return_val_if_fail (FECHO_IS_DEMO_SERVER (server), NULL);

  port = fecho_demo_server_get_port (FECHO_DEMO_SERVER (server));
  for (const FechoDemoPath *path = fecho_demo_server_get_paths (); path->path != NULL; path++)
    {
      g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u%s", port, path->path);

      g_strv_builder_add (builder, url);
      g_strv_builder_add (builder,
                          path->description != NULL ? g_dgettext (GETTEXT_PACKAGE,
                                                                  path->description) : "");
    }

  return g_strv_builder_end (builder);
}
