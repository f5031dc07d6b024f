/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-compare-actions.h"

#include "fecho-compare-window.h"

static void
compare_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  FechoWindow *window = data;
  FechoMonitor *monitor = fecho_window_get_monitor (window);
  FechoSidebar *sidebar = fecho_window_get_sidebar (window);
  FechoCompareWindow *compare;

  if (monitor == NULL)
    return;

  compare = fecho_compare_window_new (monitor, fecho_window_get_range (window),
                                      fecho_sidebar_get_scope (sidebar));
  gtk_window_set_transient_for (GTK_WINDOW (compare), GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (compare));
}

static const GActionEntry entries[] = {
  { .name = "compare", .activate = compare_cb },
};

void
fecho_compare_actions_install (FechoWindow *window)
{
  g_return_if_fail (FECHO_IS_WINDOW (window));

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
