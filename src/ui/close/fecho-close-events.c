/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-events.h"

static FechoCloseEvent *
make_event (const FechoMarker *marker,
            const char        *session_id,
            const char        *session)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.id = marker->id;
  record.session_id = session_id;
  record.session = session;
  record.code = marker->code;
  record.closed_at_us = marker->at_us;
  record.life_us = marker->life_us;
  record.failed_attempt = marker->life_us == FECHO_UNKNOWN;
  record.stage = record.failed_attempt ? FECHO_STAGE_DNS : FECHO_STAGE_OPEN;
  record.handshake_us = marker->handshake_us;
  record.closed_by = marker->closed_by;

  return fecho_close_event_new (&record, NULL);
}

/* Events are never changed: another one stands for it. */
static FechoCloseEvent *
change_mark (FechoCloseEvent *event,
             gboolean         marked)
{
  FechoCloseRecord record = *fecho_close_event_get_record (event);

  record.marked = marked;

  return fecho_close_event_new (&record, NULL);
}

GPtrArray *
fecho_close_events_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
}

GPtrArray *
fecho_close_events_new_one (FechoCloseEvent *event)
{
  GPtrArray *events = fecho_close_events_new ();

  g_ptr_array_add (events, fecho_close_event_ref (event));

  return events;
}

GPtrArray *
fecho_close_events_from_markers (const FechoMarker *markers,
                                 guint              n_markers,
                                 guint              max,
                                 const char        *session_id,
                                 const char        *session)
{
  GPtrArray *events = fecho_close_events_new ();

  for (guint i = n_markers; i > 0 && events->len < max; i--)
    {
      FechoCloseEvent *event = make_event (&markers[i - 1], session_id, session);

      if (event != NULL)
        g_ptr_array_add (events, event);
    }

  return events;
}

GPtrArray *
fecho_close_events_copy (GPtrArray *events)
{
  GPtrArray *copy = fecho_close_events_new ();

  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (copy, fecho_close_event_ref (g_ptr_array_index (events, i)));

  return copy;
}

GPtrArray *
fecho_close_events_pick (GPtrArray *events,
                         GPtrArray *answer)
{
  GPtrArray *picked = fecho_close_events_new ();
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < answer->len; i++)
    g_hash_table_insert (by_id, (gpointer)&fecho_close_events_get (answer, i)->id,
                         g_ptr_array_index (answer, i));
  for (guint i = 0; i < events->len; i++)
    {
      FechoCloseEvent *event =
        g_hash_table_lookup (by_id, &fecho_close_events_get (events, i)->id);

      if (event != NULL)
        g_ptr_array_add (picked, fecho_close_event_ref (event));
    }

  return picked;
}

const FechoCloseRecord *
fecho_close_events_get (GPtrArray *events,
                        guint      index)
{
  g_return_val_if_fail (events != NULL && index < events->len, NULL);

  return fecho_close_event_get_record (g_ptr_array_index (events, index));
}

void
fecho_close_events_find_bounds (GPtrArray *events,
                                gint64    *ret_from_us,
                                gint64    *ret_to_us)
{
  gint64 from_us = G_MAXINT64;
  gint64 to_us = G_MININT64;

  g_return_if_fail (events != NULL);

  for (guint i = 0; i < events->len; i++)
    {
      from_us = MIN (from_us, fecho_close_events_get (events, i)->closed_at_us);
      to_us = MAX (to_us, fecho_close_events_get (events, i)->closed_at_us);
    }

  *ret_from_us = from_us;
  *ret_to_us = to_us;
}

gboolean
fecho_close_events_has_marked (GPtrArray *events,
                               gboolean   marked)
{
  g_return_val_if_fail (events != NULL, FALSE);

  for (guint i = 0; i < events->len; i++)
    {
      if (fecho_close_events_get (events, i)->marked == marked)
        return TRUE;
    }

  return FALSE;
}

gboolean
fecho_close_events_set_marked (GPtrArray *events,
                               GArray    *ids,
                               gboolean   marked)
{
  g_autoptr(GHashTable) changed = g_hash_table_new (g_int64_hash, g_int64_equal);
  gboolean any = FALSE;

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (changed, &g_array_index (ids, gint64, i));
  for (guint i = 0; i < events->len; i++)
    {
      FechoCloseEvent *event = events->pdata[i];
      FechoCloseEvent *marked_event;

      if (!g_hash_table_contains (changed, &fecho_close_events_get (events, i)->id))
        continue;
      marked_event = change_mark (event, marked);
      if (marked_event == NULL)
        continue;

      events->pdata[i] = marked_event;
      fecho_close_event_unref (event);
      any = TRUE;
    }

  return any;
}
