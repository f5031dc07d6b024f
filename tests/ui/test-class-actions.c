/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "fecho-chart-palette.h"
#include "fecho-class-actions.h"

#define ABNORMAL (1u << FECHO_CLOSE_CLASS_ABNORMAL)

static gboolean
is_shown (GActionGroup *group,
          const char   *name)
{
  g_autoptr(GVariant) state = g_action_group_get_action_state (group, name);

  g_assert_nonnull (state);

  return g_variant_get_boolean (state);
}

/* The menu and the legend are two looks at one thing. */
static void
test_follow_each_other (void)
{
  g_autoptr(FechoTimelineModel) model = fecho_timeline_model_new ();
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  GActionGroup *group = G_ACTION_GROUP (actions);

  fecho_class_actions_install (G_ACTION_MAP (actions), model);
  g_assert_true (is_shown (group, "class-abnormal"));

  g_action_group_activate_action (group, "class-abnormal", NULL);
  g_assert_cmpuint (fecho_timeline_model_get_classes (model), ==, FECHO_ALL_CLASSES & ~ABNORMAL);
  g_assert_false (is_shown (group, "class-abnormal"));
  g_assert_true (is_shown (group, "class-server"));

  fecho_timeline_model_set_classes (model, ABNORMAL);
  g_assert_true (is_shown (group, "class-abnormal"));
  g_assert_false (is_shown (group, "class-server"));
}

static void
test_menu_has_each (void)
{
  g_autoptr(FechoTimelineModel) model = fecho_timeline_model_new ();
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr(GMenu) menu = g_menu_new ();

  fecho_class_actions_install (G_ACTION_MAP (actions), model);
  fecho_class_actions_fill (menu);
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (menu)), ==, 7);
  for (int i = 0; i < 7; i++)
    {
      g_autofree char *action = NULL;

      g_assert_true (g_menu_model_get_item_attribute (G_MENU_MODEL (menu), i, "action", "s",
                                                      &action));
      g_assert_true (g_str_has_prefix (action, "win."));
      g_assert_true (g_action_group_has_action (G_ACTION_GROUP (actions),
                                                action + strlen ("win.")));
    }
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/class-actions/follow-each-other", test_follow_each_other);
  g_test_add_func ("/ui/class-actions/menu-has-each", test_menu_has_each);

  return g_test_run ();
}
