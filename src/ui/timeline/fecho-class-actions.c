/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-class-actions.h"

#include <glib/gi18n.h>

#include "fecho-chart-palette.h"

static char *
make_name (FechoCloseClass klass)
{
  return g_strconcat ("class-", fecho_close_class_to_string (klass), NULL);
}

static FechoCloseClass
get_class (GSimpleAction *action)
{
  FechoCloseClass klass = FECHO_CLOSE_CLASS_NORMAL;

  (void)fecho_close_class_from_string (g_action_get_name (G_ACTION (action)) + strlen ("class-"),
                                       &klass);

  return klass;
}

static void
change_state_cb (GSimpleAction *action,
                 GVariant      *shown,
                 gpointer       data)
{
  FechoTimelineModel *model = data;
  guint bit = 1u << get_class (action);
  guint classes = fecho_timeline_model_get_classes (model);

  fecho_timeline_model_set_classes (model, g_variant_get_boolean (shown) ? classes | bit
                                    : classes & ~bit);
}

static void
classes_changed_cb (GSimpleAction      *action,
                    GParamSpec         *pspec,
                    FechoTimelineModel *model)
{
  guint classes = fecho_timeline_model_get_classes (model);

  g_simple_action_set_state (action,
                             g_variant_new_boolean ((classes & (1u << get_class (action))) != 0));
}

void
fecho_class_actions_install (GActionMap         *map,
                             FechoTimelineModel *model)
{
  g_return_if_fail (G_IS_ACTION_MAP (map));
  g_return_if_fail (FECHO_IS_TIMELINE_MODEL (model));

  for (guint i = 0; i < FECHO_N_LEGEND_CLASSES; i++)
    {
      g_autofree char *name = make_name (fecho_legend_classes[i]);
      g_autoptr(GSimpleAction) action =
        g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (TRUE));

      g_signal_connect_object (action, "change-state", G_CALLBACK (change_state_cb), model, 0);
      g_signal_connect_object (model, "notify::classes", G_CALLBACK (classes_changed_cb), action,
                               G_CONNECT_SWAPPED);
      g_action_map_add_action (map, G_ACTION (action));
    }
}

void
fecho_class_actions_fill (GMenu *menu)
{
  g_return_if_fail (G_IS_MENU (menu));

  for (guint i = 0; i < FECHO_N_LEGEND_CLASSES; i++)
    {
      g_autofree char *name = make_name (fecho_legend_classes[i]);
      g_autofree char *action = g_strconcat ("win.", name, NULL);

      g_menu_append (menu, _(fecho_close_class_get_label (fecho_legend_classes[i])), action);
    }
}
