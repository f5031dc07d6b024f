/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-event-walk.h"

/* Keys of one piece of a walk: what main can take within a frame. */
#define PIECE_KEYS 32768

struct _FechoEventWalk
{
  FechoListing *listing;
  const FechoEventWalkFuncs *funcs;
  gpointer data;
  FechoStore *store;
  FechoFilter *filter;
  FechoOrder order;
  gboolean descending;
  gboolean same;                /* what is listed answers the same question */
  gboolean unsorted;
  GCancellable *cancellable;    /* NULL: it has ended */
  FechoPageTable *found;        /* by time, newest first; NULL once the list itself grows */
  FechoPageKey reached;
  gint64 last_id;               /* the newest event that the walk can find */
  gint64 began_us;              /* monotonic */
  gint64 took_us;
};

static void ask_piece (FechoEventWalk *self);

FechoEventWalk *
fecho_event_walk_new (FechoListing              *listing,
                      const FechoEventWalkFuncs *funcs,
                      gpointer                   data)
{
  FechoEventWalk *self = g_new0 (FechoEventWalk, 1);

  self->listing = listing;
  self->funcs = funcs;
  self->data = data;

  return self;
}

void
fecho_event_walk_free (FechoEventWalk *self)
{
  fecho_event_walk_stop (self);
  g_clear_pointer (&self->filter, fecho_filter_free);
  g_free (self);
}

void
fecho_event_walk_stop (FechoEventWalk *self)
{
  g_autoptr(GCancellable) old = g_steal_pointer (&self->cancellable);

  g_cancellable_cancel (old);
  g_clear_pointer (&self->found, fecho_page_table_free);
  g_clear_object (&self->store);
}

gboolean
fecho_event_walk_is_going (FechoEventWalk *self)
{
  return self->cancellable != NULL;
}

gboolean
fecho_event_walk_get_unsorted (FechoEventWalk *self)
{
  return self->unsorted;
}

gint64
fecho_event_walk_get_last_id (FechoEventWalk *self)
{
  return self->last_id;
}

gint64
fecho_event_walk_get_took_us (FechoEventWalk *self)
{
  return self->took_us;
}

static void
set_unsorted (FechoEventWalk *self,
              gboolean        unsorted)
{
  if (self->unsorted == unsorted)
    return;

  self->unsorted = unsorted;
  self->funcs->unsorted_changed (self->data);
}

/* Only what differs from what is listed has to change there. */
static gboolean
is_relisting (FechoEventWalk *self)
{
  FechoOrder order = self->unsorted ? FECHO_ORDER_TIME : self->order;

  return self->same && order == fecho_listing_get_order (self->listing) &&
         (self->unsorted || self->descending == fecho_listing_get_descending (self->listing));
}

static void
tell_listed (FechoEventWalk *self)
{
  self->same = TRUE;
  self->funcs->listed (self->data);
}

static void
end (FechoEventWalk *self)
{
  g_clear_object (&self->cancellable);
  self->took_us = g_get_monotonic_time () - self->began_us;
  self->funcs->ended (self->data);
}

/* Takes error. TRUE where the walk does not go on. */
static gboolean
take_failure (FechoEventWalk *self,
              GError         *error)
{
  if (error == NULL)
    return FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return TRUE;
    }

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->found, fecho_page_table_free);
  self->funcs->failed (error, self->data);

  return TRUE;
}

/* -- the order, once all are found */

static GArray *
list_ids (FechoPageTable *table)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < fecho_page_table_get_n_pages (table); i++)
    {
      const FechoPage *page = fecho_page_table_get_page (table, i);

      for (guint j = 0; j < page->n; j++)
        g_array_append_val (ids, g_array_index (page->keys, FechoOrderRow, j).id);
    }

  return ids;
}

/* The rows have no text of their own then. */
static FechoPageTable *
make_sorted_table (FechoEventWalk *self,
                   GArray         *rows)
{
  FechoPageTable *table = fecho_listing_make_table (self->listing, self->order, self->descending);
  FechoPageTable *like = is_relisting (self) ? fecho_listing_get_table (self->listing) : NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      FechoOrderRow *row = &g_array_index (rows, FechoOrderRow, i);

      fecho_page_table_append (table, row, like);
      row->text = NULL;
    }

  return table;
}

static void
sorted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  FechoEventWalk *self = data;  /* gone where it was cancelled */
  GError *error = NULL;
  g_autoptr(GArray) rows = fecho_store_sort_finish (FECHO_STORE (source), result, &error);
  FechoPageTable *table;
  gboolean relisting;

  if (take_failure (self, error))
    return;

  set_unsorted (self, FALSE);
  relisting = is_relisting (self);
  table = make_sorted_table (self, rows);
  g_clear_pointer (&self->found, fecho_page_table_free);
  if (relisting)
    fecho_listing_renew_table (self->listing, table);
  else
    fecho_listing_set_table (self->listing, table, self->order, self->descending);
  tell_listed (self);
  end (self);
}

static void
sort_found (FechoEventWalk *self)
{
  g_autoptr(GArray) ids = list_ids (self->found);

  fecho_store_sort_async (self->store, ids, self->order, self->descending, self->cancellable,
                          sorted_cb, self);
}

/* -- the pieces */

/* The first part of a list that stands in the order of time; the rest is added to it. */
static void
list_found (FechoEventWalk *self)
{
  fecho_listing_set_table (self->listing, g_steal_pointer (&self->found), FECHO_ORDER_TIME,
                           self->order != FECHO_ORDER_TIME || self->descending);
  tell_listed (self);
}

static void
take_keys (FechoEventWalk *self,
           const GArray   *keys)
{
  FechoPageTable *listed = fecho_listing_get_table (self->listing);
  FechoPageTable *table = self->found != NULL ? self->found : listed;
  FechoOrder order = fecho_listing_get_order (self->listing);
  FechoPageTable *like = self->found != NULL && is_relisting (self) && order == FECHO_ORDER_TIME
                         ? listed : NULL;

  for (guint i = 0; i < keys->len; i++)
    {
      const FechoPageKey *key = &g_array_index (keys, FechoPageKey, i);
      FechoOrderRow row = { .closed_at_us = key->closed_at_us, .code = key->code, .id = key->id };

      fecho_page_table_append (table, &row, like);
    }
  if (self->found == NULL)
    fecho_listing_tell_appended (self->listing, keys->len);
}

static void
go_on (FechoEventWalk *self,
       gboolean        done,
       gboolean        by_time)
{
  if (!done)
    {
      ask_piece (self);
      self->funcs->went_on (self->data);
    }
  else if (self->found != NULL && !by_time)
    {
      sort_found (self);
    }
  else
    {
      if (self->found != NULL)
        fecho_listing_renew_table (self->listing, g_steal_pointer (&self->found));
      end (self);
    }
}

static void
scanned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  FechoEventWalk *self = data;  /* gone where it was cancelled */
  GError *error = NULL;
  g_autoptr(FechoScan) scan = fecho_store_scan_finish (FECHO_STORE (source), result, &error);
  gboolean by_time;

  if (take_failure (self, error))
    return;

  self->funcs->answered (self->data);
  self->reached = scan->reached;
  self->last_id = scan->last_id;
  fecho_listing_note_id (self->listing, scan->last_id);
  take_keys (self, scan->keys);
  by_time = self->order == FECHO_ORDER_TIME || self->found == NULL ||
            !fecho_page_table_has_keys (self->found);
  if (by_time)
    set_unsorted (self, self->order != FECHO_ORDER_TIME);
  if (self->found != NULL && by_time && !is_relisting (self))
    list_found (self);
  go_on (self, scan->done, by_time);
}

static void
ask_piece (FechoEventWalk *self)
{
  fecho_store_scan_async (self->store, self->filter, self->last_id != 0 ? &self->reached : NULL,
                          self->last_id, PIECE_KEYS, self->cancellable, scanned_cb, self);
}

void
fecho_event_walk_set_filter (FechoEventWalk    *self,
                             const FechoFilter *filter)
{
  g_clear_pointer (&self->filter, fecho_filter_free);
  self->filter = fecho_filter_copy (filter);
}

void
fecho_event_walk_start (FechoEventWalk    *self,
                        FechoStore        *store,
                        const FechoFilter *filter,
                        FechoOrder         order,
                        gboolean           descending,
                        gboolean           again)
{
  fecho_event_walk_stop (self);
  g_set_object (&self->store, store);
  fecho_event_walk_set_filter (self, filter);
  self->order = order;
  self->descending = descending;
  self->same = again;
  self->last_id = 0;
  if (order == FECHO_ORDER_TIME)
    set_unsorted (self, FALSE);

  self->found = fecho_listing_make_table (self->listing, FECHO_ORDER_TIME, TRUE);
  self->began_us = g_get_monotonic_time ();
  self->cancellable = g_cancellable_new ();
  ask_piece (self);
}
