/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dictionary-actions.h"

#include <glib/gi18n.h>

#include "fecho-dictionary-text.h"
#include "fecho-mnemonic.h"
#include "fecho-safe-text.h"
#include "fecho-session-dictionary.h"

#define ACTION "choose-dictionary"
#define TYPE "(ass)"

/* In a menu; one of hundreds is found in the form of the session. */
#define MAX_ITEMS 40

static void
chosen_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  FechoMonitor *monitor = fecho_window_get_monitor (data);
  g_autofree const char **ids = NULL;
  const char *chosen;

  if (monitor == NULL)
    return;

  g_variant_get (parameter, "(^a&s&s)", &ids, &chosen);
  for (const char **id = ids; *id != NULL; id++)
    {
      FechoSession *session = fecho_monitor_find_session (monitor, *id);

      if (session != NULL)
        fecho_monitor_choose_dictionary (monitor, session, *chosen != '\0' ? chosen : NULL);
    }
  g_simple_action_set_state (action, parameter);
}

static const GActionEntry entries[] = {
  { .name = ACTION, .activate = chosen_cb, .parameter_type = TYPE, .state = "(@as [], '')" },
};

void
fecho_dictionary_actions_install (FechoWindow *window)
{
  g_return_if_fail (FECHO_IS_WINDOW (window));

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}

static GVariant *
make_target (const char *const *sessions,
             const char        *id)
{
  return g_variant_new ("(^ass)", sessions, id);
}

static void
append_item (GMenu             *menu,
             const char *const *sessions,
             const char        *id,
             const char        *name)
{
  g_autofree char *line = fecho_safe_text_line (name);
  g_autofree char *label = fecho_mnemonic_escape (line);
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, "win." ACTION, make_target (sessions, id));
  g_menu_append_item (menu, item);
}

/* What all of them have chosen; NULL: they differ. */
static const char *
find_common (FechoMonitor      *monitor,
             const char *const *sessions)
{
  const char *common = NULL;

  for (const char *const *id = sessions; *id != NULL; id++)
    {
      FechoSession *session = fecho_monitor_find_session (monitor, *id);
      const char *chosen = session != NULL ? fecho_session_get_endpoint (session)->dictionary
                           : NULL;

      chosen = chosen != NULL ? chosen : "";
      if (common != NULL && !g_str_equal (common, chosen))
        return NULL;
      common = chosen;
    }

  return common;
}

/* What fits one; of several it is not said. */
static char *
describe_automatic (FechoMonitor      *monitor,
                    const char *const *sessions)
{
  FechoSession *session = sessions[0] != NULL && sessions[1] == NULL
                          ? fecho_monitor_find_session (monitor, sessions[0]) : NULL;

  return session != NULL
         ? fecho_dictionary_text_automatic (fecho_session_dictionary_find_fitting (session))
         : g_strdup (C_("dictionary", "Automatic"));
}

void
fecho_dictionary_actions_fill_menu (FechoWindow       *window,
                                    GMenu             *menu,
                                    const char *const *sessions)
{
  FechoMonitor *monitor;
  GPtrArray *all = fecho_dictionary_shelf_get_all (fecho_dictionary_shelf_get_default ());
  g_autofree char *automatic = NULL;
  GAction *action;
  const char *common;

  g_return_if_fail (FECHO_IS_WINDOW (window));
  g_return_if_fail (G_IS_MENU (menu));
  g_return_if_fail (sessions != NULL);

  g_menu_remove_all (menu);
  monitor = fecho_window_get_monitor (window);
  if (monitor == NULL)
    return;

  automatic = describe_automatic (monitor, sessions);
  append_item (menu, sessions, "", automatic);
  append_item (menu, sessions, FECHO_DICTIONARY_NONE, C_("dictionary", "None"));
  for (guint i = 0; i < MIN (all->len, MAX_ITEMS); i++)
    append_item (menu, sessions, fecho_dictionary_get_id (all->pdata[i]),
                 fecho_dictionary_get_name (all->pdata[i]));

  action = g_action_map_lookup_action (G_ACTION_MAP (window), ACTION);
  common = find_common (monitor, sessions);
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             make_target (sessions, common != NULL ? common : "?"));
}
