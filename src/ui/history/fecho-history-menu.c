/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-menu.h"

#include "fecho-history-columns.h"

static void
show (FechoHistoryMenu *self,
      double            x,
      double            y)
{
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (self->model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->popover, self->owner);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) { (int)x, (int)y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* On a row that is not selected it is that row's menu alone. */
static void
pressed_cb (GtkGestureClick  *gesture,
            int               n_press,
            double            x,
            double            y,
            FechoHistoryMenu *self)
{
  guint position;
  double owner_x, owner_y;

  if (!fecho_history_columns_pick (self->view, x, y, &position))
    return;
  if (!gtk_selection_model_is_selected (self->selection, position))
    gtk_selection_model_select_item (self->selection, position, TRUE);
  if (gtk_widget_translate_coordinates (GTK_WIDGET (self->view), self->owner, x, y, &owner_x,
                                        &owner_y))
    show (self, owner_x, owner_y);
}

void
fecho_history_menu_follow (FechoHistoryMenu *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (gesture));
}

void
fecho_history_menu_clear (FechoHistoryMenu *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

void
fecho_history_menu_open (FechoHistoryMenu *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (self->owner));
  double x, y;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    return;
  if (gtk_widget_translate_coordinates (focus, self->owner, 24, gtk_widget_get_height (focus), &x,
                                        &y))
    show (self, x, y);
}
