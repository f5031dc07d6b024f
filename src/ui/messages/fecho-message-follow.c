/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-message-follow.h"

#include <glib/gi18n.h>

#include "fecho-format.h"

static guint
count_shown (FechoMessageFollow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

static gboolean
is_reading (FechoMessageFollow *self)
{
  return gtk_single_selection_get_selected_item (self->selection) != NULL;
}

static void
update_button (FechoMessageFollow *self)
{
  g_autofree char *count = fecho_format_count (self->n_new);
  /* Translators: a button; %s is how many messages came. */
  g_autofree char *text = g_strdup_printf (ngettext ("Newest · %s new", "Newest · %s new",
                                                     self->n_new), count);

  /* Translators: a button: to the newest messages. */
  gtk_button_set_label (GTK_BUTTON (self->newest_button), self->n_new > 0 ? text : _("Newest"));
  gtk_widget_set_visible (self->newest_button, !self->following && count_shown (self) > 0);
}

/* The place of the newest, or of what is read instead; GTK_INVALID_LIST_POSITION: there is none. */
static guint
get_place (FechoMessageFollow *self)
{
  guint n = count_shown (self);

  if (!self->following)
    return gtk_single_selection_get_selected (self->selection);

  return n > 0 ? n - 1 : GTK_INVALID_LIST_POSITION;
}

/* The action is that of the list inside the view. */
static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  FechoMessageFollow *self = data;
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  guint place = get_place (self);

  self->tick_id = 0;
  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL && place != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (child, "list.scroll-to-item", "u", place);

  return G_SOURCE_REMOVE;
}

static void
scroll_soon (FechoMessageFollow *self)
{
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (self->owner, tick_cb, self, NULL);
}

static void
set_following (FechoMessageFollow *self,
               gboolean            following)
{
  if (self->following == following)
    return;

  self->following = following;
  if (following)
    self->n_new = 0;
  update_button (self);
}

static gboolean
is_at_end (FechoMessageFollow *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  return gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) >=
         gtk_adjustment_get_upper (adjustment) - 1;
}

/* The list moves by itself as well, when rows are laid out or the oldest go: only a way back that
 * a person went is one. */
static void
scrolled_cb (FechoMessageFollow *self)
{
  double value = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));

  if (is_at_end (self) && !is_reading (self))
    set_following (self, TRUE);
  else if (value < self->last_value && !self->oldest_gone && self->tick_id == 0)
    set_following (self, FALSE);
  self->last_value = value;
  self->oldest_gone = FALSE;
}

void
fecho_message_follow_start (FechoMessageFollow *self)
{
  g_return_if_fail (self != NULL && self->scroller != NULL);

  self->following = TRUE;
  g_signal_connect_swapped (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                            G_CALLBACK (scrolled_cb), self);
  update_button (self);
}

void
fecho_message_follow_clear (FechoMessageFollow *self)
{
  g_return_if_fail (self != NULL);

  if (self->owner == NULL)
    return;

  g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (self->scroller), self);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->owner, self->tick_id);
  *self = (FechoMessageFollow) { 0 };
}

void
fecho_message_follow_show_newest (FechoMessageFollow *self)
{
  g_return_if_fail (self != NULL);

  self->following = TRUE;
  self->n_new = 0;
  update_button (self);
  scroll_soon (self);
}

void
fecho_message_follow_renew (FechoMessageFollow *self)
{
  g_return_if_fail (self != NULL);

  self->n_new = 0;
  update_button (self);
  if (self->following)
    scroll_soon (self);
}

void
fecho_message_follow_changed (FechoMessageFollow *self,
                              guint               position,
                              guint               n_removed,
                              guint               n_added)
{
  g_return_if_fail (self != NULL);

  self->oldest_gone = n_removed > 0;
  if (self->following)
    {
      if (n_added > 0)
        fecho_message_follow_show_newest (self);
      return;
    }
  if (n_added > 0 && position + n_added == count_shown (self))
    self->n_new += n_added;
  update_button (self);
}

void
fecho_message_follow_selected (FechoMessageFollow *self)
{
  gboolean reading;

  g_return_if_fail (self != NULL);

  reading = is_reading (self);
  if (reading)
    set_following (self, FALSE);
  else if (is_at_end (self))
    set_following (self, TRUE);
  /* The details take room from the list, or give it back. */
  if (self->following || reading)
    scroll_soon (self);
}

void
fecho_message_follow_leave (FechoMessageFollow *self)
{
  g_return_if_fail (self != NULL);

  if (gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller)) > 0)
    set_following (self, FALSE);
}
