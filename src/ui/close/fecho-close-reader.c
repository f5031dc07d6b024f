/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-reader.h"

#include "fecho-close-events.h"
#include "fecho-monitor-query.h"

static void
start (FechoCloseReader *self)
{
  fecho_close_reader_cancel (self);
  self->cancellable = g_cancellable_new ();
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  FechoCloseReader *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) events = fecho_monitor_recent_finish (FECHO_MONITOR (source), result,
                                                             &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (events != NULL)
    self->read (self->owner, events);
  else
    g_message ("The details of a close cannot be read: %s", error->message);
}

static void
stepped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  FechoCloseReader *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) events = fecho_monitor_neighbour_finish (FECHO_MONITOR (source), result,
                                                                &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (events != NULL)
    self->stepped (self->owner, events);
  else
    g_message ("The next close cannot be read: %s", error->message);
}

void
fecho_close_reader_init (FechoCloseReader   *self,
                         gpointer            owner,
                         FechoCloseReadFunc  read,
                         FechoCloseReadFunc  stepped)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (read != NULL && stepped != NULL);

  *self = (FechoCloseReader) { owner, read, stepped, NULL };
}

void
fecho_close_reader_cancel (FechoCloseReader *self)
{
  g_return_if_fail (self != NULL);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

gboolean
fecho_close_reader_is_busy (FechoCloseReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->cancellable != NULL;
}

void
fecho_close_reader_read (FechoCloseReader *self,
                         FechoMonitor     *monitor,
                         GPtrArray        *events)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  const FechoCloseRecord *first = fecho_close_events_get (events, 0);
  const char *sessions[] = { first->session_id, NULL };

  g_return_if_fail (self != NULL);
  g_return_if_fail (FECHO_IS_MONITOR (monitor));

  fecho_close_events_find_bounds (events, &filter->since_us, &filter->until_us);
  filter->until_us++;
  filter->sessions = fecho_id_list_new (sessions);
  filter->kinds = first->failed_attempt ? FECHO_KINDS_BOTH : FECHO_KINDS_CLOSES;
  start (self);
  fecho_monitor_recent_async (monitor, filter, FECHO_CLOSE_READER_MAX, self->cancellable, read_cb,
                              self);
}

void
fecho_close_reader_step (FechoCloseReader       *self,
                         FechoMonitor           *monitor,
                         const FechoFilter      *filter,
                         const FechoCloseRecord *record,
                         gboolean                newer)
{
  FechoCloseRecord end = FECHO_CLOSE_RECORD_INIT;

  g_return_if_fail (self != NULL);
  g_return_if_fail (FECHO_IS_MONITOR (monitor));

  /* From the end of time there is the last one before it, and none after. */
  end.closed_at_us = G_MAXINT64;
  start (self);
  fecho_monitor_neighbour_async (monitor, filter, record != NULL ? record : &end, newer,
                                 self->cancellable, stepped_cb, self);
}
