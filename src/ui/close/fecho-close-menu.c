/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-menu.h"

#include <glib/gi18n.h>

/* Of the time that the history shows before the first and after the last. */
#define ROOM_US (60 * (gint64)G_USEC_PER_SEC)

static void
append (GMenu      *menu,
        const char *label,
        const char *group,
        const char *action,
        GVariant   *target,
        gboolean    may_hide)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", group, action);
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, name, target);
  if (may_hide)
    g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static GVariant *
make_target (const FechoCloseMenuSubject *subject,
             gint64                       room_us)
{
  return g_variant_new ("(xxs)", subject->from_us - room_us, subject->to_us + room_us,
                        subject->session_id != NULL ? subject->session_id : "");
}

static GMenu *
make_own_section (const char *group)
{
  GMenu *menu = g_menu_new ();

  append (menu, _("_Copy Details"), group, "copy-details", NULL, FALSE);
  append (menu, _("Copy as _JSON"), group, "copy-details-json", NULL, FALSE);
  append (menu, _("_Mark"), group, "mark-closes", NULL, TRUE);
  append (menu, _("_Remove Mark"), group, "unmark-closes", NULL, TRUE);

  return menu;
}

static GMenu *
make_view_section (const FechoCloseMenuSubject *subject)
{
  GMenu *menu = g_menu_new ();

  if (subject->code != 0)
    {
      /* Translators: of a menu; %u is a close code. */
      g_autofree char *label = g_strdup_printf (_("Show _All %u"), subject->code);
      g_autofree char *query = g_strdup_printf ("code:%u", subject->code);

      append (menu, label, "win", "show-history", g_variant_new_string (query), FALSE);
    }
  append (menu, _("Show in _History"), "win", "show-in-history", make_target (subject, ROOM_US),
          FALSE);
  if (subject->session_id != NULL)
    append (menu, _("_Only This Session"), "win", "choose-session",
            g_variant_new_string (subject->session_id), FALSE);

  return menu;
}

GMenu *
fecho_close_menu_new (const char                  *group,
                      const FechoCloseMenuSubject *subject)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) own = make_own_section (group);
  g_autoptr(GMenu) views = make_view_section (subject);
  g_autoptr(GMenu) last = g_menu_new ();

  append (last, _("_Export…"), "win", "export-closes", make_target (subject, 0), FALSE);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (views));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));

  return menu;
}
