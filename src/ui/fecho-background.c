/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-background.h"

#include <glib/gi18n.h>

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define BACKGROUND "org.freedesktop.portal.Background"
#define REQUEST "org.freedesktop.portal.Request"
#define MAX_STATUS 96
/* A desktop may ask the person; one that never answers is none. */
#define PATIENCE_S 60

typedef struct
{
  GDBusConnection *bus;
  guint subscription;
  guint timeout;
  char *path;                   /* of the request, guessed before it is made */
  gboolean autostart;
} Request;

static void
stop_listening (Request *request)
{
  g_clear_handle_id (&request->timeout, g_source_remove);
  if (request->subscription != 0)
    g_dbus_connection_signal_unsubscribe (request->bus, request->subscription);
  request->subscription = 0;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  stop_listening (request);
  g_clear_object (&request->bus);
  g_free (request->path);
  g_free (request);
}

static void
answer (GTask                 *task,
        FechoBackgroundAnswer  what,
        gboolean               autostart)
{
  FechoBackgroundLeave *leave = g_new0 (FechoBackgroundLeave, 1);

  stop_listening (g_task_get_task_data (task));
  leave->answer = what;
  leave->autostart = autostart;
  g_task_return_pointer (task, leave, g_free);
}

static void
response_cb (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *name,
             GVariant        *parameters,
             gpointer         data)
{
  g_autoptr(GTask) task = g_object_ref (data);
  g_autoptr(GVariant) results = NULL;
  gboolean background = FALSE;
  gboolean autostart = FALSE;
  guint32 response = 2;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  (void)g_variant_lookup (results, "background", "b", &background); /* else FALSE */
  (void)g_variant_lookup (results, "autostart", "b", &autostart);   /* likewise */
  answer (task, response == 0 && background ? FECHO_BACKGROUND_ALLOWED : FECHO_BACKGROUND_REFUSED,
          autostart);
}

static gboolean
timeout_cb (gpointer data)
{
  g_autoptr(GTask) task = g_object_ref (data);
  Request *request = g_task_get_task_data (task);

  request->timeout = 0;
  answer (task, FECHO_BACKGROUND_NO_PORTAL, FALSE);

  return G_SOURCE_REMOVE;
}

static void
called_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result,
                                                             &error);

  if (reply != NULL || g_task_get_completed (task))
    return;                     /* the answer comes, or came, as a signal */
  if (g_task_return_error_if_cancelled (task))
    stop_listening (g_task_get_task_data (task));
  else
    answer (task, FECHO_BACKGROUND_NO_PORTAL, FALSE);
}

/* Of the request that a call with this token makes. */
static char *
make_path (GDBusConnection *bus,
           const char      *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (bus) + 1);

  g_strdelimit (sender, ".", '_');

  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
}

static GVariant *
make_options (const char *token,
              gboolean    autostart)
{
  const char *const command[] = { "fecho", "--background", NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  /* Translators: shown by the desktop, as the reason of what Fecho asks for. */
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (
                           _("Watch your connections also without a window")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (autostart));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));

  return g_variant_builder_end (&options);
}

static void
call (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  g_autofree char *token = g_strdup_printf ("fecho%u", g_random_int ());

  request->path = make_path (request->bus, token);
  request->subscription =
    g_dbus_connection_signal_subscribe (request->bus, PORTAL_NAME, REQUEST, "Response",
                                        request->path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                        response_cb, g_object_ref (task), g_object_unref);
  request->timeout = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, PATIENCE_S, timeout_cb,
                                                 g_object_ref (task), g_object_unref);
  g_dbus_connection_call (request->bus, PORTAL_NAME, PORTAL_PATH, BACKGROUND, "RequestBackground",
                          g_variant_new ("(s@a{sv})", "", make_options (token,
                                                                        request->autostart)),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, g_task_get_cancellable (task),
                          called_cb, g_object_ref (task));
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  Request *request = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  request->bus = g_bus_get_finish (result, &error);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (request->bus == NULL)
    answer (task, FECHO_BACKGROUND_NO_PORTAL, FALSE);
  else
    call (task);
}

void
fecho_background_request_async (gboolean             autostart,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, fecho_background_request_async);
  request->autostart = autostart;
  g_task_set_task_data (task, request, request_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, connected_cb, task);
}

gboolean
fecho_background_request_finish (GAsyncResult          *result,
                                 FechoBackgroundLeave  *ret_leave,
                                 GError               **error)
{
  g_autofree FechoBackgroundLeave *leave = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  leave = g_task_propagate_pointer (G_TASK (result), error);
  if (leave == NULL)
    return FALSE;
  *ret_leave = *leave;

  return TRUE;
}

gboolean
fecho_background_is_free (void)
{
  return !g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static void
status_bus_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autofree char *status = data;
  g_autoptr(GDBusConnection) bus = g_bus_get_finish (result, NULL);
  GVariantBuilder options;

  if (bus == NULL)
    return;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (status));
  g_dbus_connection_call (bus, PORTAL_NAME, PORTAL_PATH, BACKGROUND, "SetStatus",
                          g_variant_new ("(a{sv})", &options), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, NULL, NULL);
}

void
fecho_background_set_status (const char *status)
{
  char *cut;

  g_return_if_fail (status != NULL);

  cut = g_utf8_substring (status, 0, MIN (g_utf8_strlen (status, -1), MAX_STATUS));
  g_bus_get (G_BUS_TYPE_SESSION, NULL, status_bus_cb, cut);
}
