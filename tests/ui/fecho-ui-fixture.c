/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-ui-fixture.h"

#include <locale.h>

#include <adwaita.h>
#include <glib/gstdio.h>

#include "fecho-test-util.h"

#define FOLDER_KEY "fecho-test-folder"

gboolean
fecho_ui_test_init (int    *argc,
                    char ***argv)
{
  g_test_init (argc, argv, NULL);
  gtk_disable_setlocale ();
  setlocale (LC_ALL, "C.UTF-8");
  if (!gtk_init_check ())
    return FALSE;

  adw_init ();

  return TRUE;
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

FechoMonitor *
fecho_ui_monitor_new (FechoMonitorFlags flags)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *folder = g_dir_make_tmp ("fecho-ui-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);
  FechoMonitor *monitor;

  g_assert_no_error (error);
  fecho_monitor_open_async (path, flags, NULL, result_cb, &result);
  fecho_test_wait (result != NULL);
  monitor = fecho_monitor_open_finish (result, &error);
  g_assert_no_error (error);
  g_object_set_data_full (G_OBJECT (monitor), FOLDER_KEY, g_steal_pointer (&folder), g_free);

  return monitor;
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = g_dir_read_name (dir);

  while (name != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
      name = g_dir_read_name (dir);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
fecho_ui_monitor_end (FechoMonitor *monitor)
{
  g_autofree char *folder = g_object_steal_data (G_OBJECT (monitor), FOLDER_KEY);
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  fecho_monitor_close_async (monitor, result_cb, &result);
  fecho_test_wait (result != NULL);
  fecho_monitor_close_finish (monitor, result, &error);
  g_assert_no_error (error);
  g_object_unref (result);
  fecho_ui_wait_finalized (monitor);
  remove_folder (folder);
}

FechoSession *
fecho_ui_add_session (FechoMonitor *monitor,
                      const char   *url,
                      const char   *name,
                      const char   *group)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new (url, &error);

  g_assert_no_error (error);
  fecho_endpoint_set_name (endpoint, name, &error);
  g_assert_no_error (error);
  endpoint->group = g_strdup (group);

  return fecho_monitor_add_session (monitor, endpoint);
}

gpointer
fecho_ui_get_child (gpointer    widget,
                    const char *id)
{
  GObject *child = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), id);

  if (child == NULL)
    g_error ("No child “%s” in the template of %s", id, G_OBJECT_TYPE_NAME (widget));

  return child;
}

gpointer
fecho_ui_find (GtkWidget *widget,
               GType      type)
{
  gpointer found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = fecho_ui_find (child, type);

  return found;
}

GtkWidget *
fecho_ui_find_label (GtkWidget  *widget,
                     const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = fecho_ui_find_label (child, text);

  return found;
}

void
fecho_ui_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

void
fecho_ui_wait_finalized (gpointer object)
{
  g_object_add_weak_pointer (object, &object);
  g_object_unref (object);
  fecho_test_wait (object == NULL);
}
