/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-day.h"

#include "fecho-clock.h"
#include "fecho-close-row.h"
#include "fecho-history-columns.h"
#include "fecho-history-query.h"

/* Rows are as high as each other. */
static void
update (FechoHistoryDay *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  GListModel *list = G_LIST_MODEL (self->pager);
  guint n = g_list_model_get_n_items (list);
  double upper = gtk_adjustment_get_upper (adjustment);
  FechoOrder order = FECHO_ORDER_TIME;
  gboolean descending;
  g_autoptr(FechoCloseRow) row = NULL;
  const FechoCloseRecord *record;
  guint first;
  g_autofree char *text = NULL;

  (void)fecho_history_columns_get_sort (self->view, &order, &descending); /* else by time */
  if (n == 0 || upper <= 0 ||
      (order != FECHO_ORDER_TIME && !fecho_event_pager_get_unsorted (self->pager)))
    {
      gtk_label_set_label (self->label, "");
      return;
    }
  first = (guint)(gtk_adjustment_get_value (adjustment) / upper * n);
  row = g_list_model_get_item (list, MIN (first, n - 1));
  record = fecho_close_row_get_record (row);
  if (record == NULL)
    {
      /* It is being read. */
      fecho_history_day_update_soon (self);
      return;
    }
  text = fecho_history_query_format_day (record->closed_at_us, fecho_clock_wall_us ());
  gtk_label_set_label (self->label, text);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  FechoHistoryDay *self = data;

  self->tick_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

void
fecho_history_day_follow (FechoHistoryDay *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  g_signal_connect_swapped (adjustment, "value-changed",
                            G_CALLBACK (fecho_history_day_update_soon), self);
  g_signal_connect_swapped (adjustment, "changed",
                            G_CALLBACK (fecho_history_day_update_soon), self);
}

void
fecho_history_day_clear (FechoHistoryDay *self)
{
  g_return_if_fail (self != NULL);

  if (self->scroller == NULL)
    return;

  g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (self->scroller), self);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->owner, self->tick_id);
  *self = (FechoHistoryDay) { 0 };
}

/* Adjustments change while the list is laid out, when the label beside it must not. */
void
fecho_history_day_update_soon (FechoHistoryDay *self)
{
  g_return_if_fail (self != NULL);

  if (self->tick_id == 0 && self->owner != NULL)
    self->tick_id = gtk_widget_add_tick_callback (self->owner, tick_cb, self, NULL);
}
