/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-group-actions.h"

#include <glib/gi18n.h>

#include "fecho-message-dialog.h"
#include "fecho-mnemonic.h"
#include "fecho-safe-text.h"

/* Groups in a menu; one of hundreds is found in the form of the session. */
#define MAX_GROUPS 30

static GPtrArray *
dup_selected (FechoWindow *window)
{
  return fecho_sidebar_dup_selected (fecho_window_get_sidebar (window));
}

/* -- to a group */

static void
move_to_group (FechoWindow *window,
               const char  *group)
{
  FechoMonitor *monitor = fecho_window_get_monitor (window);
  g_autoptr(GPtrArray) selected = dup_selected (window);

  for (guint i = 0; i < selected->len; i++)
    fecho_monitor_move_session (monitor, g_ptr_array_index (selected, i),
                                *group != '\0' ? group : NULL, NULL);
}

static void
move_to_group_activated_cb (GSimpleAction *action,
                            GVariant      *parameter,
                            gpointer       data)
{
  move_to_group (data, g_variant_get_string (parameter, NULL));
}

static char *
dup_name (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static void
name_changed_cb (GtkWidget        *entry,
                 AdwMessageDialog *dialog)
{
  g_autofree char *name = dup_name (entry);

  adw_message_dialog_set_response_enabled (dialog, "move", *name != '\0');
}

static void
group_named_cb (AdwMessageDialog *dialog,
                const char       *response,
                FechoWindow      *window)
{
  g_autofree char *name = dup_name (adw_message_dialog_get_extra_child (dialog));

  if (g_str_equal (response, "move") && *name != '\0')
    move_to_group (window, name);
}

static void
new_group_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       data)
{
  FechoWindow *window = data;
  GtkWidget *dialog = fecho_message_dialog_new (GTK_WINDOW (window), _("New Group"), NULL);
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_max_length (GTK_ENTRY (entry), 256);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the group"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    /* Translators: sessions into a group. */
                                    "move", C_("session", "_Move"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "move",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "move", FALSE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "move");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), dialog, 0);
  g_signal_connect_object (dialog, "response", G_CALLBACK (group_named_cb), window, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- by one place */

/* The sessions of a group, in their order; FechoSession. */
static GPtrArray *
dup_members (FechoMonitor *monitor,
             const char   *group)
{
  GListModel *sessions = fecho_monitor_get_sessions (monitor);
  GPtrArray *members = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      if (g_strcmp0 (fecho_session_get_group (session), group) == 0)
        g_ptr_array_add (members, g_steal_pointer (&session));
    }

  return members;
}

/* Several that stand together move together; what is at the end already stays. */
static void
move_up (FechoMonitor *monitor,
         GPtrArray    *selected,
         FechoSession *session)
{
  const char *group = fecho_session_get_group (session);
  g_autoptr(GPtrArray) members = dup_members (monitor, group);
  guint position = 0;

  if (!g_ptr_array_find (members, session, &position) || position == 0 ||
      g_ptr_array_find (selected, members->pdata[position - 1], NULL))
    return;

  fecho_monitor_move_session (monitor, session, group, members->pdata[position - 1]);
}

static void
move_down (FechoMonitor *monitor,
           GPtrArray    *selected,
           FechoSession *session)
{
  const char *group = fecho_session_get_group (session);
  g_autoptr(GPtrArray) members = dup_members (monitor, group);
  guint position = 0;

  if (!g_ptr_array_find (members, session, &position) || position + 1 == members->len ||
      g_ptr_array_find (selected, members->pdata[position + 1], NULL))
    return;

  fecho_monitor_move_session (monitor, session, group,
                              position + 2 < members->len ? members->pdata[position + 2] : NULL);
}

static void
move_up_activated_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       data)
{
  FechoMonitor *monitor = fecho_window_get_monitor (data);
  g_autoptr(GPtrArray) selected = dup_selected (data);

  for (guint i = 0; i < selected->len; i++)
    move_up (monitor, selected, selected->pdata[i]);
}

static void
move_down_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       data)
{
  FechoMonitor *monitor = fecho_window_get_monitor (data);
  g_autoptr(GPtrArray) selected = dup_selected (data);

  for (guint i = selected->len; i > 0; i--)
    move_down (monitor, selected, selected->pdata[i - 1]);
}

static const GActionEntry entries[] = {
  { .name = "move-to-group", .activate = move_to_group_activated_cb, .parameter_type = "s" },
  { .name = "new-group", .activate = new_group_activated_cb },
  { .name = "move-up", .activate = move_up_activated_cb },
  { .name = "move-down", .activate = move_down_activated_cb },
};

void
fecho_group_actions_install (FechoWindow *window)
{
  g_return_if_fail (FECHO_IS_WINDOW (window));

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}

void
fecho_group_actions_update (FechoWindow *window)
{
  g_autoptr(GPtrArray) selected = NULL;

  g_return_if_fail (FECHO_IS_WINDOW (window));

  selected = dup_selected (window);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), entries[i].name);
      gboolean moves = g_str_equal (entries[i].name, "move-up") ||
                       g_str_equal (entries[i].name, "move-down");

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), selected->len > 0 &&
                                   (!moves || fecho_sidebar_has_own_order ()));
    }
}

static void
append_group (GMenu      *menu,
              const char *label,
              const char *group)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.move-to-group", "s", group);
  g_menu_append_item (menu, item);
}

void
fecho_group_actions_fill_menu (GMenu      *menu,
                               GListModel *sessions)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_if_fail (G_IS_MENU (menu));

  g_menu_remove_all (menu);
  /* Translators: of a session. */
  append_group (menu, C_("group", "None"), "");
  for (guint i = 0; sessions != NULL && i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);
      const char *group = fecho_session_get_group (session);
      g_autofree char *line = NULL;
      g_autofree char *label = NULL;

      if (group == NULL || *group == '\0' || g_hash_table_size (seen) >= MAX_GROUPS ||
          !g_hash_table_add (seen, (gpointer)group))
        continue;
      line = fecho_safe_text_line (group);
      label = fecho_mnemonic_escape (line);
      append_group (menu, label, group);
    }
}
