/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-details-menu.h"

#include "fecho-close-copy.h"
#include "fecho-close-events.h"
#include "fecho-close-menu.h"
#include "fecho-event-row.h"
#include "fecho-mark.h"

static void
find_subject (GPtrArray             *events,
              FechoCloseMenuSubject *ret_subject)
{
  const FechoCloseRecord *first = fecho_close_events_get (events, 0);

  ret_subject->session_id = first->session_id;
  ret_subject->code = first->code;
  fecho_close_events_find_bounds (events, &ret_subject->from_us, &ret_subject->to_us);
  for (guint i = 1; i < events->len; i++)
    {
      const FechoCloseRecord *record = fecho_close_events_get (events, i);

      if (record->code != first->code)
        ret_subject->code = 0;
      if (g_strcmp0 (record->session_id, first->session_id) != 0)
        ret_subject->session_id = NULL;
    }
}

static void
set_enabled (FechoDetailsMenu *self,
             const char       *name,
             gboolean          enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
open_of (FechoDetailsMenu *self,
         FechoEventRow    *row,
         double            x,
         double            y)
{
  GPtrArray *shown = self->get_shown (self->owner);
  FechoCloseMenuSubject subject = { 0 };
  g_autoptr(GMenu) menu = NULL;

  g_clear_pointer (&self->events, g_ptr_array_unref);
  if (row != NULL)
    self->events = fecho_close_events_new_one (fecho_event_row_get_event (row));
  else if (shown != NULL)
    self->events = g_ptr_array_ref (shown);
  if (self->events == NULL)
    return;

  find_subject (self->events, &subject);
  set_enabled (self, "mark-closes", fecho_close_events_has_marked (self->events, FALSE));
  set_enabled (self, "unmark-closes", fecho_close_events_has_marked (self->events, TRUE));
  menu = fecho_close_menu_new ("details", &subject);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, self->owner);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) { (int)x, (int)y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static FechoEventRow *
find_row (GtkWidget *widget)
{
  GtkWidget *row = widget != NULL ? gtk_widget_get_ancestor (widget, FECHO_TYPE_EVENT_ROW) : NULL;

  return row != NULL ? FECHO_EVENT_ROW (row) : NULL;
}

static void
menu_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  FechoDetailsMenu *self = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (self->owner));
  FechoEventRow *row = find_row (focus);
  GtkWidget *at = row != NULL ? GTK_WIDGET (row) : focus;
  double x = 0;
  double y = 0;

  if (at != NULL)
    gtk_widget_translate_coordinates (at, self->owner, gtk_widget_get_width (at) / 2.0,
                                      gtk_widget_get_height (at) / 2.0, &x, &y);
  open_of (self, row, x, y);
}

static void
copy_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  FechoDetailsMenu *self = data;
  const char *name = g_action_get_name (G_ACTION (action));

  if (self->events != NULL)
    fecho_close_copy_to_clipboard (self->owner, self->events,
                                   g_str_equal (name, "copy-details-json"));
}

static void
mark_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  FechoDetailsMenu *self = data;
  const char *name = g_action_get_name (G_ACTION (action));

  if (self->events != NULL && self->monitor != NULL)
    fecho_mark_events (self->owner, self->monitor, self->events,
                       g_str_equal (name, "mark-closes"));
}

void
fecho_details_menu_init (FechoDetailsMenu *self,
                         GtkWidget        *owner,
                         FechoShownFunc    get_shown)
{
  const GActionEntry entries[] = {
    { "menu", menu_action },
    { "copy-details", copy_action },
    { "copy-details-json", copy_action },
    { "mark-closes", mark_action },
    { "unmark-closes", mark_action },
  };

  g_return_if_fail (GTK_IS_WIDGET (owner));
  g_return_if_fail (get_shown != NULL);

  self->owner = owner;
  self->get_shown = get_shown;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (owner, "details", G_ACTION_GROUP (self->actions));
}

void
fecho_details_menu_clear (FechoDetailsMenu *self)
{
  g_return_if_fail (self != NULL);

  gtk_widget_insert_action_group (self->owner, "details", NULL);
  g_clear_object (&self->actions);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->events, g_ptr_array_unref);
}

void
fecho_details_menu_set_monitor (FechoDetailsMenu *self,
                                FechoMonitor     *monitor)
{
  g_return_if_fail (self != NULL);

  g_set_object (&self->monitor, monitor);
}

void
fecho_details_menu_open_at (FechoDetailsMenu *self,
                            double            x,
                            double            y)
{
  g_return_if_fail (self != NULL);

  open_of (self, find_row (gtk_widget_pick (self->owner, x, y, GTK_PICK_DEFAULT)), x, y);
}
