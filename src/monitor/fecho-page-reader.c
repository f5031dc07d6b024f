/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-page-reader.h"

#include "fecho-page-question.h"

/* Pages whose rows are kept. */
#define MAX_PAGES 64
/* Of the pages that are still to be read, the ones asked for last. */
#define MAX_WANTED 8

struct _FechoPageReader
{
  FechoListing *listing;
  FechoPageReaderFailed failed;
  gpointer data;
  FechoStore *store;            /* NULL: nothing is read now */
  FechoFilter *filter;
  GCancellable *cancellable;    /* NULL: no page is being read */
  gint64 asked_known_id;        /* of the listing when it was asked for */
  guint n_asked;                /* pages asked for since it is */
  guint64 clock;                /* for FechoPage.used */
};

FechoPageReader *
fecho_page_reader_new (FechoListing          *listing,
                       FechoPageReaderFailed  failed,
                       gpointer               data)
{
  FechoPageReader *self = g_new0 (FechoPageReader, 1);

  self->listing = listing;
  self->failed = failed;
  self->data = data;

  return self;
}

static void
cancel (FechoPageReader *self)
{
  g_autoptr(GCancellable) old = g_steal_pointer (&self->cancellable);

  g_cancellable_cancel (old);
}

void
fecho_page_reader_free (FechoPageReader *self)
{
  cancel (self);
  g_clear_object (&self->store);
  g_clear_pointer (&self->filter, fecho_filter_free);
  g_free (self);
}

void
fecho_page_reader_set_source (FechoPageReader   *self,
                              FechoStore        *store,
                              const FechoFilter *filter)
{
  g_set_object (&self->store, store);
  g_clear_pointer (&self->filter, fecho_filter_free);
  self->filter = filter != NULL ? fecho_filter_copy (filter) : NULL;
}

static FechoPageTable *
get_table (FechoPageReader *self)
{
  return fecho_listing_get_table (self->listing);
}

/* -- which page */

static gboolean
is_wanted (const FechoPage *page)
{
  return page->rows != NULL && !page->read;
}

/* Of the pages used last, the last one that has still to be read. */
static FechoPage *
choose_page (FechoPageReader *self,
             guint           *ret_index)
{
  FechoPage *chosen = NULL;
  guint n_newer = 0;

  for (guint i = 0; i < fecho_page_table_get_n_pages (get_table (self)); i++)
    {
      FechoPage *page = fecho_page_table_get_page (get_table (self), i);

      if (is_wanted (page) && (chosen == NULL || page->used > chosen->used))
        {
          chosen = page;
          *ret_index = i;
        }
    }
  for (guint i = 0; chosen != NULL && i < fecho_page_table_get_n_pages (get_table (self)); i++)
    {
      const FechoPage *page = fecho_page_table_get_page (get_table (self), i);

      n_newer += page->rows != NULL && page->used > chosen->used;
    }

  return n_newer < MAX_WANTED ? chosen : NULL;
}

static FechoPage *
find_reading (FechoPageReader *self,
              guint           *ret_index)
{
  for (guint i = 0; i < fecho_page_table_get_n_pages (get_table (self)); i++)
    {
      FechoPage *page = fecho_page_table_get_page (get_table (self), i);

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

/* By their ids: an event that is gone leaves a gap. */
static void
fill_by_id (FechoPageReader *self,
            guint            index,
            GPtrArray       *events)
{
  FechoPage *page = fecho_page_table_get_page (get_table (self), index);
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
          fecho_listing_remove (self->listing, index, 0, n_gone);
          return;
        }
      fecho_listing_remove (self->listing, index, offset, n_gone);
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
fill_by_key (FechoPageReader *self,
             guint            index,
             GPtrArray       *events)
{
  FechoPage *page = fecho_page_table_get_page (get_table (self), index);
  guint n = count_own (page, events);

  page->read = TRUE;
  page->used = ++self->clock; /* as above */
  for (guint i = 0; i < n; i++)
    fecho_close_row_set_event (get_row (page, i), g_ptr_array_index (events, i));
  fecho_listing_remove (self->listing, index, n, page->n - n);
}

static void
page_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  FechoPageReader *self = data;
  GError *error = NULL;
  g_autoptr(GPtrArray) events = fecho_page_question_finish (source, result, &error);
  FechoPage *page;
  guint index;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }
  g_clear_object (&self->cancellable);
  if (events == NULL)
    {
      self->failed (error, self->data);
      return;
    }
  page = find_reading (self, &index);
  if (page != NULL)
    {
      gint64 newest_id = find_newest_id (events);

      page->reading = FALSE;
      /* Asked by its keys it may hold what was committed since, and what that pushed out it lacks:
       * it is read again, once all has its place. */
      if (page->keys == NULL && newest_id > fecho_listing_get_known_id (self->listing))
        return;
      if (page->rows != NULL && page->keys != NULL)
        fill_by_id (self, index, events);
      else if (page->rows != NULL && newest_id <= self->asked_known_id)
        fill_by_key (self, index, events);
    }
  fecho_page_reader_go_on (self);
}

/* What the rows of a page ask: their ids, or all between two keys. */
static void
ask_page (FechoPageReader *self,
          guint            index)
{
  const FechoPage *page = fecho_page_table_get_page (get_table (self), index);
  g_autoptr(FechoPageQuestion) question = fecho_page_question_new (get_table (self), index);

  for (guint i = 0; question->ids != NULL && i < page->n; i++)
    fecho_page_question_add (question, page, i);
  fecho_page_question_ask_async (question, self->store, self->filter, self->cancellable,
                                 page_read_cb, self);
}

void
fecho_page_reader_go_on (FechoPageReader *self)
{
  FechoPage *page;
  guint index;

  if (self->cancellable != NULL || self->store == NULL || self->filter == NULL)
    return;
  page = choose_page (self, &index);
  if (page == NULL)
    return;

  page->reading = TRUE;
  self->asked_known_id = fecho_listing_get_known_id (self->listing);
  self->n_asked = 0;
  self->cancellable = g_cancellable_new ();
  ask_page (self, index);
}

void
fecho_page_reader_stop (FechoPageReader *self)
{
  FechoPage *page;
  guint index;

  cancel (self);
  page = find_reading (self, &index);
  if (page != NULL)
    page->reading = FALSE;
}

/* The page used longest ago, if there are too many. */
static void
forget_pages (FechoPageReader *self)
{
  FechoPage *oldest = NULL;
  guint n = 0;

  for (guint i = 0; i < fecho_page_table_get_n_pages (get_table (self)); i++)
    {
      FechoPage *page = fecho_page_table_get_page (get_table (self), i);

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

/* Its rows can be given out from now on. */
static void
begin_page (FechoPageReader *self,
            FechoPage       *page)
{
  fecho_page_begin_rows (page);
  forget_pages (self);
  self->n_asked++;
  if (self->cancellable != NULL && self->n_asked > MAX_WANTED)
    fecho_page_reader_stop (self);
}

/* -- asking for rows */

FechoCloseRow *
fecho_page_reader_get_row (FechoPageReader *self,
                           guint            position)
{
  FechoPage *page = fecho_page_table_find (get_table (self), position, NULL);

  page->used = ++self->clock;
  if (page->rows == NULL)
    begin_page (self, page);
  if (!page->read)
    fecho_page_reader_go_on (self);

  return g_object_ref (get_row (page, position - page->first));
}

void
fecho_page_reader_read_anew (FechoPageReader *self)
{
  for (guint i = 0; i < fecho_page_table_get_n_pages (get_table (self)); i++)
    fecho_page_table_get_page (get_table (self), i)->read = FALSE;
  fecho_page_reader_stop (self);
  fecho_page_reader_go_on (self);
}

void
fecho_page_reader_count_last (FechoPageReader *self,
                              gint64           since_us)
{
  guint n_pages = fecho_page_table_get_n_pages (get_table (self));
  FechoPage *page;

  if (n_pages == 0 || fecho_page_table_has_keys (get_table (self)))
    return;
  page = fecho_page_table_get_page (get_table (self), n_pages - 1);
  if (page->last.closed_at_us >= since_us)
    return;
  page->read = FALSE;
  page->reading = FALSE;
  page->used = ++self->clock;
  if (page->rows == NULL)
    begin_page (self, page);
  fecho_page_reader_go_on (self);
}
