/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-total.h"

#include "fecho-close-event.h"
#include "fecho-monitor-query.h"

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  FechoHistoryTotal *self = data;
  g_autoptr(GError) error = NULL;
  gint64 n = fecho_monitor_count_finish (FECHO_MONITOR (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Without it the counter says less. */
  self->n = n;
  self->counted (self->owner);
  fecho_refresher_done (&self->refresher);
}

static void
ask (gpointer      owner,
     GCancellable *cancellable)
{
  FechoHistoryTotal *self = owner;
  g_autoptr(FechoFilter) filter = self->make_filter (self->owner);

  fecho_monitor_count_async (self->monitor, filter, cancellable, counted_cb, self);
}

void
fecho_history_total_init (FechoHistoryTotal           *self,
                          FechoHistoryTotalFilterFunc  make_filter,
                          FechoHistoryTotalFunc        counted,
                          gpointer                     owner)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (make_filter != NULL && counted != NULL);

  *self = (FechoHistoryTotal) {
    .make_filter = make_filter, .counted = counted, .owner = owner, .n = FECHO_UNKNOWN,
  };
  fecho_refresher_init (&self->refresher, ask, self);
}

void
fecho_history_total_clear (FechoHistoryTotal *self)
{
  g_return_if_fail (self != NULL);

  fecho_refresher_clear (&self->refresher);
}

void
fecho_history_total_set_monitor (FechoHistoryTotal *self,
                                 FechoMonitor      *monitor)
{
  g_return_if_fail (self != NULL);

  fecho_refresher_clear (&self->refresher);
  self->n = FECHO_UNKNOWN;
  self->monitor = monitor;
}

void
fecho_history_total_set_shown (FechoHistoryTotal *self,
                               gboolean           shown)
{
  g_return_if_fail (self != NULL);

  fecho_refresher_set_active (&self->refresher, shown && self->monitor != NULL);
}

void
fecho_history_total_want (FechoHistoryTotal *self)
{
  g_return_if_fail (self != NULL);

  fecho_refresher_want (&self->refresher);
}
