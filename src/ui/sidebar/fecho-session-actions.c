/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-actions.h"

#include <glib/gi18n.h>

#include "fecho-group-actions.h"
#include "fecho-history-deletion.h"
#include "fecho-safe-text.h"
#include "fecho-session-dialog.h"

/* What one Remove took off, to be put back in the order of the list. */
typedef struct
{
  FechoWindow *window;          /* borrowed: its toast holds this */
  FechoMonitor *monitor;
  GPtrArray *endpoints;         /* FechoEndpoint */
  GArray *positions;            /* guint */
} Removal;

static void
removal_free (Removal *removal)
{
  g_object_unref (removal->monitor);
  g_ptr_array_unref (removal->endpoints);
  g_array_unref (removal->positions);
  g_free (removal);
}

static GPtrArray *
dup_selected (FechoWindow *window)
{
  return fecho_sidebar_dup_selected (fecho_window_get_sidebar (window));
}

static void
reconnect_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       data)
{
  g_autoptr(GPtrArray) selected = dup_selected (data);

  for (guint i = 0; i < selected->len; i++)
    fecho_session_reconnect_now (g_ptr_array_index (selected, i));
}

static void
pause_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  g_autoptr(GPtrArray) selected = dup_selected (data);

  for (guint i = 0; i < selected->len; i++)
    {
      FechoSession *session = g_ptr_array_index (selected, i);

      if (fecho_session_get_state (session) != FECHO_SESSION_PAUSED)
        fecho_session_pause (session);
    }
}

static void
resume_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  g_autoptr(GPtrArray) selected = dup_selected (data);

  for (guint i = 0; i < selected->len; i++)
    {
      FechoSession *session = g_ptr_array_index (selected, i);

      if (fecho_session_get_state (session) == FECHO_SESSION_PAUSED)
        fecho_session_resume (session);
    }
}

/* Pauses where one at least is not paused. */
static void
toggle_pause_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       data)
{
  const char *name;

  fecho_session_actions_update (data);
  name = g_action_group_get_action_enabled (data, "pause") ? "pause" : "resume";
  g_action_group_activate_action (data, name, NULL);
}

static void
show_dialog (FechoWindow        *window,
             FechoSessionDialog *dialog)
{
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
edit_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  FechoWindow *window = data;
  g_autoptr(GPtrArray) selected = dup_selected (window);

  if (selected->len == 1)
    show_dialog (window, fecho_session_dialog_new (fecho_window_get_monitor (window),
                                                   g_ptr_array_index (selected, 0)));
}

static void
duplicate_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       data)
{
  FechoWindow *window = data;
  g_autoptr(GPtrArray) selected = dup_selected (window);

  if (selected->len == 1)
    show_dialog (window, fecho_session_dialog_new_copy (fecho_window_get_monitor (window),
                                                        g_ptr_array_index (selected, 0)));
}

/* One address a line, secrets masked. */
static void
copy_address_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       data)
{
  FechoWindow *window = data;
  g_autoptr(GPtrArray) selected = dup_selected (window);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < selected->len; i++)
    {
      g_autofree char *url = fecho_session_dup_url (g_ptr_array_index (selected, i));

      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, url);
    }
  if (selected->len == 0)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)), text->str);
  fecho_window_add_toast (window,
                          adw_toast_new (ngettext ("Address copied", "Addresses copied",
                                                   selected->len)));
}

static void
undo_clicked_cb (AdwToast *toast,
                 gpointer  data)
{
  Removal *removal = data;

  /* The demo may have been left meanwhile. */
  if (fecho_window_get_monitor (removal->window) != removal->monitor)
    return;

  fecho_monitor_restore_sessions (removal->monitor, removal->endpoints,
                                  (const guint *)(gpointer)removal->positions->data);
}

static void
show_removed_toast (FechoWindow *window,
                    Removal     *removal,
                    const char  *name)
{
  guint n_removed = removal->endpoints->len;
  g_autofree char *safe_name = fecho_safe_text_markup (name);
  g_autofree char *title = NULL;
  AdwToast *toast;

  if (n_removed == 1)
    /* Translators: %s is the name of a session. */
    title = g_strdup_printf (_("“%s” removed"), safe_name);
  else
    /* Translators: %u is how many sessions were removed. */
    title = g_strdup_printf (ngettext ("%u session removed", "%u sessions removed", n_removed),
                             n_removed);
  toast = adw_toast_new (title);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_timeout (toast, 10);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), removal,
                         (GClosureNotify)(GCallback)removal_free, 0);
  fecho_window_add_toast (window, toast);
}

/* What is needed to put the sessions back where they are. */
static Removal *
removal_new (FechoWindow *window,
             GPtrArray   *sessions)
{
  FechoMonitor *monitor = fecho_window_get_monitor (window);
  GListModel *model = fecho_monitor_get_sessions (monitor);
  g_autoptr(GHashTable) leaving = g_hash_table_new (NULL, NULL);
  Removal *removal = g_new0 (Removal, 1);

  removal->window = window;
  removal->monitor = g_object_ref (monitor);
  removal->endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_endpoint_free);
  removal->positions = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < sessions->len; i++)
    g_hash_table_add (leaving, sessions->pdata[i]);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (model, i);

      if (!g_hash_table_contains (leaving, session))
        continue;
      g_ptr_array_add (removal->endpoints,
                       fecho_endpoint_copy (fecho_session_get_endpoint (session)));
      g_array_append_val (removal->positions, i);
    }

  return removal;
}

static void
remove_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  FechoWindow *window = data;
  g_autoptr(GPtrArray) selected = dup_selected (window);
  g_autofree char *name = NULL;
  Removal *removal;

  if (selected->len == 0)
    return;

  name = g_strdup (fecho_session_get_name (g_ptr_array_index (selected, 0)));
  removal = removal_new (window, selected);
  fecho_monitor_remove_sessions (removal->monitor, selected);
  show_removed_toast (window, removal, name);
}

static void
delete_history_activated_cb (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       data)
{
  g_autoptr(GPtrArray) selected = dup_selected (data);

  if (selected->len > 0)
    fecho_history_deletion_ask (data, selected);
}

static const GActionEntry entries[] = {
  { .name = "reconnect-now", .activate = reconnect_activated_cb },
  { .name = "pause", .activate = pause_activated_cb },
  { .name = "resume", .activate = resume_activated_cb },
  { .name = "toggle-pause", .activate = toggle_pause_activated_cb },
  { .name = "edit", .activate = edit_activated_cb },
  { .name = "duplicate", .activate = duplicate_activated_cb },
  { .name = "copy-address", .activate = copy_address_activated_cb },
  { .name = "delete-history", .activate = delete_history_activated_cb },
  { .name = "remove", .activate = remove_activated_cb },
};

static void
set_enabled (FechoWindow *window,
             const char  *name,
             gboolean     enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
fecho_session_actions_install (FechoWindow *window)
{
  g_return_if_fail (FECHO_IS_WINDOW (window));

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  fecho_group_actions_install (window);
  fecho_session_actions_update (window);
}

void
fecho_session_actions_update (FechoWindow *window)
{
  g_autoptr(GPtrArray) selected = NULL;
  guint n_ours = 0;
  guint n_paused = 0;

  g_return_if_fail (FECHO_IS_WINDOW (window));

  selected = dup_selected (window);
  for (guint i = 0; i < selected->len; i++)
    {
      FechoSessionState state = fecho_session_get_state (g_ptr_array_index (selected, i));

      n_ours += state != FECHO_SESSION_ELSEWHERE;
      n_paused += state == FECHO_SESSION_PAUSED;
    }

  set_enabled (window, "reconnect-now", n_ours > 0);
  set_enabled (window, "pause", n_ours > n_paused);
  set_enabled (window, "resume", n_paused > 0);
  set_enabled (window, "toggle-pause", n_ours > 0);
  set_enabled (window, "edit", selected->len == 1);
  set_enabled (window, "duplicate", selected->len == 1);
  set_enabled (window, "copy-address", selected->len > 0);
  set_enabled (window, "delete-history", selected->len > 0);
  set_enabled (window, "remove", selected->len > 0);
  fecho_group_actions_update (window);
}
