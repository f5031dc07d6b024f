/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-event-pager.h"

#include "fecho-close-row.h"
#include "fecho-monitor-private.h"
#include "fecho-page-table.h"

/* Pages whose rows are kept. */
#define MAX_PAGES 64
/* Of the pages that are still to be read, the ones asked for last. */
#define MAX_WANTED 8
/* Keys of one piece of a walk: what main can take within a frame. */
#define PIECE_KEYS 32768
/* After a change that is not told in detail the next walk waits this many times as long as the last
 * one took, and so takes a tenth of the reader at most. */
#define REST_FACTOR 9
/* Changes of one frame are told together. */
#define FRAME_MS 16

struct _FechoEventPager
{
  GObject parent_instance;

  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
  FechoFilter *filter;          /* NULL: nothing is listed */
  FechoOrder order;
  gboolean descending;

  FechoPageTable *table;        /* what is listed */
  FechoOrder listed_order;
  gboolean listed_descending;
  gboolean loading;
  gboolean complete;
  gboolean unsorted;
  GError *error;

  /* The walk through all events of the filter. */
  GCancellable *scan_cancellable; /* NULL: it has ended */
  FechoPageTable *found;        /* by time, newest first; NULL once the list itself grows */
  FechoPageKey reached;
  gint64 last_id;               /* the newest event that the walk can find */
  gint64 known_id;              /* the newest event that the table may have */
  gboolean again;               /* something has changed that it may have missed */
  gint64 scan_began_us;         /* monotonic */
  gint64 scan_took_us;
  guint scan_id;                /* waits for the next one */

  GPtrArray *news;              /* FechoCloseEvent committed since */
  guint flush_id;

  GCancellable *read_cancellable; /* NULL: no page is being read */
  gint64 asked_known_id;        /* known_id when it was asked for */
  guint n_asked;                /* pages asked for since it is */
  guint64 clock;                /* for FechoPage.used */
  guint max_sorted;
};

typedef enum
{
  PROP_MONITOR = 1,
  PROP_LOADING,
  PROP_COMPLETE,
  PROP_UNSORTED,
  PROP_ERROR,
  PROP_MAX_SORTED,
} FechoEventPagerProperty;

static GParamSpec *properties[PROP_MAX_SORTED + 1];

static void list_model_init (GListModelInterface *iface);
static void scan_piece (FechoEventPager *self);
static void start_scan (FechoEventPager *self);
static void read_next (FechoEventPager *self);
static void cancel_reading (FechoEventPager *self);
static void begin_page (FechoEventPager *self,
                        FechoPage *page);

G_DEFINE_FINAL_TYPE_WITH_CODE (FechoEventPager, fecho_event_pager, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
cancel (GCancellable **cancellable)
{
  g_autoptr(GCancellable) old = g_steal_pointer (cancellable);

  g_cancellable_cancel (old);
}

static gboolean
was_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
set_flag (FechoEventPager         *self,
          gboolean                *flag,
          gboolean                 value,
          FechoEventPagerProperty  id)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

static void
take_error (FechoEventPager *self,
            GError          *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* -- positions: the table has the newest first, a list that rises in time is its mirror */

static gboolean
is_mirrored (FechoEventPager *self)
{
  return self->listed_order == FECHO_ORDER_TIME && !self->listed_descending;
}

static FechoPageTable *
new_table (FechoEventPager *self,
           FechoOrder       order,
           gboolean         descending)
{
  return fecho_page_table_new (order, order == FECHO_ORDER_TIME || descending, self->max_sorted);
}

/* The table has changed already. */
static void
tell (FechoEventPager *self,
      guint            position,
      guint            removed,
      guint            added)
{
  guint n_before = fecho_page_table_get_n (self->table) + removed - added;

  if (removed == 0 && added == 0)
    return;
  if (is_mirrored (self))
    position = n_before - position - removed;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
list_table (FechoEventPager *self,
            FechoPageTable  *table,
            FechoOrder       order,
            gboolean         descending)
{
  guint n_before = fecho_page_table_get_n (self->table);

  fecho_page_table_free (self->table);
  self->table = table;
  self->listed_order = order;
  self->listed_descending = descending;
  if (n_before > 0 || fecho_page_table_get_n (table) > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, fecho_page_table_get_n (table));
}

/* The same question was asked again. */
static void
relist_table (FechoEventPager *self,
              FechoPageTable  *table)
{
  FechoPageTable *old = self->table;
  guint position, removed, added;

  self->table = table;
  fecho_page_table_replace (table, old, &position, &removed, &added);
  tell (self, position, removed, added);
}

static gboolean
is_relisting (FechoEventPager *self)
{
  FechoOrder order = self->unsorted ? FECHO_ORDER_TIME : self->order;

  return !self->loading && order == self->listed_order &&
         (self->unsorted || self->descending == self->listed_descending);
}

/* -- what was committed */

static void
init_row (FechoEventPager        *self,
          FechoOrderRow          *row,
          const FechoCloseRecord *record)
{
  const char *text = fecho_order_get_text (self->listed_order, record);

  fecho_order_row_init (row, self->listed_order, record,
                        text != NULL ? fecho_order_fold (text) : NULL);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  FechoEventPager *self = data;

  return fecho_order_compare (self->listed_order, is_mirrored (self) || self->listed_descending,
                              a, b);
}

typedef struct
{
  guint position;
  guint removed;
  guint added;
} Change;

static void
tell_change (FechoEventPager *self,
             Change          *change)
{
  tell (self, change->position, change->removed, change->added);
  *change = (Change) { 0 };
}

/* Rows that come to lie side by side are told together. */
static void
insert_row (FechoEventPager *self,
            FechoOrderRow   *row,
            FechoCloseEvent *event,
            Change          *change)
{
  g_autoptr(FechoCloseRow) object = fecho_close_row_new ();
  guint removed;
  guint position = fecho_page_table_place (self->table, row, &removed);
  gboolean touches = position >= change->position &&
                     position <= change->position + change->added && removed == 0;

  if (change->added > 0 && !touches)
    tell_change (self, change);
  if (change->added == 0)
    change->position = position;
  fecho_close_row_set_event (object, event);
  fecho_page_table_insert (self->table, row, G_OBJECT (object));
  change->removed += removed;
  change->added += removed + 1;
}

static void
insert_news (FechoEventPager *self)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (FechoOrderRow));
  g_autoptr(GHashTable) events = g_hash_table_new (g_int64_hash, g_int64_equal);
  Change change = { 0 };

  for (guint i = 0; i < self->news->len; i++)
    {
      FechoCloseEvent *event = g_ptr_array_index (self->news, i);
      const FechoCloseRecord *record = fecho_close_event_get_record (event);
      FechoOrderRow row;

      self->known_id = MAX (self->known_id, record->id);
      if (record->id <= self->last_id || !fecho_filter_matches (self->filter, record))
        continue;
      init_row (self, &row, record);
      g_array_append_val (rows, row);
      g_hash_table_insert (events, (gpointer)&record->id, event);
    }
  g_array_sort_with_data (rows, compare_rows, self);
  for (guint i = 0; i < rows->len; i++)
    {
      FechoOrderRow *row = &g_array_index (rows, FechoOrderRow, i);

      insert_row (self, row, g_hash_table_lookup (events, &row->id), &change);
    }
  tell_change (self, &change);
  g_ptr_array_set_size (self->news, 0);
}

/* How many rows at the end of a page lie before the range. What is unknown stays. */
static guint
count_left_behind (FechoEventPager *self,
                   guint            index)
{
  const FechoPage *page = fecho_page_table_get_page (self->table, index);
  guint n = 0;

  if (page->keys == NULL)
    {
      const FechoPage *before = index > 0 ? fecho_page_table_get_page (self->table, index - 1)
                                : NULL;

      return before != NULL && before->last.closed_at_us < self->filter->since_us ? page->n : 0;
    }
  while (n < page->n && g_array_index (page->keys, FechoOrderRow, page->n - 1 - n).closed_at_us <
         self->filter->since_us)
    n++;

  return n;
}

/* Of a page without keys only reading tells how much of it is left. */
static void
count_last_page (FechoEventPager *self)
{
  guint n_pages = fecho_page_table_get_n_pages (self->table);
  FechoPage *page;

  if (n_pages == 0 || fecho_page_table_has_keys (self->table))
    return;
  page = fecho_page_table_get_page (self->table, n_pages - 1);
  if (page->last.closed_at_us >= self->filter->since_us)
    return;
  page->read = FALSE;
  page->reading = FALSE;
  page->used = ++self->clock;
  if (page->rows == NULL)
    begin_page (self, page);
  read_next (self);
}

static void
drop_left_behind (FechoEventPager *self)
{
  guint n_before = fecho_page_table_get_n (self->table);
  guint n_after;
  guint n = 1;

  while (n > 0 && fecho_page_table_get_n (self->table) > 0)
    {
      guint index = fecho_page_table_get_n_pages (self->table) - 1;
      FechoPage *page = fecho_page_table_get_page (self->table, index);

      n = count_left_behind (self, index);
      if (n > 0)
        fecho_page_table_remove (self->table, index, page->n - n, n);
    }
  n_after = fecho_page_table_get_n (self->table);
  tell (self, n_after, n_before - n_after, 0);
  count_last_page (self);
}

static gboolean
flush_cb (gpointer data)
{
  FechoEventPager *self = data;

  self->flush_id = 0;
  if (self->filter == NULL || self->scan_cancellable != NULL)
    return G_SOURCE_REMOVE;

  if (self->listed_order == FECHO_ORDER_TIME)
    drop_left_behind (self);
  insert_news (self);
  if (self->order != FECHO_ORDER_TIME &&
      (fecho_page_table_get_n (self->table) > self->max_sorted) != self->unsorted)
    start_scan (self);
  read_next (self);

  return G_SOURCE_REMOVE;
}

static void
flush_soon (FechoEventPager *self)
{
  if (self->flush_id == 0)
    self->flush_id = g_timeout_add (FRAME_MS, flush_cb, self);
}

static gboolean
scan_cb (gpointer data)
{
  FechoEventPager *self = data;

  self->scan_id = 0;
  if (self->scan_cancellable == NULL)
    start_scan (self);
  else
    self->again = TRUE;

  return G_SOURCE_REMOVE;
}

static void
scan_later (FechoEventPager *self)
{
  gint64 rest_us = self->scan_took_us * REST_FACTOR;

  if (self->scan_id == 0 && self->filter != NULL)
    self->scan_id = g_timeout_add ((guint)MIN (rest_us / G_TIME_SPAN_MILLISECOND, G_MAXINT),
                                   scan_cb, self);
}

/* Rows show what they have until they are read again. */
static void
read_anew (FechoEventPager *self)
{
  for (guint i = 0; i < fecho_page_table_get_n_pages (self->table); i++)
    fecho_page_table_get_page (self->table, i)->read = FALSE;
  cancel_reading (self);
  read_next (self);
}

static void
committed_cb (FechoMonitor    *monitor,
              GPtrArray       *events,
              FechoEventPager *self)
{
  if (self->filter == NULL)
    return;
  /* Somebody else has written, removed or judged. */
  if (events->len == 0)
    {
      read_anew (self);
      scan_later (self);
      return;
    }
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (self->news, fecho_close_event_ref (g_ptr_array_index (events, i)));
  flush_soon (self);
}

/* Those that are read; the others will be read as they are. */
static void
mark_rows (FechoEventPager *self,
           GHashTable      *ids,
           gboolean         marked)
{
  for (guint i = 0; i < fecho_page_table_get_n_pages (self->table); i++)
    {
      FechoPage *page = fecho_page_table_get_page (self->table, i);

      for (guint j = 0; page->rows != NULL && j < page->rows->len; j++)
        {
          FechoCloseRow *row = g_ptr_array_index (page->rows, j);
          const FechoCloseRecord *record = row != NULL ? fecho_close_row_get_record (row) : NULL;
          FechoCloseRecord copy;
          g_autoptr(FechoCloseEvent) event = NULL;

          if (record == NULL || !g_hash_table_contains (ids, &record->id))
            continue;
          copy = *record;
          copy.marked = marked;
          event = fecho_close_event_new (&copy, NULL);
          if (event != NULL)
            fecho_close_row_set_event (row, event);
        }
    }
}

static void
marked_cb (FechoMonitor    *monitor,
           GArray          *ids,
           gboolean         marked,
           FechoEventPager *self)
{
  g_autoptr(GHashTable) set = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, &g_array_index (ids, gint64, i));
  mark_rows (self, set, marked);
  if (self->filter == NULL || !self->filter->marked)
    return;
  scan_later (self);
}

/* -- the walk */

static FechoOrderRow
row_of_key (const FechoPageKey *key)
{
  return (FechoOrderRow) {
           .closed_at_us = key->closed_at_us, .code = key->code, .id = key->id
  };
}

static void
end_scan (FechoEventPager *self)
{
  g_clear_object (&self->scan_cancellable);
  set_flag (self, &self->complete, TRUE, PROP_COMPLETE);
  self->scan_took_us = g_get_monotonic_time () - self->scan_began_us;
  if (self->again)
    scan_later (self);
  flush_soon (self);
  read_next (self);
}

static void
fail_scan (FechoEventPager *self,
           GError          *error)
{
  g_clear_object (&self->scan_cancellable);
  g_clear_pointer (&self->found, fecho_page_table_free);
  set_flag (self, &self->loading, FALSE, PROP_LOADING);
  take_error (self, error);
}

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

static void
sorted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  FechoEventPager *self = data;
  GError *error = NULL;
  g_autoptr(GArray) rows = fecho_store_sort_finish (FECHO_STORE (source), result, &error);
  FechoPageTable *table;
  gboolean relisting;

  if (was_cancelled (error))
    {
      g_error_free (error);
      return;
    }
  if (rows == NULL)
    {
      fail_scan (self, error);
      return;
    }
  set_flag (self, &self->unsorted, FALSE, PROP_UNSORTED);
  table = new_table (self, self->order, self->descending);
  relisting = is_relisting (self);
  for (guint i = 0; i < rows->len; i++)
    {
      FechoOrderRow *row = &g_array_index (rows, FechoOrderRow, i);

      fecho_page_table_append (table, row, relisting ? self->table : NULL);
      row->text = NULL;
    }
  g_clear_pointer (&self->found, fecho_page_table_free);
  if (relisting)
    relist_table (self, table);
  else
    list_table (self, table, self->order, self->descending);
  set_flag (self, &self->loading, FALSE, PROP_LOADING);
  end_scan (self);
}

static void
sort_found (FechoEventPager *self)
{
  g_autoptr(GArray) ids = list_ids (self->found);

  fecho_store_sort_async (fecho_monitor_get_store (self->monitor), ids, self->order,
                          self->descending, self->scan_cancellable, sorted_cb, self);
}

/* The first part of a list that stands in the order of time; the rest is added to it. */
static void
list_found (FechoEventPager *self)
{
  list_table (self, g_steal_pointer (&self->found), FECHO_ORDER_TIME,
              self->order != FECHO_ORDER_TIME || self->descending);
  set_flag (self, &self->loading, FALSE, PROP_LOADING);
}

static void
take_keys (FechoEventPager *self,
           const GArray    *keys)
{
  FechoPageTable *table = self->found != NULL ? self->found : self->table;
  FechoPageTable *like = self->found != NULL && is_relisting (self) &&
                         self->listed_order == FECHO_ORDER_TIME ? self->table : NULL;
  guint n_before = fecho_page_table_get_n (table);

  for (guint i = 0; i < keys->len; i++)
    {
      FechoOrderRow row = row_of_key (&g_array_index (keys, FechoPageKey, i));

      fecho_page_table_append (table, &row, like);
    }
  if (self->found == NULL)
    tell (self, n_before, 0, keys->len);
}

static void
scanned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  FechoEventPager *self = data;
  GError *error = NULL;
  g_autoptr(FechoScan) scan = fecho_store_scan_finish (FECHO_STORE (source), result, &error);
  gboolean by_time;

  if (was_cancelled (error))
    {
      g_error_free (error);
      return;
    }
  if (scan == NULL)
    {
      fail_scan (self, error);
      return;
    }

  take_error (self, NULL);
  self->reached = scan->reached;
  self->last_id = scan->last_id;
  self->known_id = MAX (self->known_id, scan->last_id);
  take_keys (self, scan->keys);
  by_time = self->order == FECHO_ORDER_TIME || self->found == NULL ||
            !fecho_page_table_has_keys (self->found);
  if (by_time)
    set_flag (self, &self->unsorted, self->order != FECHO_ORDER_TIME, PROP_UNSORTED);
  if (self->found != NULL && by_time && !is_relisting (self))
    list_found (self);
  if (!scan->done)
    {
      scan_piece (self);
      /* Rows that came are read between two pieces. */
      read_next (self);
    }
  else if (self->found != NULL && !by_time)
    {
      sort_found (self);
    }
  else
    {
      if (self->found != NULL)
        relist_table (self, g_steal_pointer (&self->found));
      end_scan (self);
    }
}

static void
scan_piece (FechoEventPager *self)
{
  fecho_store_scan_async (fecho_monitor_get_store (self->monitor), self->filter,
                          self->last_id != 0 ? &self->reached : NULL, self->last_id, PIECE_KEYS,
                          self->scan_cancellable, scanned_cb, self);
}

static void
start_scan (FechoEventPager *self)
{
  cancel (&self->scan_cancellable);
  self->again = FALSE;
  self->last_id = 0;
  g_clear_pointer (&self->found, fecho_page_table_free);
  /* What was committed until now, the walk will find. */
  g_ptr_array_set_size (self->news, 0);
  if (self->order == FECHO_ORDER_TIME)
    set_flag (self, &self->unsorted, FALSE, PROP_UNSORTED);
  if (self->monitor == NULL || self->filter == NULL)
    return;

  self->found = new_table (self, FECHO_ORDER_TIME, TRUE);
  self->scan_began_us = g_get_monotonic_time ();
  self->scan_cancellable = g_cancellable_new ();
  scan_piece (self);
}

/* -- reading pages */

static gboolean
is_wanted (const FechoPage *page)
{
  return page->rows != NULL && !page->read;
}

/* Of the pages used last, the last one that has still to be read. */
static FechoPage *
choose_page (FechoEventPager *self,
             guint           *ret_index)
{
  FechoPage *chosen = NULL;
  guint n_newer = 0;

  for (guint i = 0; i < fecho_page_table_get_n_pages (self->table); i++)
    {
      FechoPage *page = fecho_page_table_get_page (self->table, i);

      if (is_wanted (page) && (chosen == NULL || page->used > chosen->used))
        {
          chosen = page;
          *ret_index = i;
        }
    }
  for (guint i = 0; chosen != NULL && i < fecho_page_table_get_n_pages (self->table); i++)
    {
      const FechoPage *page = fecho_page_table_get_page (self->table, i);

      n_newer += page->rows != NULL && page->used > chosen->used;
    }

  return n_newer < MAX_WANTED ? chosen : NULL;
}

static FechoPage *
find_reading (FechoEventPager *self,
              guint           *ret_index)
{
  for (guint i = 0; i < fecho_page_table_get_n_pages (self->table); i++)
    {
      FechoPage *page = fecho_page_table_get_page (self->table, i);

      if (!page->reading)
        continue;
      *ret_index = i;
      return page;
    }

  return NULL;
}

static FechoCloseRow *
get_row (FechoPage *page,
         guint      offset)
{
  if (g_ptr_array_index (page->rows, offset) == NULL)
    g_ptr_array_index (page->rows, offset) = fecho_close_row_new ();

  return g_ptr_array_index (page->rows, offset);
}

/* The rows whose events are gone. */
static void
remove_gone (FechoEventPager *self,
             guint            index,
             guint            offset,
             guint            n)
{
  guint position = fecho_page_table_get_page (self->table, index)->first + offset;

  if (n == 0)
    return;
  fecho_page_table_remove (self->table, index, offset, n);
  tell (self, position, n, 0);
}

/* By their ids: an event that is gone leaves a gap. */
static void
fill_by_id (FechoEventPager *self,
            guint            index,
            GPtrArray       *events)
{
  FechoPage *page = fecho_page_table_get_page (self->table, index);
  guint offset = 0;

  page->read = TRUE;
  page->used = ++self->clock; /* not forgotten by what is told here */
  for (guint i = 0; i <= events->len; i++)
    {
      FechoCloseEvent *event = i < events->len ? g_ptr_array_index (events, i) : NULL;
      guint n_gone = 0;

      while (offset + n_gone < page->n &&
             (event == NULL || g_array_index (page->keys, FechoOrderRow, offset + n_gone).id !=
              fecho_close_event_get_record (event)->id))
        n_gone++;
      if (event == NULL && n_gone == page->n)
        {
          remove_gone (self, index, 0, n_gone);
          return;
        }
      remove_gone (self, index, offset, n_gone);
      if (event != NULL)
        fecho_close_row_set_event (get_row (page, offset++), event);
    }
}

/* Where some are gone, the rows of the next page follow. The border between them stays where it
 * was: an event that was just committed may have pushed the last row out of the answer. */
static guint
count_own (const FechoPage *page,
           GPtrArray       *events)
{
  guint n = MIN (events->len, page->n);
  gboolean own = FALSE;

  while (n > 0 && !own)
    {
      FechoOrderRow row;

      fecho_order_row_init (&row, FECHO_ORDER_TIME,
                            fecho_close_event_get_record (g_ptr_array_index (events, n - 1)), NULL);
      own = fecho_order_compare (FECHO_ORDER_TIME, TRUE, &row, &page->last) <= 0;
      n -= !own;
    }

  return n;
}

static gint64
find_newest_id (GPtrArray *events)
{
  gint64 id = 0;

  for (guint i = 0; i < events->len; i++)
    id = MAX (id, fecho_close_event_get_record (g_ptr_array_index (events, i))->id);

  return id;
}

/* By the key of the page before: what lies at the end may have gone. */
static void
fill_by_key (FechoEventPager *self,
             guint            index,
             GPtrArray       *events)
{
  FechoPage *page = fecho_page_table_get_page (self->table, index);
  guint n = count_own (page, events);

  page->read = TRUE;
  page->used = ++self->clock; /* as above */
  for (guint i = 0; i < n; i++)
    fecho_close_row_set_event (get_row (page, i), g_ptr_array_index (events, i));
  remove_gone (self, index, n, page->n - n);
}

static GPtrArray *
finish_page (GObject       *source,
             GAsyncResult  *result,
             GError       **error)
{
  FechoStore *store = FECHO_STORE (source);

  if (g_async_result_is_tagged (result, fecho_store_page_async))
    return fecho_store_page_finish (store, result, error);

  return fecho_store_events_finish (store, result, error);
}

static void
page_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  FechoEventPager *self = data;
  GError *error = NULL;
  g_autoptr(GPtrArray) events = finish_page (source, result, &error);
  FechoPage *page;
  guint index;

  if (was_cancelled (error))
    {
      g_error_free (error);
      return;
    }
  g_clear_object (&self->read_cancellable);
  if (events == NULL)
    {
      take_error (self, error);
      return;
    }
  page = find_reading (self, &index);
  if (page != NULL)
    {
      gint64 newest_id = find_newest_id (events);

      page->reading = FALSE;
      /* Asked by its keys it may hold what was committed since, and what that pushed out it lacks:
       * it is read again, once all has its place. */
      if (page->keys == NULL && newest_id > self->known_id)
        return;
      if (page->rows != NULL && page->keys != NULL)
        fill_by_id (self, index, events);
      else if (page->rows != NULL && newest_id <= self->asked_known_id)
        fill_by_key (self, index, events);
    }
  read_next (self);
}

/* What the rows of a page ask: their ids, or all between two keys. */
static void
ask_page (FechoEventPager     *self,
          guint                index,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             data)
{
  FechoStore *store = fecho_monitor_get_store (self->monitor);
  const FechoPage *page = fecho_page_table_get_page (self->table, index);
  g_autoptr(GArray) ids = NULL;
  FechoPageKey after = { 0 };

  if (page->keys != NULL)
    {
      ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      for (guint i = 0; i < page->n; i++)
        g_array_append_val (ids, g_array_index (page->keys, FechoOrderRow, i).id);
      fecho_store_events_async (store, ids, cancellable, callback, data);
      return;
    }
  if (index > 0)
    {
      const FechoOrderRow *last = &fecho_page_table_get_page (self->table, index - 1)->last;

      after = (FechoPageKey) { last->closed_at_us, last->code, last->id };
    }
  fecho_store_page_async (store, self->filter, index > 0 ? &after : NULL, FALSE, page->n,
                          cancellable, callback, data);
}

static void
read_next (FechoEventPager *self)
{
  FechoPage *page;
  guint index;

  if (self->read_cancellable != NULL || self->loading || self->filter == NULL)
    return;
  page = choose_page (self, &index);
  if (page == NULL)
    return;

  page->reading = TRUE;
  self->asked_known_id = self->known_id;
  self->n_asked = 0;
  self->read_cancellable = g_cancellable_new ();
  ask_page (self, index, self->read_cancellable, page_read_cb, self);
}

static void
cancel_reading (FechoEventPager *self)
{
  FechoPage *page;
  guint index;

  cancel (&self->read_cancellable);
  page = find_reading (self, &index);
  if (page != NULL)
    page->reading = FALSE;
}

/* The page used longest ago, if there are too many. */
static void
forget_pages (FechoEventPager *self)
{
  FechoPage *oldest = NULL;
  guint n = 0;

  for (guint i = 0; i < fecho_page_table_get_n_pages (self->table); i++)
    {
      FechoPage *page = fecho_page_table_get_page (self->table, i);

      if (page->rows == NULL)
        continue;
      n++;
      if (oldest == NULL || page->used < oldest->used)
        oldest = page;
    }
  if (n <= MAX_PAGES)
    return;
  g_clear_pointer (&oldest->rows, g_ptr_array_unref);
  oldest->read = FALSE;
}

static void
unref_row (gpointer object)
{
  g_clear_object (&object);
}

/* Its rows can be given out from now on. */
static void
begin_page (FechoEventPager *self,
            FechoPage       *page)
{
  page->rows = g_ptr_array_new_with_free_func (unref_row);
  g_ptr_array_set_size (page->rows, page->n);
  page->read = FALSE;
  forget_pages (self);
  self->n_asked++;
  if (self->read_cancellable != NULL && self->n_asked > MAX_WANTED)
    cancel_reading (self);
}

/* -- the list */

static GType
get_item_type (GListModel *list)
{
  return FECHO_TYPE_CLOSE_ROW;
}

static guint
get_n_items (GListModel *list)
{
  return fecho_page_table_get_n (FECHO_EVENT_PAGER (list)->table);
}

static guint
mirror (FechoEventPager *self,
        guint            position)
{
  return is_mirrored (self) ? fecho_page_table_get_n (self->table) - 1 - position : position;
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  FechoEventPager *self = FECHO_EVENT_PAGER (list);
  FechoPage *page;

  if (position >= fecho_page_table_get_n (self->table))
    return NULL;

  position = mirror (self, position);
  page = fecho_page_table_find (self->table, position, NULL);
  page->used = ++self->clock;
  if (page->rows == NULL)
    begin_page (self, page);
  if (!page->read)
    read_next (self);

  return g_object_ref (get_row (page, position - page->first));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* -- reading for those who want many */

/* One question for the rows of one page; those of pages that are read have their answer. */
typedef struct
{
  GArray *offsets;              /* guint, in the answer */
  GArray *ids;                  /* gint64; NULL: by key */
  FechoPageKey after;
  gboolean has_after;
  guint limit;
} Question;

typedef struct
{
  FechoFilter *filter;
  GPtrArray *questions;         /* Question */
  guint next;
  gint64 known_id;              /* what is newer has no position */
  GPtrArray *events;
} Reading;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_array_unref (question->offsets);
  g_clear_pointer (&question->ids, g_array_unref);
  g_free (question);
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->filter, fecho_filter_free);
  g_ptr_array_unref (reading->questions);
  g_ptr_array_unref (reading->events);
  g_free (reading);
}

static Question *
question_new (FechoEventPager *self,
              guint            index)
{
  const FechoPage *page = fecho_page_table_get_page (self->table, index);
  Question *question = g_new0 (Question, 1);

  question->offsets = g_array_new (FALSE, FALSE, sizeof (guint));
  question->limit = page->n + FECHO_PAGE_ROWS; /* with what was committed since */
  if (page->keys != NULL)
    question->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  question->has_after = index > 0;
  if (index > 0)
    {
      const FechoOrderRow *last = &fecho_page_table_get_page (self->table, index - 1)->last;

      question->after = (FechoPageKey) { last->closed_at_us, last->code, last->id };
    }

  return question;
}

static void
ask_position (FechoEventPager *self,
              Reading         *reading,
              guint            position,
              guint           *last_index)
{
  Question *question;
  guint index;
  FechoPage *page = fecho_page_table_find (self->table, position, &index);
  guint offset = position - page->first;

  if (index != *last_index)
    g_ptr_array_add (reading->questions, question_new (self, index));
  *last_index = index;
  question = g_ptr_array_index (reading->questions, reading->questions->len - 1);
  if (page->keys != NULL)
    g_array_append_val (question->ids, g_array_index (page->keys, FechoOrderRow, offset).id);
  else
    g_array_append_val (question->offsets, offset);
}

static void read_on (GTask *task);

static void
take_by_id (Reading   *reading,
            GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (reading->events, fecho_close_event_ref (g_ptr_array_index (events, i)));
}

static void
take_by_offset (Reading      *reading,
                const GArray *offsets,
                GPtrArray    *events)
{
  g_autoptr(GPtrArray) placed = g_ptr_array_new ();

  for (guint i = 0; i < events->len; i++)
    {
      if (fecho_close_event_get_record (g_ptr_array_index (events, i))->id <= reading->known_id)
        g_ptr_array_add (placed, g_ptr_array_index (events, i));
    }
  for (guint i = 0; i < offsets->len; i++)
    {
      guint offset = g_array_index (offsets, guint, i);

      if (offset < placed->len)
        g_ptr_array_add (reading->events,
                         fecho_close_event_ref (g_ptr_array_index (placed, offset)));
    }
}

static void
positions_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(GTask) task = data;
  Reading *reading = g_task_get_task_data (task);
  const Question *question = g_ptr_array_index (reading->questions, reading->next);
  GError *error = NULL;
  g_autoptr(GPtrArray) events = finish_page (source, result, &error);

  if (events == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (question->ids != NULL)
    take_by_id (reading, events);
  else
    take_by_offset (reading, question->offsets, events);
  reading->next++;
  read_on (g_steal_pointer (&task));
}

/* Takes the task. */
static void
read_on (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  FechoEventPager *self = g_task_get_source_object (task);
  const Question *question;

  if (reading->next == reading->questions->len || self->monitor == NULL)
    {
      g_task_return_pointer (task, g_ptr_array_ref (reading->events),
                             (GDestroyNotify)g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  question = g_ptr_array_index (reading->questions, reading->next);
  if (question->ids != NULL)
    fecho_store_events_async (fecho_monitor_get_store (self->monitor), question->ids,
                              g_task_get_cancellable (task), positions_read_cb, task);
  else
    fecho_store_page_async (fecho_monitor_get_store (self->monitor), reading->filter,
                            question->has_after ? &question->after : NULL, FALSE, question->limit,
                            g_task_get_cancellable (task), positions_read_cb, task);
}

void
fecho_event_pager_read_async (FechoEventPager     *self,
                              GArray              *positions,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;
  Reading *reading;
  guint last_index = G_MAXUINT;

  g_return_if_fail (FECHO_IS_EVENT_PAGER (self));
  g_return_if_fail (positions != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_event_pager_read_async);
  reading = g_new0 (Reading, 1);
  reading->known_id = self->known_id;
  reading->filter = self->filter != NULL ? fecho_filter_copy (self->filter) : NULL;
  reading->questions = g_ptr_array_new_with_free_func (question_free);
  reading->events = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
  g_task_set_task_data (task, reading, reading_free);
  for (guint i = 0; i < positions->len; i++)
    {
      guint position = g_array_index (positions, guint, i);

      if (position < fecho_page_table_get_n (self->table))
        ask_position (self, reading, mirror (self, position), &last_index);
    }
  read_on (task);
}

GPtrArray *
fecho_event_pager_read_finish (FechoEventPager  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- the object */

static void
stop (FechoEventPager *self)
{
  cancel (&self->scan_cancellable);
  cancel_reading (self);
  g_clear_pointer (&self->found, fecho_page_table_free);
  g_ptr_array_set_size (self->news, 0);
  g_clear_handle_id (&self->flush_id, g_source_remove);
  g_clear_handle_id (&self->scan_id, g_source_remove);
}

static void
fecho_event_pager_dispose (GObject *object)
{
  FechoEventPager *self = FECHO_EVENT_PAGER (object);

  stop (self);
  g_clear_object (&self->monitor_signals);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_event_pager_parent_class)->dispose (object);
}

static void
fecho_event_pager_finalize (GObject *object)
{
  FechoEventPager *self = FECHO_EVENT_PAGER (object);

  fecho_page_table_free (self->table);
  g_clear_pointer (&self->filter, fecho_filter_free);
  g_ptr_array_unref (self->news);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (fecho_event_pager_parent_class)->finalize (object);
}

static void
fecho_event_pager_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  FechoEventPager *self = FECHO_EVENT_PAGER (object);

  switch ((FechoEventPagerProperty)id)
    {
    case PROP_MONITOR:
      g_value_set_object (value, self->monitor);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    case PROP_UNSORTED:
      g_value_set_boolean (value, self->unsorted);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_MAX_SORTED:
      g_value_set_uint (value, self->max_sorted);
      break;
    }
}

static void
fecho_event_pager_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch ((FechoEventPagerProperty)id)
    {
    case PROP_MONITOR:
      fecho_event_pager_set_monitor (FECHO_EVENT_PAGER (object), g_value_get_object (value));
      break;
    case PROP_MAX_SORTED:
      FECHO_EVENT_PAGER (object)->max_sorted = g_value_get_uint (value);
      break;
    case PROP_LOADING:
    case PROP_COMPLETE:
    case PROP_UNSORTED:
    case PROP_ERROR:
      g_assert_not_reached ();
    }
}

static void
fecho_event_pager_constructed (GObject *object)
{
  FechoEventPager *self = FECHO_EVENT_PAGER (object);

  G_OBJECT_CLASS (fecho_event_pager_parent_class)->constructed (object);

  self->table = new_table (self, FECHO_ORDER_TIME, TRUE);
}

static void
fecho_event_pager_class_init (FechoEventPagerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = fecho_event_pager_constructed;
  object_class->dispose = fecho_event_pager_dispose;
  object_class->finalize = fecho_event_pager_finalize;
  object_class->get_property = fecho_event_pager_get_property;
  object_class->set_property = fecho_event_pager_set_property;

  properties[PROP_MONITOR] = g_param_spec_object ("monitor", NULL, NULL, FECHO_TYPE_MONITOR,
                                                  flags | G_PARAM_WRITABLE);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  properties[PROP_UNSORTED] = g_param_spec_boolean ("unsorted", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_MAX_SORTED] =
    g_param_spec_uint ("max-sorted", NULL, NULL, 1, G_MAXUINT, FECHO_PAGER_MAX_SORTED,
                       flags | G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fecho_event_pager_init (FechoEventPager *self)
{
  self->descending = TRUE;
  self->listed_descending = TRUE;
  self->news = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
  self->monitor_signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_object (self->monitor_signals, "committed", G_CALLBACK (committed_cb),
                                 self, 0);
  g_signal_group_connect_object (self->monitor_signals, "marked", G_CALLBACK (marked_cb), self, 0);
}

FechoEventPager *
fecho_event_pager_new (void)
{
  return g_object_new (FECHO_TYPE_EVENT_PAGER, NULL);
}

static void
list_anew (FechoEventPager *self)
{
  gboolean any = self->monitor != NULL && self->filter != NULL;

  stop (self);
  take_error (self, NULL);
  set_flag (self, &self->complete, !any, PROP_COMPLETE);
  set_flag (self, &self->loading, any, PROP_LOADING);
  if (any)
    start_scan (self);
  else
    list_table (self, new_table (self, FECHO_ORDER_TIME, TRUE), FECHO_ORDER_TIME, TRUE);
}

void
fecho_event_pager_set_monitor (FechoEventPager *self,
                               FechoMonitor    *monitor)
{
  g_return_if_fail (FECHO_IS_EVENT_PAGER (self));
  g_return_if_fail (monitor == NULL || FECHO_IS_MONITOR (monitor));

  if (self->monitor == monitor)
    return;

  stop (self);
  g_set_object (&self->monitor, monitor);
  g_signal_group_set_target (self->monitor_signals, monitor);
  list_anew (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
}

/* A range that ends now and moved on. */
static gboolean
is_moved_on (const FechoFilter *before,
             const FechoFilter *after)
{
  g_autoptr(FechoFilter) moved = NULL;

  if (before == NULL || after == NULL || before->until_us != G_MAXINT64 ||
      after->since_us < before->since_us)
    return FALSE;
  moved = fecho_filter_copy (before);
  moved->since_us = after->since_us;

  return fecho_filter_equal (moved, after);
}

static void
set_filter (FechoEventPager   *self,
            const FechoFilter *filter)
{
  g_clear_pointer (&self->filter, fecho_filter_free);
  self->filter = filter != NULL ? fecho_filter_copy (filter) : NULL;
}

static void
move_on (FechoEventPager   *self,
         const FechoFilter *filter)
{
  gboolean moved = self->filter->since_us != filter->since_us;

  set_filter (self, filter);
  if (!moved)
    return;
  if (self->scan_cancellable != NULL)
    self->again |= self->order != FECHO_ORDER_TIME;
  else if (self->listed_order != FECHO_ORDER_TIME)
    start_scan (self);
  else
    flush_soon (self);
}

void
fecho_event_pager_set_query (FechoEventPager   *self,
                             const FechoFilter *filter,
                             FechoOrder         order,
                             gboolean           descending)
{
  g_return_if_fail (FECHO_IS_EVENT_PAGER (self));

  descending = !!descending;
  if (self->error == NULL && order == self->order && descending == self->descending &&
      is_moved_on (self->filter, filter))
    {
      move_on (self, filter);
      return;
    }
  if (self->filter == NULL && filter == NULL)
    return;
  set_filter (self, filter);
  self->order = order;
  self->descending = descending;
  list_anew (self);
}

gboolean
fecho_event_pager_get_loading (FechoEventPager *self)
{
  g_return_val_if_fail (FECHO_IS_EVENT_PAGER (self), FALSE);

  return self->loading;
}

gboolean
fecho_event_pager_get_complete (FechoEventPager *self)
{
  g_return_val_if_fail (FECHO_IS_EVENT_PAGER (self), FALSE);

  return self->complete;
}

gboolean
fecho_event_pager_get_unsorted (FechoEventPager *self)
{
  g_return_val_if_fail (FECHO_IS_EVENT_PAGER (self), FALSE);

  return self->unsorted;
}

const GError *
fecho_event_pager_get_error (FechoEventPager *self)
{
  g_return_val_if_fail (FECHO_IS_EVENT_PAGER (self), NULL);

  return self->error;
}

void
fecho_event_pager_reload (FechoEventPager *self)
{
  g_return_if_fail (FECHO_IS_EVENT_PAGER (self));

  list_anew (self);
}
