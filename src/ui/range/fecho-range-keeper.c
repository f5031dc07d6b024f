/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-range-keeper.h"

#include "fecho-monitor-query.h"

struct _FechoRangeKeeper
{
  GObject parent_instance;

  FechoRange *range;
  FechoMonitor *monitor;
  GSignalGroup *signals;
  GCancellable *cancellable;    /* of the query in flight; NULL: none was started */
};

G_DEFINE_FINAL_TYPE (FechoRangeKeeper, fecho_range_keeper, G_TYPE_OBJECT)

/* The first event tells where the record begins: with the start of its connection. */
static void
take_oldest (FechoRangeKeeper *self,
             GPtrArray        *events)
{
  const FechoCloseRecord *record;
  gint64 started_at_us;

  if (events->len == 0)
    return;

  record = fecho_close_event_get_record (g_ptr_array_index (events, 0));
  started_at_us = fecho_close_event_get_started_at_us (g_ptr_array_index (events, 0));
  fecho_range_set_record_from_us (self->range,
                                  started_at_us > 0 ? started_at_us : record->closed_at_us);
}

static void
oldest_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) events = NULL;

  events = fecho_monitor_oldest_finish (FECHO_MONITOR (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (events == NULL)
    g_message ("Cannot read where the record begins: %s", error->message);
  else
    take_oldest (FECHO_RANGE_KEEPER (user_data), events);
}

static void
committed_cb (FechoRangeKeeper *self,
              GPtrArray        *events)
{
  if (fecho_range_get_record_from_us (self->range) == 0)
    take_oldest (self, events);
  fecho_range_advance (self->range);
}

static void
stop_asking (FechoRangeKeeper *self)
{
  g_autoptr(GCancellable) cancellable = g_steal_pointer (&self->cancellable);

  g_cancellable_cancel (cancellable);
}

static void
fecho_range_keeper_dispose (GObject *object)
{
  FechoRangeKeeper *self = FECHO_RANGE_KEEPER (object);

  stop_asking (self);
  g_clear_object (&self->signals);
  g_clear_object (&self->monitor);
  g_clear_object (&self->range);

  G_OBJECT_CLASS (fecho_range_keeper_parent_class)->dispose (object);
}

static void
fecho_range_keeper_class_init (FechoRangeKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fecho_range_keeper_dispose;
}

static void
fecho_range_keeper_init (FechoRangeKeeper *self)
{
  self->signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_object (self->signals, "committed", G_CALLBACK (committed_cb), self,
                                 G_CONNECT_SWAPPED);
}

FechoRangeKeeper *
fecho_range_keeper_new (FechoRange *range)
{
  FechoRangeKeeper *self;

  g_return_val_if_fail (FECHO_IS_RANGE (range), NULL);

  self = g_object_new (FECHO_TYPE_RANGE_KEEPER, NULL);
  self->range = g_object_ref (range);

  return self;
}

void
fecho_range_keeper_set_monitor (FechoRangeKeeper *self,
                                FechoMonitor     *monitor)
{
  g_return_if_fail (FECHO_IS_RANGE_KEEPER (self));
  g_return_if_fail (monitor == NULL || FECHO_IS_MONITOR (monitor));

  if (!g_set_object (&self->monitor, monitor))
    return;

  stop_asking (self);
  g_signal_group_set_target (self->signals, monitor);
  fecho_range_set_record_from_us (self->range, 0);
  if (monitor == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  fecho_monitor_oldest_async (monitor, self->cancellable, oldest_cb, self);
}
