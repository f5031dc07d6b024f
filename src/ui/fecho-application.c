/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-application.h"

#include <glib/gi18n.h>

#include "fecho-alerts.h"
#include "fecho-background.h"
#include "fecho-close-question.h"
#include "fecho-code-window.h"
#include "fecho-config.h"
#include "fecho-demo.h"
#include "fecho-fault-text.h"
#include "fecho-help-window.h"
#include "fecho-housekeeping.h"
#include "fecho-import-dialog.h"
#include "fecho-menu-names.h"
#include "fecho-monitor.h"
#include "fecho-notifier.h"
#include "fecho-preferences.h"
#include "fecho-settings.h"
#include "fecho-status-line.h"
#include "fecho-window.h"

/* Old closes are looked for at the start and so often after it. */
#define PRUNE_INTERVAL_S (24 * 60 * 60)

/* The same for every application id: the resources are compiled under it. */
#define RESOURCE_PATH "/io/github/fecho/Fecho"

struct _FechoApplication
{
  AdwApplication parent_instance;

  FechoWindow *window;          /* borrowed; NULL when it is gone */
  GtkWindow *codes;             /* weak; NULL: not open */
  GtkWindow *help;              /* weak; NULL when it is closed */
  FechoMonitor *monitor;        /* the history of the user; NULL until opened */
  FechoAlerts *alerts;          /* of monitor; NULL with it */
  FechoMonitor *demo;           /* NULL: not running */
  char *path;                   /* of --db; NULL: the application's own */
  gboolean demo_wanted;         /* --demo */
  gboolean opening;             /* one of the two */
  gboolean quitting;
  gboolean asking_leave;        /* to go on without a window */
  FechoStatusLine *status_line; /* while there is no window */
  guint prune_id;
  guint n_closing;
};

G_DEFINE_FINAL_TYPE (FechoApplication, fecho_application, ADW_TYPE_APPLICATION)

static void
set_enabled (FechoApplication *self,
             const char       *name,
             gboolean          enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_actions (FechoApplication *self)
{
  set_enabled (self, "demo", self->demo == NULL && !self->opening);
  set_enabled (self, "leave-demo", self->demo != NULL && !self->opening);
}

static void
set_opening (FechoApplication *self,
             gboolean          opening)
{
  self->opening = opening;
  update_actions (self);
}

static void
show_monitor (FechoApplication *self)
{
  if (self->window != NULL)
    fecho_window_set_monitor (self->window, self->demo != NULL ? self->demo : self->monitor);
}

/* -- opening */

static void
show_opening_failure (FechoApplication *self,
                      const GError     *error)
{
  g_autofree char *default_path = fecho_monitor_dup_default_path ();
  g_autofree char *text = NULL;

  if (self->window == NULL)
    return;

  text = fecho_fault_text_opening (error, self->path != NULL ? self->path : default_path);
  fecho_window_show_failure (self->window, text);
}

static void finish_quitting (FechoApplication *self);
static void close_monitor (FechoApplication *self,
                           FechoMonitor *monitor);

/* A run that has begun is ended as any other: cancelled, it would look killed in the history. */
static void
close_what_was_opened (FechoApplication *self)
{
  g_clear_object (&self->alerts);
  close_monitor (self, g_steal_pointer (&self->demo));
  close_monitor (self, g_steal_pointer (&self->monitor));
  finish_quitting (self);
}

/* -- old closes */

static void
pruned_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FechoMonitor) monitor = user_data;
  g_autoptr(GError) error = NULL;

  if (fecho_housekeeping_prune_finish (monitor, result, &error) < 0)
    g_message ("Old closes could not be removed: %s", error->message);
}

static gboolean
prune_cb (gpointer data)
{
  FechoApplication *self = data;
  int days = fecho_settings_get_int (FECHO_SETTING_KEEP_DAYS);

  if (days > 0 && self->monitor != NULL)
    fecho_housekeeping_prune_async (self->monitor, days, NULL, pruned_cb,
                                    g_object_ref (self->monitor));

  return G_SOURCE_CONTINUE;
}

static void
history_opened_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(FechoApplication) self = user_data;
  g_autoptr(GError) error = NULL;

  self->monitor = fecho_monitor_open_finish (result, &error);
  set_opening (self, FALSE);
  g_application_release (G_APPLICATION (self));
  if (self->quitting)
    close_what_was_opened (self);
  else if (self->monitor != NULL)
    {
      show_monitor (self);
      self->alerts = fecho_alerts_new (self->monitor);
      fecho_notifier_follow (G_APPLICATION (self), self->alerts);
      if (self->window == NULL)
        self->status_line = fecho_status_line_new (self->monitor);
      prune_cb (self);
      self->prune_id = g_timeout_add_seconds (PRUNE_INTERVAL_S, prune_cb, self);
    }
  else if (self->window != NULL)
    show_opening_failure (self, error);
  else
    {
      g_message ("The history cannot be opened: %s", error->message);
      g_application_quit (G_APPLICATION (self));
    }
}

static void
open_history (FechoApplication *self)
{
  set_opening (self, TRUE);
  g_application_hold (G_APPLICATION (self));
  fecho_monitor_open_async (self->path, FECHO_MONITOR_WATCH_STORED, NULL,
                            history_opened_cb, g_object_ref (self));
}

/* From the first-start page there is still a window to go on with. */
static void
show_demo_failure (FechoApplication *self,
                   const GError     *error)
{
  g_message ("The demo cannot be started: %s", error->message);
  if (self->window == NULL)
    return;

  if (self->monitor == NULL)
    fecho_window_show_failure (self->window, _("The demo cannot be started on this computer."));
  else
    fecho_window_add_toast (self->window, adw_toast_new (_("The demo cannot be started")));
}

static void
demo_opened_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(FechoApplication) self = user_data;
  g_autoptr(GError) error = NULL;

  self->demo = fecho_demo_open_finish (result, &error);
  set_opening (self, FALSE);
  g_application_release (G_APPLICATION (self));
  if (self->quitting)
    close_what_was_opened (self);
  else if (self->demo != NULL)
    show_monitor (self);
  else
    show_demo_failure (self, error);
}

static void
open_demo (FechoApplication *self)
{
  set_opening (self, TRUE);
  g_application_hold (G_APPLICATION (self));
  fecho_demo_open_async (self->demo_wanted ? self->path : NULL, NULL,
                         demo_opened_cb, g_object_ref (self));
}

/* -- closing */

static void
finish_quitting (FechoApplication *self)
{
  if (!self->quitting || self->opening || self->n_closing > 0)
    return;

  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  g_application_quit (G_APPLICATION (self));
}

static void
monitor_closed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(FechoApplication) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!fecho_monitor_close_finish (FECHO_MONITOR (object), result, &error))
    g_message ("The last closes could not be saved: %s", error->message);

  fecho_demo_forget (FECHO_MONITOR (object));
  self->n_closing--;
  g_application_release (G_APPLICATION (self));
  finish_quitting (self);
}

/* Takes monitor, NULL as well. */
static void
close_monitor (FechoApplication *self,
               FechoMonitor     *monitor)
{
  if (monitor == NULL)
    return;

  self->n_closing++;
  g_application_hold (G_APPLICATION (self));
  fecho_monitor_close_async (monitor, monitor_closed_cb, g_object_ref (self));
  g_object_unref (monitor);
}

/* The window goes at once; what is open is closed and recorded first. */
static void
quit (FechoApplication *self)
{
  if (self->quitting)
    return;

  self->quitting = TRUE;
  g_clear_object (&self->status_line);
  g_clear_handle_id (&self->prune_id, g_source_remove);
  if (self->window != NULL)
    {
      fecho_window_save_state (self->window);
      fecho_window_set_monitor (self->window, NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->window), FALSE);
    }
  close_what_was_opened (self);
}

/* A window that is hidden keeps the application alive; the next start shows it again. */
static void
go_on_without_window (FechoApplication *self)
{
  fecho_window_save_state (self->window);
  gtk_widget_set_visible (GTK_WIDGET (self->window), FALSE);
  self->status_line = fecho_status_line_new (self->monitor);
}

static void
refusal_answered_cb (gboolean keep,
                     gpointer data)
{
  FechoApplication *self = data;

  if (self->window != NULL && !self->quitting && !keep)
    quit (self);
}

static void
leave_answered_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(FechoApplication) self = data;
  FechoBackgroundLeave leave = { FECHO_BACKGROUND_NO_PORTAL, FALSE };
  gboolean allowed;

  (void)fecho_background_request_finish (result, &leave, NULL); /* it is never cancelled */
  self->asking_leave = FALSE;
  if (self->window == NULL || self->quitting || self->monitor == NULL)
    return;

  allowed = leave.answer == FECHO_BACKGROUND_ALLOWED ||
            (leave.answer == FECHO_BACKGROUND_NO_PORTAL && fecho_background_is_free ());
  if (allowed)
    go_on_without_window (self);
  else
    fecho_close_question_refuse (GTK_WINDOW (self->window), refusal_answered_cb, self);
}

static void
ask_leave (FechoApplication *self)
{
  if (self->asking_leave)
    return;

  self->asking_leave = TRUE;
  fecho_background_request_async (fecho_settings_get_boolean (FECHO_SETTING_AUTOSTART), NULL,
                                  leave_answered_cb, g_object_ref (self));
}

static void
close_answered_cb (gboolean keep,
                   gpointer data)
{
  FechoApplication *self = data;

  if (self->window == NULL || self->quitting)
    return;
  if (keep)
    ask_leave (self);
  else
    quit (self);
}

/* With a history of --db the next start would be another process, and this one out of reach. */
static gboolean
can_go_on (FechoApplication *self)
{
  GApplicationFlags flags = g_application_get_flags (G_APPLICATION (self));

  return (flags & G_APPLICATION_NON_UNIQUE) == 0 && self->demo == NULL && self->monitor != NULL &&
         fecho_close_question_is_due (self->monitor);
}

static gboolean
close_requested_cb (GtkWindow        *window,
                    FechoApplication *self)
{
  g_autofree char *on_close = fecho_settings_get_string (FECHO_SETTING_ON_CLOSE);

  if (!can_go_on (self) || g_str_equal (on_close, "stop"))
    quit (self);
  else if (g_str_equal (on_close, "keep"))
    ask_leave (self);
  else
    fecho_close_question_ask (window, close_answered_cb, self);

  return TRUE;
}

static void
window_removed_cb (FechoApplication *self,
                   GtkWindow        *window)
{
  if (window == GTK_WINDOW (self->window))
    self->window = NULL;
}

static FechoWindow *
ensure_window (FechoApplication *self)
{
  if (self->window == NULL)
    {
      self->window = fecho_window_new (GTK_APPLICATION (self));
      g_signal_connect_object (self->window, "close-request", G_CALLBACK (close_requested_cb),
                               self, 0);
      show_monitor (self);
    }

  return self->window;
}

/* -- actions */

static void
quit_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  quit (data);
}

static void
about_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  FechoApplication *self = data;

  adw_show_about_window (GTK_WINDOW (self->window),
                         "application-name", "Fecho",
                         "application-icon", FECHO_APP_ID,
                         "version", FECHO_VERSION,
                         "comments", _("Records every close of your WebSocket connections and "
                                       "explains it"),
                         /* Translators: the names of the developers as a group. */
                         "developer-name", _("The Fecho Authors"),
                         /* Translators: your names, one a line. */
                         "translator-credits", _("translator-credits"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         NULL);
}

static void
help_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  FechoApplication *self = data;

  if (self->window == NULL)
    return;

  if (self->help == NULL)
    {
      FechoHelpWindow *help = fecho_help_window_new (GTK_WINDOW (self->window));

      g_set_weak_pointer (&self->help, GTK_WINDOW (help));
    }
  gtk_window_present (self->help);
}

/* Goes with the main window, whose history and range it shows. Of the desktop entry too, which can
 * be chosen while there is no window yet. */
static void
code_reference_activated_cb (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       data)
{
  FechoApplication *self = data;

  if (self->window == NULL)
    g_application_activate (G_APPLICATION (self));
  if (self->window == NULL)
    return;

  if (self->codes == NULL)
    {
      g_set_weak_pointer (&self->codes, GTK_WINDOW (fecho_code_window_new ()));
      gtk_window_set_transient_for (self->codes, GTK_WINDOW (self->window));
      gtk_window_set_application (self->codes, GTK_APPLICATION (self));
      g_object_bind_property (self->window, "monitor", self->codes, "monitor",
                              G_BINDING_SYNC_CREATE);
      g_object_bind_property (self->window, "range", self->codes, "range", G_BINDING_SYNC_CREATE);
    }
  gtk_window_present (self->codes);
}

static void
demo_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  open_demo (data);
}

static void
leave_demo_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       data)
{
  FechoApplication *self = data;
  FechoMonitor *demo = g_steal_pointer (&self->demo);

  show_monitor (self);
  close_monitor (self, demo);
  update_actions (self);
  if (self->monitor != NULL)
    return;

  /* Of "fecho --demo": now the history that it did without. */
  g_clear_pointer (&self->path, g_free);
  self->demo_wanted = FALSE;
  open_history (self);
}

static void
preferences_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       data)
{
  FechoApplication *self = data;
  GtkWidget *preferences;

  if (self->window == NULL)
    return;

  preferences = fecho_preferences_new (self->monitor, self->alerts);
  gtk_window_set_transient_for (GTK_WINDOW (preferences), GTK_WINDOW (self->window));
  gtk_window_present (GTK_WINDOW (preferences));
}

/* Of the desktop entry, which can be chosen while there is no window yet. */
static void
add_session_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       data)
{
  FechoApplication *self = data;

  g_application_activate (G_APPLICATION (self));
  if (self->window != NULL)
    fecho_window_add_session (self->window, NULL);
}

static FechoSession *
find_session (FechoApplication *self,
              const char       *id)
{
  return self->monitor != NULL ? fecho_monitor_find_session (self->monitor, id) : NULL;
}

/* Of a notification: the window comes, with the session if there is only one. */
static void
show_sessions_activated_cb (GSimpleAction *action,
                            GVariant      *parameter,
                            gpointer       data)
{
  FechoApplication *self = data;
  g_autofree const char **ids = g_variant_get_strv (parameter, NULL);
  const char *only = ids[0] != NULL && ids[1] == NULL ? ids[0] : NULL;

  g_application_activate (G_APPLICATION (self));
  if (self->window == NULL)
    return;
  if (only != NULL && find_session (self, only) != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self->window), "choose-session",
                                    g_variant_new_string (only));
  g_action_group_change_action_state (G_ACTION_GROUP (self->window), "view",
                                      g_variant_new_string ("timeline"));
}

static void
pause_sessions_activated_cb (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       data)
{
  g_autofree const char **ids = g_variant_get_strv (parameter, NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      FechoSession *session = find_session (data, ids[i]);

      if (session != NULL)
        fecho_session_pause (session);
    }
}

static const GActionEntry entries[] = {
  { .name = "add-session", .activate = add_session_activated_cb },
  { .name = "quit", .activate = quit_activated_cb },
  { .name = "help", .activate = help_activated_cb },
  { .name = "preferences", .activate = preferences_activated_cb },
  { .name = "show-sessions", .activate = show_sessions_activated_cb, .parameter_type = "as" },
  { .name = "pause-sessions", .activate = pause_sessions_activated_cb, .parameter_type = "as" },
  { .name = "about", .activate = about_activated_cb },
  { .name = "code-reference", .activate = code_reference_activated_cb },
  { .name = "demo", .activate = demo_activated_cb },
  { .name = "leave-demo", .activate = leave_demo_activated_cb },
};

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.quit", { "<Control>q" } },
  { "app.help", { "F1" } },
  { "app.preferences", { "<Control>comma" } },
  { "window.close", { "<Control>w" } },
  { "win.add-session", { "<Control>n" } },
  { "win.import", { "<Control>o" } },
  { "win.search", { "<Control>f" } },
  { "win.export", { "<Control>e" } },
  { "win.compare", { "<Control>d" } },
  { "win.reconnect-now", { "<Control>r", "F5" } },
  { "win.toggle-pause", { "<Control>p" } },
  { "win.edit", { "F2" } },
  { "win.toggle-sidebar", { "F9" } },
  { "win.details", { "F4" } },
  { "app.code-reference", { "<Control>k" } },
  { "win.previous-close", { "<Alt>Left" } },
  { "win.next-close", { "<Alt>Right" } },
  { "win.copy-details", { "<Control><Shift>c" } },
  { "win.show-help-overlay", { "<Control>question", "<Control>F1" } },
  { "win.view::timeline", { "<Alt>1" } },
  { "win.view::statistics", { "<Alt>2" } },
  { "win.view::history", { "<Alt>3" } },
  { "win.view::messages", { "<Alt>4" } },
};

/* -- the application */

static void
fecho_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (fecho_application_parent_class)->startup (application);

  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action,
                                           accels[i].accels);
  gtk_window_set_default_icon_name (FECHO_APP_ID);
  fecho_menu_names_start ();
}

static void
fecho_application_activate (GApplication *application)
{
  FechoApplication *self = FECHO_APPLICATION (application);

  if (self->quitting)
    return;

  g_clear_object (&self->status_line);
  gtk_window_present (GTK_WINDOW (ensure_window (self)));
  if (self->monitor != NULL || self->demo != NULL || self->opening)
    return;

  if (self->demo_wanted)
    open_demo (self);
  else
    open_history (self);
}

/* What decides whether this is a process of its own has to be known before there is one. */
static int
fecho_application_handle_local_options (GApplication *application,
                                        GVariantDict *options)
{
  FechoApplication *self = FECHO_APPLICATION (application);
  g_autofree char *path = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Fecho %s\n", FECHO_VERSION);
      return 0;
    }

  (void)g_variant_dict_lookup (options, "demo", "b", &self->demo_wanted); /* else FALSE */
  if (g_variant_dict_lookup (options, "db", "^ay", &path))
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);

      self->path = g_file_get_path (file);
    }
  if (self->demo_wanted || self->path != NULL)
    g_application_set_flags (application, g_application_get_flags (application)
                             | G_APPLICATION_NON_UNIQUE);

  return -1;
}

static gboolean
is_address (const char *uri)
{
  const char *scheme = g_uri_peek_scheme (uri);

  return g_strcmp0 (scheme, "ws") == 0 || g_strcmp0 (scheme, "wss") == 0;
}

/* An address may be typed without its scheme: only what looks like one is a file. */
static gboolean
looks_like_file (const char *argument)
{
  const char *scheme = g_uri_peek_scheme (argument);
  const char *const endings[] = { ".fecho", ".json", ".jsonl", ".har" };

  if (scheme != NULL || *argument == '/' || *argument == '.')
    return g_strcmp0 (scheme, "file") == 0 || *argument == '/' || *argument == '.';

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (argument, endings[i]))
        return TRUE;
    }

  return FALSE;
}

static void
fecho_application_open (GApplication  *application,
                        GFile        **files,
                        int            n_files,
                        const char    *hint)
{
  FechoApplication *self = FECHO_APPLICATION (application);

  g_application_activate (application);
  for (int i = 0; i < n_files && self->window != NULL; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);

      if (is_address (uri))
        fecho_window_add_session (self->window, uri);
      else
        fecho_import_dialog_ask (self->window, files[i]);
    }
}

/* Until it is asked to quit, as by a notification's window. */
static void
begin_without_window (FechoApplication *self)
{
  g_application_hold (G_APPLICATION (self));
  open_history (self);
}

static int
fecho_application_command_line (GApplication            *application,
                                GApplicationCommandLine *command_line)
{
  FechoApplication *self = FECHO_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_auto(GStrv) arguments = NULL;

  /* Where it runs already, a start at login has nothing to do. */
  if (g_variant_dict_contains (options, "background"))
    {
      if (self->monitor == NULL && !self->opening)
        begin_without_window (self);
      return 0;
    }

  g_application_activate (application);
  if (self->window == NULL ||
      !g_variant_dict_lookup (options, G_OPTION_REMAINING, "^as", &arguments))
    return 0;

  for (guint i = 0; arguments[i] != NULL; i++)
    {
      g_autoptr(GFile) file = NULL;

      if (!looks_like_file (arguments[i]))
        {
          fecho_window_add_session (self->window, arguments[i]);
          continue;
        }
      file = g_application_command_line_create_file_for_arg (command_line, arguments[i]);
      fecho_import_dialog_ask (self->window, file);
    }

  return 0;
}

static void
fecho_application_dispose (GObject *object)
{
  FechoApplication *self = FECHO_APPLICATION (object);

  g_clear_weak_pointer (&self->help);
  g_clear_weak_pointer (&self->codes);
  g_clear_handle_id (&self->prune_id, g_source_remove);
  g_clear_object (&self->status_line);
  g_clear_object (&self->alerts);
  g_clear_object (&self->monitor);
  g_clear_object (&self->demo);

  G_OBJECT_CLASS (fecho_application_parent_class)->dispose (object);
}

static void
fecho_application_finalize (GObject *object)
{
  FechoApplication *self = FECHO_APPLICATION (object);

  g_free (self->path);

  G_OBJECT_CLASS (fecho_application_parent_class)->finalize (object);
}

static void
fecho_application_class_init (FechoApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = fecho_application_dispose;
  object_class->finalize = fecho_application_finalize;
  application_class->startup = fecho_application_startup;
  application_class->activate = fecho_application_activate;
  application_class->handle_local_options = fecho_application_handle_local_options;
  application_class->open = fecho_application_open;
  application_class->command_line = fecho_application_command_line;
}

static void
add_options (GApplication *application)
{
  const GOptionEntry options[] = {
    { "background", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Watch the sessions without a window"),
      NULL },
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the demo"), NULL },
    { "db", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Use this file as history"), N_("FILE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, N_("[URL|FILE…]") },
    { NULL },
  };

  g_application_add_main_option_entries (application, options);
  g_application_set_option_context_summary (application,
                                            _("Watches WebSocket connections and records every "
                                              "close. Add Session opens with each URL; a "
                                              "FILE of sessions is imported."));
}

static void
fecho_application_init (FechoApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect (self, "window-removed", G_CALLBACK (window_removed_cb), NULL);
  add_options (G_APPLICATION (self));
  update_actions (self);
}

FechoApplication *
fecho_application_new (void)
{
  return g_object_new (FECHO_TYPE_APPLICATION,
                       "application-id", FECHO_APP_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", RESOURCE_PATH,
                       NULL);
}
