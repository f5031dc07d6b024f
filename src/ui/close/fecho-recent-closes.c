/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-recent-closes.h"

#include "fecho-clock.h"
#include "fecho-close-events.h"
#include "fecho-event-row.h"
#include "fecho-monitor-query.h"

#define N_RECENT 10

/* In a storm the list is another many times a second: rows stay, what they show changes. */
static void
show (FechoRecentCloses *self,
      GPtrArray         *events)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int)events->len);
  gint64 now_us = fecho_clock_wall_us ();

  while (row != NULL)
    {
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
      row = gtk_list_box_get_row_at_index (self->list, (int)events->len);
    }
  for (guint i = 0; i < events->len; i++)
    {
      FechoCloseEvent *event = g_ptr_array_index (events, i);
      FechoCloseMeaning meaning;

      fecho_close_meaning_init_record (&meaning, fecho_close_events_get (events, i));
      row = gtk_list_box_get_row_at_index (self->list, (int)i);
      if (row != NULL)
        fecho_event_row_show (FECHO_EVENT_ROW (row), event, &meaning, now_us);
      else
        gtk_list_box_append (self->list, fecho_event_row_new (event, &meaning, now_us));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), events->len > 0);
  gtk_widget_set_visible (self->empty_label, events->len == 0);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  FechoRecentCloses *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) events = fecho_monitor_recent_finish (FECHO_MONITOR (source), result,
                                                             &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (events != NULL)
    show (self, events);
  else
    g_message ("The last closes cannot be read: %s", error->message);
  fecho_refresher_done (&self->refresher);
}

void
fecho_recent_closes_ask (FechoRecentCloses *self,
                         FechoMonitor      *monitor,
                         const FechoFilter *filter,
                         GCancellable      *cancellable)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (FECHO_IS_MONITOR (monitor));

  fecho_monitor_recent_async (monitor, filter, N_RECENT, cancellable, answered_cb, self);
}
